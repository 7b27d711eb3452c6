"""The tasks of lesson 10b: what a cut loses, a shard that counts too much, a ceiling, two answers to merge."""

from . import Quiz, Task

TEXT = ["a", "dull", "film", "with", "a", "dull", "plot"]
LONG = ["it", "is", "not", "a", "bad", "film", "but", "not", "a", "good", "one"]


def _pairs(text, start, stop, reach=2):
    return sum(min(reach, len(text) - 1 - i) for i in range(start, stop))


def _too_many(text, start, stop, reach=2):
    n = len(text[start : stop + reach])
    return sum(j - i <= reach for i in range(n) for j in range(i + 1, n))


def _too_few(text, start, stop, reach=2):
    n = len(text[start:stop])
    return sum(j - i <= reach for i in range(n) for j in range(i + 1, n))


def _one_short(text, start, stop, reach=2):
    n = len(text[start : stop + reach - 1])
    return sum(j - i <= reach for i in range(stop - start) for j in range(i + 1, n))


def _drops_the_end(text, start, stop, reach=2):
    n = len(text[start : stop + reach])
    return sum(j - i <= reach for i in range(n - reach) for j in range(i + 1, n))


ONE, OTHER = [(0.9, 4), (0.7, 1), (0.2, 3)], [(0.8, 12), (0.6, 15), (0.5, 11)]
NEAR, FAR = [(0.9, 2), (0.85, 6), (0.7, 5), (0.65, 1)], [(0.3, 18), (0.2, 11), (0.1, 14), (0.0, 12)]

TASKS = [
    Task(
        "seam",
        "predict",
        reference=15,
        right="One pair of neighbours, two pairs with a word between, up to five at distance five: every cut costs 15.",
        mistakes={
            5: "Those are the pairs at distance five. Shorter ones cross the cut, too.",
            1: "That is the pair of words right beside the cut. Pairs may stand up to five words apart.",
            10: "That is four distances. Each distance from one to five has pairs across the cut.",
            25: "Five words before the cut, five behind it: but the first of them and the last are nine words apart.",
            30: "You counted each pair from both sides. A pair is one left word and one right word.",
            20: "Five distances, but not four pairs at each: a pair of neighbours crosses the cut only once.",
            21: "You also counted a distance of six. Neighbours are one word apart; the farthest pairs are five apart.",
            0: "Neither half sees a pair whose words are in different halves.",
        },
        hints=[
            "How many pairs at distance 1 have one word on each side of the cut? And at distance 2?",
            "At distance d there are d of them. Add up for 1 to 5.",
        ],
        solution="1 + 2 + 3 + 4 + 5 = 15.",
    ),
    Task(
        "overlap",
        "repair",
        cases=[(TEXT, 0, 7), (TEXT, 0, 3), (TEXT, 3, 7), (LONG, 0, 4), (LONG, 4, 8), (LONG, 8, 11), (LONG, 2, 6, 3)],
        reference=_pairs,
        start=_too_many,
        right="Each pair belongs to the shard of its left word, so it is counted once.",
        mistakes=[
            (_too_few, "Now the pairs across the cut are lost: nobody reads past the end."),
            (
                _one_short,
                "You read one word too few past the end: the last word has a partner `reach` words further on.",
            ),
            (_drops_the_end, "Nearly. At the end of the text there is nothing to read past, and you drop pairs there."),
            (
                lambda text, start, stop, reach=2: reach * (stop - start),
                "The last words of the text have fewer words behind them.",
            ),
        ],
        hints=[
            "The pair *with a* lies past the end of the first shard. Who counts it?",
            "Let a pair belong to the shard of its left word. Which values may `i` take?",
        ],
        solution="A pair belongs to the shard in which its left word stands, so `i` stays inside the shard itself.",
        code=(
            "def pairs_in_shard(text, start, stop, reach=2):\n"
            "    seen = text[start : stop + reach]\n"
            "    n = len(seen)\n"
            "    return sum(j - i <= reach for i in range(stop - start) for j in range(i + 1, n))"
        ),
    ),
    Task(
        "ceiling",
        "predict",
        reference=5,
        right="100 seconds become 20 and a little, however many workers you pay.",
        mistakes={
            1.67: "That is with two workers: 40 + 20 = 60 seconds. And with as many as you like?",
            4: "You divided what is shared by what is not. The whole takes 100 seconds.",
            1.25: "You divided by what is shared. Shared by very many, those 80 seconds come near 0.",
            2: "That would be two workers, if all could be shared. How long does the whole take with very many?",
            20: "That is how many seconds are left. Divide the whole time on one worker by it.",
            float("inf"): "The counting comes near 0 seconds, but the adding up does not.",
            80: "Not even the counting alone has such a limit. What is left when it takes no time at all?",
            100: "Even with endless workers someone adds up for 20 seconds.",
        },
        hints=["How long does the whole take on one worker?", "How long, when counting takes no time at all?"],
        solution="(80 + 20) / (0 + 20) = 5.",
    ),
    Task(
        "merge",
        "complete",
        cases=[(ONE, OTHER, 3), (OTHER, ONE, 4), (NEAR, FAR, 4), (FAR, NEAR, 2), (NEAR, OTHER, 5)],
        reference=lambda one, other, k: sorted(one + other, reverse=True)[:k],
        right="It can be used again and again, on any number of parts and in any order: like adding.",
        mistakes=[
            (
                lambda one, other, k: (one + other)[:k],
                "You put one answer behind the other. The best of the second may be better than those of the first.",
            ),
            (lambda one, other, k: sorted(one + other)[:k], "Those are the least similar. Sort the other way round."),
            (
                lambda one, other, k: sorted(one + other)[-k:],
                "Those are the right pairs, but the best should come first.",
            ),
            (
                lambda one, other, k: sorted(one + other, key=lambda pair: pair[1], reverse=True)[:k],
                "You sorted by the number of the review. The similarity is the first of each pair.",
            ),
            (
                lambda one, other, k: sorted(one[: k // 2] + other[: k // 2], reverse=True),
                "Half from each: but all of the best may lie in one part.",
            ),
            (lambda one, other, k: sorted(one + other, reverse=True), "The order is right. Return k pairs only."),
        ],
        hints=["Lists can be joined with `+`.", "`sorted(…, reverse=True)` puts the largest first."],
        code="def merge_two(one, other, k):\n    return sorted(one + other, reverse=True)[:k]",
    ),
]

QUIZZES = [
    Quiz(
        "survive",
        "The worker is killed. What must be done again?",
        {
            "Nothing: finished results are safe with the scheduler": "The scheduler knows where results are. "
            "They lie in the memory of the worker that made them.",
            "Only the shard that it was working on": "The finished results were in its memory, and are gone with it.",
            "✓ The shard that it was working on, and those it had finished": "Their results were in its memory. "
            "Each can be made again, from its file.",
            "Everything, from the first shard": "The other worker still has its results.",
        },
    ),
    Quiz(
        "topk",
        "You want the ten nearest of all reviews. They lie in two parts. How many must each part return?",
        {
            "Five: together they make ten": "If seven of the ten nearest lie in one part, two of them are lost.",
            "✓ Ten": "All ten may lie in one part. Nobody knows before the answers are compared.",
            "All that it has": "Safe, but the eleventh of a part is never among the ten nearest of the whole.",
        },
    ),
]
