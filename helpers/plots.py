"""Figures that read well on a projector: large type, colours that colour-blind eyes tell apart, alt text always."""

import base64
import html
import io
import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np

from .errors import CourseError

# Okabe and Ito's palette without its yellow, which is too pale on white.
COLOURS = ["#0072B2", "#D55E00", "#009E73", "#CC79A7", "#56B4E9", "#E69F00", "#000000"]
MARKERS = ["o", "s", "^", "D", "v", "P", "X"]
SYMBOLS = ["circle", "square", "triangle-up", "diamond", "triangle-down", "cross", "x"]  # the same for plotly
CLOUDS = Path(__file__).resolve().parents[1] / "build" / "clouds"
GREY = "#B8B8B8"  # for what is there only for comparison


def set_style() -> None:
    """Set matplotlib's defaults for the course. `helpers.start` does it."""
    import matplotlib as mpl

    mpl.rcParams.update(
        {
            "axes.prop_cycle": mpl.cycler(color=COLOURS),
            "axes.spines.right": False,
            "axes.spines.top": False,
            "axes.titlelocation": "left",
            "axes.titleweight": "bold",
            "figure.constrained_layout.use": True,
            "figure.dpi": 90,
            "figure.figsize": (8, 4.2),
            "font.size": 13,
            "legend.frameon": False,
            "lines.linewidth": 2.2,
        }
    )


def show(figure, alt: str, interactive=None) -> None:
    """Show a matplotlib figure as a PNG with alt text, and close it.

    Parameters
    ----------
    figure : matplotlib Figure
    alt : str
        What one would tell somebody who cannot see the figure; at least a sentence.
    interactive : plotly Figure, optional
        The same picture to turn or hover over. JupyterLab and Colab show it live; GitHub, which runs no scripts,
        shows the PNG.
    """
    import matplotlib.pyplot as plt
    from IPython.display import display

    if len(alt.split()) < 4:
        raise CourseError(f"The alt text {alt!r} says too little: tell in a sentence what the figure shows.")
    buffer = io.BytesIO()
    figure.savefig(buffer, format="png", metadata={"Software": None}, pil_kwargs={"optimize": True})
    plt.close(figure)
    bundle = {"image/png": base64.b64encode(buffer.getvalue()).decode(), "text/plain": f"[figure: {alt}]"}
    if interactive is not None:
        if "google.colab" in sys.modules:
            interactive.show(renderer="colab")
            return
        bundle["application/vnd.plotly.v1+json"] = json.loads(interactive.to_json())
    display(bundle, raw=True, metadata={"image/png": {"alt": alt}})


def curves(history: Mapping[str, Sequence[float]], metrics: Sequence[str], title: str, alt: str) -> None:
    """Training (dots) and validation (line) curves of a Keras history, one panel a metric.

    Parameters
    ----------
    history : mapping
        `model.fit(...).history`: one list a metric, with `val_` before the name for validation.
    metrics : sequence of str
        Such as ["loss", "accuracy"].
    """
    import matplotlib.pyplot as plt

    figure, panels = plt.subplots(1, len(metrics), figsize=(5 * len(metrics), 3.8), squeeze=False)
    for panel, metric in zip(panels[0], metrics, strict=True):
        if metric not in history:
            raise CourseError(f"The history has no {metric!r}; it has {', '.join(history)}.")
        epochs = np.arange(1, len(history[metric]) + 1)
        panel.plot(epochs, history[metric], "o", label="training")
        if f"val_{metric}" in history:
            panel.plot(epochs, history[f"val_{metric}"], "-", label="validation")
        panel.set(xlabel="epoch", ylabel=metric)
        panel.xaxis.get_major_locator().set_params(integer=True)
        panel.legend()
    figure.suptitle(title, x=0.02, ha="left", weight="bold")
    show(figure, alt)


