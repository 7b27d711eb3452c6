"""Labelled maps in two and three dimensions: one picture that can be printed and turned."""

import difflib
import html
import itertools

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import plotly.graph_objects as go
from matplotlib.patheffects import withStroke
from matplotlib.transforms import Bbox
from mpl_toolkits.mplot3d import proj3d

from ..errors import need
from .look import COLOURS, GREY, MARKERS, MEANINGS, show

SYMBOLS = dict(zip(MARKERS, ["circle", "square", "triangle-up", "diamond", "triangle-down", "cross", "x"], strict=True))
FEW = 100  # points: up to here no name may hide a point of a flat map
MOST = 5000  # points: more make the notebook heavy and turn slowly
WIDTH, HEIGHT = 8.4, 4.6
# Where a name may stand beside its point: plotly's word, matplotlib's, and the direction.
ACROSS = [("right", "left", 1), ("left", "right", -1), ("center", "center", 0)]
ALONG = [("top", "bottom", 1), ("bottom", "top", -1), ("middle", "center", 0)]
SHADOW = ", ".join(f"{x}px {y}px 1px white" for x in (-1, 0, 1) for y in (-1, 0, 1) if x or y)


def map_points(
    points, names: list[str], title: str, alt: str, groups=None, label=None, axes=None, equal: bool = False
) -> None:
    """A map of named points: hover over a point to read its name, drag a cloud to turn it.

    points: array of shape (names, 2) for a map or (names, 3) for a cloud; at most 5,000 names.
    alt: what one would tell somebody who cannot see the map.
    groups: one a point; each gets a colour and a marker, 7 at most. A group named like a meaning of
        `plots.colour` ("praise", "blame", …) has that colour. "other", "neither", "neutral" and None are grey
        and lie below. Order: alphabetical, or that of a pandas Categorical.
    label: the names to write out, most important first: one that would cover another is left out. Default:
        all when there are at most 40.
    axes: a name for each axis. Default: none, and no ticks: the numbers of a t-SNE map mean nothing.
    equal: in two dimensions, draw a step to the right as long as a step up.

    Raises a CourseError when points, names, groups, label or axes do not fit together, or for more than 7 groups.
    """
    points, names = np.asarray(points, dtype=np.float32), [str(name) for name in names]
    wanted, looks = _check(points, names, label, axes), _looks(groups, len(names))
    solid, axes = points.shape[1] == 3, axes if axes is not None and any(axes) else None
    figure = plt.figure(figsize=(WIDTH, HEIGHT))
    panels = figure.subplots(1, 1 + solid, squeeze=False, subplot_kw={"projection": "3d" if solid else None})[0]
    for panel, azimuth in zip(panels, (-60, 30), strict=False):
        for _, rows, colour, marker in [] if solid else reversed(looks):  # grey ones below
            size = 16 if colour == GREY else 30 if len(points) > 100 else 60
            panel.scatter(*points[rows].T, s=size, color=colour, marker=marker, edgecolors="white", lw=0.5)
        if solid:  # one call for all groups: matplotlib sorts points by depth within a call only
            colours = pd.Series({row: colour for _, rows, colour, _ in looks for row in rows}).sort_index()
            size, opacity = (18, 0.9) if len(points) <= 500 else (7, 0.7)
            panel.scatter(*points.T, s=size, alpha=opacity, lw=0, c=list(colours), depthshade=False)
            panel.view_init(elev=20, azim=azimuth)
            panel.set_box_aspect(None, zoom=0.85 if axes else 1.1)
        else:
            panel.margins(0.08)
            panel.set_aspect("equal" if equal else "auto", adjustable="datalim")
        if axes:
            panel.set(**{f"{axis}label": name for axis, name in zip("xyz", axes, strict=False)})
            panel.locator_params(nbins=4 if solid else "auto")
        elif solid:
            panel.set(xticklabels=[], yticklabels=[], zticklabels=[])
        else:
            panel.axis("off")
    figure.suptitle(title, x=0.01, ha="left", parse_math=False)
    widths = [0.5 + 0.1 * len(group) for group, *_ in looks]
    columns = len(looks) if sum(widths) < WIDTH else max(1, int(WIDTH / max(widths)))
    lines = 0 if groups is None else -(-len(looks) // columns)
    if lines:
        dots = [plt.Line2D([], [], ls="", marker="o" if solid else m, color=c, ms=9, label=g) for g, _, c, m in looks]
        figure.legend(handles=dots, loc="outside lower left", ncols=columns, handletextpad=0.1, columnspacing=1)
    written = [_write_names(panel, points, names, wanted) for panel in panels]
    live, beside = _live(points, names, looks, written[0], axes, equal), 60 if axes and not solid else 0
    live.update_layout(title_text=f"<b>{_escape(title)}</b>", showlegend=lines > 0)
    show(figure, alt, interactive=live.update_layout(margin_b=10 + 26 * lines + beside, margin_l=10 + beside))


def _escape(text: str) -> str:
    """A text for plotly in which <, & and $ are letters: no tag to hide, no formula to set."""
    return html.escape(text).replace("$", "&#36;")


def _check(points, names, label, axes) -> list[int]:
    """The rows whose names are to be written, in order of importance; raises if anything is off."""
    (rows, columns), count = points.shape if points.ndim == 2 else (0, 0), len(names)
    fits = columns in (2, 3) and rows == count
    need(fits, f"map_points needs two or three numbers a name: {points.shape} for {count} names.")
    need(0 < count <= MOST, f"map_points draws 1 to {MOST:,} points, not {count:,}: draw some at random.")
    lost = (~np.isfinite(points).all(axis=1)).sum()
    need(not lost, f"{lost} of {count} points hold NaN or infinity: look at where they were computed.")
    fits = axes is None or len(axes) == columns
    need(fits, f"{columns} dimensions need {columns} names of axes, not {0 if fits else len(axes)}.")
    place = {name: row for row, name in reversed(list(enumerate(names)))}
    label = list(map(str, label)) if label is not None else names if count <= 40 else []
    for name in label:
        near = ", ".join(difflib.get_close_matches(name, [] if name in place else place)) or "none"
        need(name in place, f"There is no point with the name {name!r} to label. Nearest spellings: {near}.")
    return list(dict.fromkeys(place[name] for name in label))


def _looks(groups, count: int) -> list[tuple]:
    """The groups of a map, grey ones last: (group, rows, colour, marker)."""
    if groups is None:
        return [("", np.arange(count), COLOURS[0], "o")]
    named = np.array(["other" if pd.isna(group) else str(group) for group in groups], dtype=object)
    need(len(named) == count, f"groups has {len(named)} entries for {count} points: every point needs one (or None).")
    groups = getattr(groups, "cat", groups)  # a Series of categories keeps them there
    order = [*map(str, getattr(groups, "categories", sorted({*named}))), "other"]
    rows = {group: np.flatnonzero(named == group) for group in order if group in named}
    coloured = [group for group in rows if MEANINGS.get(group) != GREY]
    need(len(coloured) < 8, f"map_points tells 7 groups apart, not {len(coloured)}: make small ones 'other' (grey).")
    taken = [MEANINGS.get(group) for group in coloured]
    free = (colour for colour in COLOURS if colour not in taken)
    looks = [(g, rows[g], fixed or next(free), m) for g, fixed, m in zip(coloured, taken, MARKERS, strict=False)]
    return looks + [(group, rows[group], GREY, "o") for group in rows if group not in coloured]


def _write_names(panel, points, names, rows) -> dict[int, str]:
    """Write names where none covers another, its point, or any of few; returns plotly's word for each row's place."""
    panel.figure.canvas.draw()  # only now are the places of the names known
    if points.shape[1] == 3:
        points = np.column_stack(proj3d.proj_transform(*points.T, panel.get_proj())[:2])
    look = {"fontsize": 12, "parse_math": False, "path_effects": [withStroke(linewidth=3, foreground="white")]}
    dots = [Bbox.from_extents(x - 4, y - 4, x + 4, y + 4) for x, y in panel.transData.transform(points)]
    few = dots if len(points) <= FEW and panel.name != "3d" else []
    room, taken, written = panel.bbox, [], {}
    for row in rows:
        dot = dots[row]
        if any(dot.overlaps(other) for other in taken):
            continue
        for (height, va, up), (side, ha, right) in list(itertools.product(ALONG, ACROSS))[:-1]:
            way = (right * (5 if up else 8), up * (4 if right else 7))
            note = panel.annotate(names[row], points[row], way, textcoords="offset points", ha=ha, va=va, **look)
            box = note.get_window_extent()
            inside = (room.min <= box.min).all() and (box.max <= room.max).all()
            others = [*taken, *(other for other in few if other is not dot)]
            if inside and not any(box.overlaps(other) for other in others):
                taken += [box, dot]
                written[row] = f"{height} {side}"
                break
            note.remove()
    return written


def _live(points, names, looks, written, axes, equal: bool):
    """The same map for plotly, with the same written names."""
    figure, solid = go.Figure(), points.shape[1] == 3

    def add(rows, **look):
        where = dict(zip("xyz", points[rows].T, strict=False), text=[_escape(names[row]) for row in rows])
        (figure.add_scatter3d if solid else figure.add_scatter)(**where, **look)

    for group, rows, colour, marker in reversed(looks):
        dot = {"symbol": SYMBOLS[marker], "size": 5 if colour == GREY else 8, "line": {"color": "white", "width": 0.5}}
        dot = {"size": 4 if len(points) <= 500 else 2.5} if solid else dot
        look = {"mode": "markers", "hovertemplate": "%{text}<extra></extra>", "marker": {**dot, "color": colour}}
        add(rows, name=_escape(group), **look)
    font = {"size": 14} if solid else {"size": 16, "shadow": SHADOW}
    look = {"mode": "markers+text", "marker": {"size": 8, "opacity": 0}}  # keeps the name off its point
    add(list(written), textposition=list(written.values()), textfont=font, hoverinfo="skip", showlegend=False, **look)
    look = {"showgrid": False, "showline": True, "title_standoff": 8} if not solid else {}
    look["showticklabels" if solid else "visible"] = axes is not None
    named = zip("xyz"[: points.shape[1]], axes or [""] * 3, strict=False)
    named = {f"{axis}axis": {"title_text": _escape(name), **look} for axis, name in named}
    if solid:  # plotly takes no shape from a template; named axes need room
        named |= {"aspectmode": "manual", "aspectratio": {"x": 1, "y": 1, "z": 0.75}}
        named |= {"camera": {"eye": {"x": 0.9, "y": -1.56, "z": 0.66}}} if axes else {}
    elif equal:
        named["yaxis"]["scaleanchor"] = "x"
    return figure.update_layout({"scene": named} if solid else named, legend_traceorder="reversed")
