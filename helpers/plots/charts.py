"""Curves of a training and horizontal bars."""

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd

from ..errors import need, need_name
from .look import COLOURS, colour, show


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


def bars(values, title: str, alt: str, xlabel: str = "", colours=None, errors=None, format: str = ".2f") -> None:
    """Horizontal bars, from top to bottom as given, each with its value at its end.

    values: Series or dict, from the name of a bar to its length.
    title, alt, xlabel: the heading, what one would tell somebody who cannot see it, and what the bars measure.
    colours: meanings as in `plots.colour`, or colours such as "#0072B2": one for all, one a bar, or a mapping
        from bars to meanings, in which bars may be missing. Default: the first colour.
    errors: sequence or mapping, a bar's uncertainty: one number (both sides), or a pair (lowest, highest value).
    format: how a value is written: ".2f", ".0%", ",d" and the like.

    Raises a CourseError for no bars, values that are no numbers, and colours or errors that do not fit the bars.
    """
    lengths = pd.to_numeric(pd.Series(values), errors="coerce").rename(str)
    names = list(lengths.index)
    need(names and np.isfinite(lengths).all(), "bars needs at least one bar, and a number for each.")
    fills = [fill if fill[0] == "#" else colour(fill) for fill in _per_bar(colours, names, "colours", COLOURS[0])]
    each = zip(lengths, _per_bar(errors, names, "errors", 0), strict=True)
    low, high = np.transpose([(length - e, length + e) if np.ndim(e) == 0 else e for length, e in each])
    figure, panel = plt.subplots(figsize=(8.4, 1.3 + 0.42 * len(names)))
    panel.barh(range(len(names)), lengths, color=fills, height=0.68)
    if errors is not None:
        panel.hlines(range(len(names)), low, high, color="#222222", lw=1.6)
    for row, length in enumerate(lengths):
        side, across = (1, "left") if length >= 0 else (-1, "right")
        edge = side * max(side * length, side * (high if side > 0 else low)[row])  # outside of the error
        text = f"{round(length) if format.endswith('d') else length:{format}}".replace("-", "−")
        panel.annotate(text, (edge, row), (5 * side, 0), textcoords="offset points", va="center", ha=across)
    panel.set_yticks(range(len(names)), names, fontsize=13, parse_math=False)
    panel.tick_params(axis="y", length=0)
    panel.invert_yaxis()
    panel.margins(x=0.12)
    panel.set_xlabel(xlabel)
    if (lengths < 0).any():
        panel.axvline(0, color="#555555", lw=1)
        panel.spines["left"].set_visible(False)
    figure.suptitle(title, x=0.01, ha="left")
    show(figure, alt)


def _per_bar(given, names: list[str], what: str, default) -> list:
    """One entry a bar from a single one, a sequence or a mapping."""
    if hasattr(given, "keys"):
        given = {str(name): value for name, value in given.items()}
        for name in given:
            need_name("bar", name, names)
        return [given.get(name, default) for name in names]
    given = [given or default] * len(names) if given is None or isinstance(given, str) else list(given)
    need(len(given) == len(names), f"{what} has {len(given)} entries for {len(names)} bars.")
    return given
