"""Curves of a training and horizontal bars."""

from collections.abc import Mapping, Sequence

import numpy as np

from ..errors import CourseError, unknown
from .look import COLOURS, colour, show


def curves(history: Mapping[str, Sequence[float]], metrics: Sequence[str], title: str, alt: str) -> None:
    """Training (dots) and validation (line) of a Keras history, one panel a metric.

    Parameters
    ----------
    history : mapping, or what `model.fit` returns
        One list a metric, with `val_` before the name for validation.
    metrics : sequence of str
        Such as ["loss", "accuracy"]; at most three.
    title, alt : str
        The heading, and what one would tell somebody who cannot see the figure.

    Raises
    ------
    CourseError
        For a metric that the history does not have.
    """
    import matplotlib.pyplot as plt

    history = getattr(history, "history", history)
    for metric in metrics:
        if metric not in history:
            raise CourseError(f"The history has no {metric!r}; it has {', '.join(history)}.")
    figure, panels = plt.subplots(1, len(metrics), figsize=(8.4, 4.2), squeeze=False)
    for panel, metric in zip(panels[0], metrics, strict=True):
        epochs = np.arange(1, len(history[metric]) + 1)
        panel.plot(epochs, history[metric], "o", color=colour("training"), label="training")
        if f"val_{metric}" in history:
            panel.plot(epochs, history[f"val_{metric}"], "-", color=colour("validation"), label="validation")
        panel.set(xlabel="epoch", ylabel=metric)
        panel.xaxis.get_major_locator().set_params(integer=True)
    figure.suptitle(title, x=0.01, ha="left")
    figure.legend(*panels[0][0].get_legend_handles_labels(), loc="outside lower left", ncols=2)
    show(figure, alt)


def bars(
    values: Mapping[str, float],
    title: str,
    alt: str,
    xlabel: str = "",
    colours: Mapping[str, str] | Sequence[str] | str | None = None,
    errors: Mapping[str, float] | Sequence | None = None,
    format: str = ".2f",
) -> None:
    """Horizontal bars, from top to bottom as given, each with its value at its end.

    Parameters
    ----------
    values : pandas Series or dict
        From the name of a bar to its length.
    title, alt, xlabel : str
        The heading, what one would tell somebody who cannot see it, and what the bars measure.
    colours : str, sequence or mapping, optional
        Meanings as in `plots.colour`, or colours such as "#0072B2": one for all, one a bar, or a
        mapping from bars to meanings, in which bars may be missing. Default: the first colour.
    errors : sequence or mapping, optional
        A bar's uncertainty: one number (both sides), or a pair (lowest, highest value).
    format : str
        How a value is written: ".2f", ".0%", ",d" and the like.

    Raises
    ------
    CourseError
        For no bars, for values that are no numbers, or when colours or errors do not fit the bars.

    Examples
    --------
    >>> bars({"counting": 0.84, "network": 0.81}, "Accuracy", alt="Two bars, …")  # doctest: +SKIP
    """
    import matplotlib.pyplot as plt

    names, lengths = list(map(str, values.keys())), np.array([*dict(values).values()], float)
    if not names or not np.isfinite(lengths).all():
        raise CourseError("bars needs at least one bar, and a number for each.")
    fills = _per_bar(colours, names, "colours", COLOURS[0])
    fills = [fill if fill.startswith("#") else colour(fill) for fill in fills]
    each = [0] * len(names) if errors is None else _per_bar(errors, names, "errors", 0)
    low, high = np.transpose([(v - e, v + e) if np.ndim(e) == 0 else e for v, e in zip(lengths, each, strict=True)])
    figure, panel = plt.subplots(figsize=(8.4, 1.3 + 0.42 * len(names)))
    panel.barh(range(len(names)), lengths, color=fills, height=0.68)
    if errors is not None:
        panel.hlines(range(len(names)), low, high, color="#222222", lw=1.6)
    for row, length in enumerate(lengths):
        right = length >= 0
        edge = max(length, high[row]) if right else min(length, low[row])
        text = f"{round(length) if format.endswith('d') else length:{format}}".replace("-", "−")
        panel.annotate(
            text,
            (edge, row),
            xytext=(5 if right else -5, 0),
            textcoords="offset points",
            va="center",
            ha="left" if right else "right",
        )
    panel.set_yticks(range(len(names)), names, fontsize=13, parse_math=False)
    panel.tick_params(axis="y", length=0)
    panel.invert_yaxis()
    panel.margins(x=0.12)
    if (lengths < 0).any():
        panel.axvline(0, color="#555555", lw=1)
        panel.spines["left"].set_visible(False)
    panel.set_xlabel(xlabel)
    figure.suptitle(title, x=0.01, ha="left")
    show(figure, alt)


def _per_bar(given, names: list[str], what: str, default=None) -> list:
    """One entry a bar from a single one, a sequence or a mapping."""
    if given is None or isinstance(given, str):
        return [given or default] * len(names)
    if hasattr(given, "keys"):
        given = {str(name): value for name, value in given.items()}
        for name in given:
            if name not in names:
                raise CourseError(unknown("bar", name, names))
        return [given.get(name, default) for name in names]
    if len(given) != len(names):
        raise CourseError(f"{what} has {len(given)} entries for {len(names)} bars.")
    return list(given)
