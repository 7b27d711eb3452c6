"""Make the sample word vectors: ``data/sample/glove.sample.100d.txt``.

They are vectors of our own in the text format of GloVe, for lessons that run without a
download, learned from the training half of the sample reviews (no labels, no test reviews): count
which words stand within five words of each other, turn the counts into positive pointwise mutual
information, and keep its 100 strongest directions (truncated singular value decomposition). Lesson
03b explains each step.

Run it as ``python data/make/vectors.py``, after ``reviews.py``.
"""

import csv
import gzip
import sys
from collections import Counter
from pathlib import Path

import numpy as np
from files import FOLDER, write
from scipy.sparse import csr_matrix
from scipy.sparse.linalg import svds

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
from helpers.text import words

DIMENSIONS = 100
MIN_COUNT = 3
WINDOW = 5
MOST = 1800  # words at most, so that the file stays small
SMOOTHING = 0.75  # as in word2vec: rare neighbours count for less


def vectors_of(texts):
    """The words, most frequent first, and their vectors as an array of shape (words, 100)."""
    counts = Counter(word for text in texts for word in text)
    ranked = sorted(counts, key=lambda word: (-counts[word], word))
    vocabulary = [word for word in ranked if counts[word] >= MIN_COUNT][:MOST]
    row = {word: i for i, word in enumerate(vocabulary)}
    near = np.zeros((len(row), len(row)))
    for text in texts:
        numbers = np.array([row[word] for word in text if word in row])
        for distance in range(1, WINDOW + 1):
            np.add.at(near, (numbers[:-distance], numbers[distance:]), 1 / distance)
    near += near.T
    alone = near.sum(axis=1)
    context = alone**SMOOTHING / (alone**SMOOTHING).sum()
    with np.errstate(divide="ignore"):
        ppmi = np.maximum(np.log(near / alone[:, None] / context), 0)
    left, strength, _ = svds(csr_matrix(ppmi), k=DIMENSIONS, v0=np.ones(len(row)))
    strongest = np.argsort(-strength)
    vectors = left[:, strongest] * np.sqrt(strength[strongest])
    # A direction may come out either way round: turn each so that its largest entry is positive.
    largest = vectors[np.abs(vectors).argmax(axis=0), np.arange(DIMENSIONS)]
    return vocabulary, vectors * np.sign(largest)


def as_text(vocabulary, vectors):
    """One line a word: the word and its numbers with four decimals, separated by spaces."""
    rounded = np.round(vectors, 4) + 0.0  # adding 0.0 turns -0.0 into 0.0
    rows = ([f"{x:.4f}" for x in numbers] for numbers in rounded)
    lines = (" ".join([word, *row]) + "\n" for word, row in zip(vocabulary, rows, strict=True))
    return "".join(lines).encode("utf-8")


def make():
    with gzip.open(FOLDER / "reviews.csv.gz", "rt", encoding="utf-8", newline="") as file:
        texts = [words(row["text"]) for row in csv.DictReader(file) if row["split"] == "train"]
    return {"glove.sample.100d.txt": as_text(*vectors_of(texts))}


if __name__ == "__main__":
    write(make())
