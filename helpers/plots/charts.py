"""Curves of a training."""

import matplotlib.pyplot as plt

from ..errors import need
from .look import colour, show


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
