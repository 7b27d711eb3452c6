"""From an address to a file, against a server on this computer: what is promised when things go
wrong.
"""

import os
import subprocess
import sys
import threading

import numpy as np
import pytest
from conftest import files

from helpers import DatasetError, datasets
from helpers.datasets import cache as data_cache
from helpers.datasets import download
from helpers.datasets.cache import cached_arrays

CONTENT = b"1 2 3"
LOGIN = b"\n<!DOCTYPE html><html><body>Please log in to the hotel's network</body></html>"


@pytest.fixture
def toy(cache, known, server, monkeypatch):
    """A dataset of three numbers that is known by its fingerprint, with one address that serves
    it.
    """
    monkeypatch.setitem(
        data_cache.READERS, "toy", lambda path: {"numbers": np.array([int(x) for x in path.read_bytes().split()])}
    )
    return known("toy", CONTENT, file="toy.txt", urls=[server.serve("toy.txt", CONTENT)])


def numbers():
    return cached_arrays("toy")["numbers"].tolist()


def test_a_download_is_announced_and_kept_for_all_users(toy, cache, capfd):
    assert not datasets.available("toy") and datasets.megabytes(["toy"]) == 0.001
    assert numbers() == [1, 2, 3]
    out, err = capfd.readouterr()
    assert "Downloading toy.txt" in out and "\rtoy.txt:" in out and err == ""
    assert files(cache) == ["raw/toy.txt", "toy.npz"]
    assert (cache / "raw" / "toy.txt").stat().st_mode & 0o777 == 0o644 == (cache / "toy.npz").stat().st_mode & 0o777
    assert datasets.available("toy") and datasets.loaded["toy"] == "complete" and datasets.megabytes(["toy"]) == 0


@pytest.mark.parametrize(
    ("answer", "says"),
    [
        ({"status": 404}, r"answers 404"),
        ({"status": 403}, r"answers 403"),
        ({"status": 500}, r"answers 500"),
        ({"content": LOGIN}, r"it is a web page .*want a log-in"),
        ({"content": b""}, r"it is an empty file"),
        ({"content": b"1 2 4"}, r"not the data that this course knows as 'toy'"),
        ({"content": b"1 two 3"}, r"invalid literal"),
        ({"content": CONTENT[:3], "claims": None}, r"not the data that this course knows"),
        ({"content": CONTENT[:3], "claims": 5}, r"No answer or a broken one .*Check the connection"),
        ({"content": CONTENT, "claims": "five"}, r"toy\.txt"),
        ({"to": "/toy.txt"}, r"TooManyRedirects|Exceeded 30 redirects"),
    ],
)
def test_what_is_not_the_dataset_leaves_nothing_and_the_next_address_is_tried(toy, cache, server, answer, says):
    server.serve("toy.txt", **{"content": b"", **answer})
    with pytest.raises(DatasetError, match=says):
        numbers()
    assert files(cache) == [] and not datasets.available("toy")
    toy["urls"] = [*toy["urls"], server.serve("second/toy.txt", CONTENT)]
    assert numbers() == [1, 2, 3]


@pytest.mark.parametrize(
    "address",
    ["http://127.0.0.1:9/toy.txt", "http://127.0.0.1:99999999/toy.txt", "http://[::1", "http://",
     f"http://{'a' * 64}.example/toy.txt", "http://räksmörgås\ud800/toy.txt"],
)  # fmt: skip
def test_addresses_that_cannot_be_reached_are_told_and_passed_over(toy, address, server, cache):
    good, toy["urls"] = toy["urls"], [address]
    with pytest.raises(DatasetError, match=r"could not be downloaded.*COURSE_MIRROR.*sample mode") as caught:
        numbers()
    assert "sha256" not in str(caught.value) and files(cache) == []
    assert "Max retries" not in str(caught.value) and "object at" not in str(caught.value)
    toy["urls"] = [address, *good]
    assert numbers() == [1, 2, 3]


