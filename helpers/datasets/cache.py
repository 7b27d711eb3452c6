"""From a file to arrays, recognised when they are built and whenever they are read again.

A dataset's module says with `@reads("wine")` how its file becomes plain arrays.
`cached_arrays("wine")` returns them: from the cache, a folder with one .npy file an array, or else
from the file, which is downloaded where it must be.

Data are recognised by a fingerprint of the arrays (shapes and digest), so that a copy packed in
another way is known for the same data; or, where the registry has no fingerprint for them, by the
sha256 of the official file. What is not recognised is neither returned nor kept. The cache is not
believed either: its arrays are recognised anew on each load, and stale, altered or damaged ones are
built again from the file.
"""

import contextlib
import hashlib
import json
import os
import shutil
import tempfile
import zipfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

import numpy as np
import pandas as pd

from ..errors import DatasetError, unknown
from .download import (
    about,
    at_hand,
    cache_folder,
    download,
    file_names,
    first_line,
    mirror,
    offline,
    sweep,
    unwritable,
    variant_by_name,
    wrong_kind,
)

FORMAT = 2  # raise it when a reader changes what it makes of data without a fingerprint

Arrays = dict[str, np.ndarray]
READERS: dict[str, Callable[[Path], Arrays]] = {}

loaded: dict[str, str] = {}
"""Which variant of each dataset this kernel has loaded: some claims hold on one variant only."""


def reads(*names: str) -> Callable:
    """Make a function the reader of these datasets.

    A reader takes the path of a file, of whatever name, and returns plain arrays, no objects. It
    may raise anything: the message of a ValueError is shown as it is, so it should be a clause that
    says what is wrong with the file.
    """

    def register(reader):
        READERS.update(dict.fromkeys(names, reader))
        return reader

    return register


def check_mode(mode: str) -> None:
    """Raise DatasetError unless a loader's mode is "sample" or "full"."""
    if mode not in ("sample", "full"):
        choice = unknown("mode", mode, ("sample", "full"))
        raise DatasetError(f"{choice} In a lesson, pass lesson.mode.")


def joined(texts) -> np.ndarray:
    """Texts as one array of bytes (UTF-8, a zero byte between two), which needs no pickle."""
    return np.frombuffer("\0".join(texts).encode("utf-8"), np.uint8)


def split(text: np.ndarray) -> list[str]:
    """The texts that `joined` joined."""
    return text.tobytes().decode("utf-8").split("\0") if len(text) else []


def read_table(path: Path, columns: list[str]) -> pd.DataFrame:
    """These columns of a CSV file as text, no others. Raises ValueError, or pandas' errors."""
    as_text = {"dtype": str, "keep_default_na": False, "encoding": "utf-8-sig"}
    head = pd.read_csv(path, nrows=0, **as_text).columns
    table = pd.read_csv(path, usecols=[name for name in columns if name in head], **as_text)
    check_columns(columns, head, len(table))
    return table


def check_columns(columns: list[str], found: Iterable[str], rows: int) -> None:
    """Raise ValueError for a table without all of these columns, or without rows."""
    found = list(found)
    if rows and (missing := [name for name in columns if name not in found]):
        there = ", ".join(str(name)[:30] for name in found[:15]) or "none"
        raise ValueError(f"it lacks the columns {', '.join(missing)}; it has {there}")
    if not rows:
        raise ValueError("it is an empty table")


def available(name: str) -> bool:
    """Whether a dataset can be loaded without a download: from the cache or a mirror folder.

    A glance, not a reading: a web page or an empty file under the dataset's name does not count.
    """
    return _at_a_glance(name) is not None


def megabytes(names: list[str]) -> float:
    """The size of what full mode would still download for these datasets, in 10^6 bytes."""
    return sum(about(name)["bytes"] for name in names if not available(name)) / 1e6


def partial_note(name: str) -> str:
    """What is missing from the copy of a dataset at hand, in words; empty when it is whole."""
    return about(name).get("partial", {}).get(_at_a_glance(name), "")


def _at_a_glance(name: str) -> str | None:
    """The variant that a load would give, "" for a whole file not yet read, None for nothing."""
    kept = None
    with contextlib.suppress(Exception):  # whatever stands there, it is no cache of ours
        folder = cache_folder() / name
        known = json.loads((folder / "known.json").read_text(encoding="utf-8"))
        if all((folder / f"{key}.npy").is_file() for key in known["dtypes"]):
            kept = _variant(name, known)
    if kept is not None and kept not in about(name).get("partial", {}):
        return kept
    files = _likely_files(name)
    return variant_by_name(name, files[0]) if files else kept


