"""Labelled maps in two and three dimensions: one picture that can be printed and turned."""

import difflib
from collections.abc import Sequence

import numpy as np
import pandas as pd

from ..errors import CourseError
from .look import COLOURS, GREY, MARKERS, MEANINGS, SAME, escape, show

SYMBOLS = dict(zip(MARKERS, ["circle", "square", "triangle-up", "diamond", "triangle-down", "cross", "x"], strict=True))
MOST = 5000  # points: more make the notebook heavy and turn slowly
FEW = 100  # points: up to here no name may hide a point of a flat map
SIZE = (8.4, 4.6)
# Where a name may stand beside its point: (right, up) in points, alignments, plotly's word for it.
PLACES = [
    (5, 4, "left", "bottom", "top right"),
    (-5, 4, "right", "bottom", "top left"),
    (5, -4, "left", "top", "bottom right"),
    (-5, -4, "right", "top", "bottom left"),
    (8, 0, "left", "center", "middle right"),
    (-8, 0, "right", "center", "middle left"),
    (0, 7, "center", "bottom", "top center"),
    (0, -7, "center", "top", "bottom center"),
]
SHADOW = ", ".join(f"{x}px {y}px 1px white" for x in (-1, 0, 1) for y in (-1, 0, 1) if x or y)


def map_points(
    points,
    names: Sequence[str],
    title: str,
    alt: str,
    groups: Sequence | None = None,
    label: Sequence[str] | None = None,
    axes: Sequence[str] | None = None,
    equal: bool = False,
) -> None:
    """A map of named points: hover over a point to read its name, drag a cloud to turn it.

    Parameters
    ----------
    points : array of shape (names, 2) or (names, 3)
        At most 5,000 points. The number of columns says whether it is a map or a cloud.
    names : sequence of str
    title, alt : str
        The heading, and what one would tell somebody who cannot see the map.
    groups : sequence, optional
        One group a point: each gets a colour and a marker, 7 at most. A group named like a meaning
        of `plots.colour` ("praise", "blame", …) has that colour. "other", "neither", "neutral" and
        None are grey and lie below. Order: alphabetical, or that of a pandas Categorical.
    label : sequence of str, optional
        The names to write out, most important first: one that would cover another is left out.
        Default: all when there are at most 40.
    axes : sequence of str, optional
        A name for each axis. Default: none, and no ticks: the numbers of a t-SNE map mean nothing.
    equal : bool
        In two dimensions: draw a step to the right as long as a step up.

    Raises
    ------
    CourseError
        When points, names, groups, label or axes do not fit together, or for more than 7 groups.

    Examples
    --------
    >>> map_points(xy, words, "Words", alt="A map of ten words.", groups=kinds)  # doctest: +SKIP
    """
    import matplotlib.pyplot as plt

    points, names = np.asarray(points, dtype=np.float32), [str(name) for name in names]
    rows = _check(points, names, label, axes)
    looks = _looks(groups, len(names))
    axes = None if axes is None or not any(axes) else list(axes)
    solid = points.shape[1] == 3
    figure, panels = plt.subplots(
        1, 1 + solid, squeeze=False, figsize=SIZE, subplot_kw={"projection": "3d"} if solid else {}
    )
    panels = panels[0]
    (_draw_solid if solid else _draw_flat)(panels, points, looks, axes, equal)
    figure.suptitle(title, x=0.01, ha="left")
    legend = 0 if groups is None else _legend(figure, looks, solid)
    written = [_write_names(panel, points, names, rows) for panel in panels]
    live = _live(points, names, looks, written[0])
    live.update_layout(
        title_text=f"<b>{escape(title)}</b>",
        showlegend=legend > 0,
        margin_b=10 + 26 * legend + (60 if axes and not solid else 0),
        margin_l=70 if axes and not solid else 10,
    )
    (_set_scene if solid else _set_axes)(live, axes, equal)
    show(figure, alt, interactive=live)


