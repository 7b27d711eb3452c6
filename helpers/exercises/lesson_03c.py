"""The tasks of lesson 03c: a sum of words, an analogy to find, a p-value, a swap."""

import numpy as np

from . import Quiz, Right, Task, Wrong

NULL = np.array([-0.2, -0.1, 0.0, 0.0, 0.1, 0.1, 0.2, 0.3, 0.4])
PARTNERS = [("he", "she"), ("actor", "actress"), ("father", "mother")]


def _swap(words, partners):
    other = {**dict(partners), **{hers: his for his, hers in partners}}
    return [other.get(word, word) for word in words]


def _as_given(words, partners):
    for his, hers in partners:
        words = [hers if word == his else word for word in words]
        words = [his if word == hers else word for word in words]
    return words


def _one_way(words, partners):
    return [dict(partners).get(word, word) for word in words]


def _judge_analogy(answer, space, pairs):
    """Whether b - a + c finds d where c alone does not."""
    a, b, c, d = words = [word.strip().lower() for word in answer]
    if missing := [word for word in words if word not in space]:
        return Wrong(f"*{missing[0]}* is not among the {len(space.names):,} words. Choose another.")
    if len(set(words)) < 4:
        return Wrong("Choose four different words.")
    known = [pair for some in pairs.values() for pair in some]
    if (a, b) in known and (c, d) in known:
        return Wrong("Both pairs are in our list. Change one of them.")

    def best(query):
        similarity = space.vectors @ query
        similarity[[space.row[word] for word in (a, b, c)]] = -np.inf
        return space.names[similarity.argmax()]

    first = best(space.vector(b) - space.vector(a) + space.vector(c))
    alone = best(space.vector(c))
    if first != d:
        return Wrong(f"The sum finds *{first}*. Try another word in place of *{c}*, or a relation that did well above.")
    if alone == d:
        return Wrong(f"The sum finds *{d}*, but so does *{c}* alone: the first two words add nothing.")
    return Right(f"*{c}* alone finds *{alone}*. The step from *{a}* to *{b}* makes the difference.")


def _toy():
    """A space of six words in which play is to played as enjoy is to enjoyed, and enjoy alone finds fun."""
    from ..neighbours import Neighbours

    table = {"play": [1, 0, 0], "played": [1, 1, 0], "enjoy": [0.2, 0, 1], "enjoyed": [0.2, 1, 1]}
    table |= {"fun": [0.1, -0.2, 1.1], "work": [0.9, -0.3, 0.1]}
    return {"space": Neighbours(list(table.values()), list(table)), "pairs": {"past tense": [("play", "played")]}}


