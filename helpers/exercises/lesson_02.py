"""The tasks of lesson 02: padding, the shift of three, endings to vote on, weights to count."""

from . import Quiz, Right, Task, Wrong

LIKED, HATED = "liked", "hated"


def _read(numbers, word_index, shift=3):
    word_of = {rank + shift: word for word, rank in word_index.items()}
    return [word_of.get(number, "?") for number in numbers]


RANKS = {"the": 1, "and": 2, "a": 3, "of": 4, "film": 5, "good": 6, "was": 7, "not": 8}
CASES = [([1, 4, 8, 10, 9], RANKS), ([1, 2, 6, 11, 5], RANKS), ([0, 0, 1, 2, 7], {"it": 1, "is": 4})]


def _score_votes(answer, labels):
    """Every vote is worth something: say how many were right, and which to read again."""
    votes = [vote.strip().lower() for vote in answer]
    if len(votes) != len(labels):
        return Wrong(f"There are {len(labels)} endings: write one vote for each.")
    if set(votes) - {LIKED, HATED}:
        return Wrong(f"Each vote is one of two words: `{LIKED}` or `{HATED}`.")
    wrong = [place for place, vote in enumerate(votes, 1) if vote != (HATED, LIKED)[labels[place - 1]]]
    if not wrong:
        return Right("Somebody who guesses gets two on average. The network votes in section 5.")
    which = "ending " + str(wrong[0]) if len(wrong) == 1 else "endings " + " and ".join(map(str, wrong))
    return Wrong(
        f"{len(labels) - len(wrong)} of {len(labels)}; guessing gets two on average. Read {which} again. "
        "Some endings do not tell: what would, stands before the last 20 words."
    )


TASKS = [
    Task(
        "reader",
        "repair",
        cases=CASES,
        reference=_read,
        start=lambda numbers, word_index: _read(numbers, word_index, 0),
        right="No error message would have told you. Only reading a review aloud does.",
        mistakes=[
            (
                lambda numbers, word_index: _read(numbers, word_index, 2),
                "Almost. Count again: the numbers 0, 1, 2 and 3 are taken, so rank 1 has the number 4.",
            ),
            (
                lambda numbers, word_index: _read(numbers, word_index, 4),
                "One too far. The numbers 0 to 3 are taken, so rank 1 has the number 4.",
            ),
            (
                lambda numbers, word_index: _read(numbers, word_index, -3),
                "The wrong way: a number in a review is *larger* than the rank of its word.",
            ),
        ],
        hints=[
            "The most frequent word has the rank 1. Which is the first number that is not taken?",
            "The keys of `word_of` must be the numbers that stand in the reviews.",
        ],
        solution="Every rank is moved up by three, because the numbers 0 to 3 are taken.",
        code=(
            "def read(numbers, word_index):\n"
            "    word_of = {rank + 3: word for word, rank in word_index.items()}\n"
            '    return [word_of.get(number, "?") for number in numbers]'
        ),
    ),
    Task(
        "padding",
        "predict",
        reference=[[2, 3, 4], [0, 0, 5]],
        form="two rows of three numbers, such as `[[1, 2, 3], [4, 5, 6]]`",
        right="A long row loses its *beginning*, and zeros come *before* a short one.",
        mistakes=[
            ([[1, 2, 3], [5, 0, 0]], "You keep the beginning and fill the end. Keras does both at the other end."),
            ([[2, 3, 4], [5, 0, 0]], "The cut is right. The zeros are put at the same end as the cut."),
            ([[1, 2, 3], [0, 0, 5]], "The zeros are right. The cut is made at the same end as the zeros."),
        ],
        hints=["Both happen at the same end.", "That end is the front."],
        solution=(
            "`[[2, 3, 4], [0, 0, 5]]`: by default Keras cuts and fills at the front "
            '(`truncating="pre"`, `padding="pre"`).'
        ),
    ),
    Task(
        "vote",
        "find",
        reference=lambda labels: [LIKED if label else HATED for label in labels],
        form=f"four words, each `{LIKED}` or `{HATED}`",
        check=_score_votes,
        mistakes=[([LIKED] * 4, None), ([HATED] * 4, None), (["good", "bad", "good", "bad"], None)],
        hints=["Ask of each ending: does it judge the film, or does it tell the story?"],
        solution="There is no way to be sure. Whoever votes by chance gets two of four on average.",
        example={"labels": [0, 1, 1, 0]},
    ),
    Task(
        "weights",
        "predict",
        reference=80_161,
        right="Almost all of them are the table: the last layer has 161.",
        mistakes={
            80_000: "That is the table alone. The last layer has weights, too.",
            80_009: "You gave `Dense(1)` 8 weights and a bias. It gets 20 rows of 8 numbers, end to end.",
            80_008: "You gave `Dense(1)` 8 weights. It gets 20 rows of 8 numbers, end to end, and adds a bias.",
            160: "Those are the weights of the last layer, without its bias. The table is made of weights, too.",
            80_160: "Nearly: the last layer also has one bias.",
            161: "That is the last layer. The table is made of weights, too.",
        },
        hints=[
            "The table has one row for each of 10,000 words.",
            "`Dense(1)` has one weight for each of the 20 × 8 numbers that it gets, and one bias.",
        ],
        solution="10,000 × 8 = 80,000 in the table, 20 × 8 + 1 = 161 in the last layer: 80,161.",
    ),
]

QUIZZES = [
    Quiz(
        "duel",
        "Counting has one weight for each word, the network has eight numbers. Which one will judge "
        "more of the validation reviews correctly?",
        {
            "The network, by five percentage points or more": "It has eight times the weights, but both see the "
            "same 20 words and the same labels. Train it and compare.",
            "Counting, by five percentage points or more": "The network can do what counting does, and more: one "
            "of its eight numbers for a word could be the weight of that word.",
            "✓ Neither leads by so much": "More weights only help where there is something more "
            "to see. The network also sees the place of each word. Train it and see whether that tells much.",
        },
    ),
    Quiz(
        "direction",
        "After training, the rows of two words point in the same direction. What does that tell you?",
        {
            "They mean nearly the same": "Here the rows were trained for the verdict only. Two words "
            "of praise can mean quite different things.",
            "They often stand side by side": "This network never asks which word stands beside which. "
            "The vectors of lesson 01 did, because they were trained to guess the next word.",
            "✓ They move the verdict to the same side": "The verdict is all that this space was trained "
            "for. A space knows what its task rewards.",
        },
    ),
]
