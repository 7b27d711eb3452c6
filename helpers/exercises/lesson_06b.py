"""The tasks of lesson 06b: numbers in use, what chance scores, a code for a purpose, an empty place on a map."""

import numpy as np
import pandas as pd
from sklearn.neighbors import NearestNeighbors

from . import Quiz, Right, Task, Wrong


def _size(name):
    return int(name.rsplit(",", 1)[1])


def _best(quality):
    """The row with the best neighbours among codes of at most 16 numbers."""
    return max((name for name in quality.index if _size(name) <= 16), key=quality["neighbours"].get)


def _judge_code(answer, quality):
    """Any small code whose neighbours are about as good as the best will do."""
    names = {name.casefold(): name for name in quality.index}
    name = names.get(answer.strip().casefold())
    if name is None:
        return Wrong("Copy the name of a row as it stands in the table, in quotation marks.")
    if _size(name) > 16:
        return Wrong(
            f"It has {_size(name)} numbers. A million digits would need {_size(name) / 16:.0f} times the room."
        )
    best = _best(quality)
    if quality["neighbours"][best] - quality["neighbours"][name] <= 0.03:  # as in the finding "sixteen_do"
        return Right("For finding similar pictures the column of neighbours counts, whatever the code draws or reads.")
    if name.startswith("random"):
        return Wrong("These directions know nothing of digits. Others of the same size have better neighbours.")
    return Wrong("Others that are small enough have better neighbours. Look at that column.")


def _judge_hole(answer, places):
    """A place is empty when no code is near, although it lies on the sheet."""
    unit = places.std(axis=0)
    low, high = np.percentile(places, [1, 99], axis=0)
    place = np.asarray(answer, float).ravel()
    if ((place < low) | (place > high)).any():
        return Wrong(
            f"Outside the sheet: the first goes from {low[0]:.1f} to {high[0]:.1f}, the second from {low[1]:.1f} "
            f"to {high[1]:.1f}. That no digit is out there surprises nobody."
        )
    finder = NearestNeighbors(n_neighbors=1).fit(places / unit)
    limit = np.percentile(finder.kneighbors()[0], 99)  # without the digit itself
    far = finder.kneighbors((place / unit)[None])[0].item()
    if far <= limit:
        return Wrong(f"A digit is near: at {far:.2f} standard deviations, and up to {limit:.2f} is usual on this map.")
    away = np.linalg.norm((np.vstack([place, places]) - np.median(places, axis=0)) / unit, axis=1)
    where = "at the rim: at most" if away[0] > np.percentile(away[1:], 75) else "in the middle: at least"
    return Right(
        f"The nearest digit is {far:.2f} standard deviations away; up to {limit:.2f} is usual on this map. Your place "
        f"lies {where} a quarter of the digits lie farther out. Keep that in mind."
    )


def _hole(places):
    """The place on a fine grid that is farthest from every code."""
    unit = places.std(axis=0)
    low, high = np.percentile(places, [1, 99], axis=0)
    steps = np.linspace(0.01, 0.99, 40)
    grid = np.stack(np.meshgrid(steps, steps), axis=-1).reshape(-1, 2) * (high - low) + low
    finder = NearestNeighbors(n_neighbors=1).fit(places / unit)
    return grid[finder.kneighbors(grid / unit)[0].argmax()]


def _example_quality():
    names = ["pixels, 784", "PCA, 128", "PCA, 16", "ours, 16", "random, 16", "PCA, 2", "ours, 2"]
    return pd.DataFrame({"neighbours": [0.93, 0.93, 0.94, 0.93, 0.8, 0.4, 0.6]}, index=names)


def _example_places():
    """A ring of points: the middle is a hole."""
    turn = np.linspace(0, 2 * np.pi, 400)
    return np.column_stack([np.cos(turn), 2 * np.sin(turn)]) * (1 + 0.05 * np.sin(40 * turn))[:, None]


CODES = [
    (np.array([[1.0, 0.0, 2.0], [3.0, 0.0, 2.0], [0.0, 0.0, 2.0]]),),
    (np.array([[0.0, -1.0, 0.5, 5.0], [0.0, -2.0, 0.5, 5.0]]),),
    (np.zeros((4, 5)),),
    (np.arange(12.0).reshape(3, 4),),
]

