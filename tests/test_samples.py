"""The embedded samples: each is what its script in data/make makes."""

import functools
import gzip
import io
from importlib import import_module
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

ROOT = Path(__file__).resolve().parents[1]
SAMPLE = ROOT / "data" / "sample"
MAKERS = {
    "reviews.csv.gz": "reviews",
    "glove.sample.100d.txt": "vectors",
    "wine.csv.gz": "wine",
    "wine_truth.csv": "wine",
    "tweets.csv.gz": "tweets",
    "sentences.txt.gz": "fourgrams",
    "emojis.png": "emojis",
    "emojis.txt": "emojis",
}


@pytest.fixture(autouse=True)
def scripts(monkeypatch):
    monkeypatch.syspath_prepend(str(ROOT / "data" / "make"))


@functools.cache
def made_by(script):
    return import_module(script).make()


def inside(name, content):
    """What a file says: its text, and its numbers where they are not part of it.

    Files are packed in other ways by other versions of the libraries.
    """
    if name.endswith(".gz"):
        return gzip.decompress(content), []
    if name.endswith(".png"):
        return b"", [np.array(Image.open(io.BytesIO(content)))]
    if name.endswith(".npz"):
        with np.load(io.BytesIO(content)) as arrays:
            return arrays["words"].tolist(), [arrays["first"], arrays["second"]]
    if name.startswith("glove"):
        words, rows = zip(*(line.split(" ", 1) for line in content.decode().splitlines()), strict=True)
        return words, [np.array([row.split() for row in rows], float)]
    return content, []


@pytest.mark.parametrize("name", MAKERS)
def test_a_sample_is_what_its_script_makes(name):
    text, arrays = inside(name, (SAMPLE / name).read_bytes())
    made_text, made_arrays = inside(name, made_by(MAKERS[name])[name])
    assert made_text == text
    for found, made in zip(arrays, made_arrays, strict=True):
        # Other processors' arithmetic may differ in the last decimals.
        np.testing.assert_allclose(made, found, rtol=0, atol=4e-3)


def test_every_sample_has_a_script_and_is_small():
    assert {path.name for path in SAMPLE.iterdir()} == set(MAKERS)
    assert sorted(set(MAKERS.values())) == sorted(import_module("all").SCRIPTS)
    assert max(path.stat().st_size for path in SAMPLE.iterdir()) < 1_500_000


def test_a_grammar_file_and_one_with_a_line_of_no_known_form(tmp_path):
    path = tmp_path / "broken.txt"
    path.write_text("city: Oslo | Lima\n    Cork  # in Ireland\nshare = 0.5\noops\n")
    read = import_module("grammar").read
    with pytest.raises(ValueError, match="no list, no number, no heading: oops"):
        read(path)
    path.write_text(path.read_text().replace("oops\n", ""))
    assert read(path) == ({"share": 0.5}, {"": {"city": ["Oslo", "Lima", "Cork"]}})


@pytest.mark.parametrize("mode", ["sample", "full"])
def test_the_kept_long_run_is_whole(mode):
    script = import_module("long_run")
    with np.load(ROOT / "data" / "kept" / f"{script.NAME}-{mode}.npz", allow_pickle=False) as file:
        kept = dict(file)
    runs, emojis = len(script.SEEDS), {"sample": 408, "full": 872}[mode]
    assert kept["path"].shape == (runs, 101, 2) and np.isfinite(kept["path"]).all()
    assert kept["mean"].shape == kept["log_variance"].shape == (runs, emojis, 16)
    assert kept["drawn"].shape == (runs, 10, 36, 36, 4)
    for mean, alive in zip(kept["mean"], kept["alive"], strict=True):
        assert (np.ptp(mean, axis=0) > 0).any() == (alive > 0), "dead: every emoji has the same code"


def test_the_kept_long_run_begins_as_its_script_makes_it(monkeypatch):
    monkeypatch.setenv("COURSE_MODE", "sample")
    monkeypatch.chdir(ROOT)
    script = import_module("long_run")
    made, decoder, _ = script.make("sample", seeds=script.SEEDS[:1], epochs=1)
    with np.load(ROOT / "data" / "kept" / f"{script.NAME}-sample.npz", allow_pickle=False) as file:
        assert sorted(file.files) == sorted(made)
        np.testing.assert_allclose(made["path"][0, 0], file["path"][0, 0], rtol=1e-3)  # before the first step
        np.testing.assert_allclose(made["path"][0, 1, 1], file["path"][0, 1, 1], rtol=0.1)  # after an epoch
    assert decoder.input_shape == (None, 16)
