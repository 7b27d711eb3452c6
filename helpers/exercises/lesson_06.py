"""The tasks of lesson 06: a code by hand, a PCA to mend, the lowest loss, the best gray."""

import numpy as np

from . import Quiz, Task


def _share(data, centre):
    directions = np.linalg.svd(data - centre(data), full_matrices=False)[2]
    codes = data @ directions[0]
    return codes.var() / data.var(axis=0).sum()


def _standardised(data):
    z = (data - data.mean(axis=0)) / data.std(axis=0)
    codes = z @ np.linalg.svd(z, full_matrices=False)[2][0]
    return codes.var() / z.var(axis=0).sum()


def _clouds():
    """Three clouds far from zero, each broad in another direction."""
    random = np.random.default_rng(0)
    broad = [np.diag([4.0, 1.0, 0.5]), np.diag([0.5, 1.0, 3.0]), np.array([[3.0, 3.0], [0.5, -0.5]])]
    middles = [np.array([0.0, 9.0, 2.0]), np.array([8.0, 5.0, 0.0]), np.array([6.0, -7.0])]
    return [(random.normal(size=(40, len(b))) @ b + m,) for b, m in zip(broad, middles, strict=True)]


PIXELS = [
    (np.array([0, 0, 0, 255]),),
    (np.array([0, 128, 255, 255, 0]),),
    (np.array([[0, 1], [255, 0]]),),
    (np.zeros(4),),
]

