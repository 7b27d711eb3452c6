"""From an address to a file: the registry (data/datasets.toml), the settings (COURSE_*), and downloads.

A file is written into a temporary folder and takes its place only after it was read and recognised. Nothing is locked:
files appear complete or not at all, so two kernels at once cost at worst a second download.
"""

import contextlib
import functools
import math
import os
import re
import shutil
import sys
import tempfile
import threading
import time
import tomllib
import warnings
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from pathlib import Path
from urllib.parse import quote
from urllib.request import url2pathname

from ..errors import DatasetError, need, need_name
from ..paths import ROOT

SAMPLE = ROOT / "data" / "sample"
RETRIES = 1  # further attempts at an address whose failure may pass
CONNECT, SILENCE = 10, 30  # seconds that a server may take to answer, and to send the next bytes
PATIENCE, SLOWEST = 120, 30_000  # a download may take so many seconds, or longer if it brings so many bytes a second
LARGEST = 10  # times the size that the registry names: what is larger does not end
ADVICE = {"SSLError": "Is this computer's date right? Does the network want its own certificate (REQUESTS_CA_BUNDLE)?"}
ADVICE |= {"ProxyError": "Is the proxy right, which the variables HTTP_PROXY, HTTPS_PROXY or ALL_PROXY name?"}
UNFINISHED = "course-unfinished-"  # how the names of temporary folders begin


@functools.cache
def registry() -> dict[str, dict]:
    """Every dataset by its name, as data/datasets.toml describes it."""
    return tomllib.loads((ROOT / "data" / "datasets.toml").read_text(encoding="utf-8"))


def about(name: str) -> dict:
    """The registry's entry for one dataset. Raises DatasetError, naming all, for an unknown one."""
    need_name("dataset", name, registry(), DatasetError)
    return registry()[name]


def as_folder(given: str | Path, what: str) -> Path:
    """A folder, which need not exist yet. Raises DatasetError for ~unknown-user, an address, and what is no path."""
    path = os.path.expanduser(given) if isinstance(given, (str, Path)) else "~"
    fits = not path.startswith("~") and "://" not in path and "\0" not in path
    need(fits, f"{what} is {given!r}; it must be a folder of this computer, in a home that is known.", DatasetError)
    return Path(path)


def cache_folder() -> Path:
    """The folder of the cache. Raises DatasetError where COURSE_CACHE names none."""
    given = os.environ.get("COURSE_CACHE", "").strip().strip("\"'")
    return as_folder(given or ROOT / "data" / "cache", "COURSE_CACHE")


def mirror() -> str | Path | None:
    """What COURSE_MIRROR names: a base address, a folder, or nothing. Raises DatasetError for anything else."""
    given = os.environ.get("COURSE_MIRROR", "").strip().strip("\"'")  # Windows leaves quotation marks
    scheme = given.partition("://")[0].lower()
    if not given or scheme in ("http", "https"):
        return given.rstrip("/") or None
    folder = url2pathname(re.sub("^.*?://[^/]*", "", given)) if scheme == "file" else os.path.expanduser(given)
    what = f"COURSE_MIRROR is {given!r}, which is neither a folder that can be read nor an address with http://."
    advice = "Is the stick plugged in, and the name right? Unset COURSE_MIRROR to download."
    need(os.path.isdir(folder), f"{what} {advice}", DatasetError)
    return Path(folder)


def at_hand(name: str, folder: Path | None = None) -> list[Path]:
    """The dataset's files on this disk, whole ones first: in the folder, the mirror, the cache."""
    folders = dict.fromkeys(place for place in (folder, mirror(), cache_folder() / "raw") if isinstance(place, Path))
    places = [place / file for file in [about(name)["file"], *about(name).get("alternatives", {})] for place in folders]
    return [place for place in places if os.path.isfile(place)]  # a path too long: just False


def refusal(name: str) -> str:
    """Why a dataset's file is not downloaded by the settings, and what to do; empty where it can be tried."""
    usual = about(name)["file"]
    try:
        source = mirror()
    except DatasetError as error:
        return str(error)
    if isinstance(source, Path):
        return f"Copy a good {usual} to {source}, which is COURSE_MIRROR, or unset COURSE_MIRROR."
    if os.environ.get("COURSE_OFFLINE", "").strip().lower() not in ("", "0", "false", "no", "off"):
        return f"COURSE_OFFLINE forbids a download of {usual}: unset it, or set COURSE_MIRROR to a folder."
    return ""


def download(name: str, folder: Path, judge: Callable) -> tuple:
    """The path of a dataset's file, from the first address that serves it, and what `judge(name, path)` returned.

    The judge refuses a file by a DatasetError; then the next address is tried. Raises DatasetError that tells of all.
    """
    need(not (why := refusal(name)), why, DatasetError)
    entry, source, failures = about(name), mirror(), []
    usual, size = entry["file"], entry["bytes"] / 1e6
    print(f"Downloading {usual}: {size:.0f} MB, about {max(1, round(size * 8 / 20 / 60))} min at 20 Mbit/s")
    mirrored = [(f"{source}/{quote(file)}", file) for file in [usual, *entry.get("alternatives", {})]] if source else []
    with temporary(folder) as part:
        for address, file in mirrored or [(url, usual) for url in entry["urls"]]:
            if failures:
                print("  not from", failures[-1])
            try:
                _save(address, part / file, entry)
                judged = judge(name, part / file)
                return (part / file).replace(folder / file), judged
            except DatasetError as error:
                failures.append(str(DatasetError(re.sub(r"//[^/\s]*@", "//", f"{address}: {error}"))))  # no password
                if mirrored and "No answer" in str(error):
                    break  # the other names lie on the same server
    advice = "Try again later, or set COURSE_MIRROR to a folder that holds the file; sample mode needs no download."
    raise DatasetError(" ".join([f"{usual} could not be downloaded.", *failures, advice]))


