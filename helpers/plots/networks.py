"""Drawings of networks: boxes from left to right, with arrows."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from ..errors import CourseError
from .look import show

WIDTH = 8.4  # inches
TYPE = 12  # points
LINE = 0.235  # inches a line of text
GAP = 0.34  # inches between columns, for the arrow
ABOVE = 0.16  # inches between boxes of a column


@dataclass
class _Box:
    """A box, or (without lines) the point where an arrow passes a column."""

    lines: list[str]
    comes_from: list["_Box"] = field(default_factory=list)
    column: int = 0
    x: float = 0
    y: float = 0
    width: float = 0
    height: float = 0.1


def network(model_or_boxes, title: str, alt: str) -> None:
    """Draw a network as boxes from left to right: name, kind, shape of the output, number of weights.

    Parameters
    ----------
    model_or_boxes : Keras model, or sequence of (heading, detail)
        A Sequential or functional model with any branches. A layer that is used twice is drawn twice, the
        second time with "same weights". Or the boxes of a chain; a detail may have several lines.
    title, alt : str
        The heading, and what one would tell somebody who cannot see the drawing.

    Raises
    ------
    CourseError
        For a model that does not know its shapes yet, and for what is neither a model nor a list of boxes.

    Examples
    --------
    >>> boxes = [("3 words", "numbers 0 to 249"), ("table", "250 × 5"), ("guess", "250 probabilities")]
    >>> network(boxes, "A network", alt="Three boxes, …")  # doctest: +SKIP
    """
    import matplotlib.pyplot as plt

    boxes = (
        _from_model(model_or_boxes)
        if hasattr(model_or_boxes, "layers")
        else _from_pairs(model_or_boxes)
    )
    columns = _columns(boxes)
    height = _place(columns)
    heading = 0.45 if title else 0.05
    figure = plt.figure(figsize=(WIDTH, height + heading + 0.1))
    panel = figure.add_axes((0, 0, 1, (height + 0.1) / (height + heading + 0.1)))
    panel.set(xlim=(0, WIDTH), ylim=(height + 0.05, -0.05))
    panel.axis("off")
    figure.set_layout_engine("none")
    figure.text(
        0.01,
        1 - 0.1 / (height + heading + 0.1),
        title,
        ha="left",
        va="top",
        weight="bold",
        fontsize=14,
    )
    for column in columns:
        for box in column:
            for source in box.comes_from:
                _arrow(panel, source, box)
    for box in boxes:
        _draw(panel, box)
    show(figure, alt)


def _from_pairs(pairs: Sequence) -> list[_Box]:
    try:
        boxes = [_Box([str(heading), *str(detail).split("\n")]) for heading, detail in pairs]
    except (TypeError, ValueError):
        boxes = []
    if not boxes:
        raise CourseError("network draws a Keras model, or a list of (heading, detail) pairs.")
    for before, after in zip(boxes, boxes[1:], strict=False):
        after.comes_from = [before]
    return boxes


def _from_model(model) -> list[_Box]:
    if not model.built or (
        not hasattr(model, "_nodes") and getattr(model, "_functional", None) is None
    ):
        raise CourseError(
            f"The model {model.name!r} does not know its shapes yet: begin it with keras.Input(…), or call it "
            "once on data."
        )
    graph = getattr(model, "_functional", None) or model  # a Sequential holds a functional model
    made, boxes, seen = {}, [], set()
    for node in (
        node
        for depth in sorted(graph._nodes_by_depth, reverse=True)
        for node in graph._nodes_by_depth[depth]
    ):
        layer = node.operation
        box = _Box(_lines(layer, node.output_tensors, layer in seen))
        seen.add(layer)
        box.comes_from = (
            list(
                dict.fromkeys(
                    made[id(tensor)] for tensor in node.input_tensors if id(tensor) in made
                )
            )
            if False
            else []
        )
        for tensor in node.input_tensors:
            source = made[id(tensor)]
            if not any(source is each for each in box.comes_from):
                box.comes_from.append(source)
        made.update({id(tensor): box for tensor in node.output_tensors})
        boxes.append(box)
    return boxes


def _lines(layer, outputs, again: bool) -> list[str]:
    """What stands in a layer's box."""
    from keras.src.utils.naming import to_snake_case

    kind = type(layer).__name__
    own = to_snake_case(kind)
    named = layer.name != own and not layer.name.removeprefix(own).removeprefix("_").isdigit()
    lines = [layer.name.replace("_", " ")] if named else [kind.removesuffix("Layer")]
    activation = getattr(getattr(layer, "activation", None), "__name__", "linear")
    detail = kind if named and kind != "InputLayer" else ""
    if hasattr(layer, "layers"):
        detail = f"{len(layer.layers)} layers"
    if activation != "linear" and kind not in ("LSTM", "GRU") and activation != own:
        detail = f"{detail}, {activation}" if detail else activation
    lines += [detail] if detail else []
    lines += [_shape(tensor.shape) for tensor in outputs]
    count = (
        layer.count_params()
        if getattr(layer, "built", False) and hasattr(layer, "count_params")
        else 0
    )
    if count:
        lines.append("same weights" if again else f"{count:,} weights")
    return lines


