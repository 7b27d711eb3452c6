"""Figures: what reaches the notebook, and one sentence for each mistake."""

import base64
import io
import itertools
import sys

import keras
import matplotlib
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import plotly.graph_objects as go
import pytest
from keras import layers
from matplotlib.offsetbox import PaddedBox
from matplotlib.patches import FancyArrowPatch
from matplotlib.text import Text
from PIL import Image

from helpers import CourseError, plots

matplotlib.use("Agg")
ALT = "A figure that is tested."
PLOTLY = "application/vnd.plotly.v1+json"


@pytest.fixture
def shown(monkeypatch):
    """What was handed to the notebook: a list of (bundle, metadata)."""
    found = []
    monkeypatch.setattr("IPython.display.display", lambda data, raw, metadata=None: found.append((data, metadata)))
    yield found
    plt.close("all")


@pytest.fixture
def drawn(monkeypatch):
    """The matplotlib figures, before they become pictures."""
    found = []
    for module in ("maps", "networks"):
        monkeypatch.setattr(f"helpers.plots.{module}.show", lambda figure, alt, interactive=None: found.append(figure))
    yield found
    plt.close("all")


def picture(shown):
    return Image.open(io.BytesIO(base64.b64decode(shown[0][0]["image/png"])))


def live(shown):
    return shown[0][0][PLOTLY]


def by_name(shown):
    return {trace["name"]: trace for trace in live(shown)["data"] if trace["mode"] == "markers"}


def map_points(points, names, **options):
    plots.map_points(points, names, "A <title>", ALT, **options)


def test_show_gives_a_sharp_png_of_the_width_of_the_page(shown):
    plots.set_style()
    for inches in (8, 14):
        plots.show(plt.figure(figsize=(inches, 4)), ALT)
    (_, eight), _, (_, fourteen), _ = shown
    assert eight == {"image/png": {"alt": ALT, "width": 800, "height": 400}}
    assert fourteen["image/png"]["width"] == 848 and fourteen["image/png"]["height"] == 242
    assert picture(shown).size == (1440, 720)
    assert plt.get_fignums() == []


def test_the_alt_text_is_there_for_jupyterlab_too(shown):
    plots.show(plt.figure(), 'A "tested" figure & more.')
    spoken = shown[1][0]["text/html"]
    assert 'alt="A &quot;tested&quot; figure &amp; more."' in spoken and len(spoken) < 300


def test_few_colours_only_where_that_is_no_loss(shown):
    for image in (np.zeros((4, 4)), np.random.default_rng(0).random((60, 60, 3))):
        plots.image_grid([image], ALT, size=4)
    flat, rich = (Image.open(io.BytesIO(base64.b64decode(shown[i][0]["image/png"]))).mode for i in (0, 2))
    assert (flat, rich) == ("P", "RGB")


def test_on_colab_there_are_picture_alt_text_and_live_figure(shown, monkeypatch):
    monkeypatch.setitem(sys.modules, "google.colab", object())
    monkeypatch.setattr(go.Figure, "show", lambda self, **options: shown.append((options, None)))
    map_points(np.eye(2), ["a", "b"])
    (bundle, metadata), _, (options, _) = shown
    assert "image/png" in bundle and metadata["image/png"]["alt"] == ALT
    assert options["renderer"] == "colab" and options["config"]["scrollZoom"] is False


def test_one_colour_for_a_meaning():
    assert plots.colour("praise") == plots.colour("positive") == "#0072B2"
    assert plots.colour("neither") == plots.colour("other") == plots.GREY


@pytest.mark.parametrize("columns", [2, 3])
def test_a_map_is_one_output_and_its_live_figure_lets_the_page_scroll(shown, columns):
    map_points(np.eye(4)[:, :columns], list("abcd"))
    layout, config = live(shown)["layout"], live(shown)["config"]
    assert (layout["width"], layout["height"]) == picture(shown).size, "the page must not jump"
    assert config["scrollZoom"] is False and config["displaylogo"] is False
    assert config["showSendToCloud"] is False, "plotly's button would upload the figure"
    assert layout["template"]["layout"]["font"]["size"] == 16
    assert layout["template"]["layout"]["hoverlabel"]["font"]["size"] == 18
    assert "A &lt;title&gt;" in layout["title"]["text"]
    written = live(shown)["data"][-1]
    assert "text" in written["mode"] and set(written["text"]) <= set("abcd") and len(written["text"]) >= 3


