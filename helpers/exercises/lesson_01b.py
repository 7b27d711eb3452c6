"""The tasks of lesson 01b: a test that was seen, a discount, new contexts, a row that generalises, hubs."""

import numpy as np

from . import Quiz, Right, Task, Wrong
from .lesson_01 import strangers


def share_seen(train, test):
    """The share of the test rows that also stand in the training part."""
    known = set(map(tuple, np.asarray(train).tolist()))
    return float(np.mean([tuple(row) in known for row in np.asarray(test).tolist()]))


def best_on_new(models, new):
    """The name of the model with the lowest perplexity on the rows with new contexts."""
    return min(models, key=lambda name: -np.log(models[name][new]).mean())


def best_row(test, words, models, new):
    """The test row with a new context on which the network is most ahead of Kneser-Ney."""
    ahead = models["network with tanh"][new] / models["Kneser-Ney"][new]
    return " ".join(words[i] for i in test[new][ahead.argmax()])


def judge_row(answer, train, words, model):
    """Four known words, a new context, and a network that knows better than Kneser-Ney."""
    from .. import counting

    named = [word.strip(",") or word for word in answer.casefold().split()]  # a comma alone is a word
    if len(named) != 4:
        return Wrong(f"That is {len(named)} words. Write four, with a space between them.")
    if said := strangers(named, words):
        return Wrong(said)
    row = np.array([[words.index(word) for word in named]], train.dtype)
    if met := int((train[:, :3] == row[:, :3]).all(axis=1).sum()):
        rows = "row" if met == 1 else "rows"
        return Wrong(f"*{' '.join(named[:3])}* was met in {met} training {rows}. Change a word.")
    network = float(np.asarray(model(row[:, :3]))[0, row[0, 3]])
    counts = float(counting.kneser_ney(train, row, len(words))[0])
    said = f"The network gives *{named[3]}* {network:.3f}, Kneser–Ney {counts:.3f}."
    if network < 1.5 * counts:
        return Wrong(f"{said} That is {network / counts:.1f} times as much. Try another place.")
    return Right(f"{said} The context is new, and here the network's guess is better than that of Kneser–Ney.")


def nearest(table, row, k=3):
    """The k rows nearest to a row by cosine."""
    lengths = np.linalg.norm(table, axis=1)
    similarity = table @ table[row] / np.maximum(lengths, 1e-9)
    similarity[row] = -np.inf
    return np.argsort(-similarity)[:k]


def nearest_by_dot(table, row, k=3):
    """The same by dot product: the faulty search of the lesson."""
    similarity = table @ table[row]
    similarity[row] = -np.inf
    return np.argsort(-similarity)[:k]


def divided_by_one_number(table, row, k=3):
    """Divides by the length of the whole table, or of the row asked for: the order stays."""
    similarity = table @ table[row] / np.linalg.norm(table)
    similarity[row] = -np.inf
    return np.argsort(-similarity)[:k]


def divided_by_columns(table, row, k=3):
    """Divides each dimension by its length, not each row."""
    return nearest_by_dot(table / np.linalg.norm(table, axis=0), row, k)


def by_distance(table, row, k=3):
    """The nearest by the distance between the end points."""
    distance = np.linalg.norm(table - table[row], axis=1)
    distance[row] = np.inf
    return np.argsort(distance)[:k]


def tables():
    """Small tables in which cosine, dot product and distance name different neighbours."""
    fan = np.array([[1, 0.1], [0.2, 0.01], [9, 9], [1, -1.2], [0.6, 0.3], [-8, 1]], float)
    rng = np.random.default_rng(1)
    cloud = rng.normal(size=(12, 4)) * rng.uniform(0.1, 5, (12, 1))
    return [(fan, 0, 3), (cloud, 2, 3), (cloud, 7, 2)]


class _Sure:
    """A model for the tests: the word 3 always has the probability 0.9."""

    def __call__(self, contexts):
        guess = np.full((len(contexts), 5), 0.025)
        guess[:, 3] = 0.9
        return guess


