"""The tasks of lesson 00b: a gradient step, a training loop, a learning rate, a row that moves."""

import numpy as np

from . import Quiz, Right, Task, Wrong

PAGES, MINUTES = np.array([1.0, 2.0, 2.0]), np.array([3.0, 4.0, 8.0])


def gradient(weight, pages, minutes):
    """The slope of the mean squared error of `weight * pages`."""
    return float((2 * (weight * pages - minutes) * pages).mean())


def descend(weight, pages, minutes, rate, steps):
    """A right training loop."""
    for _ in range(steps):
        weight = weight - rate * gradient(weight, pages, minutes)
    return weight


def descend_at_first(weight, pages, minutes, rate, steps):
    """The loop as it stands in the lesson, with two faults."""
    first = gradient(weight, pages, minutes)
    for _ in range(steps):
        weight = weight + rate * first
    return weight


def only_the_sign_mended(weight, pages, minutes, rate, steps):
    first = gradient(weight, pages, minutes)
    for _ in range(steps):
        weight = weight - rate * first
    return weight


def only_the_place_mended(weight, pages, minutes, rate, steps):
    for _ in range(steps):
        weight = weight + rate * gradient(weight, pages, minutes)
    return weight


def one_step_only(weight, pages, minutes, rate, steps):
    return weight - rate * gradient(weight, pages, minutes)


def judge_learning_rate(answer):
    """Right where ten steps from weight 1 end with a greater loss than they began."""
    if answer <= 0:
        return Wrong("A learning rate is greater than zero; otherwise the steps go uphill.")
    weight = descend(1.0, PAGES, MINUTES, answer, 10)
    before, after = (((w * PAGES - MINUTES) ** 2).mean() for w in (1.0, weight))
    if after > before:
        size = f"{after:,.1f}" if after < 1e6 else "more than a million"
        best = " And it is the smallest with two decimals." if answer <= 0.345 else ""
        return Right(f"The loss began at {before:.1f}; after ten steps it is {size}.{best}")
    if answer < 0.01:
        return Wrong("Very small steps: after ten of them nearly nothing has happened. But the loss fell.")
    if answer < 1 / 6:
        return Wrong("The loss falls: each step goes a part of the way to the lowest point.")
    return Wrong("Nearly. Each step jumps to the other side of the valley, but lands lower than it began.")


def move(table, review, error, weights, rate):
    """One step for the rows that were looked up; `weights` has one row a place."""
    table[review] -= rate * 2 * error * weights
    return table


def move_by_rows(table, review, error, weights, rate):
    table[review] -= rate * 2 * error * table[review]
    return table


def move_alike(table, review, error, weights, rate):
    table[review] -= rate * 2 * error
    return table


def move_without_error(table, review, error, weights, rate):
    table[review] -= rate * 2 * weights
    return table


SMALL = np.array([[0.5, -0.2], [0.1, 0.3], [-0.4, 0.6]])
WEIGHTS = np.array([[1.0, -1.0], [0.5, 2.0]])

