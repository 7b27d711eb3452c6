"""The tasks of lesson 04b: a muddled control, CSLS by hand, words that choose each other, a leak in a test."""

import numpy as np

from . import Quiz, Task

_RANDOM = np.random.default_rng(4)


def _tables():
    """Similarities of different shapes and outcomes."""
    return [
        (np.array([[-0.05, -0.15], [-1.0, 0.0]]),),
        (np.array([[0.6, 0.65], [0.2, 0.8]]),),
        *((_RANDOM.normal(size=(6, 6)),) for _ in range(3)),
    ]


def _mutual(similarity):
    there, back = similarity.argmax(axis=1), similarity.argmax(axis=0)
    return [(i, int(there[i])) for i in range(len(there)) if back[there[i]] == i]


def _fits(kept):
    """A test of a rotation that is fitted on the rows which `kept` names: function of source, target and test."""

    def found(source, target, test):
        rows = kept(len(source), test)
        left, _, right = np.linalg.svd(source[rows].T @ target[rows])
        similarity = (source @ left @ right) @ target.T
        own = similarity[test, test][:, None]
        return float(np.mean((similarity[test] > own).sum(axis=1) < 1))

    return found


def _cases():
    """Two noisy spaces of 60 words in 20 dimensions, and words to test on: the leak shows."""
    made = []
    for seed in range(4):
        draw = np.random.default_rng(seed)
        source = draw.normal(size=(60, 20))
        target = source @ np.linalg.qr(draw.normal(size=(20, 20)))[0] + draw.normal(scale=1.3, size=(60, 20))
        made.append((source, target, draw.permutation(60)[:20]))
    return made


CSLS = [[-0.05, -0.15], [-1.0, 0.0]]

