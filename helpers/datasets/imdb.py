"""Movie reviews: the raw texts of aclImdb, and the same reviews as Keras ships them, as numbers for
words.

Source: Maas et al., "Learning Word Vectors for Sentiment Analysis", ACL 2011.
"""

import csv
import gzip
import json
import pickle
import re
import sys
import tarfile
import zipfile
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pandas as pd

from ..errors import DatasetError
from ..text import Tokenizer
from ..text import words as split_words
from .cache import cached_arrays, check_mode, joined, reads, split
from .download import SAMPLE

MEMBER = re.compile(r"aclImdb/(train|test)/(neg|pos)/(\d+_\d+)\.txt")
SENTENCE_END = re.compile(r"[.!?]+|<br />")
MARKS = ["<PAD>", "<START>", "<UNK>", "<UNUSED>"]  # what Keras's numbers 0 to 3 stand for
PHRASE = 3  # words
PHRASE_REVIEWS = (1000, 500)  # of the sample's training and test reviews: enough phrases, and quick
OFFSET = 3  # Keras moves words up: 0 is padding, 1 start, 2 unknown, 3 never used


class Reviews(NamedTuple):
    """Two DataFrames with the columns `text` (str) and `label` (1 positive, 0 negative)."""

    train: pd.DataFrame
    test: pd.DataFrame


class Imdb(NamedTuple):
    """Reviews as numbers for words, as `keras.datasets.imdb.load_data` returns them, and the
    dictionary.
    """

    x_train: list[np.ndarray]  # one int32 array a review; it begins with 1; 2 stands for a word left out
    y_train: np.ndarray  # int64, 1 positive, 0 negative
    x_test: list[np.ndarray]
    y_test: np.ndarray
    word_index: dict[str, int]  # word to rank, 1 = most frequent; in the sequences it stands as rank + 3


class Phrases(NamedTuple):
    """Phrases as rows of three word numbers (int32), the label of the review that each is from, and
    the words.
    """

    x_train: np.ndarray  # shape (phrases, 3)
    y_train: np.ndarray  # int64, 1: the review is positive, 0: negative
    x_test: np.ndarray
    y_test: np.ndarray
    words: list[str]  # words[number]; the first four are <PAD>, <START>, <UNK> and <UNUSED>


