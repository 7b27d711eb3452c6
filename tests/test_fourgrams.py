"""The 4-grams: the MATLAB file, what is wrong with a wrong file, and the sample."""

from pathlib import Path

import numpy as np
import pytest
from scipy.io import savemat

from helpers import datasets
from helpers.datasets import fourgrams, store
from helpers.errors import DatasetError

ROOT = Path(__file__).resolve().parents[1]
WORDS = ["all", "set", "just", "show"]
GRAMS = np.array([[1, 2, 3, 4], [4, 3, 2, 1]], np.int32)


def write(path, train=GRAMS, words=WORDS, **more):
    """A file of the official form: a struct of tables with one 4-gram a column, and cells with one word each."""
    vocab = np.array([[*words, ""]], object)[:, :-1]
    data = {"trainData": train.T, "validData": GRAMS[:1].T, "testData": GRAMS[1:].T, "vocab": vocab, **more}
    savemat(path, {"data": data})


@pytest.fixture
def mirror(tmp_path, monkeypatch):
    """A mirror folder and a cache of its own, for load_fourgrams("full") on a few 4-grams."""
    (tmp_path / "mirror").mkdir()
    monkeypatch.setenv("COURSE_MIRROR", str(tmp_path / "mirror"))
    monkeypatch.setenv("COURSE_CACHE", str(tmp_path / "cache"))
    write(tmp_path / "known.mat")
    known = store.fingerprint(fourgrams._read(tmp_path / "known.mat"))
    registry = {**store.registry(), "fourgrams": {**store.about("fourgrams"), "fingerprints": {"tiny": known}}}
    monkeypatch.setattr(store, "registry", lambda: registry)
    return tmp_path / "mirror"


def test_load_full_numbers_from_zero_and_keeps_the_split(mirror):
    write(mirror / "data.mat")
    found = datasets.load_fourgrams("full")
    assert found.words == WORDS
    assert found.train.tolist() == [[0, 1, 2, 3], [3, 2, 1, 0]]
    assert (found.validation.tolist(), found.test.tolist()) == ([[0, 1, 2, 3]], [[3, 2, 1, 0]])
    assert found.train.dtype == np.int32 and datasets.loaded["fourgrams"] == "tiny"
    (mirror / "data.mat").unlink()
    assert np.array_equal(datasets.load_fourgrams("full").train, found.train)  # from the cache now


def test_a_file_from_a_server_is_checked(server, cache, monkeypatch):
    (server.folder / "data.mat").write_bytes(b"<html>not found</html>")
    entry = {**store.about("fourgrams"), "urls": [f"{server.url}/data.mat", f"{server.url}/elsewhere/data.mat"]}
    monkeypatch.setattr(store, "registry", lambda: {"fourgrams": entry})
    with pytest.raises(DatasetError) as caught:
        datasets.load_fourgrams("full")
    assert "another sha256" in str(caught.value) and "no answer" in str(caught.value)
    assert [path for path in server.requests if path.endswith("data.mat")] == ["/data.mat", "/elsewhere/data.mat"]
    assert not store.compact_path("fourgrams").exists() and not (cache / "raw" / "data.mat").exists()


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"train": GRAMS[:, :3]}, "trainData is not a table of 4-grams"),
        ({"train": GRAMS + 1}, "trainData holds a word number outside 1 to 4"),
        ({"train": GRAMS - 1}, "trainData holds a word number outside 1 to 4"),
        ({"words": ["all", "set", "all", "show"]}, "a word is twice"),
        ({"words": [*WORDS, "money"]}, "not the data that this course knows as 'fourgrams'"),
    ],
)
def test_a_wrong_file_gets_one_clear_sentence(mirror, change, sentence):
    write(mirror / "data.mat", **change)
    with pytest.raises(DatasetError, match=r"data\.mat") as caught:
        datasets.load_fourgrams("full")
    assert sentence in str(caught.value)
    assert not store.compact_path("fourgrams").exists()


@pytest.mark.parametrize("cut", [0, 50, 400])
def test_a_truncated_file_is_damaged(mirror, cut):
    write(mirror / "data.mat")
    content = (mirror / "data.mat").read_bytes()
    (mirror / "data.mat").write_bytes(content[:cut])
    with pytest.raises(DatasetError, match="does not read as the MATLAB file"):
        datasets.load_fourgrams("full")


def test_a_matlab_file_with_other_things_in_it(mirror):
    savemat(mirror / "data.mat", {"x": np.eye(2)})
    with pytest.raises(DatasetError, match="does not read as the MATLAB file"):
        datasets.load_fourgrams("full")


def test_unknown_mode():
    with pytest.raises(DatasetError, match="Accepted: sample, full"):
        datasets.load_fourgrams("auto")


def test_sample_shows_what_the_real_file_shows():
    found = datasets.load_fourgrams("sample")
    assert len(found.words) == len(set(found.words)) == 250 and "war" in found.words
    assert np.unique(found.train).tolist() == list(range(250))
    met = set(map(tuple, found.train.tolist()))
    repeated = np.mean([tuple(gram) in met for gram in found.test.tolist()])
    assert 0.4 < repeated < 0.8
    again = datasets.load_fourgrams("sample")
    assert all(np.array_equal(a, b) for a, b in zip(found[:3], again[:3], strict=True))


@pytest.mark.real_data
def test_real_file():
    found = datasets.load_fourgrams("full")
    assert [len(part) for part in found[:3]] == [372_550, 46_568, 46_568]
    # the first examples that the document prints
    read = [" ".join(found.words[i] for i in gram) for gram in found.train[:3]]
    assert read == ["going to be .", "were not the first", "can do for each"]
