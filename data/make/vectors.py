"""Make the sample word vectors: ``data/sample/glove.sample.100d.txt``.

Vectors of our own in the text format of GloVe, for lessons that run without a download. They are learned from the
training half of the sample reviews (no labels, no test reviews): count which words stand within five words of
each other, turn the counts into positive pointwise mutual information, and keep its 100 strongest directions
(truncated singular value decomposition). Lesson 03b explains each step.

Run it as ``python data/make/vectors.py``, after ``reviews.py``.
"""

import csv
import gzip
import sys
from collections import Counter
from pathlib import Path

import numpy as np
from scipy.sparse import csr_matrix
from scipy.sparse.linalg import svds

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))
from helpers.text import words  # noqa: E402

SOURCE = ROOT / "data" / "sample" / "reviews.csv.gz"
TARGET = ROOT / "data" / "sample" / "glove.sample.100d.txt"
DIMENSIONS = 100
MIN_COUNT = 3
WINDOW = 5
MOST = 1800  # words at most, so that the file stays small
SMOOTHING = 0.75  # as in word2vec: rare neighbours count for less


def read_texts():
    """The training reviews of the sample, as lists of words."""
    with gzip.open(SOURCE, "rt", encoding="utf-8", newline="") as file:
        return [words(row["text"]) for row in csv.DictReader(file) if row["split"] == "train"]


def make_vectors(texts):
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


def text_bytes(vocabulary, vectors):
    """One line a word: the word, then its numbers with four decimals, separated by single spaces."""
    rows = zip(vocabulary, vectors, strict=True)
    # Adding 0.0 turns the -0.0 that rounding leaves into 0.0.
    lines = (" ".join([word, *(f"{x:.4f}" for x in np.round(numbers, 4) + 0.0)]) for word, numbers in rows)
    return "".join(line + "\n" for line in lines).encode("utf-8")


if __name__ == "__main__":
    TARGET.write_bytes(text_bytes(*make_vectors(read_texts())))