@pytest.mark.parametrize("columns", [2, 3])
def test_hovering_shows_names_that_look_like_tags_or_formulas(shown, columns):
    map_points(np.eye(3)[:, :columns], ["<UNK>", "a$b$", "c"])
    assert live(shown)["data"][0]["text"] == ["&lt;UNK&gt;", "a&#36;b&#36;", "c"]


@pytest.mark.parametrize("form", [lambda groups: groups, pd.Series])
def test_no_point_is_lost_and_categories_keep_their_order(shown, form):
    groups = form(pd.Categorical(["b", None, "a", "b"], categories=["b", *"cdefghij", "a"]))
    map_points(np.random.default_rng(0).normal(size=(4, 2)), list("wxyz"), groups=groups)
    traces = [(name, trace["text"]) for name, trace in by_name(shown).items()]
    assert traces == [("other", ["x"]), ("a", ["y"]), ("b", ["w", "z"])]
    assert live(shown)["layout"]["legend"]["traceorder"] == "reversed"


def test_seven_groups_and_grey(shown):
    groups = ["praise", "a", "b", "c", "d", "e", "f", "other", "neither"]
    map_points(np.random.default_rng(0).normal(size=(9, 3)), list("abcdefghi"), groups=groups)
    colours = {name: trace["marker"]["color"] for name, trace in by_name(shown).items()}
    assert colours["praise"] == plots.colour("praise") and colours["other"] == colours["neither"] == plots.GREY
    assert len(set(colours.values())) == 8
    assert list(colours)[:2] == ["other", "neither"], "grey lies below"


def test_written_names_do_not_overlap(drawn):
    rng = np.random.default_rng(0)
    map_points(rng.normal(size=(300, 2)), [f"name {i}" for i in range(300)], label=[f"name {i}" for i in range(99)])
    figure = drawn[0]
    boxes = [text.get_window_extent() for text in figure.axes[0].texts]
    assert 15 < len(boxes) < 99
    assert not any(a.overlaps(b) for i, a in enumerate(boxes) for b in boxes[:i])
    assert figure.axes[0].texts[0].get_text() == "name 0", "most important first"
    assert all(text.get_path_effects() for text in figure.axes[0].texts)


def test_on_a_map_of_few_points_no_name_hides_a_point(drawn):
    points = np.random.default_rng(0).normal(size=(60, 2))
    map_points(points, [f"name {i}" for i in range(60)], label=[f"name {i}" for i in range(60)])
    panel = drawn[0].axes[0]
    boxes = [text.get_window_extent() for text in panel.texts]
    assert len(boxes) > 15
    assert not any(box.contains(x, y) for box in boxes for x, y in panel.transData.transform(points))


def test_axes_have_ticks_only_when_they_have_names(shown, drawn):
    map_points(np.eye(2), ["a", "b"], axes=("", ""))
    map_points(np.eye(2), ["a", "b"], axes=("length", "height"), equal=True)
    bare, named = (figure.axes[0] for figure in drawn)
    assert not bare.axison
    assert named.get_ylabel() == "height" and len(named.get_xticks()) > 1 and named.get_aspect() == 1


def test_curves_draws_training_as_dots_and_validation_as_a_line(drawn):
    history = {"loss": [3, 2, 1], "val_loss": [3, 2, 2], "accuracy": [0, 0.5, 1]}
    plots.curves(history, ["loss", "accuracy"], "t", ALT)
    loss, accuracy = drawn[0].axes
    assert [line.get_ydata().tolist() for line in loss.lines] == [[3, 2, 1], [3, 2, 2]]
    assert [line.get_color() for line in loss.lines] == [plots.colour("training"), plots.colour("validation")]
    assert len(accuracy.lines) == 1


def boxes_of(figure):
    """The boxes of a drawn network by column: their lines and their extent in inches."""
    figure.canvas.draw()
    boxes = figure.findobj(PaddedBox)
    places = [box.get_window_extent().transformed(figure.dpi_scale_trans.inverted()) for box in boxes]
    return [[text.get_text() for text in box.findobj(Text)] for box in boxes], places


def crossed(figure, places):
    """The boxes that an arrow passes through; it may start behind the box it comes from."""
    arrows = [arrow._path_original.vertices for arrow in figure.findobj(FancyArrowPatch)]
    steps = np.linspace(0, 1, 200)[:, None]
    points = np.concatenate([a + steps * (b - a) for arrow in arrows for a, b in itertools.pairwise(arrow[1:])])
    return [box for box in places if ((points > box.min + 0.02) & (points < box.max - 0.02)).all(axis=1).any()]


