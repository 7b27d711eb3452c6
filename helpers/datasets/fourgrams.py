"""4-grams: every four words that follow each other in English sentences over a vocabulary of 250
words.

Source: the programming exercise on word representations of G. Hinton's course "Neural Networks for
Machine Learning" (Coursera 2012), file data.mat.
"""

import gzip
from pathlib import Path
from typing import NamedTuple

import numpy as np

from .cache import cached_arrays, check_mode, joined, reads, split
from .download import SAMPLE

PARTS = {"train": "trainData", "validation": "validData", "test": "testData"}


class Fourgrams(NamedTuple):
    """4-grams as word numbers, int32, one 4-gram a row: `[words[number] for number in train[0]]`
    reads one.
    """

    train: np.ndarray  # shape (4-grams, 4)
    validation: np.ndarray
    test: np.ndarray
    words: list[str]  # the word of each number, 0 to 249; punctuation marks count as words


def load_fourgrams(mode: str) -> Fourgrams:
    """4-grams over 250 words.

    "full": 372,550 for training and 46,568 each for validation and test, split and numbered as in
    the file (whose numbers begin at 1; here they begin at 0). "sample": all 4-grams of 16,280
    sentences of the course's own grammar, shuffled and split 8 : 1 : 1, so that some are in several
    parts, as in the file. Raises DatasetError.
    """
    check_mode(mode)
    if mode == "sample":
        return _cut(SAMPLE / "sentences.txt.gz")
    arrays = cached_arrays("fourgrams")
    return Fourgrams(*(arrays[part].astype(np.int32) for part in PARTS), split(arrays["words"]))


def _cut(path: Path) -> Fourgrams:
    """All 4-grams of a packed file with one sentence a line, in an order that is always the
    same.
    """
    with gzip.open(path, "rt", encoding="utf-8") as file:
        sentences = [line.split() for line in file]
    words = sorted({word for sentence in sentences for word in sentence})
    row = {word: i for i, word in enumerate(words)}
    numbers = [[row[word] for word in sentence] for sentence in sentences]
    grams = np.array([line[i : i + 4] for line in numbers for i in range(len(line) - 3)], np.int32)
    grams = np.random.default_rng(0).permutation(grams)
    return Fourgrams(*np.split(grams, [len(grams) * 8 // 10, len(grams) * 9 // 10]), words)


@reads("fourgrams")
def _read(path: Path) -> dict[str, np.ndarray]:
    """The arrays of the MATLAB file, numbered from 0. Called for the official bytes only: `strict`
    in the registry.
    """
    from scipy.io import loadmat

    table = loadmat(path, variable_names=["data"])["data"][0, 0]
    words = joined(str(cell[0]) for cell in table["vocab"].ravel())
    return {part: table[name].T.astype(np.int16) - 1 for part, name in PARTS.items()} | {"words": words}
