"""The tasks of lesson 00b: a gradient step, a training loop, rows that move, words in another order."""

import numpy as np

from . import Quiz, Task

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


def with_global_data(weight, pages, minutes, rate, steps):
    return descend(weight, PAGES, MINUTES, rate, steps)


def with_fixed_rate(weight, pages, minutes, rate, steps):
    return descend(weight, pages, minutes, 0.1, steps)


def without_mean(weight, pages, minutes, rate, steps):
    for _ in range(steps):
        weight = weight - rate * 2 * (weight * pages - minutes) * pages
    return weight


def with_sum(weight, pages, minutes, rate, steps):
    for _ in range(steps):
        weight = weight - rate * (2 * (weight * pages - minutes) * pages).sum()
    return weight


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


ORDERS = ["about 5", "about 1", "neither"]


def order_of_stars(stars):
    """Which of the choices the network's stars for *plot great* belong to."""
    return ORDERS[0] if stars > 4.5 else ORDERS[1] if stars < 1.5 else ORDERS[2]


SMALL = np.array([[0.5, -0.2], [0.1, 0.3], [-0.4, 0.6]])
WEIGHTS = np.array([[1.0, -1.0], [0.5, 2.0]])

TASKS = [
    Task(
        "step",
        "predict",
        reference=4.2,
        tolerance=0.005,
        right="The gradient is 18: (2·3·1 + 2·8·2 + 2·4·2) / 3. So the weight falls by 1.8.",
        mistakes={
            7.8: "You walked uphill. The gradient is positive, so the weight must become smaller.",
            7.2: "You used the gradient at weight 1. At weight 6 the slope is another one.",
            4.8: "You used the gradient at weight 1, without its sign. At weight 6 the slope is another one.",
            2.2: "This is the step from weight 1, as in the text. You start at weight 6.",
            5.1: "You left out the 2 in 2·error·pages.",
            0.6: "You added the three numbers up. The gradient is their mean.",
            -12: "You subtracted the whole gradient. Multiply it by the learning rate first.",
            1.8: "This is the size of the step. Where is the weight after it?",
            5: "You left out the pages: each text counts as 2·error·pages.",
            3.03: "You multiplied the learning rate by the loss. Multiply it by the gradient.",
        },
        hints=[
            "The guesses are 6, 12 and 12, so the errors are 3, 8 and 4.",
            "Three numbers 2·error·pages: 6, 32 and 16. The gradient is their mean.",
        ],
        otherwise="Compute 2·error·pages for each text, then the mean, then the step.",
        solution="The gradient is (6 + 32 + 16) / 3 = 18, and 6 − 0.1 · 18 = 4.2.",
        code="answer = 6 - 0.1 * 18",
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
            (with_global_data, "It uses the data of the lesson. Use the `pages` and `minutes` that it is given."),
            (with_fixed_rate, "It always uses the learning rate 0.1. Use the `rate` that it is given."),
            (without_mean, "The mean is missing: each text gets a weight of its own."),
            (with_sum, "You add the slopes of the texts up. The gradient is their mean."),
        ],
        hints=[
            "With the learning rate 0.1, compare the weight after one step with the table above.",
            "After a step the slope is another one. Which line must be repeated?",
        ],
        solution="Minus instead of plus, and the gradient is computed inside the loop:",
        code="""def descend(weight, pages, minutes, rate, steps):
    for _ in range(steps):
        slope = (2 * (weight * pages - minutes) * pages).mean()
        weight = weight - rate * slope
    return weight
""",
        otherwise="Compute the gradient anew before each step, and walk against it.",
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
        right="Each number moves by its partner; rows that were not looked up stay. (NumPy changes a row "
        "only once where a word stands twice, as in *good good*; Keras adds both moves up.)",
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
    Task(
        "plot_great",
        "predict",
        reference=order_of_stars,
        choices=ORDERS,
        right=lambda stars: (
            f"It gives {stars:.1f} stars. The first three weights have learned what *great* in the "
            "first place is worth; the last three have never met *great*."
        ),
        mistakes=[
            (
                "about 5",
                "So one would hope. But after `Flatten` the first row meets the first three weights, and the second "
                "row the last three. In which place has *great* always stood?",
            ),
            ("about 1", "Nothing has taught the network that *great* is bad in the second place."),
            ("neither", "In your run the table happens to work in this order, too. Look at the cosines below."),
        ],
        hints=[
            "Look at the six training reviews: in which place does *great* stand, and in which *plot*?",
            "Each place has three weights of its own. Which of them have ever met the row of *great*?",
        ],
        solution="Neither: in the second place *great* meets weights that have learned from *film* and *plot* only.",
        code='answer = "neither"',
        example={"stars": 2.3},
    ),
]

QUIZZES = [
    Quiz(
        "learning_rate",
        "Ten steps from weight 1, now with learning rate 0.4 in place of 0.1. What does the loss do?",
        {
            "It falls four times as fast.": "The first step is four times as long: from 1 to 5.8. But the "
            "lowest point is at 3, and the step jumps over it.",
            "It falls, while the weight jumps from side to side.": "This is so with 0.3: each step lands on "
            "the other side, a little lower. With 0.4 it lands higher.",
            "✓ It grows.": "The first step leads from 1 to 5.8. The lowest point is at 3, so the weight was 2 "
            "away from it and is now 2.8 away. Each step lands farther away. Above 1/3 the training breaks.",
        },
    ),
    Quiz(
        "which_epoch",
        "The training loss falls in all 20 epochs. The validation loss falls until epoch 8, then "
        "rises. Which weights do you keep?",
        {
            "Those of epoch 20: the lowest training loss": "From epoch 8 on the network learns the "
            "luck of its training examples, what differs from text to text at random: overfitting.",
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