def map2d(
    points,
    names: Sequence[str],
    title: str,
    alt: str,
    groups: Sequence[str] | None = None,
    label: Sequence[str] | None = None,
    axes: tuple[str, str] = ("first direction", "second direction"),
) -> None:
    """A map of named points: hover over a point to read its name; the static picture writes some names out.

    Parameters
    ----------
    points : array of shape (names, 2)
    names : sequence of str
    groups : sequence of str, optional
        One group a point; each group gets a colour and a marker (7 groups at most). A group called "neither" or
        "other" is grey and lies below the others. Groups come in alphabetical order, or in that of a pandas
        Categorical.
    label : sequence of str, optional
        The names to write out in the static picture, most important first: one that would cover another is left
        out. Default: all when there are at most 40.
    axes : two str
        The axis labels.
    """
    import matplotlib.pyplot as plt
    import plotly.graph_objects as go

    points = np.asarray(points, dtype=np.float32)
    if points.shape != (len(names), 2):
        raise CourseError(f"map2d needs one row of two numbers a name: {points.shape} for {len(names)} names.")
    if label is None:
        label = names if len(names) <= 40 else []
    figure, panel = plt.subplots(figsize=(9, 6))
    live = go.Figure()
    kinds = _kinds("map2d", len(names), groups)
    for group, rows, colour, marker, symbol in kinds:
        panel.scatter(*points[rows].T, s=22, alpha=0.8, color=colour, marker=marker, label=group or None)
        live.add_scatter(
            x=points[rows, 0],
            y=points[rows, 1],
            mode="markers",
            text=[names[r] for r in rows],
            hovertemplate="%{text}<extra></extra>",
            marker={"size": 7, "color": colour, "symbol": symbol},
            name=group,
        )
    panel.set(xlabel=axes[0], ylabel=axes[1], title=title)
    if kinds[-1][0]:
        figure.legend(loc="outside right upper")
    _write_names(panel, [(name, points[list(names).index(name)]) for name in label])
    live.update_layout(
        title=title,
        xaxis_title=axes[0],
        yaxis_title=axes[1],
        width=760,
        height=560,
        template="plotly_white",
        showlegend=bool(kinds[-1][0]),
    )
    show(figure, alt, interactive=live)


def map3d(
    points, names: Sequence[str], title: str, alt: str, groups: Sequence[str] | None = None, save: str | None = None
) -> None:
    """A cloud of named points to turn: drag to turn it, hover over a point to read its name.

    Parameters
    ----------
    points : array of shape (names, 3)
        5,000 points at most, so that the notebook stays small and turns smoothly.
    names : sequence of str
    groups : sequence of str, optional
        One group a point, as in `map2d`: "neither" and "other" are grey.
    save : str, optional
        Also write the cloud to build/clouds/<save>.html in the course's folder: a page of 5 MB that opens in any
        browser without a network, as it holds plotly itself.

    The static picture shows the cloud from two sides.
    """
    import matplotlib.pyplot as plt
    import plotly.graph_objects as go

    points = np.asarray(points, dtype=np.float32)
    if points.shape != (len(names), 3):
        raise CourseError(f"map3d needs one row of three numbers a name: {points.shape} for {len(names)} names.")
    if len(points) > 5000:
        raise CourseError(f"map3d draws 5,000 points at most, not {len(points):,}: draw some of them at random.")
    figure, panels = plt.subplots(1, 2, figsize=(10, 4.8), subplot_kw={"projection": "3d"})
    live = go.Figure()
    kinds = _kinds("map3d", len(names), groups)
    colours = np.empty(len(names), dtype=object)
    for group, rows, colour, *_ in kinds:
        colours[rows] = colour
        live.add_scatter3d(
            x=points[rows, 0],
            y=points[rows, 1],
            z=points[rows, 2],
            mode="markers",
            text=[html.escape(names[r]) for r in rows],  # plotly takes <UNK> for a tag and hides it
            hovertemplate="%{text}<extra></extra>",
            marker={"size": 2.5, "color": colour},
            name=group,
        )
        panels[0].plot([], [], "o", color=colour, label=group or None)
    size, opacity = (14, 0.9) if len(names) <= 500 else (7, 0.7)
    for panel, azimuth in zip(panels, (-60, 30), strict=True):
        # One call for all groups: matplotlib sorts points by depth within a call only.
        panel.scatter(*points.T, s=size, alpha=opacity, lw=0, c=list(colours), depthshade=False)
        panel.view_init(elev=20, azim=azimuth)
        panel.tick_params(labelsize=8)
    figure.suptitle(title, x=0.02, ha="left", weight="bold")
    if kinds[-1][0]:
        figure.legend(loc="outside right upper")
    live.update_layout(
        title=title,
        width=760,
        height=600,
        template="plotly_white",
        legend={"itemsizing": "constant"},
        showlegend=bool(kinds[-1][0]),
        margin={"l": 0, "r": 0, "b": 0},
    )
    if save is not None:
        CLOUDS.mkdir(parents=True, exist_ok=True)
        live.write_html(CLOUDS / f"{save}.html", include_plotlyjs=True)
    show(figure, alt, interactive=live)


