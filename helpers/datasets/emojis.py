"""Emojis: pictures of 36 x 36 pixels with a transparent ground, their characters and their Unicode names.

Source of the pictures: Twemoji 1, by Twitter and contributors, 2014, CC BY 4.0.
"""

import io
import re
import unicodedata
import zipfile
from pathlib import Path
from typing import NamedTuple

import numpy as np

from ..errors import DatasetError
from ..plots import on_white, premultiplied  # noqa: F401  (moved; kept for the first edition's notebooks)
from .store import SAMPLE, cached_arrays, check_mode, damaged

SIDE = 36  # pixels
MEMBER = re.compile(r"(?:^|/)36x36/([0-9a-f]{2,5}(?:-[0-9a-f]{2,5})*)\.png$")
ADVICE = "It must be a zip archive with a folder 36x36 of PNG pictures named by code points, such as 1f600.png."


class Emojis(NamedTuple):
    """Pictures and what they show, in the order of their code points' spelling in the file."""

    images: np.ndarray  # uint8 (emojis, 36, 36, 4): red, green, blue, opacity, 0 to 255; transparent pixels are 0
    characters: list[str]  # such as "😀"; flags and keycaps are two characters long
    names: list[str]  # such as "grinning face", from the Unicode standard


def load_emojis(mode: str) -> Emojis:
    """Emojis as RGBA pictures of 36 x 36 pixels.

    "full": the 872 pictures of Twemoji 1, whatever way its archive was packed. "sample": 408 pictures drawn for
    this course by data/make/emojis.py. In both, pixels without any opacity are zero in all four channels. Raises
    DatasetError.
    """
    check_mode(mode)
    if mode == "sample":
        images = _open(SAMPLE / "emojis.png")
        codes = (SAMPLE / "emojis.txt").read_text(encoding="utf-8").split()
        images = images.reshape(-1, SIDE, images.shape[1] // SIDE, SIDE, 4).swapaxes(1, 2)
        images = np.ascontiguousarray(images.reshape(-1, SIDE, SIDE, 4)[: len(codes)])
    else:
        arrays = cached_arrays("emojis", _read_zip)
        images, codes = arrays["images"], arrays["codes"].tobytes().decode("ascii").split()
    characters = ["".join(chr(int(code, 16)) for code in each.split("-")) for each in codes]
    return Emojis(images, characters, [name_of(character) for character in characters])


def name_of(character: str) -> str:
    """The name of an emoji in small letters, from the Unicode standard: "grinning face", "flag FR", "keycap 7"."""
    if len(character) == 2 and all("\U0001f1e6" <= c <= "\U0001f1ff" for c in character):
        return "flag " + "".join(chr(ord(c) - 0x1F1E6 + ord("A")) for c in character)
    if character[1:] == "\u20e3":
        return f"keycap {character[0]}"
    return " + ".join(unicodedata.name(c, f"U+{ord(c):04X}").lower() for c in character)


def _open(file) -> np.ndarray:
    """One PNG, whether it keeps palette, gray or colour, as RGBA with transparent pixels at zero."""
    from PIL import Image

    with Image.open(file) as picture:
        pixels = np.array(picture.convert("RGBA"))
    pixels[pixels[..., 3] == 0] = 0  # some files hide white or black there, which nobody sees and a model would
    return pixels


def _read_zip(path: Path) -> dict[str, np.ndarray]:
    """The pictures of the archive's folder 36x36, wherever it lies, sorted by name."""
    if not zipfile.is_zipfile(path):
        raise damaged(path, "it is not a zip archive, or was cut short")
    images = {}
    try:
        with zipfile.ZipFile(path) as archive:
            for info in archive.infolist():
                if not (found := MEMBER.search(info.filename)):
                    continue
                if found[1] in images:
                    raise DatasetError(f"{path.name} has two pictures named {found[1]}.png. {ADVICE}")
                if info.file_size > 100_000:
                    raise damaged(path, f"{found[1]}.png has {info.file_size:,} bytes, too many for 36 x 36 pixels")
                images[found[1]] = _open(io.BytesIO(archive.read(info)))
                if images[found[1]].shape != (SIDE, SIDE, 4):
                    height, width = images[found[1]].shape[:2]
                    raise damaged(path, f"{found[1]}.png is {width} x {height} pixels, not 36 x 36")
    except (OSError, ValueError, EOFError, SyntaxError, zipfile.BadZipFile, NotImplementedError, RuntimeError) as error:
        raise damaged(path, str(error).splitlines()[0] if str(error) else type(error).__name__) from error
    if not images:
        raise DatasetError(f"{path.name} holds no emojis. {ADVICE} Delete it and let full mode download it: {path}")
    codes = sorted(images)
    return {
        "images": np.stack([images[code] for code in codes]),
        "codes": np.frombuffer(" ".join(codes).encode("ascii"), np.uint8),
    }
