"""The tasks of lesson 00: odd one out, cosines by hand, four words on which the computer fails."""

import difflib

import numpy as np

from . import Quiz, Right, Task, Wrong

ROWS = [
    "ghost vampire three zombie",
    "red seven green blue",
    "mother father doctor sister",
    "good decent bad fine",
    "stone jazz wood rock",
    "london paris denzel washington",
]
ODD = ["three", "seven", "doctor", "bad", "jazz", "denzel"]
CLUES = [
    "three of its words are figures of horror films",
    "three of its words are colours",
    "three of its words are relatives",
    "three of its words praise something",
    "three of its words are materials",
    "three of its words are cities",
]
NUMBERS = ("none", "one", "two", "three", "four", "five", "six")


def there_are(answer):
    """How many words an answer has, as "there are five"."""
    number = NUMBERS[len(answer)] if len(answer) < len(NUMBERS) else len(answer)
    return f"there {'is' if len(answer) == 1 else 'are'} {number}"


def judge_row_by_row(answer):
    """Compare with what most people say; clues, but no answers, for the other rows."""
    if len(answer) != len(ROWS):
        return Wrong(f"Write six words; {there_are(answer)}.")
    for number, (word, row) in enumerate(zip(answer, ROWS, strict=True), start=1):
        if word.casefold() not in row.split():
            return Wrong(f"Row {number} has no word *{word}*. Its words are: {row}.")
    wrong = [i for i, word in enumerate(answer) if word.casefold() != ODD[i]]
    if not wrong:
        return Right("All six as most people see them. Later we shall see what the computer says.")
    clues = "; ".join(f"row {i + 1}: {CLUES[i]}" for i in wrong)
    return Wrong(f"{6 - len(wrong)} of 6 as most people see them. Look again: {clues}.")


COSINES = np.array([1.0, 0.6, -0.8])
MILD, SCARY, SAD = 0, 1, 2  # the places of the three pairs in an answer
MISTAKES = [  # place, wrong number, what is behind it
    (MILD, 0.5, "the mild comedy's arrow is half as long, but length does not count"),
    (MILD, 2, "you multiplied and added; now divide by both lengths, 2 and 1"),
    (MILD, 0, "a right angle gives 0, but these two arrows point the same way"),
    (SCARY, 9, "you multiplied and added; now divide by both lengths"),
    (SCARY, 3, "you divided by one length only, that of the horror film"),
    (SCARY, 1.8, "you divided by one length only, that of the funny horror film"),
    (SCARY, 0.8, "this is the cosine with the comedy, as in the text; here 0·4 + 3·3 stands above the line"),
    (SCARY, 0, "they are not at a right angle: both are scary"),
    (SCARY, 0.04, "divide by the lengths, not by their squares"),
    (SAD, -4, "you multiplied and added; now divide by both lengths"),
    (SAD, 0.8, "keep the sign: −1 times 4 is below zero"),
    (SAD, -1, "the tragedy is the opposite of a comedy, but the other film is also scary"),
    (SAD, -0.16, "divide by the lengths, not by their squares"),
]


def judge_cosines(answer):
    """Say which places are right, and what is behind the wrong ones."""
    answer = np.asarray(answer, float)
    if answer.shape != COSINES.shape:
        return Wrong("Three numbers are asked for, one for each pair of films.")
    right = np.abs(answer - COSINES) <= 0.0051
    if right.all():
        return Right("So each division took the lengths out, and only the directions count.")
    if (np.abs(answer) > 10).any():
        return Wrong("These look like angles. The cosine of an angle is asked for: the cosine of 90° is 0.")
    says = []
    for place in np.flatnonzero(~right):
        reasons = [why for where, wrong, why in MISTAKES if where == place and abs(answer[place] - wrong) < 0.006]
        if not reasons and abs(answer[place]) > 1:
            reasons = ["a cosine is never above 1 or below −1: divide by both lengths"]
        number = ("The first", "The second", "The third")[place]
        says.append(f"{number}: {reasons[0] if reasons else 'compare the fraction with hint 2'}.")
    good = right.sum()
    start = "None is right yet. " if not good else f"{good} of 3 {'is' if good == 1 else 'are'} right. "
    return Wrong(start + " ".join(says))


def play(table, names):
    """The computer's odd word among four, by the lowest sum of cosines."""
    rows = np.array([table.vector(name) for name in names], float)
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    return names[int((rows @ rows.T).sum(axis=1).argmin())]


