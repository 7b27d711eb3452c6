"""From an address to a file: the registry, the settings, the mirror, and downloads.

`data/datasets.toml` says of each dataset where it is, how large, under which licence, and how to
recognise it.

COURSE_CACHE    a folder for the cache (default: data/cache in the course); a Drive folder on Colab,
say COURSE_MIRROR   a folder, or a base address, that holds the files: used instead of the official
addresses COURSE_OFFLINE  1, yes, true: never download

A download is written under a temporary name and takes its own name only after a judge has read and
recognised it. Nothing is locked: files appear complete or not at all, so two kernels at once cost
at worst a second download.
"""

import contextlib
import functools
import os
import re
import shutil
import sys
import time
import tomllib
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit

from ..errors import DatasetError, unknown

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = ROOT / "data" / "sample"
RETRIES = 1  # further attempts at an address whose failure may pass
CONNECT, SILENCE = 10, 30  # seconds that a server may take to answer, and to send the next bytes
SLOWEST = 30_000  # bytes a second: a download that is slower is given up, but not before
PATIENCE = 120  # so many seconds
BEGINNINGS = {".zip": b"PK", ".npz": b"PK", ".gz": b"\x1f\x8b", ".mat": b"MATLAB", ".json": (b"{", b"[")}
NO = ("", "0", "false", "no", "off")
FURTHER = "Or set COURSE_MIRROR to a folder that holds the file; sample mode needs no download."


class _Failed(Exception):
    """An address did not serve, and asking again would not help. Carries a sentence of advice."""

    def __init__(self, reason: str, advice: str = "Try again later."):
        super().__init__(reason)
        self.advice = advice


class _Passing(_Failed, ValueError):
    """An address did not serve, but may when asked again: pooch does so after a ValueError."""


@functools.cache
def registry() -> dict[str, dict]:
    """Every dataset by its name, as data/datasets.toml describes it."""
    return tomllib.loads((ROOT / "data" / "datasets.toml").read_text(encoding="utf-8"))


def about(name: str) -> dict:
    """The registry's entry for one dataset. Raises DatasetError, naming all, for an unknown one."""
    if name not in registry():
        raise DatasetError(unknown("dataset", name, registry()))
    return registry()[name]


def cache_folder() -> Path:
    """The folder of the cache; it need not exist yet. Raises DatasetError for ~unknown-user."""
    return _folder("COURSE_CACHE", os.environ.get("COURSE_CACHE") or str(ROOT / "data" / "cache"))


def offline() -> bool:
    """Whether COURSE_OFFLINE forbids downloads."""
    return os.environ.get("COURSE_OFFLINE", "").strip().lower() not in NO


def mirror() -> str | Path | None:
    """What COURSE_MIRROR names: a base address without its last slash, a folder, or nothing.

    Raises DatasetError when it is neither an http address nor a folder that exists.
    """
    given = os.environ.get("COURSE_MIRROR", "").strip().strip("\"'")
    if not given:
        return None
    found = re.match(r"([a-z][a-z0-9+.-]+)://", given, re.I)  # two letters or more: C:\ is a folder
    scheme = found[1].lower() if found else ""
    if scheme in ("http", "https"):
        return given.rstrip("/")
    if scheme not in ("", "file"):
        raise DatasetError(f"COURSE_MIRROR is {given!r}; it must be a folder or begin with http://.")
    if scheme:
        given = unquote(urlsplit(given).path)
        given = given[1:] if re.match(r"/[A-Za-z]:", given) else given  # file:///C:/stick
    folder = _folder("COURSE_MIRROR", given)
    if not os.path.isdir(folder):
        raise DatasetError(
            f"COURSE_MIRROR names {folder}, which is not a folder that can be read. Is the stick "
            "plugged in, and the name right? Correct COURSE_MIRROR, or unset it to download."
        )
    return folder


def _folder(setting: str, given: str) -> Path:
    try:
        return Path(given).expanduser()
    except RuntimeError as error:
        raise DatasetError(f"{setting} is {given!r}, and that home folder is not known.") from error


