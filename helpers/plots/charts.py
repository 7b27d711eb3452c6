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


def bars(values, title: str, alt: str, xlabel: str = "", colours=None) -> None:
    """Horizontal bars, from top to bottom as given, each with its value at its end.

    values: Series or dict, from the name of a bar to its length.
    title, alt, xlabel: the heading, what one would tell somebody who cannot see it, and what the bars measure.
    colours: a mapping from bars to meanings as in `plots.colour`; other bars have the first colour.

    Raises a CourseError for no bars, values that are no numbers, and colours of other bars.
    """
    lengths, colours = pd.to_numeric(pd.Series(values), errors="coerce").rename(str), colours or {}
    need(len(lengths) and np.isfinite(lengths).all(), "bars needs at least one bar, and a number for each.")
    for name in colours:
        need_name("bar", name, list(lengths.index))
    fills = [colour(colours[name]) if name in colours else COLOURS[0] for name in lengths.index]
    figure, panel = plt.subplots(figsize=(8.4, 1.3 + 0.42 * len(lengths)))
    drawn = panel.barh(range(len(lengths)), lengths, color=fills, height=0.68)
    panel.bar_label(drawn, fmt=lambda length: f"{length:.2f}".replace("-", "−"), padding=5)
    panel.set_yticks(range(len(lengths)), lengths.index, fontsize=13, parse_math=False)
    panel.tick_params(axis="y", length=0)
    panel.invert_yaxis()
    panel.margins(x=0.12)
    panel.set_xlabel(xlabel)
    figure.suptitle(title, x=0.01, ha="left")
    show(figure, alt)