def test_what_may_pass_is_tried_again(toy, server, monkeypatch):
    monkeypatch.setattr(download, "RETRIES", 1)
    server.serve("toy.txt", CONTENT, fails=1)
    assert numbers() == [1, 2, 3] and len(server.requests) == 2


@pytest.mark.parametrize("status", [403, 404])
def test_a_refusal_is_asked_for_once(toy, server, monkeypatch, status):
    monkeypatch.setattr(download, "RETRIES", 2)
    server.serve("toy.txt", status=status)
    with pytest.raises(DatasetError, match=str(status)):
        numbers()
    assert len(server.requests) == 1


def test_a_silent_and_a_trickling_server_are_given_up(toy, server, monkeypatch, clock, cache):
    monkeypatch.setattr(download, "SILENCE", 0.3)
    server.serve("toy.txt", CONTENT, pause=5)
    with pytest.raises(DatasetError, match="No answer or a broken one"):
        numbers()
    monkeypatch.setattr(download, "PATIENCE", 0.5)
    server.serve("toy.txt", b"1 " * 500, pause=0.05)  # each byte comes in time, all of them would take 50 seconds
    with pytest.raises(DatasetError, match="too slow"):
        numbers()
    assert clock() < 4 and files(cache) == []


@pytest.mark.parametrize("word", ["1", "true", "Yes"])
def test_offline_never_asks(toy, server, monkeypatch, word):
    monkeypatch.setenv("COURSE_OFFLINE", word)
    with pytest.raises(DatasetError, match="COURSE_OFFLINE forbids"):
        numbers()
    assert server.requests == []
    monkeypatch.setenv("COURSE_OFFLINE", "0")
    assert numbers() == [1, 2, 3]


