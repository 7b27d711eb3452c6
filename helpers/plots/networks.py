"""Networks: drawings of boxes from left to right, with arrows, and the curves of a training."""

import itertools
import re
from dataclasses import dataclass, field

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.offsetbox import AnchoredOffsetbox, DrawingArea, HPacker, PaddedBox, TextArea, VPacker
from matplotlib.patches import FancyArrowPatch
from matplotlib.path import Path

from ..errors import need
from .look import SHARPNESS, colour, show

WIDTH, EDGE = 8.4, 0.26  # inches: the drawing, and what is free on both sides for arrows from row to row
BETWEEN, INK = 36, "#555555"  # points between rows of columns; the colour of lines
SIZES = [(12, 50), (12, 36), (12, 23), (11.5, 23), (11, 23), (10.5, 23)]  # type and gap in points, best first


@dataclass(eq=False)
class _Box:
    """A box, or (without lines) the point where an arrow passes a column."""

    lines: list[str]
    sources: list["_Box"] = field(default_factory=list)
    column: int = 0


def network(model_or_boxes, title: str, alt: str) -> None:
    """Draw a network as boxes from left to right: name, kind, shape of the output, weights.

    model_or_boxes: a Sequential or functional Keras model with any branches. A layer that is used twice is
        drawn twice, the second time with "same weights". Or the boxes of a chain, pairs (heading, detail);
        a detail may have several lines.
    title, alt: the heading, and what one would tell somebody who cannot see the drawing.

    Raises a CourseError for a model that does not know its shapes yet, and for what is neither model nor boxes.
    """
    columns = _columns(_from_model(model_or_boxes) if hasattr(model_or_boxes, "layers") else _chain(model_or_boxes))
    figure = plt.figure(figsize=(WIDTH, 1), dpi=100 * SHARPNESS, layout="none")  # as saved: type has other widths else
    renderer, inches = figure.canvas.get_renderer(), figure.dpi_scale_trans
    for count, (size, gap) in itertools.product(range(1, len(columns) + 1), SIZES):
        frames = {box: _frame(box.lines, size) for column in columns for box in column}
        stacks = [VPacker(sep=11, align="center", children=[frames[box] for box in column]) for column in columns]
        parts = np.array_split(range(len(columns)), count)
        rows = [HPacker(sep=gap, align="center", children=[stacks[i] for i in part]) for part in parts]
        whole = VPacker(sep=BETWEEN, align="left", children=rows)
        whole.set_figure(figure)
        width, height = whole.get_bbox(renderer).size / figure.dpi
        if width <= WIDTH - 2 * EDGE:
            break
    figure.set_size_inches(WIDTH, height + 0.6)
    figure.suptitle(title, x=0.01, y=1 - 0.1 / (height + 0.6), ha="left", parse_math=False)
    place = {"bbox_to_anchor": (EDGE, 0.1), "bbox_transform": inches, "pad": 0, "borderpad": 0, "frameon": False}
    figure.add_artist(AnchoredOffsetbox("lower left", child=whole, **place))
    figure.canvas.draw()  # only now is the place of every box known

    artists = {**frames, **dict(enumerate(stacks))}
    extents = {key: artists[key].get_window_extent(renderer).transformed(inches.inverted()) for key in artists}
    ends = {box: extents[box if box.lines else box.column] for box in frames}
    level = {box: np.mean(extents[box].intervaly) for box in frames}
    row = np.repeat(range(count), [len(part) for part in parts])
    for source, box in [(source, target) for target in frames for source in target.sources]:
        left, right, y = ends[box].x0, ends[source].x1, level[source]
        corners = [(ends[source].x0, y), (right, y), (left, level[box])]  # starts behind the source
        if row[box.column] > row[source.column]:  # by way of the gap between the rows
            gap = max(extents[i].y1 for i in parts[row[box.column]]) + BETWEEN / 144
            corners[2:2] = [(right + 0.14, y), (right + 0.14, gap), (left - 0.2, gap), (left - 0.2, level[box])]
        look = {"arrowstyle": "-|>" if box.lines else "-", "mutation_scale": 14, "color": INK, "lw": 1.6}
        figure.add_artist(FancyArrowPatch(path=Path(corners), transform=inches, **look))
    show(figure, alt)


def curves(history, metrics: list[str], title: str, alt: str) -> None:
    """Training (dots) and validation (line) of a Keras history, one panel a metric.

    history: what `model.fit` returns, or a mapping: one list a metric, with `val_` before the name for validation.
    metrics: such as ["loss", "accuracy"]; at most three. A CourseError for one that the history does not have.
    title, alt: the heading, and what one would tell somebody who cannot see the figure.
    """
    history = getattr(history, "history", history)
    for metric in metrics:
        need(metric in history, f"The history has no {metric!r}; it has {', '.join(history)}.")
    figure, panels = plt.subplots(1, len(metrics), figsize=(8.4, 4.2), squeeze=False)
    for panel, metric in zip(panels[0], metrics, strict=True):
        for name, key, line in [("training", metric, "o"), ("validation", f"val_{metric}", "-")]:
            if key in history:
                panel.plot(range(1, len(history[key]) + 1), history[key], line, color=colour(name), label=name)
        panel.set(xlabel="epoch", ylabel=metric)
        panel.xaxis.get_major_locator().set_params(integer=True)
    figure.suptitle(title, x=0.01, ha="left")
    figure.legend(*panels[0][0].get_legend_handles_labels(), loc="outside lower left", ncols=2)
    show(figure, alt)