def _check(points, names, label, axes) -> list[int]:
    """The rows whose names are to be written, in order of importance; raises if anything is off."""
    columns = points.shape[1] if points.ndim == 2 else 0
    if columns not in (2, 3) or len(points) != len(names):
        raise CourseError(
            f"map_points needs one row of two or three numbers a name: {points.shape} for {len(names)} names."
        )
    if not 0 < len(names) <= MOST:
        raise CourseError(f"map_points draws 1 to {MOST:,} points, not {len(names):,}: draw some at random.")
    lost = (~np.isfinite(points).all(axis=1)).sum()
    if lost:
        raise CourseError(f"{lost} of {len(names)} points hold NaN or infinity: look at where they were computed.")
    if axes is not None and len(axes) != columns:
        raise CourseError(f"{columns} dimensions need {columns} names of axes, not {len(axes)}.")
    if label is None:
        return list(range(len(names))) if len(names) <= 40 else []
    place = {name: row for row, name in reversed(list(enumerate(names)))}
    for name in map(str, label):
        if name not in place:
            near = difflib.get_close_matches(name, place, n=3)
            hint = f" Nearest spellings: {', '.join(near)}." if near else ""
            raise CourseError(f"There is no point with the name {name!r} to label.{hint}")
    return list(dict.fromkeys(place[str(name)] for name in label))


def _looks(groups, count: int) -> list[tuple]:
    """The groups of a map, grey ones first: (group, rows, colour, marker)."""
    if groups is None:
        return [("", np.arange(count), COLOURS[0], "o")]
    given = list(groups)
    if len(given) != count:
        raise CourseError(f"groups has {len(given)} entries for {count} points: every point needs one (or None).")
    named = np.array(["other" if pd.isna(group) else str(group) for group in given], dtype=object)
    groups = getattr(groups, "cat", groups)  # a Series of categories keeps them there
    order = list(map(str, groups.categories)) if hasattr(groups, "categories") else sorted({*named})
    order = [group for group in dict.fromkeys([*order, "other"]) if (named == group).any()]
    fixed = {group: MEANINGS.get(SAME.get(group, group)) for group in order}
    coloured = [group for group in order if fixed[group] != GREY]
    if len(coloured) > len(COLOURS):
        raise CourseError(
            f"map_points tells {len(COLOURS)} groups apart, not {len(coloured)}: put the smaller "
            "ones together as 'other', which is grey."
        )
    free = iter([each for each in COLOURS if each not in fixed.values()])
    look = {group: (fixed[group] or next(free), marker) for group, marker in zip(coloured, MARKERS, strict=False)}
    grey = [group for group in order if group not in look]
    return [(g, np.flatnonzero(named == g), *look.get(g, (GREY, "o"))) for g in [*grey, *coloured]]


def _draw_flat(panels, points, looks, axes, equal) -> None:
    for _, rows, colour, marker in looks:
        size = 16 if colour == GREY else 30 if len(points) > 100 else 60
        panels[0].scatter(*points[rows].T, s=size, color=colour, marker=marker, edgecolors="white", lw=0.5)
    panels[0].margins(0.08)
    if equal:
        panels[0].set_aspect("equal", adjustable="datalim")
    if axes is None:
        panels[0].set(xticks=[], yticks=[])
        panels[0].spines[:].set_visible(False)
    else:
        panels[0].set(xlabel=axes[0], ylabel=axes[1])


def _draw_solid(panels, points, looks, axes, equal) -> None:
    colours = np.empty(len(points), dtype=object)
    for _, rows, colour, _ in looks:
        colours[rows] = colour
    size, opacity = (18, 0.9) if len(points) <= 500 else (7, 0.7)
    for panel, azimuth in zip(panels, (-60, 30), strict=True):
        # One call for all groups: matplotlib sorts points by depth within a call only.
        panel.scatter(*points.T, s=size, alpha=opacity, lw=0, c=list(colours), depthshade=False)
        panel.view_init(elev=20, azim=azimuth)
        panel.set_box_aspect(None, zoom=1.1 if axes is None else 0.85)
        if axes is None:
            panel.set(xticklabels=[], yticklabels=[], zticklabels=[])
        else:
            panel.set(xlabel=axes[0], ylabel=axes[1], zlabel=axes[2])
            panel.locator_params(nbins=4)


