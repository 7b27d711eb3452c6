"""Movie reviews, as text and as numbers: Maas et al., "Learning Word Vectors for Sentiment Analysis", ACL 2011.
4-grams: file data.mat of G. Hinton's course "Neural Networks for Machine Learning", Coursera 2012.
"""

import gzip
import io
import json
import pickle
import re
import sys
import tarfile
from typing import NamedTuple

import numpy as np
import pandas as pd

from ..errors import DatasetError, told
from ..text import Tokenizer
from ..text import words as split_words
from .cache import Arrays, cached_arrays, check_mode, joined, need_size, reads, split
from .download import SAMPLE

MEMBER = re.compile(r"aclImdb/(train|test)/(neg|pos)/(\d+_\d+)\.txt")
SENTENCE_END = re.compile(r"[.!?]+|<br />")
PARTS = {"train": "trainData", "validation": "validData", "test": "testData"}
MARKS = ["<PAD>", "<START>", "<UNK>", "<UNUSED>"]  # what Keras's numbers 0 to 3 stand for
OFFSET = 3  # so far Keras moves the ranks of words up
PHRASE = 3  # words
PHRASE_REVIEWS = (1000, 500)  # of the sample's training and test reviews: enough phrases, and quick


class Fourgrams(NamedTuple):
    """4-grams as word numbers, int32, one 4-gram a row: `[words[number] for number in train[0]]` reads one."""

    train: np.ndarray  # shape (4-grams, 4)
    validation: np.ndarray
    test: np.ndarray
    words: list[str]  # the word of each number, 0 to 249; punctuation marks count as words


