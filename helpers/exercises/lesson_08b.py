"""The tasks of lesson 08b: a pattern of codes, a measure that nothing wins, two piles, percentiles, a hole in a map."""

import numpy as np

from . import Quiz, Right, Task, Wrong


def _pattern_c(one, two):
    return 4 * [one, one, two, two]


def _too_pale(near):
    """Why a pile of drawings does not win."""
    return (
        f"On average these are off by {near['pattern A']:.3f}, the prior's by {near['the prior']:.3f}. A wrong outline "
        "is paid for twice: where it should be, and where it is. Who draws no outline pays once."
    )


def _why_not_prior(near):
    return (
        f"It is what the network was trained for; but a soft drawing at a wrong place costs {near['the prior']:.3f} "
        "on average, and something here costs less. Think of a picture that avoids mistakes."
    )


def _hole(answer, hole, far):
    """A place on the map, as two shares: is its drawing far from every training emoji?"""
    one, two = (float(share) for share in answer)
    if not (0 < one < 1 and 0 < two < 1):
        return Wrong("Both numbers are shares between 0 and 1, ends excluded: there `ppf` gives an infinity.")
    (difference, name), bar = hole(one, two), np.quantile(far, 0.9)
    says = f"Nearest is *{name}*, at a difference of {difference:.3f}; nine of ten drawings stay below {bar:.3f}."
    if difference > bar:
        return Right(
            f"{says} By squared difference it is a hole: by the measure that an empty picture wins. It may still "
            "look good to you."
        )
    return Wrong(f"{says} Large drawings without a clear shape are farther; plain or small ones have an emoji nearby.")