def file_names(name: str) -> list[str]:
    """The names a dataset's file may have: the usual one, then the registry's `alternatives`."""
    return [about(name)["file"], *about(name).get("alternatives", {})]


def at_hand(name: str) -> list[Path]:
    """The dataset's files on this disk, under any of its names: on the mirror, then in the cache.

    Whole ones come before partial ones. Raises DatasetError when COURSE_MIRROR is wrong.
    """
    source = mirror()
    folders = [source, cache_folder() / "raw"] if isinstance(source, Path) else [cache_folder() / "raw"]
    places = [folder / file for folder in folders for file in file_names(name)]
    found = [place for place in places if os.path.isfile(place)]  # a path too long: just False
    return sorted(found, key=lambda place: variant_by_name(name, place) != "")


def variant_by_name(name: str, path: Path) -> str:
    """The variant that a file's name promises; empty for the whole dataset."""
    return about(name).get("alternatives", {}).get(path.name, "")


def wrong_kind(path: Path, file: str) -> str:
    """What is at a path instead of a file of this name, by its first bytes; else empty.

    Raises OSError when the path cannot be read.
    """
    with open(path, "rb") as opened:
        start = opened.read(1000).removeprefix(b"\xef\xbb\xbf").lstrip()
    suffix = Path(file).suffix
    if not start:
        return "an empty file"
    if start.startswith(b"<"):
        return "a web page (a network's log-in page?)"
    if not start.startswith(BEGINNINGS.get(suffix, b"")):
        return f"something that does not begin as a {suffix} file does"
    return ""


def download(name: str, folder: Path, judge: Callable[[Path, str], None]) -> Path:
    """Download a dataset's file into a folder, from the first address that serves it.

    `judge(path, file)` reads the file under its temporary name and raises DatasetError when it is
    not the dataset; then it is gone again and the next address is tried. Raises DatasetError that
    tells of every address and what to do; a file of the same name that was there before is then
    back in its place.
    """
    entry, source = about(name), mirror()
    usual = entry["file"]
    if isinstance(source, Path):
        raise DatasetError(f"COURSE_MIRROR is the folder {source}, and it lacks {usual}: add it there.")
    if offline():
        raise DatasetError(f"{usual} is not here, and COURSE_OFFLINE forbids a download. {FURTHER}")
    addresses = [(address, usual) for address in entry["urls"]]
    if source:
        addresses = [(f"{source}/{quote(file)}", file) for file in file_names(name)]
    size = entry["bytes"] / 1e6
    minutes = max(1, round(size * 8 / 20 / 60))
    print(f"Downloading {usual}: {size:.0f} MB, about {minutes} min at 20 Mbit/s")
    failures: list[str] = []
    advice: dict[str, None] = {}
    for address, file in addresses:
        if failures:
            print("  not from", failures[-1])
        try:
            stream = functools.partial(_stream, entry=entry, file=file, judge=judge)
            with _aside(folder / file):
                _fetch(address, folder / file, stream)
            return folder / file
        except _Failed as error:
            failures.append(f"{address}: {error}")
            advice[error.advice] = None
        except DatasetError as error:
            failures.append(f"{address}: {error}")
        except OSError as error:
            raise unwritable(folder, error) from error
    raise DatasetError(" ".join([f"{usual} could not be downloaded.", *failures, *advice, FURTHER]))


def _fetch(address: str, target: Path, downloader: Callable) -> None:
    """One address by pooch: temporary file in the target's folder, second attempt, atomic move."""
    with warnings.catch_warnings():  # pooch imports tqdm.auto, which misses ipywidgets
        warnings.simplefilter("ignore")
        import pooch

    pooch.get_logger().setLevel("ERROR")
    names = {"registry": {target.name: None}, "urls": {target.name: address}}
    keeper = pooch.create(target.parent, base_url="", retry_if_failed=RETRIES, **names)
    keeper.fetch(target.name, downloader=downloader)