def _legend(figure, looks, solid: bool) -> int:
    """The groups below the map, grey ones last, in as many columns as fit; returns the lines."""
    from matplotlib.lines import Line2D

    looks = sorted(looks, key=lambda look: look[2] == GREY)
    for columns in range(len(looks), 0, -1):
        each = np.array_split([len(group) for group, *_ in looks], columns)  # as matplotlib does
        if sum(0.5 + 0.1 * max(column) for column in each) < SIZE[0]:
            break
    figure.legend(
        [Line2D([], [], ls="", marker="o" if solid else m, color=c, ms=9) for _, _, c, m in looks],
        [group for group, *_ in looks],
        loc="outside lower left",
        ncols=columns,
        handletextpad=0.1,
        columnspacing=1,
    )
    return -(-len(looks) // columns)


def _write_names(panel, points, names, rows) -> list[tuple[int, str]]:
    """Write names beside their points, none over another name or its point.

    On a flat map with few points, none over any other point either. Returns the rows written, each with
    plotly's word for its place.
    """
    from matplotlib.patheffects import withStroke
    from matplotlib.transforms import Bbox
    from mpl_toolkits.mplot3d import proj3d

    panel.figure.canvas.draw()  # only now are the places of the names known
    renderer, room = panel.figure.canvas.get_renderer(), panel.bbox
    if points.shape[1] == 3:
        points = np.column_stack(proj3d.proj_transform(*points.T, panel.get_proj())[:2])
    places = panel.transData.transform(points)
    dots = [Bbox.from_extents(x - 4, y - 4, x + 4, y + 4) for x, y in places]
    few = dots if len(points) <= FEW and panel.name != "3d" else []
    taken, written = [], []
    for row in rows:
        dot = dots[row]
        if any(dot.overlaps(other) for other in taken):
            continue
        for right, up, across, along, word in PLACES:
            note = panel.annotate(
                names[row],
                points[row],
                xytext=(right, up),
                textcoords="offset points",
                parse_math=False,  # $ is a letter
                fontsize=12,
                ha=across,
                va=along,
                path_effects=[withStroke(linewidth=3, foreground="white")],
            )
            box = note.get_window_extent(renderer)
            inside = room.x0 <= box.x0 and box.x1 <= room.x1 and room.y0 <= box.y0 and box.y1 <= room.y1
            others = [other for other in few if other is not dot]
            if inside and not any(box.overlaps(other) for other in [*taken, *others]):
                taken += [box, dot]
                written.append((row, word))
                break
            note.remove()
    return written


def _live(points, names, looks, written):
    """The same map for plotly, with the same written names."""
    import plotly.graph_objects as go

    figure, solid = go.Figure(), points.shape[1] == 3
    add = figure.add_scatter3d if solid else figure.add_scatter
    size = 4 if len(points) <= 500 else 2.5
    for place, (group, rows, colour, marker) in enumerate(looks):
        look = {"size": size, "symbol": "circle"} if solid else {"size": 8, "symbol": SYMBOLS[marker]}
        if not solid:
            look |= {"size": 5 if colour == GREY else 8, "line": {"color": "white", "width": 0.5}}
        add(
            **dict(zip("xyz", points[rows].T, strict=False)),
            mode="markers",
            text=[escape(names[row]) for row in rows],
            hovertemplate="%{text}<extra></extra>",
            marker={**look, "color": colour},
            name=escape(group),
            legendrank=1000 + place + 100 * (colour == GREY),
        )
    rows = [row for row, _ in written]
    if rows:
        add(
            **dict(zip("xyz", points[rows].T, strict=False)),
            mode="markers+text",
            marker={"size": 8, "opacity": 0},  # keeps the name off its point
            text=[escape(names[row]) for row in rows],
            textposition=[word for _, word in written],
            textfont={"size": 14} if solid else {"size": 16, "shadow": SHADOW},
            hoverinfo="skip",
            showlegend=False,
        )
    return figure


def _set_axes(figure, axes, equal: bool) -> None:
    """The axes of a flat map: named, or none at all."""
    for axis, name in zip((figure.layout.xaxis, figure.layout.yaxis), axes or ("", ""), strict=True):
        axis.title = {"text": escape(name), "standoff": 8}
        axis.update(visible=axes is not None, showgrid=False, showline=True)
    if equal:
        figure.layout.yaxis.scaleanchor = "x"


def _set_scene(figure, axes, equal: bool) -> None:
    """The axes of a cloud, and room beside it, as over the cloud the wheel does not scroll."""
    far = 1 if axes is None else 1.2
    looks = {"showticklabels": axes is not None, "tickfont_size": 12, "title_font_size": 15, "nticks": 4}
    figure.update_layout(
        scene={
            **{f"{axis}axis": {**looks} for axis in "xyz"},
            "domain": {"x": [0.14, 0.86]},
            "aspectmode": "manual",
            "aspectratio": {"x": 1, "y": 1, "z": 0.75},
            "camera": {
                "eye": {"x": 0.75 * far, "y": -1.3 * far, "z": 0.55 * far},
                "center": {"x": 0, "y": 0, "z": -0.08},
            },
        }
    )
    for axis, name in zip("xyz", axes or ("", "", ""), strict=True):
        figure.layout.scene[f"{axis}axis"].title.text = escape(name)