def _likely_files(name: str) -> list[Path]:
    """The files at hand that are not plainly something else."""
    found = []
    with contextlib.suppress(DatasetError):  # a wrong COURSE_MIRROR is told when a file is needed
        for path in at_hand(name):
            with contextlib.suppress(OSError):
                if not wrong_kind(path, path.name):
                    found.append(path)
    return found


def cached_arrays(name: str, mapped: bool = False) -> Arrays:
    """The recognised arrays of a dataset, from the cache or else from its file.

    With `mapped` they stay on disk, read-only, until they are indexed. Raises DatasetError when the
    data cannot be had, are damaged or unknown, or when the cache cannot be written; the cache is
    then as it was.
    """
    found = _read_cache(name, mapped)
    if found is None or (found[1] in about(name).get("partial", {}) and _at_a_glance(name) == ""):
        sweep(cache_folder() / "raw")
        sweep(cache_folder() / name)
        try:
            arrays, variant, known = _from_file(name)
        except DatasetError:
            if found is None:
                raise
        else:
            _write_cache(name, arrays, known)
            found = arrays, variant
    arrays, loaded[name] = found
    return arrays


def fetch(name: str, folder: str | Path | None = None) -> Path:
    """Have one dataset ready: in the cache, or as its file in a folder, such as a stick.

    Returns where it is now. The folder can serve as COURSE_MIRROR afterwards. A file whose sha256
    the registry knows is not read any further. Raises DatasetError as the loaders do.
    """
    if folder is None:
        cached_arrays(name, mapped=True)
        return cache_folder() / name
    about(name)
    folder = Path(folder).expanduser()

    def judge(path: Path, file: str) -> None:
        with contextlib.suppress(Exception):  # a damaged archive: `read` tells it better
            if _sha256(name, path) == about(name).get("sha256"):
                return
        read(name, path, file)

    there = [folder / file for file in file_names(name) if os.path.isfile(folder / file)]
    for path in [*there, *_likely_files(name)]:
        with contextlib.suppress(DatasetError):
            judge(path, path.name)
            return _copy(path, folder)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise unwritable(folder, error) from error
    return download(name, folder, judge)


def _copy(path: Path, folder: Path) -> Path:
    if path.parent == folder:
        return path
    part = folder / f"tmp-{os.getpid()}-{path.name}"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, part)
        return part.replace(folder / path.name)
    except OSError as error:
        raise unwritable(folder, error) from error
    finally:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)


def _from_file(name: str) -> tuple[Arrays, str, dict]:
    refused, here_only = [], offline() or isinstance(mirror(), Path)
    for path in at_hand(name):
        try:
            return read(name, path)
        except DatasetError as error:
            remedy = ""
            if path.parent != cache_folder() / "raw":
                remedy = " Copy it there again from where it came."
            elif here_only:
                remedy = " It is fetched again when COURSE_OFFLINE and COURSE_MIRROR are not set."
            refused.append(f"{error} It is {path}.{remedy}")
    if refused and here_only:
        raise DatasetError(" ".join(refused))
    result = []
    raw = cache_folder() / "raw"
    try:
        download(name, raw, lambda path, file: result.append(read(name, path, file)))
    except DatasetError as error:
        raise DatasetError(" ".join([*refused, str(error)])) from error
    return result[-1]


def read(name: str, path: Path, file: str = "") -> tuple[Arrays, str, dict]:
    """The arrays of a dataset's file, the name of their variant, and what the cache notes of them.

    Raises DatasetError, and nothing else, for a file that is not the dataset; there its name is
    `file`.
    """
    file, entry = file or path.name, about(name)
    try:
        if why := wrong_kind(path, file):
            raise ValueError(f"it is {why}")
        official = None
        if entry.get("strict") and (official := _sha256(name, path)) != entry["sha256"]:
            raise ValueError("its sha256 is not the official one")
        arrays = READERS[name](path)
        found = fingerprint(arrays)
        if found not in entry.get("fingerprints", {}).values():
            official = official or _sha256(name, path)
    except ValueError as error:
        plain = type(error) is ValueError and str(error)
        reason = plain.splitlines()[0] if plain else first_line(error)
        raise DatasetError(f"{file} is not the file it should be: {reason}.") from error
    except PermissionError as error:
        raise DatasetError(f"{file} cannot be read: {error.strerror}.") from error
    except Exception as error:  # whatever a parser stumbles on: zlib.error, RecursionError, ...
        raise DatasetError(f"{file} is damaged ({first_line(error)}).") from error
    dtypes = {key: array.dtype.str for key, array in arrays.items()}
    known = {"format": FORMAT, "dtypes": dtypes, "fingerprint": found, "sha256": official}
    variant = _variant(name, known)
    if variant is None:
        raise DatasetError(
            f"{file} can be read, but is not the data that this course knows as {name!r}. (If its "
            f"publisher has changed it, data/datasets.toml needs the fingerprint {found!r}.)"
        )
    return arrays, variant, known


