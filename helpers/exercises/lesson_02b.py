"""The tasks of lesson 02b: what *not* does, a convolution by hand, a count, an ending that misleads."""

import itertools

import numpy as np

from . import Quiz, Right, Task, Wrong

ROWS = np.array([[1.0, 0.0], [0.0, 2.0], [-1.0, 0.0], [0.0, 1.0], [3.0, 1.0]])
PATTERN = np.array([[1.0, 0.0], [0.0, 1.0], [1.0, 1.0]])
SLIDES = [
    (ROWS, PATTERN),
    (ROWS[::-1].copy(), PATTERN),
    (np.array([[1.0], [2.0], [-4.0], [0.5], [0.5], [6.0]]), np.array([[1.0], [-1.0], [-1.0]])),
    (np.vstack([-ROWS, ROWS]), PATTERN),
]


def _sums(rows, pattern):
    return [float((rows[i : i + 3] * pattern).sum()) for i in range(len(rows) - 2)]


ENDINGS = [[7, 5, 1, 2], [5, 7, 2, 1], [5, 1, 5, 1], [5, 5, 3], [2, 5], [9, 5, 8, 3]]
COUNTS = [
    (ENDINGS, 5, {1, 3}),
    (ENDINGS, 5, {8}),
    ([[4, 6], [6, 4], [4, 4, 6], [4, 9, 6]], 4, {6}),
    ([[2, 3, 2, 3], [3, 2]], 2, {3}),
]


def _pairs(row, first, followers):
    return sum(a == first and b in followers for a, b in itertools.pairwise(row))


def _parts(ending, verdict):
    """What each word adds to the verdict, in place of an unknown word."""
    words, whole = ending.split(), float(verdict(ending))
    found = []
    for place, word in enumerate(words):
        without = " ".join([*words[:place], "?", *words[place + 1 :]])
        found.append(f"{word} {whole - float(verdict(without)):+.2f}")
    return ", ".join(found)


def _fooled(answer, verdict, known):
    """The learner wins when the network's verdict is the opposite of what she says she means."""
    if len(answer) != 2 or str(answer[1]).strip().lower() not in ("liked", "hated"):
        return Wrong('Write two things: an ending, and what you mean by it, "liked" or "hated".')
    ending, meant = str(answer[0]), str(answer[1]).strip().lower()
    if len(ending.split()) < 3:
        return Wrong("That is too short: write at least three words.")
    strange = [word for word in ending.lower().split() if word not in known]
    if strange:
        return Wrong(f"The network does not know `{strange[0]}`. Use known words, without commas or full stops.")
    log_odds = float(verdict(ending))
    said = "liked" if log_odds > 0 else "hated"
    if said == meant:
        return Wrong(
            f"The network says {said} ({log_odds:+.2f}) and agrees with you. It adds up words: write "
            f"many that people use when they {'hated' if meant == 'liked' else 'liked'} a film."
        )
    return Right(
        f"The network says {said} ({log_odds:+.2f}). Compared with an unknown word in its "
        f"place, each word adds: {_parts(ending, verdict)}. The rest comes from the opening and the bias."
    )


KNOWN = ["not", "bad", "boring", "terrible", "at", "all", "a", "great", "film", "and", "wonderful", "story"]


def _example(verdict):
    """An ending that misleads the network of this run."""
    tries = [
        ("not bad not boring not terrible at all", "liked"),
        ("i expected something bad and boring and it was never bad never boring", "liked"),
        ("it could have been great wonderful brilliant and perfect and it was none of these", "hated"),
    ]
    fooled = [[text, meant] for text, meant in tries if (verdict(text) > 0) != (meant == "liked")]
    return fooled[0] if fooled else list(tries[0])


