"""Phrases of three words out of the film reviews: what lesson 07 encodes, decodes and searches."""

import re
from typing import NamedTuple

import numpy as np

from ..errors import DatasetError
from ..text import words as split_words
from .imdb import OFFSET, load_imdb, load_reviews

LENGTH = 3
MARKS = ["<PAD>", "<START>", "<UNK>", "<UNUSED>"]  # what Keras's numbers 0 to 3 stand for
SENTENCE_END = re.compile(r"[.!?]+|<br />")
SAMPLE_REVIEWS = (1000, 500)  # of training and test: enough for the sample, and quick


class Phrases(NamedTuple):
    """Phrases as rows of three word numbers (int32), the label of the review that each is from, and the words."""

    x_train: np.ndarray  # shape (phrases, 3)
    y_train: np.ndarray  # int64, 1: the review is positive, 0: negative
    x_test: np.ndarray
    y_test: np.ndarray
    words: list[str]  # words[number]; the first four are <PAD>, <START>, <UNK> and <UNUSED>


def load_phrases(mode: str, num_words: int = 1000) -> Phrases:
    """Phrases of three words with the sentiment of their review, in Keras's numbering (a word's rank + 3).

    "full": the last three words of each of the 25,000 + 25,000 reviews, as Keras ships them. "sample": the last three
    words of each sentence of some of the embedded reviews, as their very last words are too few and too much alike.
    A word whose number would be `num_words` or more is 2, `<UNK>`. Phrases come as often as they occur. Raises
    DatasetError.
    """
    data = load_imdb(mode, num_words)
    if num_words > len(data.word_index) + OFFSET + 1:
        raise DatasetError(f"num_words is {num_words:,}, but there are only {len(data.word_index):,} words here.")
    ranked = sorted(data.word_index, key=data.word_index.get)
    words = MARKS + ranked[: num_words - len(MARKS)]
    if mode == "sample":
        number = {word: i for i, word in enumerate(words)}
        parts = [_sentence_ends(*part, number) for part in zip(load_reviews("sample"), SAMPLE_REVIEWS, strict=True)]
    else:
        parts = [
            (np.array([row[-LENGTH:] for row in rows]), labels)
            for rows, labels in ((data.x_train, data.y_train), (data.x_test, data.y_test))
        ]
    (x_train, y_train), (x_test, y_test) = parts
    return Phrases(x_train, y_train, x_test, y_test, words)


def _sentence_ends(reviews, count: int, number: dict[str, int]) -> tuple[np.ndarray, np.ndarray]:
    """The last three words of each sentence of the first `count` reviews, and the label of the review."""
    rows, labels = [], []
    for text, label in zip(reviews["text"][:count], reviews["label"][:count], strict=True):
        for sentence in SENTENCE_END.split(text):
            ending = split_words(sentence)[-LENGTH:]
            if len(ending) == LENGTH:
                rows.append([number.get(word, 2) for word in ending])
                labels.append(label)
    return np.array(rows, np.int32), np.array(labels, np.int64)
