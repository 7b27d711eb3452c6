"""What comes before and after a network: reading word vectors, reading reviews, searching among vectors.

`python -m benchmarks.reading` prints three tables as Markdown, `python -m benchmarks.reading search` one of them. It
needs 2 GB of memory and 2 GB of disk for temporary folders, and for the reviews their archive (`make data`).
All sides of a table must find the same. They take turns, in three rounds (quick searches: 51); a row gives
the median.
"""

import hashlib
import os
import sys
import tarfile
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, redirect_stdout
from io import StringIO
from pathlib import Path
from statistics import median
from unittest.mock import patch

import numpy as np
import pandas as pd
from scipy.spatial.distance import cosine
from sklearn.metrics.pairwise import euclidean_distances
from sklearn.neighbors import NearestNeighbors
from threadpoolctl import threadpool_limits

from helpers import datasets
from helpers.datasets.download import at_hand
from helpers.errors import need
from helpers.neighbours import Neighbours
from helpers.text import FILTERS, Tokenizer

WORDS, DIMENSIONS = 400_000, 100  # of glove.6B.100d.txt
MAX_WORDS = 10_000  # document 004: the top 10,000 words
K = 10  # neighbours: documents 000 and 003 show ten
QUERIES = 51  # rounds of the quick sides of a search


def compare(sides: dict[str, Callable], same: Callable, rounds: int = 3) -> list[dict]:
    """A row for each side: what it is, seconds (the median), and how many times faster than the first it is.

    The sides take turns; each is called with the number of the round. `same` compares what two of them found.
    """
    seconds: dict[str, list[float]] = {what: [] for what in sides}
    for number in range(rounds):
        first = None
        for what, side in sides.items():
            began = time.perf_counter()
            found = side(number)
            seconds[what].append(time.perf_counter() - began)
            first = found if first is None else first
            need(same(first, found), f"benchmarks: {what!r} finds something else than the first.")
    base = median(next(iter(seconds.values())))
    return [{"what": what, "seconds": median(s), "ratio": base / median(s)} for what, s in seconds.items()]


@contextmanager
def new_caches(folder: Path, **settings: str) -> Iterator[Callable]:
    """Gives a function that calls another with a cache which is new and empty; later calls find what that kept."""

    def first(function: Callable):
        os.environ["COURSE_CACHE"] = tempfile.mkdtemp(dir=folder)
        return function()

    with patch.dict(os.environ, settings):
        yield first


# ---- word vectors: lesson 03 ---------------------------------------------------------------------------------------


def generate(path: Path) -> None:
    """A stand-in for glove.6B.100d.txt: as many lines, numbers of five digits as there, seeded."""
    rng = np.random.default_rng(0)
    with open(path, "w", encoding="utf-8", newline="\n") as file:
        for start in range(0, WORDS, MAX_WORDS):
            for i, row in enumerate(rng.normal(0, 0.4, (MAX_WORDS, DIMENSIONS)), start):
                file.write(f"word{i} {' '.join(f'{x:.5g}' for x in row)}\n")


def glove_documented(path: Path, asked: list[str]) -> np.ndarray:
    """Every line split, every number converted, a dictionary of all words; then a matrix of float64."""
    vectors = {}
    with open(path, encoding="utf-8") as file:
        for line in file:
            word, *numbers = line.split()
            vectors[word] = np.asarray(numbers, dtype="float32")
    matrix = np.zeros((len(asked), DIMENSIONS))
    for i, word in enumerate(asked):
        if (vector := vectors.get(word)) is not None:
            matrix[i] = vector
    return matrix


def glove_pandas(path: Path, asked: list[str]) -> np.ndarray:
    kinds = {0: str} | dict.fromkeys(range(1, DIMENSIONS + 1), np.float32)
    table = pd.read_csv(path, sep=" ", header=None, index_col=0, quoting=3, na_filter=False, engine="c", dtype=kinds)
    return table.loc[asked].to_numpy()


