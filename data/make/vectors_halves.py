"""Make two small spaces of the same words: ``data/sample/halves.npz``.

The training half of the sample reviews is split once more, and each part gets word vectors of its own, by the recipe of
``vectors.py``. The two parts share no review, so the two spaces know the same words from different texts.

Run it as ``python data/make/vectors_halves.py``, after ``reviews.py``.
"""

import sys
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parent))
from vectors import make_vectors, read_texts

TARGET = Path(__file__).resolve().parents[1] / "sample" / "halves.npz"
WORDS = 1000  # the most frequent of those that both parts know


def make_arrays():
    """The words, and the vectors of each part as arrays of shape (1000, 100), in half precision."""
    texts = read_texts()
    spaces = [make_vectors(texts[part::2]) for part in (0, 1)]
    known = set(spaces[0][0]) & set(spaces[1][0])
    words = [word for word in spaces[0][0] if word in known][:WORDS]
    arrays = {"words": np.array(words)}
    for name, (vocabulary, vectors) in zip(("first", "second"), spaces, strict=True):
        row = {word: i for i, word in enumerate(vocabulary)}
        arrays[name] = vectors[[row[word] for word in words]].astype(np.float16)
    return arrays


if __name__ == "__main__":
    np.savez_compressed(TARGET, **make_arrays())
