"""The tasks of lesson 11: snippets to sort, what one row can know, weights of attention, a leak, places that fool."""

import numpy as np

from . import Quiz, Right, Task, Wrong


def _judge_sorted(answer, names, sense):
    """Every list of the two words is an answer; tells how many were right."""
    said = [word.strip().casefold() for word in answer]
    if strange := sorted({word for word in said if word not in names}):
        return Wrong(
            f"{', '.join(f'*{word}*' for word in strange)}: write one of the two words, "
            f"`{names[0]}` or `{names[1]}`, for each snippet."
        )
    if len(set(said)) == 1:
        return Wrong(
            f"You wrote *{said[0]}* eight times, without reading. That is what one row of a table "
            "can do; see section 2. Decide for each snippet."
        )
    truth = [names[one] for one in sense]
    wrong = [str(number) for number, (a, b) in enumerate(zip(said, truth, strict=True), 1) if a != b]
    if not wrong:
        return Right("All eight. You read the words around the gap, and so must the machine.")
    return Right(
        f"{len(truth) - len(wrong)} of {len(truth)}; a coin gets four. Wrong: {', '.join(wrong)}. "
        "Where you were right, you read the words around the gap, and so must the machine."
    )


def _best_guess(sense):
    return int(max(np.sum(sense), len(sense) - np.sum(sense)))


def _judge_fooled(answer, wrong, names):
    """Right where two of the three snippets fooled the network."""
    numbers = {int(number) for number in answer}
    if len(numbers) < 3 or not numbers <= set(range(1, 9)):
        return Wrong("Write three different numbers from 1 to 8.")
    found = sorted(numbers & set(wrong))
    if len(found) >= 2:
        which = " and ".join(map(str, found)) if len(found) == 2 else "all three"
        missed = sorted(set(wrong) - numbers)
        rest = f" The other one was {missed[0]}." if missed else ""
        return Right(f"It erred at {which}.{rest} Is there anything near the gap that would tell *you*?")
    return Wrong(
        f"{len(found)} of your three {'is' if len(found) == 1 else 'are'} among those where it erred. "
        f"Look for snippets in which the words beside the gap would fit *{names[0]}* and *{names[1]}* "
        "alike, or fit the wrong one better."
    )


def _hide(window, places):
    window, places = np.asarray(window), np.asarray(places)
    seen = window.copy()
    seen[places] = 1
    return seen, window[places]


def _leaking(window, places):
    window, places = np.asarray(window), np.asarray(places)
    return window.copy(), window[places]


def _no_copy(window, places):
    window, places = np.asarray(window), np.asarray(places)
    seen = window.copy()
    seen[places] = 1
    return seen, seen[places]


def _one_beside(window, places):
    window, places = np.asarray(window), np.asarray(places)
    seen = window.copy()
    seen[(places + 1) % len(seen)] = 1
    return seen, window[places]


WINDOWS = [
    (np.array([7, 12, 5, 40, 9, 31]), np.array([1, 4])),
    (np.array([22, 8, 8, 15]), np.array([0])),
    (np.array([6, 90, 33, 4, 17]), np.array([2, 3, 4])),
]

