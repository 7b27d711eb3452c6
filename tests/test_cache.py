"""From a file to arrays: what is recognised, what the cache is believed, and what stands in it."""

import os
import shutil

import numpy as np
import pytest
from conftest import files, numbers, read_numbers
from tiny import ALIGNED

from helpers import CourseError, DatasetError, datasets
from helpers.datasets import __main__ as command
from helpers.datasets import cache as data_cache
from helpers.datasets import download
from helpers.datasets.cache import cached_arrays, fingerprint

CONTENT = b"1 2 3"
LOGIN = b"<html>Please log in</html>"


@pytest.fixture
def official(cache, known, server, monkeypatch):
    """The dataset "toy", known by the sha256 of its file only."""
    monkeypatch.setitem(data_cache.READERS, "toy", read_numbers)
    return known("toy", CONTENT, sha256=True, file="toy.txt", urls=[server.serve("toy.txt", CONTENT)])


def alter(cache, **arrays):
    """Replace arrays in the cache, as a well-formed file."""
    with np.load(cache / "toy.npz") as kept:
        np.savez(cache / "toy.npz", **{**kept, **arrays})


def put_raw(cache, content, name="toy.txt"):
    (cache / "raw").mkdir(parents=True, exist_ok=True)
    (cache / "raw" / name).write_bytes(content)


@pytest.mark.parametrize("by", ["toy", "official"])
def test_a_second_load_needs_neither_server_nor_file_nor_reader(by, request, cache, server, monkeypatch):
    request.getfixturevalue(by)
    numbers()
    shutil.rmtree(cache / "raw")
    server.requests.clear()
    monkeypatch.setitem(data_cache.READERS, "toy", lambda path: 1 / 0)
    assert numbers() == [1, 2, 3] and server.requests == [] and datasets.loaded["toy"] == "complete"


@pytest.mark.parametrize("by", ["toy", "official"])
def test_an_altered_cache_is_not_served_but_built_again(by, request, cache, server):
    """Whatever stood in the cache used to be returned as the dataset."""
    request.getfixturevalue(by)
    numbers()
    server.requests.clear()
    for wrong in (np.array([1, 2, 4], np.int32), np.array([1, 2, 3], np.uint32)):  # the same bytes, other numbers
        alter(cache, numbers=wrong)
        assert numbers() == [1, 2, 3] and cached_arrays("toy")["numbers"].dtype == np.int32
    assert server.requests == []  # from the raw file


def test_a_cache_altered_with_its_own_note_is_not_served_either(toy, cache, server):
    numbers()
    arrays = {"numbers": np.array([1, 2, 4], np.int32)}
    alter(cache, **arrays, **{data_cache.NOTE: np.array([fingerprint(arrays), ""])})
    shutil.rmtree(cache / "raw")
    assert not datasets.available("toy")
    assert numbers() == [1, 2, 3]


@pytest.mark.fault("read again from its own file; a French text is never Romanian")
def test_a_cache_under_another_name_is_not_served(mirror, cache):
    """Nobody publishes a hash of fastText: the note says whose it is."""
    (mirror / "wiki.fr.align.vec").write_bytes(ALIGNED)
    (mirror / "wiki.ro.align.vec").write_bytes(ALIGNED.replace(b"mot", b"cuv"))
    datasets.load_aligned("full", "fr")
    shutil.copyfile(cache / "fasttext-fr.npz", cache / "fasttext-ro.npz")
    assert datasets.load_aligned("full", "ro").words[0] == "cuv0"
    for arrays in ({"words": np.arange(3)}, {"vectors": np.zeros(2)}):  # of another dataset, as notes were before
        np.savez(cache / "fasttext-fr.npz", **arrays, **{data_cache.NOTE: np.array([fingerprint(arrays), "ab" * 32])})
        assert datasets.load_aligned("full", "fr").words[0] == "mot0"
    (mirror / "wiki.fr.align.vec").unlink()
    (cache / "fasttext-ro.npz").replace(cache / "fasttext-fr.npz")
    assert not datasets.available("fasttext-fr")


