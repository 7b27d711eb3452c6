"""The tasks of lesson 07b: a score for mixed phrases, new phrases, confidence, direction or size."""

import numpy as np

from . import Quiz, Task

GUESSES = [
    (np.array([0.9, 0.2, 0.7, 0.6]), np.array([1.0, 0.0, 0.0, 0.75])),
    (np.array([0.1, 0.8, 0.4]), np.array([0.25, 0.5, 1.0])),
    (np.array([0.99, 0.6, 0.03]), np.array([0.4, 0.4, 0.4])),
]


def _agreement(guess, liked):
    return float(np.where(guess > 0.5, liked, 1 - liked).mean())


def _without_mixed(guess, liked):
    clear = (liked == 0) | (liked == 1)
    return _agreement(guess[clear], liked[clear]) if clear.any() else float("nan")


def _very(guess):
    return np.maximum(guess, 1 - guess) > 0.9


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
                "You rounded the share of reviews to a verdict. For a phrase with the share 0.75, a guess of *liked* "
                "is right for 75 % of the reviews, not for all.",
            ),
            (
                lambda guess, liked: float(np.where(guess > 0.5, liked, 0).mean()),
                "Where the guess is *did not*, the reviews that did not like it agree: 1 - liked.",
            ),
            (
                lambda guess, liked: float((guess * liked + (1 - guess) * (1 - liked)).mean()),
                "That weighs the guess by how sure it is. Here only its side of one half counts.",
            ),
            (
                lambda guess, liked: float(np.where(guess > 0.5, guess, 1 - guess).mean()),
                "That is how sure the guesses are. What the reviews said is in liked.",
            ),
            (
                lambda guess, liked: float(np.where(guess > 0.5, 1 - liked, liked).mean()),
                "That is the share of the reviews that disagree.",
            ),
            (
                lambda guess, liked: float((guess > 0.5).mean()),
                "That counts the guesses of *liked*. Where do the reviews come in?",
            ),
            (lambda guess, liked: float(liked.mean()), "That is the same for every guess. Who agrees with *did not*?"),
            (
                lambda guess, liked: float(np.where(guess > 0.5, liked == 1, liked == 0).mean()),
                "That counts a mixed phrase as wrong, whatever the guess. A share of its reviews does agree.",
            ),
        ],
        hints=[
            "A phrase with the guess *liked* agrees with the share `liked` of its reviews. And with the other guess?",
            "np.where(condition, if true, if false) chooses for each phrase; then take the mean.",
        ],
        code="def agreement(guess, liked):\n    return float(np.where(guess > 0.5, liked, 1 - liked).mean())",
    ),
    Task(
        "new_share",
        "predict",
        choices=["about 95 %", "about 80 %", "about 60 %"],
        reference="about 60 %",
        right="Three words do not say much about a verdict. The rest of what training phrases show was memorised.",
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
        reference=lambda guess, liked: round(_agreement(guess[_very(guess)], liked[_very(guess)]), 2),
        tolerance=0.08,
        form="a share, such as 0.25",
        right="Its surest guesses are its best. They are far from what they claim, all the same.",
        mistakes=[
            (lambda answer: answer > 1, "A share lies between 0 and 1: 70 of 100 is 0.7.", 70),
            (
                lambda answer: answer > 0.85,
                "So it would be if B's confidence could be believed. It became sure on its training phrases, where "
                "it was told the answers.",
                0.95,
            ),
            (
                lambda answer: answer <= 0.52,
                "Then being sure would be worth nothing. Words such as *awful* make B sure, and are right more "
                "often than not.",
                0.5,
            ),
        ],
        otherwise="Over all new phrases it is 60 to 65 %. The surest guesses are better, and far from what they claim.",
        hints=["Over all new phrases it is 60 to 65 %. Are the surest guesses better than that? Much better?"],
        solution="Above the average of all its guesses, far below its confidence: under 66 % on the real reviews.",
        example={"guess": np.array([0.95, 0.99, 0.02, 0.6, 0.93]), "liked": np.array([1.0, 0.0, 0.0, 1.0, 0.5])},
    ),
    Task(
        "one_way",
        "repair",
        cases=[128, 64, 6],
        reference=lambda units_per_direction: {"both_ways": False, "units": 2 * units_per_direction},
        start=lambda units_per_direction: {"both_ways": False, "units": units_per_direction},
        right="Now as many numbers come out, all read from the front.",
        mistakes=[
            (
                lambda units_per_direction: {"both_ways": True, "units": units_per_direction},
                "That is the two-way network again. Leave `both_ways` at False.",
            ),
            (
                lambda units_per_direction: {"both_ways": True, "units": 2 * units_per_direction},
                "Reading both ways again, it has twice as many numbers as before. Leave `both_ways` at False.",
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
        code='def one_way(units_per_direction):\n    return {"both_ways": False, "units": 2 * units_per_direction}',
    ),
]

QUIZZES = [
    Quiz(
        "lot",
        "Labels drawn by lot, the same network, the same training. With how many of them will its guesses agree, on "
        "the *training* phrases?",
        {
            "About 50 %": "So it will be on *new* phrases. These labels it has seen, again and again, and "
            "it has hundreds of thousands of weights.",
            "✓ More, but fewer than with the true labels": "Some are memorised, phrase by phrase. With true labels, "
            "knowing *awful* helps with every phrase that holds it; here nothing helps with more than one.",
            "As many as with the true labels": "Large networks can do that, trained for long (Zhang et al. 2017). "
            "Here each phrase would have to be moved alone, through three numbers, in few epochs. With true labels a "
            "word helps with all its phrases at once.",
        },
    ),
    Quiz(
        "cloud",
        "A cloud of *new* phrases shows two heaps with a gap between them, and the colours are mixed in both. What "
        "has the network learned?",
        {
            "Nothing": "It puts phrases on two sides, so it has learned to decide. Only, its decisions hold no more "
            "often than by chance.",
            "✓ To decide, but not how the reviews decide": "A gap suggests that the network is sure, colours say "
            "whether it is right. These are two questions.",
            "The two opinions": "Then the colours would be apart, too.",
        },
    ),
    Quiz(
        "evidence",
        "Somebody shows you a cloud with two colours apart, and says that the network has understood the difference. "
        "Which pair of figures would you ask for?",
        {
            "The cloud of all 25,000 phrases, and how far apart its halves are": "All are training phrases. A network "
            "that only memorised shows the same cloud.",
            "The network's confidence, and its training loss": "Confidence is no proof: B is sure of new phrases, and "
            "wrong for many. Its training loss is about what it was told.",
            "Ten queries with their neighbours, and a second run": "Whoever chooses the queries has seen the answers, "
            "and a second run memorises again.",
            "✓ Its score on new phrases, and that of counting on the same phrases": "The first says whether it holds "
            "for more than the training, the second whether a network was needed for it.",
        },
    ),
]