def _stream(url: str, output: str, _, *, entry: dict, file: str, judge: Callable) -> None:
    """A downloader for pooch. Of an entry with `lines` only so many lines are fetched."""
    left = entry.get("lines", -1)
    with open(output, "wb") as opened, contextlib.closing(_blocks(url, entry, file)) as blocks:
        for block in blocks:
            ends = [found.end() for found in re.finditer(b"\n", block)] if left > 0 else []
            if 0 < left <= len(ends):
                opened.write(block[: ends[left - 1]])
                break
            left -= len(ends)
            opened.write(block)
    os.chmod(output, 0o644)  # pooch's temporary files are the owner's alone; a cache may be shared
    if why := wrong_kind(Path(output), file):
        raise _Failed(f"the server sent {why}.", "Does this network want a log-in? Open a web page.")
    judge(Path(output), file)


def _blocks(url: str, entry: dict, file: str) -> Iterator[bytes]:
    """What a server sends, with a progress bar and limits of time. Raises _Passing or _Failed."""
    import requests
    from tqdm import tqdm

    connection, plain = "Check the connection.", {"Accept-Encoding": "identity"}
    try:
        with requests.get(url, stream=True, timeout=(CONNECT, SILENCE), headers=plain) as got:
            if (status := got.status_code) >= 400:
                kind = _Passing if status in (408, 429) or status >= 500 else _Failed
                raise kind(f"the server answers {status} {got.reason}.")
            total = entry["bytes"]
            if "lines" not in entry:
                total = int(got.headers.get("Content-Length") or total)
            begun, limit, done = time.monotonic(), max(PATIENCE, total / SLOWEST), 0
            # read1 returns what has come so far; read waits for a whole block, however long
            read = getattr(got.raw, "read1", got.raw.read)
            look = {"desc": file, "unit": "B", "unit_scale": True, "leave": False, "mininterval": 0.5}
            with tqdm(total=total, file=sys.stdout, **look) as bar:
                while block := read(1 << 18, decode_content=True):
                    yield block
                    done += len(block)
                    bar.update(len(block))
                    if time.monotonic() - begun > limit:
                        slow = f"too slow: {done / 1e6:.1f} MB in {limit:.0f} seconds."
                        raise _Failed(slow, connection)
    except _Failed:
        raise
    except (ValueError, requests.exceptions.TooManyRedirects) as error:  # among them InvalidURL
        raise _Failed(f"{first_line(error)}.", "Check the address.") from error
    except Exception as error:  # requests' and urllib3's: refused, timed out, cut short
        raise _Passing(f"no answer or a broken one ({first_line(error)}).", connection) from error


@contextlib.contextmanager
def _aside(path: Path) -> Iterator[None]:
    """Keep a file that was refused out of a download's way, and put it back when that fails."""
    refused = path.with_name(path.name + ".refused")
    if path.exists():
        os.replace(path, refused)
    try:
        yield
        refused.unlink(missing_ok=True)
    finally:
        if refused.exists():
            os.replace(refused, path)


def sweep(folder: Path, days: float = 1) -> None:
    """Remove the temporary files and folders of killed kernels from the cache, once so old."""
    with contextlib.suppress(OSError):
        for path in folder.glob("tmp????????"):
            if path.stat().st_mtime < time.time() - days * 86_400:
                shutil.rmtree(path) if path.is_dir() else path.unlink()


def first_line(error: BaseException) -> str:
    """The kind of an error and the first line of what it says."""
    error = getattr(error.args[0], "reason", error) if error.args else error  # what urllib3 wraps
    lines = re.sub(r"^\w+\(.*?\): ", "", str(error)).splitlines()
    return f"{type(error).__name__}: {lines[0][:200]}" if lines else type(error).__name__


def unwritable(folder: Path, error: OSError) -> DatasetError:
    """The error for a folder of the cache that cannot be written."""
    return DatasetError(
        f"The folder {folder} cannot be written ({error.strerror or first_line(error)}). Make it "
        "writable, free some disk, or set COURSE_CACHE to another; sample mode needs no cache."
    )