def load_fourgrams(mode: str) -> Fourgrams:
    """4-grams: every four words that follow each other in English sentences over 250 words. Raises DatasetError.

    "full": 372,550 + 46,568 + 46,568, split as in the file. "sample": all 4-grams of 16,280 sentences of our own
    grammar, shuffled and split 8 : 1 : 1, so that some are in several parts, as in the file.
    """
    check_mode(mode)
    if mode == "full":
        arrays = cached_arrays("fourgrams")
        return Fourgrams(*(arrays[part].astype(np.int32) for part in PARTS), split(arrays["words"]))
    with gzip.open(SAMPLE / "sentences.txt.gz", "rt", encoding="utf-8") as file:
        sentences = [line.split() for line in file]
    words = sorted({word for sentence in sentences for word in sentence})
    row = {word: i for i, word in enumerate(words)}
    grams = [[row[word] for word in line[i : i + 4]] for line in sentences for i in range(len(line) - 3)]
    grams = np.random.default_rng(0).permutation(np.array(grams, np.int32))
    return Fourgrams(*np.split(grams, [len(grams) * 8 // 10, len(grams) * 9 // 10]), words)


@reads("fourgrams")
def _read_grams(path) -> Arrays:
    """The arrays of the MATLAB file, numbered from 0. Called for the official bytes only: `strict` in the registry."""
    from scipy.io import loadmat

    table = loadmat(path, variable_names=["data"])["data"][0, 0]
    words = joined(str(cell[0]) for cell in table["vocab"].ravel())
    return {part: table[name].T.astype(np.int16) - 1 for part, name in PARTS.items()} | {"words": words}


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


class Phrases(NamedTuple):
    """Phrases as rows of three word numbers (int32), the label of the review that each is from, and the words."""

    x_train: np.ndarray  # shape (phrases, 3)
    y_train: np.ndarray  # int64, 1: the review is positive, 0: negative
    x_test: np.ndarray
    y_test: np.ndarray
    words: list[str]  # words[number]; the first four are <PAD>, <START>, <UNK> and <UNUSED>


def load_reviews(mode: str) -> Reviews:
    """Movie reviews as text. Raises DatasetError.

    "full": the 25,000 + 25,000 labelled reviews of aclImdb; negative ones first, each half in the order of the file
    names, as the documents read them. "sample": 4,000 + 2,000 made by a grammar of our own, shuffled.
    """
    check_mode(mode)
    if mode == "sample":
        table = pd.read_csv(SAMPLE / "reviews.csv.gz", keep_default_na=False).set_index("split")[["text", "label"]]
        return Reviews(*(table.loc[part].reset_index(drop=True) for part in ("train", "test")))
    arrays = cached_arrays("imdb-reviews")
    table = pd.DataFrame({"text": split(arrays["texts"]), "label": arrays["labels"].astype(np.int64)})
    return Reviews(table[: len(table) // 2], table[len(table) // 2 :].reset_index(drop=True))


def load_imdb(mode: str, num_words: int | None = None) -> Imdb:
    """Movie reviews as numbers for words, in Keras's order and with Keras's offset of 3; "sample": the embedded ones.

    Numbers of `num_words` or more are replaced by 2. Raises DatasetError.
    """
    check_mode(mode)
    if num_words is not None and not (isinstance(num_words, (int, np.integer)) and num_words > OFFSET):
        raise DatasetError(f"num_words is {num_words!r}; it must be a whole number above 3: 0 to 3 are no words.")
    if mode == "sample":
        reviews = load_reviews("sample")
        tokenizer = Tokenizer().fit(reviews.train["text"])
        index = tokenizer.word_index
        parts = [(tokenizer.encode(part["text"]), part["label"].to_numpy()) for part in reviews]
    else:
        arrays, words = cached_arrays("imdb-sequences"), cached_arrays("imdb-word-index")
        index = dict(zip(split(words["words"]), words["ranks"].tolist(), strict=True))
        rows = np.split(arrays["words"], np.cumsum(arrays["lengths"])[:-1])
        half, rng = len(rows) // 2, np.random.RandomState(113)  # as keras.datasets.imdb.load_data shuffles
        orders = [rng.permutation(half), half + rng.permutation(len(rows) - half)]
        parts = [([rows[i] for i in order], arrays["labels"][order].astype(np.int64)) for order in orders]
    (x_train, y_train), (x_test, y_test) = parts
    return Imdb(_numbered(x_train, num_words), y_train, _numbered(x_test, num_words), y_test, index)


def _numbered(rows: list, num_words: int | None) -> list[np.ndarray]:
    found = [np.concatenate([[1], np.asarray(row, np.int32) + OFFSET]).astype(np.int32) for row in rows]
    return found if num_words is None else [np.where(row < num_words, row, np.int32(2)) for row in found]


@told
def load_phrases(mode: str, num_words: int = 1000) -> Phrases:
    """Phrases of three words with the sentiment of their review, in Keras's numbering (a word's rank + 3).

    "full": the last three words of each review. "sample": of each sentence of some of the embedded reviews, as their
    last words are too much alike. A number of `num_words` or more becomes 2, `<UNK>`. Raises DatasetError.
    """
    data = load_imdb(mode, num_words)
    if num_words > len(data.word_index) + OFFSET + 1:
        raise DatasetError(f"num_words is {num_words:,}, but there are only {len(data.word_index):,} words here.")
    words = (MARKS + sorted(data.word_index, key=data.word_index.get))[:num_words]
    if mode == "full":
        x_train, x_test = (np.array([row[-PHRASE:] for row in rows]) for rows in (data.x_train, data.x_test))
        return Phrases(x_train, data.y_train, x_test, data.y_test, words)
    number = {word: i for i, word in enumerate(words)}
    parts = []
    for reviews, count in zip(load_reviews("sample"), PHRASE_REVIEWS, strict=True):
        sentences = reviews[:count].assign(text=lambda table: table["text"].map(SENTENCE_END.split)).explode("text")
        endings = sentences["text"].map(lambda sentence: split_words(sentence)[-PHRASE:])
        whole = endings.map(len) == PHRASE
        rows = [[number.get(word, 2) for word in ending] for ending in endings[whole]]
        parts += [np.array(rows, np.int32), sentences["label"][whole].to_numpy(np.int64)]
    return Phrases(*parts, words)


@reads("imdb-reviews")
def _read_archive(path) -> Arrays:
    """All labelled reviews of the archive: train before test, negative before positive, by file name."""
    from tqdm import tqdm

    found, unpacked = {}, 0
    with _Gzip(path) as file, tarfile.open(fileobj=file, mode="r:") as archive:
        for member in tqdm(archive, "Reading reviews", 100_000, leave=False, file=sys.stdout, mininterval=0.5):
            match = member.isfile() and MEMBER.fullmatch(member.name)
            unpacked += 1000 + (member.size if match else 0)  # a member that is not read takes memory, too
            need_size("imdb-reviews", unpacked)
            if match:
                part, label, name = match.groups()
                found[part == "test", label == "pos", name] = archive.extractfile(member).read().decode("utf-8")
    keys = sorted(found)
    return {"texts": joined(found[key] for key in keys), "labels": np.array([key[1] for key in keys], np.uint8)}


class _Gzip(gzip.GzipFile):
    """Unpacks no more at once than the reviews have: the header of a member may ask for any size."""

    def read(self, size=-1):
        need_size("imdb-reviews", size)
        return super().read(size)


@reads("imdb-word-index")
def _read_index(path) -> Arrays:
    index = json.loads(path.read_bytes())
    return {"words": joined(index), "ranks": np.array([*index.values()], np.int32)}


@reads("imdb-sequences")
def _read_sequences(path) -> Arrays:
    """All reviews of Keras's npz in a row, and how long each is."""
    rows = []
    with np.load(path, allow_pickle=False) as file:
        need_size("imdb-sequences", sum(info.file_size for info in file.zip.infolist()))
        labels = np.concatenate([file["y_train"], file["y_test"]]).astype(np.uint8)
        for part in ("x_train", "x_test"):
            pickled = io.BytesIO(file.zip.read(f"{part}.npy"))  # which compares checksums before a pickle is begun
            getattr(np.lib.format, "read_array_header_{}_{}".format(*np.lib.format.read_magic(pickled)))(pickled)
            rows += [np.array(row, np.int32) for row in _Unpickler(pickled).load()]
    return {"words": np.concatenate(rows), "lengths": np.array([*map(len, rows)], np.int32), "labels": labels}


class _Unpickler(pickle.Unpickler):
    """Builds lists and numbers, an array of lists as a list, and refuses whatever else a pickle asks for."""

    class Array(list):
        """Stands for an array, whose content is last in its state, and for the type of one."""

        def __setstate__(self, state):
            self[:] = state[-1] if isinstance(state[-1], list) else []

    def find_class(self, module, name):
        of_numpy = module in ("numpy", "numpy.core.multiarray", "numpy._core.multiarray")
        if of_numpy and name in ("_reconstruct", "ndarray", "dtype"):
            return lambda *_: self.Array()
        if (module, name) == ("_codecs", "encode"):  # how Python 3 wrote bytes for Python 2
            return lambda text, encoding: text.encode("latin1")
        raise ValueError(f"it holds a pickle that asks for {module}.{name}, and is not opened")
