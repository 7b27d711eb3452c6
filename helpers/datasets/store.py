"""Where data come from and where they are kept: registry, downloads, mirror, cache, fingerprints.

`data/datasets.toml` says for each dataset where it is, how large, under which licence, and how to recognise it:
by the sha256 of the official file, or by a fingerprint of what the loader makes of it, so that a copy packed in
another way is still known to be the same data.

COURSE_CACHE    a folder for the cache (default: data/cache in the course); a Drive folder on Colab, say
COURSE_MIRROR   a folder, or a base address, that holds the files: used instead of the official addresses
COURSE_OFFLINE  "1": never try to download
"""

import contextlib
import functools
import hashlib
import os
import tomllib
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np

from ..errors import DatasetError, unknown

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = ROOT / "data" / "sample"
RETRIES = 2  # after a failed download, before the next address is tried

loaded: dict[str, str] = {}
"""Which variant of each dataset this kernel has loaded, for claims that hold on one variant only."""


@functools.cache
def registry() -> dict[str, dict]:
    """Every dataset by its name, as data/datasets.toml describes it."""
    return tomllib.loads((ROOT / "data" / "datasets.toml").read_text(encoding="utf-8"))


def about(name: str) -> dict:
    """The registry's entry for one dataset. Raises DatasetError, naming all of them, for one that is not there."""
    if name not in registry():
        raise DatasetError(unknown("dataset", name, registry()))
    return registry()[name]


def megabytes(names: list[str]) -> float:
    """The size of what full mode would download for these datasets, in megabytes (10^6 bytes)."""
    return sum(about(name)["bytes"] for name in names if not available(name)) / 1e6


def check_mode(mode: str) -> None:
    """Raise DatasetError unless a loader's mode is "sample" or "full"."""
    if mode not in ("sample", "full"):
        raise DatasetError(unknown("mode", mode, ("sample", "full")) + " In a lesson, pass lesson.mode.")


def cache_folder() -> Path:
    """The folder of the cache; it need not exist yet."""
    return Path(os.environ.get("COURSE_CACHE") or ROOT / "data" / "cache").expanduser()


def available(name: str) -> bool:
    """Whether a dataset can be loaded without a download: cached, or in a mirror that is a folder."""
    return compact_path(name).is_file() or _at_hand(name) is not None


def file_names(name: str) -> list[str]:
    """The names a dataset's file may have: the usual one first, then the registry's `alternatives` to it."""
    return [about(name)["file"], *about(name).get("alternatives", {})]


def _at_hand(name: str) -> Path | None:
    """The dataset's file in the mirror folder, else in the cache, whichever of its names it has."""
    folders = [_mirror_folder(), cache_folder() / "raw"]
    places = [folder / file for folder in folders if folder for file in file_names(name)]
    return next((place for place in places if place.is_file()), None)


def partial_note(name: str) -> str:
    """What is missing from the copy of a dataset at hand, as the registry words it; empty when it is whole."""
    path = _at_hand(name)
    return about(name).get("alternatives", {}).get(path.name, "") if path else ""


def _mirror_url() -> str | None:
    mirror = os.environ.get("COURSE_MIRROR", "")
    return mirror.rstrip("/") if mirror.startswith(("http://", "https://")) else None


def _mirror_folder() -> Path | None:
    mirror = os.environ.get("COURSE_MIRROR", "")
    return Path(mirror).expanduser() if mirror and not _mirror_url() else None


def fetch_file(address: str, target: Path, sha256: str | None) -> None:
    """Download one address to a file that takes its name only when it is complete and has this sha256.

    Raises requests' RequestException for a broken connection, ValueError that says what is wrong with the file,
    OSError for the disk.
    """
    import pooch

    pooch.get_logger().setLevel("ERROR")
    keeper = pooch.create(
        target.parent, base_url="", registry={target.name: f"sha256:{sha256}" if sha256 else None},
        urls={target.name: address}, retry_if_failed=RETRIES,
    )  # fmt: skip
    try:
        keeper.fetch(target.name, downloader=pooch.HTTPDownloader(progressbar=True, timeout=30))
    except ValueError as error:  # pooch's word for a wrong hash
        raise ValueError("the file has another sha256 than it should have") from error


