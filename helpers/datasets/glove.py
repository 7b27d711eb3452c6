"""GloVe: 400,000 English words as vectors of 100 numbers, learned from Wikipedia 2014 and Gigaword
5.

Source: Pennington, Socher and Manning, "GloVe: Global Vectors for Word Representation", EMNLP 2014.
The text format: one line a word, the word and its numbers separated by single spaces, the commonest
word first.
"""

from array import array
from collections.abc import Iterable
from pathlib import Path
from typing import BinaryIO, NamedTuple

import numpy as np

from ..errors import DatasetError
from .cache import cached_arrays, check_mode, joined, loaded, open_content, reads, split
from .download import SAMPLE

DIMENSIONS = 100


class Glove(NamedTuple):
    """Word vectors.

    The words are in the order in which they were asked for; all words of the file in the order of
    the file.
    """

    words: list[str]  # the words found
    vectors: np.ndarray  # float32, shape (words found, 100)
    missing: list[str]  # the words asked for that the file does not hold
    variant: str  # "complete", "first2717" (a partial copy) or "sample"

    @property
    def coverage(self) -> float:
        """The share of the words asked for that were found, 0 to 1."""
        return len(self.words) / max(1, len(self.words) + len(self.missing))

    @property
    def partial(self) -> bool:
        """Whether the file at hand holds only a part of the official one."""
        return self.variant not in ("complete", "sample")

    def __str__(self) -> str:
        source = {"complete": "GloVe", "sample": "Vectors of our own in GloVe's format (sample)"}
        name = source.get(self.variant, f"Partial copy of GloVe ({self.variant})")
        asked = len(self.words) + len(self.missing)
        return f"{name}: {len(self.words):,} of {asked:,} words found ({self.coverage:.0%})"


class Halves(NamedTuple):
    """The same words in two spaces that were trained apart: row i of both is word i."""

    words: list[str]  # 1,000, the most frequent first
    first: np.ndarray  # float32, shape (1000, 100)
    second: np.ndarray  # float32, shape (1000, 100)


def load_glove(mode: str, words: Iterable[str] | None = None) -> Glove:
    """Word vectors of 100 dimensions for the words asked for (lower-case), or for all words of the
    file.

    "full": GloVe 6B (134 MB to download). The first load reads the whole text, for some ten
    seconds; later ones take only the rows asked for out of the cache. "sample": 1,800 vectors of
    our own, made from the sample reviews by data/make/vectors.py. Words that the file does not hold
    are returned as `missing`. Raises DatasetError.

    >>> load_glove("sample", ["film", "xyzzy"]).missing
    ['xyzzy']
    """
    check_mode(mode)
    asked = None if words is None else list(dict.fromkeys(words))
    if isinstance(words, str) or not all(isinstance(word, str) for word in asked or []):
        raise DatasetError("load_glove takes a list of words: put one word in square brackets.")
    if mode == "sample":
        with open(SAMPLE / "glove.sample.100d.txt", "rb") as file:
            known, table = read_vectors(file)
        variant = "sample"
    else:
        arrays = cached_arrays("glove", mapped=True)
        known, table, variant = split(arrays["words"]), arrays["vectors"], loaded["glove"]
    if asked is None:
        return Glove(known, np.array(table), [], variant)
    row = {word: i for i, word in enumerate(known)}
    found = [word for word in asked if word in row]
    vectors = np.array(table[[row[word] for word in found]]).reshape(-1, DIMENSIONS)
    return Glove(found, vectors, [word for word in asked if word not in row], variant)


def load_halves() -> Halves:
    """Two small spaces of the same words, learned by data/make/vectors_halves.py from the two
    halves of the embedded reviews; in both modes the same.
    """
    with np.load(SAMPLE / "halves.npz", allow_pickle=False) as file:
        return Halves(file["words"].tolist(), file["first"].astype(np.float32), file["second"].astype(np.float32))


def read_vectors(file: BinaryIO) -> tuple[list[str], np.ndarray]:
    """The words of a text in GloVe's format, and their vectors: float32, shape (words, 100).

    Raises ValueError that names the line that is wrong.
    """
    words, values = [], array("f")
    for number, line in enumerate(file, start=1):
        word, *numbers = line.rstrip(b"\n").split(b" ")
        if len(numbers) != DIMENSIONS:
            raise ValueError(f"line {number} has {len(numbers)} numbers instead of {DIMENSIONS}")
        try:
            words.append(word.decode("utf-8"))
            values.extend(map(float, numbers))
        except UnicodeDecodeError as error:
            raise ValueError(f"line {number} is not UTF-8") from error
        except ValueError as error:
            raise ValueError(f"line {number} holds something that is not a number") from error
    return words, np.frombuffer(values, np.float32).reshape(-1, DIMENSIONS)


@reads("glove")
def _read(path: Path) -> dict[str, np.ndarray]:
    with open_content("glove", path) as file:
        words, vectors = read_vectors(file)
    return {"words": joined(words), "vectors": vectors}
