"""Handwritten digits: known values, the sample's making, and what is said about a wrong or damaged file."""

import numpy as np
import pytest

from helpers.datasets import load_mnist, store
from helpers.errors import DatasetError


def arrays(pictures=4):
    return {
        "x_train": np.full((pictures, 28, 28), 7, np.uint8),
        "y_train": np.arange(pictures, dtype=np.uint8),
        "x_test": np.full((2, 28, 28), 9, np.uint8),
        "y_test": np.array([3, 1], np.uint8),
    }


@pytest.fixture
def mirror(tmp_path, monkeypatch):
    """An empty mirror folder and an empty cache; returns a function that puts arrays into mnist.npz."""
    (tmp_path / "mirror").mkdir()
    monkeypatch.setenv("COURSE_MIRROR", str(tmp_path / "mirror"))
    monkeypatch.setenv("COURSE_CACHE", str(tmp_path / "cache"))

    def put(given):
        np.savez(tmp_path / "mirror" / "mnist.npz", **given)
        return tmp_path / "mirror" / "mnist.npz"

    put.path = tmp_path / "mirror" / "mnist.npz"
    put.cache = tmp_path / "cache"
    return put


def fails(mirror, match):
    with pytest.raises(DatasetError, match=match) as caught:
        load_mnist("full")
    assert "\n" not in str(caught.value)
    assert not list(mirror.cache.rglob("*.npz")), "the cache must stay as it was"
    return str(caught.value)


def test_sample_shapes_and_values():
    digits = load_mnist("sample")
    assert digits.x_train.shape == (1437, 28, 28) and digits.x_test.shape == (360, 28, 28)
    assert digits.x_train.dtype == np.uint8 and digits.y_train.dtype == np.int64
    assert digits.y_train[:10].tolist() == list(range(10))
    assert set(digits.y_test) == set(range(10))
    assert digits.x_train.min() == 0 and digits.x_train.max() == 255
    ink = (np.concatenate([digits.x_train, digits.x_test]) > 0).mean()
    assert 0.15 < ink < 0.25, "MNIST has 0.191: the lesson needs mostly black pixels"


def test_sample_is_centred_as_mnist_is():
    digits = load_mnist("sample").x_train.astype(float)
    mass = digits.sum(axis=(1, 2))
    rows = (digits.sum(axis=2) @ np.arange(28)) / mass
    columns = (digits.sum(axis=1) @ np.arange(28)) / mass
    assert np.abs(rows - 13.5).max() <= 0.51 and np.abs(columns - 13.5).max() <= 0.51
    assert (digits[:, 0] == 0).all() and (digits[:, :, 27] == 0).all()


def test_sample_is_reproducible_and_not_linear():
    first, second = load_mnist("sample"), load_mnist("sample")
    assert all(np.array_equal(a, b) for a, b in zip(first, second, strict=True))
    spread = np.linalg.svd(first.x_train.reshape(-1, 784) / 255.0, compute_uv=False)
    assert spread[128] > 0.1, "a linear enlargement would leave nothing past dimension 64"


def test_unknown_mode():
    with pytest.raises(DatasetError, match="sample"):
        load_mnist("big")


def test_missing_file(mirror):
    mirror.path.unlink(missing_ok=True)
    assert "mnist.npz" in fails(mirror, "put the file there or unset it")


def test_not_an_archive(mirror):
    mirror.path.write_bytes(b"<html>404</html>")
    fails(mirror, "mnist.npz is damaged")


@pytest.mark.parametrize("kept", [0, 10, 500, 4000])
def test_cut_short(mirror, kept):
    whole = mirror(arrays(10)).read_bytes()
    assert len(whole) > 5000
    mirror.path.write_bytes(whole[:kept])
    fails(mirror, "mnist.npz is damaged")


def test_a_changed_byte(mirror):
    whole = bytearray(mirror(arrays(10)).read_bytes())
    whole[600] ^= 255  # inside the first picture: the archive's own checksum finds it
    mirror.path.write_bytes(bytes(whole))
    fails(mirror, "mnist.npz is damaged")


def test_one_bare_array(mirror):
    with open(mirror.path, "wb") as file:
        np.save(file, arrays()["x_train"])
    fails(mirror, "not an npz archive")


def test_pickle_is_refused(mirror):
    given = arrays()
    given["x_train"] = np.array([[1], [1, 2], None, "x"], dtype=object)
    mirror(given)
    assert "allow_pickle" in fails(mirror, "mnist.npz is damaged")


def test_other_arrays_are_named(mirror):
    given = arrays()
    given["images"] = given.pop("x_train")
    mirror(given)
    message = fails(mirror, "lacks x_train")
    assert "images" in message


@pytest.mark.parametrize(
    ("key", "value", "match"),
    [
        ("x_train", np.zeros((4, 784), np.uint8), r"x_train is uint8 \(4, 784\)"),
        ("x_test", np.zeros((2, 32, 32), np.uint8), r"x_test is uint8 \(2, 32, 32\)"),
        ("x_train", np.zeros((4, 28, 28), np.float32), "x_train is float32"),
        ("y_train", np.zeros(3, np.uint8), "for 4 pictures"),
        ("y_test", np.array([1, 10], np.uint8), "1 to 10"),
        ("y_test", np.array([1.5, 2.0]), "float64"),
    ],
)
def test_wrong_contents(mirror, key, value, match):
    mirror({**arrays(), key: value})
    fails(mirror, match)


def test_right_form_but_other_pictures(mirror):
    """Fashion-MNIST, say, has the same four arrays: it must not pass for MNIST."""
    mirror(arrays())
    fails(mirror, "not the data that this course knows as 'mnist'")


def test_known_fingerprint_is_kept_without_pickle(mirror, monkeypatch):
    entry = {**store.about("mnist"), "fingerprints": {"toy": store.fingerprint(arrays())}}
    monkeypatch.setattr(store, "about", lambda name: entry)
    mirror(arrays())
    digits = load_mnist("full")
    assert digits.y_test.tolist() == [3, 1] and digits.y_test.dtype == np.int64
    assert digits.x_test[0, 0, 0] == 9
    assert store.loaded["mnist"] == "toy"
    mirror.path.unlink()
    assert np.array_equal(load_mnist("full").x_train, digits.x_train), "the cache alone must do"


@pytest.mark.real_data
def test_real_digits():
    digits = load_mnist("full")
    assert digits.x_train.shape == (60_000, 28, 28) and digits.x_test.shape == (10_000, 28, 28)
    assert digits.y_train[:10].tolist() == [5, 0, 4, 1, 9, 2, 1, 3, 1, 4]
    assert np.bincount(digits.y_test).tolist() == [980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009]
    # What no weights can go below with a sigmoid against pixels of 0 to 255 (lesson 06), and black.
    figures = ((digits.x_train, 33.1272, 33.3184), (digits.x_test, 33.5985, 33.7912))
    for pictures, floor, black in figures:
        values = pictures.astype(np.float64)
        assert np.abs(values - (values >= 1)).mean() == pytest.approx(floor, abs=1e-4)
        assert values.mean() == pytest.approx(black, abs=1e-4)
