"""Drawings of networks: boxes from left to right, with arrows."""

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from ..errors import CourseError
from .look import show

WIDTH = 8.4  # inches, as all that follow
EDGE = 0.26  # free on both sides, for the arrows from line to line
LEAD = 0.0196  # a line of text, for each point of its size
GAP = 0.32  # between columns at least, for the arrow
ABOVE = 0.16  # between boxes of a column
BETWEEN = 0.5  # between lines of columns
INK = "#555555"


@dataclass(eq=False)
class _Box:
    """A box, or (without lines) the point where an arrow passes a column."""

    lines: list[str]
    sources: list["_Box"] = field(default_factory=list)
    column: int = 0
    x: float = 0
    y: float = 0
    width: float = 0
    height: float = 0.1
    ceiling: float = 0  # the top of the line of columns in which it stands


def network(model_or_boxes, title: str, alt: str) -> None:
    """Draw a network as boxes from left to right: name, kind, shape of the output, weights.

    Parameters
    ----------
    model_or_boxes : Keras model, or sequence of (heading, detail)
        A Sequential or functional model with any branches. A layer that is used twice is drawn
        twice, the second time with "same weights". Or the boxes of a chain; a detail may have
        several lines.
    title, alt : str
        The heading, and what one would tell somebody who cannot see the drawing.

    Raises
    ------
    CourseError
        For a model that does not know its shapes yet, and for what is neither a model nor boxes.

    Examples
    --------
    >>> boxes = [("3 words", ""), ("table", "250 × 5"), ("guess", "250 probabilities")]
    >>> network(boxes, "A network", alt="Three boxes, …")  # doctest: +SKIP
    """
    import matplotlib.pyplot as plt

    boxes = _from_model(model_or_boxes) if hasattr(model_or_boxes, "layers") else _from_pairs(model_or_boxes)
    columns = _columns(boxes)
    bottom, size = _place(columns)
    figure = plt.figure(figsize=(WIDTH, bottom + 0.1))
    figure.set_layout_engine("none")
    panel = figure.add_axes((0, 0, 1, 1))
    panel.set(xlim=(0, WIDTH), ylim=(bottom + 0.1, 0))
    panel.axis("off")
    panel.text(0.08, 0.1, title, va="top", weight="bold", fontsize=14)
    for box in itertools.chain(*columns):
        for source in box.sources:
            _arrow(panel, source, box)
        if box.lines:
            _draw(panel, box, size)
    show(figure, alt)


def _from_pairs(pairs: Sequence) -> list[_Box]:
    try:
        boxes = [_Box([str(heading), *str(detail).splitlines()]) for heading, detail in pairs]
    except (TypeError, ValueError):
        boxes = []
    if not boxes:
        raise CourseError("network draws a Keras model, or a list of (heading, detail) pairs.")
    for before, after in itertools.pairwise(boxes):
        after.sources = [before]
    return boxes


def _from_model(model) -> list[_Box]:
    graph = getattr(model, "_functional", None) or model  # a Sequential holds a functional model
    if not hasattr(graph, "_nodes_by_depth"):
        raise CourseError(f"The model {model.name!r} does not know its shapes yet: begin it with keras.Input(…).")
    inputs = [id(tensor) for tensor in graph.inputs]
    made, boxes, seen = {}, [], set()
    for _, nodes in sorted(graph._nodes_by_depth.items(), reverse=True):
        for node in sorted(nodes, key=lambda node: _order(node, inputs, made, boxes)):
            if type(node.operation).__name__ == "NotEqual":
                continue  # how Keras makes the mask of an Embedding: not part of the idea
            box = _Box(_lines(node.operation, node.output_tensors, node.operation in seen))
            seen.add(node.operation)
            found = [made[id(tensor)] for tensor in node.input_tensors if id(tensor) in made]
            box.sources = list(dict.fromkeys(found))
            made.update({id(tensor): box for tensor in node.output_tensors})
            boxes.append(box)
    return boxes


def _order(node, inputs, made, boxes) -> int:
    """Among layers of one depth: inputs as the model lists them, others as what they come from."""
    if not node.input_tensors:
        return inputs.index(id(node.output_tensors[0]))
    return min((boxes.index(made[id(t)]) for t in node.input_tensors if id(t) in made), default=0)


def _lines(layer, outputs, again: bool) -> list[str]:
    """What stands in a layer's box."""
    kind = type(layer).__name__
    own = re.sub(r"_\d+$", "", layer.name).replace("_", "")  # "dense_3": named by Keras
    named = own != kind.lower()
    lines = [layer.name.replace("_", " ")] if named else [kind.removesuffix("Layer")]
    activation = getattr(getattr(layer, "activation", None), "__name__", "linear")
    detail = kind if named and kind != "InputLayer" else ""
    if hasattr(layer, "layers"):
        detail = f"{len(layer.layers)} layers"
    if activation != "linear" and kind not in ("LSTM", "GRU") and activation != own:
        detail = f"{detail}, {activation}" if detail else activation
    lines += [detail] if detail else []
    lines += [_shape(tensor.shape) for tensor in outputs]
    count = sum(int(np.prod(weight.shape)) for weight in getattr(layer, "weights", []))
    if count:
        lines.append("same weights" if again else f"{count:,} weights")
    return lines


