"""Disks, rights, names, and what stands where a file or a folder should."""

import contextlib
import os
import shutil
import sys

import numpy as np
import pooch
import pytest
import requests
import tqdm
from conftest import case, files, numbers, sentence
from tiny import KINDS

from helpers import CourseError, DatasetError, datasets
from helpers.datasets import cache as data_cache
from helpers.datasets import download

CONTENT = b"1 2 3"
LOADED = "the data are loaded all the same"
IMPORTED = (pooch, requests, tqdm)  # before a child without rights would have to
posix = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs a POSIX system")


def as_nobody(do):
    """What a call says in a child process without the super-user's rights: "done", or the text of its DatasetError."""
    reads, writes = os.pipe()
    if (child := os.fork()) == 0:
        said = "another error"
        with contextlib.suppress(BaseException):
            try:
                if os.getuid() == 0:
                    try:
                        os.setgid(65534)
                        os.setuid(65534)
                    except OSError:
                        said = "no other user"
                        raise
                do()
                said = "done"
            except DatasetError as error:
                said = str(error)
            except Exception as error:
                said = said if said == "no other user" else f"{type(error).__name__}: {error}"
        os.write(writes, said.encode())
        os._exit(0)
    os.waitpid(child, 0)
    os.close(writes)
    with open(reads, encoding="utf-8") as pipe:
        said = pipe.read()
    if said == "no other user":
        pytest.skip("this machine maps no other user, as in a namespace of its own")
    return said


@pytest.fixture
def reachable(tmp_path):
    """Let another user reach the test's folders, and give all rights back at the end."""
    for parent in [tmp_path, *tmp_path.parents]:
        if parent.stat().st_uid == os.getuid() and parent.name.startswith(("pytest-", "test_", "popen-")):
            parent.chmod(0o755)
    yield
    for folder, _, names in os.walk(tmp_path):
        os.chmod(folder, 0o755)
        for name in names:
            with contextlib.suppress(OSError):
                os.chmod(os.path.join(folder, name), 0o644)


# --- rights ---------------------------------------------------------------------------------------


@posix
@pytest.mark.parametrize(
    "filled",
    [
        case("a cache that may only be read, and is empty", "told: make it writable, or set COURSE_CACHE", False),
        case("a cache that may only be read, and is full", LOADED, True),
    ],
)
def test_a_read_only_cache_serves_what_it_holds_and_refuses_the_rest(toy, cache, filled, reachable):
    cache.mkdir()
    if filled:
        numbers()
        numbers()  # from the cache: what reading imports is imported while it may be read
    before = files(cache)
    for path in [*cache.rglob("*"), cache]:
        path.chmod(0o555 if path.is_dir() else 0o444)
    said = as_nobody(numbers)
    assert said == "done" if filled else "cannot be written" in said and "COURSE_CACHE" in said
    assert files(cache) == before


@posix
@pytest.mark.parametrize(
    ("where", "says"),
    [
        case("a file on a stick that may not be read", "told with its name", "mirror/toy.txt", "Permission denied"),
        case("a stick that may not be read", "told: COURSE_MIRROR", "mirror", "Copy a good toy.txt|COURSE_MIRROR"),
        case("a cache that may not be entered", "told: COURSE_CACHE", "cache", "COURSE_CACHE"),
    ],
)
def test_what_may_not_be_read_is_told(toy, mirror, cache, tmp_path, where, says, reachable):
    (mirror / "toy.txt").write_bytes(CONTENT)
    cache.mkdir()
    cache.chmod(0o777)
    (tmp_path / where).chmod(0)
    said = as_nobody(numbers)
    sentence(DatasetError(said), says)


@pytest.mark.fault(LOADED)
def test_a_disk_that_knows_no_rights(toy, cache, monkeypatch):
    """As a stick of the super-user's in vfat: what was downloaded whole used to be thrown away for its rights."""

    def refuse(*_, **__):
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(download.Path, "chmod", refuse)
    monkeypatch.setattr(os, "chmod", refuse)
    assert numbers() == [1, 2, 3] and files(cache) == ["raw/toy.txt", "toy.npz"]


@posix
@pytest.mark.fault("built again from the file")
def test_a_cached_file_that_may_not_be_read(toy, cache, reachable):
    numbers()
    cache.chmod(0o777)
    (cache / "toy.npz").chmod(0)
    assert as_nobody(numbers) == "done"


# --- full disks -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "stage",
    [
        case("the disk is full at the first byte of a download", "told; nothing is kept", 0),
        case("the disk is full amid a download", "told; nothing is kept", 3000),
        case("the disk is full when the cache is written", "told; the file is kept", 7000),
    ],
)
def test_a_full_disk(toy, cache, known, server, stage, monkeypatch, capsys):
    resource = pytest.importorskip("resource")
    content = b"1 2 3" + b" " * 5000 + b"4"
    monkeypatch.setitem(data_cache.READERS, "toy", lambda path: {"numbers": np.arange(2000, dtype=np.int64)})
    known("toy", content, file="toy.txt", bytes=5000, urls=[server.serve("toy.txt", content)])
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (stage, limits[1]))
    try:
        with pytest.raises(DatasetError) as caught:
            numbers()
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    sentence(caught.value, "cannot be written .*File too large.* free some disk")
    assert files(cache) == (["raw/toy.txt"] if stage == 7000 else [])
    assert len(numbers()) == 2000  # once there is room