TASKS = [
    Task(
        "control",
        "find",
        reference="recipe and amount of text",
        choices=["nothing", "only the recipe", "only the amount of text", "recipe and amount of text"],
        right="Three things change at once, so the 22 points belong to none of them alone. More text "
        "should help GloVe: "
        "so world and recipe together cost rather more than 22.",
        mistakes={
            "nothing": "Read again how GloVe was made, and from how much text.",
            "only the recipe": "GloVe has another recipe, indeed. And how much text did it see?",
            "only the amount of text": "GloVe saw far more text, indeed. Was it made in the same way as the others?",
        },
        hints=[
            "List for both source spaces: where the texts come from, how many words they have, the recipe.",
            "The first paragraph of section 1 says how many words GloVe saw, and how many the reviews have.",
        ],
        solution="World, recipe and amount of text (six billion words against about one million): the comparison is "
        "muddled.",
    ),
    Task(
        "csls",
        "predict",
        reference=CSLS,
        form="two rows of two numbers, such as `[[0.1, 0.2], [0.3, 0.4]]`",
        right="Now *x1* chooses *y1*: the hub has lost it.",
        mistakes=[
            (
                [[0.55, 0.65], [-0.4, 0.8]],
                "You subtracted $r(x)$ only. A hub shows in its column: subtract $r(y)$, too.",
            ),
            ([[0.6, 0.5], [-0.2, 0.8]], "You subtracted $r(y)$ only. Subtract $r(x)$ of the row, too."),
            ([[-0.65, -0.8], [-1.2, -0.8]], "You took the cosine once. The formula takes it twice."),
            (
                [[0.6, 0.65], [0.2, 0.8]],
                "These are the cosines. Double them, then subtract what belongs to row and column.",
            ),
            ([[-0.05, -1.0], [-0.15, 0.0]], "Rows are *x*, columns are *y*: you exchanged them."),
        ],
        otherwise=lambda answer: f"{np.isclose(answer, CSLS, atol=0.006).sum()} of the four are right.",
        hints=["For *x1* and *y1*: 2 × 0.60 − 0.65 − …", "The last number of each difference belongs to the column."],
        solution="For instance *x1*, *y2*: 2 × 0.65 − 0.65 − 0.80 = −0.15.",
    ),
    Task(
        "mutual",
        "complete",
        cases=_tables,
        reference=_mutual,
        right="Asking both sides keeps out most hubs: a hub is chosen by many and chooses one.",
        mistakes=[
            (
                lambda similarity: list(enumerate(similarity.argmax(axis=1).tolist())),
                "You keep every row's choice. Ask the column, too: does it choose this row?",
            ),
            (
                lambda similarity: [
                    (i, int(j)) for i, j in enumerate(similarity.argmax(axis=1)) if similarity.argmax(axis=0)[i] == i
                ],
                "`back[i]` asks the column with the same number. Ask the column that row *i* has chosen.",
            ),
            (
                lambda similarity: [(i, int(j)) for i, j in enumerate(similarity.argmax(axis=1)) if j == i],
                "You keep pairs with the same number. In a real dictionary nobody numbers the words alike.",
            ),
        ],
        hints=[
            "Row `i` chooses column `there[i]`. Which row does that column choose? Give one number, "
            "not the whole array.",
            "An index may stand in an index.",
        ],
        solution="The best row of the best column has to be the row itself.",
        code=(
            "def my_mutual(similarity):\n"
            "    there = similarity.argmax(axis=1)\n"
            "    back = similarity.argmax(axis=0)\n"
            "    return [(i, there[i]) for i in range(len(there)) if back[there[i]] == i]"
        ),
    ),
    Task(
        "leak",
        "repair",
        cases=_cases,
        reference=_fits(lambda count, test: np.setdiff1d(np.arange(count), test)),
        start=_fits(lambda count, test: np.arange(count)),
        tolerance=1e-6,
        right="The test words were among the anchors: the rotation had seen the answers.",
        mistakes=[
            (
                _fits(lambda count, test: test),
                "Now the rotation is fitted on the test words alone. They are the ones that it must not see.",
            ),
            (
                _fits(lambda count, test: np.arange(count)[: count - len(test)]),
                "You leave out the last rows. The test words stand anywhere: leave out the rows in `test`.",
            ),
            (
                _fits(lambda count, test: ~test),
                "`~` turns True and False around, but `test` holds row numbers: `~3` is −4, a row "
                "counted from the end.",
            ),
        ],
        hints=[
            "Which words does the rotation learn from?",
            "`np.setdiff1d(np.arange(len(source)), test)` has all other row numbers.",
        ],
        solution="Fit the rotation without the test words: `source @ rotation(source[others], "
        "target[others])`. Written "
        "out, without the functions of the lesson:",
        code=(
            "def found_by_rotation(source, target, test):\n"
            "    others = np.setdiff1d(np.arange(len(source)), test)\n"
            "    left, _, right = np.linalg.svd(source[others].T @ target[others])\n"
            "    similarity = source @ (left @ right) @ target.T\n"
            "    own = similarity[test, test][:, None]\n"
            "    return np.mean((similarity[test] > own).sum(axis=1) < 1)"
        ),
    ),
]

QUIZZES = [
    Quiz(
        "mutual",
        "After 15 rounds your dictionary has grown from 50 pairs to 1,200. What do you know?",
        {
            "It is mostly right: wrong pairs would not choose each other": "They do: the dictionary of wrong words "
            "grew as well.",
            "✓ Nothing yet about whether it is right": "Look at words that were held out, or read some of the pairs.",
            "It is mostly wrong: 50 words are too few": "Where the spaces are alike, even 25 may grow. The size of a "
            "dictionary does not tell.",
        },
    ),
    Quiz(
        "worst",
        "After one rotation you list the 20 words with the worst fit. Some were anchors, some held out. Which of them "
        "stand in the list more often than they should?",
        {
            "The anchors": "The rotation was fitted to bring these close.",
            "✓ The held-out words": "They had no part in the fit, so the list mixes what is hard with what was not "
            "learned. Cross-fitting treats all alike.",
            "Neither": "The anchors have an advantage: the rotation was chosen to suit them.",
        },
    ),
]
