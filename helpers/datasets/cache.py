"""From a file to arrays, recognised when they are built and whenever they are read again.

A dataset's module says with `@reads("wine")` how its file becomes plain arrays; `cached_arrays("wine")` returns them.
They are recognised by a fingerprint, so that a copy packed in another way is known for the same data; or, where the
registry has none, by the sha256 of the official file. What is not recognised is neither returned nor kept. The cache,
one .npz file a dataset, is not believed either: what is stale, altered or damaged is built again from the file.
"""

import contextlib
import hashlib
import shutil
import warnings
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

import numpy as np

from ..errors import DatasetError, need, unknown
from .download import about, as_folder, at_hand, cache_folder, download, first_line, temporary

NOTE = "note 1"  # count it up when a reader changes what it makes of data without a fingerprint
BEGINNINGS = {".zip": b"PK", ".npz": b"PK", ".gz": b"\x1f\x8b", ".mat": b"MATLAB", ".json": (b"{", b"[")}
SMALLEST = 0.01  # times the size that the registry names: a file that is smaller does not count as at hand
UNPACKED = 5  # times the size that the registry names: what an archive may hold of what is read
READERS: dict[str, Callable] = {}
Arrays = dict[str, np.ndarray]
loaded: dict[str, str] = {}  # the variant of each dataset that this kernel has loaded: some claims hold on one only


def reads(*names: str) -> Callable:
    """Make a function the reader of these datasets, from a path to plain arrays; a ValueError says what is wrong."""
    return lambda reader: READERS.update(dict.fromkeys(names, reader)) or reader


def check_mode(mode: str) -> None:
    """Raise DatasetError unless a loader's mode is "sample" or "full"."""
    modes = ("sample", "full")
    what = f"{unknown('mode', mode, modes)} In a lesson, pass lesson.mode."
    need(isinstance(mode, str) and mode in modes, what, DatasetError)


def joined(texts) -> np.ndarray:
    """Texts as one array of bytes (UTF-8, a zero byte between two), which needs no pickle."""
    texts = list(texts)
    need(not any("\0" in text for text in texts), "a text in it holds a zero byte", ValueError)
    return np.frombuffer("\0".join(texts).encode("utf-8"), np.uint8)


def split(text: np.ndarray) -> list[str]:
    """The texts that `joined` joined."""
    return text.tobytes().decode("utf-8").split("\0") if len(text) else []


def shipped(path: Path) -> Arrays:
    """The arrays of a file that comes with the course. Raises DatasetError for one that is damaged or gone."""
    try:
        with np.load(path, allow_pickle=False) as file:
            return dict(file)
    except Exception as error:  # BadZipFile, zlib.error, ...
        advice = f"Bring it back by `git restore data/{path.parent.name}`, or download the course again."
        raise DatasetError(f"{path} cannot be read ({first_line(error)}). {advice}") from error


def available(name: str) -> bool:
    """Whether a dataset can be loaded without a download; judged by a glance at first bytes, nothing is read."""
    return _glance(name) is not None


def megabytes(names: list[str]) -> float:
    """The size of what full mode would still download for these datasets, in 10^6 bytes."""
    return sum(about(name)["bytes"] for name in names if not available(name)) / 1e6


def partial_note(name: str) -> str:
    """What is missing from the copy of a dataset at hand, in words; empty when it is whole."""
    return about(name).get("partial", {}).get(_glance(name), "")


def _glance(name: str) -> str | None:
    """The variant that a load would give, "" for a whole file not yet read, None for nothing."""
    names, least = about(name).get("alternatives", {}), SMALLEST * about(name)["bytes"]
    with contextlib.suppress(Exception), np.load(_kept(name), allow_pickle=False) as kept:
        if (variant := _variant(name, *kept[NOTE].tolist())) is not None:
            return variant
    with contextlib.suppress(DatasetError, OSError):  # a wrong COURSE_MIRROR is told when a file is needed
        good = (path for path in at_hand(name) if path.stat().st_size >= least and not _wrong_kind(path))
        return next((names.get(path.name, "") for path in good), None)


def _wrong_kind(path: Path) -> str:
    """What is at a path instead of a file of this name, by its first bytes; else empty. Raises OSError."""
    with open(path, "rb") as file:
        start = file.read(1000).removeprefix(b"\xef\xbb\xbf").lstrip()
    if not start or start.startswith(b"<"):
        return "a web page (does this network want a log-in?)" if start else "an empty file"
    well_begun = start.startswith(BEGINNINGS.get(path.suffix, b""))
    return "" if well_begun else f"something that does not begin as a {path.suffix} file does"


def cached_arrays(name: str) -> Arrays:
    """The recognised arrays of a dataset, from the cache or else its file. Raises DatasetError; the cache is left."""
    arrays, variant = _from_cache(name)
    if variant is None:
        _, (arrays, variant, proofs) = _from_file(name, cache_folder() / "raw")
        if variant not in about(name).get("partial", {}):  # a whole copy may come any time
            with temporary(cache_folder()) as part:
                np.savez(part / "arrays.npz", **arrays, **{NOTE: np.array(proofs)})
                (part / "arrays.npz").replace(_kept(name))
    loaded[name] = variant
    return arrays


