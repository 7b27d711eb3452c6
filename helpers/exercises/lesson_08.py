"""The tasks of lesson 08: a draw from a cloud, its price, a fair loss, one step of Adam."""

import numpy as np

from . import Quiz, Task

NATURAL = np.log(4)


def _entropies():
    """Cross-entropies of pictures, pixels by four channels, each with the KL of its dimensions."""
    random = np.random.default_rng(0)
    sizes = [((36, 36, 4), 16), ((2, 3, 4), 5), ((1, 1, 4), 1)]
    return [(random.uniform(0.1, 2.0, size), random.uniform(0.5, 3.0, kl)) for size, kl in sizes]


TASKS = [
    Task(
        "draw_code",
        "complete",
        cases=[
            (1.0, -float(NATURAL), 2.0),
            (0.0, 0.0, -1.5),
            (np.array([1.0, -2.0]), np.array([float(NATURAL), -3.0]), np.array([0.5, -1.0])),
        ],
        reference=lambda mean, log_variance, noise: mean + np.exp(log_variance / 2) * noise,
        right="The noise is stretched by the spread and moved by the mean.",
        mistakes=[
            (
                lambda mean, log_variance, noise: mean + np.exp(log_variance) * noise,
                "You stretched by the variance. The spread is its root: halve the logarithm first.",
            ),
            (
                lambda mean, log_variance, noise: mean + log_variance * noise,
                "You stretched by the log-variance itself, which may be negative. Take the way back of section 1.",
            ),
            (
                lambda mean, log_variance, noise: mean + np.exp(log_variance) / 2 * noise,
                "You halved the variance. Halve the *logarithm*, inside the exponential.",
            ),
            (
                lambda mean, log_variance, noise: mean + log_variance / 2 * noise,
                "Halved, but still a logarithm: take exp of it.",
            ),
            (lambda mean, log_variance, noise: mean + noise, "Without the spread every cloud is as wide as the prior."),
        ],
        hints=["The noise must be stretched by the spread.", "From log-variance to spread: see section 1."],
        solution="The spread is exp(log-variance / 2).",
        code="def draw_code(mean, log_variance, noise):\n    return mean + np.exp(log_variance / 2) * noise",
    ),
    Task(
        "price",
        "predict",
        reference=2.0,
        tolerance=0.01,
        right="½ (4 + 1 − 1 − 0). It has the prior's spread, and pays for its place alone.",
        mistakes={
            0: "That would be a cloud which *is* the prior. This one has the prior's width, but not its place.",
            1: "The mean is *squared* before it is halved.",
            4: "Do not forget the ½ in front.",
            1.5: "The variance, 1, is added before 1 is subtracted.",
            0.5: "Square the mean of *this* cloud.",
            2.5: "The formula subtracts 1 and the logarithm of the variance. What is the variance here?",
        },
        hints=["The variance is 1² = 1, and log 1 = 0.", "½ (mean² + 1 − 1 − 0)."],
        solution="½ (2² + 1 − 1 − 0) = 2 nats.",
    ),
    Task(
        "fair",
        "repair",
        cases=_entropies(),
        reference=lambda entropy, kl: entropy.sum() + kl.sum(),
        start=lambda entropy, kl: entropy.mean(axis=-1).sum() + kl.sum(),
        right="The average over four channels had made the drawing four times too cheap, so each nat of KL cost "
        "four times its worth.",
        mistakes=[
            (
                lambda entropy, kl: entropy.mean(axis=-1).sum() + kl.mean(),
                "Now both are averaged, over 4 channels and over all dimensions. The theory sums both.",
            ),
            (
                lambda entropy, kl: entropy.mean() + kl.sum(),
                "Now the drawing is averaged over everything, and the price weighs thousands of times too much.",
            ),
            (
                lambda entropy, kl: entropy.mean(axis=-1).sum() + kl.sum() / 16,
                "The price is now divided by 16, but the drawing was divided by 4.",
            ),
            (lambda entropy, kl: entropy.sum() + 4 * kl.sum(), "The drawing is right. Why should the price be raised?"),
            (
                lambda entropy, kl: entropy.mean(axis=-1).sum() + kl.sum() / 4,
                "The proportion is right, so Adam would learn the same. But this is a quarter of the bound.",
            ),
        ],
        hints=["By what does an average over four channels differ from a sum?", "Sum the entropy over all its axes."],
        solution="Sum over the channels, too.",
        code="def loss(entropy, kl):\n    return entropy.sum() + kl.sum()",
    ),
    Task(
        "one_step",
        "predict",
        reference=6.0,
        tolerance=0.01,
        right="80,000 × 0.025 × 0.003. A tiny change of each weight, in one direction, is a huge change of the sum.",
        mistakes=[
            (
                lambda answer: 0 < answer < 0.001,
                "That is what *one* input contributes. There are 80,000, and all push in the same direction.",
                0.000075,
            ),
            (0.003, "That is how far one weight moves. The output adds up 80,000 of them."),
            (18, "That is the price, ½ · 6². Asked is how far the output moves."),
            (240, "You left out the inputs: each change counts only as much as its input, 0.025."),
            (2000, "That is the sum of the inputs. Each weight moves by 0.003 only."),
        ],
        hints=["One input contributes 0.025 × 0.003 to the change.", "Multiply by the number of inputs."],
        solution="80,000 × 0.025 × 0.003 = 6.",
    ),
]

QUIZZES = [
    Quiz(
        "clouds",
        "The network is trained on 697 emojis. How many clouds are there?",
        {
            "One, around all emojis": "Each emoji has its own. All of them together are a pile of clouds.",
            "16, one for each dimension": "Each cloud has 16 dimensions: 16 means and 16 spreads.",
            "✓ 697, one for each emoji": "And each new emoji that the encoder is shown gets one as well.",
        },
    ),
    Quiz(
        "peak",
        "The first step makes the clouds cost hundreds of nats. Which change makes this peak much smaller?",
        {
            "A quarter of the price": "Adam divides the gradient by its own size, so its first step is as large as "
            "before. And what holds the clouds back is weaker.",
            "A clipped gradient": "Adam divides the gradient by its own size: clipped or not, the first step is equal.",
            "No dropout": "Dropout changes which gradient arrives, but not how far the first step goes.",
            "✓ A tenth of the learning rate": "The first step is a tenth as large, and means are squared: a lower peak "
            "in every run we made.",
        },
    ),
    Quiz(
        "draws",
        "Two models with 16 numbers. Say A has the error 0.035 and 340 nats of KL, B 0.035 and 45 nats. "
        "Which one would you draw new emojis with?",
        {
            "A: more nats, more information": "340 nats is far more than B needs for an equally good drawing: tiny "
            "clouds, far apart.",
            "No difference: the errors are the same": "The errors are, nearly. But they are measured on clouds of real "
            "emojis, and a new one is drawn from elsewhere.",
            "✓ B": "Its clouds are nearer to the prior, so a place between them is more likely to have "
            "been in some cloud. (A was trained without a price.)",
        },
    ),
]
