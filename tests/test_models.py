"""Models applied to many rows, some at a time."""

import keras
import numpy as np
import pytest

from helpers import in_parts


@pytest.mark.parametrize("size", [1, 3, 7, 100])
def test_parts_together_are_the_whole(size):
    seen = []

    def double(rows):
        seen.append(len(rows))
        return keras.ops.multiply(rows, 2)

    rows = np.arange(21.0).reshape(7, 3)
    assert np.array_equal(in_parts(double, rows, size), 2 * rows)
    assert max(seen) == min(size, 7) and sum(seen) == 7


def test_the_structure_of_the_answer_stays():
    found = in_parts(lambda rows: {"sum": rows.sum(axis=1), "both": [rows, -rows]}, np.ones((5, 2)), size=2)
    assert found["sum"].tolist() == [2.0] * 5 and [part.shape for part in found["both"]] == [(5, 2), (5, 2)]