def _shape(shape) -> str:
    sizes = ["n" if size is None else f"{size:,}" for size in shape[1:]]
    if not sizes or sizes == ["1"]:
        return "1 number"
    return f"{sizes[0]} numbers" if len(sizes) == 1 else " × ".join(sizes)


def _columns(boxes: list[_Box]) -> list[list[_Box]]:
    """The boxes by column, ordered by their sources; an arrow has a point where it jumps one."""
    for box in boxes:
        box.column = max((source.column + 1 for source in box.sources), default=0)
    for box in boxes:  # an input stands just before what needs it
        if not box.sources:
            needed = [other.column for other in boxes if box in other.sources]
            box.column = min(needed, default=1) - 1
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


def _place(columns: list[list[_Box]]) -> tuple[float, float]:
    """Give every box its place; what does not fit side by side goes on in the next line.

    Returns the height of the drawing in inches and the size of its type in points.
    """
    for size in (12, 11.5, 11, 10.5):  # smaller type before a second line
        widths = [_width(column, size) for column in columns]
        if sum(widths) + GAP * (len(widths) - 1) <= WIDTH - 2 * EDGE:
            break
    else:
        size = 12
        widths = [_width(column, size) for column in columns]
    lines = _wrap(columns, widths)
    top = 0.5
    for line in lines:
        tallest = max(_fit(columns[number], widths[number], size) for number in line)
        free = WIDTH - 2 * EDGE - sum(widths[number] for number in line)
        gap, x = min(0.7, free / max(len(line) - 1, 1)), EDGE
        for number in line:
            column = columns[number]
            y = top + (tallest - sum(box.height + ABOVE for box in column) + ABOVE) / 2
            for box in column:
                box.x, box.y, box.ceiling = x, y + box.height / 2, top
                y += box.height + ABOVE
            x += widths[number] + gap
        top += tallest + BETWEEN
    return top - BETWEEN, size


def _wrap(columns: list[list[_Box]], widths: list[float]) -> list[range]:
    """The columns line by line: few lines, about equally full, broken where few arrows cross."""
    room, count = WIDTH - 2 * EDGE, len(columns)
    best = {0: (0.0, [])}  # up to which column: (cost, lines)
    for end in range(1, count + 1):
        crossing = len(columns[end - 1]) if end < count else 0
        choices = []
        for start in range(end):
            free = room - sum(widths[start:end]) - GAP * (end - start - 1)
            if free >= 0 or end - start == 1:
                cost, lines = best[start]
                choices.append((cost + 100 + 3 * crossing + free**2, [*lines, range(start, end)]))
        best[end] = min(choices, key=lambda choice: choice[0])
    return best[count][1]


def _fit(column: list[_Box], width: float, size: float) -> float:
    """Set the sizes of a column's boxes; returns its height."""
    for box in column:
        box.width = width
        box.height = LEAD * size * len(box.lines) + 0.16 if box.lines else 0.1
    return sum(box.height + ABOVE for box in column) - ABOVE


def _width(column: list[_Box], size: float) -> float:
    """The width in inches that a column's longest line needs."""
    from matplotlib.font_manager import FontProperties
    from matplotlib.textpath import TextPath

    fonts = [FontProperties(weight="bold"), FontProperties()]
    texts = [(line, fonts[place > 0]) for box in column for place, line in enumerate(box.lines)]
    spans = [TextPath((0, 0), line, size, prop=font).get_extents() for line, font in texts if line.strip()]
    return max(span.width for span in spans) / 72 + 0.22


def _draw(panel, box: _Box, size: float) -> None:
    from matplotlib.patches import FancyBboxPatch

    learns = any("weights" in line for line in box.lines)
    top = box.y - box.height / 2
    panel.add_patch(
        FancyBboxPatch(
            (box.x, top),
            box.width,
            box.height,
            boxstyle="round,pad=0,rounding_size=0.07",
            facecolor="#E3F0F8" if learns else "white",
            edgecolor="#0072B2" if learns else INK,
            lw=1.5,
        )
    )
    for place, line in enumerate(box.lines):
        panel.text(
            box.x + box.width / 2,
            top + 0.08 + LEAD * size * (place + 0.5),
            line,
            parse_math=False,
            ha="center",
            va="center_baseline",
            fontsize=size,
            weight="normal" if place else "bold",
        )


def _arrow(panel, source: _Box, box: _Box) -> None:
    """From the right of one box to the left of another, in the next line by way of the gap."""
    corners = [(source.x + source.width, source.y), (box.x, box.y)]
    if not source.lines:  # first straight on through the column that is jumped
        corners.insert(0, (source.x, source.y))
    if box.ceiling > source.ceiling:
        right, gap, left = corners[-2][0] + 0.14, box.ceiling - BETWEEN / 2, box.x - 0.2
        corners[-1:-1] = [(right, source.y), (right, gap), (left, gap), (left, box.y)]
    panel.plot(*zip(*corners, strict=True), color=INK, lw=1.6, solid_joinstyle="round")
    if box.lines:
        head = {"arrowstyle": "-|>", "lw": 1.6, "color": INK, "mutation_scale": 14}
        panel.annotate("", corners[-1], corners[-2], arrowprops={**head, "shrinkA": 0, "shrinkB": 0})
