"""The tasks of lesson 01: guess a word, work out a perplexity, mend a probability of zero, name neighbours."""

import math
from collections import Counter

from . import Quiz, Right, Task, Wrong


def followers(row, train):
    """How often each word number came after the first three of a row, in the training rows."""
    return Counter(train[(train[:, :-1] == row[:-1]).all(axis=1), -1].tolist())


def most_often(rows, train, words):
    """For each row, the word that came most often after its first three."""
    return [words[followers(row, train).most_common(1)[0][0]] for row in rows]


def strangers(guesses, words):
    """Names the guesses that are not among the words, and the words that begin with the same letter; else ""."""
    unknown = [guess for guess in guesses if guess not in words]
    if not unknown:
        return ""
    letters = {guess[:1] for guess in unknown}
    others = " ".join(sorted(word for word in words if word[:1] in letters))
    named = ", ".join(f"*{guess}*" for guess in unknown)
    which = "are" if len(unknown) > 1 else "is"
    return f"{named} {which} not among the {len(words)} words." + f" With the same first letter: {others}." * bool(
        others
    )


def judge_guesses(answer, rows, train, words):
    """Any known word is a guess; tells what came most often, and what was hidden."""
    guesses = [guess.casefold() for guess in answer]
    if said := strangers(guesses, words):
        return Wrong(said)
    usual = [followers(row, train).most_common(1)[0] for row in rows]
    hidden = [words[row[-1]] for row in rows]
    often = ", ".join(f"*{words[word]}* ({times} times)" for word, times in usual)
    hits = sum(guess == word for guess, word in zip(guesses, hidden, strict=True))
    best = sum(words[word] == name for (word, _), name in zip(usual, hidden, strict=True))
    return Right(
        f"Most often came {often}. Hidden were {', '.join(f'*{word}*' for word in hidden)}. You "
        f"found {hits} of {len(hidden)}; the most frequent words would have found {best}. Even a "
        "good guess is often wrong, so we need a fairer score than right or wrong."
    )


def judge_neighbours(answer, nearest):
    """Right where two of three words are among the ten nearest; else at which places they stand."""
    names = [name.casefold() for name in answer]
    if said := strangers(names, nearest):
        return Wrong(said)
    places = [nearest.index(name) + 1 for name in names]
    said = ", ".join(f"*{name}* is at place {p}" for name, p in zip(names, places, strict=True))
    if len({place for place in places if place <= 10}) >= 2:
        return Right(f"{said} of {len(nearest)}.")
    return Wrong(
        f"{said} of {len(nearest)}. Did you name words that stand *beside* it? Neighbours in the "
        "table are words that could stand in its place."
    )


def example():
    """Rows over five words, for the tests."""
    import numpy as np

    words = ["a", "good", "day", "night", "bad"]
    train = np.array([[0, 1, 0, 2], [0, 1, 0, 2], [0, 1, 0, 3], [1, 0, 4, 2], [4, 0, 1, 3]])
    rows = np.array([[0, 1, 0, 3], [1, 0, 4, 2], [4, 0, 1, 2]])
    return {"rows": rows, "train": train, "words": words}


NEAREST = [f"word{i}" for i in range(1, 31)]

