"""The tasks of lesson 05b: a split by triples, a rotation by hand, the luck of ten columns, a smoothed share."""

import numpy as np

from . import Quiz, Task

DRAWN = np.random.default_rng(5).random(40) < 0.3
TRIPLES = np.random.default_rng(6).integers(0, 12, 40)
SPLITS = [
    (np.array([0, 0, 1, 2, 1, 0]), np.array([True, False, False, True, True, False, True])),
    (np.array([2, 0, 1, 1, 2]), np.array([False, True, False, True, False])),
    (TRIPLES, DRAWN),
]


def _by_rows(triple, drawn):
    return drawn[np.arange(len(triple))]


TASKS = [
    Task(
        "held_out",
        "repair",
        cases=SPLITS,
        reference=lambda triple, drawn: drawn[triple],
        start=_by_rows,
        right="All rows of a triple now share one draw.",
        mistakes=[
            (
                lambda triple, drawn: ~drawn[triple],
                "That keeps triples together, but it is True for the rows to *train* on.",
            ),
            (
                lambda triple, drawn: np.isin(triple, triple[drawn[: len(triple)]]),
                "No triple is on both sides, but you hold out every triple that has one drawn *row*. A triple with "
                "hundreds of rows is then always held out. Draw once per triple.",
            ),
            (
                lambda triple, drawn: np.flatnonzero(drawn[triple]),
                "Those are row numbers. Return True or False for each row.",
            ),
            (lambda triple, drawn: drawn, "That is the draw itself. Give each row the draw of its triple."),
            (
                lambda triple, drawn: np.arange(len(triple)) < len(triple) // 5,
                "That holds out the first rows. Their triples may occur further down, too.",
            ),
        ],
        hints=[
            "Rows 0, 1 and 5 of a table may have the same triple. They must all get the same answer.",
            "`triple` holds the number of each row's triple: use it as an index.",
        ],
        code="def held_out(triple, drawn):\n    return drawn[triple]",
    ),
    Task(
        "quarter",
        "predict",
        reference=[5, 5],
        right="3 + 2, and 2 + 3. A rotation turns both vectors alike, so lengths and the angle between them stay.",
        mistakes=[
            ([5, -5], "In the second product, (−2) · (−1) is positive."),
            ([5, 1], "In the second product, (−2) · (−1) is positive: you subtracted it."),
            ([5, -1], "Multiply place by place: −2 with −1, and 1 with 3."),
            ([5, 0], "A right angle lies between each vector and its *own* rotated copy, not between these two."),
            ([4, 4], "Multiply place by place, then add: first with first, second with second."),
            ([7, -7], "You multiplied across. First with first, second with second."),
        ],
        hints=["a · b is first times first plus second times second.", "a′ · b′ = (−2) · (−1) + 1 · 3."],
        solution="a · b = 1 · 3 + 2 · 1, and a′ · b′ = (−2) · (−1) + 1 · 3: 5 both times.",
    ),
    Task(
        "best_of_ten",
        "predict",
        reference=0.2,
        right="With some ninety varieties a single random column has about 0.1 without its sign; the best of ten about "
        "twice that. (The sample has fewer varieties, so luck finds a little more.)",
        mistakes={
            0.05: "A single random column may have that. You may choose the best of ten.",
            0.6: "With so many varieties not even the best of thousands of random columns comes near that.",
        },
        hints=[
            "For n varieties, a random column has a correlation of about 1/√n, give or take the sign.",
            "Here n is 92. The best of ten lies about two such steps from zero.",
        ],
        solution="1/√92 is about 0.1, and the best of ten comes to about twice that: 0.2.",
    ),
    Task(
        "smoothed",
        "complete",
        cases=[(3, 10, 20, 1), (0, 4, 44, 0.3), (7, 7, 20, 3), (0, 1, 708, 0.1)],
        reference=lambda together, candidate, parts, a: (together + a) / (candidate + a * parts),
        right="As in lesson 01; there each follower got a part of 30 extra rows, here each count gets a.",
        mistakes=[
            (
                lambda together, candidate, parts, a: together / candidate,
                "Without a, one pair that never occurred makes the whole product 0.",
            ),
            (
                lambda together, candidate, parts, a: (together + a) / candidate,
                "The shares of all parts now add up to more than 1: add what you added below the line, too.",
            ),
            (
                lambda together, candidate, parts, a: (together + a) / (candidate + a),
                "You added a to *each* of the counts, so the sum of the counts grew by more than one a.",
            ),
            (
                lambda together, candidate, parts, a: (together + a / parts) / (candidate + a),
                "You shared one a among the parts; here each count gets a whole one.",
            ),
            (
                lambda together, candidate, parts, a: (together + a) / (candidate + parts),
                "Right for a = 1 only: each of the parts got a, not 1.",
            ),
        ],
        hints=[
            "Above the line: the count and a.",
            "Below the line: the sum of all the counts above, one for each part.",
        ],
        code="def smoothed(together, candidate, parts, a):\n    return (together + a) / (candidate + a * parts)",
    ),
]

QUIZZES = [
    Quiz(
        "name",
        "A colleague calls dimension 8 *sweetness*, after the five names at its end. What would convince you?",
        {
            "Five more names that fit": "With hundreds of names, some that fit stand at any end. And who fits is "
            "decided after looking.",
            "The same name fits in a second run": "Columns are not the same in a second run: another column, or a "
            "mixture of all, would have to take its place.",
            "✓ A list of sweet varieties, made beforehand, and a direction that sorts those left out of its fit": "The "
            "list does not know the vectors, and shuffling it shows what luck would give.",
        },
    ),
    Quiz(
        "short",
        "A query has the vector (3, 3). Candidate A has the short vector (0.01, 0.02), candidate B the long vector "
        "(2, −1). Which sum, query + candidate, is nearer to the query by cosine?",
        {
            "✓ That with A": "1.000 against 0.919. Adding a short vector changes nothing, so the sum stays with the "
            "query. Short vectors win almost whatever is asked. Which names will have them?",
            "That with B": "(5, 2) points away from (3, 3): the cosine is 0.919. (3.01, 3.02) hardly moves.",
            "Both the same": "Compute both sums: (3.01, 3.02) has the cosine 1.000 with (3, 3), and (5, 2) has 0.919.",
        },
    ),
]