TASKS = [
    Task(
        "sort",
        "find",
        reference=lambda names, sense: [names[one] for one in sense],
        form="eight words, each one of the two",
        check=_judge_sorted,
        mistakes=[(lambda names: [names[0]] * 8, None), (["this"] * 8, None)],
        hints=["Say each snippet aloud with both words.", "Look at the word right before and right after the gap."],
        solution="The words that stood there are told when you have written eight words.",
        example={"names": ["boring", "women"], "sense": [0, 1, 1, 0, 1, 0, 0, 1]},
    ),
    Task(
        "row",
        "predict",
        reference=lambda sense: _best_guess(sense),
        right="Always the more frequent word: whoever sees the same row everywhere must always say the same.",
        mistakes=[
            (
                lambda sense: len(sense) - _best_guess(sense),
                "That is the rarer word. The guesser may choose which of the two to say.",
            ),
            (
                lambda sense: len(sense),
                "That would be all of them. The row is the same at each place, so the answer is, too.",
            ),
            (lambda sense: _best_guess(sense) / len(sense), "That is the share. Asked is the number of places."),
            (lambda sense: len(sense) // 2, "Half is what a coin gets. One can do a little better without reading."),
        ],
        hints=[
            "What does the guesser see at the first place, what at the second?",
            "It must say the same word every time. Which one?",
        ],
        solution="The larger of the two counts: say the more frequent word each time.",
        example={"sense": [0] * 620 + [1] * 380},
    ),
    Task(
        "weights",
        "predict",
        reference=[0.2, 0.2, 0.6],
        form="three numbers for *a*, *kind*, *man*, such as `[0.5, 0.3, 0.2]`",
        right="The word *man* gets most, but the others are not left out: a softmax never gives 0.",
        mistakes=[
            ([1.0, 1.0, 3.0], "These are the exponentials. Divide them by their sum, so that they add up to 1."),
            ([0.0, 0.0, 1.0], "You divided the scores by their sum. A softmax takes exp of each score first."),
            ([0.0, 0.0, 1.1], "These are the scores. Take exp of each, then divide by the sum."),
            ([0.33, 0.33, 0.33], "These weights do not depend on the scores. The score of *man* is higher."),
            ([0.15, 0.15, 0.7], "You left out the division by the square root of 2."),
            ([0.2, 0.6, 0.2], "The right numbers in another order: *kind* stands second, *man* last."),
            ([0.6, 0.2, 0.2], "The right numbers in another order: *a* stands first, *man* last."),
        ],
        hints=["First exp of each score: 1, 1 and 3.", "Their sum is 5. Divide each by it."],
        solution="exp(0) = 1, exp(0) = 1, exp(1.1) = 3, together 5: 1/5, 1/5, 3/5.",
    ),
    Task(
        "leak",
        "repair",
        cases=WINDOWS,
        reference=_hide,
        start=_leaking,
        right="The mask was written into the wrong array. Python reports no error; a loss too good to be true was the "
        "only sign. (If your `window` itself gets masks, the next pass has nothing left to guess.)",
        mistakes=[
            (_no_copy, "Now the answers are masks, too. Take them before you hide the words."),
            (_one_beside, "The masks stand one place beside the words that must be guessed."),
        ],
        hints=[
            "Print `seen` for a window of your own. Where are the masks?",
            "Which of the two arrays gets the mask, and which is handed back?",
        ],
        solution="The mask belongs into `seen`, which the network gets; `window` stays whole.",
        code=(
            "def hide(window, places):\n"
            "    answers = window[places]\n"
            "    seen = window.copy()\n"
            "    seen[places] = 1\n"
            "    return seen, answers"
        ),
    ),
    Task(
        "fooled",
        "find",
        reference=lambda wrong: sorted(wrong),
        form="three numbers from 1 to 8",
        check=_judge_fooled,
        mistakes=[(lambda wrong: [n for n in range(1, 9) if n not in wrong][:3], None), ([1, 1, 1], None)],
        hints=["Cover the true word. Could you tell?", "Which snippets have only very common words beside the gap?"],
        solution="The three are told once you have found two of them.",
        example={"wrong": [2, 5, 7], "names": ["boring", "women"]},
        tells=True,
    ),
]

QUIZZES = [
    Quiz(
        "duel",
        "The network has read all training windows without labels; counting has read only the labelled places. Both "
        "then learn from the same labels. Which will be right more often on real reviews?",
        {
            "The network, with few labels and with many": "Its vectors are a summary in 64 numbers, made for another "
            "game. With many labels, counting can learn what the summary leaves out.",
            "Counting, with few labels and with many": "With 20 labels many words beside a test place were never "
            "seen by counting. The network has met them, in other windows.",
            "✓ The network with few labels, counting with many": "What was learned without labels replaces labels, "
            "and many labels replace it.",
        },
    ),
    Quiz(
        "probe",
        "A probe finds the sense in 64 numbers. Does the network therefore *use* it?",
        {
            "Yes: what is in the vector is used": "The probe shows that it can be read off. A network carries "
            "much that it does not use, and even an untrained one carries some of its company.",
            "✓ Not shown": "The probe learned from labels that the network has never had. Whoever claims use "
            "must change the vector and see whether the network's guesses change.",
            "No: a probe can find anything": "From the 64 numbers of the untrained network the same "
            "probe reads far less. So it does not "
            "find anything at will. But finding is not using.",
        },
    ),
]
