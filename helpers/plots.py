"""Figures that read well on a projector: large type, colours that colour-blind eyes tell apart, alt text always."""

import base64
import io
import json
import sys
from collections.abc import Mapping, Sequence

import numpy as np

from .errors import CourseError

# Okabe and Ito's palette without its yellow, which is too pale on white.
COLOURS = ["#0072B2", "#D55E00", "#009E73", "#CC79A7", "#56B4E9", "#E69F00", "#000000"]
MARKERS = ["o", "s", "^", "D", "v", "P", "X"]
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
    figure.savefig(buffer, format="png", metadata={"Software": None})
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
    groups = [""] * len(names) if groups is None else groups
    order = list(groups.categories) if hasattr(groups, "categories") else sorted(set(groups))
    groups = np.array(list(groups))
    if len(set(groups)) > len(COLOURS):
        raise CourseError(f"map2d tells {len(COLOURS)} groups apart, not {len(set(groups))}.")
    if label is None:
        label = names if len(names) <= 40 else []
    figure, panel = plt.subplots(figsize=(8, 6))
    live = go.Figure()
    symbols = ["circle", "square", "triangle-up", "diamond", "triangle-down", "cross", "x"]
    order = sorted(order, key=lambda group: group not in ("neither", "other"))
    palette = iter(zip(COLOURS, MARKERS, symbols, strict=True))
    for group in order:
        colour, marker, symbol = (GREY, "o", "circle") if group in ("neither", "other") else next(palette)
        rows = np.flatnonzero(groups == group)
        panel.scatter(*points[rows].T, s=22, alpha=0.8, color=colour, marker=marker, label=group or None)
        live.add_scatter(
            x=points[rows, 0],
            y=points[rows, 1],
            mode="markers",
            text=[names[r] for r in rows],
            hovertemplate="%{text}<extra></extra>",
            marker={"size": 7, "color": colour, "symbol": symbol},
            name=str(group),
        )
    panel.set(xlabel=axes[0], ylabel=axes[1], title=title)
    if any(groups):
        panel.legend()
    _write_names(panel, [(name, points[list(names).index(name)]) for name in label])
    live.update_layout(
        title=title,
        xaxis_title=axes[0],
        yaxis_title=axes[1],
        width=760,
        height=560,
        template="plotly_white",
        showlegend=bool(any(groups)),
    )
    show(figure, alt, interactive=live)


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
