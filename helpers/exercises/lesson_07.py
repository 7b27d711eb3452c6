"""The tasks of lesson 07: one LSTM step by hand and in code, a decoder to repair, answers that contradict."""

import numpy as np

from . import Quiz, Task


def _sigmoid(x):
    return 1 / (1 + np.exp(-x))


def _step(keeps, writes, candidate, shows):
    """An LSTM step in which these places of i, f, g, o (0 to 3) play the four parts."""

    def lstm_step(i, f, g, o, c):
        sums = i, f, g, o
        c = _sigmoid(sums[keeps]) * c + _sigmoid(sums[writes]) * np.tanh(sums[candidate])
        return _sigmoid(sums[shows]) * np.tanh(c), c

    return lstm_step


CASES = [(1.0, -1.0, 0.5, 2.0, 1.5), tuple(np.random.default_rng(0).normal(size=(5, 4))), (0.0, 3.0, -2.0, -1.0, 0.0)]
CONTRADICT = {"big well done", "great family film"}
NO_OPINION = {"those three together", "any film before", "re write history", "his lost career", "other then entertai…"}

TASKS = [
    Task(
        "step",
        "predict",
        reference=[1.0, 0.38],
        tolerance=0.01,
        form="two numbers, the new *c* and the new *h*",
        right="Half of the old memory is kept, nothing is written, and half of tanh(*c*) is shown.",
        mistakes=[
            ([0, 0], "sigmoid(0) is one half, not zero: a gate with the input 0 stands half open."),
            ([2, 0.48], "The forget gate is one half, so it halves the old *c*."),
            ([2, 0.96], "Both the forget gate and the output gate are one half; you took them for 1."),
            ([1, 0.76], "*c* is right. The output gate halves what is shown, too."),
            ([0.38, 1], "Both numbers are there. Asked first is the new *c*, then the new *h*."),
            ([1, 0.48], "*c* is right. The *new* one is shown: tanh(1), not tanh(2)."),
            ([1, 0.46], "*c* is right. First the tanh, then the gate: you halved *c* before the tanh."),
            ([1, 0.5], "*c* is right. Before it is shown, it goes through tanh."),
            ([1.5, 0.45], "The candidate is tanh(0) = 0. The input gate lets half of it through, which is nothing."),
        ],
        hints=[
            "sigmoid(0) = 1/2, three times; and tanh(0) = 0.",
            "The new *c* is 1/2 of the old one, and 1/2 of nothing. The new *h* is 1/2 of tanh(new *c*).",
        ],
        solution="*c* = 1/2 × 2 + 1/2 × 0 = 1; *h* = 1/2 × tanh(1) = 0.38.",
    ),
    Task(
        "cell",
        "complete",
        cases=CASES,
        reference=_step(1, 0, 2, 3),
        right="Three products, one sum: that is all that happens to the memory.",
        mistakes=[
            (_step(0, 1, 2, 3), "You took f and i for one another. The old c is multiplied by the *forget* gate."),
            (_step(1, 2, 0, 3), "The candidate g is what goes through tanh; i says how much of it is written."),
            (_step(1, 3, 2, 0), "You took i and o for one another: i writes, o shows."),
            (_step(1, 0, 3, 2), "You took g and o for one another: g is the candidate, o the output gate."),
        ],
        hints=[
            "Follow the upper line of the drawing: the old c meets the forget gate first.",
            "The formula has the same four letters, in the same places.",
        ],
        solution="As in the formula: f keeps, i writes g, o shows.",
        code=(
            "def sigmoid(x):\n    return 1 / (1 + np.exp(-x))\n\n\n"
            "def lstm_step(i, f, g, o, c):\n"
            "    c = sigmoid(f) * c + sigmoid(i) * np.tanh(g)\n"
            "    return sigmoid(o) * np.tanh(c), c"
        ),
    ),
    Task(
        "decoder",
        "repair",
        reference=lambda encoder, whole: whole - encoder,
        start=lambda whole: whole,
        form="the weights of a decoder that begins at the three numbers",
        right="This one begins at the code, so it can decode a point that belongs to no phrase.",
        mistakes=[
            (
                lambda encoder: encoder,
                "This one goes from the words to the code: it is the encoder. The decoder begins where that ends.",
            ),
            (
                lambda answer, encoder, whole: 0 < answer < whole - encoder and answer != encoder,
                "A part of the decoder is missing: by now, *x* names what goes into the last layer only.",
                300,
            ),
            (lambda answer, encoder, whole: answer == 0, "A model that ends where it begins has no weights at all.", 0),
        ],
        otherwise="Encoder and decoder together must have the weights of the whole, and share none.",
        hints=[
            "`keras.Model(first, last)` holds all layers on the way from the first tensor to the last. "
            "A new Input is connected to nothing.",
            "The decoder turns three numbers into words. Which name has the tensor of the three numbers?",
        ],
        solution="`keras.Model(code, decoded)`: the layers from the three numbers to the words.",
        example={"encoder": 400, "whole": 1000},
    ),
    Task(
        "contradict",
        "find",
        reference=CONTRADICT,
        form="two phrases of the list, each in quotation marks",
        right="Both praise. The document's text names neither, and says of single results that they are a bit off.",
        mistakes=[
            (
                lambda answer: set(answer) & NO_OPINION,
                "One of yours has no opinion at all. Ask which answers would please the film's director.",
                ["those three together", "great family film"],
            ),
            (
                lambda answer: set(answer) & {"worst movies ever", "bad horror film"},
                "One of yours condemns, just as the query does. Look for praise.",
                ["bad horror film", "great family film"],
            ),
            (
                lambda answer: "scary horror film" in answer,
                "*Scary* may be praise for a horror film. Two others leave no doubt.",
                ["scary horror film", "great family film"],
            ),
        ],
        hints=["Which words of the list do you know as praise?", "One stands in the sixth place, one in the ninth."],
        solution="*big well done* and *great family film*.",
    ),
]

QUIZZES = [
    Quiz(
        "direction",
        "We replace *ripped off* by *free wine*. Which LSTM's output at the word *good* changes?",
        {
            "The one that reads forwards": "When it reaches *good* it has read two words, *a good*. The end of the "
            "sentence is still to come.",
            "✓ The one that reads backwards": "It comes from the end, so the last words are already in its memory.",
            "Both": "Only what has been read can be in the memory. One of the two has not read the end yet.",
            "None, since *good* is the same word": "That is how an embedding works: the same row in any sentence. A "
            "recurrent layer adds what it remembers.",
        },
    ),
    Quiz(
        "halfway",
        "We stop half way between the codes of two phrases, in a thousand walks. What does the decoder often say?",
        {
            "A phrase whose meaning lies between the two": "Nothing in the training asked for meaning. "
            "Read the middle of the walk below.",
            "The words of one end or the other": "Near that end, perhaps. Half way lie other phrases: "
            "read the stops of the walk below.",
            "✓ Three words that end no review we trained on": "The decoder was trained at the codes of phrases. What "
            "it says between them was never asked for. The cells below count.",
        },
    ),
    Quiz(
        "word_numbers",
        "The three word numbers of a phrase are three numbers, too, and lose nothing. Why not search with them?",
        {
            "They take more memory than a code": "Three numbers each. The codes even need a network.",
            "✓ Words with numbers side by side have nothing in common": "Near numbers are near ranks in "
            "a list of frequencies. In the real reviews 249 is *worst* and 250 is *girl*. The cell below compares.",
            "They cannot be subtracted": "They can, and the distance is a number. What would a small distance tell?",
        },
    ),
]
