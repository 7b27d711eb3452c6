"""The emojis: archives of any packing, picture modes, what is wrong with a wrong file, and the sample."""

import io
import zipfile
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from helpers import datasets
from helpers.datasets import emojis, store
from helpers.errors import DatasetError

ROOT = Path(__file__).resolve().parents[1]


def png(mode="RGBA", size=(36, 36)):
    """A red square on a transparent ground whose hidden colour is white, in one of the modes that PNGs have."""
    pixels = np.full((size[1], size[0], 4), 255, np.uint8)
    pixels[..., 3] = 0
    pixels[4:20, 6:30] = (200, 200, 200, 255) if mode == "LA" else (221, 46, 68, 255)
    picture = Image.fromarray(pixels)
    if mode == "LA":
        picture = picture.convert("LA")
    if mode == "P":
        picture = picture.quantize(4)
    buffer = io.BytesIO()
    picture.save(buffer, "png")
    return buffer.getvalue()


PICTURES = {"1f600": png(), "1f1eb-1f1f7": png("P"), "37-20e3": png("LA")}


def archive(pictures=PICTURES, folder="36x36/", other=True):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as file:
        for code, content in pictures.items():
            file.writestr(f"{folder}{code}.png", content)
        if other:
            file.writestr("twemoji/16x16/1f600.png", b"small")
            file.writestr("../../36x36.txt", b"outside")
            file.writestr("36x36/readme.md", b"text")
            file.writestr("36x36/smile.png", b"no code point")
    return buffer.getvalue()


def read(folder, content):
    path = folder / "twemoji-36x36.zip"
    path.write_bytes(content)
    return emojis._read_zip(path)


@pytest.fixture
def served(tmp_path, known_as):
    """A mirror folder for load_emojis("full") on three emojis."""
    return known_as("emojis", read(tmp_path, archive()))


def test_any_packing_is_the_same_data(tmp_path):
    packings = [
        archive(),
        archive(folder="twemoji-c78b889/36x36/"),
        archive(folder="Wiz.Editor.md-492d78b/Editor.md/emoji/twemoji/36x36/", other=False),
        archive(dict(reversed(PICTURES.items()))),
    ]
    assert len({store.fingerprint(read(tmp_path, packing)) for packing in packings}) == 1


def test_load_full(served):
    assert not datasets.available("emojis")
    (served / "twemoji-36x36.zip").write_bytes(archive())
    found = datasets.load_emojis("full")
    assert found.characters == ["🇫🇷", "😀", "7⃣"]
    assert found.names == ["flag FR", "grinning face", "keycap 7"]
    assert found.images.shape == (3, 36, 36, 4) and found.images.dtype == np.uint8
    for image in found.images:
        assert (image[0, 0] == 0).all()  # the hidden white is gone
        assert image[10, 10, 3] == 255
    assert found.images[1, 10, 10].tolist() == [221, 46, 68, 255]
    assert found.images[2, 10, 10].tolist() == [200, 200, 200, 255]
    (served / "twemoji-36x36.zip").unlink()
    assert (datasets.load_emojis("full").images == found.images).all()  # from the cache now


