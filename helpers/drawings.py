"""Drawings that explain and hold no data."""

from . import plots


def lstm_cell() -> None:
    """One step of an LSTM: gates, cell state and output, with the names that lesson 07 uses."""
    import matplotlib.pyplot as plt

    figure, panel = plt.subplots(figsize=(10, 4.3))
    panel.set(xlim=(0, 10), ylim=(0, 4.2), title="One step of an LSTM")
    panel.axis("off")
    lines = [  # the corners of each; an arrow at its end
        [(0.6, 3.4), (1.75, 3.4)],
        [(2.25, 3.4), (4.15, 3.4)],
        [(4.65, 3.4), (9.3, 3.4)],
        [(0.7, 0.4), (6.8, 0.4), (6.8, 0.98)],
        *([(x, 0.4), (x, 0.98)] for x in (2, 3.5, 5.2)),
        [(2, 1.85), (2, 3.15)],
        [(3.5, 1.85), (3.5, 2.5), (4.15, 2.5)],
        [(5.2, 1.85), (5.2, 2.5), (4.65, 2.5)],
        [(4.4, 2.75), (4.4, 3.15)],
        [(8.2, 3.4), (8.2, 2.85)],
        [(8.2, 2.15), (8.2, 1.65)],
        [(7.4, 1.4), (7.95, 1.4)],
        [(8.45, 1.4), (9.3, 1.4)],
    ]
    for corners in lines:
        panel.plot(*zip(*corners, strict=True), color="black", lw=1.5)
        panel.annotate("", corners[-1], corners[-2], arrowprops={"arrowstyle": "-|>", "lw": 1.5, "color": "black"})
    gates = [("forget\nσ", 2, 1.4), ("input\nσ", 3.5, 1.4), ("candidate\ntanh", 5.2, 1.4), ("output\nσ", 6.8, 1.4)]
    steps = [("×", 2, 3.4), ("+", 4.4, 3.4), ("×", 4.4, 2.5), ("tanh", 8.2, 2.5), ("×", 8.2, 1.4)]
    ends = [("old $c$", 0.25, 3.4), ("new $c$", 9.7, 3.4), ("word $x$,\nold $h$", 0.25, 0.4), ("new $h$", 9.7, 1.4)]
    for texts, colour in ((gates, "#CFE3F1"), (steps, "#F9DFC9"), (ends, None)):
        for text, x, y in texts:
            box = {"boxstyle": "round,pad=0.3", "facecolor": colour} if colour else None
            panel.text(x, y, text, ha="center", va="center", fontsize=12, bbox=box)
    plots.show(
        figure,
        alt="A drawing of an LSTM cell. The cell state runs straight through at the top: it is multiplied by the "
        "forget gate, and the product of input gate and candidate is added to it. The new output is the output "
        "gate times the tanh of the new cell state.",
    )