TASKS = [
    Task(
        "in_use",
        "complete",
        cases=CODES,
        reference=lambda codes: int((codes.max(axis=0) > codes.min(axis=0)).sum()),
        right="A number that never changes says nothing of the picture, whatever its value.",
        mistakes=[
            (
                lambda codes: codes.shape[1],
                "That counts all of them. A number that is the same for every picture is not in use.",
            ),
            (lambda codes: codes.max(axis=0) > codes.min(axis=0), "You know which. How many are there? Add them up."),
            (lambda codes: codes.any(axis=0), "Which are not 0? You need: which change. And then how many."),
            (lambda codes: int((codes != 0).sum()), "You counted in all pictures. Ask once for each number: `axis=0`."),
            (
                lambda codes: int(codes.any(axis=0).sum()),
                "A number that is always 2 says as little as one that is always 0.",
            ),
            (
                lambda codes: int((codes.max(axis=0) > 0).sum()),
                "Almost. A number that is always 2 says as little as one that is always 0; one below 0 may say much.",
            ),
            (
                lambda codes: int((codes.max(axis=1) > codes.min(axis=1)).sum()),
                "You counted pictures. The numbers of a code are the columns: `axis=0`.",
            ),
        ],
        hints=[
            "For each column: is its largest value larger than its smallest?",
            "`codes.max(axis=0)` has one entry for each number of the code.",
        ],
        solution="A number is in use when its largest value over all pictures is above its smallest.",
        code="def numbers_in_use(codes):\n    return int((codes.max(axis=0) > codes.min(axis=0)).sum())",
    ),
    Task(
        "chance",
        "predict",
        reference=0.1,
        tolerance=0.005,
        right="One in ten. A number that could be luck needs this beside it.",
        mistakes={
            0.5: "Any of the five may show any of ten digits, and we count the share, not whether one fits.",
            0.2: "Five neighbours, but ten digits: each neighbour fits with one chance in ten.",
            0.41: "That is the chance that *at least one* of five fits. We count the share that fits.",
            0: "By luck alone, some neighbours fit.",
            0.111: "One in nine would be right if the digit itself were excluded. A neighbour may show any of ten.",
        },
        hints=["Take a single neighbour, drawn at random. How likely does it show the same digit?"],
        solution="Each neighbour shows the same digit with a chance of one in ten, so a tenth of them do.",
    ),
    Task(
        "purpose",
        "find",
        reference=_best,
        form="the name of a row in quotation marks",
        check=_judge_code,
        mistakes=[("pixels, 784", None), ("random, 16", None), ("PCA, 2", None), ("best", None)],
        hints=["Which column measures similar pictures? Which rows are small enough?"],
        solution="The row with the best neighbours among those with at most 16 numbers, or one close to it.",
        example=lambda: {"quality": _example_quality()},
    ),
    Task(
        "hole",
        "find",
        reference=_hole,
        form="two numbers, such as `[1.5, -2]`",
        check=_judge_hole,
        mistakes=[([1000.0, 1000.0], None), (lambda places: places[7], None)],
        hints=[
            "Look at the framed drawings on the sheet, and at the white between the dots on the map.",
            "The sheet spans `low` to `high`. Read both numbers off the axes of the map.",
        ],
        solution="Any place inside the frame that is white in all ten panels.",
        code=(
            "steps = np.linspace(0.01, 0.99, 40)\n"
            "low, high = np.percentile(places, [1, 99], axis=0)\n"
            "grid = np.stack(np.meshgrid(steps, steps), axis=-1).reshape(-1, 2) * (high - low) + low\n"
            "away = np.array([(np.abs(place - places) / places.std(axis=0)).max(axis=1).min() for place in grid])\n"
            "my_place = grid[away.argmax()]"
        ),
        example=lambda: {"places": _example_places()},
    ),
]

QUIZZES = [
    Quiz(
        "reader",
        "The document's network draws with a far larger error than PCA, with 128 numbers each. Whose code will the "
        "linear probe read better?",
        {
            "PCA's, because it draws better": "An error counts pixels. What a probe needs may be a small part of them.",
            "The network's, because it has seen shapes": "It may: look at the table. But the drawings could not tell "
            "you, and nothing in its training asked for digits.",
            "✓ The drawings do not tell": "Drawing and reading are two purposes. Look at the table, and at the "
            "untrained network in it.",
        },
    ),
    Quiz(
        "blame",
        "Empty places led farther away. May we blame the emptiness?",
        {
            "Yes, that is what we compared": "The two groups differ in more than that. Where on the sheet are most of "
            "the frames?",
            "✓ Not yet: most of them also lie far out": "Two things changed together. Next, we compare places that "
            "are all in the middle.",
            "No, the decoder has seen every place": "It has seen the codes of the training pictures. On the sheet, "
            "frames mark where none of them is near.",
        },
    ),
    Quiz(
        "why_strange",
        "Why does the decoder draw strange things for some codes?",
        {
            "It has too few weights": "A larger one would, too: nothing tells it what to draw there.",
            "✓ The training asked for nothing there": "The loss speaks only of codes that pictures get. Elsewhere "
            "a digit may come out, or a tangle. Lesson 08 asks for more.",
            "Two numbers cannot hold ten digits": "That explains blurs and mixtures, but mixed codes of 16 numbers "
            "are strange, too.",
        },
    ),
]
