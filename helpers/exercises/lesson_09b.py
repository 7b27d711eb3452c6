"""The tasks of lesson 09b: attention with a mask, a needed word, paired runs, an AUC by hand, emojis drawn anew."""

import numpy as np

from . import Quiz, Right, Task, Wrong

VECTORS = np.array([[1.0, 0.0], [0.0, 2.0], [4.0, 4.0]])
PLACES = [
    (np.log([2.0, 1.0, 1.0]), VECTORS, np.array([1, 1, 1])),
    (np.log([2.0, 1.0, 1.0]), VECTORS, np.array([0, 1, 1])),
    (np.log([1.0, 3.0, 6.0]), VECTORS, np.array([0, 0, 1])),
    (np.log([5.0, 1.0, 3.0]), -VECTORS, np.array([0, 1, 1])),
]


def _weighted(weights, vectors):
    return (np.asarray(weights)[:, None] * vectors).sum(axis=0)


def _share(weights):
    return weights / weights.sum()


USES = [("🙏", 1), ("😭", 0), ("✈", 1), ("✈", 0), ("😭", 0)]
DRAWS = [(USES, ["✈", "✈", "🙏"]), (USES, ["😭", "🙏", "😭"]), (USES, ["🙏", "😭", "✈"]), (USES[:3], ["✈", "✈", "✈"])]


def _as_often(uses, drawn):
    return [use for emoji in drawn for use in uses if use[0] == emoji]


def _verdict(attention, other):
    signs = {float(np.sign(d)) for d in np.asarray(attention) - np.asarray(other)}
    return {(1.0,): "better", (-1.0,): "worse"}.get(tuple(signs), "draw")


def _differences(attention, other):
    return ", ".join(f"{d:+.3f}" for d in np.asarray(attention) - np.asarray(other))


def _most_needed(effects):
    return max(effects, key=effects.get)


def _needed(answer, effects):
    """Right for the word whose erasure lowers the lead most; else its place in that order."""
    word = str(answer).strip().lower()
    if word not in effects:
        return Wrong(f"The network does not see `{word}` in this tweet. It sees: {', '.join(effects)}.")
    place = sorted(effects, key=effects.get, reverse=True).index(word) + 1
    if place == 1:
        return Right(f"Without it the lead falls by {effects[word]:.3f}, more than without any other word.")
    return Wrong(
        f"Without it the lead changes by {-effects[word]:+.3f}. That makes it number {place} of "
        f"{len(effects)} words. Try another."
    )


