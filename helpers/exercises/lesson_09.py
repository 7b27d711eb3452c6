"""The tasks of lesson 09: twins among tweets, macro F1, the hinge loss, a tweet on which two models disagree."""

import re

import numpy as np

from .. import text
from . import Quiz, Right, Task, Wrong


def _bare(tweet):
    return " ".join(text.words(re.sub(r"@\w+|https?\S+", "", tweet)))


PAIRS = [
    ("@united thank you!", "@SouthwestAir Thank you"),
    ("@united thank you", "@united thank you not"),
    ("@JetBlue My bag is lost!", "@JetBlue my bag is lost"),
    ("@JetBlue lost again http://t.co/ab1", "@JetBlue lost again https://t.co/xyz"),
    ("@united you lost my bag", "@united my bag lost you"),
    ("@united is @JetBlue better", "@united is it better"),
    ("@united Bag is HERE", "bag is here"),
]

ANSWERS = ["🎉", "😈", "😡"]


def _disagree(answer, asked_both):
    if len(text.words(answer)) < 3:
        return Wrong("Too short: write a tweet of three words or more.")
    by_count, by_network = asked_both(answer)
    if by_count != by_network:
        return Right(
            f"Counting answers {ANSWERS[by_count]}, the network {ANSWERS[by_network]}. Which would you send? In the "
            "test part such tweets decide who is ahead."
        )
    more = {
        0: "Now let trouble come first, and praise after it.",
        1: "Now add one word of praise or of anger to the question.",
        2: "Now add thanks, or turn the complaint into a question.",
    }
    return Wrong(f"Both answer {ANSWERS[by_count]}. {more[by_count]}")


def _pretend(tweet):
    """Two models for the tests."""
    words = text.words(tweet)
    return (0 if "great" in words else 2), (0 if "love" in words else 2)


