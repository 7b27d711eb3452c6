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
    "baseline": "#4D4D4D",
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
PIXEL = "data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7"


def colour(meaning: str) -> str:
    """The colour of a meaning, the same in the whole course.

    Parameters
    ----------
    meaning : str
        "praise" (also "positive"), "blame" ("negative"), "ours", "document", "training",
        "validation", "baseline" or "other" ("neither", "neutral"; grey).

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
        The same picture to turn or hover over. JupyterLab shows it live as soon as the pointer
        is on it, Colab below the PNG; GitHub, which runs no scripts, shows the PNG.

    Raises
    ------
    CourseError
        For an alt text of fewer than four words.
    """
    import matplotlib.pyplot as plt

    inches, tall = figure.get_size_inches()
    width = min(round(PIXELS * inches), WIDEST)
    buffer = io.BytesIO()
    # JupyterLab shows the PNG of a live figure pixel by pixel, whatever its metadata say.
    sharpness = SHARPNESS if interactive is None else 1
    figure.savefig(buffer, format="png", dpi=width / inches * sharpness)
    plt.close(figure)
    _display(_small(buffer), alt, width, round(width * tall / inches), interactive)


def drawing(name: str, alt: str) -> None:
    """Show a drawing that comes with the course, such as "lstm-cell"."""
    from PIL import Image

    folder = Path(__file__).with_name("drawings")
    if not (folder / f"{name}.png").exists():
        raise CourseError(unknown("drawing", name, sorted(path.stem for path in folder.glob("*.png"))))
    content = (folder / f"{name}.png").read_bytes()
    size = [round(side / SHARPNESS) for side in Image.open(io.BytesIO(content)).size]
    _display(content, alt, *size)


def _display(content: bytes, alt: str, width: int, height: int, interactive=None) -> None:
    """Hand the notebook a PNG, its alt text in two ways, and the live figure as it works."""
    from IPython.display import display

    if len(alt.split()) < 4:
        raise CourseError(f"The alt text {alt!r} says too little: say what it shows.")
    data = {"image/png": base64.b64encode(content).decode(), "text/plain": f"[figure: {alt}]"}
    colab = "google.colab" in sys.modules
    if interactive is not None:
        interactive.update_layout(template=template())
        if interactive.layout.height is None:  # as large as the PNG, so that the page does not jump
            interactive.update_layout(width=width, height=height)
        if not colab:
            live = json.loads(interactive.to_json())
            data["application/vnd.plotly.v1+json"] = {**live, "config": CONFIG}
    metadata = {"image/png": {"alt": alt, "width": width, "height": height}}
    display(data, raw=True, metadata=metadata)
    # JupyterLab gives neither a PNG nor a live figure an alt text: an invisible picture carries it.
    pixel = f'<img class="figure-alt" alt="{html.escape(alt)}" src="{PIXEL}" width="1" height="1">'
    display({"text/html": pixel, "text/plain": ""}, raw=True)
    if interactive is not None and colab:  # Colab does not know plotly's bundle
        interactive.show(renderer="colab", config=CONFIG)


def _small(buffer: io.BytesIO) -> bytes:
    """A PNG in 256 colours, a third of the size, unless that changes what one sees."""
    from PIL import Image, ImageChops

    picture = Image.open(buffer).convert("RGB")
    few = picture.quantize(256, Image.Quantize.MAXCOVERAGE, kmeans=1, dither=Image.Dither.NONE)
    loss = max(high for _, high in ImageChops.difference(picture, few.convert("RGB")).getextrema())
    buffer = io.BytesIO()
    (few if loss <= 12 else picture).save(buffer, format="png", optimize=True)
    return buffer.getvalue()


def template():
    """plotly's template "course": type of 16 pixels, hover texts of 18, a legend below."""
    import plotly.graph_objects as go
    import plotly.io

    if "course" not in plotly.io.templates:
        plotly.io.templates["course"] = go.layout.Template(
            layout={
                "colorway": COLOURS,
                "font": {"family": "DejaVu Sans, Verdana, sans-serif", "size": 16, "color": "#222"},
                "hoverlabel": {"font": {"size": 18}, "bgcolor": "white"},
                "title": {"x": 0.01, "y": 0.985, "yanchor": "top", "font": {"size": 19}},
                "legend": {
                    "orientation": "h",
                    "x": 0,
                    "y": 0,
                    "yref": "container",
                    "yanchor": "bottom",
                    "itemsizing": "constant",
                },
                "margin": {"l": 10, "r": 10, "t": 44, "b": 40},
                "plot_bgcolor": "white",
                "xaxis": {"linecolor": "#555", "ticks": "outside", "zeroline": False},
                "yaxis": {"linecolor": "#555", "ticks": "outside", "zeroline": False},
            }
        )
    return plotly.io.templates["course"]


def escape(text: str) -> str:
    """A text for plotly in which <, & and $ are letters: no tag to hide, no formula to set."""
    return html.escape(text).replace("$", "&#36;")
