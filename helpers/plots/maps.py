"""Labelled maps in two and three dimensions: one picture that can be printed and turned."""

import html
from collections.abc import Sequence

import numpy as np
import pandas as pd

from ..errors import CourseError, unknown
from .look import COLOURS, GREY, MARKERS, MEANINGS, SAME, bold, show

SYMBOLS = dict(
    zip(
        MARKERS,
        ["circle", "square", "triangle-up", "diamond", "triangle-down", "cross", "x"],
        strict=True,
    )
)
MOST = 5000  # points: more make the notebook heavy and turn slowly
SIZE = (8.4, 4.6)
# Where a name may stand beside its point: (right, up) in points, alignments, plotly's word for it.
PLACES = [
    (5, 4, "left", "bottom", "top right"),
    (-5, 4, "right", "bottom", "top left"),
    (5, -4, "left", "top", "bottom right"),
    (-5, -4, "right", "top", "bottom left"),
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
    """A map of named points: hover over a point to read its name; in three dimensions, drag to turn the cloud.

    Parameters
    ----------
    points : array of shape (names, 2) or (names, 3)
        At most 5,000 points. The number of columns says whether it is a map or a cloud.
    names : sequence of str
    title, alt : str
        The heading, and what one would tell somebody who cannot see the map.
    groups : sequence, optional
        One group a point: each gets a colour and a marker, 7 at most. A group named like a meaning of
        `plots.colour` ("praise", "blame", …) has that colour. "other", "neither", "neutral" and None are
        grey and lie below. Order: alphabetical, or that of a pandas Categorical.
    label : sequence of str, optional
        The names to write out, most important first: one that would cover another is left out. Default: all
        when there are at most 40.
    axes : sequence of str, optional
        A name for each axis. Default: none, and no ticks, as the numbers of a t-SNE map mean nothing.
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
    import plotly.graph_objects as go

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
    if len(looks) > 1 or looks[0][0]:
        figure.legend(
            *_legend(looks),
            loc="outside lower left",
            ncols=_columns(looks),
            handletextpad=0.1,
            columnspacing=1,
        )
    written = [_write_names(panel, points, names, rows) for panel in panels][0]
    live = _live(go, points, names, looks, written)
    live.update_layout(title_text=bold(title), showlegend=bool(looks[0][0] or len(looks) > 1))
    _name_live_axes(live, axes, solid, equal)
    show(figure, alt, interactive=live)


def _check(points, names, label, axes) -> list[int]:
    """The rows whose names are to be written, most important first; raises when anything does not fit."""
    columns = points.shape[1] if points.ndim == 2 else 0
    if columns not in (2, 3) or len(points) != len(names):
        raise CourseError(
            f"map_points needs one row of two or three numbers a name: {points.shape} for {len(names)} names."
        )
    if not names:
        raise CourseError("map_points has no points to draw.")
    if len(names) > MOST:
        raise CourseError(
            f"map_points draws {MOST:,} points at most, not {len(names):,}: draw some at random."
        )
    if not np.isfinite(points).all():
        bad = int((~np.isfinite(points).all(axis=1)).sum())
        raise CourseError(
            f"{bad} of {len(names)} points hold NaN or infinity: look at where they were computed."
        )
    if axes is not None and len(axes) != columns:
        raise CourseError(f"{columns} dimensions need {columns} names of axes, not {len(axes)}.")
    if label is None:
        return list(range(len(names))) if len(names) <= 40 else []
    place = {name: row for row, name in reversed(list(enumerate(names)))}
    for name in label:
        if str(name) not in place:
            near = (
                unknown("point to label with the name", name, place)
                if len(names) <= 12
                else _near(name, place)
            )
            raise CourseError(near)
    return list(dict.fromkeys(place[str(name)] for name in label))


def _near(name, names) -> str:
    import difflib

    near = difflib.get_close_matches(str(name), names, n=3)
    hint = f" Nearest spellings: {', '.join(near)}." if near else ""
    return f"There is no point with the name {name!r} to label.{hint}"


def _looks(groups, count: int) -> list[tuple]:
    """The groups of a map, grey ones first: (group, rows, colour, marker)."""
    if groups is None:
        return [("", np.arange(count), COLOURS[0], "o")]
    given = list(groups)
    if len(given) != count:
        raise CourseError(
            f"groups has {len(given)} entries for {count} points: every point needs one (or None)."
        )
    named = np.array(["other" if pd.isna(group) else str(group) for group in given], dtype=object)
    order = (
        [str(c) for c in groups.categories] if hasattr(groups, "categories") else sorted(set(named))
    )
    order = [group for group in dict.fromkeys([*order, "other"]) if (named == group).any()]
    fixed = {
        group: MEANINGS[SAME.get(group, group)]
        for group in order
        if SAME.get(group, group) in MEANINGS
    }
    coloured = [group for group in order if fixed.get(group) != GREY]
    if len(coloured) > len(COLOURS):
        raise CourseError(
            f'map_points tells {len(COLOURS)} groups apart (and grey "other"), not {len(coloured)}: '
            'put the smaller ones into "other".'
        )
    free = iter([each for each in COLOURS if each not in fixed.values()])
    look = {
        group: (fixed.get(group) or next(free), marker)
        for group, marker in zip(coloured, MARKERS, strict=False)
    }
    grey = [group for group in order if group not in look]
    return [(g, np.flatnonzero(named == g), *look.get(g, (GREY, "o"))) for g in [*grey, *coloured]]


def _draw_flat(panels, points, looks, axes, equal) -> None:
    for group, rows, colour, marker in looks:
        size = 16 if colour == GREY else 30 if len(points) > 100 else 60
        panels[0].scatter(
            *points[rows].T, s=size, color=colour, marker=marker, edgecolors="white", lw=0.5
        )
    panels[0].margins(0.06)
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
        panel.set_box_aspect(None, zoom=1.15 if axes is None else 0.95)
        if axes is None:
            panel.set(xticklabels=[], yticklabels=[], zticklabels=[])
        else:
            panel.set(xlabel=axes[0], ylabel=axes[1], zlabel=axes[2])
            panel.locator_params(nbins=4)


def _legend(looks):
    from matplotlib.lines import Line2D

    ordered = [look for look in looks if look[2] != GREY] + [
        look for look in looks if look[2] == GREY
    ]
    return [Line2D([], [], ls="", marker=m, color=c, ms=9) for _, _, c, m in ordered], [
        g for g, *_ in ordered
    ]


def _columns(looks) -> int:
    """Entries of the legend in a line, so that a line has room."""
    widest = max(len(group) for group, *_ in looks)
    return max(1, min(len(looks), int(8.2 / (0.45 + 0.1 * widest))))


def _write_names(panel, points, names, rows) -> list[tuple[int, str]]:
    """Write names beside their points, none over another; returns the rows written and plotly's word for where."""
    from matplotlib.patheffects import withStroke
    from mpl_toolkits.mplot3d import proj3d

    panel.figure.canvas.draw()  # only now are the places of the names known
    renderer = panel.figure.canvas.get_renderer()
    if points.shape[1] == 3:
        points = np.column_stack(proj3d.proj_transform(*points.T, panel.get_proj())[:2])
    taken, written, room = [], [], panel.figure.bbox
    for row in rows:
        for right, up, across, along, word in PLACES:
            note = panel.annotate(
                names[row].replace("$", r"\$"),
                points[row],
                xytext=(right, up),
                textcoords="offset points",
                fontsize=12,
                ha=across,
                va=along,
                path_effects=[withStroke(linewidth=3, foreground="white")],
            )
            box = note.get_window_extent(renderer)
            inside = (
                box.x0 >= room.x0 and box.x1 <= room.x1 and box.y0 >= room.y0 and box.y1 <= room.y1
            )
            if inside and not any(box.overlaps(other) for other in taken):
                taken.append(box)
                written.append((row, word))
                break
            note.remove()
    return written


def _live(go, points, names, looks, written):
    """The same map for plotly, with the written names."""
    figure, solid = go.Figure(), points.shape[1] == 3
    add = figure.add_scatter3d if solid else figure.add_scatter
    ordered = [*[k for k in looks if k[2] == GREY], *[k for k in looks if k[2] != GREY]]
    for place, (group, rows, colour, marker) in enumerate(ordered):
        size = 4 if solid and len(points) <= 500 else 2.5 if solid else 6 if colour == GREY else 9
        add(
            **dict(zip("xyz", points[rows].T, strict=False)),
            mode="markers",
            text=[
                html.escape(names[row]) for row in rows
            ],  # plotly takes <UNK> for a tag and hides it
            hovertemplate="%{text}<extra></extra>",
            marker={
                "size": size,
                "color": colour,
                "symbol": "circle" if solid else SYMBOLS[marker],
            },
            name=html.escape(group),
            legendrank=2000 if colour == GREY else 1000 + place,
        )
    if written:
        rows = [row for row, _ in written]
        add(
            **dict(zip("xyz", points[rows].T, strict=False)),
            mode="text",
            text=[html.escape(names[row]) for row in rows],
            textposition=[word for _, word in written],
            textfont={"size": 16} if solid else {"size": 16, "shadow": SHADOW},
            hoverinfo="skip",
            showlegend=False,
        )
    return figure


def _name_live_axes(figure, axes, solid: bool, equal: bool) -> None:
    bare = {"title": "", "showticklabels": False}
    if solid:
        looks = [bare if axes is None else {"title": html.escape(name)} for name in axes or "xyz"]
        figure.update_layout(scene={f"{a}axis": look for a, look in zip("xyz", looks, strict=True)})
    elif axes is None:
        figure.update_xaxes(**bare, showgrid=False, zeroline=False)
        figure.update_yaxes(**bare, showgrid=False, zeroline=False)
    else:
        figure.update_xaxes(
            title=html.escape(axes[0]),
            linecolor="#555555",
            ticks="outside",
            zeroline=False,
            automargin=True,
        )
        figure.update_yaxes(
            title=html.escape(axes[1]),
            linecolor="#555555",
            ticks="outside",
            zeroline=False,
            automargin=True,
        )
    if equal and not solid:
        figure.update_yaxes(scaleanchor="x")
