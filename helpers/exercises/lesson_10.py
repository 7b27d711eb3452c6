"""The tasks of lesson 10: a floor in milliseconds, recall, a query that cells fail, a re-ranking to repair."""

import numpy as np

from . import Quiz, Right, Task, Wrong


def _recall(found, truth):
    return np.mean([len(set(a) & set(b)) / len(b) for a, b in zip(found, truth, strict=True)])


def _in_place(found, truth):
    return np.mean([np.mean([x == y for x, y in zip(a, b, strict=False)]) for a, b in zip(found, truth, strict=True)])


def _pooled(found, truth):
    return len(set(np.ravel(found)) & set(np.ravel(truth))) / len(set(np.ravel(truth)))


def _count(found, truth):
    return np.mean([len(set(a) & set(b)) for a, b in zip(found, truth, strict=True)])


def _tenths(found, truth):
    return _count(found, truth) / 10


def _any(found, truth):
    return np.mean([bool(set(a) & set(b)) for a, b in zip(found, truth, strict=True)])


def _best(found, truth):
    return np.mean([b[0] in a for a, b in zip(found, truth, strict=True)])


RECALL_CASES = [
    ([[3, 1, 2, 9], [5, 6, 7, 8]], [[1, 2, 3, 4], [1, 2, 5, 9]]),
    ([[7, 8]], [[8, 7]]),
    ([[0, 1, 2], [3, 4, 5], [0, 7, 8]], [[6, 7, 8], [5, 0, 1], [0, 1, 2]]),
]


def _missed(answer, found, truth):
    """Right where the best phrase of the query is not among those found."""
    query = int(answer)
    if query != answer or not 0 <= query < len(truth):
        return Wrong("There is no such query: take the number of a row of `truth`.")
    missed = len(set(truth[query]) - set(found[query]))
    if truth[query][0] not in found[query]:
        return Right(f"Its best phrase lies behind a border, {missed} of its ten do. A larger `nprobe` finds them.")
    if missed == 0:
        return Wrong("One cell holds all ten of this query. Compare the first columns of the two tables.")
    return Wrong("Of this query some are missed, but the best is found. Look at the first columns only.")


def _first_missed(found, truth):
    return next(i for i, best in enumerate(truth) if best[0] not in found[i])


def _all_found(found, truth):
    hits = [len(set(a) & set(b)) for a, b in zip(found, truth, strict=True)]
    return int(np.argmax(hits))


def _rerank(query, candidates, vectors, k):
    scores = vectors[candidates] @ query
    return candidates[np.argsort(-scores)[:k]]


def _places(query, candidates, vectors, k):
    return np.argsort(-(vectors[candidates] @ query))[:k]


def _worst(query, candidates, vectors, k):
    return candidates[np.argsort(vectors[candidates] @ query)[:k]]


def _not_sorted(query, candidates, vectors, k):
    return candidates[:k]


def _everything(query, candidates, vectors, k):
    return np.argsort(-(vectors @ query))[:k]


def _rerank_case(seed, k):
    rng = np.random.default_rng(seed)
    vectors = rng.normal(size=(30, 4)).round(2)
    return rng.normal(size=4).round(2), rng.permutation(30)[:8], vectors, k


