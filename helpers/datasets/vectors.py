"""Word vectors from texts of one line a word, the commonest first: the word and its numbers, spaces between.
GloVe: Pennington, Socher and Manning, "GloVe: Global Vectors for Word Representation", EMNLP 2014.
fastText, aligned: Joulin et al., "Loss in Translation: Learning Bilingual Word Mapping with a Retrieval Criterion",
EMNLP 2018; trained by Bojanowski et al., "Enriching Word Vectors with Subword Information", TACL 2017.
"""

import csv
import re
from array import array
from collections.abc import Iterable
from itertools import islice
from typing import BinaryIO, NamedTuple

import numpy as np
import pandas as pd

from ..errors import DatasetError, need, need_name, told
from ..paths import KEPT
from .cache import Arrays, cached_arrays, check_mode, joined, loaded, open_content, reads, shipped, split
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


class Spaces(NamedTuple):
    """The same words in two spaces that were made apart: row i of both is word i."""

    words: list[str]  # the most frequent first
    first: np.ndarray  # float32, shape (words, 100): from 5,000 reviews
    second: np.ndarray  # float32, shape (words, 100): from 10,000 others


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
    wanted = set(asked)
    row = {word: i for i, word in enumerate(known) if word in wanted}
    found = {word: row[word] for word in asked if word in row}
    missing = [word for word in asked if word not in row]
    return Glove([*found], table[np.array([*found.values()], np.int64)], missing, variant)


def load_word_vectors(part: str = "vectors") -> WordVectors:
    """3,999 words, 100 dimensions, made of 10,000 real reviews (PPMI and SVD; data/make/kept.py); no download.

    part: "other" for vectors of the same words, made in the same way of 5,000 other reviews.
    """
    need_name("part of the word vectors", part, ("vectors", "other"), DatasetError)
    arrays = shipped(KEPT / "03b-how-word-vectors-are-made-full.npz")
    return WordVectors(arrays["words"].tolist(), arrays[part].astype(np.float32))


@told
def load_spaces(count: int | None = None) -> Spaces:
    """Two spaces of the same words, made of real reviews, none of them in both; nothing is downloaded.

    count: only so many of the 3,999 words, the most frequent.
    """
    second, first = load_word_vectors(), load_word_vectors("other")
    return Spaces(second.words[:count], first.vectors[:count], second.vectors[:count])


def load_lists(name: str) -> dict[str, list[str]]:
    """Words written by hand, by heading, from data/<name>.txt: "families", "associations", "relations" (of pairs)."""
    need_name("list of words", name, ("families", "associations", "relations"), DatasetError)
    lines = (KEPT.parent / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    lists = [line.split(": ") for line in lines if not line.startswith("#")]
    return {heading: words.split(", ") if "," in words else words.split() for heading, words in lists}


def load_families() -> dict[str, list[str]]:
    """Seven families of eight words each, written by hand; all have a vector in `load_word_vectors`."""
    return load_lists("families")


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


def read_quickly(file: BinaryIO, dimensions: int) -> tuple[list[str], np.ndarray]:
    """The same as `read_vectors` by pandas' reader, three times faster; its ValueErrors do not say what is wrong."""
    kinds = {0: str} | dict.fromkeys(range(1, dimensions + 1), np.float32)
    look = {"sep": " ", "lineterminator": "\n", "header": None, "quoting": csv.QUOTE_NONE, "na_filter": False}
    table = pd.read_csv(file, dtype=kinds, engine="c", skip_blank_lines=False, **look)
    need(table.shape[1] == dimensions + 1, "a line is not a word and its numbers", ValueError)
    return table[0].tolist(), np.ascontiguousarray(table.iloc[:, 1:], np.float32)


@reads("glove")
def _read_glove(path) -> Arrays:
    with open_content("glove", path) as file:
        try:
            words, vectors = read_quickly(file, 100)
        except ValueError:
            file.seek(0)
            words, vectors = read_vectors(file, 100)  # which says what is wrong where
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
    vectors = vectors.astype(np.float16)
    if len(set(words)) < len(words) or not np.isfinite(vectors).all():
        raise ValueError("it repeats a word or holds a number that is not finite or beyond 65,504")
    return {"words": joined(words), "vectors": vectors}
