"""The tasks of lesson 05: the best single score, a prediction by hand, the start of a network."""

from . import Quiz, Task

TASKS = [
    Task(
        "one_score",
        "find",
        reference=88,
        right="Off by 4, 2, 0, 1 and 10 points: 3.4 on average. It is the median: as many wines lie above as below, so "
        "a step to either side moves away from more of them than it approaches.",
        mistakes={
            89: "Off by 3.6 points on average. That is the mean, which is best for *squared* errors. One great wine "
            "pulls it up.",
            91: "Off by 4.8 points on average. You took the middle between the lowest and the highest, and passed "
            "over the other three.",
            86: "Off by 3.8 points on average. Three wines are better: move up.",
        },
        otherwise="Work out how far each of the five is from your number, and take the mean of the five distances.",
        hints=[
            "Try 88 and 89: which distances grow, which shrink?",
            "It is the wine in the middle once they are sorted.",
        ],
        solution="88, the median: off by 4, 2, 0, 1 and 10 points, 3.4 on average. The mean, 89, is off by 3.6.",
        tells=True,
    ),
    Task(
        "by_hand",
        "predict",
        reference=93,
        right="88 from the biases, 2 + 0 + 3 from the three pairs. Two pairs score above their biases. Taster and "
        "country are at a right angle: their dot product is 0.",
        mistakes={
            88: "You left out the dot products.",
            90: "The dot product of taster and variety is there. Two pairs are left.",
            91: "You have the biases and variety with country. The pair of taster and variety is missing.",
            5: "Those are the dot products. Add the biases.",
            95: "You added the entries. Multiply place by place first, then add.",
            94: "*t* · *v* is 1 × 2 + 0 × 1. Multiply place by place.",
        },
        hints=["The biases make 30 + 29 + 29.", "There are three pairs: *t* · *v*, *t* · *c* and *v* · *c*."],
        solution="30 + 29 + 29 = 88; *t* · *v* = 2, *t* · *c* = 0, *v* · *c* = 3. Together 93.",
    ),
    Task(
        "start",
        "repair",
        cases=[88.0, 90.0, 3.0],
        reference=lambda median: median / 3,
        start=lambda median: 0.0,
        right="The three biases of any wine now add up to the median before the first step.",
        mistakes=[
            (lambda median: median, "Then the untrained network says three times the median: it *adds* three biases."),
            (lambda median: median / 2, "How many biases does the network add for one wine?"),
            (lambda median: 88.0 / 3, "Right for this table only. Use the median that is given."),
            (lambda median: median // 3, "Rounded: three times 29 is 87, not 88. Leave the fraction."),
            (lambda median: 88.0, "Three biases are added, and another table has another median."),
        ],
        hints=[
            "Each wine gets a bias for its taster, one for its variety, one for its country.",
            "They should add up.",
        ],
        solution="A third of the median for each of the three biases.",
        code="def first_bias(median):\n    return median / 3",
    ),
]

QUIZZES = [
    Quiz(
        "change",
        "Take batch normalisation away, and leave all else as in the document, the start too. What happens to the "
        "error on unseen reviews?",
        {
            "It falls": "It looks like a suspect. But think of how far this network has to go from a start near 0. "
            "Run the next cells and see.",
            "It stays about the same": "The table below says otherwise. Untrained vectors have entries near 0. How "
            "large are their dot products?",
            "✓ It rises": "The table below shows how much. Perhaps entries of spread 1 make dot products that are "
            "large enough to help the sum climb to 88.",
        },
    ),
    Quiz(
        "price",
        "You may know the three names, or only the price. Which lets you predict the points of a wine better?",
        {
            "The three names": "They know the taster, the variety and the country, but not the bottle. Run the cell.",
            "✓ The price": "A price is set for one wine; the same three names stand on many. Run the cell and see "
            "by how much.",
            "Neither is better than one score for all": "Biases of names have already beaten one score.",
        },
    ),
]