TASKS = [
    Task(
        "guesses",
        "predict",
        reference=most_often,
        form="three words, one for each row",
        check=judge_guesses,
        mistakes=[(["purple", "the", "to"], None), (["the", "to", "I don't know"], None)],
        hints=[
            "Say the three words aloud and write what comes first.",
            "Each guess is one word of the 250 that are listed above; full stop and comma count, too.",
        ],
        solution="Any three of the words will do. There is no right answer before the words are uncovered.",
        example=example,
        tells=True,
    ),
    Task(
        "perplexity",
        "predict",
        reference=4.0,
        right="On these two words the model is as uncertain as someone who chooses among four.",
        mistakes={
            5: "You took the usual average of 2 and 8. Probabilities multiply, so multiply 2 and 8 "
            "and take the square root.",
            3.2: "You averaged the probabilities first (0.3125). Average 2 and 8 instead, geometrically.",
            16: "That is 2 × 8. The geometric average of two numbers is the square root of it.",
            0.25: "That is *p*, the average probability. Perplexity is 1 divided by it.",
            8: "That is the second word alone. Both count.",
            2: "That is the first word alone. The second was much harder to guess.",
            0.0625: "That is 1/2 × 1/8, the probability of both words. How many choices is that for one word?",
        },
        hints=[
            "A probability of 1/2 is a guess between 2 words, 1/8 a guess among 8.",
            "*p* times *p* is 1/16, and the perplexity is 1/*p*.",
        ],
        solution="√(2 × 8) = √16 = 4.",
    ),
    Task(
        "smoothing",
        "repair",
        cases=[(4, 10, 0.1), (0, 10, 0.1), (0, 1, 0.02), (195, 960, 0.01), (1, 3, 0.5)],
        reference=lambda count, seen, simpler: (count + 30 * simpler) / (seen + 30),
        start=lambda count, seen, simpler: count / seen,
        right="Now no word has a probability of zero, and a context that was never seen leaves the "
        "guess to the simpler model.",
        mistakes=[
            (
                lambda count, seen, simpler: max(count / seen, simpler),
                "You take the larger of two probabilities. Then the 250 probabilities add up to more than 1.",
            ),
            (
                lambda count, seen, simpler: (count + 30) / (seen + 30),
                "All 30 imaginary rows go to this one word. It gets only its share of them: `30 * simpler`.",
            ),
            (
                lambda count, seen, simpler: (count + 30 * simpler) / seen,
                "The imaginary rows also belong to the rows seen: divide by `seen + 30`.",
            ),
            (
                lambda count, seen, simpler: (count + 1) / (seen + 250),
                "You add one row for each word, whether it is frequent or rare. Divide 30 rows "
                "as the simpler model would.",
            ),
            (lambda count, seen, simpler: simpler, "You do not look at the counts any more."),
        ],
        hints=[
            "Ten rows and 30 imaginary ones: the divisor is 40.",
            "In 4 of the 10 the word came. Of the 30 it gets the share `simpler`.",
        ],
        solution="A context seen 10 times, the word 4 times, the simpler model says 0.1: "
        "(4 + 30 × 0.1) / (10 + 30) = 7 / 40 = 0.175.",
        code="def probability(count, seen, simpler):\n    return (count + 30 * simpler) / (seen + 30)",
    ),
    Task(
        "neighbours",
        "predict",
        reference=lambda nearest: nearest[:3],
        form="three words of the 250",
        check=judge_neighbours,
        mistakes=[(lambda nearest: list(nearest[-3:]), None), (["able", "possible", "capable"], None)],
        hints=["What else could stand in *she* ____ *go*?", "It is a helping verb. So are others of the 250 words."],
        solution="Words that can take its place: *would*, *should*, *will*, *can*, *might*. Their order "
        "changes with the random start.",
        example={"nearest": NEAREST},
        tells=True,
    ),
]

QUIZZES = [
    Quiz(
        "weights",
        "How many weights will this network have: 250 words, 5 dimensions, 3 words given?",
        {
            "1,250": "That is the table alone: 250 × 5. The layer after it has weights, too.",
            "5,000": "You left out the 250 biases, one for each output: 250 × 5 + 15 × 250 = 5,000.",
            "✓ 5,250": "The table has 250 × 5 = 1,250. The last layer has 15 weights and one bias "
            "for each of the 250 outputs: (15 + 1) × 250 = 4,000.",
            "7,750": "You gave each of the three places a table of its own. All three words are "
            "looked up in the same table.",
        },
    ),
    Quiz(
        "worse",
        "Someone who knows nothing gives each of the 250 words the same probability: perplexity "
        "250. Can a model be worse?",
        {
            "No, 250 is the worst": "It is the worst for a model that admits that it knows "
            "nothing. A model can also be sure, and wrong.",
            "✓ Yes, much worse": "A model that gives 0.001 to each word that comes has a "
            "perplexity of 1,000. With one probability of zero it is infinite. Being sure and "
            f"wrong costs more than knowing nothing: log(1/0.001) is {math.log(1000):.1f}, "
            f"log(250) only {math.log(250):.1f}.",
            "Only while it trains": "How a model came about does not matter. What counts is the "
            "probability that it gave to the words that came.",
        },
    ),
]