def test_an_archive_is_downloaded_from_the_next_address(served, server, monkeypatch):
    """The registry's form: two addresses, the first of which does not answer; served here on loopback."""
    (server.folder / "whole.zip").write_bytes(archive(folder="twemoji-c78b889/36x36/"))
    monkeypatch.delenv("COURSE_MIRROR")
    entry = {**store.about("emojis"), "urls": [f"{server.url}/gone.zip", f"{server.url}/whole.zip"]}
    monkeypatch.setattr(store, "registry", lambda: {"emojis": entry})
    monkeypatch.setattr(store, "RETRIES", 0)
    assert datasets.load_emojis("full").names[1] == "grinning face"
    assert datasets.loaded["emojis"] == "tiny"


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "is damaged (it is not a zip archive"),
        (b"<!DOCTYPE html>404", "is damaged (it is not a zip archive"),
        (archive()[:-30], "is damaged"),
        (archive({}), "holds no emojis. It must be a zip archive with a folder 36x36"),
        (archive({**PICTURES, "1f601": png(size=(72, 72))}), "1f601.png is 72 x 72 pixels, not 36 x 36"),
        (archive({**PICTURES, "1f601": png()[:-40]}), "is damaged"),
        (archive({**PICTURES, "1f601": b"no picture"}), "is damaged"),
        (archive({**PICTURES, "1f601": b"x" * 100_001}), "too many for 36 x 36 pixels"),
        (archive({**PICTURES, "old/36x36/1f600": png()}), "has two pictures named 1f600.png"),
        (archive({"1f600": png()}), "not the data that this course knows as 'emojis'"),
    ],
)
def test_a_wrong_file_gets_one_clear_sentence(served, content, sentence):
    (served / "twemoji-36x36.zip").write_bytes(content)
    with pytest.raises(DatasetError) as caught:
        datasets.load_emojis("full")
    assert sentence in str(caught.value)
    assert not store.compact_path("emojis").exists()  # nothing half-read is kept


def test_unknown_mode():
    with pytest.raises(DatasetError, match="Accepted: sample, full"):
        datasets.load_emojis("auto")


def test_names():
    assert emojis.name_of("😡") == "pouting face"
    assert emojis.name_of("🇨🇭") == "flag CH"
    assert emojis.name_of("#⃣") == "keycap #"
    assert emojis.name_of("🇨") == "regional indicator symbol letter c"
    assert emojis.name_of("👁🗨") == "eye + left speech bubble"


def test_sample_resembles_the_real_pictures():
    sample = datasets.load_emojis("sample")
    count = len(sample.characters)
    assert count == len(sample.names) == len(set(sample.characters)) == len(sample.images) > 400
    assert sample.images.shape == (count, 36, 36, 4) and sample.images.dtype == np.uint8
    assert {"🎉", "😈", "😡", "❤", "🍎", "🇫🇷", "🕐", "☔"} <= set(sample.characters)
    assert sample.names[sample.characters.index("🎉")] == "party popper"
    opacity = sample.images[..., 3]
    assert not sample.images[opacity == 0].any()
    assert 0.2 < (opacity == 0).mean() < 0.45  # 0.30 in the real ones
    assert 0.02 < ((opacity > 0) & (opacity < 255)).mean() < 0.12  # smooth edges; 0.06 in the real ones
    assert len({image.tobytes() for image in sample.images}) == count


@pytest.mark.real_data
def test_real_emojis():
    found = datasets.load_emojis("full")
    assert found.images.shape == (872, 36, 36, 4)
    assert len({image.tobytes() for image in found.images}) == 872
    assert not found.images[found.images[..., 3] == 0].any()
    assert found.names[found.characters.index("😡")] == "pouting face"
    assert {"🎉", "😈", "😡", "🇫🇷", "7⃣"} <= set(found.characters)
    assert datasets.loaded["emojis"] == "complete"


def test_premultiplied_and_on_white():
    images = np.zeros((1, 1, 3, 4), np.uint8)
    images[0, 0, 0] = (255, 0, 0, 255)
    images[0, 0, 1] = (255, 0, 0, 51)
    pictures = datasets.premultiplied(images)
    assert pictures.dtype == np.float32
    assert pictures[0, 0].round(6).tolist() == [[1, 0, 0, 1], [np.float32(0.2), 0, 0, np.float32(0.2)], [0, 0, 0, 0]]
    assert (datasets.premultiplied(images / 255) == pictures).all()
    white = datasets.on_white(pictures)[0, 0]
    assert white.shape == (3, 3)
    assert np.allclose(white, [[1, 0, 0], [1, 0.8, 0.8], [1, 1, 1]])