def _frame(lines: list[str], size: float):
    """The lines of a box in a frame, which is blue where there are weights."""
    if not lines:
        return DrawingArea(0, 8)
    look, weights = {"size": size, "parse_math": False}, ["bold"] + ["normal"] * len(lines)
    texts = [TextArea(line, textprops={**look, "weight": weight}) for line, weight in zip(lines, weights, strict=False)]
    colours = ("#E3F0F8", "#0072B2") if "weights" in lines[-1] else ("white", INK)
    look = {"fc": colours[0], "ec": colours[1], "lw": 1.5, "boxstyle": "round,pad=0,rounding_size=8"}
    return PaddedBox(VPacker(sep=3, align="center", children=texts), pad=8, draw_frame=True, patch_attrs=look)


def _chain(pairs) -> list[_Box]:
    """One box a pair, each with an arrow from the one before."""
    pairs = list(pairs) if isinstance(pairs, list | tuple) else []
    fits = pairs and all(isinstance(pair, list | tuple) and len(pair) == 2 for pair in pairs)
    need(fits, "network draws a Keras model, or a list of (heading, detail) pairs.")
    boxes = []
    for heading, detail in pairs:
        boxes.append(_Box([str(heading), *str(detail).splitlines()], boxes[-1:], len(boxes)))
    return boxes


def _from_model(model) -> list[_Box]:
    """One box for each use of a layer, in the column of its depth."""
    graph = getattr(model, "_functional", None) or model  # a Sequential holds a functional model
    says = f"The model {model.name!r} does not know its shapes yet: begin it with keras.Input(…)."
    need(hasattr(graph, "_nodes_by_depth"), says)
    layers = [tensor._keras_history.operation for tensor in graph.inputs] + graph.operations
    order = [node for layer in layers for node in layer._inbound_nodes]  # inputs as the model lists them
    made, seen = {}, set()
    for column, (_, nodes) in enumerate(sorted(graph._nodes_by_depth.items(), reverse=True)):
        for node in sorted(nodes, key=order.index):
            layer, outputs = node.operation, node.output_tensors
            if type(layer).__name__ != "NotEqual":  # how Keras makes the mask of an Embedding: not part of the idea
                sources = dict.fromkeys(made[id(tensor)] for tensor in node.input_tensors if id(tensor) in made)
                box = _Box(_lines(layer, outputs, layer in seen), list(sources), column)
                made |= {id(tensor): box for tensor in outputs}
                seen.add(layer)
    return list(dict.fromkeys(made.values()))


def _lines(layer, outputs, again: bool) -> list[str]:
    """What stands in a layer's box."""
    kind = type(layer).__name__
    own = re.sub(r"_\d+$", "", layer.name).replace("_", "")  # "dense_3": named by Keras
    named = own != kind.lower()
    activation = getattr(getattr(layer, "activation", None), "__name__", "linear")
    inside = [f"{len(layer.layers)} layers"] if hasattr(layer, "layers") else []
    details = inside or ([kind] if named and kind != "InputLayer" else [])
    details += [activation] if activation not in ("linear", own) and kind not in ("LSTM", "GRU") else []
    lines = [layer.name.replace("_", " ") if named else kind.removesuffix("Layer"), ", ".join(details)]
    for tensor in outputs:
        sizes = ["n" if size is None else f"{size:,}" for size in tensor.shape[1:] or [1]]
        lines.append(" × ".join(sizes) + (" number" if sizes == ["1"] else " numbers" if len(sizes) == 1 else ""))
    count = sum(int(np.prod(weight.shape)) for weight in getattr(layer, "weights", []))
    lines.append("" if not count else "same weights" if again else f"{count:,} weights")
    return [line for line in lines if line]


def _columns(boxes: list[_Box]) -> list[list[_Box]]:
    """The boxes by column, ordered by their sources; an arrow has a point where it jumps one."""
    columns = [[] for _ in range(max(box.column for box in boxes) + 1)]
    for box in boxes:
        for place, source in enumerate(box.sources):
            for column in range(source.column + 1, box.column):
                source = _Box([], [source], column)
                columns[column].append(source)
            box.sources[place] = source
        columns[box.column].append(box)
    for before, column in itertools.pairwise(columns):
        rank = {box: place for place, box in enumerate(before)}
        column.sort(key=lambda box: np.mean([rank[s] for s in box.sources] or [len(before)]))
    return columns
