"""plots.image_grid: any pictures as they are, and one clear sentence for what is no picture."""

import numpy as np
import pytest
from PIL import Image

from helpers import plots
from helpers.errors import CourseError

ALT = "Some pictures made for a test."


@pytest.fixture
def drawn(monkeypatch):
    """What image_grid hands to show: a list that fills with (figure, alt)."""
    import matplotlib.pyplot as plt

    shown = []
    monkeypatch.setattr("helpers.plots.pictures.show", lambda figure, alt: shown.append((figure, alt)))
    with plt.rc_context({"backend": "Agg"}):
        yield shown
    plt.close("all")


def pictures_of(figure):
    return [panel.get_images()[0] for panel in figure.axes if panel.get_images()]


@pytest.mark.parametrize(("count", "columns", "cells"), [(1, 10, 1), (7, 3, 9), (10, 10, 10), (23, 10, 30)])
def test_any_number(drawn, count, columns, cells):
    plots.image_grid(np.zeros((count, 5, 4), np.uint8), ALT, columns=columns)
    figure, alt = drawn[0]
    assert len(figure.axes) == cells and len(pictures_of(figure)) == count and alt == ALT


@pytest.mark.parametrize("shape", [(5, 4), (5, 4, 1), (5, 4, 3), (5, 4, 4)])
@pytest.mark.parametrize("kind", [np.uint8, np.int64, np.float32, np.float64])
def test_values_are_neither_cast_nor_stretched(drawn, shape, kind):
    rng = np.random.default_rng(0)
    whole = rng.integers(0, 100, shape)  # a dark picture must stay dark
    image = whole.astype(kind) if np.issubdtype(kind, np.integer) else (whole / 255).astype(kind)
    plots.image_grid([image], ALT)
    picture = pictures_of(drawn[0][0])[0]
    assert np.allclose(np.asarray(picture.get_array(), float).reshape(shape), whole / 255, atol=1e-6)
    if len(shape) == 2 or shape[2] == 1:
        assert picture.get_clim() == (0, 1)


@pytest.mark.parametrize("image", [np.full((3, 3), 0.6), np.eye(3, dtype=bool)])
def test_floats_and_bools_do_not_turn_black(drawn, image):
    """The document's function casts to uint8, which makes every float from 0 to 1 black."""
    plots.image_grid([image], ALT)
    assert np.allclose(pictures_of(drawn[0][0])[0].get_array(), image)


def test_the_given_array_is_left_alone(drawn):
    images = np.full((2, 3, 3, 4), 200, np.uint8)
    before = images.copy()
    plots.image_grid(images, ALT)
    assert images.dtype == np.uint8 and np.array_equal(images, before)


def test_list_of_different_pictures(drawn):
    plots.image_grid([np.zeros((4, 4)), np.zeros((6, 3, 3), np.uint8), np.zeros((2, 2, 4))], ALT)
    assert [p.get_array().shape for p in pictures_of(drawn[0][0])] == [(4, 4), (6, 3, 3), (2, 2, 4)]


@pytest.mark.parametrize("mode", ["P", "RGBA", "LA", "L", "RGB"])
def test_pillow_pictures_show_their_colours(drawn, mode):
    plots.image_grid([Image.new("RGBA", (3, 2), (255, 0, 0, 255)).convert(mode)], ALT)
    array = np.asarray(pictures_of(drawn[0][0])[0].get_array())
    if mode in ("P", "RGBA", "RGB"):
        assert np.allclose(array[0, 0, :3], [1, 0, 0])
    assert array.shape[:2] == (2, 3)


@pytest.mark.parametrize("titles", [[5, 0, 4, 1, 9], np.array([5, 0, 4, 1, 9])])
def test_titles_rows_and_title(drawn, titles):
    plots.image_grid(np.zeros((5, 2, 2)), ALT, titles=titles, title="Digits", rows=["first", "second"], columns=3)
    figure = drawn[0][0]
    assert [panel.get_title() for panel in figure.axes[:5]] == ["5", "0", "4", "1", "9"]
    assert figure.get_suptitle() == "Digits"
    assert [figure.axes[i].get_ylabel() for i in (0, 1, 3)] == ["first", "", "second"]


def test_limits(drawn):
    plots.image_grid(np.linspace(-3, 3, 9).reshape(1, 3, 3), ALT, limits=(-3, 3))
    picture = pictures_of(drawn[0][0])[0]
    assert picture.get_clim() == (-3, 3) and picture.get_array().min() == -3


@pytest.mark.parametrize(
    ("images", "match"),
    [
        ([], "no pictures"),
        (np.zeros((0, 28, 28)), "no pictures"),
        (np.zeros((28, 28)), "square brackets"),
        (np.zeros((10, 784))[None][0], "reshape"),
        (np.zeros((2, 28, 28, 2)), "1, 3 or 4 channels"),
        (np.zeros((2, 3, 28, 28)), "moveaxis"),
        (np.zeros((2, 0, 28)), "shape"),
        (np.zeros((1, 2, 2, 2, 3)), "shape"),
        (np.full((1, 2, 2), np.nan), "NaN"),
        (np.full((1, 2, 2), np.inf), "NaN or infinity"),
        (np.full((1, 2, 2), 200.0), "Divide it by 255"),
        (np.full((1, 2, 2), -0.2), "np.clip"),
        (np.full((1, 2, 2), 1.2), "np.clip"),
        (np.full((1, 2, 2), 256), "from 256 to 256, where whole numbers"),
        (np.full((1, 2, 2), -1), "from -1 to -1"),
        (np.full((1, 2, 2), "x"), "not numbers"),
        ([np.zeros((2, 2)), np.zeros((2, 2, 5))], "Picture 1"),
    ],
)
def test_what_is_no_picture(drawn, images, match):
    with pytest.raises(CourseError, match=match) as caught:
        plots.image_grid(images, ALT)
    assert not drawn and "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("options", "match"),
    [
        ({"titles": ["a"]}, "3 titles, not 1"),
        ({"rows": ["a", "b"]}, "make 1 rows"),
        ({"columns": 0}, "columns is 0"),
        ({"limits": (1, 1)}, "low below high"),
        ({"images": np.zeros((1, 2, 2, 3)), "limits": (0, 1)}, "gray"),
    ],
)
def test_wrong_options(drawn, options, match):
    with pytest.raises(CourseError, match=match):
        plots.image_grid(**{"images": np.zeros((3, 2, 2)), "alt": ALT, **options})
