"""fastText's word vectors of several languages, aligned into one space: the rows of the most frequent words.

Source: Joulin et al., "Loss in Translation: Learning Bilingual Word Mapping with a Retrieval Criterion", EMNLP 2018;
trained on Wikipedia by Bojanowski et al., "Enriching Word Vectors with Subword Information", TACL 2017.
The text format: a line with the numbers of words and dimensions, then one line a word, the commonest word first.
"""

import contextlib
import io
import os
import zipfile
from pathlib import Path
from typing import BinaryIO, NamedTuple

import numpy as np

from ..errors import DatasetError, unknown
from . import store
from .remote import RemoteFile
from .store import about, check_mode, damaged, raw_file, registry

ROWS = 20_000  # rows that are fetched of each language
DIMENSIONS = 300
BLOCK = 4_000_000  # bytes fetched at a time


class Aligned(NamedTuple):
    """Words of one language and their vectors in the space that all languages share."""

    words: list[str]  # the most frequent first
    vectors: np.ndarray  # float32, shape (words, 300)


def load_aligned(language: str, mode: str, rows: int = ROWS) -> Aligned:
    """The vectors of the `rows` most frequent words of a language ("fr", "ro"), in a space shared by all languages.

    The official files have gigabytes, sorted by frequency. Only the first 20,000 rows are fetched (about 50 MB of text,
    by HTTP ranges) and kept in the cache as float16 (12 MB). A whole file in COURSE_MIRROR or in the cache's folder
    `raw` does as well. Raises DatasetError: these vectors are in full mode only, there is no embedded sample.
    """
    check_mode(mode)
    languages = sorted(name.removeprefix("fasttext-") for name in registry() if name.startswith("fasttext-"))
    if language not in languages:
        raise DatasetError(unknown("language", language, languages))
    if not 1 <= rows <= ROWS:
        raise DatasetError(f"rows is {rows}; it must be 1 to {ROWS:,}.")
    name = f"fasttext-{language}"
    if mode == "sample":
        raise DatasetError(
            f"There is no embedded sample of aligned vectors: {name} needs full mode, which downloads "
            f"about {about(name)['bytes'] / 1e6:.0f} MB once."
        )
    path = raw_file(name, _fetch_rows)
    store.loaded[name] = "first20000" if path.suffix == ".npz" else "whole file"
    try:
        if path.suffix == ".npz":
            with np.load(path, allow_pickle=False) as file:
                words, vectors = file["words"].tobytes().decode("utf-8").split("\0"), file["vectors"]
        else:
            with open(path, "rb", buffering=1 << 20) as file:
                words, vectors = read_rows(file, rows, path.name)
    except (OSError, EOFError, ValueError, KeyError, zipfile.BadZipFile) as error:
        raise damaged(path, error) from error
    return Aligned(words[:rows], vectors[:rows].astype(np.float32))


def read_rows(file: BinaryIO, rows: int, name: str) -> tuple[list[str], np.ndarray]:
    """The first rows of a text in fastText's format: words, and vectors of shape (rows, 300).

    Raises ValueError that names the line that is wrong, or that says that there are fewer rows.
    """
    head = file.readline().split()
    if len(head) != 2 or not all(part.isdigit() for part in head) or int(head[1]) != DIMENSIONS:
        raise ValueError(f"line 1 of {name} does not give a number of words and {DIMENSIONS} dimensions")
    found: dict[str, np.ndarray] = {}
    for number in range(2, min(rows, int(head[0])) + 2):
        line = file.readline()
        parts = line.rstrip().rsplit(b" ", DIMENSIONS)
        if not line.endswith(b"\n") or len(parts) != DIMENSIONS + 1:
            raise ValueError(f"line {number} of {name} is not a word and {DIMENSIONS} numbers")
        try:
            vector = np.array(parts[1:], dtype=np.float32)
            word = parts[0].decode("utf-8")
        except ValueError as error:
            raise ValueError(f"line {number} of {name} holds something that is not a number or not UTF-8") from error
        if word in found or not np.isfinite(vector).all():
            raise ValueError(f"line {number} of {name} repeats a word or holds a number that is not finite")
        found[word] = vector
    return list(found), np.array(list(found.values()), np.float32)


def _fetch_rows(address: str, target: Path, sha256: str | None) -> None:
    """Fetch the first rows of a file on a web server and keep them as arrays, beside where the whole file would be."""
    place = target.with_name(target.name.removesuffix(".vec") + ".first20000.npz")
    part = place.with_suffix(f".{os.getpid()}.part")
    with io.BufferedReader(RemoteFile(address), BLOCK) as file:
        words, vectors = read_rows(file, ROWS, target.name)
    text = np.frombuffer("\0".join(words).encode("utf-8"), np.uint8)
    try:
        with open(part, "wb") as out:
            np.savez(out, words=text, vectors=vectors.astype(np.float16))
        os.replace(part, place)
    finally:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)