@pytest.mark.fault("told; no half file")
def test_a_full_disk_leaves_no_half_file(toy, cache, monkeypatch):
    def full(file, *_, **__):
        file.write_bytes(b"half")
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(np, "savez", full)
    with pytest.raises(DatasetError, match="No space left"):
        numbers()
    assert files(cache) == ["raw/toy.txt"] and [p.name for p in cache.iterdir()] == ["raw"]


# --- something else where a file or a folder should be --------------------------------------------


def a_folder(place):
    place.mkdir()
    (place / "mine.txt").write_text("mine")


def a_file(place):
    place.write_text("mine")


def a_link_to_nowhere(place):
    place.symlink_to(place.parent / "gone")


def a_circle_of_links(place):
    place.symlink_to(place)


def a_pipe(place):
    os.mkfifo(place)


BLOCKED = "told: COURSE_CACHE; what stands there is left alone"


@posix
@pytest.mark.parametrize(
    ("place", "put", "says"),
    [
        case("a file where the cache should be", BLOCKED, "", a_file, "cannot be written .* COURSE_CACHE"),
        case("a link to nowhere where the cache should be", BLOCKED, "", a_link_to_nowhere, "COURSE_CACHE"),
        case("a circle of links where the cache should be", BLOCKED, "", a_circle_of_links, "COURSE_CACHE"),
        case("a file where the folder raw should be", BLOCKED, "raw", a_file, "cannot be written .* COURSE_CACHE"),
        case("a folder where the download should lie", BLOCKED, "raw/toy.txt", a_folder, "cannot be written"),
        case("a folder where the cached file should lie", BLOCKED, "toy.npz", a_folder, "cannot be written"),
        case("a link to nowhere where the download should lie", LOADED, "raw/toy.txt", a_link_to_nowhere, ""),
        case("a circle of links where the download should lie", LOADED, "raw/toy.txt", a_circle_of_links, ""),
        case("a pipe where the download should lie", LOADED, "raw/toy.txt", a_pipe, ""),
        case("a pipe where the cached file should lie", "told, not waited for", "toy.npz", a_pipe, "remove it"),
        case("a link to nowhere where the cached file should lie", LOADED, "toy.npz", a_link_to_nowhere, ""),
        case("an empty cached file", LOADED, "toy.npz", lambda place: place.write_bytes(b""), ""),
        case("a web page for a cached file", LOADED, "toy.npz", lambda place: place.write_bytes(b"<html>"), ""),
    ],
)
def test_something_else_stands_there(toy, cache, place, put, says):
    place = cache / place
    place.parent.mkdir(parents=True, exist_ok=True)
    put(place)
    before = os.readlink(place) if place.is_symlink() else files(place)
    datasets.available("toy")  # looks, and does not wait
    if not says:
        assert numbers() == [1, 2, 3] and numbers() == [1, 2, 3]
        return
    with pytest.raises(DatasetError) as caught:
        numbers()
    sentence(caught.value, says)
    assert (os.readlink(place) if place.is_symlink() else files(place)) == before


@posix
@pytest.mark.parametrize("put", [case("a folder on the stick with the name of the file", "told", a_folder),
                                 case("a link to nowhere on the stick", "told", a_link_to_nowhere)])  # fmt: skip
def test_something_else_stands_on_the_stick(toy, mirror, put):
    put(mirror / "toy.txt")
    with pytest.raises(DatasetError) as caught:
        numbers()
    sentence(caught.value, "Copy a good toy.txt to .*mirror")


@pytest.mark.fault(LOADED)
def test_cache_and_stick_are_the_same_folder(toy, cache, mirror, monkeypatch):
    (mirror / "toy.txt").write_bytes(CONTENT)
    monkeypatch.setenv("COURSE_CACHE", str(mirror))
    assert numbers() == [1, 2, 3] and numbers() == [1, 2, 3] and files(mirror) == ["toy.npz", "toy.txt"]


@posix
@pytest.mark.fault(LOADED)
def test_the_cache_is_a_link_to_another_disk(toy, cache, tmp_path):
    (tmp_path / "other disk").mkdir()
    cache.symlink_to(tmp_path / "other disk")
    assert numbers() == [1, 2, 3] and files(tmp_path / "other disk") == ["raw/toy.txt", "toy.npz"]


@posix
@pytest.mark.fault("what the link leads to is left alone")
def test_a_stick_that_links_to_a_damaged_file(toy, mirror, tmp_path):
    (tmp_path / "precious.txt").write_bytes(b"9 9 9")
    (mirror / "toy.txt").symlink_to(tmp_path / "precious.txt")
    with pytest.raises(DatasetError, match="not the data"):
        numbers()
    assert (tmp_path / "precious.txt").read_bytes() == b"9 9 9"