def load_reviews(mode: str) -> Reviews:
    """Movie reviews as text.

    "full": the 25,000 + 25,000 labelled reviews of aclImdb, read from the archive without unpacking
    it; negative ones first, each half in the order of the file names, as the documents read them.
    "sample": 4,000 + 2,000 made by a grammar of the course's own, shuffled. Raises DatasetError.
    """
    check_mode(mode)
    if mode == "sample":
        return _sample()
    arrays = cached_arrays("imdb-reviews")
    texts = split(arrays["texts"])
    labels = arrays["labels"].astype(np.int64)
    frames = []
    for part in (slice(0, len(texts) // 2), slice(len(texts) // 2, None)):
        frames.append(pd.DataFrame({"text": texts[part], "label": labels[part]}))
    return Reviews(*frames)


def load_imdb(mode: str, num_words: int | None = None) -> Imdb:
    """Movie reviews as numbers for words, in Keras's order and with Keras's offset of 3.

    Words whose number would be `num_words` or more are replaced by 2. "full" is Keras's `imdb.npz`
    with its word index; "sample" the embedded reviews, numbered in the same way. Raises
    DatasetError.
    """
    check_mode(mode)
    if num_words is not None and not (isinstance(num_words, (int, np.integer)) and num_words > OFFSET):
        raise DatasetError(f"num_words is {num_words!r}; it must be a whole number above 3: 0 to 3 are no words.")
    if mode == "sample":
        train, test = _sample()
        tokenizer = Tokenizer().fit(train["text"])
        sequences = [np.array(s, np.int32) for s in tokenizer.encode([*train["text"], *test["text"]])]
        index = tokenizer.word_index
        labels = np.concatenate([train["label"], test["label"]])
        order = np.arange(len(sequences))
        half = len(train)
    else:
        arrays = cached_arrays("imdb-sequences")
        sequences = np.split(arrays["words"], np.cumsum(arrays["lengths"])[:-1])
        labels = arrays["labels"].astype(np.int64)
        words = cached_arrays("imdb-word-index")
        index = dict(zip(split(words["words"]), words["ranks"].tolist(), strict=True))
        half = len(sequences) // 2
        order = _keras_order(half, len(sequences) - half)
    shifted = [_shift(sequences[i], num_words) for i in order]
    labels = labels[order]
    return Imdb(shifted[:half], labels[:half], shifted[half:], labels[half:], index)


def load_phrases(mode: str, num_words: int = 1000) -> Phrases:
    """Phrases of three words with the sentiment of their review, in Keras's numbering (a word's
    rank + 3).

    "full": the last three words of each of the 25,000 + 25,000 reviews, as Keras ships them.
    "sample": the last three words of each sentence of some of the embedded reviews, as their very
    last words are too few and too much alike. A word whose number would be `num_words` or more is
    2, `<UNK>`. Phrases come as often as they occur. Raises DatasetError.
    """
    data = load_imdb(mode, num_words)
    if num_words > len(data.word_index) + OFFSET + 1:
        raise DatasetError(f"num_words is {num_words:,}, but there are only {len(data.word_index):,} words here.")
    ranked = sorted(data.word_index, key=data.word_index.get)
    words = MARKS + ranked[: num_words - len(MARKS)]
    if mode == "sample":
        number = {word: i for i, word in enumerate(words)}
        parts = [_sentence_ends(*part, number) for part in zip(load_reviews("sample"), PHRASE_REVIEWS, strict=True)]
    else:
        parts = [
            (np.array([row[-PHRASE:] for row in rows]), labels)
            for rows, labels in ((data.x_train, data.y_train), (data.x_test, data.y_test))
        ]
    (x_train, y_train), (x_test, y_test) = parts
    return Phrases(x_train, y_train, x_test, y_test, words)


def _sentence_ends(reviews, count: int, number: dict[str, int]) -> tuple[np.ndarray, np.ndarray]:
    """The last three words of each sentence of the first `count` reviews, and the label of the
    review.
    """
    rows, labels = [], []
    for text, label in zip(reviews["text"][:count], reviews["label"][:count], strict=True):
        for sentence in SENTENCE_END.split(text):
            ending = split_words(sentence)[-PHRASE:]
            if len(ending) == PHRASE:
                rows.append([number.get(word, 2) for word in ending])
                labels.append(label)
    return np.array(rows, np.int32), np.array(labels, np.int64)


def _shift(sequence: np.ndarray, num_words: int | None) -> np.ndarray:
    row = np.concatenate([[1], sequence + OFFSET]).astype(np.int32)
    if num_words is not None:
        row[row >= num_words] = 2
    return row


def _keras_order(train: int, test: int) -> np.ndarray:
    """The order into which `keras.datasets.imdb.load_data` shuffles the file (its default seed)."""
    rng = np.random.RandomState(113)
    orders = []
    for start, count in ((0, train), (train, test)):
        rows = np.arange(count)
        rng.shuffle(rows)
        orders.append(start + rows)
    return np.concatenate(orders)


def _sample() -> Reviews:
    with gzip.open(SAMPLE / "reviews.csv.gz", "rt", encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    table = pd.DataFrame({"text": [r["text"] for r in rows], "label": [int(r["label"]) for r in rows]})
    is_train = np.array([r["split"] == "train" for r in rows])
    return Reviews(table[is_train].reset_index(drop=True), table[~is_train].reset_index(drop=True))


@reads("imdb-reviews")
def _read_archive(path: Path) -> dict[str, np.ndarray]:
    """All labelled reviews of the archive: train before test, negative before positive, by file
    name.
    """
    from tqdm import tqdm

    found = {}
    bar = tqdm(total=50_000, desc="Reading reviews", leave=False, file=sys.stdout, mininterval=0.5)
    with tarfile.open(path, "r:gz") as archive, bar:
        for member in archive:
            match = MEMBER.fullmatch(member.name)
            if match and member.isfile():
                split, label, name = match.groups()
                found[split == "test", label == "pos", name] = archive.extractfile(member).read().decode("utf-8")
                bar.update()
    if not found:
        raise ValueError("it holds no reviews under aclImdb/train and aclImdb/test")
    keys = sorted(found)
    return {"texts": joined(found[key] for key in keys), "labels": np.array([key[1] for key in keys], np.uint8)}


@reads("imdb-word-index")
def _read_index(path: Path) -> dict[str, np.ndarray]:
    """The words in the file's order, and their ranks."""
    index = json.loads(path.read_text(encoding="utf-8"))
    if not isinstance(index, dict) or not index:
        raise ValueError("it is not a dictionary of words")
    return {"words": joined(index), "ranks": np.array([int(rank) for rank in index.values()], np.int32)}


@reads("imdb-sequences")
def _read_sequences(path: Path) -> dict[str, np.ndarray]:
    """All reviews of Keras's npz in a row, and how long each is. It holds pickles: see
    `_Unpickler`.
    """
    parts = {}
    with zipfile.ZipFile(path) as archive:
        for key in ("x_train", "y_train", "x_test", "y_test"):
            with archive.open(f"{key}.npy") as file:
                parts[key] = _read_member(file)
    rows = [np.array(row, np.int32) for row in [*parts["x_train"], *parts["x_test"]]]
    return {
        "words": np.concatenate(rows),
        "lengths": np.array([len(row) for row in rows], np.int32),
        "labels": np.array([*parts["y_train"], *parts["y_test"]], np.uint8),
    }


def _read_member(file) -> np.ndarray | list:
    """One array of an npz; one of objects as a list, without numpy's trust in pickles."""
    version = np.lib.format.read_magic(file)
    read_header = np.lib.format.read_array_header_1_0 if version == (1, 0) else np.lib.format.read_array_header_2_0
    shape, _, dtype = read_header(file)
    if dtype.kind in "iu" and len(shape) == 1:
        return np.frombuffer(file.read(), dtype)
    if dtype.kind != "O":
        raise ValueError(f"it holds an array of {dtype}, where whole numbers are due")
    found = _Unpickler(file).load()
    if not isinstance(found, _PickledArray):
        raise ValueError("a pickle in it is not an array")
    return found.rows


class _PickledType:
    """Stands for np.dtype in a pickle: only its code counts."""

    def __init__(self, code: str, *_):
        self.code, self.order = code, ""

    def __setstate__(self, state):
        self.order = state[1] if state[1] in ("<", ">") else ""


class _PickledArray:
    """Stands for np.ndarray in a pickle: an array of objects is kept as a list, one of numbers as
    an array.
    """

    def __init__(self, *_):
        self.rows: list | np.ndarray = []

    def __setstate__(self, state):
        _, _, kind, _, content = state
        if kind.code[0] in "iu":
            content = np.frombuffer(content, kind.order + kind.code)
        self.rows = content

    def __len__(self):
        return len(self.rows)

    def __getitem__(self, place):
        return self.rows[place]


class _Unpickler(pickle.Unpickler):
    """Builds arrays, lists, numbers and bytes, and refuses whatever else a pickle asks for."""

    def find_class(self, module, name):
        known = {"_reconstruct": _PickledArray, "ndarray": _PickledArray, "dtype": _PickledType}
        if module in ("numpy", "numpy.core.multiarray", "numpy._core.multiarray") and name in known:
            return known[name]
        if (module, name) == ("_codecs", "encode"):  # how Python 3 wrote bytes for Python 2
            return lambda text, encoding: text.encode("latin1")
        raise ValueError(f"it holds a pickle that asks for {module}.{name}, and is not opened")