TASKS = [
    Task(
        "step",
        "predict",
        reference=3.4,
        tolerance=0.005,
        right="The gradient is 6: (2·1·1 + 2·4·2 + 2·0·2) / 3. So the weight falls by 0.6.",
        mistakes={
            4.6: "You walked uphill. The gradient is positive, so the weight must become smaller.",
            3.7: "You left out the 2 in 2·error·pages.",
            2.2: "You added the three numbers up. The gradient is their mean.",
            -2: "You subtracted the whole gradient. Multiply it by the learning rate first.",
            0.6: "This is the size of the step. Where is the weight after it?",
            3.67: "You left out the pages: each text counts as 2·error·pages.",
        },
        hints=[
            "The guesses are 4, 8 and 8, so the errors are 1, 4 and 0.",
            "Three numbers 2·error·pages: 2, 16 and 0. The gradient is their mean.",
        ],
        otherwise="Compute 2·error·pages for each text, then the mean, then the step.",
        solution="The gradient is (2 + 16 + 0) / 3 = 6, and 4 − 0.1 · 6 = 3.4.",
        code="answer = 4 - 0.1 * 6",
    ),
    Task(
        "descend",
        "repair",
        cases=[
            (1.0, PAGES, MINUTES, 0.1, 10),
            (4.0, PAGES, MINUTES, 0.05, 3),
            (0.0, np.array([1.0, 3.0]), np.array([2.0, 9.0]), 0.02, 5),
        ],
        reference=descend,
        start=descend_at_first,
        right="Downhill, and with a new gradient at each step.",
        mistakes=[
            (
                only_the_sign_mended,
                "It walks downhill now, but each step uses the gradient of the start, so it runs "
                "through the valley and up the other side.",
            ),
            (
                only_the_place_mended,
                "Now the gradient is new at each step, but the walk goes uphill: look at the sign.",
            ),
            (one_step_only, "It makes one step only. The `return` must stand behind the loop, not inside it."),
        ],
        hints=[
            "There are two faults. One is a sign.",
            "After a step the slope is another one. Which line must be repeated?",
        ],
        solution="Minus instead of plus, and the gradient is computed inside the loop:",
        code="""def descend(weight, pages, minutes, rate, steps):
    for _ in range(steps):
        gradient = (2 * (weight * pages - minutes) * pages).mean()
        weight = weight - rate * gradient
    return weight
""",
        otherwise="Compute the gradient anew before each step, and walk against it.",
    ),
    Task(
        "break_it",
        "find",
        reference=0.35,
        form="a number greater than 0",
        check=judge_learning_rate,
        mistakes={0.001: None, 0.1: None, 0.3: None, -0.1: None},
        hints=["Try ten times the learning rate from above, then come down."],
        solution="Every number above 1/3 does, for instance 0.35. Two decimals: 0.34.",
        code="answer = 0.34",
    ),
    Task(
        "move",
        "complete",
        cases=[
            (SMALL, [0, 2], -0.5, WEIGHTS, 0.1),
            (SMALL, [1, 2], 2.0, WEIGHTS, 0.05),
            (SMALL.T.copy(), [1, 0], 1.0, np.array([[1.0, 0.0, 2.0], [0.5, -1.0, 1.0]]), 0.1),
        ],
        reference=move,
        right="Each number moves by its partner; rows that were not looked up stay.",
        mistakes=[
            (
                move_by_rows,
                "You used the numbers of the table themselves. That is the rule for the weights; "
                "a number of the table is multiplied by its weight.",
            ),
            (move_alike, "Now all numbers move alike. A number counts as much as the weight that it is multiplied by."),
            (move_without_error, "The error is missing: a review that is guessed right should move nothing."),
        ],
        hints=[
            "2·error·pages was the rule for the weight of a text: pages is its partner.",
            "In the guess, each number of the two rows has a partner, too. Which array holds them?",
        ],
        otherwise="Only the blank needs filling: 2·error·the partner of each number.",
        solution="The partner of a number in the table is its weight:",
        code="""def move(table, review, error, weights, rate):
    table[review] -= rate * 2 * error * weights
    return table
""",
    ),
]

QUIZZES = [
    Quiz(
        "which_epoch",
        "The training loss falls in all 20 epochs. The validation loss falls until epoch 8, then "
        "rises. Which weights do you keep?",
        {
            "Those of epoch 20: the lowest training loss": "From epoch 8 on the network learns the "
            "luck of its training examples: overfitting.",
            "✓ Those of epoch 8": "There the network did best on examples it had not learned from. "
            "The test part then says how good it is.",
            "Those of the epoch with the lowest test loss": "Then the test part has taken part in "
            "the choice, and cannot judge it any more.",
        },
    ),
    Quiz(
        "how_many_steps",
        "1,000 training examples, batches of 100, 3 epochs. How many steps are taken?",
        {
            "3": "This would be right if a batch held all 1,000 examples.",
            "10": "This is one epoch: 1,000 / 100 batches. There are three.",
            "✓ 30": "Ten batches an epoch, one step a batch, three epochs.",
            "3,000": "This would be right for batches of a single example.",
        },
    ),
]