# --- names ----------------------------------------------------------------------------------------

NAMES = [
    "mit Leerzeichen",
    "Ümläut",
    "データ",
    "🎓",
    "100%",
    "a#b?c",
    "it's",
    "[x]",
    "$HOME",
    "-rf",
    "a" * 200,
    ".hidden",
]


@posix
@pytest.mark.parametrize("name", [case(f"a cache named {name[:20]!r}", LOADED, name) for name in NAMES])
def test_a_cache_of_any_name(toy, tmp_path, monkeypatch, name):
    monkeypatch.setenv("COURSE_CACHE", str(tmp_path / name))
    assert numbers() == [1, 2, 3] and numbers() == [1, 2, 3]
    assert files(tmp_path / name) == ["raw/toy.txt", "toy.npz"]


@posix
@pytest.mark.fault("told, in letters that can be shown")
def test_a_stick_whose_name_is_no_text(toy, monkeypatch, tmp_path, capsys):
    folder = os.fsencode(tmp_path) + b"/stick\xff"
    try:
        os.mkdir(folder)
    except OSError:
        pytest.skip("this disk takes only names that are text")
    monkeypatch.setenv("COURSE_MIRROR", os.fsdecode(folder))
    with pytest.raises(DatasetError) as caught:
        numbers()
    print(caught.value)
    (tmp_path / os.fsdecode(folder) / "toy.txt").write_bytes(CONTENT)
    assert numbers() == [1, 2, 3]


@pytest.mark.fault("the same names on a disk that takes a for A, and on Windows")
def test_names_of_files_differ_in_more_than_their_case():
    names = [file for entry in datasets.registry().values() for file in [entry["file"], *entry.get("alternatives", {})]]
    names += [f"{name}.npz" for name in datasets.registry()]
    assert len({name.lower() for name in names}) == len(set(names))
    assert not [
        name for name in names if set(name) & set('<>:"/\\|?* ') or name.split(".")[0].upper() in ("CON", "NUL")
    ]


@pytest.mark.fault("the same")
def test_names_in_the_repository_differ_in_more_than_their_case():
    kept = [p for part in ("helpers", "notebooks", "claims", "data/sample", "data/kept", "tests", "tools")
            for p in (download.ROOT / part).rglob("*") if "__pycache__" not in p.parts]  # fmt: skip
    names = [str(path.relative_to(download.ROOT)) for path in kept]
    assert len({name.lower() for name in names}) == len(names) and max(map(len, names)) < 120
    assert not [name for name in names if set(name) & set('<>:"|?*') or not name.isascii()]


# --- two courses in one cache ---------------------------------------------------------------------


@pytest.mark.fault("each kernel sees whole files: old or new")
def test_a_cache_that_is_emptied_between_two_loads(toy, cache):
    assert numbers() == [1, 2, 3]
    shutil.rmtree(cache)
    assert numbers() == [1, 2, 3]


@pytest.mark.fault("not believed, built again")
@pytest.mark.parametrize("file", [f for f in KINDS if f not in ("glove.6B.100d.zip",)])
def test_a_cached_file_of_another_dataset(file, mirror, known, cache):
    """A well-formed cached file under a wrong name, such as after a hand-made copy."""
    name, content = KINDS[file]
    known(name, content)
    (mirror / file).write_bytes(content)
    datasets.fetch(name)
    right = (cache / f"{name}.npz").read_bytes()
    np.savez(cache / f"{name}.npz", other=np.arange(3), **{data_cache.NOTE: np.array(["3: 0", ""])})
    datasets.fetch(name)
    assert len((cache / f"{name}.npz").read_bytes()) == len(right)


@pytest.mark.fault("a sentence and exit 1; the other datasets are fetched")
def test_the_command_that_fills_a_stick_that_is_full_of_faults(toy, tmp_path, monkeypatch, capsys):
    from helpers.datasets import __main__ as command

    monkeypatch.setattr(command, "registry", lambda: {"toy": toy})
    a_file(tmp_path / "stick")
    assert command.main(str(tmp_path / "stick")) == 1
    assert "cannot be written" in capsys.readouterr().err


@pytest.mark.fault("one sentence; no traceback")
def test_a_notebook_shows_the_sentence_alone(toy, monkeypatch, capsys):
    from IPython.core.interactiveshell import InteractiveShell

    monkeypatch.setenv("COURSE_OFFLINE", "1")
    shell = InteractiveShell()
    shell.user_ns["load"] = numbers
    shell.run_cell("load()")
    out, err = capsys.readouterr()
    assert [line for line in (out + err).splitlines() if line] == [
        "DatasetError: COURSE_OFFLINE forbids a download of toy.txt: unset it, or set COURSE_MIRROR to a folder."
    ]
    assert issubclass(DatasetError, CourseError) and sys.exc_info() == (None, None, None)
