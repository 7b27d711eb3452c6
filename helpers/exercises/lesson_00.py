"""The tasks of lesson 00: odd one out, cosines by hand, four words on which the computer fails."""

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


def judge_row_by_row(answer):
    """Compare with what most people say; clues, but no answers, for the other rows."""
    for number, (word, row) in enumerate(zip(answer, ROWS, strict=True), start=1):
        if word.casefold() not in row.split():
            return Wrong(f"Row {number} has no word *{word}*. Its words are: {row}.")
    wrong = [i for i, word in enumerate(answer) if word.casefold() != ODD[i]]
    if not wrong:
        return Right("All six as most people see them. Now let us see what the computer says.")
    clues = "; ".join(f"row {i + 1}: {CLUES[i]}" for i in wrong)
    return Wrong(f"{6 - len(wrong)} of 6 as most people see them. Look again: {clues}.")


def play(table, names):
    """The computer's odd word among four, by the lowest sum of cosines."""
    rows = np.array([table.vector(name) for name in names], float)
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    return names[int((rows @ rows.T).sum(axis=1).argmin())]


def judge_four_words(answer, table):
    """Four known words, the last the odd one; right where the computer says another."""
    names = [name.casefold() for name in answer]
    strange = [name for name in names if name not in table]
    if strange:
        return Wrong(f"*{strange[0]}* is not in the table of {len(table.names):,} words.")
    if len(set(names)) < 4:
        return Wrong("Two of the words are the same: use four different ones.")
    computer = play(table, names)
    if computer == names[3]:
        return Wrong(
            "The computer agrees with you. Try a word with two meanings, or an opposite among words of one kind."
        )
    return Right(f"You say *{names[3]}*, the computer says *{computer}*. Would other people agree with you?")


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
        ],
        hints=["Say what three words have in common; the fourth is the odd one."],
        solution="three, seven, doctor, bad, jazz, denzel (a first name among cities).",
        code=f"answer = {ODD}",
    ),
    Task(
        "cosines",
        "predict",
        reference=[1.0, 0.0, -1.0],
        tolerance=0.005,
        form="three numbers",
        right="The same direction, a right angle, the opposite direction.",
        mistakes=[
            ([0.5, 0, -1], "The first: the mild comedy's arrow is half as long, but length does not count."),
            ([1, 0, 0], "The third: a right angle gives 0, but here the arrows point in opposite ways."),
            ([1, 0, 1], "The third: keep the sign. Multiply place by place: 2 times −1."),
            ([2, 0, -2], "You multiplied and added. Now divide by both lengths: 2 and the other one."),
            ([0.5, 0, -0.5], "Check the division: multiply both lengths, and divide once by the result."),
            ([1, 1, -1], "The second: 2 times 0 and 0 times 3 add up to how much?"),
        ],
        hints=[
            "Multiply place by place and add: 2·1 + 0·0, then 2·0 + 0·3, then 2·(−1) + 0·0.",
            "Then divide by both lengths. The lengths of the other arrows are 1, 3 and 1.",
        ],
        otherwise="Which arrow points the same way, which is at a right angle, which is opposite?",
        solution="2 / (2·1) = 1; 0 / (2·3) = 0; −2 / (2·1) = −1.",
        code="answer = [1, 0, -1]",
        tells=True,  # the numbers asked for are words of the explanation
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
        ],
        hints=[
            "Words with two meanings help: *rock*, *star*, *fall*, *second*.",
            "Opposites help, too: they stand among the same words.",
        ],
        solution="For instance rock, stone, wood, jazz: it says *stone*. Or good nice great bad.",
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
            "−0.5": "That would be half way to opposite directions. Two unrelated words do not "
            "point away from each other; their arrows are nearly at right angles.",
        },
    ),
    Quiz(
        "synonyms",
        "Two words have a cosine of 0.9 in these vectors. What follows?",
        {
            "They mean the same.": "*Can* and *can't* have more than 0.9, and so have *sci* and *fi*.",
            "They share 90 % of their meaning.": "A cosine is no percentage of anything. It tells "
            "how nearly two arrows point the same way.",
            "✓ They are used among the same words, or side by side.": "That is all the recipe has "
            "seen. Synonyms are like this, but so are opposites and names in two parts.",
        },
    ),
]
