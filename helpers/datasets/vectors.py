"""Word vectors from texts of one line a word, the commonest first: the word and its numbers, spaces between.
GloVe: Pennington, Socher and Manning, "GloVe: Global Vectors for Word Representation", EMNLP 2014.
fastText, aligned: Joulin et al., "Loss in Translation: Learning Bilingual Word Mapping with a Retrieval Criterion",
EMNLP 2018; trained by Bojanowski et al., "Enriching Word Vectors with Subword Information", TACL 2017.
"""

import re
from array import array
from collections.abc import Iterable
from itertools import islice
from typing import NamedTuple

import numpy as np

from ..errors import DatasetError, need, need_name, told
from ..paths import KEPT
from .cache import Arrays, cached_arrays, check_mode, joined, loaded, open_content, reads, split
from .download import SAMPLE

ROWS = 20_000  # that are fetched of each language (about 50 MB) and kept as float16


class Glove(NamedTuple):
    """Word vectors, in the order in which the words were asked for, or in the file's order for all words."""

    words: list[str]  # the words found
    vectors: np.ndarray  # float32, shape (words found, 100)
    missing: list[str]  # the words asked for that the file does not hold
    variant: str  # "complete", "first2717" (a partial copy) or "sample"

    @property
    def coverage(self) -> float:
        """The share of the words asked for that were found, 0 to 1."""
        return len(self.words) / max(1, len(self.words) + len(self.missing))

    def __str__(self) -> str:
        source = {"complete": "GloVe", "sample": "Vectors of our own in GloVe's format (sample)"}
        name = source.get(self.variant, f"Partial copy of GloVe ({self.variant})")
        found = f"{len(self.words):,} of {len(self.words) + len(self.missing):,}"
        return f"{name}: {found} words found ({self.coverage:.0%})"


class WordVectors(NamedTuple):
    """Words, the most frequent first, and a vector for each."""

    words: list[str]
    vectors: np.ndarray  # float32, shape (words, dimensions)


class Halves(NamedTuple):
    """The same words in two spaces that were trained apart: row i of both is word i."""

    words: list[str]  # 1,000, the most frequent first
    first: np.ndarray  # float32, shape (1000, 100)
    second: np.ndarray  # float32, shape (1000, 100)


@told
def load_glove(mode: str, words: Iterable[str] | None = None) -> Glove:
    """GloVe's vectors of 100 dimensions for the words asked for (lower-case), or for all words of the file.

    "full": GloVe 6B (134 MB to download); the first load reads the whole text, for some ten seconds. "sample": 1,800
    vectors of our own, made from the sample reviews by data/make/vectors.py. Raises DatasetError.
    """
    check_mode(mode)
    asked = None if words is None else list(dict.fromkeys(words))
    if isinstance(words, str) or not all(isinstance(word, str) for word in asked or []):
        raise DatasetError("load_glove takes a list of words: put one word in square brackets.")
    if mode == "sample":
        with open(SAMPLE / "glove.sample.100d.txt", "rb") as file:
            known, table, variant = *read_vectors(file, 100), "sample"
    else:
        arrays = cached_arrays("glove")
        known, table, variant = split(arrays["words"]), arrays["vectors"], loaded["glove"]
    if asked is None:
        return Glove(known, table, [], variant)
    row = {word: i for i, word in enumerate(known)}
    found = {word: row[word] for word in asked if word in row}
    missing = [word for word in asked if word not in row]
    return Glove([*found], table[np.array([*found.values()], np.int64)], missing, variant)


def load_halves() -> Halves:
    """Two small spaces, in both modes the same, made by data/make/vectors_halves.py from halves of our reviews."""
    with np.load(SAMPLE / "halves.npz", allow_pickle=False) as file:
        return Halves(file["words"].tolist(), file["first"].astype(np.float32), file["second"].astype(np.float32))


def load_word_vectors() -> WordVectors:
    """3,999 words, 100 dimensions, made by lesson 03b of 10,000 real reviews (PPMI and SVD); nothing is downloaded."""
    with np.load(KEPT / "03b-how-word-vectors-are-made-full.npz", allow_pickle=False) as file:
        return WordVectors(file["words"].tolist(), file["vectors"].astype(np.float32))


def load_families() -> dict[str, list[str]]:
    """Seven families of eight words each, written by hand; all have a vector in `load_word_vectors`."""
    lines = (KEPT.parent / "families.txt").read_text(encoding="utf-8").splitlines()
    pairs = [line.split(": ") for line in lines if not line.startswith("#")]
    return {family: words.split() for family, words in pairs}


def load_aligned(mode: str, language: str) -> WordVectors:
    """20,000 words of "fr" or "ro" in fastText's shared space of 300 dimensions, in full mode. Raises DatasetError."""
    check_mode(mode)
    need_name("language", language, ("fr", "ro"), DatasetError)
    name = f"fasttext-{language}"
    advice = "it needs full mode, which downloads 50 MB once."
    need(mode == "full", f"There is no embedded sample of {name}: {advice}", DatasetError)
    arrays = cached_arrays(name)
    return WordVectors(split(arrays["words"]), arrays["vectors"].astype(np.float32))


def read_vectors(lines: Iterable[bytes], dimensions: int) -> tuple[list[str], np.ndarray]:
    """The words, and their vectors: float32, shape (words, dimensions). Raises ValueError that names a wrong one."""
    words, values = [], array("f")
    for number, line in enumerate(lines, start=1):
        word, *numbers = line.rstrip().rsplit(b" ", dimensions)
        try:
            words.append(word.decode("utf-8"))
            values.extend(map(float, numbers))
            if len(numbers) != dimensions:
                raise ValueError
        except ValueError as error:
            raise ValueError(f"vector {number} is not a word in UTF-8 and {dimensions} numbers") from error
    return words, np.frombuffer(values, np.float32).reshape(-1, dimensions)


@reads("glove")
def _read_glove(path) -> Arrays:
    with open_content("glove", path) as file:
        words, vectors = read_vectors(file, 100)
    return {"words": joined(words), "vectors": vectors}


@reads("fasttext-fr", "fasttext-ro")
def _read_aligned(path) -> Arrays:
    """The first rows of the text. As nobody publishes a hash, each of them is checked in form."""
    with open(path, "rb") as file:
        if not (head := re.fullmatch(rb"(\d+) 300\s*", file.readline(100))):
            raise ValueError("line 1 does not give a number of words and 300 dimensions")
        lines = list(islice(file, min(ROWS, int(head[1]))))
    if not lines or len(lines) < min(ROWS, int(head[1])) or not lines[-1].endswith(b"\n"):
        raise ValueError(f"it ends after {len(lines):,} of {int(head[1]):,} words")
    words, vectors = read_vectors(lines, 300)
    if len(set(words)) < len(words) or not np.isfinite(vectors).all():
        raise ValueError("it repeats a word or holds a number that is not finite")
    return {"words": joined(words), "vectors": vectors.astype(np.float16)}