TASKS = [
    Task(
        "code",
        "predict",
        reference=4.4,
        tolerance=0.01,
        right="2 × 0.6 + 4 × 0.8. One number, where there were two.",
        mistakes={
            11.4: "You measured from (0, 0). Subtract the mean first.",
            6: "You added 2 and 4. Each counts as much as the direction says: 0.6 and 0.8.",
            4.47: "That is the distance from the mean. The code counts only the way along the arrow.",
            -4.4: "Along the opposite arrow. Here the direction is (0.6, 0.8): both steps count as plus.",
            20: "That is the squared distance from the mean. The code is a way along the arrow.",
            2.8: "Two of the numbers were exchanged: the first goes with 0.6, the second with 0.8.",
        },
        hints=[
            "From the mean to the point it is 2 to the right and 4 up.",
            "Number by number: 2 with 0.6, 4 with 0.8.",
        ],
        solution="(7, 9) − (5, 5) = (2, 4), and 2 × 0.6 + 4 × 0.8 = 4.4.",
    ),
    Task(
        "centre",
        "repair",
        cases=_clouds(),
        reference=lambda data: _share(data, lambda x: x.mean(axis=0)),
        start=lambda data: _share(data, lambda x: 0),
        right="Without the mean, the first direction points from zero to the middle of the cloud, not along the cloud.",
        mistakes=[
            (
                lambda data: _share(data, lambda x: x.mean()),
                "You subtracted one number from all columns. Each column has its own mean: `axis=0`.",
            ),
            (
                lambda data: _share(data, lambda x: x.mean(axis=1, keepdims=True)),
                "You subtracted from each flower the mean of its own row. Each *column* has its mean: `axis=0`.",
            ),
            (
                _standardised,
                "You also divided by the spread, so that all columns count alike. Here only subtract the means.",
            ),
        ],
        hints=[
            "`svd` looks for the largest spread around zero. Where is the middle of the irises?",
            "Subtract from each column its own mean before `svd` sees it.",
        ],
        solution="`svd` must get the data with the mean of each column subtracted.",
        code=(
            "def first_share(data):\n"
            "    centred = data - data.mean(axis=0)\n"
            "    directions = np.linalg.svd(centred, full_matrices=False)[2]\n"
            "    codes = data @ directions[0]\n"
            "    return codes.var() / data.var(axis=0).sum()"
        ),
    ),
    Task(
        "floor",
        "complete",
        cases=PIXELS,
        reference=lambda pixels: np.maximum(pixels - 1, 0).mean(),
        right="One line, and no training. No weights can get below it.",
        mistakes=[
            (
                lambda pixels: pixels.mean(),
                "That is an all-black drawing. Where a pixel is lit, the network may say 1.",
            ),
            (lambda pixels: np.abs(pixels - 1).mean(), "Now it says 1 everywhere. At a black pixel 0 is better."),
            (lambda pixels: 0.0, "For that it would have to say 255. The last layer is a sigmoid."),
            (
                lambda pixels: (pixels.max() - 1) / pixels.size,
                "That fits one white pixel only. Each lit pixel has an error of its own.",
            ),
            (lambda pixels: (pixels - 1).mean(), "At a black pixel your error is −1. No error is below 0."),
            (lambda pixels: np.maximum(pixels - 1, 0).sum(), "That is the sum. The loss is the mean over all pixels."),
            (lambda pixels: np.maximum(pixels, 1).mean(), "That is the highest loss. You want the lowest."),
            (lambda pixels: np.maximum(pixels - 1, 0), "The errors are right. The loss is their mean."),
            (
                lambda pixels: np.maximum(pixels[pixels > 0] - 1, 0).sum() / max(1, (pixels > 0).sum()),
                "That is the mean over lit pixels only. The loss counts the black ones, too.",
            ),
            (
                lambda pixels: np.abs(pixels - (pixels > 127)).mean(),
                "At a dark gray pixel, 1 is better than 0, too: also at 2 and at 100.",
            ),
        ],
        hints=[
            "What is the best answer at a black pixel, and what is the error there? And at a white one?",
            "The error at a lit pixel is its value minus 1; at a black one it is 0. `np.maximum` does both.",
        ],
        solution="At a pixel above 0 the best answer is 1, at a black one 0.",
        code="def lowest_loss(pixels):\n    return np.maximum(pixels - 1, 0).mean()",
    ),
    Task(
        "gray",
        "predict",
        reference=[0.0, 0.3],
        tolerance=0.01,
        form="two numbers, such as `[0.2, 0.4]`",
        right="The median for the absolute error, the mean for the squared error.",
        mistakes=[
            (
                [0.3, 0.3],
                "0.3 is right for the squared error. The absolute one: from 0 to 0.1, two pixels gain and three lose.",
            ),
            (
                [0.5, 0.5],
                "Halfway between the ends is best only for the worst case. Both losses look at all five pixels.",
            ),
            (
                [0.0, 0.0],
                "0 is right for the absolute error. The squared error of the white pixel is 1; does a little gray pay?",
            ),
            ([0.0, 0.15], "0 is right. The mean is the sum of all five, 1.5, divided by five."),
            ([0.3, 0.0], "You have both, the other way round."),
            (
                [0.5, 0.3],
                "0.3 is right. Absolute: at 0.5, three pixels lose 0.5 each. Move down: three gain, two lose.",
            ),
            (
                [0.0, 0.5],
                "0 is right. The squared error wants the mean of all five pixels, not the middle between the ends.",
            ),
        ],
        hints=[
            "Start at 0 and move up a little: how many pixels gain, how many lose?",
            "The squared error is smallest at the mean.",
        ],
        solution=(
            "0 and 0.3. From 0 up to 0.1, three pixels lose 0.1 each and two gain 0.1 each: the absolute error rises. "
            "The squared error is smallest at the mean, 1.5 / 5."
        ),
    ),
]

QUIZZES = [
    Quiz(
        "dies",
        "The squared error wants the mean, not black. With which of the two optimisers will it draw something?",
        {
            "With both, because the mean is not black": "Watch the second optimiser, and several seeds. The minimum "
            "says where the weights should arrive; on the way counts the slope of the sigmoid.",
            "With neither, because its gradient vanishes near black": "It vanishes only for an output that is nearly "
            "black already. A network that stays away from there can learn.",
            "✓ With one of them in every run here, with the other by luck": "The loss has its minimum in the right "
            "place, but its gradient vanishes near black: a network that gets there on the way stays there.",
        },
    ),
    Quiz(
        "sixteen",
        "With 16 numbers for a picture, who draws the test digits with the smaller error?",
        {
            "PCA": "It is the best among *linear* ways. Between pixels and code, this network has a layer with ReLU.",
            "✓ The network": "It can do nearly what PCA does, and bend besides. Training must find it, so measure.",
            "Neither: both have 16 numbers": "The codes have one size. What the decoders can make of them differs.",
        },
    ),
]