def test_a_cache_whose_note_names_no_dataset_is_known_by_its_content(toy, cache, server):
    """As notes were before."""
    numbers()
    found = fingerprint({"numbers": np.array([1, 2, 3], np.int32)})
    alter(cache, **{data_cache.NOTE: np.array([found, ""])})
    shutil.rmtree(cache / "raw")
    server.requests.clear()
    assert datasets.available("toy") and numbers() == [1, 2, 3] and server.requests == []


@pytest.mark.parametrize("by", ["toy", "official"])
def test_a_stale_cache_is_built_again(by, request, cache, monkeypatch):
    """The reader has changed since: with it the fingerprint in the registry, or else the format's
    number.
    """
    entry = request.getfixturevalue(by)
    numbers()
    changed = lambda path: {"numbers": read_numbers(path)["numbers"] * 10}  # noqa: E731
    monkeypatch.setitem(data_cache.READERS, "toy", changed)
    if by == "toy":
        entry["fingerprints"] = {"complete": fingerprint(changed(cache / "raw" / "toy.txt"))}
    else:
        monkeypatch.setattr(data_cache, "NOTE", "a later note")
    assert numbers() == [10, 20, 30]


def test_flipped_bits_and_cuts_of_the_cache_are_noticed(toy, cache):
    numbers()
    path = cache / "toy.npz"
    whole = path.read_bytes()
    for place in range(0, len(whole), 7):
        for damaged in (whole[:place], whole[:place] + bytes([whole[place] ^ 1 << place % 8]) + whole[place + 1 :]):
            path.write_bytes(damaged)
            arrays = cached_arrays("toy")["numbers"]
            assert arrays.tolist() == [1, 2, 3] and arrays.dtype == np.int32


def test_a_login_page_in_the_cache_never_makes_a_dataset_available(toy, cache, server, monkeypatch):
    put_raw(cache, LOGIN)
    assert not datasets.available("toy") and datasets.megabytes(["toy"]) > 0
    monkeypatch.setenv("COURSE_OFFLINE", "1")
    with pytest.raises(DatasetError, match=r"it is a web page.*COURSE_OFFLINE forbids a download of toy.txt: unset it"):
        numbers()
    monkeypatch.delenv("COURSE_OFFLINE")
    good = toy["urls"]
    toy["urls"] = [f"{server.url}/gone"]
    with pytest.raises(DatasetError, match=r"it is a web page.*404"):
        numbers()
    assert files(cache) == ["raw/toy.txt"]  # as it was
    toy["urls"] = good
    assert numbers() == [1, 2, 3]  # healed
    assert (cache / "raw" / "toy.txt").read_bytes() == CONTENT and files(cache) == ["raw/toy.txt", "toy.npz"]


@pytest.mark.parametrize("by", ["toy", "official"])
def test_a_raw_file_that_went_bad_is_fetched_again(by, request, cache):
    request.getfixturevalue(by)
    put_raw(cache, b"1 2 4")
    assert numbers() == [1, 2, 3] and (cache / "raw" / "toy.txt").read_bytes() == CONTENT


def test_the_official_hash_counts_on_a_mirror_too(official, mirror):
    (mirror / "toy.txt").write_bytes(b"1 2 3 ")
    with pytest.raises(DatasetError, match="not the data that this course knows"):
        numbers()
    (mirror / "toy.txt").write_bytes(CONTENT)
    assert numbers() == [1, 2, 3]


def test_a_strict_dataset_is_not_even_read_without_its_hash(official, mirror, monkeypatch):
    official["strict"] = True
    monkeypatch.setitem(data_cache.READERS, "toy", lambda path: os._exit(9))
    (mirror / "toy.txt").write_bytes(b"1 2 3 ")
    with pytest.raises(DatasetError, match="sha256 is not the official one"):
        numbers()


