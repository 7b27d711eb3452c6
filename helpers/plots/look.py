"""The one look: colours with a meaning, the style, and the one way in which a figure is shown."""

import base64
import html
import io
import json
import sys
from pathlib import Path

import IPython.display
import matplotlib.pyplot as plt
from PIL import Image, ImageChops

from ..errors import need, need_name

# Okabe and Ito's palette without its yellow, which is too pale on white.
COLOURS = ["#0072B2", "#D55E00", "#009E73", "#CC79A7", "#56B4E9", "#E69F00", "#000000"]
MARKERS = ["o", "s", "^", "D", "v", "P", "X"]
GREY = "#B8B8B8"  # for what is there only for comparison
MEANINGS = dict(zip(["praise", "blame", "ours", "document", "training", "validation"], COLOURS, strict=False))
MEANINGS |= {"baseline": "#4D4D4D", "positive": COLOURS[0], "negative": COLOURS[1]}
MEANINGS |= dict.fromkeys(["other", "neither", "neutral"], GREY)

HERE = Path(__file__).parent
WIDEST = 848  # pixels, 100 to the inch: JupyterLab's column in a window of 1280
SHARPNESS = 1.8  # pixels of the file for one of the page, so that it stays sharp on a projector
PLOTLY = json.loads((HERE / "course.plotly.json").read_text())  # without scrollZoom: the wheel scrolls the page
PIXEL = "data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7"


def colour(meaning: str) -> str:
    """The colour of a meaning, the same in the whole course.

    "praise" (also "positive"), "blame" ("negative"), "ours", "document", "training", "validation",
    "baseline" or "other" ("neither", "neutral"; grey). Any other word raises a CourseError.
    """
    need_name("meaning of a colour", meaning, MEANINGS)
    return MEANINGS[meaning]


def set_style() -> None:
    """Give matplotlib the look of the course. `helpers.start` does it; plotly gets it in `show`."""
    plt.style.use(HERE / "course.mplstyle")


def show(figure, alt: str, interactive=None) -> None:
    """Show a matplotlib figure as a PNG with alt text, and close it.

    figure: matplotlib's, at most 8.48 inches wide; a wider one is shown smaller, type included.
    alt: what one would tell somebody who cannot see the figure. A CourseError below four words.
    interactive: the same picture from plotly, to turn or hover over. JupyterLab shows it live as soon as the
        pointer is on it, Colab below the PNG; GitHub, which runs no scripts, shows the PNG.
    """
    inches, tall = figure.get_size_inches()
    width, buffer = min(round(100 * inches), WIDEST), io.BytesIO()
    # JupyterLab shows the PNG of a live figure pixel by pixel, whatever its metadata say.
    figure.savefig(buffer, format="png", dpi=width / inches * (1 if interactive else SHARPNESS))
    plt.close(figure)
    _display(_small(buffer), alt, width, round(width * tall / inches), interactive)


def drawing(name: str, alt: str) -> None:
    """Show a drawing that comes with the course, such as "lstm-cell"; other names raise a CourseError."""
    found = {path.stem: path for path in sorted(HERE.glob("drawings/*.png"))}
    need_name("drawing", name, found)
    _display(found[name].read_bytes(), alt, *(round(side / SHARPNESS) for side in Image.open(found[name]).size))


def _display(content: bytes, alt: str, width: int, height: int, interactive=None) -> None:
    """Hand the notebook a PNG, its alt text in two ways, and the live figure as it works."""
    need(len(alt.split()) > 3, f"The alt text {alt!r} says too little: say what it shows.")
    data = {"image/png": base64.b64encode(content).decode(), "text/plain": f"[figure: {alt}]"}
    colab = interactive and "google.colab" in sys.modules
    if interactive:
        interactive.layout.template = PLOTLY["template"]
        if interactive.layout.height is None:  # as large as the PNG, so that the page does not jump
            interactive.update_layout(width=width, height=height)
        if not colab:
            data["application/vnd.plotly.v1+json"] = {**json.loads(interactive.to_json()), "config": PLOTLY["config"]}
    IPython.display.display(data, raw=True, metadata={"image/png": {"alt": alt, "width": width, "height": height}})
    # JupyterLab gives neither a PNG nor a live figure an alt text: an invisible picture carries it.
    pixel = f'<img class="figure-alt" alt="{html.escape(alt)}" src="{PIXEL}" width="1" height="1">'
    IPython.display.display({"text/html": pixel, "text/plain": ""}, raw=True)
    if colab:  # which does not know plotly's bundle
        interactive.show(renderer="colab", config=PLOTLY["config"])


def _small(buffer: io.BytesIO) -> bytes:
    """A PNG in 256 colours, a third of the size, unless that changes what one sees."""
    picture, small = Image.open(buffer).convert("RGB"), io.BytesIO()
    few = picture.quantize(256, Image.Quantize.MAXCOVERAGE, kmeans=1, dither=Image.Dither.NONE)
    loss = max(high for _, high in ImageChops.difference(picture, few.convert("RGB")).getextrema())
    (few if loss <= 12 else picture).save(small, format="png", optimize=True)
    return small.getvalue()