def _place(number):
    """The shares of a drawing on the map: ten a row, the top row first."""
    return [(number % 10 + 0.5) / 10, (9 - number // 10 + 0.5) / 10]


def _example():
    """A map whose drawings get stranger from its middle to its corners."""

    def hole(one, two):
        return (one - 0.5) ** 2 + (two - 0.45) ** 2, "pear"

    return {"hole": hole, "far": np.array([hole(*_place(number))[0] for number in range(100)])}


TASKS = [
    Task(
        "pattern_c",
        "complete",
        cases=[(0, 1), (2, 3.5), (-2, 0.5)],
        reference=_pattern_c,
        right="Why just these three patterns? There are 65,536 ways to fill 16 places with two numbers.",
        mistakes=[
            (lambda one, two: 8 * [one, one, two, two], "That list has 32 numbers. A code has 16."),
            (lambda one, two: [one, one, two, two], "These are four numbers: the beginning. A code has 16."),
            (lambda one, two: 8 * [one] + 8 * [two], "That is A: first all of one number, then all of the other."),
            (lambda one, two: 8 * [one, two], "That is B: the numbers take turns. In C each stands twice in a row."),
            (lambda one, two: 4 * [two, two, one, one], "The other way round: C begins with `one`."),
        ],
        hints=["C repeats the same four numbers.", "How often do four numbers go into 16?"],
        solution="Four numbers, four times.",
        code="def pattern_c(one, two):\n    return 4 * [one, one, two, two]",
    ),
    Task(
        "nearest",
        "predict",
        reference=lambda near: min(near, key=near.get),
        choices=["the prior", "pattern A", "nothing"],
        right="By this measure one had better not draw at all. So the measure needs a second one beside it.",
        mistakes=[("the prior", _why_not_prior), ("pattern A", _too_pale)],
        hints=["What does a wrong outline cost, compared with no outline?", "Some emojis fill few pixels."],
        solution="`nothing`: some emojis are slender or small, and an empty picture is wrong in their few pixels only.",
        example={"near": {"the prior": 0.078, "pattern A": 0.069, "nothing": 0.026}},
    ),
    Task(
        "energy",
        "predict",
        reference=6,
        right="If the piles lay farther apart, it would be more; if they overlapped, less.",
        mistakes={
            5: "That is the mean distance between the piles. It counts twice, and the distances within are taken away.",
            10: "Now take away the mean distance within A, and that within B.",
            7: "Check the distances between the piles: they are 5, 7, 3 and 5, and their mean is 5.",
            4: "Between the piles the mean distance is 5, and it counts twice. Within each pile it is 2.",
            8: "You took away one pile's inner distance only, or compared a number with itself. Each pile has its own.",
            1: "You took away the inner distances from *one* mean distance between the piles. It counts twice.",
            3: "You took away one inner distance from *one* mean distance between. Read the formula again.",
        },
        hints=["Between: 5, 7, 3 and 5.", "Within a pile of two numbers there is one distance."],
        solution="Between: (5 + 7 + 3 + 5) / 4 = 5. Within A: 2. Within B: 2. So 2 · 5 − 2 − 2 = 6.",
    ),
    Task(
        "shares",
        "repair",
        cases=[2, 4, 20],
        reference=lambda n: (np.arange(n) + 0.5) / n,
        start=lambda n: np.linspace(0, 1, n),
        right="The first of 20 is a fortieth, and `ppf` makes −1.96 of it: far out, but a number.",
        mistakes=[
            (lambda n: np.arange(n) / n, "Those are the left ends of the parts. The first is still 0."),
            (lambda n: (np.arange(n) + 1) / n, "Those are the right ends of the parts. The last is still 1."),
            (
                lambda n: np.linspace(0, 1, n + 2)[1:-1],
                "No infinity any more. But these cut the range into n + 1 parts; asked for are the middles of n parts.",
            ),
            (
                lambda n: np.linspace(0, 1, n)[1:-1],
                "The infinities are gone, and two parts with them: asked for are n numbers, the middles of n parts.",
            ),
            (
                lambda n: np.linspace(0.01, 0.99, n),
                "No infinity, but the ends are chosen by hand. The first part ends at 1 / n: where is its middle?",
            ),
            (lambda n: np.linspace(0.5 / n, 1, n), "The first is right. The last is still 1."),
        ],
        hints=["Two parts: their middles are ¼ and ¾.", "Part number k begins at k / n. Where is its middle?"],
        solution="Number the parts from 0: part k goes from k / n to (k + 1) / n.",
        code="def shares(n):\n    return (np.arange(n) + 0.5) / n",
    ),
    Task(
        "hole",
        "find",
        reference=lambda far: _place(int(np.argmax(far))),
        form="two shares between 0 and 1, such as `[0.3, 0.8]`",
        check=_hole,
        mistakes=[(lambda far: _place(int(np.argmin(far))), None), ([0.5, 1.0], None)],
        hints=[
            "Which drawings fill much of their tile, but with a colour and an outline that no emoji has?",
            "Plain squares and small dots are near to some emoji, even in the corners. Try the places between two "
            "families.",
        ],
        solution="It depends on the network: often a place where one family of drawings turns into another. "
        "`far.reshape(10, 10)` has the differences of the drawings, in the same places.",
        example=_example,
    ),
]

QUIZZES = [
    Quiz(
        "copier",
        "A program draws 400 pictures. Their energy distance from test emojis is about 0. What does it do?",
        {
            "It draws new emojis very well": "Perhaps. But training emojis drawn again reach about 0 as well: see the "
            "null in the table.",
            "It always draws the same picture": "Then nothing is to be taken away within its pile, and the distance is "
            "large: see the mean picture.",
            "✓ One cannot tell: look how near its pictures are to training emojis": "A copier comes much nearer than "
            "real new emojis do. The two measures together catch the copier and the one who draws nothing.",
        },
    ),
    Quiz(
        "overflow",
        "An encoder of ReLU layers, biases near 0, gives a log-variance of 0.8 for a picture. The code needs "
        "exp(log-variance / 2), which is infinite in 32 bits from 178 on. What happens with pixels that are not "
        "divided by 255?",
        {
            "The log-variance stays 0.8": "Nothing brings the pixels back to the range from 0 to 1: the encoder takes "
            "what it gets.",
            "✓ About 204, and an infinity": "ReLU layers without biases pass a factor on: 255 times the input gives "
            "255 times the output. A log-variance of 0.7 is enough.",
            "About 204, which does no harm": "The spread is exp(102), a number of 45 digits. In 32 bits the largest "
            "number has 39.",
        },
    ),
    Quiz(
        "friend",
        "A friend's network has as many numbers: price 0, squared error 0.0353, KL divergence 338 nats. Yours: "
        "price 1, error 0.0347, 45 nats. Whose *prior* would you draw new emojis from?",
        {
            "The friend's: more nats, more information": "Those nats are mostly distance from the prior: tiny clouds "
            "in other places than the prior's draws.",
            "✓ Yours": "Its clouds overlap the prior more. From the fitted Gaussian, the friend's may "
            "do nearly as well: measure.",
            "No matter: the errors are equal": "The errors tell how well known codes are drawn. New ones lie "
            "elsewhere.",
        },
    ),
]