def _shape(shape) -> str:
    sizes = ["any" if size is None else f"{size:,}" for size in shape[1:]]
    if not sizes or sizes == ["1"]:
        return "1 number"
    return f"{sizes[0]} numbers" if len(sizes) == 1 else " × ".join(sizes)


def _columns(boxes: list[_Box]) -> list[list[_Box]]:
    """The boxes by column, with passing points where an arrow jumps one; each column in the order of its sources."""
    for box in boxes:
        box.column = max((source.column + 1 for source in box.comes_from), default=0)
    for box in reversed(boxes):  # an input stands just before what needs it
        needed = [
            other.column for other in boxes if any(source is box for source in other.comes_from)
        ]
        if needed and not box.comes_from:
            box.column = min(needed) - 1
    columns = [[] for _ in range(max(box.column for box in boxes) + 1)]
    for box in boxes:
        for place, source in enumerate(box.comes_from):
            for column in range(source.column + 1, box.column):
                source = _Box([], [source], column)
                columns[column].append(source)
            box.comes_from[place] = source
        columns[box.column].append(box)
    for before, column in zip(columns, columns[1:], strict=False):
        rank = {id(box): place for place, box in enumerate(before)}
        column.sort(
            key=lambda box: (
                sum(rank[id(s)] for s in box.comes_from) / max(len(box.comes_from), 1)
                if box.comes_from
                else 99
            )
        )
    return columns


def _place(columns: list[list[_Box]]) -> float:
    """Give every box its place; columns that do not fit side by side go on in the next line. Returns the height."""
    for column in columns:
        width = (
            max(
                max(_width(line, place == 0) for place, line in enumerate(box.lines))
                for box in column
                if box.lines
            )
            + 0.24
        )
        for box in column:
            box.width = width
            box.height = LINE * len(box.lines) + 0.16 if box.lines else 0.1
    lines, used = [[]], 0
    for column in columns:
        if lines[-1] and used + column[0].width > WIDTH - 0.2:
            lines.append([])
            used = 0
        lines[-1].append(column)
        used += column[0].width + GAP
    top = 0
    for line in lines:
        tallest = max(_stack(column) for column in line)
        widths = sum(column[0].width for column in line)
        gap = GAP if len(line) == 1 else min(0.8, (WIDTH - 0.2 - widths) / (len(line) - 1))
        x = 0.1
        for column in line:
            y = top + (tallest - _stack(column)) / 2
            for box in column:
                box.x, box.y = x, y + box.height / 2
                y += box.height + ABOVE
            x += column[0].width + gap
        top += tallest + 0.5
    return top - 0.5


def _stack(column: list[_Box]) -> float:
    return sum(box.height + ABOVE for box in column) - ABOVE


def _width(line: str, heading: bool) -> float:
    from matplotlib.font_manager import FontProperties
    from matplotlib.textpath import TextPath

    font = FontProperties(weight="bold" if heading else "normal")
    return (
        TextPath((0, 0), line or " ", size=TYPE, prop=font).get_extents().width / 72
        if line.strip()
        else 0
    )


def _draw(panel, box: _Box) -> None:
    from matplotlib.patches import FancyBboxPatch

    corner = (box.x, box.y - box.height / 2)
    weights = any("weights" in line for line in box.lines)
    panel.add_patch(
        FancyBboxPatch(
            corner,
            box.width,
            box.height,
            boxstyle="round,pad=0,rounding_size=0.07",
            facecolor="#E3F0F8" if weights else "white",
            edgecolor="#0072B2" if weights else "#555555",
            lw=1.5,
        )
    )
    for place, line in enumerate(box.lines):
        y = corner[1] + 0.08 + LINE * (place + 0.5)
        panel.text(
            box.x + box.width / 2,
            y,
            line,
            ha="center",
            va="center_baseline",
            fontsize=TYPE,
            weight="normal" if place else "bold",
        )


def _arrow(panel, source: _Box, box: _Box) -> None:
    """From the right of one box to the left of another; into the next line by way of the gap between lines."""
    start, end = (source.x + source.width, source.y), (box.x, box.y)
    if not source.lines:  # straight on through the column that is jumped
        panel.plot([source.x, start[0]], [source.y] * 2, color="#555555", lw=1.6)
    if end[0] > start[0]:
        corners = [start, end]
    else:
        middle = box.y - box.height / 2 - 0.25
        corners = [
            start,
            (start[0] + 0.12, start[1]),
            (start[0] + 0.12, middle),
            (0.03, middle),
            (0.03, end[1]),
            end,
        ]
    panel.plot(*zip(*corners[:-1], strict=True), color="#555555", lw=1.6) if len(
        corners
    ) > 2 else None
    style = "-|>" if box.lines else "-"
    panel.annotate(
        "",
        corners[-1],
        corners[-2],
        arrowprops={
            "arrowstyle": style,
            "lw": 1.6,
            "color": "#555555",
            "shrinkA": 0,
            "shrinkB": 0,
            "mutation_scale": 14,
        },
    )
