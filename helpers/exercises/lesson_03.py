"""The tasks of lesson 03: an average, two draws that mislead, a tokeniser fitted on the wrong texts."""

import numpy as np

from ..text import Tokenizer
from . import Quiz, Right, Task, Wrong

TOY = np.array([[0.0, 0.0], [2.0, 0.0], [-1.0, 1.0], [0.0, 0.0]])  # padding, good, dull, zzz
COUNTS = np.array([[0.0, 2.0, 1.0, 1.0], [0.0, 0.0, 1.0, 0.0], [0.0, 0.0, 0.0, 3.0], [5.0, 1.0, 1.0, 4.0]])
THREE = np.array([[0.0, 0.0, 0.0], [1.0, 0.0, 4.0], [0.0, 0.0, 0.0], [2.0, -2.0, 1.0], [0.5, 0.5, -1.0]])
CASES = [
    (COUNTS, TOY, TOY.any(axis=1)),
    (COUNTS[::-1].copy(), TOY, TOY.any(axis=1)),
    (np.array([[1.0, 3.0, 2.0, 0.0, 1.0], [0.0, 0.0, 2.0, 0.0, 0.0]]), THREE, THREE.any(axis=1)),
]


def _average(counts, matrix, held):
    return (counts @ matrix) / np.maximum(counts @ held, 1)[:, None]


def _divided_by(divisor):
    """A wrong average: divides the sums by something else."""
    return lambda counts, matrix, held: (counts @ matrix) / np.maximum(divisor(counts, held), 1)[:, None]


def _by_matrix(counts, matrix, held):
    return (counts @ matrix) / np.maximum(counts @ matrix, 1)[:, None]


TRAIN = ["a dull film", "a good film and a good day", "dull dull dull"]
TEST = [["good film", "no film"], ["no no no a day", "dull"], ["and and a good good good day"]]


def _encode(train_texts, test_texts):
    return Tokenizer(num_words=100).fit(train_texts).encode(test_texts)


def _refitted(train_texts, test_texts):
    return Tokenizer(num_words=100).fit(test_texts).encode(test_texts)


def _fitted_on_all(train_texts, test_texts):
    return Tokenizer(num_words=100).fit([*train_texts, *test_texts]).encode(test_texts)


def _encoded_train(train_texts, test_texts):
    return Tokenizer(num_words=100).fit(train_texts).encode(train_texts)


def _misled(answer, luck):
    """Right when the chosen network with GloVe is worse than the chosen one without."""
    try:
        if any(int(number) != float(number) for pair in answer for number in pair):
            raise ValueError("half a draw")
        (draw, start), (other_draw, other_start) = (tuple(int(number) for number in pair) for pair in answer)
        given, without = luck["with"][draw, start], luck["without"][other_draw, other_start]
    except (KeyError, TypeError, ValueError):
        return Wrong("Write two pairs of numbers from 0 to 4: `[[draw, start], [draw, start]]`.")
    pair = f"{given:.3f} with GloVe, {without:.3f} without"
    if (draw, start) == (other_draw, other_start):
        return Wrong(f"{pair}. You took one draw and one start: that is the fair comparison. Take different ones.")
    if given >= without:
        return Wrong(f"{pair}: the colleague would say that GloVe helps. Look for a low accuracy with it.")
    fair = luck["with"] - luck["without"]
    here = fair[draw, start]
    also = "There GloVe loses in its own pair, too: one pair can mislead as well. " if here < 0 else ""
    return Right(
        f"{pair}. On the draw and start of your place with GloVe, the gain is {here:+.3f}. {also}Over all {len(fair)} "
        f"pairs it is {fair.mean():+.3f}. Different places add the luck of the draw or of the start to the difference."
    )


def _worst_and_best(luck):
    ahead = luck["with"] > luck["without"]
    worst, best = luck["with"][ahead].idxmin(), luck["without"].idxmax()
    return [[int(n) for n in worst], [int(n) for n in best]]


def _best_and_worst(luck):
    best, worst = luck["with"].idxmax(), luck["without"].idxmin()
    return [[int(n) for n in best], [int(n) for n in worst]]


def _example():
    import pandas as pd

    rng = np.random.default_rng(0)
    index = pd.MultiIndex.from_product([range(5), range(5)], names=["draw_number", "start"])
    return {"luck": pd.DataFrame(rng.uniform(0.5, 0.56, (25, 2)), index, ["with", "without"])}


