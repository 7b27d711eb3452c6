"""The one look: colours with a meaning, the style, and the one way in which a figure is shown."""

import base64
import html
import io
import json
import sys
from pathlib import Path

from ..errors import CourseError, unknown

# Okabe and Ito's palette without its yellow, which is too pale on white.
COLOURS = ["#0072B2", "#D55E00", "#009E73", "#CC79A7", "#56B4E9", "#E69F00", "#000000"]
MARKERS = ["o", "s", "^", "D", "v", "P", "X"]
GREY = "#B8B8B8"  # for what is there only for comparison
MEANINGS = {
    "praise": "#0072B2",
    "blame": "#D55E00",
    "ours": "#009E73",
    "document": "#CC79A7",
    "training": "#56B4E9",
    "validation": "#E69F00",
    "baseline": "#000000",
    "other": GREY,
}
SAME = {"positive": "praise", "negative": "blame", "neutral": "other", "neither": "other"}

PIXELS = 100  # an inch of a figure is 100 pixels of the page
WIDEST = 848  # pixels: JupyterLab's column in a window of 1280
SHARPNESS = 1.8  # pixels of the file for one of the page, so that it stays sharp on a projector
CONFIG = {
    "scrollZoom": False,  # the wheel scrolls the page
    "displaylogo": False,
    "modeBarButtonsToRemove": ["select2d", "lasso2d", "autoScale2d", "resetCameraLastSave3d"],
}
# A picture of one transparent pixel, which carries the alt text where a program drops that of the figure.
PIXEL = "data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7"


def colour(meaning: str) -> str:
    """The colour of a meaning, the same in the whole course.

    Parameters
    ----------
    meaning : str
        "praise" (also "positive"), "blame" ("negative"), "ours", "document", "training", "validation",
        "baseline" or "other" ("neither", "neutral"; grey).

    Raises
    ------
    CourseError
        For any other word; the message names the accepted ones.

    Examples
    --------
    >>> colour("praise")
    '#0072B2'
    """
    found = MEANINGS.get(SAME.get(meaning, meaning))
    if found is None:
        raise CourseError(unknown("meaning of a colour", meaning, [*MEANINGS, *SAME]))
    return found


def set_style() -> None:
    """Give matplotlib the look of the course. `helpers.start` does it; plotly gets it in `show`."""
    import matplotlib.pyplot as plt

    plt.style.use(Path(__file__).with_name("course.mplstyle"))


def show(figure, alt: str, interactive=None) -> None:
    """Show a matplotlib figure as a PNG with alt text, and close it.

    Parameters
    ----------
    figure : matplotlib Figure
        At most 8.48 inches wide; a wider one is shown smaller, type included.
    alt : str
        What one would tell somebody who cannot see the figure; at least a sentence.
    interactive : plotly Figure, optional
        The same picture to turn or hover over. JupyterLab and Colab show it live; GitHub, which runs no
        scripts, shows the PNG.

    Raises
    ------
    CourseError
        For an alt text of fewer than four words.
    """
    import matplotlib.pyplot as plt
    from IPython.display import display

    if len(alt.split()) < 4:
        raise CourseError(
            f"The alt text {alt!r} says too little: tell in a sentence what the figure shows."
        )
    width, height = (round(PIXELS * inches) for inches in figure.get_size_inches())
    width, height = min(width, WIDEST), round(height * min(1, WIDEST / width))
    data = {
        "image/png": png(figure, width, live=interactive is not None),
        "text/plain": f"[figure: {alt}]",
    }
    plt.close(figure)
    colab = "google.colab" in sys.modules
    if interactive is not None:
        interactive.update_layout(template=template())
        if not colab:
            live = json.loads(interactive.to_json())
            data["application/vnd.plotly.v1+json"] = {**live, "config": CONFIG}
    metadata = {"image/png": {"alt": alt, "width": width, "height": height}}
    display(data, raw=True, metadata=metadata)
    if interactive is not None and colab:
        interactive.show(renderer="colab", config=CONFIG)


def png(figure, width: int, live: bool = False) -> str:
    """The figure as PNG in base64, `width` times SHARPNESS pixels wide, with few colours where that is no loss."""
    from PIL import Image

    buffer = io.BytesIO()
    figure.savefig(
        buffer, format="png", dpi=width * (1 if live else SHARPNESS) / figure.get_size_inches()[0]
    )
    picture = Image.open(buffer).convert("RGB")
    small = io.BytesIO()
    picture.quantize(256, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE).save(
        small, format="png", optimize=True
    )
    return base64.b64encode(small.getvalue()).decode()


def template():
    """The look of plotly's figures: type of 16 pixels, hover texts of 18."""
    import plotly.graph_objects as go

    return go.layout.Template(
        layout={
            "colorway": COLOURS,
            "font": {"family": "DejaVu Sans, Verdana, sans-serif", "size": 16, "color": "#222222"},
            "hoverlabel": {"font": {"size": 18}, "bgcolor": "white"},
            "title": {
                "x": 0.01,
                "xanchor": "left",
                "y": 0.985,
                "yanchor": "top",
                "font": {"size": 19},
            },
            "legend": {
                "orientation": "h",
                "x": 0,
                "y": 0,
                "yanchor": "top",
                "itemsizing": "constant",
            },
            "margin": {"l": 10, "r": 10, "t": 44, "b": 10},
            "width": 840,
            "height": 460,
            "plot_bgcolor": "white",
        }
    )


def bold(text: str) -> str:
    """A text for plotly, bold, in which < and & are letters and not tags."""
    return f"<b>{html.escape(text)}</b>"
