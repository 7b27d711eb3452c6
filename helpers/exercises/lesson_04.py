"""The tasks of lesson 04: an island to name, a rotation to finish, a map that is too free, a translation to doubt."""

import numpy as np

from . import Quiz, Right, Task, Wrong

_POINTS = np.random.default_rng(4).normal(size=(20, 3))
_TURN = np.linalg.qr(np.random.default_rng(5).normal(size=(3, 3)))[0]
_NOISE = np.random.default_rng(6).normal(scale=0.1, size=(20, 3))
PLACES = [(_POINTS, _POINTS @ _TURN), (_POINTS[:9], _POINTS[:9] @ _TURN.T), (_POINTS, _POINTS @ _TURN + _NOISE)]


def _parts(source, target):
    left, _, right = np.linalg.svd(source.T @ target)
    return left, right


def _hundred(answer):
    """Own anchors fit exactly, and little else is found; a rough guess is enough."""
    own, other = answer
    if max(own, other) > 1 or min(own, other) < 0:
        return Wrong("Both are shares, between 0 and 1: write one half as 0.5.")
    if own >= 0.9 and other <= 0.1:
        return Right(
            "It has learned 100 words and nothing about the rest. (Any of the three maps finds its own 100; this one "
            "also brings them exactly home.)"
        )
    if own >= 0.9:
        return Wrong(
            "The first is right: the anchors fit exactly. But where every number is used up to fit 100 words, with "
            "all their accidents, what is left for the other words? Guess again, or run on."
        )
    if other <= 0.1:
        return Wrong(
            "The second is right. For the first, count: 10,000 unknowns and 10,000 equations. What does that say about "
            "the anchors themselves?"
        )
    return Wrong(
        "Count: 10,000 unknowns and 10,000 equations. So how well can it fit its anchors? And what of the rest?"
    )


def _errors(sentences, meaning, truth):
    """What was written, by the wrong word that was read for it, in the order of the text."""
    text = [word for sentence in sentences for word in sentence]
    return {meaning[word]: truth[word] for word in text if meaning[word] != truth[word]}


def _suspects(answer, sentences, meaning, truth):
    """Any word of the translation may be named; the reply says what stood there."""
    wrong = _errors(sentences, meaning, truth)
    read = {meaning[word] for sentence in sentences for word in sentence}
    named = [str(word).strip().lower() for word in answer]
    absent = [word for word in named if word not in read]
    if absent:
        return Wrong(f"*{absent[0]}* does not stand in the translation. Copy two words from it.")
    if named[0] == named[1]:
        return Wrong("You wrote the same word twice. Name two.")
    found = [f"*{word}* stands for *{wrong[word]}*" for word in named if word in wrong]
    missed = [word for word in named if word not in wrong]
    if not missed:
        return Right(f"{' and '.join(found)}. Your English found the errors; the vectors cannot.")
    if found:
        return Wrong(f"{found[0]}: well found. But *{missed[0]}* is right. Which other word is odd there?")
    return Wrong(
        f"*{missed[0]}* and *{missed[1]}* are right. Read each sentence aloud: which word does not fit the others? "
        "An error may also fit well; then nobody can see it."
    )


EXAMPLE = {
    "sentences": [["e", "cuark", "nork"], ["iyir", "zuvwi"], ["xli", "zev"]],
    "meaning": {
        "e": "a",
        "cuark": "young",
        "nork": "john",
        "iyir": "even",
        "zuvwi": "better",
        "xli": "the",
        "zev": "war",
    },
    "truth": {"e": "a", "cuark": "young", "nork": "king", "iyir": "even", "zuvwi": "worse", "xli": "the", "zev": "war"},
}


