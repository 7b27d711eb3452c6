"""Movie reviews: the raw texts of aclImdb, and the same reviews as Keras ships them, as numbers for words.

Source: Maas et al., "Learning Word Vectors for Sentiment Analysis", ACL 2011.
"""

import csv
import gzip
import json
import re
import tarfile
import zipfile
import zlib
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pandas as pd

from ..errors import DatasetError
from ..text import Tokenizer
from .store import SAMPLE, cached_arrays, check_mode, damaged, is_vouched_for, raw_file

MEMBER = re.compile(r"aclImdb/(train|test)/(neg|pos)/(\d+_\d+)\.txt")
OFFSET = 3  # Keras moves every word up by 3, to make room for padding 0, start 1, unknown 2 (and 3, never used)


class Reviews(NamedTuple):
    """Two DataFrames with the columns `text` (str) and `label` (1 positive, 0 negative)."""

    train: pd.DataFrame
    test: pd.DataFrame


class Imdb(NamedTuple):
    """Reviews as numbers for words, as `keras.datasets.imdb.load_data` returns them, and the dictionary."""

    x_train: list[np.ndarray]  # one int32 array a review; it begins with 1; 2 stands for a word left out
    y_train: np.ndarray  # int64, 1 positive, 0 negative
    x_test: list[np.ndarray]
    y_test: np.ndarray
    word_index: dict[str, int]  # word to rank, 1 = most frequent; in the sequences it stands as rank + 3


def load_reviews(mode: str) -> Reviews:
    """Movie reviews as text.

    "full": the 25,000 + 25,000 labelled reviews of aclImdb, read from the archive without unpacking it; negative
    ones first, each half in the order of the file names, as the documents read them. "sample": 4,000 + 2,000 made
    by a grammar of the course's own, shuffled. Raises DatasetError.
    """
    check_mode(mode)
    if mode == "sample":
        return _sample()
    arrays = cached_arrays("imdb-reviews", _read_archive)
    texts = arrays["texts"].tobytes().decode("utf-8").split("\0")
    labels = arrays["labels"].astype(np.int64)
    frames = []
    for part in (slice(0, len(texts) // 2), slice(len(texts) // 2, None)):
        frames.append(pd.DataFrame({"text": texts[part], "label": labels[part]}))
    return Reviews(*frames)


def load_imdb(mode: str, num_words: int | None = None) -> Imdb:
    """Movie reviews as numbers for words, in Keras's order and with Keras's offset of 3.

    Words whose number would be `num_words` or more are replaced by 2. "full" is Keras's `imdb.npz` with its word
    index; "sample" the embedded reviews, numbered in the same way. Raises DatasetError.
    """
    check_mode(mode)
    if num_words is not None and num_words <= OFFSET:
        raise DatasetError(f"num_words is {num_words}; it must be above 3, as 0 to 3 are not words.")
    if mode == "sample":
        train, test = _sample()
        tokenizer = Tokenizer().fit(train["text"])
        sequences = [np.array(s, np.int32) for s in tokenizer.encode([*train["text"], *test["text"]])]
        index = tokenizer.word_index
        labels = np.concatenate([train["label"], test["label"]])
        order = np.arange(len(sequences))
        half = len(train)
    else:
        arrays = cached_arrays("imdb-sequences", _read_npz)
        sequences = np.split(arrays["words"], np.cumsum(arrays["lengths"])[:-1])
        labels = arrays["labels"].astype(np.int64)
        index = _word_index()
        half = len(sequences) // 2
        order = _keras_order(half, len(sequences) - half)
    shifted = [_shift(sequences[i], num_words) for i in order]
    labels = labels[order]
    return Imdb(shifted[:half], labels[:half], shifted[half:], labels[half:], index)


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


def _read_archive(path: Path) -> dict[str, np.ndarray]:
    """All labelled reviews of the archive: train before test, negative before positive, by file name."""
    from tqdm import tqdm

    found = {}
    try:
        with tarfile.open(path, "r:gz") as archive, tqdm(total=50_000, desc="Reading reviews", leave=False) as bar:
            for member in archive:
                match = MEMBER.fullmatch(member.name)
                if match and member.isfile():
                    split, label, name = match.groups()
                    found[split == "test", label == "pos", name] = archive.extractfile(member).read().decode("utf-8")
                    bar.update()
    except (tarfile.TarError, EOFError, OSError, zlib.error) as error:
        raise damaged(path, error) from error
    except UnicodeDecodeError as error:
        raise damaged(path, f"{member.name} is not UTF-8") from error
    if not found:
        raise damaged(path, "it holds no reviews under aclImdb/train and aclImdb/test")
    keys = sorted(found)
    text = "\0".join(found[key] for key in keys).encode("utf-8")
    return {"texts": np.frombuffer(text, np.uint8), "labels": np.array([key[1] for key in keys], np.uint8)}


def _read_npz(path: Path) -> dict[str, np.ndarray]:
    """Keras's file holds object arrays, which means a pickle: it is read only when its sha256 is vouched for."""
    if not is_vouched_for("imdb-sequences", path):
        raise DatasetError(
            f"{path.name} holds a pickle, and neither the official sha256 nor a SHA256SUMS of COURSE_MIRROR vouches "
            "for this copy, so it is not opened: a pickle can run any program. Delete it and let full mode download "
            "the official file."
        )
    try:
        with np.load(path, allow_pickle=True) as file:
            rows = [*file["x_train"], *file["x_test"]]
            labels = np.concatenate([file["y_train"], file["y_test"]]).astype(np.uint8)
    except (OSError, ValueError, EOFError, KeyError, zipfile.BadZipFile) as error:
        raise damaged(path, error) from error
    return {
        "words": np.concatenate([np.asarray(row, np.int32) for row in rows]),
        "lengths": np.array([len(row) for row in rows], np.int32),
        "labels": labels,
    }


def _word_index() -> dict[str, int]:
    path = raw_file("imdb-word-index")
    if not is_vouched_for("imdb-word-index", path):
        raise damaged(path, "its sha256 is not the official one")
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:
        raise damaged(path, error) from error