TASKS = [
    Task(
        "sum_by_hand",
        "predict",
        reference="king",
        choices=["man", "woman", "prince", "king", "queen"],
        right="The sum is (6, 2): one step from *king*, 1.4 from *queen*. The nearest word is one of the three given.",
        mistakes={
            "queen": "That is the famous answer, but measure: the sum is (6, 2), *queen* is at (7, 3). Who is nearer?",
            "prince": "The sum is (6, 2), *prince* is at (5, 1): 1.4 steps away. One word is nearer.",
            "man": "That is where the step begins. Start at *king* and go the step from *man* to *woman*.",
            "woman": "You may have subtracted *king*. Start at *king* and go the step from *man* to *woman*.",
        },
        hints=["(6, 1) − (2, 1) + (2, 2) = ?", "Compare the distances of *king* and *queen* to that point."],
        solution="(6, 1) − (2, 1) + (2, 2) = (6, 2). *King* is 1 away, *queen* and *prince* 1.4.",
    ),
    Task(
        "find_analogy",
        "find",
        reference=["play", "played", "enjoy", "enjoyed"],
        form="four words of the vocabulary",
        check=_judge_analogy,
        mistakes=[
            (["play", "played", "enjoy", "fun"], None),
            (["play", "played", "enjoy", "xyzzy"], None),
            (["play", "played", "play", "played"], None),
        ],
        hints=[
            "Which relation gained most from the sum in the table above?",
            "Past tenses and plurals work in about a third to a half of the questions. Take one pair from the list, "
            "and a verb or noun of your own.",
        ],
        solution="For instance *play, played, enjoy, enjoyed* or *book, books, novel, novels*. Many do not work.",
        example=_toy,
    ),
    Task(
        "p_value",
        "complete",
        cases=[(NULL, 0.3), (NULL, 0.5), (NULL, 0.0), (-NULL, 0.1)],
        reference=lambda null, observed: (1 + np.sum(null >= observed)) / (1 + len(null)),
        right="With 10,000 deals the smallest possible p-value is 1 in 10,001, never zero.",
        mistakes=[
            (
                lambda null, observed: np.mean(null >= observed),
                "Nearly. The real deal is one of the possible ones: add 1 to both numbers. Otherwise p could be zero.",
            ),
            (
                lambda null, observed: np.mean(null <= observed),
                "That is the share of deals that differ *less*. Turn the comparison round.",
            ),
            (
                lambda null, observed: (1 + np.sum(null > observed)) / (1 + len(null)),
                "*At least* as much: a deal that differs by exactly as much counts.",
            ),
            (
                lambda null, observed: np.sum(null >= observed),
                "That is a number of deals. Divide by how many there are, the real one included.",
            ),
        ],
        hints=[
            "`null >= observed` is an array of True and False; its sum counts the True ones.",
            "Add 1 to that sum for the real deal, and 1 to the number of deals.",
        ],
        code="def p_value(null, observed):\n    return (1 + np.sum(null >= observed)) / (1 + len(null))",
    ),
    Task(
        "swap",
        "repair",
        cases=[
            (["she", "met", "an", "actor", "and", "he", "smiled"], PARTNERS),
            (["his", "mother", "and", "her", "father"], [*PARTNERS, ("his", "her")]),
            (["an", "actress"], PARTNERS),
        ],
        reference=_swap,
        start=_as_given,
        right="Each word is looked up once, in a dictionary that goes both ways.",
        mistakes=[
            (_one_way, "Now everybody becomes a woman: the dictionary goes one way only."),
            (
                lambda words, partners: [{b: a for a, b in partners}.get(word, word) for word in words],
                "Now everybody becomes a man. Follow one *he* through both lines: what is it after the first, what "
                "after the second?",
            ),
        ],
        hints=[
            "Follow one *he*: the first line makes it *she*. What does the second line do to it?",
            "Look up each word once, in a dictionary that holds every pair in both directions.",
        ],
        code=(
            "def swap(words, partners):\n"
            "    other = dict(partners) | {hers: his for his, hers in partners}\n"
            "    return [other.get(word, word) for word in words]"
        ),
    ),
]

QUIZZES = [
    Quiz(
        "control",
        "The sum finds *mother* for man : woman = father : ?. What would show best that the *sum* did it?",
        {
            "The right word is found far more often than one time in 3,999": "Any method that looks "
            "near *father* does better than that. A baseline should be the best simple method, not the worst.",
            "✓ *Mother* is not simply the nearest neighbour of *father*": "Leave the sum out, and see what is lost. "
            "What the neighbour alone finds is not the sum's merit.",
            "It works for another pair, too": "Two successes may both come from nearness. More examples do "
            "not replace a control.",
        },
    ),
    Quiz(
        "ends",
        "Of *director, doctor, lawyer, nurse, singer, teacher*: which two lie at the ends of the gender direction?",
        {
            "*Doctor* on his side, *nurse* on hers": "*Nurse* is right. *Doctor* lies near the middle in these "
            "reviews, against the stereotype: that is why one measures.",
            "✓ *Director* on his side, *nurse* on hers": "The film world shows: reviews name directors all the time, "
            "mostly men. Vectors from other texts may have other ends.",
            "*Lawyer* on his side, *teacher* on hers": "Both lie on the sides that you say, but not at the ends.",
        },
    ),
    Quiz(
        "many_tests",
        "Suppose that one of the ten has p = 0.03 in our reviews and 0.2 in the other reviews. What do you report?",
        {
            "0.03 is below 0.05: there is an association": "With ten tests, one result below 0.05 by luck is quite "
            "likely, and it was not there in other text.",
            "0.2 is above 0.05: there is none": "A test that finds nothing does not prove that there is nothing.",
            "✓ All ten tests, and that this one is undecided": "Write your tests down, report all of them, and "
            "believe what comes back in other text.",
        },
    ),
]