TASKS = [
    Task(
        "wording",
        "repair",
        cases=PAIRS,
        reference=lambda first, second: _bare(first) == _bare(second),
        start=lambda first, second: first == second,
        right="Now twins are found, whomever they are written to.",
        mistakes=[
            (
                lambda first, second: text.words(first) == text.words(second),
                "Names and links are still in: the same words to another airline are twins, too. (`text.words` takes "
                "the @ away, so remove names before it.)",
            ),
            (
                lambda first, second: first.lower() == second.lower(),
                "Only capital letters are forgiven. What about another name in front, another link, a full stop?",
            ),
            (
                lambda first, second: set(_bare(first).split()) == set(_bare(second).split()),
                "You compare sets of words, so *you lost my bag* and *my bag lost you* become twins.",
            ),
            (
                lambda first, second: text.words(re.sub(r"@\w+", "", first)) == text.words(re.sub(r"@\w+", "", second)),
                "Names are gone, links are not: each copy of a tweet gets a link of its own.",
            ),
            (
                lambda first, second: text.words(first)[1:] == text.words(second)[1:],
                "You drop the first word. A name may stand elsewhere, or there may be none.",
            ),
        ],
        hints=[
            '`tweet.split()` gives the parts of a tweet; `part.startswith("@")` asks how one begins. Keep the others.',
            'Or: `re.sub(r"@\\w+", "", tweet)` removes names. What does a link begin with?',
            "Clean both tweets in the same way, turn them into words, and compare.",
        ],
        solution="Remove what begins with `@` or `http` from both, turn them into words, and compare.",
        code=(
            "import re\n\n"
            "from helpers import text\n\n\n"
            "def same_wording(first, second):\n"
            '    bare = [re.sub(r"@\\w+|https?\\S+", "", tweet) for tweet in (first, second)]\n'
            "    return text.words(bare[0]) == text.words(bare[1])"
        ),
    ),
    Task(
        "macro_f1",
        "predict",
        reference=0.25,
        right="For 😡, precision 0.6 and recall 1 give 2 × 0.6 / 1.6 = 0.75; the two others have 0. The accuracy "
        "of 0.6 hid that two kinds are never found.",
        mistakes={
            0.6: "That is the accuracy. Work out an F1 for each of the three kinds.",
            0.75: "That is the F1 of 😡 alone. Two more kinds count as much.",
            0.33: "That is the mean recall, (1 + 0 + 0) / 3. For F1 you need the precision of 😡, too.",
            0.2: "That is the mean precision. The recall of 😡 is 1: take both into its F1.",
            0.27: "For 😡 you took the plain mean of precision and recall. Use the formula.",
            0.375: "You averaged over two kinds. There are three.",
            0.45: "You weighted the kinds by how common they are. In macro F1 each counts the same.",
        },
        hints=[
            "For 😡: it found all 6 complaints, and 6 of its 10 answers are right.",
            "F1 of 😡 is 2 × 0.6 × 1 / (0.6 + 1). Then take the mean of three numbers, two of them 0.",
        ],
        solution="F1 of 😡: 2 × 0.6 × 1 / 1.6 = 0.75. Mean of 0, 0 and 0.75: 0.25.",
    ),
    Task(
        "hinge",
        "complete",
        cases=[
            (np.array([0.9, 0.7, 0.3, 0.5]), np.array([0.1, 0.6, 0.8, 0.5])),
            (0.5, 0.4, 0.3),
            (0.2, 0.1, 0.05),
            (0.7, 0.6),
        ],
        reference=lambda right, wrong, margin=0.2: np.maximum(0, margin - right + wrong),
        right="Even a tie costs the whole margin. Once the right answer is far enough ahead, nothing pulls any more.",
        mistakes=[
            (
                lambda right, wrong, margin=0.2: np.maximum(0, margin + right - wrong),
                "Exchanged: yours is large where the right cosine is ahead, 1.0 for 0.9 and 0.1.",
            ),
            (
                lambda right, wrong, margin=0.2: np.maximum(0, right - wrong - margin),
                "Yours is what the right answer has too much. Asked is what it lacks.",
            ),
            (
                lambda right, wrong, margin=0.2: np.maximum(0, wrong - right),
                "The margin is missing. A right answer that is ahead by a hair would cost nothing.",
            ),
            (
                lambda right, wrong, margin=0.2: margin - right + wrong,
                "Without the maximum, 0.9 and 0.1 give −0.6: the network is paid for being too right.",
            ),
            (
                lambda right, wrong, margin=0.2: np.maximum(0, 0.2 - right + wrong),
                "Right for a margin of 0.2 only. Use `margin`.",
            ),
            (
                lambda right, wrong, margin=0.2: np.maximum(0, margin - right),
                "The wrong cosine does not count in yours. How far ahead the right one is, is what matters.",
            ),
        ],
        hints=["The right cosine should reach the wrong one plus the margin. How much is missing?"],
        solution="The margin, minus the right cosine, plus the wrong one, but never below 0.",
        code="def missing_margin(right, wrong, margin=0.2):\n    return np.maximum(0, margin - right + wrong)",
    ),
    Task(
        "disagree",
        "find",
        reference=lambda apart: apart[0],
        form="a tweet in quotation marks",
        check=_disagree,
        mistakes=[("thank", None), (lambda agreed: agreed[0], None)],
        hints=[
            "Mix moods: thanks for help with a delay, or a question with a sharp word.",
            "The network sees the order of words; counting does not. Move a sentence.",
        ],
        solution="For instance trouble that was handled well, or a polite complaint. Change one word at a time.",
        example={
            "asked_both": _pretend,
            "apart": ["late again but great service from the crew"],
            "agreed": ["the plane was late again and nobody cared"],
        },
    ),
]

QUIZZES = [
    Quiz(
        "random",
        "Every emoji gets 16 random numbers instead of its picture's code, and the network is trained again. How many "
        "test tweets will it answer correctly?",
        {
            "Hardly more than always answering 😡": "The network would have to need the pictures. What must it know of "
            "the three answers, to keep them apart?",
            "Fewer than before, but more than always answering 😡": "See the table. With three answers, are the "
            "pictures' 16 numbers more than three name tags?",
            "✓ About as many as before": "See the table. The codes of three answers are three name tags, and random "
            "numbers are as good for that.",
        },
    ),
    Quiz(
        "margin",
        "After training, every triplet of the training part has a loss of 0. What do you know?",
        {
            "All training tweets get the right answer": "Each tweet was compared with *one* wrong answer. The third "
            "emoji may still be nearer than the right one.",
            "✓ Each right answer is ahead, by 0.2, of the one wrong answer that was drawn": "And that is all: nothing "
            "about the third emoji, nothing about other tweets.",
            "The cosine of each tweet with its right answer is near 1": "The loss looks only at the difference. "
            "A right cosine of 0 is enough, if the wrong one is −0.2.",
        },
    ),
]