def glove() -> list[dict]:
    """From a file of 400,000 words with 100 numbers each to the vectors of 10,000 of them, all over the file."""
    asked = [f"word{i}" for i in range(0, WORDS, WORDS // MAX_WORDS)]
    with tempfile.TemporaryDirectory() as folder, new_caches(Path(folder), COURSE_MIRROR=folder) as first:
        path = Path(folder) / "glove.6B.100d.txt"
        generate(path)
        with open(path, "rb") as file:
            sha256 = hashlib.file_digest(file, "sha256").hexdigest()

        def taught() -> np.ndarray:
            return datasets.load_glove("full", asked).vectors

        def read(make: Callable) -> Callable:
            """The matrix, and its sum, so that all of it is really read."""
            return lambda _: (matrix := make(), float(matrix.sum(dtype=np.float64)))

        sides = {
            "as documented: split and convert every line": read(lambda: glove_documented(path, asked)),
            "pandas.read_csv, engine c": read(lambda: glove_pandas(path, asked)),
            "the course's loader, first time": read(lambda: first(taught)),
            "the course's loader, from its cache": read(taught),
        }
        with patch.dict(datasets.registry()["glove"], sha256=sha256):
            return compare(sides, lambda a, b: np.array_equal(a[0], b[0]))


# ---- reviews: lesson 03 --------------------------------------------------------------------------------------------


def extract(archive: Path, folder: Path) -> None:
    """The 25,000 training reviews of the archive, a file each (a plain `tar xzf` unpacks 75,000 more)."""
    with tarfile.open(archive, "r:gz") as tar:
        for member in tar:
            if member.isfile() and member.name.startswith(("aclImdb/train/neg/", "aclImdb/train/pos/")):
                tar.extract(member, folder, filter="data")


def words_documented(text: str) -> list[str]:
    """As Keras's first tokenizer splits a text."""
    return [word for word in text.lower().translate(str.maketrans(dict.fromkeys(FILTERS, " "))).split(" ") if word]


def reviews_documented(folder: Path) -> list[list[int]]:
    """Every file opened, words counted (and the texts that hold them), then looked up one by one, as by Keras."""
    texts = []
    for label in ("neg", "pos"):
        place = folder / "aclImdb" / "train" / label
        for name in sorted(os.listdir(place)):  # as the course sorts them, for numbers that can be compared
            with open(place / name, encoding="utf-8") as file:
                texts.append(file.read())
    counts: dict[str, int] = {}
    in_texts: dict[str, int] = {}
    for text in texts:
        found = words_documented(text)
        for word in found:
            counts[word] = counts.get(word, 0) + 1
        for word in set(found):
            in_texts[word] = in_texts.get(word, 0) + 1
    number = {word: i for i, word in enumerate(sorted(counts, key=counts.get, reverse=True), start=1)}
    sequences = []
    for text in texts:
        numbers = []
        for word in words_documented(text):
            i = number.get(word)
            if i is not None and i < MAX_WORDS:
                numbers.append(i)
        sequences.append(numbers)
    return sequences


def reviews_taught() -> list[list[int]]:
    with redirect_stdout(StringIO()):  # a progress bar
        texts = datasets.load_reviews("full").train["text"]
    return Tokenizer(MAX_WORDS).fit(texts).encode(texts)


def reviews() -> list[dict]:
    """From the archive of movie reviews to the word numbers of its 25,000 training reviews.

    The course's loader reads the 25,000 test reviews as well, and checks all.
    """
    archive = next(iter(at_hand("imdb-reviews")), None)
    need(archive, "benchmarks: `make data` first, or set COURSE_MIRROR to a folder with the data of full mode.")
    with tempfile.TemporaryDirectory() as folder, new_caches(Path(folder), COURSE_MIRROR=str(archive.parent)) as first:
        places: list[Path] = []

        def unpacked(_) -> list[list[int]]:
            places.append(Path(tempfile.mkdtemp(dir=folder)))
            extract(archive, places[-1])
            return reviews_documented(places[-1])

        sides = {
            "as documented: extract, open 25,000 files, tokenize": unpacked,
            "as documented, extracted before": lambda _: reviews_documented(places[-1]),
            "the course's loader and tokenizer, first time": lambda _: first(reviews_taught),
            "the course's loader and tokenizer, from the cache": lambda _: reviews_taught(),
        }
        return compare(sides, list.__eq__)


# ---- search: lessons 01 and 07 -------------------------------------------------------------------------------------


def sorted_cosines(vectors: np.ndarray, query: np.ndarray) -> list[int]:
    """Document 003: the cosine distance to one vector after the other, all of them sorted."""
    return np.argsort([cosine(query, vector) for vector in vectors])[:K].tolist()


def sorted_distances(vectors: np.ndarray, query: np.ndarray) -> list[int]:
    """Document 000: all Euclidean distances as lists of distance and row, all of them sorted."""
    distances = euclidean_distances(query[None], vectors).reshape(-1, 1)
    table = np.hstack([distances, np.array([[i] for i in range(len(vectors))])]).tolist()
    return [int(row) for _, row in sorted(table, key=lambda pair: pair[0])[:K]]


def floor_of(vectors: np.ndarray, metric: str) -> Callable:
    """The least that a search does: one product of matrix and vector, and one selection of the ten best."""
    if metric == "cosine":
        table, less = vectors / np.linalg.norm(vectors, axis=1, keepdims=True), np.float32(0)
    else:
        table, less = vectors, (vectors**2).sum(axis=1) / 2

    def search(query: np.ndarray) -> list[int]:
        scores = table @ query - less
        best = np.argpartition(scores, len(scores) - K)[-K:]
        return best[np.argsort(-scores[best])].tolist()

    return search


def search_among(count: int, dimensions: int, metric: str) -> list[dict]:
    """The ten nearest of so many random vectors; seconds for one query."""
    rng = np.random.default_rng(0)
    vectors, queries = (rng.normal(size=(n, dimensions)).astype(np.float32) for n in (count, QUERIES))
    loop = sorted_cosines if metric == "cosine" else sorted_distances
    brute = NearestNeighbors(n_neighbors=K, algorithm="brute", metric=metric).fit(vectors)
    table = Neighbours(vectors, [str(i) for i in range(count)], metric)
    floor = floor_of(vectors, metric)
    quick = {
        "scikit-learn, brute": lambda query: brute.kneighbors(query[None], return_distance=False)[0].tolist(),
        "the course's search": lambda query: table._search(query, K)[0].tolist(),
        "the course's search, as a table of names": lambda query: table.nearest(query, K)["name"].astype(int).tolist(),
        "floor: matrix product and selection": floor,
    }
    quick = {what: lambda i, search=search: search(queries[i]) for what, search in quick.items()}
    with threadpool_limits(1):  # on busy cores, two threads wait for each other
        rows = compare({"as documented": lambda i: loop(vectors, queries[i])} | quick, list.__eq__)[:1]
        rows += compare(quick, list.__eq__, QUERIES)
    place, base, least = f"{count:,} × {dimensions}, {metric}: ", rows[0]["seconds"], rows[-1]["seconds"]
    return [
        {
            "what": place + row["what"],
            "seconds": row["seconds"],
            "ratio": base / row["seconds"],
            "floors": row["seconds"] / least,
        }
        for row in rows
    ]


def search() -> list[dict]:
    """Document 000 searches 25,000 vectors of 3 numbers, lessons 03 to 11 search vectors of 50 to 300."""
    cases = [(3, "euclidean"), (DIMENSIONS, "cosine")]
    return [row for d, metric in cases for count in (25_000, 250_000) for row in search_among(count, d, metric)]


def markdown(rows: list[dict]) -> str:
    """Rows as a table."""
    floors = "floors" in rows[0]
    lines = ["| what | seconds | times faster than as documented |" + " times the floor |" * floors]
    lines.append("|---|--:|--:|" + "--:|" * floors)
    for row in rows:
        line = f"| {row['what']} | {row['seconds']:.3g} | {row['ratio']:.3g} |"
        lines.append(line + (f" {row['floors']:.2f} |" if floors else ""))
    return "\n".join(lines)


TABLES = {"glove": glove, "reviews": reviews, "search": search}

if __name__ == "__main__":
    for name in sys.argv[1:] or TABLES:
        print(f"\n{TABLES[name].__doc__.splitlines()[0]}\n\n{markdown(TABLES[name]())}", flush=True)
