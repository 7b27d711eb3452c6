"""The two spaces of lesson 04's sample."""

import runpy
from pathlib import Path

import numpy as np

from helpers import datasets
from helpers.datasets import store
from helpers.neighbours import Neighbours


def test_the_sample_is_what_its_script_makes():
    script = Path(__file__).resolve().parents[1] / "data" / "make" / "vectors_halves.py"
    made = runpy.run_path(str(script))["make_arrays"]()
    found = datasets.load_halves()
    assert found.words == made["words"].tolist()
    # Other processors' arithmetic may differ in the last decimals.
    np.testing.assert_allclose(found.first, made["first"], atol=4e-3)
    np.testing.assert_allclose(found.second, made["second"], atol=4e-3)
    assert (store.SAMPLE / "halves.npz").stat().st_size < 500_000


def test_both_spaces_know_what_belongs_together_and_yet_differ():
    found = datasets.load_halves()
    assert found.first.shape == found.second.shape == (1000, 100) and found.first.dtype == np.float32
    months = {"january", "february", "march", "april", "may", "june", "july", "august", "september", "october"}
    months |= {"november", "december"}
    for vectors in found[1:]:
        near = Neighbours(vectors, found.words).nearest("july", 3)["name"]
        assert len(set(near) & months) >= 2, list(near)
    assert abs(np.corrcoef(found.first.ravel(), found.second.ravel())[0, 1]) < 0.9
