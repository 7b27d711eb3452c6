"""Emojis: pictures of 36 x 36 pixels with a transparent ground, their characters and their Unicode
names.

Source of the pictures: Twemoji 1, by Twitter and contributors, 2014, CC BY 4.0.
"""

import io
import re
import unicodedata
import zipfile
from pathlib import Path
from typing import NamedTuple

import numpy as np

from .cache import cached_arrays, check_mode, reads
from .download import SAMPLE

SIDE = 36  # pixels
LARGEST = 100_000  # bytes that a picture may unpack to
MEMBER = re.compile(r"(?:^|/)36x36/([0-9a-f]{2,5}(?:-[0-9a-f]{2,5})*)\.png$")


class Emojis(NamedTuple):
    """Pictures and what they show, in the order of their code points' spelling in the file."""

    images: np.ndarray  # uint8 (emojis, 36, 36, 4): red, green, blue, opacity, 0 to 255; transparent pixels are 0
    characters: list[str]  # such as "😀"; flags and keycaps are two characters long
    names: list[str]  # such as "grinning face", from the Unicode standard


def load_emojis(mode: str) -> Emojis:
    """Emojis as RGBA pictures of 36 x 36 pixels.

    "full": the 872 pictures of Twemoji 1, whatever way its archive was packed. "sample": 408
    pictures drawn for this course by data/make/emojis.py. In both, pixels without any opacity are
    zero in all four channels. Raises DatasetError.
    """
    check_mode(mode)
    if mode == "sample":
        images = _open(SAMPLE / "emojis.png")
        codes = (SAMPLE / "emojis.txt").read_text(encoding="utf-8").split()
        images = images.reshape(-1, SIDE, images.shape[1] // SIDE, SIDE, 4).swapaxes(1, 2)
        images = np.ascontiguousarray(images.reshape(-1, SIDE, SIDE, 4)[: len(codes)])
    else:
        arrays = cached_arrays("emojis")
        images, codes = arrays["images"], arrays["codes"].tobytes().decode("ascii").split()
    characters = ["".join(chr(int(code, 16)) for code in each.split("-")) for each in codes]
    return Emojis(images, characters, [name_of(character) for character in characters])


def name_of(character: str) -> str:
    """The name of an emoji in small letters, from the Unicode standard: "grinning face", "flag FR",
    "keycap 7".
    """
    if len(character) == 2 and all("\U0001f1e6" <= c <= "\U0001f1ff" for c in character):
        return "flag " + "".join(chr(ord(c) - 0x1F1E6 + ord("A")) for c in character)
    if character[1:] == "\u20e3":
        return f"keycap {character[0]}"
    return " + ".join(unicodedata.name(c, f"U+{ord(c):04X}").lower() for c in character)


def _open(file, size: tuple[int, int] | None = None) -> np.ndarray:
    """One PNG, whether it keeps palette, gray or colour, as RGBA with transparent pixels at
    zero.
    """
    from PIL import Image

    with Image.open(file) as picture:
        if size and picture.size != size:  # before it is unpacked: a small file may claim a huge picture
            raise ValueError(f"is {picture.width} x {picture.height} pixels, not {size[0]} x {size[1]}")
        pixels = np.array(picture.convert("RGBA"))
    pixels[pixels[..., 3] == 0] = 0  # some files hide white or black there, which nobody sees and a model would
    return pixels


@reads("emojis")
def _read(path: Path) -> dict[str, np.ndarray]:
    """The pictures of the archive's folder 36x36, wherever it lies, sorted by name."""
    images = {}
    with zipfile.ZipFile(path) as archive:
        for info in archive.infolist():
            if not (found := MEMBER.search(info.filename)):
                continue
            if found[1] in images:
                raise ValueError(f"it has two pictures named {found[1]}.png")
            if info.file_size > LARGEST:
                raise ValueError(f"{found[1]}.png has {info.file_size:,} bytes, too many for 36 x 36 pixels")
            try:
                images[found[1]] = _open(io.BytesIO(archive.read(info)), (SIDE, SIDE))
            except Exception as error:  # the picture's name is what a reader needs to know
                reason = str(error).split(" <_io")[0] or type(error).__name__
                raise ValueError(f"its picture {found[1]}.png {reason}") from error
    if not images:
        raise ValueError("it holds no folder 36x36 of PNG pictures named by code points, such as 1f600.png")
    codes = sorted(images)
    return {
        "images": np.stack([images[code] for code in codes]),
        "codes": np.frombuffer(" ".join(codes).encode("ascii"), np.uint8),
    }
