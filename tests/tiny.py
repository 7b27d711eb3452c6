"""Tiny files of every kind of dataset, for tests."""

import io
import pickle
import tarfile
import zipfile

import numpy as np
import pandas as pd
from PIL import Image
from scipy.io import savemat


def mnist(**changed):
    arrays = {
        "x_train": np.full((4, 28, 28), 7, np.uint8), "y_train": np.arange(4, dtype=np.uint8),
        "x_test": np.full((2, 28, 28), 9, np.uint8), "y_test": np.array([3, 1], np.uint8), **changed,
    }  # fmt: skip
    buffer = io.BytesIO()
    np.savez_compressed(buffer, **{name: array for name, array in arrays.items() if array is not None})
    return buffer.getvalue()


def sequences(protocol=3, rows=((1, 14, 22), (1, 5)), inner=list):
    """Keras's file: object arrays of lists, each a pickle behind a header of numpy's; `protocol` is
    the pickle's.
    """
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for part, labels in (("train", [1, 0]), ("test", [0, 1])):
            array = np.empty(len(rows), object)
            array[:] = [inner(row) for row in rows]
            file = io.BytesIO()
            np.lib.format.write_array_header_1_0(file, np.lib.format.header_data_from_array_1_0(array))
            pickle.dump(array, file, protocol=protocol)
            archive.writestr(f"x_{part}.npy", file.getvalue())
            file = io.BytesIO()
            np.save(file, np.array(labels))
            archive.writestr(f"y_{part}.npy", file.getvalue())
    return buffer.getvalue()


def sparse(name, size):
    """A tar.gz of some 200 bytes that unpacks to one text of so many zeros: they are a hole in its map."""
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w:gz", format=tarfile.PAX_FORMAT) as tar:
        info, holes = tarfile.TarInfo(name), b"1\n0\n0\n".ljust(512, b"\0")
        info.size = len(holes)
        info.pax_headers = {"GNU.sparse.major": "1", "GNU.sparse.minor": "0", "GNU.sparse.realsize": str(size)}
        tar.addfile(info, io.BytesIO(holes))
    return buffer.getvalue()


def reviews(members):
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w:gz") as tar:
        for name, content in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(content)
            tar.addfile(info, io.BytesIO(content))
    return buffer.getvalue()


REVIEWS = {
    "aclImdb/test/pos/0_9.txt": b"d",
    "aclImdb/train/pos/0_9.txt": b"c",
    "aclImdb/train/unsup/0_0.txt": b"not labelled",
    "../aclImdb/train/neg/9_9.txt": b"out of the folder",
    "aclImdb/train/neg/10_1.txt": "b\u00a0é".encode(),
    "aclImdb/test/neg/0_3.txt": b"a",
}


def table(columns, rows):
    frame = pd.DataFrame([{c: r.get(c, 'a "quoted", long\nfield') for c in columns} for r in rows], columns=columns)
    return frame.to_csv(index=False, lineterminator="\n").encode()


WINES = [
    {"country": "Italy", "points": 87, "price": None, "taster_name": "Kerin O’Keefe", "variety": "White Blend"},
    {"country": None, "points": 100, "price": "15.0", "taster_name": None, "variety": "Nero d'Avola"},
    {"country": "Italy", "points": 80, "price": 3300, "taster_name": "NA", "variety": None},
]
WINE_COLUMNS = ["", "country", "description", "points", "price", "taster_name", "title", "variety", "winery"]
TWEETS = [
    {"airline_sentiment": "positive", "text": "@united thanks, @jane_doe! 🎉"},
    {"airline_sentiment": "negative", "text": 'late,\n"again"'},
    {"airline_sentiment": "neutral", "text": "NA"},
]
TWEET_COLUMNS = ["tweet_id", "airline_sentiment", "negativereason", "airline", "name", "text"]


def png(mode="RGBA", size=(36, 36)):
    """A red square on a transparent ground whose hidden colour is white, in one of the modes that
    PNGs have.
    """
    pixels = np.full((size[1], size[0], 4), 255, np.uint8)
    pixels[..., 3] = 0
    pixels[4:20, 6:30] = (200, 200, 200, 255) if mode == "LA" else (221, 46, 68, 255)
    picture = Image.fromarray(pixels)
    picture = picture.quantize(4) if mode == "P" else picture.convert(mode)
    buffer = io.BytesIO()
    picture.save(buffer, "png")
    return buffer.getvalue()


def huge_png():
    """A small file that claims to be a picture of 30,000 x 30,000 pixels."""
    content = bytearray(png())
    content[16:24] = (30_000).to_bytes(4, "big") * 2
    return bytes(content)


PICTURES = {"1f600": png(), "1f1eb-1f1f7": png("P"), "37-20e3": png("LA")}


def pictures(content=PICTURES, folder="36x36/", other=True):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as file:
        for code, picture in content.items():
            file.writestr(f"{folder}{code}.png", picture)
        if other:
            file.writestr("twemoji/16x16/1f600.png", b"small")
            file.writestr("../../36x36.txt", b"outside")
            file.writestr("36x36/smile.png", b"no code point")
    return buffer.getvalue()


def grams(**changed):
    rows = np.array([[1, 2, 3, 4], [4, 3, 2, 1]], np.int32)
    vocab = np.array([["all", "set", "just", "show", ""]], object)[:, :-1]
    buffer = io.BytesIO()
    data = {"trainData": rows.T, "validData": rows[:1].T, "testData": rows[1:].T, "vocab": vocab, **changed}
    savemat(buffer, {"data": data})
    return buffer.getvalue()


def vector(word, first, count):
    return f"{word} {' '.join(map(str, [first, *(round(i / 1000, 4) for i in range(1, count))]))}\n".encode()


GLOVE = vector("the", 1, 100) + vector("film", 2, 100) + vector("café", 3, 100) + vector("1.5", 4, 100)
ALIGNED = b"9 300\n" + b"".join(vector(f"mot{i}", i, 300) for i in range(9))


def zipped(text, member="glove.6B.100d.txt"):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("glove.6B.50d.txt", b"not this one")
        archive.writestr(member, text)
    return buffer.getvalue()


KINDS = {  # dataset, the name of its file, a tiny one
    "mnist.npz": ("mnist", mnist()),
    "imdb.npz": ("imdb-sequences", sequences()),
    "imdb_word_index.json": ("imdb-word-index", b'{"film": 2, "the": 1}'),
    "aclImdb_v1.tar.gz": ("imdb-reviews", reviews(REVIEWS)),
    "winemag-data-130k-v2.csv": ("wine", table(WINE_COLUMNS, WINES)),
    "Tweets.csv": ("tweets", table(TWEET_COLUMNS, TWEETS)),
    "twemoji-36x36.zip": ("emojis", pictures()),
    "data.mat": ("fourgrams", grams()),
    "glove.6B.100d.txt": ("glove", GLOVE),
    "glove.6B.100d.zip": ("glove", zipped(GLOVE)),
    "wiki.fr.align.vec": ("fasttext-fr", ALIGNED),
}


def bad_line(text, place, new):
    lines = text.splitlines(keepends=True)
    return b"".join([*lines[:place], new, *lines[place + 1 :]])