def _save(address: str, path: Path, entry: dict) -> None:
    """Save what an address serves, by pooch, which tries again what may pass. Raises DatasetError."""
    import requests

    with warnings.catch_warnings(action="ignore"):  # a kernel without widgets would be told of them
        import pooch
    pooch.get_logger().setLevel("ERROR")
    # No hash is given: what the file holds decides, and whoever packed it in another way has another hash.
    known = {"registry": {path.name: None}, "urls": {path.name: address}}
    keeper = pooch.create(path.parent, base_url="", retry_if_failed=RETRIES, **known)
    path.unlink(missing_ok=True)  # what another address served, and was refused
    try:
        keeper.fetch(path.name, downloader=functools.partial(_stream, entry=entry))
        with contextlib.suppress(OSError):  # some sticks know no rights
            path.chmod(0o644)  # pooch keeps the rights of a temporary file, and others may share the cache
    except (requests.RequestException, ValueError) as error:
        advice = ADVICE.get(type(error).__name__, "Check the connection and the address.")
        reason = f"No answer or a broken one ({first_line(error)}). {advice}"
        raise DatasetError(reason if getattr(error, "response", None) is None else str(error)) from error


def _answer(address: str):
    """A server's answer, in CONNECT + SILENCE seconds: asked for by a thread, as headers may trickle for ever."""
    import requests

    wait, future = CONNECT + SILENCE, Future()
    print(f"  waiting for {re.sub('^.*?://([^/]*@)?|/.*', '', address)}, {wait:.0f} s at most")

    def ask() -> None:
        try:
            plain = {"Accept-Encoding": "identity"}
            future.set_result(requests.get(address, stream=True, timeout=(CONNECT, SILENCE), headers=plain))
        except Exception as error:
            future.set_exception(error)

    threading.Thread(target=ask, daemon=True).start()
    try:
        return future.result(wait)
    except OSError as error:  # what requests raises is one, so is a TimeoutError, so is a certificate that is not there
        raise error if isinstance(error, requests.RequestException) else requests.ConnectionError(error) from error


def _stream(address: str, path: str, _, entry: dict) -> None:
    """pooch's downloader, with a progress bar and a limit of time; of an entry with `lines` only so many lines.

    Raises requests' errors for what may pass, DatasetError for what will not.
    """
    import requests
    import urllib3
    from tqdm import tqdm

    begun, left, most = time.monotonic(), entry.get("lines", math.inf), LARGEST * entry["bytes"]
    try:
        with _answer(address) as got:
            if (status := got.status_code) not in (200, 203, 206):  # part of a file is known by its content
                says, may_pass = f"The server answers {status} {got.reason}.", status in (408, 429) or status >= 500
                raise requests.HTTPError(says, response=got) if may_pass else DatasetError(says)
            length = got.headers.get("Content-Length", "")
            total = int(length) if length.isdecimal() and "lines" not in entry else entry["bytes"]
            look = {"desc": entry["file"], "unit": "B", "unit_scale": True, "leave": False, "mininterval": 0.5}
            read = getattr(got.raw, "read1", got.raw.read)  # read1 returns what has come so far, read waits for all
            with tqdm(total=total, file=sys.stdout, **look) as bar, open(path, "wb") as file:
                while left > 0 and (block := read(1 << 18, decode_content=True)):
                    if (lines := block.count(b"\n")) >= left:
                        block = b"\n".join(block.split(b"\n", left)[:left]) + b"\n"
                    left -= lines
                    bar.update(file.write(block))
                    spent, came = time.monotonic() - begun, f"{bar.n / 1e6:.1f} MB"
                    need(bar.n <= most, f"It does not end: {came} so far, of {total / 1e6:.1f}.", DatasetError)
                    if spent > PATIENCE and bar.n < SLOWEST * spent:
                        raise DatasetError(f"It is too slow: {came} in {spent:.0f} s.")
    except urllib3.exceptions.HTTPError as error:
        raise requests.ConnectionError(error) from error


@contextlib.contextmanager
def temporary(folder: Path) -> Iterator[Path]:
    """A folder within a folder, gone afterwards, as are those that killed kernels left a day ago; turns OSErrors."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for old in folder.glob(f"{UNFINISHED}*"):
            with contextlib.suppress(FileNotFoundError):  # another kernel was quicker
                if old.stat().st_mtime < time.time() - 86_400:
                    shutil.rmtree(old, ignore_errors=True)
        with tempfile.TemporaryDirectory(prefix=UNFINISHED, dir=folder, ignore_cleanup_errors=True) as part:
            yield Path(part)
    except OSError as error:
        advice = "Make it writable, free some disk, or set COURSE_CACHE to another; sample mode needs no cache."
        raise DatasetError(f"The folder {folder} cannot be written ({first_line(error)}). {advice}") from error


def first_line(error: BaseException) -> str:
    """The kind of an error and the first line of what it says."""
    error = getattr(error.args[0], "reason", error) if error.args else error  # what urllib3 wraps
    lines = re.sub(r"^\w+\(.*?\): ", "", str(error)).splitlines()
    return f"{type(error).__name__}: {lines[0][:200]}" if lines else type(error).__name__