TASKS = [
    Task(
        "island",
        "find",
        reference=3,
        right="Number 3 is as far from Alba as Eel is, and as far from Brill; no other number is.",
        mistakes={
            2: "You looked in the corner where Eel lies on the first sheet. But the second sheet is turned: look where "
            "Alba and Brill have gone.",
            1: "Of the four, that one lies closest to Brill. Is Eel close to Brill on the first sheet?",
            4: "That one is close to Alba. On the first sheet Dun is close to Alba, and Eel is farther away.",
        },
        hints=[
            "Turn the page, or your head, until Alba and Brill lie as on the first sheet.",
            "On the first sheet, which island is farthest from Brill?",
        ],
        solution="3. The sheet is turned by 130 degrees; Alba, Brill and Eel form the same triangle on both.",
    ),
    Task(
        "rotation",
        "complete",
        cases=PLACES,
        reference=lambda source, target: np.matmul(*_parts(source, target)),
        right="Tested with 20 points in three dimensions, exact and with noise.",
        mistakes=[
            (
                lambda source, target: _parts(source, target)[0] @ _parts(source, target)[1].T,
                "NumPy's third result is $V^T$ already: you have turned it back. In the plane this slip can go "
                "unnoticed; here the points have three dimensions.",
            ),
            (lambda source, target: np.matmul(*_parts(target, source)), "That is the way back, from target to source."),
            (
                lambda source, target: np.matmul(*_parts(source, target)[::-1]),
                "The order counts: first $U$, then $V^T$.",
            ),
            (
                lambda source, target: _parts(source, target)[0] @ np.linalg.svd(source.T @ target)[1],
                "`parts[1]` is the diagonal, a list of how much each direction would be stretched. A rotation leaves "
                "it out.",
            ),
        ],
        hints=[
            "Compare with the formula: which two of the three results does it multiply?",
            "`@` multiplies matrices.",
        ],
        solution="$U$ times $V^T$; NumPy returns $V^T$, so nothing has to be transposed.",
        code=(
            "def my_rotation(source, target):\n"
            "    parts = np.linalg.svd(source.T @ target)\n"
            "    return parts[0] @ parts[2]"
        ),
    ),
    Task(
        "hundred",
        "predict",
        reference=[1.0, 0.0],
        form="two shares, such as `[0.5, 0.5]`",
        check=_hundred,
        mistakes=[([1.0, 0.4], None), ([0.0, 0.0], None), ([0.5, 0.5], None), ([100, 0], None)],
        hints=[
            "In the plane, two anchors give four equations for the four numbers of a matrix. How well do they fit?",
            "A map that brings 100 words exactly home, with all their accidents: what does it know "
            "about the next word?",
        ],
        solution="Its own anchors all, held-out words almost none: it fits every error of the anchors, too.",
    ),
    Task(
        "suspects",
        "find",
        reference=lambda sentences, meaning, truth: list(_errors(sentences, meaning, truth))[:2],
        form="two words of the translation",
        check=_suspects,
        mistakes=[(["the", "a"], None), (["purple", "the"], None), (["the", "the"], None)],
        hints=[
            "Look for a word that does not fit its sentence, or that contradicts it.",
            # Of the run with seed 0, which every learner has: there the end reads *better*.
            "Who would write that the first part is boring and the end is even …?",
        ],
        solution="The next cell lists all errors. Some fit so well that no reader can find them.",
        example=EXAMPLE,
    ),
]

QUIZZES = [
    Quiz(
        "take_home",
        "Two maps were found from the same 60 anchors. Map A fits its anchors exactly and finds 8 % "
        "of other words, map "
        "B fits its anchors only roughly and finds 20 % of other words. Which one translates the next text better?",
        {
            "Map A: it makes no error on the anchors": "Those words stand in the dictionary anyway. The text consists "
            "of others.",
            "✓ Map B": "The test on words that were held out tells what happens with the next text.",
            "Neither: both are below one half": "Guessing would find one word in thousands, so 20 % "
            "is useful, and it is more than 8 %.",
        },
    ),
    Quiz(
        "letters",
        "You replace the letters in all 10,000 reviews by others once more, and make their vectors "
        "again. What changes?",
        {
            "The vectors turn": "Nothing is drawn at random in this recipe, and it never looks at letters.",
            "✓ Only the names of the rows": "The recipe counts which word stands near which. Letters only tell "
            "words apart.",
            "Words that rhyme come closer": "No vector knows how its word is spelled. (fastText's vectors do: they are "
            "made of parts of words.)",
        },
    ),
]