TASKS = [
    Task(
        "attend",
        "complete",
        cases=PLACES,
        reference=lambda scores, vectors, real: _weighted(_share(np.exp(scores) * real), vectors),
        right="Padding has weight 0, and the weights of the words sum to 1.",
        mistakes=[
            (
                lambda scores, vectors, real: _share(np.exp(scores) * real),
                "Those are the weights. Now average the rows of `vectors` with them.",
            ),
            (
                lambda scores, vectors, real: _share(np.exp(scores) * real)[:, None] * vectors,
                "Those are the weighted rows. Add them up, position by position: `.sum(axis=0)`.",
            ),
            (
                lambda scores, vectors, real: _weighted(_share(np.exp(scores) * real), vectors) / len(real),
                "The weights sum to 1, so add the weighted rows up. Their mean divides once more.",
            ),
            (
                lambda scores, vectors, real: _weighted(_share(np.exp(scores)), vectors),
                "Padding gets weight here: `real` is not used.",
            ),
            (
                lambda scores, vectors, real: _weighted(_share(np.exp(scores)) * real, vectors),
                "You set the weights of padding to 0 *after* dividing, so the others no longer sum to 1.",
            ),
            (
                lambda scores, vectors, real: _weighted(_share(np.exp(scores * real)), vectors),
                "A score of 0 is not a weight of 0: its exponential is 1.",
            ),
            (
                lambda scores, vectors, real: _weighted(np.exp(scores) * real, vectors),
                "That is a sum. Divide, so that the weights add up to 1.",
            ),
            (
                lambda scores, vectors, real: _weighted(_share(scores * real + 1e-12), vectors),
                "You used the scores as weights. Take their exponentials first.",
            ),
            (
                lambda scores, vectors, real: _weighted(_share(real.astype(float)), vectors),
                "That is the plain average of the words: all have the same weight.",
            ),
        ],
        hints=[
            "`np.exp(scores) * real` is 0 at padding. What is missing?",
            "Divide by the sum; then `(weights[:, None] * vectors).sum(axis=0)`.",
        ],
        code=(
            "def attend(scores, vectors, real):\n"
            "    weights = np.exp(scores) * real\n"
            "    weights = weights / weights.sum()\n"
            "    return (weights[:, None] * vectors).sum(axis=0)"
        ),
    ),
    Task(
        "needed",
        "find",
        reference=_most_needed,
        form="one word of the tweet",
        check=_needed,
        mistakes=[
            (lambda effects: min(effects, key=effects.get), None),
            (lambda effects: sorted(effects, key=effects.get)[-2], None),
            ("hug", None),
        ],
        hints=["`lesson.check` says how far each word that you try moves the lead. Try several."],
        solution="The next figure shows it: the longest bar on the right.",
        example={"effects": {"found": 0.12, "my": 0.01, "thank": 0.31, "all": -0.02}},
    ),
    Task(
        "pairs",
        "predict",
        reference=_verdict,
        choices=["better", "worse", "draw"],
        right=lambda attention, other: (
            f"Seed by seed the difference is {_differences(attention, other)}. "
            "Both ran with the same seeds, so only what happens within a pair counts."
        ),
        mistakes={
            "better": lambda attention, other: (
                f"Seed by seed the difference is {_differences(attention, other)}: not always above zero."
            ),
            "worse": lambda attention, other: (
                f"Attention minus average, seed by seed: {_differences(attention, other)}: not always below zero."
            ),
            "draw": lambda attention, other: (
                f"The difference has one sign in all five seeds: {_differences(attention, other)}."
            ),
        },
        hints=["Subtract the lower row from the upper one, column by column. Which signs do you get?"],
        solution="Subtract seed by seed, and look at the five signs.",
        example={"attention": [0.75, 0.76, 0.74, 0.75, 0.74], "other": [0.73, 0.73, 0.74, 0.76, 0.75]},
    ),
    Task(
        "auc",
        "predict",
        reference=0.75,
        form="a number between 0 and 1",
        right="Three of the four pairs are in the right order; 0.4 against 0.5 is not.",
        mistakes={
            1: "0.4 is smaller than 0.5, so one pair is in the wrong order.",
            0.5: "That would be two of the four pairs, as a coin would give.",
            0.25: "That is the share of pairs in the *wrong* order.",
            0.35: "That is the difference of the two means. How large the numbers are does not count: compare pairs.",
            3: "That many pairs are right. What share of all pairs is it?",
        },
        hints=["There are 2 × 2 pairs of a positive and a negative use. Write them down."],
        solution="0.9 > 0.5, 0.9 > 0.1, 0.4 < 0.5, 0.4 > 0.1: three of four, 0.75.",
    ),
    Task(
        "resample",
        "repair",
        cases=DRAWS,
        reference=_as_often,
        start=lambda uses, drawn: [use for use in uses if use[0] in drawn],
        right="All uses of an emoji come together, and come twice if the emoji is drawn twice.",
        mistakes=[
            (
                lambda uses, drawn: [use for use in uses for emoji in drawn if use[0] == emoji],
                "These are the right uses, the right number of times. Put them in the order of `drawn`.",
            ),
            (
                lambda uses, drawn: [use for emoji in sorted(set(drawn)) for use in uses if use[0] == emoji],
                "Each emoji still counts once: a set forgets how often it was drawn.",
            ),
            (
                lambda uses, drawn: [next(use for use in uses if use[0] == emoji) for emoji in drawn],
                "You take one use of each drawn emoji. An emoji comes with all of its uses.",
            ),
            (
                lambda uses, drawn: [[use for use in uses if use[0] == emoji] for emoji in drawn],
                "The right uses, in one list for each drawn emoji. Put them all into one list.",
            ),
            (
                lambda uses, drawn: (uses * 3)[: len(drawn)],
                "That draws uses. Draw emojis, and take along all uses of each.",
            ),
        ],
        hints=["Loop over `drawn` first, and over `uses` inside.", "`for emoji in drawn for use in uses if …`"],
        code=("def resample(uses, drawn):\n    return [use for emoji in drawn for use in uses if use[0] == emoji]"),
    ),
]

QUIZZES = [
    Quiz(
        "held",
        "A description finds the tweets of emojis that the network was trained on, and for held-out emojis it does "
        "no better than random numbers. What has the network learned?",
        {
            "✓ The training emojis, one by one": "Any sixteen numbers can serve as a name tag. To answer with a new "
            "emoji, near descriptions must mean near uses.",
            "What the description means": "Then it would also find the tweets of held-out emojis better than luck.",
            "Nothing": "It knows the emojis that it has seen. It has learned these, and not a rule.",
        },
    ),
    Quiz(
        "wish",
        "A variant gains 0.012 on average over five seeds: +.034, +.022, +.011, +.002, −.009. What do you report?",
        {
            "It improves the accuracy by 1.2 points": "One seed says the opposite, and the gains differ from seed to "
            "seed by more than their mean.",
            "✓ The mean, the five differences, and that it is a draw so far": "A reader can then judge, and knows that "
            "more seeds might decide it.",
            "The best run, +3.4 points": "The best of five is luck as much as merit.",
        },
    ),
]