def _variant(name: str, known: dict) -> str | None:
    """The variant with this fingerprint, or else from a file with this sha256; None if unknown."""
    entry = about(name)
    by_fingerprint = {print_: variant for variant, print_ in entry.get("fingerprints", {}).items()}
    if known["fingerprint"] in by_fingerprint:
        return by_fingerprint[known["fingerprint"]]
    if known["format"] != FORMAT:
        return None
    if "unverified" in entry:  # nobody publishes a hash, and the reader's own checks must do
        return entry["unverified"]
    return "complete" if known["sha256"] and known["sha256"] == entry.get("sha256") else None


def fingerprint(arrays: Arrays) -> str:
    """Shapes and digest of what a reader made of a file, however that was packed."""
    digest = hashlib.sha256()
    for key in sorted(arrays):
        digest.update(key.encode())
        digest.update(np.ascontiguousarray(arrays[key]).data)
    shapes = " ".join("x".join(map(str, arrays[key].shape)) for key in sorted(arrays))
    return f"{shapes}: {digest.hexdigest()[:32]}"


@contextlib.contextmanager
def open_content(name: str, path: Path) -> Iterator[BinaryIO]:
    """A file's bytes; of a zip archive those of the first of the registry's `members` in it.

    Raises ValueError when the archive holds none, and what zipfile raises when it is damaged.
    """
    members = about(name).get("members")
    if not members or not zipfile.is_zipfile(path):
        with open(path, "rb", buffering=1 << 20) as file:
            yield file
        return
    with zipfile.ZipFile(path) as archive:
        inside = {info.filename.rsplit("/", 1)[-1]: info for info in archive.infolist()}
        wanted = next((inside[member] for member in members if member in inside), None)
        if wanted is None:
            raise ValueError(f"the archive holds no {members[0]}")
        with archive.open(wanted) as file:
            yield file


def _sha256(name: str, path: Path) -> str:
    digest = hashlib.sha256()
    with open_content(name, path) as file:
        while block := file.read(1 << 20):
            digest.update(block)
    return digest.hexdigest()


def _read_cache(name: str, mapped: bool) -> tuple[Arrays, str] | None:
    folder = cache_folder() / name
    try:
        known = json.loads((folder / "known.json").read_text(encoding="utf-8"))
        variant, mode, arrays = _variant(name, known), "r" if mapped else None, {}
        for key, dtype in known["dtypes"].items():
            arrays[key] = np.load(folder / f"{key}.npy", mmap_mode=mode, allow_pickle=False)
            if arrays[key].dtype.str != dtype:
                return None
        good = variant is not None and fingerprint(arrays) == known["fingerprint"]
        return (arrays, variant) if good else None
    except Exception:  # whatever is wrong with it: it is built again from the file
        return None


def _write_cache(name: str, arrays: Arrays, known: dict) -> None:
    """Written elsewhere, then moved; a kernel that reads between two moves sees it and rebuilds."""
    part = None
    try:
        (cache_folder() / name).mkdir(parents=True, exist_ok=True)
        part = Path(tempfile.mkdtemp(prefix="tmp", dir=cache_folder() / name))
        for key, array in arrays.items():
            np.save(part / f"{key}.npy", array, allow_pickle=False)
        (part / "known.json").write_text(json.dumps(known), encoding="utf-8")
        for path in part.iterdir():
            path.replace(cache_folder() / name / path.name)
    except OSError as error:
        raise unwritable(cache_folder(), error) from error
    finally:
        if part:
            shutil.rmtree(part, ignore_errors=True)
        with contextlib.suppress(OSError):
            (cache_folder() / name).rmdir()  # when it stayed empty