def raw_file(name: str, fetch: Callable[[str, Path, str | None], None] = fetch_file) -> Path:
    """The dataset's file on this disk, downloaded first when it is in neither mirror folder nor cache.

    A download is checked after it is complete and only then takes its name, is tried again and then from the next
    address; two kernels that want the same file download it once. A dataset that is not one plain file to download
    brings its own `fetch`, which raises what `fetch_file` raises. Raises DatasetError with what to do.
    """
    found = _at_hand(name)
    if found is None:
        entry = about(name)
        if _mirror_folder():
            raise DatasetError(f"COURSE_MIRROR is a folder without {entry['file']}: put the file there or unset it.")
        target = cache_folder() / "raw" / entry["file"]
        with _locked(target):
            if _at_hand(name) is None:  # another kernel may just have fetched it
                _download(name, target, fetch)
        found = _at_hand(name)
    return found


def _download(name: str, target: Path, fetch: Callable[[str, Path, str | None], None]) -> None:
    import requests

    entry = about(name)
    file, size = entry["file"], entry["bytes"] / 1e6
    advice = "Check the connection, set COURSE_MIRROR to a folder that holds the file, or stay in sample mode."
    if os.environ.get("COURSE_OFFLINE") == "1":
        raise DatasetError(f"{file} is not in the cache and COURSE_OFFLINE=1 forbids a download. {advice}")
    if url := _mirror_url():
        sums = _mirror_sums()
        sources = [(f"{url}/{n}", sums.get(n), target.with_name(n)) for n in file_names(name)]
    else:
        sources = [(address, entry.get("sha256"), target) for address in entry["urls"]]
    print(f"Downloading {file}: {size:.0f} MB, about {max(1, round(size * 8 / 20 / 60))} min at 20 Mbit/s")
    failures = []
    for address, sha256, place in sources:
        try:
            fetch(address, place, sha256)
            return
        except requests.exceptions.RequestException as error:
            failures.append(f"{address}: no answer or a broken one ({type(error).__name__})")
        except ValueError as error:
            failures.append(f"{address}: {error}")
        except OSError as error:
            raise _unwritable(error) from error
    raise DatasetError(f"{file} could not be downloaded. {'; '.join(failures)}. {advice}")


def _mirror_sums() -> dict[str, str]:
    """File name to sha256, from the mirror's own SHA256SUMS; empty when it has none."""
    text = ""
    if folder := _mirror_folder():
        with contextlib.suppress(OSError):
            text = (folder / "SHA256SUMS").read_text(encoding="utf-8")
    elif url := _mirror_url():
        import requests

        with contextlib.suppress(requests.exceptions.RequestException):
            answer = requests.get(f"{url}/SHA256SUMS", timeout=30)
            text = answer.text if answer.ok else ""
    pairs = (line.split(maxsplit=1) for line in text.splitlines() if line.strip())
    return {pair[1].strip().lstrip("*"): pair[0].lower() for pair in pairs if len(pair) == 2}


def is_vouched_for(name: str, path: Path) -> bool:
    """Whether a file is the official one by its sha256, or one that the mirror's SHA256SUMS lists."""
    with open(path, "rb") as file:
        sha256 = hashlib.file_digest(file, "sha256").hexdigest()
    return sha256 in (about(name).get("sha256"), _mirror_sums().get(about(name)["file"]))