TASKS = [
    Task(
        "pairs",
        "find",
        reference=_worst_and_best,
        form="two pairs of numbers from 0 to 4, such as `[[0, 1], [2, 3]]`",
        check=_misled,
        mistakes=[
            (_best_and_worst, None),
            (lambda luck: [_worst_and_best(luck)[0]] * 2, None),
            ([[0, 0], [7, 0]], None),
            ([[0.5, 0], [1, 2]], None),
        ],
        hints=[
            "Look for the lowest accuracy with GloVe and the highest without.",
            "`luck['without'].idxmax()` gives draw and start. Take a low place with GloVe, best one that still "
            "wins its own pair.",
        ],
        solution="For instance the lowest place with GloVe where it wins its own pair, and the highest without:",
        code="ahead = luck['with'] > luck['without']\n"
        "answer = [list(luck['with'][ahead].idxmin()), list(luck['without'].idxmax())]",
        example=_example,
    ),
    Task(
        "average",
        "complete",
        cases=CASES,
        reference=_average,
        right="`counts @ held` counts, for each review, the words that have a vector. The `maximum` is for a "
        "review without any such word: its average is zero.",
        mistakes=[
            (
                _divided_by(lambda counts, held: counts @ np.ones(len(held))),
                "You divide by all words. For *good good dull zzz* that is 4, and gives (0.75, 0.25); *zzz* "
                "must not count.",
            ),
            (
                _divided_by(lambda counts, held: (counts > 0) @ held),
                "*Good* stands there twice and counts twice: divide by 3, not by 2.",
            ),
            (
                _by_matrix,
                "`counts @ matrix` is the sum of the vectors. Divide by a number of words: which of the three "
                "arguments says which words count?",
            ),
            (
                _divided_by(lambda counts, held: np.full(len(counts), len(held))),
                "You divide by the size of the vocabulary. Count the words of each review.",
            ),
        ],
        hints=[
            "You need a divisor for each review: `counts @ something` adds up something for each review.",
            "Which column of ones and zeros, one for each word, makes *zzz* count 0 and the others 1?",
        ],
        solution="Count the words that have a vector:",
        code=(
            "def average(counts, matrix, held):\n    return (counts @ matrix) / np.maximum(counts @ held, 1)[:, None]"
        ),
    ),
    Task(
        "tokeniser",
        "repair",
        cases=[(TRAIN, test) for test in TEST],
        reference=_encode,
        start=_refitted,
        right="A tokeniser is part of the model: it is fitted once, on the training texts. Words that it has "
        "never seen are dropped.",
        mistakes=[
            (
                _fitted_on_all,
                "Now the numbers depend on the test texts, too. The training reviews have new numbers, and "
                "the model has seen the words of the exam.",
            ),
            (_encoded_train, "You encode the training texts. The test texts are to be judged."),
        ],
        hints=[
            "Which number does *dull* have in training, and which one in the test?",
            "`fit` decides the numbers. On which texts did the model learn what the numbers mean?",
        ],
        solution="Fit on the training texts, encode the test texts:",
        code=(
            "from helpers.text import Tokenizer\n\n\n"
            "def encode(train_texts, test_texts):\n"
            "    tokenizer = Tokenizer(num_words=100).fit(train_texts)\n"
            "    return tokenizer.encode(test_texts)"
        ),
    ),
]

QUIZZES = [
    Quiz(
        "frozen",
        "A smaller network: 10,000 words with 50 numbers each, frozen; a window of 20 words; Flatten, Dense(8), "
        "Dense(1). How many numbers may training change, biases included?",
        {
            "417": "That gives each of the 8 units 50 inputs. Flatten lays 20 words end to end.",
            "8,008": "That is the hidden layer, 20 × 50 × 8 + 8. The last layer has weights, too.",
            "✓ 8,017": "20 × 50 × 8 + 8 in the hidden layer, and 8 + 1 in the last. The 500,000 numbers of the "
            "table are used and not trained.",
            "508,017": "The 500,000 numbers of the table are there, but training may not change them.",
        },
    ),
    Quiz(
        "bet",
        "The same network learns from 200 reviews, once with GloVe's vectors and once without. What will GloVe add "
        "to its accuracy?",
        {
            "Ten percentage points or more": "Six billion words sound like it. Sections 4 and 5 measure it.",
            "✓ Something, but less than ten points": "You are careful. Sections 4 and 5 measure it, and ask whose "
            "luck it is.",
            "Nothing: GloVe's words come from the wrong texts": "They come from encyclopedia and news, that is true. "
            "Sections 4 and 5 show whether that is fatal.",
        },
    ),
    Quiz(
        "next",
        "A network got 56 % with GloVe and 53 % without, in one run each. What do you do next?",
        {
            "✓ Repeat both on the same draws, from the same starts": "So the luck is shared, and the differences "
            "show what GloVe does.",
            "Report three points": "On the real reviews, section 5 had pairs in which GloVe lost, and others in which "
            "it gained more than two points. One pair is one throw.",
            "Repeat only the better one": "Then one of the two has more throws than the other, and the best of many "
            "throws looks good.",
        },
    ),
]