def judge_four_words(answer, table):
    """Four known words, the last the odd one; right where the computer says another."""
    names = [name.casefold() for name in answer]
    if len(names) != 4:
        return Wrong(f"Write four words; {there_are(names)}.")
    strange = [name for name in names if name not in table]
    if strange:
        near = difflib.get_close_matches(strange[0], table.names, n=3)
        spelled = f" It knows {', '.join(near)}." if near else ""
        return Wrong(f"The computer does not know *{strange[0]}*.{spelled} It knows common words of film reviews.")
    if len(set(names)) < 4:
        return Wrong("Two of the words are the same: use four different ones.")
    computer = play(table, names)
    if computer == names[3]:
        return Wrong(
            "The computer agrees with you. Try a word with two meanings, or an opposite among words of one kind."
        )
    return Right(
        f"You say *{names[3]}*, the computer says *{computer}*. But would other people agree with you? "
        "Ask somebody, without saying which word is yours."
    )


class _Tiny:
    """Eight words with two dimensions, for the tests."""

    names = ("rock", "stone", "wood", "jazz", "ghost", "vampire", "zombie", "three")
    _rows = ((0.2, 1), (1, 0.1), (1, 0.6), (0.3, 1), (0, 1), (0.1, 1), (0.2, 1), (1, 0))

    def __contains__(self, name):
        return name in self.names

    def vector(self, name):
        return self._rows[self.names.index(name)]


TASKS = [
    Task(
        "odd_ones",
        "predict",
        reference=ODD,
        form="six words, one from each row",
        check=judge_row_by_row,
        mistakes=[
            (["three", "seven", "doctor", "fine", "jazz", "denzel"], None),
            (["three", "seven", "doctor", "bad", "wood", "washington"], None),
            (["ghost", "seven", "doctor", "bad", "jazz", "four"], None),
            (["three", "seven", "doctor", "bad", "jazz"], None),
        ],
        hints=["Say what three words have in common; the fourth is the odd one."],
        solution="three, seven, doctor, bad, jazz, denzel (a first name among cities).",
        code=f"answer = {ODD}",
    ),
    Task(
        "cosines",
        "predict",
        reference=COSINES,
        form="three numbers",
        check=judge_cosines,
        mistakes=[
            ([0.5, 0.6, -0.8], None),
            ([1, 9, -4], None),
            ([1, 3, -0.8], None),
            ([1, 1.8, -0.8], None),
            ([1, 0.6, 0.8], None),
            ([0, 53, 143], None),
            ([1, 0.8, -1], None),
            ([1, 0.04, -0.16], None),
            ([1, 0, -1], None),
            ([0.2, 0.3, -0.4], None),
            ([1, 0.6], None),
        ],
        hints=[
            "Multiply place by place and add: 2·1 + 0·0, then 0·4 + 3·3, then (−1)·4 + 0·3.",
            "Then divide by both lengths: 2 and 1, then 3 and 5, then 1 and 5.",
        ],
        solution="Comedy and mild comedy: 2 / (2·1) = 1. Horror film and funny horror film: 9 / (3·5) = 0.6. "
        "Tragedy and funny horror film: −4 / (1·5) = −0.8.",
        code="answer = [1, 0.6, -0.8]",
    ),
    Task(
        "fool_it",
        "find",
        reference=["rock", "stone", "wood", "jazz"],
        form="four words, the odd one last",
        check=judge_four_words,
        right="",
        mistakes=[
            (["ghost", "vampire", "zombie", "three"], None),
            (["rock", "stone", "wood", "planit"], None),
            (["rock", "stone", "stone", "jazz"], None),
            (["rock", "stone", "wood"], None),
        ],
        hints=[
            "Words with two meanings help: *rock*, *star*, *fall*, *second*.",
            "Opposites help, too: they stand among the same words.",
        ],
        solution="For instance rock, stone, wood, jazz: it says *stone*. Or good, nice, great, bad: it says *nice*.",
        code='answer = ["rock", "stone", "wood", "jazz"]',
        example={"table": _Tiny()},
    ),
]

QUIZZES = [
    Quiz(
        "at_random",
        "Two of the 3,999 words are drawn at random. About what cosine do you expect?",
        {
            "0.5": "Half of all words would then be about as near as *hour* and *week*. "
            "Most words have little to do with each other.",
            "✓ 0.1": "Most words have little to do with each other, so their arrows are "
            "nearly at right angles. Look at the picture below.",
            "−0.5": "Two unrelated words do not point away from each other; their arrows are nearly at right angles.",
        },
    ),
    Quiz(
        "maps",
        "Look at both maps. What can you conclude from one such map?",
        {
            "How alike two families are: it is the distance between them": "Compare the maps: "
            "the families are the same, and some are near in one map and far in the other.",
            "What an axis means: words on the right have more of something": "The start is random, "
            "so right and left could be exchanged. The axes mean nothing.",
            "✓ Which words are neighbours": "This is what the method tries to keep. In both maps most "
            "words stand beside words of their own family.",
        },
    ),
]