def fingerprint(arrays: dict[str, np.ndarray]) -> str:
    """Shapes and digest of what a loader made of a file, the same whatever way the file was packed."""
    digest = hashlib.sha256()
    for key in sorted(arrays):
        digest.update(key.encode())
        digest.update(np.ascontiguousarray(arrays[key]).data)
    shapes = " ".join("x".join(map(str, arrays[key].shape)) for key in sorted(arrays))
    return f"{shapes}: {digest.hexdigest()[:32]}"


def compact_path(name: str) -> Path:
    """Where the cache keeps what the loader made of a dataset: plain arrays, no pickle."""
    return cache_folder() / f"{name}.npz"


def cached_arrays(name: str, build: Callable[[Path], dict[str, np.ndarray]], part: str = "") -> dict[str, np.ndarray]:
    """The arrays that `build(path)` makes of a dataset's file: from the cache, else built, recognised and kept.

    Where `build` reads only some of the file, `part` names that part for the cache, and `build` itself recognises
    the file and returns the name of its variant among the arrays, as "variant".

    Raises DatasetError when the file is damaged or is not the data that the course knows, or when the cache cannot
    be written; the cache is then as it was.
    """
    path = compact_path(f"{name}-{part}" if part else name)
    arrays = _read_compact(path)
    if arrays is None:
        with _locked(path):
            arrays = _read_compact(path)
            if arrays is None:
                raw = raw_file(name)
                arrays = build(raw)
                if "variant" not in arrays:
                    arrays["variant"] = np.array(_recognise(name, raw, arrays))
                _write_compact(path, arrays)
    loaded[name] = str(arrays.pop("variant"))
    return arrays


def _recognise(name: str, raw: Path, arrays: dict[str, np.ndarray]) -> str:
    """The name of the variant that these arrays are. Raises DatasetError for unknown data."""
    found = fingerprint(arrays)
    for variant, known in about(name).get("fingerprints", {}).items():
        if known == found:
            return variant
    if about(name).get("sha256") and is_vouched_for(name, raw):
        return "official"
    raise DatasetError(
        f"{raw.name} was read, but it is not the data that this course knows as {name!r} (its fingerprint is "
        f"{found!r}). Delete {raw.name} and let full mode download it again; if the publisher has changed the data "
        "on purpose, add the fingerprint to data/datasets.toml."
    )


def _read_compact(path: Path) -> dict[str, np.ndarray] | None:
    if not path.is_file():
        return None
    try:
        with np.load(path, allow_pickle=False) as file:
            return {key: file[key] for key in file.files}
    except (OSError, ValueError, EOFError, zipfile.BadZipFile):
        return None  # damaged: it is built again from the raw file, which is checked


def _write_compact(path: Path, arrays: dict[str, np.ndarray]) -> None:
    part = path.with_suffix(f".{os.getpid()}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with open(part, "wb") as file:
            np.savez(file, **arrays)
        os.replace(part, path)
    except OSError as error:
        raise _unwritable(error) from error
    finally:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)


@contextlib.contextmanager
def _locked(target: Path) -> Iterator[None]:
    """Let one kernel at a time make a file of the cache."""
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        try:
            from filelock import FileLock
        except ImportError:  # not on every Colab image, where one kernel runs anyway
            lock = contextlib.nullcontext()
        else:
            lock = FileLock(f"{target}.lock")
            lock.acquire()
    except OSError as error:
        raise _unwritable(error) from error
    try:
        yield
    finally:
        if hasattr(lock, "release"):
            lock.release()
            with contextlib.suppress(OSError):
                os.unlink(f"{target}.lock")


def _unwritable(error: OSError) -> DatasetError:
    return DatasetError(
        f"The cache folder {cache_folder()} cannot be written ({error.strerror or type(error).__name__}). Make it "
        "writable, free some disk, or set COURSE_CACHE to another folder; sample mode needs no cache."
    )


def damaged(path: Path, why: object) -> DatasetError:
    """The error for a file that cannot be read to its end."""
    return DatasetError(f"{path.name} is damaged ({why}). Delete it and let full mode download it again: {path}")
