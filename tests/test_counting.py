"""Models that count: worked by hand, and probabilities that add up to 1."""

import numpy as np
import pytest

from helpers import counting

TRAIN = np.array([[0, 1, 2], [0, 1, 2], [0, 1, 0], [2, 1, 0], [1, 2, 2]])


def test_smoothed_by_hand():
    (one,) = counting.smoothed(TRAIN, np.array([[0, 1, 2]]), context=2, words=3, imaginary=10)
    alone = (3 + 10 / 3) / (5 + 10)  # the word 2 came last in 3 of 5 rows
    after_one = (2 + 10 * alone) / (4 + 10)  # after 1 in 2 of 4
    assert one == pytest.approx((2 + 10 * after_one) / (3 + 10))  # after 0, 1 in 2 of 3


def test_kneser_ney_by_hand():
    (one,) = counting.kneser_ney(TRAIN, np.array([[0, 1, 2]]), words=3, discount=0.5)
    # different pairs that end a row: 1 2, 1 0, 2 2; so 2 has two different words before it, of three
    alone = (2 - 0.5 + 0.5 * 2 / 3) / 3
    # different rows: 0 1 2, 0 1 0, 2 1 0, 1 2 2; after 1 came 2 once and 0 twice, two different words
    after_one = (1 - 0.5 + 0.5 * 2 * alone) / 3
    assert one == pytest.approx((2 - 0.5 + 0.5 * 2 * after_one) / 3)


@pytest.mark.parametrize("context", [[0, 1], [2, 1], [2, 0], [1, 1]])
@pytest.mark.parametrize("model", ["smoothed", "kneser_ney"])
def test_probabilities_add_up_to_one(model, context):
    rows = np.array([[*context, word] for word in range(3)])
    arguments = {"context": 2} if model == "smoothed" else {}
    assert getattr(counting, model)(TRAIN, rows, words=3, **arguments).sum() == pytest.approx(1)
