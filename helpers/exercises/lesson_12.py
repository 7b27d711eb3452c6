"""The tasks of the last notebook: copies, shuffled labels, a text whose neighbour misleads."""

import numpy as np

from . import Quiz, Right, Task, Wrong


def _copies(texts):
    plain = [" ".join(text.lower().split()) for text in texts]
    return sum(plain.count(text) > 1 for text in plain) / len(plain)


def _second_ones(texts):
    plain = [" ".join(text.lower().split()) for text in texts]
    return 1 - len(set(plain)) / len(plain)


def _different_copied(texts):
    plain = [" ".join(text.lower().split()) for text in texts]
    return sum(plain.count(text) > 1 for text in set(plain)) / len(set(plain))


def _judge_misplaced(answer, nearest, labels):
    if labels is None:
        return Right("Your texts have no labels, so only you can judge. Read the text and its neighbour.")
    answer = int(answer)
    if not 0 <= answer < len(labels):
        return Wrong("There is no such row: `len(texts)` says how many there are.")
    other = nearest[answer]
    if labels[answer] == labels[other]:
        return Wrong(f"Its neighbour is row {other}, and both have the label *{labels[answer]}*.")
    share = np.mean(labels != labels[nearest])
    return Right(
        f"Row {answer} is *{labels[answer]}*, its neighbour, row {other}, is *{labels[other]}*. "
        f"That is so for {share:.0%} of all texts. Read both before you blame the vectors."
    )


TASKS = [
    Task(
        "copies",
        "complete",
        cases=[(["Yes.", "yes. ", "No."],), (["a", "b", "c"],), (["a", "A", "b  c", "B c", "d", "a"],)],
        reference=_copies,
        right="Copies in both parts turn a test into a memory game.",
        mistakes=[
            (_second_ones, "You count only the second ones. All texts that have a twin can spoil a test."),
            (_different_copied, "Divide by the number of texts, not of different texts."),
        ],
        hints=[
            "Look `duplicated` up: `help(pd.Series.duplicated)`.",
            "Three values are allowed. Which one keeps none?",
        ],
        solution="`keep=False` marks every text that has a twin; the mean of True and False is their share.",
        code=(
            "def share_of_copies(texts):\n"
            '    plain = pd.Series([" ".join(text.lower().split()) for text in texts])\n'
            "    return plain.duplicated(keep=False).mean()"
        ),
    ),
    Task(
        "luck",
        "predict",
        reference=[0.5, 0.38],
        right="Chance is not one number: the lazy guesser beats the fair one. Hold a model against the lazy one.",
        mistakes=[
            ([0.33, 0.33], "There are three labels, but they are not equally common."),
            ([0.5, 0.33], "The first is right. The second guesser knows the shares, too: 0.5 · 0.5 and so on."),
            ([0.5, 0.5], "The first is right. The second says the commonest label half of the time only."),
        ],
        hints=["The first is right whenever the commonest label is.", "Second: 0.5 · 0.5 + 0.3 · 0.3 + …"],
        solution="0.5; and 0.5 · 0.5 + 0.3 · 0.3 + 0.2 · 0.2 = 0.38.",
    ),
    Task(
        "misplaced",
        "find",
        reference=lambda nearest, labels: 0 if labels is None else int(np.argmax(labels != labels[nearest])),
        form="the number of a row, such as `7`",
        check=_judge_misplaced,
        mistakes=[(2, None), (99, None)],
        hints=["`labels[nearest]` are the labels of the neighbours.", "`np.flatnonzero(labels != labels[nearest])`"],
        solution="`np.flatnonzero(labels != labels[nearest])[0]` is the first of them.",
        example={"nearest": np.array([1, 0, 3, 2]), "labels": np.array(["a", "b", "c", "c"])},
    ),
]

QUIZZES = [
    Quiz(
        "shuffled",
        "Two labels; 70 % of the texts have the first one. The words are trained on *shuffled* labels. Which accuracy "
        "do you expect on texts that were held out?",
        {
            "1/2: there are two labels": "A model that finds nothing in the words can still see that one label is "
            "more common.",
            "✓ About 0.7, or less": "There is nothing to learn but which label is more common. Where it follows chance "
            "patterns instead, it does worse.",
            "Nearly 1: there are more words than texts": "So it would be on the texts it was trained on. Nobody can "
            "foresee shuffled labels of held-out texts.",
        },
    ),
    Quiz(
        "encoder",
        "A colleague loads a large sentence encoder and shows you five splendid neighbours. What do you ask for first?",
        {
            "A larger encoder": "You do not know yet what this one adds.",
            "✓ Neighbours of rows drawn by lot, beside those of counting": "Chosen examples prove nothing, "
            "and counting may find the same ones.",
            "A map of all texts": "A map shows neighbours, too, and looks splendid for any vectors.",
        },
    ),
]
