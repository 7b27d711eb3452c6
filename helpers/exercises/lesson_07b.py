"""The tasks of lesson 07b: a score for mixed phrases, labels by lot, confidence, size, and what counts as evidence."""

import numpy as np

from . import Quiz, Right, Task, Wrong

GUESSES = [
    (np.array([0.9, 0.2, 0.7, 0.6]), np.array([1.0, 0.0, 0.0, 0.75])),
    (np.array([0.1, 0.8, 0.4]), np.array([0.25, 0.5, 1.0])),
    (np.array([0.99, 0.03]), np.array([0.4, 0.4])),
]
PROOFS = {
    "a": "A cloud of training phrases shows what was memorised, too: so would labels drawn by lot.",
    "d": "One query is one draw, and whoever chooses it has seen the answers.",
    "e": "On its training phrases a network can be as sure as it likes, and be right: it was told.",
}


def _agreement(guess, liked):
    return float(np.where(guess > 0.5, liked, 1 - liked).mean())


def _without_mixed(guess, liked):
    clear = (liked == 0) | (liked == 1)
    return _agreement(guess[clear], liked[clear]) if clear.any() else float("nan")


def _evidence(answer):
    """Two letters are right; each of the others has its own explanation."""
    letters = {str(letter).strip().lower() for letter in answer}
    if letters == {"b", "c"}:
        return Right("Phrases that were not trained on say what holds beyond them, and counting says what little that is.")
    for letter, why in PROOFS.items():
        if letter in letters:
            return Wrong(why)
    return Wrong("Name two of the five letters, such as `{'a', 'b'}`.")


TASKS = [
    Task(
        "agreement",
        "complete",
        cases=GUESSES,
        reference=_agreement,
        right="A mixed phrase counts for what it is: nobody can be right about all of its reviews.",
        mistakes=[
            (
                _without_mixed,
                "You left the mixed phrases out. They are the ones that nobody can guess, so the score gets too good.",
            ),
            (
                lambda guess, liked: float(((guess > 0.5) == (liked > 0.5)).mean()),
                "You rounded the share of reviews to a verdict. A guess of *liked* is right for 75 % of the reviews of a "
                "phrase with the share 0.75, not for all.",
            ),
            (
                lambda guess, liked: float(np.where(guess > 0.5, liked, 0).mean()),
                "Where the guess is *did not*, the reviews that did not like it agree: 1 - liked.",
            ),
            (
                lambda guess, liked: float((guess * liked + (1 - guess) * (1 - liked)).mean()),
                "That weighs the guess by how sure it is. Here only its side of one half counts.",
            ),
        ],
        hints=[
            "A phrase with the guess *liked* agrees with the share `liked` of its reviews. And with the other guess?",
            "np.where(condition, if true, if false) chooses for each phrase; then take the mean.",
        ],
        code="def agreement(guess, liked):\n    return float(np.where(guess > 0.5, liked, 1 - liked).mean())",
    ),
    Task(
        "lot",
        "predict",
        choices=["about 50 %", "more, but fewer than with true labels", "as many as with true labels"],
        reference="more, but fewer than with true labels",
        right="Nothing in these labels holds for other phrases, and still the network learns some of them, phrase by phrase.",
        mistakes={
            "about 50 %": "That is what anybody gets on *new* phrases. But these labels it has seen, again and again, and "
            "it has hundreds of thousands of weights.",
            "as many as with true labels": "With true labels, words lean to a side, which helps with all their phrases at "
            "once. Here each phrase has to be moved alone, through a code of three numbers.",
        },
        hints=[
            "The network has hundreds of thousands of weights, and some thousands of phrases to remember.",
            "With true labels, knowing *awful* helps with every phrase that holds it. Is there such help here?",
        ],
        solution="Some are memorised, so it is more than 50 %. Without words that lean it is harder than with true labels.",
    ),
    Task(
        "new_share",
        "predict",
        choices=["about 95 %", "about 80 %", "about 60 %"],
        reference="about 60 %",
        right="Little more than half. A last phrase of three words does not say much about a verdict, and the rest was memorised.",
        mistakes={
            "about 95 %": "Each training phrase was seen together with its label. New ones were not.",
            "about 80 %": "That would be far more than counting words, which was told the same labels (section 2). "
            "Is there so much in three words?",
        },
        hints=["What did counting words get on its training phrases, and what on new ones?"],
        solution="About 60 %: near what counting gets, not near what B gets on its training phrases.",
    ),
    Task(
        "sure",
        "predict",
        choices=["about 95 %", "about 70 %", "about 50 %"],
        reference="about 70 %",
        right="Rather 65 % on the real reviews and 75 % in the sample. Its surest guesses are its best, but far below what it claims.",
        mistakes={
            "about 95 %": "So it would be if B were calibrated. It became sure on its training phrases, where it was "
            "told the answers.",
            "about 50 %": "Then being sure would be worth nothing. Words such as *awful* make B sure and are right more "
            "often than not.",
        },
        hints=["Over all new phrases it is some 60 %. Are the surest guesses better than that? Much better?"],
        solution="About 70 %: above the average of all its guesses, far below its confidence.",
    ),
    Task(
        "one_way",
        "repair",
        cases=[128, 64, 5],
        reference=lambda units_per_direction: {"both_ways": False, "units": 2 * units_per_direction},
        start=lambda units_per_direction: {"both_ways": False, "units": units_per_direction},
        right="Now as many numbers come out, all read from the front.",
        mistakes=[
            (
                lambda units_per_direction: {"both_ways": True, "units": units_per_direction},
                "That is the two-way network again. Leave `both_ways` at False.",
            ),
            (
                lambda units_per_direction: {"both_ways": False, "units": units_per_direction // 2},
                "That makes the difference in size larger. The two-way layer gives the numbers of *both* directions.",
            ),
            (
                lambda units_per_direction: {"both_ways": False, "units": 256},
                "Right beside 128 units per direction only: say it with `units_per_direction`.",
            ),
        ],
        hints=["Two LSTMs of n units each, laid side by side: how many numbers is that?"],
        code="def one_way(units_per_direction):\n"
        '    return {"both_ways": False, "units": 2 * units_per_direction}',
    ),
    Task(
        "evidence",
        "find",
        reference={"b", "c"},
        check=_evidence,
        form="two letters",
        mistakes=[({"a", "b"}, None), ({"b", "d"}, None), ({"c", "e"}, None)],
        hints=["Which of the five could come out badly for a network that only memorises?"],
        solution="b and c. The others look the same for a network that memorises.",
    ),
]

QUIZZES = [
    Quiz(
        "cloud",
        "A cloud of *new* phrases shows two heaps with a gap between them, and the colours are mixed in both. What has the "
        "network learned?",
        {
            "Nothing": "It puts phrases on two sides, so it has learned to decide. Only the decision seldom holds.",
            "✓ To decide, but not how the reviews decide": "A gap says that the network is sure, colours say whether it "
            "is right. These are two questions.",
            "The two opinions": "Then the colours would be apart, too.",
        },
    ),
    Quiz(
        "sure_of_it",
        "A weather service says *rain: 70 %* on 100 days, and it rains on 70 of them. Another says 95 % on the same days. Which "
        "is calibrated, and which guesses better?",
        {
            "The second guesses better: it is surer": "Both say *rain* on the same days, so they are right equally often.",
            "✓ The first is calibrated; as guesses they are equal": "Calibration is about the number, a guess only about "
            "its side of one half.",
            "Both are calibrated": "When a calibrated service says 95 %, it rains on 95 of 100 such days.",
        },
    ),
]
