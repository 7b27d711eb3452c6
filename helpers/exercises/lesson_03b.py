"""The tasks of lesson 03b: a gap, meetings counted by hand, PPMI, what a model that knows nothing loses."""

import math

from . import Quiz, Right, Task, Wrong


def _judge_gap(answer, secret, names):
    word = answer.strip().lower()
    if word == secret:
        return Right("Its company gave it away: *a* or *the* before it, *she* and praise for a performance around it.")
    if word not in names:
        return Wrong(f"*{word}* is not one of the frequent words. Try another.")
    if word in ("actor", "performer", "star"):
        return Wrong(
            "Nearly: a person of this profession. But look for *she* in the lines: which word is used of a woman?"
        )
    if word in ("film", "movie", "scene", "plot", "woman", "girl"):
        return Wrong("That fits one line or two. Which profession fits all six, and is done by a *she*?")
    return Wrong("Does it fit all six lines? Look for what they have in common: a person, and what she does.")


def _ppmi(together, one, another, meetings):
    if not together:
        return 0.0
    return max(0.0, math.log(together * meetings / (one * another)))


TASKS = [
    Task(
        "gap",
        "find",
        reference=lambda secret: secret,
        form="a word",
        check=_judge_gap,
        mistakes=[("actor", None), ("film", None), ("purple", None), ("xyzzy", None)],
        hints=["It is a person.", "Look at the lines with *she*: what does she do for a living?"],
        solution="*actress*",
        example={"secret": "actress", "names": ["·", "the", "film", "actor", "actress", "purple"]},
    ),
    Task(
        "meetings",
        "predict",
        reference=1.5,
        right="1 from the *the* beside it, 1/2 from the *the* two places away.",
        mistakes={
            2: "Two meetings, but the second *the* is two places away and counts one half.",
            1: "There is a *the* on both sides: one is next to *dull*, one two places away.",
            0.5: "You counted only the distant one. The first *the* stands right before *dull*.",
        },
        hints=["Look to both sides of *dull*.", "The next word counts 1, the one after it 1/2."],
        solution="1 + 1/2 = 1.5.",
    ),
    Task(
        "ppmi",
        "complete",
        cases=[(20, 100, 200, 5000), (2, 100, 200, 5000), (8, 100, 200, 5000), (5, 40, 60, 1000)],
        reference=_ppmi,
        right="Two words that meet less often than by chance get 0.",
        mistakes=[
            (
                lambda together, one, another, meetings: math.log(together * meetings / (one * another)),
                "That is the PMI. Where words meet less often than by chance, PPMI writes 0.",
            ),
            (
                lambda together, one, another, meetings: max(0.0, math.log(one * another / meetings / together)),
                "Upside down: the meetings stand above, the meetings by chance below.",
            ),
            (
                lambda together, one, another, meetings: max(0.0, together * meetings / (one * another)),
                "That is the ratio. Take its logarithm.",
            ),
            (
                lambda together, one, another, meetings: max(0.0, math.log(together / meetings)),
                "You compare with all meetings. Compare with those by chance: `one * another / meetings`.",
            ),
        ],
        hints=[
            "By chance: `one * another / meetings`.",
            "`max(0, np.log(...))` writes 0 where the logarithm is negative.",
        ],
        code=(
            "def ppmi_of(together, one, another, meetings):\n"
            "    by_chance = one * another / meetings\n"
            "    return max(0, np.log(together / by_chance))"
        ),
    ),
    Task(
        "nothing",
        "predict",
        reference=0.5,
        tolerance=0.006,
        right="0.500: that is the loss to beat.",
        mistakes={
            0.693: "That is a coin, 50 % for each. This model knows that four of five are *no*.",
            1.609: "That is one choice among five. Here are five separate answers, yes or no; take the mean of five.",
            0.223: "That is −log 0.8, for the four that are *no*. One of five is *yes*, and was given 20 %.",
        },
        hints=[
            "The truth was given 20 % once (the *yes*), and 80 % four times (the *no*).",
            "(−log 0.2 − 4 · log 0.8) / 5.",
        ],
        solution="(1.609 + 4 · 0.223) / 5 = 0.500.",
    ),
]

QUIZZES = [
    Quiz(
        "half",
        "*The* is more frequent than all other words. What did that version do to the vectors?",
        {
            "Nothing: each pair was there once, and the table is symmetric": "The table is, the model is "
            "not: it has two tables, one for words and one for contexts, and each saw other pairs.",
            "✓ A rare word's own row was hardly trained": "It was nearly always the context. So half of its sum "
            "knew little, and the lesson concluded that GloVe is the worst recipe.",
            "It made GloVe twice as slow": "It was faster, that was the idea. Speed was paid for in another way.",
        },
    ),
    Quiz(
        "unfair",
        "A colleague compares her vectors with the official ones on a job. Hers know every word of the job, the "
        "official ones half of them. Hers win. What do you ask for?",
        {
            "More seeds": "They would show whether the difference is luck. It is not luck: it is the missing words.",
            "✓ The same job with only the words that both know": "Then the vectors are compared, not the vocabularies. "
            "Both numbers are worth reporting.",
            "A larger network on top": "It would still see zeros for half of the words.",
        },
    ),
]
