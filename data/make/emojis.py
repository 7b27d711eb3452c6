"""Make the sample of emojis: ``data/sample/emojis.png``, a sheet, and ``emojis.txt``, its list.

Where the Twemoji pictures cannot be had (no network, a test run), lessons 08 and 09 use these:
several hundred pictures of 36 x 36 pixels with transparent ground, drawn from the lines of
``emojis.txt`` beside this script. Nothing is copied from anybody's emojis. They resemble real ones
in what matters to a model: most fill a disc or a square in the middle, whole families differ in
small parts only (faces by eyes, brows and mouth, clocks by their hands), colours are flat, edges
are smooth and a third of the pixels is transparent.

The sheet has 20 pictures a row, in the order of the lines of ``data/sample/emojis.txt``: the
hexadecimal code points of one emoji, joined by ``-``.

Run it as ``python data/make/emojis.py``. It uses no chance; the pictures are the same on every
run.
"""

import io
from pathlib import Path

import numpy as np
from drawing import SIZE, picture
from files import write
from grammar import read
from PIL import Image

COLUMNS = 20


def drawings():
    """{emoji: picture}, in the order of their code points."""
    _, sections = read(Path(__file__).with_name("emojis.txt"))
    inks, templates, emojis = sections.pop("inks"), {}, {}
    for name, layers in (entry for section in sections.values() for entry in section.items()):
        if name.isascii():
            template, *parameters = name.split()
            templates[template] = parameters, layers
        else:
            emojis[name.replace("\ufe0f", "")] = layers
    inks = {ink: code for ink, (code,) in inks.items()}
    for emoji in sorted(emojis):
        try:
            yield emoji, picture(emojis[emoji], templates, inks)
        except (KeyError, TypeError, ValueError) as error:
            raise ValueError(f"emojis.txt, {emoji}: {type(error).__name__} {error}") from error


def make():
    made = dict(drawings())
    sheet = np.zeros((-(-len(made) // COLUMNS) * SIZE, COLUMNS * SIZE, 4), np.uint8)
    for i, image in enumerate(made.values()):
        top, left = i // COLUMNS * SIZE, i % COLUMNS * SIZE
        sheet[top : top + SIZE, left : left + SIZE] = image
    file = io.BytesIO()
    Image.fromarray(sheet).save(file, "png", optimize=True)
    names = "".join("-".join(f"{ord(sign):x}" for sign in emoji) + "\n" for emoji in made)
    return {"emojis.png": file.getvalue(), "emojis.txt": names.encode("ascii")}


if __name__ == "__main__":
    write(make())