def _kinds(function: str, count: int, groups: Sequence[str] | None) -> list[tuple]:
    """The groups of a map, grey ones first: (group, rows, colour, marker of matplotlib, symbol of plotly)."""
    groups = [""] * count if groups is None else groups
    order = list(groups.categories) if hasattr(groups, "categories") else sorted(set(groups))
    groups = np.array(list(groups))
    if len(set(groups)) > len(COLOURS):
        raise CourseError(f"{function} tells {len(COLOURS)} groups apart, not {len(set(groups))}.")
    order = sorted(order, key=lambda group: group not in ("neither", "other"))
    palette = iter(zip(COLOURS, MARKERS, SYMBOLS, strict=True))
    looks = [(GREY, "o", "circle") if group in ("neither", "other") else next(palette) for group in order]
    return [(str(group), np.flatnonzero(groups == group), *look) for group, look in zip(order, looks, strict=True)]


def _write_names(panel, named_points) -> None:
    """Write names beside their points, leaving out those that would cover one written before."""
    panel.margins(0.08)
    panel.figure.canvas.draw()  # only now are the places of the names known
    renderer = panel.figure.canvas.get_renderer()
    taken = []
    for name, point in named_points:
        note = panel.annotate(name, point, xytext=(4, 4), textcoords="offset points", fontsize=11)
        box = note.get_window_extent(renderer)
        if any(box.overlaps(other) for other in taken):
            note.remove()
        else:
            taken.append(box)