def small_run():
    """Rows over five words, for the tests."""
    train = np.array([[0, 1, 2, 3], [0, 1, 2, 4], [1, 2, 3, 4], [4, 0, 1, 2]])
    models = {"network with tanh": np.array([0.5, 0.9]), "Kneser-Ney": np.array([0.5, 0.2])}
    return {
        "train": train,
        "test": np.array([[0, 1, 2, 3], [0, 4, 2, 3]]),
        "words": ["we", "saw", "two", "games", "days"],
        "models": models,
        "new": np.array([False, True]),
        "model": _Sure(),
    }


def small_models():
    """Probabilities of five models for four rows, of which two have new contexts."""
    names = ["counts", "Kneser-Ney", "network", "network with tanh", "mixture"]
    rows = [[0.5, 0.6, 0.1, 0.1], [0.5, 0.6, 0.1, 0.2], [0.3, 0.3, 0.1, 0.3]]
    rows += [[0.4, 0.3, 0.2, 0.2], [0.5, 0.5, 0.3, 0.4]]
    new = np.array([False, False, True, True])
    return {"models": dict(zip(names, map(np.array, rows), strict=True)), "new": new}


CHOICES = ["counts", "Kneser-Ney", "network", "network with tanh", "mixture"]

TASKS = [
    Task(
        "repeated",
        "predict",
        reference=share_seen,
        tolerance=0.1,
        form="a share such as 0.3 or 30 %",
        right="Four words are little, and short phrases come again and again.",
        mistakes=[
            (
                lambda answer: answer <= 0.5,
                "More. You may think of whole sentences, which hardly ever come again. But *i do nt know* does.",
                0.1,
            ),
            (
                lambda answer: answer > 1,
                'A share is at most 1. Do you mean per cent? Then write it as text with the sign: "40 %".',
                40,
            ),
            (
                lambda answer: answer >= 0.8,
                "Less. Language is not that repetitive: a good part of what people say was never said before.",
                0.95,
            ),
        ],
        otherwise="Near, but not within a tenth.",
        hints=[
            "With 250 words there are 3.9 billion different 4-grams, but almost all of them are nonsense.",
            "It is more than a half.",
        ],
        solution="About two thirds; the next cell counts them.",
        example={
            "train": np.array([[0, 1, 2, 3], [1, 1, 1, 1], [2, 2, 2, 2]]),
            "test": np.array([[0, 1, 2, 3], [1, 1, 1, 1], [3, 3, 3, 3]]),
        },
    ),
    Task(
        "discount",
        "complete",
        cases=[(4, 10, 3, 0.1), (0, 10, 3, 0.1), (1, 1, 1, 0.02), (7, 20, 9, 0.3), (0, 5, 2, 0.4)],
        reference=lambda count, seen, followers, simpler, discount=0.8: (
            (max(count - discount, 0) + discount * followers * simpler) / seen
        ),
        right="What is taken from the words that were seen is shared out over all words.",
        mistakes=[
            (
                lambda count, seen, followers, simpler, discount=0.8: (
                    (count - discount + discount * followers * simpler) / seen
                ),
                "A count of 0 becomes −0.8. A word that was never seen has nothing to give: use "
                "`max(count - discount, 0)`.",
            ),
            (
                lambda count, seen, followers, simpler, discount=0.8: (
                    (max(count - discount, 0) + discount * simpler) / seen
                ),
                "Each of the followers gave 0.8. Multiply what is saved by `followers`.",
            ),
            (
                lambda count, seen, followers, simpler, discount=0.8: max(count - discount, 0) / seen,
                "Now the probabilities add up to less than 1. What was saved is lost: share it out as `simpler` says.",
            ),
            (
                lambda count, seen, followers, simpler, discount=0.8: (
                    max(count - discount, 0) / seen + discount * followers * simpler
                ),
                "What is saved is a number of rows, too: divide both parts by `seen`.",
            ),
        ],
        hints=[
            "What remains of the count: `max(count - discount, 0)`.",
            "What was saved: `discount * followers`. This word gets the share `simpler` of it.",
        ],
        solution="(3.2 + 0.8 · 3 · 0.1) / 10 = 3.44 / 10 = 0.344.",
        code="def discounted(count, seen, followers, simpler, discount=0.8):\n"
        "    kept = max(count - discount, 0)\n"
        "    saved = discount * followers\n"
        "    return (kept + saved * simpler) / seen",
    ),
    Task(
        "best_on_new",
        "predict",
        reference=best_on_new,
        choices=CHOICES,
        right="The two fail on different rows.",
        mistakes={
            "counts": "A context that was never met has no counts of its own; the counts of two "
            "words take over. The next cell shows who does better.",
            "Kneser-Ney": "It falls back on shorter contexts, but another one is better.",
            "network": "It has no counts to fall back on. The next cell shows how far it gets.",
            "network with tanh": "Better than without the layer, and still another one is better.",
        },
        hints=["Bengio and his colleagues had a reason not to let their network guess alone."],
        solution="The mixture, in both modes.",
        example=small_models,
    ),
    Task(
        "generalise",
        "find",
        reference=best_row,
        form="four words with a space between them",
        check=judge_row,
        mistakes=[
            (lambda train, words: " ".join(words[i] for i in train[0]), None),
            ("we saw a battle", None),
            ("we saw", None),
        ],
        hints=[
            "Begin with a phrase that is surely there, such as *two years ago* or *where do you go*.",
            "Put another helping verb, pronoun or number in: *could*, *might*, *they*, *million*.",
        ],
        solution="There are many, such as *where could they go* or *what might i say*. The code finds the "
        "test row on which the network is most ahead.",
        code='ahead = models["network with tanh"][new] / models["Kneser-Ney"][new]\n'
        'answer = " ".join(words[i] for i in test[new][ahead.argmax()])',
        example=small_run,
        tells=True,
    ),
    Task(
        "nearest",
        "repair",
        cases=tables,
        reference=nearest,
        start=nearest_by_dot,
        right="Long rows have lost their advantage.",
        mistakes=[
            (
                divided_by_one_number,
                "Dividing everything by one number does not change the order. Each row needs its own length.",
            ),
            (
                divided_by_columns,
                "You divide each dimension by its length. Each *row* should have the length 1: that is `axis=1`.",
            ),
            (
                by_distance,
                "That is the distance between two points, and length counts in it. Only the direction should.",
            ),
        ],
        hints=[
            "`np.linalg.norm(table, axis=1)` gives the lengths of all rows.",
            "Divide `similarity` by these lengths before the order is made.",
        ],
        solution="The cosine is the dot product divided by both lengths; the length of the row "
        "asked for is the same for all and may be left out.",
        code="def nearest(table, row, k=3):\n"
        "    similarity = table @ table[row] / np.linalg.norm(table, axis=1)\n"
        "    similarity[row] = -np.inf\n"
        "    return np.argsort(-similarity)[:k]",
    ),
]

QUIZZES = [
    Quiz(
        "split",
        "A model that counts has a high perplexity on those test rows whose 4-gram was never met in "
        "training. What does that prove?",
        {
            "It only remembers": "Any model that counts looks bad there, also one that generalises "
            "well: the rows that it knows were taken away.",
            "✓ Nothing: the rows were chosen by the answer": "Just the rows were kept on which its "
            "count is zero. Choose rows by the question, and see how it does on all of them.",
            "The test part is too small": "With a million rows it would be the same. How rows are "
            "chosen matters here, not how many.",
        },
    ),
    Quiz(
        "earn",
        "A network loses to good counts, on all rows. What do you do with it?",
        {
            "Leave it out": "Then you lose the rows on which it is right and the counts are not.",
            "Make it larger until it wins": "Larger helps, less and less; in the figure it never reaches Kneser–Ney.",
            "✓ Mix it with the counts, and measure": "Two models that err in different places are "
            "better together. Measure on validation rows how much weight each should have.",
        },
    ),
]