def test_two_kernels_at_once_both_succeed(toy, cache):
    results = []
    threads = [threading.Thread(target=lambda: results.append(numbers())) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert results == [[1, 2, 3]] * 4
    assert files(cache) == ["raw/toy.txt", "toy.npz"]


def test_only_so_many_lines_are_downloaded(toy, server, cache):
    toy["lines"] = 2
    toy["urls"] = [server.serve("long", b"1 2\n3\n" + b"oops\n" * 1_000_000, claims=10**10)]
    assert numbers() == [1, 2, 3]
    assert (cache / "raw" / "toy.txt").read_bytes() == b"1 2\n3\n"


def test_a_first_download_in_a_notebook_warns_of_nothing(server, tmp_path):
    """tqdm.auto complains in a kernel without ipywidgets; once, so in a new process."""
    address = server.serve("toy.txt", CONTENT)
    code = (
        "import sys, types, pathlib, os; from helpers.datasets import download\n"
        "sys.modules['ipykernel.zmqshell'] = types.ModuleType('as in a kernel')\n"
        "sys.modules['ipywidgets'] = None\n"
        f"download._save({address!r}, pathlib.Path({str(tmp_path)!r}, 'toy.txt'), {{'bytes': 5, 'file': 'toy.txt'}})\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.returncode == 0 and done.stderr == ""


# --- mirrors --------------------------------------------------------------------------------------


def test_a_mirror_folder_replaces_the_addresses(toy, mirror, server):
    with pytest.raises(DatasetError, match=r"Copy a good toy\.txt to .*mirror, which is COURSE_MIRROR"):
        numbers()
    (mirror / "toy.txt").write_bytes(b"1  2  3\n")  # packed in another way, but the same data
    assert datasets.available("toy") and numbers() == [1, 2, 3] and server.requests == []
    (mirror / "toy.txt").unlink()
    assert numbers() == [1, 2, 3]  # from the cache


def test_a_damaged_file_on_a_stick_is_not_to_be_deleted(toy, mirror):
    (mirror / "toy.txt").write_bytes(b"1 2 4")
    with pytest.raises(DatasetError, match="Copy a good toy") as caught:
        numbers()
    assert "elete" not in str(caught.value) and str(mirror / "toy.txt") in str(caught.value)
    assert (mirror / "toy.txt").read_bytes() == b"1 2 4"


@pytest.mark.parametrize("form", ["{}", ' "{}" ', "'{}/'", "file://{}"])
def test_a_mirror_folder_in_any_spelling(toy, mirror, monkeypatch, form):
    folder = mirror / "mit Umlaut ä"
    folder.mkdir()
    (folder / "toy.txt").write_bytes(CONTENT)
    monkeypatch.setenv("COURSE_MIRROR", form.format(folder))
    assert numbers() == [1, 2, 3]


@pytest.mark.parametrize(
    ("value", "says"),
    [("/no/such/stick", "neither a folder"), (__file__, "neither a folder"), ("ftp://x/y", "nor an address"),
     ("~nosuchuser/x", "neither a folder"), ("file:///no/such", "neither a folder"), ("x" * 5000, "neither a folder")],
)  # fmt: skip
def test_a_wrong_mirror_is_told_when_it_is_needed(toy, monkeypatch, value, says):
    monkeypatch.setenv("COURSE_MIRROR", value)
    assert not datasets.available("toy")
    with pytest.raises(DatasetError, match=says):
        numbers()
    monkeypatch.delenv("COURSE_MIRROR")
    assert numbers() == [1, 2, 3]
    monkeypatch.setenv("COURSE_MIRROR", value)
    assert numbers() == [1, 2, 3]  # the cache needs no mirror


def test_a_mirror_address_serves_other_packings_and_alternatives_and_its_sums_count_for_nothing(
    toy, server, monkeypatch
):
    toy["alternatives"] = {"toy.json": ""}
    monkeypatch.setenv("COURSE_MIRROR", f"HTTP://{server.url[7:]}/m/")
    server.serve("m/SHA256SUMS", b"03ac674216f3e15c761ee1a5e255f067953623c8b388b4459e13f978d7c846f4  toy.txt\n")
    server.serve("m/toy.txt", b"1234")  # what these sums vouch for
    with pytest.raises(DatasetError, match=r"not the data.*m/toy\.json.*404"):
        numbers()
    server.serve("m/toy.txt", b"1  2  3\n")
    assert numbers() == [1, 2, 3]
    assert set(server.requests) == {"/m/toy.txt", "/m/toy.json"}


def test_a_mirror_address_that_hangs_is_not_asked_for_what_is_cached(toy, server, monkeypatch):
    numbers()
    monkeypatch.setenv("COURSE_MIRROR", server.url)
    server.requests.clear()
    assert numbers() == [1, 2, 3] and datasets.available("toy") and server.requests == []


@pytest.mark.parametrize("value", ["~nosuchuser/cache", "x" * 5000])
def test_a_wrong_cache_is_told(toy, monkeypatch, value):
    monkeypatch.setenv("COURSE_CACHE", value)
    with pytest.raises(DatasetError, match="COURSE_CACHE"):
        numbers()


def test_an_unreadable_file_says_so(toy, mirror, monkeypatch):
    (mirror / "toy.txt").write_bytes(CONTENT)

    def refuse(path):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setitem(data_cache.READERS, "toy", refuse)
    with pytest.raises(DatasetError, match=r"toy\.txt cannot be used: .*Permission denied"):
        numbers()


def test_what_a_killed_kernel_left_is_swept_once_it_is_old(toy, cache):
    for folder in ("course-unfinished-old", "course-unfinished-new", "mine"):
        (cache / "raw" / folder).mkdir(parents=True)
        (cache / "raw" / folder / "x").write_bytes(b"half")
        if folder != "course-unfinished-new":
            os.utime(cache / "raw" / folder, (0, 0))
    numbers()
    assert files(cache / "raw") == ["course-unfinished-new/x", "mine/x", "toy.txt"]
