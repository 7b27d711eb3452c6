"""GloVe: 400,000 English words as vectors of 100 numbers, learned from Wikipedia 2014 and Gigaword 5.

Source: Pennington, Socher and Manning, "GloVe: Global Vectors for Word Representation", EMNLP 2014.
The text format: one line a word, the word and its numbers separated by single spaces, the commonest word first.
"""

import contextlib
import hashlib
import io
import os
import zipfile
import zlib
from collections.abc import Iterable
from pathlib import Path
from typing import BinaryIO, NamedTuple

import numpy as np

from ..errors import DatasetError
from . import store
from .remote import RemoteFile
from .store import SAMPLE, about, cached_arrays, check_mode, damaged, raw_file

DIMENSIONS = 100
MEMBERS = ("glove.6B.100d.txt", "vec.txt")  # what the archives call the text
BLOCK = 4_000_000  # bytes fetched at a time


class Glove(NamedTuple):
    """Word vectors.

    The words are in the order in which they were asked for; all words of the file in the order of the file.
    """

    words: list[str]  # the words found
    vectors: np.ndarray  # float32, shape (words found, 100)
    missing: list[str]  # the words asked for that the file does not hold
    variant: str  # "complete", "first2717" (a partial copy) or "sample"

    @property
    def coverage(self) -> float:
        """The share of the words asked for that were found, 0 to 1."""
        return len(self.words) / max(1, len(self.words) + len(self.missing))

    @property
    def partial(self) -> bool:
        """Whether the file at hand holds only a part of the official one."""
        return self.variant not in ("complete", "sample")

    def __str__(self) -> str:
        source = {"complete": "GloVe", "sample": "Vectors of our own in GloVe's format (sample)"}
        name = source.get(self.variant, f"Partial copy of GloVe ({self.variant})")
        asked = len(self.words) + len(self.missing)
        return f"{name}: {len(self.words):,} of {asked:,} words found ({self.coverage:.0%})"


def load_glove(mode: str, words: Iterable[str] | None = None) -> Glove:
    """Word vectors of 100 dimensions for the words asked for (lower-case), or for all words of the file.

    "full": GloVe 6B; of the 862 MB archive only the member with 100 dimensions is fetched (134 MB), and its sha256
    is verified. The first load for a set of words reads the text once, later ones come from the cache. "sample":
    1,800 vectors of our own, made from the sample reviews by data/make/vectors.py. Words that the file does not
    hold are returned as `missing`. Raises DatasetError, with the line number where a line of the file is wrong.
    """
    check_mode(mode)
    if isinstance(words, str):
        raise DatasetError("load_glove takes a list of words, not one text: put it in square brackets.")
    asked = None if words is None else list(dict.fromkeys(words))
    if mode == "sample":
        path = SAMPLE / "glove.sample.100d.txt"
        with _open_text(path) as file:
            found, vectors, _ = read_vectors(file, asked, path)
        variant = "sample"
    else:
        raw = raw_file("glove", _fetch_member)
        key = "\0".join(["all" if asked is None else "some", raw.name, str(raw.stat().st_size), *(asked or [])])
        part = hashlib.sha256(key.encode("utf-8")).hexdigest()[:16]
        arrays = cached_arrays("glove", lambda path: _build(path, asked), part)
        text = arrays["words"].tobytes().decode("utf-8")
        found, vectors = text.split("\0") if text else [], arrays["vectors"]
        variant = store.loaded["glove"]
    held = set(found)
    missing = [word for word in asked or [] if word not in held]
    return Glove(found, vectors, missing, variant)


def read_vectors(file: BinaryIO, asked: list[str] | None, path: Path) -> tuple[list[str], np.ndarray, str]:
    """One pass over a file in GloVe's text format, converting only the lines of the words asked for.

    Returns the words found, their vectors (float32, one row a word) and the sha256 of the whole text. Every line is
    checked for its count of numbers and for UTF-8. Raises DatasetError that names the line.
    """
    wanted = None if asked is None else {word.encode("utf-8") for word in asked}
    digest, rows = hashlib.sha256(), {}
    for number, line in enumerate(file, start=1):
        digest.update(line)
        if line.count(b" ") != DIMENSIONS:
            raise damaged(path, f"line {number} has {line.count(b' ')} numbers instead of {DIMENSIONS}")
        word = line[: line.index(b" ")]
        try:
            if not line.isascii():
                line.decode("utf-8")
            if wanted is None or word in wanted:
                values = [float(text) for text in line.split(b" ")[1:]]
                rows.setdefault(word.decode("utf-8"), np.array(values, np.float32))
        except UnicodeDecodeError as error:
            raise damaged(path, f"line {number} is not UTF-8") from error
        except ValueError as error:
            raise damaged(path, f"line {number} holds something that is not a number") from error
    found = list(rows) if asked is None else [word for word in asked if word in rows]
    vectors = np.array([rows[word] for word in found], np.float32).reshape(-1, DIMENSIONS)
    return found, vectors, digest.hexdigest()


def _build(path: Path, asked: list[str] | None) -> dict[str, np.ndarray]:
    """The arrays for the cache; raises DatasetError unless the text is one that the registry knows."""
    try:
        with _open_text(path) as file:
            found, vectors, sha256 = read_vectors(file, asked, path)
    except (OSError, EOFError, zipfile.BadZipFile, zlib.error) as error:
        raise damaged(path, error) from error
    variants = {known: variant for variant, known in about("glove")["fingerprints"].items()}
    if sha256 not in variants:
        raise damaged(path, "it is neither the official text nor a partial copy that the course knows, by its sha256")
    text = "\0".join(found).encode("utf-8")
    return {"words": np.frombuffer(text, np.uint8), "vectors": vectors, "variant": np.array(variants[sha256])}


@contextlib.contextmanager
def _open_text(path: Path):
    """The text as a binary file, straight from disk or from inside an archive."""
    if path.suffix != ".zip":
        with open(path, "rb", buffering=1 << 20) as file:
            yield file
        return
    with zipfile.ZipFile(path) as archive, archive.open(_member(archive)) as file:
        yield io.BufferedReader(file, 1 << 20)


def _member(archive: zipfile.ZipFile) -> zipfile.ZipInfo:
    for info in archive.infolist():
        if info.filename.rsplit("/", 1)[-1] in MEMBERS:
            return info
    raise zipfile.BadZipFile(f"the archive holds no {MEMBERS[0]}")


def _fetch_member(address: str, target: Path, sha256: str | None) -> None:
    """Fetch only the text with 100 dimensions out of an archive on a web server, and check its sha256."""
    from tqdm import tqdm

    if not address.endswith(".zip"):
        store.fetch_file(address, target, sha256)
        return
    entry = about("glove")
    part = target.with_name(f"{entry['file']}.{os.getpid()}.part")
    digest = hashlib.sha256()
    try:
        with (
            io.BufferedReader(RemoteFile(address), BLOCK) as remote,
            zipfile.ZipFile(remote) as archive,
            archive.open(_member(archive)) as member,
            open(part, "wb") as file,
            tqdm(total=_member(archive).file_size, unit="B", unit_scale=True, desc=entry["file"]) as bar,
        ):
            while block := member.read(1 << 20):
                digest.update(block)
                file.write(block)
                bar.update(len(block))
        if digest.hexdigest() != entry["sha256"]:
            raise ValueError("the text in the archive has another sha256 than it should have")
        os.replace(part, target.with_name(entry["file"]))
    except (zipfile.BadZipFile, zlib.error, EOFError) as error:
        raise ValueError(f"the archive is damaged ({error})") from error
    finally:
        part.unlink(missing_ok=True)
