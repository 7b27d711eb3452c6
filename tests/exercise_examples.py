"""A lesson's tasks as a writer would write them, for the tests of the engine."""

import numpy as np

from helpers.exercises import Quiz, Right, Task, Wrong


def cosine(a, b):
    return float(np.dot(a, b) / np.linalg.norm(a) / np.linalg.norm(b))


def cosine_at_first(a, b):
    return float(np.dot(a, b))


def score_guesses(answer, words, followers):
    """Any words of the vocabulary are a fair guess; the reply compares them with the counts."""
    unknown = [word for word in answer if word not in words]
    if unknown:
        return Wrong(f"The model does not know *{unknown[0]}*. Choose among its words.")
    return Right(f"Most often came *{max(followers, key=followers.get)}*.")


TASKS = [
    Task(
        "padding",
        "predict",
        reference=[[2, 3, 4], [0, 0, 5]],
        right="Keras cuts and fills at the front.",
        mistakes=[
            ([[1, 2, 3], [5, 0, 0]], "Both the cut and the zeros are at the front by default."),
            ([[1, 2, 3], [0, 0, 5]], "The zeros are at the front, and so is the cut."),
            ([[1, 2, 3, 4], [5]], "With `maxlen=3` every row has three numbers."),
        ],
        hints=["Every row gets the length 3.", "The end of a review often holds the verdict."],
        solution="The front is cut, and the front is filled.",
        code="answer = [[2, 3, 4], [0, 0, 5]]",
    ),
    Task(
        "perplexity",
        "predict",
        reference=4.0,
        right="As uncertain as someone who chooses among four.",
        mistakes={
            5: "You took the usual average of 2 and 8. Probabilities multiply.",
            3.2: "You averaged the probabilities. Average 2 and 8, geometrically.",
        },
        hints=["1/8 is a choice among how many words?", "Multiply; then take a root."],
        solution="√(2 × 8) = 4.",
    ),
    Task(
        "smoothing",
        "complete",
        cases=[(4, 10, 0.1), (0, 5, 0.2), (7, 7, 0.5)],
        reference=lambda count, seen, before: (count + 30 * before) / (seen + 30),
        mistakes=[
            (lambda count, seen, before: count / seen, "You trust a few rows fully."),
            (lambda count, seen, before: before, "You do not look at the count at all."),
        ],
        hints=["What should come out for a context that was never seen?"],
        code="def smooth(count, seen, before):\n    return (count + 30 * before) / (seen + 30)\n",
    ),
    Task(
        "cosine",
        "repair",
        cases=[([2, 0], [2, 0]), ([1, 0], [0, 3]), ([1, 0], [-2, 0])],
        reference=cosine,
        start=cosine_at_first,
        mistakes=[
            (lambda a, b: np.dot(a, b) / np.linalg.norm(a), "You divide by one length only."),
            (lambda a, b: abs(cosine(a, b)), "The sign matters: opposite directions give −1."),
        ],
        hints=["Length should not count."],
        code="def cosine(a, b):\n    return a @ b / np.linalg.norm(a) / np.linalg.norm(b)".replace(
            "a @ b", "np.dot(a, b)"
        ),
    ),
    Task(
        "guesses",
        "find",
        reference=lambda followers: sorted(followers)[:2],
        check=score_guesses,
        form="two words",
        mistakes=[(["purple", "get"], None), (lambda words: [words[0], "Zebra"], "No animals here.")],
        hints=["Think of news."],
        solution="Any words of the vocabulary will do.",
        example={"words": ["get", "good", "it"], "followers": {"get": 5, "good": 7}},
    ),
    Task(
        "winner",
        "predict",
        choices=["counting", "network"],
        reference=lambda errors: min(errors, key=errors.get),
        right=lambda errors: f"It has {min(errors.values())}.",
        mistakes={"network": "Five dimensions are too few.", "both": "Only one can win."},
        hints=["Which of the two saw more?"],
        solution="Counting.",
        example=lambda: {"errors": {"counting": 21.5, "network": 24.0}},
    ),
    Task(
        "worst",
        "find",
        reference=250.0,
        tolerance=1,
        mistakes=[
            (lambda answer: answer > 260, "That is worse than knowing nothing.", 300),
            (1, "Then it would always be sure."),
        ],
        otherwise="Think of a die with 250 sides.",
        hints=["It gives every word the same probability."],
        solution="250.",
    ),
]

QUIZZES = [
    Quiz(
        "worse",
        "Can a model be worse than one that knows nothing?",
        {
            "✓ Yes": "It can be sure, and wrong.",
            "No": "It can: it may give `0.001` to every word that comes.",
            "Only *before* training": "After training, too, on rows that it has not seen.",
        },
    )
]