def test_a_network_says_names_shapes_and_weights(drawn):
    numbers = keras.Input((3,), name="words")
    table, guess = layers.Embedding(250, 5, name="table"), layers.Dense(250, activation="softmax")
    plots.network(keras.Sequential([numbers, table, layers.Flatten(), guess]), "t", ALT)
    assert boxes_of(drawn[0])[0] == [
        ["words", "3 numbers"],
        ["table", "Embedding", "3 × 5", "1,250 weights"],
        ["Flatten", "15 numbers"],
        ["Dense", "softmax", "250 numbers", "4,000 weights"],
    ]
    assert len(drawn[0].findobj(FancyArrowPatch)) == 3


def test_branches_jumps_and_shared_layers_do_not_collide(drawn):
    first, second = keras.Input((20,), name="first"), keras.Input((20,), name="second")
    encoder = layers.Dense(20, name="encoder")
    a, b = encoder(first), encoder(second)
    joined = layers.Dense(20)(layers.Add()([layers.Dense(20)(b), a, first]))
    plots.network(keras.Model([first, second], joined), "t", ALT)
    plots.network(keras.Model([first, second], layers.Add()([b, a])), "t", ALT)
    texts, places = boxes_of(drawn[0])
    assert sum("encoder" in box for box in texts) == 2 and sum("same weights" in box for box in texts) == 1
    assert not any(p.overlaps(q) for i, p in enumerate(places) for q in places[:i])
    assert len(places) == 7 and not crossed(drawn[0], places)
    texts, places = boxes_of(drawn[1])
    assert [box[0] for box in texts[:2]] == ["first", "second"] and places[0].y0 > places[1].y1, "the model's order"
    assert not crossed(drawn[1], places)


def test_a_long_network_goes_on_in_the_next_row(drawn):
    plots.network([(f"layer number {i}", "128\nnumbers") for i in range(12)], "t", ALT)
    texts, places = boxes_of(drawn[0])
    assert texts[0] == ["layer number 0", "128", "numbers"]
    assert len({round(box.y0, 2) for box in places}) > 1 and all(box.x0 > 0 and box.x1 < 8.4 for box in places)
    assert drawn[0].get_figwidth() <= 8.48 and not crossed(drawn[0], places)


def test_a_drawing_of_the_course(shown):
    plots.drawing("lstm-cell", ALT)
    assert picture(shown).width == pytest.approx(1.8 * shown[0][1]["image/png"]["width"], abs=1)


@pytest.mark.parametrize(
    ("call", "says"),
    [
        (lambda: plots.show(plt.figure(), "a plot"), "says too little"),
        (lambda: map_points(np.eye(4), list("abcd")), "two or three numbers a name"),
        (lambda: map_points(np.eye(2), ["a"]), "two or three numbers a name"),
        (lambda: map_points(np.zeros((0, 2)), []), "1 to 5,000 points"),
        (lambda: map_points(np.zeros((5001, 3)), ["a"] * 5001), "1 to 5,000 points"),
        (lambda: map_points([[0, np.nan], [1, 1]], ["a", "b"]), "1 of 2 points hold NaN"),
        (lambda: map_points(np.eye(2), ["king", "queen"], label=["quen"]), "'quen' .*spellings: queen"),
        (lambda: map_points(np.eye(2), ["a", "b"], axes=("x",)), "2 dimensions need 2 names"),
        (lambda: plots.curves({"loss": [1]}, ["accuracy"], "t", ALT), "no 'accuracy'; it has loss"),
        (lambda: plots.network([], "t", ALT), "pairs"),
        (lambda: plots.network(keras.Sequential([layers.Dense(3)]), "t", ALT), "does not know its shapes"),
        (lambda: plots.drawing("lstm", ALT), "lstm-cell"),
        (lambda: plots.colour("prais"), r"Did you mean 'praise'.*validation"),
        (lambda: map_points(np.eye(3)[:, :2], list("abc"), groups=["x", "y"]), "2 entries for 3 points"),
        (lambda: map_points(np.zeros((8, 2)), list("abcdefgh"), groups=list("abcdefgh")), "7 groups apart, not 8"),
    ],
)
def test_mistakes_get_a_sentence(shown, call, says):
    with pytest.raises(CourseError, match=says):
        call()
    assert shown == []
