"""Handwritten digits: LeCun, Cortes and Burges, "The MNIST database of handwritten digits", 1998, as Keras packs it.
For the sample: Alpaydin and Kaynak, "Optical Recognition of Handwritten Digits", UCI 1998, which scikit-learn carries.
Emojis: Twemoji 1, by Twitter and contributors, 2014, CC BY 4.0.
"""

import io
import re
import unicodedata
import zipfile
from typing import NamedTuple

import numpy as np

from .cache import Arrays, cached_arrays, check_mode, need_size, reads
from .download import SAMPLE

DIGIT = 28  # pixels of a digit
BOX = 20  # into so many pixels MNIST fits each digit before it centres it
SAMPLE_TEST = 360  # of the sample's 1,797 digits, the last ones: other writers than the first
SIDE = 36  # pixels of an emoji
LARGEST = 100_000  # bytes that a picture may unpack to
MEMBER = re.compile(r"(?:^|/)36x36/([0-9a-f]{2,5}(?:-[0-9a-f]{2,5})*)\.png$")


class Mnist(NamedTuple):
    """Pictures of digits: gray, white ink (255) on black (0), and the digit that each shows."""

    x_train: np.ndarray  # uint8 (pictures, 28, 28), 0 to 255
    y_train: np.ndarray  # int64 (pictures,), 0 to 9
    x_test: np.ndarray
    y_test: np.ndarray


def load_mnist(mode: str) -> Mnist:
    """Handwritten digits. Raises DatasetError.

    "full": the 60,000 + 10,000 pictures of MNIST, in the file's order. "sample": the 1,437 + 360 digits of 8 x 8 pixels
    that come with scikit-learn, enlarged and centred by mass as MNIST's are.
    """
    check_mode(mode)
    if mode == "full":
        arrays = cached_arrays("mnist")
        return Mnist(*(arrays[key].astype(np.int64 if key[0] == "y" else np.uint8) for key in Mnist._fields))
    from sklearn.datasets import load_digits

    digits = load_digits()
    x, y = np.stack([_enlarge(image) for image in digits.images]), digits.target.astype(np.int64)
    return Mnist(x[:-SAMPLE_TEST], y[:-SAMPLE_TEST], x[-SAMPLE_TEST:], y[-SAMPLE_TEST:])


@reads("mnist")
def _read_mnist(path) -> Arrays:
    """The four plain arrays of Keras's file; a file that would need a pickle is refused by numpy."""
    with np.load(path, allow_pickle=False) as file:
        need_size("mnist", sum(info.file_size for info in file.zip.infolist()))
        return {key: file[key].astype(np.uint8) for key in Mnist._fields}


def _enlarge(image: np.ndarray) -> np.ndarray:
    """A digit of 8 x 8 (0 to 16) as uint8 28 x 28: smooth curves in a box of 20, crisp ink, centred by mass."""
    from scipy.ndimage import center_of_mass, zoom

    large = zoom(image / 16, BOX / 8, order=3)
    # Enlarging alone is linear: all pictures would lie in 64 dimensions, and PCA with more would be without error.
    ink = np.clip(2.2 * (large - 0.5) + 0.5, 0, 1)
    top, left = np.clip(np.rint(DIGIT / 2 - 0.5 - np.array(center_of_mass(ink))).astype(int), 0, DIGIT - BOX)
    canvas = np.zeros((DIGIT, DIGIT), np.uint8)
    canvas[top : top + BOX, left : left + BOX] = np.rint(255 * ink).astype(np.uint8)
    return canvas


class Emojis(NamedTuple):
    """Pictures and what they show, in the order of their code points' spelling in the file."""

    images: np.ndarray  # uint8 (emojis, 36, 36, 4): red, green, blue, opacity, 0 to 255; transparent pixels are 0
    characters: list[str]  # such as "😀"; flags and keycaps are two characters long
    names: list[str]  # such as "grinning face", from the Unicode standard


def load_emojis(mode: str) -> Emojis:
    """Emojis as pictures, their characters and their Unicode names.

    "full": the 872 of Twemoji 1. "sample": 408, drawn by data/make/emojis.py. Raises DatasetError.
    """
    check_mode(mode)
    if mode == "sample":
        codes = (SAMPLE / "emojis.txt").read_text(encoding="utf-8").split()
        images = _open(SAMPLE / "emojis.png")
        images = images.reshape(-1, SIDE, images.shape[1] // SIDE, SIDE, 4).swapaxes(1, 2)
        images = np.ascontiguousarray(images.reshape(-1, SIDE, SIDE, 4)[: len(codes)])
    else:
        arrays = cached_arrays("emojis")
        images, codes = arrays["images"], arrays["codes"].tobytes().decode("ascii").split()
    characters = ["".join(chr(int(code, 16)) for code in each.split("-")) for each in codes]
    return Emojis(images, characters, [name_of(character) for character in characters])


def name_of(character: str) -> str:
    """The name of an emoji in small letters, from Unicode: "grinning face", "flag FR", "keycap 7"."""
    if len(character) == 2 and all("\U0001f1e6" <= c <= "\U0001f1ff" for c in character):
        return "flag " + "".join(chr(ord(c) - 0x1F1E6 + ord("A")) for c in character)
    if character[1:] == "\u20e3":
        return f"keycap {character[0]}"
    return " + ".join(unicodedata.name(c, f"U+{ord(c):04X}").lower() for c in character)


def _open(file, size: tuple[int, int] | None = None) -> np.ndarray:
    """One PNG, whether it keeps palette, gray or colour, as RGBA."""
    from PIL import Image

    with Image.open(file) as picture:
        if size and picture.size != size:  # before it is unpacked: a small file may claim a huge picture
            raise ValueError(f"is {picture.width} x {picture.height} pixels, not {size[0]} x {size[1]}")
        pixels = np.array(picture.convert("RGBA"))
    pixels[pixels[..., 3] == 0] = 0  # some files hide white or black there, which nobody sees and a model would
    return pixels


@reads("emojis")
def _read_emojis(path) -> Arrays:
    """The pictures of the archive's folder 36x36, wherever it lies, sorted by name."""
    images = {}
    with zipfile.ZipFile(path) as archive:
        for info in archive.infolist():
            if found := MEMBER.search(info.filename):
                try:
                    if info.file_size > LARGEST:
                        raise ValueError(f"has {info.file_size:,} bytes, too many for {SIDE} x {SIDE} pixels")
                    images[found[1]] = _open(io.BytesIO(archive.read(info)), (SIDE, SIDE))
                except Exception as error:  # the picture's name is what a reader needs to know
                    reason = str(error).split(" <_io")[0] or type(error).__name__
                    raise ValueError(f"its picture {found[1]}.png {reason}") from error
    if not images:
        raise ValueError("it holds no folder 36x36 of PNG pictures named by code points, such as 1f600.png")
    codes = np.frombuffer(" ".join(sorted(images)).encode("ascii"), np.uint8)
    return {"images": np.stack([images[code] for code in sorted(images)]), "codes": codes}