TASKS = [
    Task(
        "floor",
        "predict",
        reference=100.8,
        tolerance=1.0,
        right="No program that reads everything for one query can be faster there. Now measure.",
        mistakes=[
            (25.2, "You counted numbers. Each takes 4 bytes."),
            (92.6, "That is for the vectors printed above. Asked are 3.5 million."),
            (lambda answer: 0.09 < answer < 0.11, "Those are seconds. Asked are milliseconds.", 0.1),
            (
                lambda answer: any(abs(answer - off) < 0.1 * off for off in (10.08, 1008)),
                "A factor of ten too many or too few: 10 GB are 10,000,000,000 bytes.",
                1008,
            ),
            (1.4, "That is one number of each vector. There are 72."),
            (403.2, "Each number takes 4 bytes; you seem to have taken that twice."),
        ],
        hints=["How many bytes are all the vectors together?", "3,500,000 × 72 × 4 bytes are about 1 GB."],
        solution="3,500,000 × 72 × 4 = 1,008,000,000 bytes; divided by 10,000,000,000 a second that is 0.1 s, 101 ms.",
    ),
    Task(
        "recall",
        "complete",
        cases=RECALL_CASES,
        reference=_recall,
        right="Whatever the order: a re-ranking can mend the order, and cannot mend what was not found.",
        mistakes=[
            (_in_place, "You compare place by place. The same rows in another order are found, too."),
            (_pooled, "You throw all queries together: a row that is right for one query counts for another."),
            (_count, "That is how many were found. A *share* goes from 0 to 1."),
            (_tenths, "These lists have other lengths than ten: divide by the length of the true list."),
            (_any, "You ask whether anything was found. Asked is how much of it."),
            (_best, "You ask for the best row only: that would be recall@1."),
        ],
        hints=[
            "For one query: how many rows do the two lists share, divided by how many there are to find?",
            "Then take the mean over `zip(found, truth)`.",
        ],
        solution="For each query what both lists share, divided by the length of the true list; then the mean.",
        code=(
            "def my_recall(found, truth):\n"
            "    return np.mean([len(set(a) & set(b)) / len(b) for a, b in zip(found, truth)])"
        ),
    ),
    Task(
        "missed",
        "find",
        reference=_first_missed,
        check=_missed,
        form="the number of a query, 0 to 299",
        mistakes=[(_all_found, None), (10_000, None)],
        hints=[
            "The best phrase of query *i* is `truth[i, 0]`. Found, it would stand first in `found_in[1][i]`.",
            "`np.flatnonzero(found_in[1][:, 0] != truth[:, 0])` lists the queries in which the two differ.",
        ],
        solution="Every number of `np.flatnonzero(found_in[1][:, 0] != truth[:, 0])` is right.",
        example={
            "found": np.array([[1, 2, 3], [4, 5, 6], [7, 8, 9]]),
            "truth": np.array([[1, 2, 3], [9, 4, 5], [7, 1, 2]]),
        },
    ),
    Task(
        "rerank",
        "repair",
        cases=[_rerank_case(0, 3), _rerank_case(1, 5), _rerank_case(2, 1)],
        reference=_rerank,
        start=_places,
        right="The faulty one took places among the candidates for rows. No error told: every place is also a row.",
        mistakes=[
            (_worst, "Those are the *smallest* products. The nearest phrase has the largest."),
            (_not_sorted, "Those are the first candidates, in the order of the codes. The true products decide."),
            (_everything, "That looks at all vectors again. Only the candidates should be read."),
        ],
        hints=[
            "With 8 candidates, `np.argsort` gives numbers from 0 to 7. Are these rows of `vectors`?",
            "`candidates[3]` is the row of the candidate at place 3.",
        ],
        solution="`np.argsort` gives places among the candidates; `candidates[places]` gives their rows.",
        code=(
            "def my_rerank(query, candidates, vectors, k):\n"
            "    scores = vectors[candidates] @ query\n"
            "    return candidates[np.argsort(-scores)[:k]]"
        ),
    ),
]

QUIZZES = [
    Quiz(
        "cells",
        "A million vectors lie in 1,000 cells of the same size. How many products does a search with "
        "`nprobe` = 8 compute?",
        {
            "8,000": "Those of the eight cells. But which eight? The query is compared with the centres first.",
            "✓ 9,000": "1,000 centres and 8 × 1,000 vectors: less than one in a hundred. With more cells each is "
            "smaller, but there are more centres: eight cells cost least at √(8 × 1,000,000), about 2,800 cells.",
            "1,000,000": "That is the exact search. Cells that are not looked into cost nothing.",
            "1,008": "Centres and cells. Each of the eight cells holds 1,000 vectors.",
        },
    ),
    Quiz(
        "bytes",
        "72 numbers of 4 bytes become 18 codes, each the number of one of 256 entries. How many times smaller is "
        "a vector?",
        {
            "4 times": "72 numbers became 18 codes. But a code is smaller than a number, too.",
            "✓ 16 times": "288 bytes became 18: one of 256 fits into a byte, 8 bits. The codebooks, 72 × 256 numbers, "
            "are kept once for all.",
            "256 times": "256 is how many entries a code can name. For that it needs 8 bits, one byte.",
            "64 times": "That would be 4.5 bytes. Each of 18 codes needs a whole one.",
        },
    ),
]