def fetch(name: str, folder: str | Path | None = None) -> Path:
    """Where one dataset is, which is fetched into the cache, or as its file into a folder that can be COURSE_MIRROR."""
    if folder is None:
        cached_arrays(name)
        return _kept(name)
    folder = as_folder(folder, "The folder to fetch into")
    path, _ = _from_file(name, folder)
    if path.parent == folder:
        return path
    with temporary(folder) as part:
        return Path(shutil.copyfile(path, part / path.name)).replace(folder / path.name)


def _kept(name: str) -> Path:
    path = cache_folder() / f"{name}.npz"
    need(not path.is_fifo(), f"{path} is a pipe, which would be waited for: remove it.", DatasetError)
    return path


def _from_cache(name: str) -> tuple[Arrays, str | None]:
    with contextlib.suppress(Exception):  # whatever is wrong with it: it is built again from the file
        with np.load(_kept(name), allow_pickle=False) as file:
            arrays = {key: file[key] for key in file.files}
        found, proof = arrays.pop(NOTE).tolist()
        if (variant := _variant(name, found, proof)) is not None and fingerprint(arrays) == found:
            return arrays, variant
    return {}, None


def _from_file(name: str, folder: Path) -> tuple[Path, tuple]:
    """A file that is recognised, and what `read` made of it: one at hand, or else downloaded into the folder."""
    refused = []
    for path in at_hand(name, folder):
        try:
            return path, read(name, path)
        except DatasetError as error:
            refused.append(f"{error} It is {path}.")
    try:
        return download(name, folder, read)
    except DatasetError as error:
        raise DatasetError(" ".join([*refused, str(error)])) from error


def read(name: str, path: Path) -> tuple[Arrays, str, tuple[str, str]]:
    """A file's arrays, their variant, and its proofs: fingerprint, sha256 or name. Raises only DatasetError."""
    entry, proof = about(name), name
    try:
        wrong = _wrong_kind(path)
        need(not wrong, f"it is {wrong}", ValueError)
        if entry.get("strict") or ("sha256" in entry and "complete" not in entry.get("fingerprints", {})):
            with open_content(name, path) as file:
                proof = hashlib.file_digest(file, "sha256").hexdigest()
        need(not entry.get("strict") or proof == entry["sha256"], "its sha256 is not the official one", ValueError)
        with warnings.catch_warnings(action="ignore"):  # what overflows or is odd is judged by what comes of it
            arrays = READERS[name](path)
        found = fingerprint(arrays)
        variant = _variant(name, found, proof)
        advice = f"if its publisher has changed it, data/datasets.toml needs the fingerprint {found!r}"
        what = f"it is not the data that this course knows as {name!r} ({advice})"
        need(variant is not None, what, ValueError)
    except Exception as error:  # whatever a parser stumbles on: zlib.error, RecursionError, ...
        plain = type(error) is ValueError and str(error)
        reason = plain.splitlines()[0] if plain else f"it is damaged, or may not be read ({first_line(error)})"
        raise DatasetError(f"{path.name} cannot be used: {reason}.") from error
    return arrays, variant, (found, proof)


def _variant(name: str, found: str, proof: str) -> str | None:
    """The variant with this fingerprint, or else of what a file with this sha256 gave; None if unknown."""
    entry = about(name)
    for variant, known in entry.get("fingerprints", {}).items():
        if known == found:
            return variant
    if proof == name:  # nobody publishes a hash, and the reader's own checks must do
        return entry.get("unverified")
    return "complete" if proof == entry.get("sha256") else None


def fingerprint(arrays: Arrays) -> str:
    """Shapes and digest of what a reader made of a file, however that was packed."""
    digest = hashlib.sha256()
    for key in sorted(arrays):
        digest.update(f"{key} {arrays[key].dtype.str}".encode())
        digest.update(np.ascontiguousarray(arrays[key]).data)
    shapes = " ".join("x".join(map(str, arrays[key].shape)) for key in sorted(arrays))
    return f"{shapes}: {digest.hexdigest()[:32]}"


def need_size(name: str, size: int) -> None:
    """Raise ValueError before an archive is unpacked to more than its data can be: a small one may fill the memory."""
    if size > UNPACKED * about(name)["bytes"]:
        raise ValueError(f"it unpacks to {size / 1e6:,.0f} MB, far more than these data have")


def open_content(name: str, path: Path) -> BinaryIO:
    """A file, opened; of a zip archive the first of the registry's `members` in it."""
    members = about(name).get("members", [])
    if not members or not zipfile.is_zipfile(path):
        return open(path, "rb")
    archive = zipfile.ZipFile(path)
    inside = {info.filename.rsplit("/", 1)[-1]: info for info in archive.infolist()}
    if not (wanted := [inside[member] for member in members if member in inside]):
        raise ValueError(f"the archive holds no {members[0]}")
    need_size(name, wanted[0].file_size)
    return archive.open(wanted[0])