def image_grid(
    images,
    alt: str,
    titles: Sequence | None = None,
    title: str = "",
    rows: Sequence[str] | None = None,
    columns: int = 10,
    limits: tuple[float, float] | None = None,
    size: float = 1.0,
) -> None:
    """Any number of pictures in a grid, as they are: no value is cast, clipped or stretched behind your back.

    Parameters
    ----------
    images : array or list of pictures
        Shape (pictures, height, width) or (pictures, height, width, channels), channels: 1 gray, 3 RGB,
        4 RGBA. Values: whole numbers 0 to 255, floats 0 to 1, or bool. Pictures of a list may differ in
        size and channels.
    alt : str
        What one would tell somebody who cannot see the pictures.
    titles : sequence, optional
        One a picture, written above it.
    title : str
        For the whole grid.
    rows : sequence of str, optional
        One a row of the grid, written to its left.
    columns : int
        Pictures a row (default 10; fewer when there are fewer pictures). The last row may be short.
    limits : (low, high), optional
        For gray pictures of any other range: the value drawn black and the value drawn white.
    size : float
        Width of a picture in inches.

    Raises
    ------
    CourseError
        For no pictures, a wrong shape, NaN, values outside the range, or a wrong number of titles or rows.

    Examples
    --------
    >>> image_grid(x_train[:10], titles=y_train[:10], alt="Ten handwritten digits.")  # doctest: +SKIP
    """
    import matplotlib.pyplot as plt

    if isinstance(images, np.ndarray) and images.ndim < 3:
        raise CourseError(
            f"image_grid takes several pictures, not an array of shape {images.shape}. For one picture, put "
            "it in square brackets; flat pictures need images.reshape(-1, height, width)."
        )
    pictures = [_picture(image, number, limits) for number, image in enumerate(images)]
    count = len(pictures)
    if not count:
        raise CourseError("There are no pictures to show.")
    if columns < 1:
        raise CourseError(f"columns is {columns}; a row needs 1 picture or more.")
    columns = min(columns, count)
    lines = -(-count // columns)
    if titles is not None and len(titles) != count:
        raise CourseError(f"{count} pictures need {count} titles, not {len(titles)}.")
    if rows is not None and len(rows) != lines:
        raise CourseError(f"{count} pictures at {columns} a row make {lines} rows, not {len(rows)}.")

    heading = max((str(t).count("\n") + 1 for t in titles), default=0) if titles is not None else 0
    tall = max(p.shape[0] / p.shape[1] for p in pictures)
    margin = 0.12 * max(map(len, rows)) if rows is not None else 0
    width = columns * size + margin + 0.1
    height = lines * (size * tall + 0.22 * heading) + (0.4 if title else 0.1)
    figure, panels = plt.subplots(lines, columns, squeeze=False, figsize=(width, height))
    low, high = limits or (0, 1)
    for number, panel in enumerate(panels.flat):
        panel.set(xticks=[], yticks=[])
        panel.spines[:].set_visible(False)
        panel.patch.set_visible(False)
        if number >= count:
            continue
        # The range is given, so that matplotlib cannot stretch a dark picture until it looks well.
        panel.imshow(pictures[number], cmap="gray", vmin=low, vmax=high, interpolation="nearest")
        if titles is not None:
            panel.set_title(str(titles[number]), fontsize=11, loc="center", weight="normal", pad=3)
        if rows is not None and number % columns == 0:
            panel.set_ylabel(rows[number // columns], rotation=0, ha="right", va="center", fontsize=12)
    if title:
        figure.suptitle(title, x=0.01, ha="left", weight="bold", fontsize=13)
    show(figure, alt)


def _picture(image, number: int, limits: tuple[float, float] | None) -> np.ndarray:
    """One picture as floats (height, width) or (height, width, 3 or 4), 0 to 1 unless `limits` are given."""
    if hasattr(image, "convert"):  # a Pillow picture; palettes would otherwise show their numbers as gray
        image = image.convert("RGBA" if image.mode in ("P", "PA", "LA") else image.mode)
    picture = np.asarray(image)
    where = f"Picture {number}"
    if picture.ndim == 3 and picture.shape[2] == 1:
        picture = picture[:, :, 0]
    if picture.size == 0 or not (picture.ndim == 2 or (picture.ndim == 3 and picture.shape[2] in (3, 4))):
        first = picture.ndim == 3 and picture.shape[0] in (1, 3, 4)
        hint = " Its channels seem to come first: np.moveaxis(image, 0, -1) puts them last." if first else ""
        raise CourseError(
            f"{where} has shape {picture.shape}; it must be (height, width), or (height, width, channels) "
            f"with 1, 3 or 4 channels.{hint}"
        )
    if picture.dtype.kind not in "biuf":
        raise CourseError(f"{where} holds {picture.dtype}, not numbers.")
    if limits is not None and picture.ndim == 3:
        raise CourseError(f"limits are for gray pictures; picture {number} has {picture.shape[2]} channels.")
    if not np.isfinite(picture).all():
        raise CourseError(f"{where} holds NaN or infinity: look at where it was computed.")
    if limits is not None:
        if not limits[0] < limits[1]:
            raise CourseError(f"limits are {limits}; they must be (low, high) with low below high.")
        return picture.astype(float)
    low, high, most = picture.min(), picture.max(), 255 if picture.dtype.kind in "iu" else 1
    if low < 0 or high > most:
        whole, kind = ("whole numbers", "0 to 255") if most == 255 else ("floats", "0 to 1")
        if most == 1 and low >= 0 and high <= 255 and high > 2:
            hint = "Divide it by 255, if that is what its white is"
        else:
            hint = f"np.clip(image, 0, {most}) cuts off what lies outside"
        raise CourseError(
            f"{where} holds {whole} from {low:.4g} to {high:.4g}, where {kind} is expected. {hint}; for gray "
            "pictures, limits=(low, high) shows another range."
        )
    return picture.astype(float) / most
