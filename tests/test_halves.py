"""The two spaces of lesson 04's sample."""

import numpy as np

from helpers import datasets
from helpers.neighbours import Neighbours


def test_both_spaces_know_what_belongs_together_and_yet_differ():
    found = datasets.load_halves()
    assert found.first.shape == found.second.shape == (1000, 100) and found.first.dtype == np.float32
    months = {"january", "february", "march", "april", "may", "june", "july", "august", "september", "october"}
    months |= {"november", "december"}
    for vectors in found[1:]:
        near = Neighbours(vectors, found.words).nearest("july", 3)["name"]
        assert len(set(near) & months) >= 2, list(near)
    assert abs(np.corrcoef(found.first.ravel(), found.second.ravel())[0, 1]) < 0.9