def test_a_partial_copy_is_called_partial_until_a_whole_one_is_at_hand(toy, mirror, cache):
    part = fingerprint({"numbers": np.array([1], np.int32)})
    toy |= {"alternatives": {"toy.part": "first1"}, "partial": {"first1": "the first of its numbers"}}
    toy["fingerprints"] = toy["fingerprints"] | {"first1": part}
    (mirror / "toy.part").write_bytes(b"1")
    assert datasets.partial_note("toy") == "the first of its numbers"
    assert numbers() == [1] and datasets.loaded["toy"] == "first1"
    assert datasets.partial_note("toy") == "the first of its numbers"
    (mirror / "toy.txt").write_bytes(LOGIN)
    assert numbers() == [1]
    (mirror / "toy.txt").write_bytes(CONTENT)
    assert datasets.partial_note("toy") == "" and numbers() == [1, 2, 3] and datasets.loaded["toy"] == "complete"
    (mirror / "toy.txt").unlink()
    assert numbers() == [1, 2, 3] and datasets.partial_note("toy") == ""


# --- fetching for a stick -------------------------------------------------------------------------


def test_fetch_lays_a_recognised_file_on_a_stick(official, cache, server, tmp_path, monkeypatch):
    stick = tmp_path / "stick"
    assert datasets.fetch("toy", stick) == stick / "toy.txt"
    assert files(stick) == ["toy.txt"] and files(cache) == []
    server.requests.clear()
    datasets.fetch("toy", stick)
    assert server.requests == []  # it is there
    (stick / "toy.txt").write_bytes(b"1 2 4")
    datasets.fetch("toy", stick)
    assert (stick / "toy.txt").read_bytes() == CONTENT  # a bad one is replaced
    monkeypatch.setenv("COURSE_MIRROR", str(stick))
    assert numbers() == [1, 2, 3] and datasets.loaded["toy"] == "complete"


def test_fetch_copies_what_is_at_hand(toy, cache, server, tmp_path):
    assert datasets.fetch("toy") == cache / "toy.npz"
    server.requests.clear()
    datasets.fetch("toy", tmp_path / "stick")
    assert files(tmp_path / "stick") == ["toy.txt"] and server.requests == []


def test_the_command_goes_on_after_a_failure(toy, tmp_path, monkeypatch, capsys):
    both = {"bad": {**toy, "urls": []}, "toy": toy}
    monkeypatch.setattr(download, "registry", lambda: both)
    monkeypatch.setattr(command, "registry", lambda: both)
    monkeypatch.setitem(data_cache.READERS, "bad", lambda path: 1 / 0)
    assert command.main(str(tmp_path / "stick")) == 1
    assert files(tmp_path / "stick") == ["toy.txt"]
    assert "bad: toy.txt could not be downloaded" in capsys.readouterr().err


# --- the registry ---------------------------------------------------------------------------------


def test_wrong_names_name_the_accepted_ones(toy):
    with pytest.raises(DatasetError, match=r"no dataset 'tow'. Did you mean 'toy'"):
        datasets.fetch("tow")
    for loader in ("emojis", "fourgrams", "glove", "imdb", "mnist", "phrases", "reviews", "tweets", "wine"):
        with pytest.raises(DatasetError, match="Accepted: sample, full"):
            getattr(datasets, f"load_{loader}")("auto")


def test_the_fingerprint_sees_values_shapes_and_names():
    a = np.arange(6, dtype=np.int32)
    others = [{"b": a}, {"a": a.reshape(2, 3)}, {"a": a[::-1]}, {"a": a, "b": a}]
    assert len({fingerprint(arrays) for arrays in [{"a": a}, *others]}) == 5


def test_every_dataset_of_the_course_can_be_recognised_and_has_a_datasheet():
    sheet = (download.ROOT / "data" / "README.md").read_text(encoding="utf-8")
    for name, entry in datasets.registry().items():
        assert {"file", "urls", "bytes", "licence", "citation", "loader"} <= set(entry), name
        assert {"sha256", "fingerprints", "unverified"} & set(entry), f"{name} could not be recognised"
        assert set(filter(None, entry.get("alternatives", {}).values())) <= set(entry.get("partial", {}))
        assert name in data_cache.READERS and callable(getattr(datasets, entry["loader"]))
        assert f"`{name}`" in sheet, f"{name} has no datasheet in data/README.md"


def test_a_data_error_is_a_course_error():
    assert issubclass(DatasetError, CourseError)