TASKS = [
    Task(
        "terrible",
        "predict",
        reference=lambda change: float(change),
        tolerance=0.006,
        form="a number such as 0.25",
        right="Flattening adds one product after another, so *not* adds the same to every sum.",
        mistakes=[
            (
                lambda change: -float(change),
                "A person would turn *terrible* the other way. This network has no place where two "
                "words meet: what *not* adds cannot depend on the word after it.",
            ),
            (0, "*Not* stands in the sentence, so its row is multiplied and added like any other."),
        ],
        hints=["What stands in the sum for *not*? Does *terrible* stand in the same product?"],
        solution="The same number as for *good*.",
        example={"change": -0.55},
    ),
    Task(
        "strongest",
        "complete",
        cases=SLIDES,
        reference=lambda rows, pattern: max(_sums(rows, pattern)),
        right="That is one filter with max pooling. The layer below has 32 such patterns, and learns them.",
        mistakes=[
            (lambda rows, pattern: _sums(rows, pattern), "You return all matches. Return one number: the largest."),
            (
                lambda rows, pattern: int(np.argmax(_sums(rows, pattern))),
                "That is the place of the best match. Return how good the match is.",
            ),
            (
                lambda rows, pattern: max(float((rows[i : i + 3] @ pattern.T).sum()) for i in range(len(rows) - 2)),
                "`@` multiplies every row by every row of the pattern. Use `*`: number by number.",
            ),
            (
                lambda rows, pattern: _sums(rows, pattern)[0],
                "You look at the first three rows only. Slide the pattern over all of them.",
            ),
            (
                lambda rows, pattern: max(_sums(rows[:-1], pattern)),
                "You stop one step too early. With n rows there are n − 2 places for three rows.",
            ),
            (
                lambda rows, pattern: sum(_sums(rows, pattern)),
                "You add the places up. Max pooling keeps only the largest.",
            ),
            (
                lambda rows, pattern: sum(_sums(rows, pattern)) / (len(rows) - 2),
                "You take the average of the places. Max pooling keeps only the largest.",
            ),
            (
                lambda rows, pattern: max(_sums(rows, pattern)[::3]),
                "You move on by three rows. Slide by one row, so that the places overlap.",
            ),
        ],
        hints=[
            "`(rows[i : i + 3] * pattern).sum()` is the match at place `i`.",
            "`i` runs from 0 to `len(rows) - 3`; keep the largest match.",
        ],
        code=(
            "def strongest(rows, pattern):\n"
            "    places = range(len(rows) - 2)\n"
            "    return max((rows[i : i + 3] * pattern).sum() for i in places)"
        ),
    ),
    Task(
        "pairs",
        "complete",
        cases=COUNTS,
        reference=lambda rows, first, followers: sum(_pairs(row, first, followers) > 0 for row in rows),
        right="Now run it on the real endings, below.",
        mistakes=[
            (
                lambda rows, first, followers: sum(first in row for row in rows),
                "That counts the rows with the first word *anywhere*. Look at the word right after it.",
            ),
            (
                lambda rows, first, followers: sum(_pairs(row, first, followers) for row in rows),
                "A row with two such pairs still counts once: count rows, not pairs.",
            ),
            (
                lambda rows, first, followers: sum(
                    first in row and any(word in followers for word in row) for row in rows
                ),
                "Both words stand in these rows, but not side by side in each of them.",
            ),
            (
                lambda rows, first, followers: sum(
                    any(b == first and a in followers for a, b in itertools.pairwise(row)) for row in rows
                ),
                "The other way round: first the word, then one of the followers.",
            ),
        ],
        hints=[
            "`zip(row, row[1:])` gives each word together with the one after it.",
            "`any(... for a, b in zip(row, row[1:]))` is true for a row with at least one such pair.",
        ],
        code=(
            "def count_pairs(rows, first, followers):\n"
            "    return sum(\n"
            "        any(a == first and b in followers for a, b in zip(row, row[1:]))\n"
            "        for row in rows\n"
            "    )"
        ),
    ),
    Task(
        "fool",
        "find",
        reference=_example,
        form='an ending and what you mean by it: `["...", "liked"]` or `["...", "hated"]`',
        check=_fooled,
        mistakes=[
            (["a great film and a wonderful story", "liked"], None),
            (["not bad not boring not terrible at all", "good"], None),
            (["great", "hated"], None),
            (["xqzt xqzt xqzt", "liked"], None),
        ],
        hints=[
            "Praise a film with words of blame: *not bad*, *not boring*.",
            "Or blame it with words of praise: *it could have been great, wonderful, perfect*.",
        ],
        solution='For example `["not bad not boring not terrible at all", "liked"]`.',
        example={"verdict": lambda sentence: 0.5 - sentence.count("bad") + sentence.count("great"), "known": KNOWN},
    ),
]

QUIZZES = [
    Quiz(
        "order",
        "*bad not good* and *good not bad*, each at the end of an otherwise equal review. Which of "
        "the networks must give both the same verdict?",
        {
            "The one that flattens": "It has its own weights for each of the 20 places, so it can "
            "tell the two apart. What it cannot do is let one word change another.",
            "✓ The one that averages": "The average of the same rows is the same, whatever their order.",
            "The convolution": "Its patterns see three words in their order.",
        },
    ),
    Quiz(
        "unused",
        "The recurrent layer reads *not* before *good*, and yet its bars are nearly equal. What follows?",
        {
            "Its memory is too small for two words": "It carries 32 numbers from word to word. That "
            "is enough for a *not*.",
            "It only sees the last word": "It reads all 20 words, from the first to the last.",
            "✓ It could learn the difference, and has not": "What a layer *can* see and what it learns "
            "are two things. That examples are few is a likely cause; these tables do not prove it.",
        },
    ),
]
