"""The documents' networks as documented (same model, optimiser, batch, epochs and preparation of data; our own code),
and what the lessons run instead. Both look at the same data and are judged on the same held-out part.

`python -m benchmarks.networks twenty-words taught 0` runs one side of one system and prints what it found as JSON.
"""

import json
import sys

import numpy as np

from benchmarks import autoencoders, embeddings
from benchmarks.measure import Watch, cell_of, lesson, run_cells

# ---- 20 words of a review: lesson 02 -------------------------------------------------------------------------------
# judged by 1 - validation accuracy; the document's best is 0.7610


def reviews_documented(watch: Watch) -> None:
    import keras
    from keras import layers

    from helpers import datasets

    imdb = datasets.load_imdb("full", num_words=10_000)
    keras.utils.set_random_seed(watch.seed)
    with watch:
        x = keras.utils.pad_sequences(imdb.x_train, maxlen=20)
        y = np.asarray(imdb.y_train)
        last = len(x) * 4 // 5
        watch.judge = lambda model: 1 - accuracy(model, x[last:], y[last:])
        watch.examples = last
        model = keras.Sequential(
            [keras.Input((20,)), layers.Embedding(10_000, 8), layers.Flatten(), layers.Dense(1, activation="sigmoid")]
        )
        model.compile("rmsprop", "binary_crossentropy", metrics=["accuracy"])
        model.fit(x, y, epochs=10, batch_size=32, validation_split=0.2, verbose=0)


def accuracy(model, x, y) -> float:
    """The share of right answers of a network that gives a probability."""
    import keras

    return float(((keras.ops.convert_to_numpy(model(x))[:, 0] > 0.5) == y).mean())


def reviews_taught(watch: Watch) -> None:
    names = lesson("02-sentiment-embeddings", watch.seed, "steps_per_execution")
    x, y = names["x_train"], names["y_train"]
    last = len(x) * 4 // 5
    watch.judge = lambda model: 1 - accuracy(model, x[last:], y[last:])
    watch.examples = last
    with watch:
        names["x_train"] = names["keras"].utils.pad_sequences(names["imdb"].x_train, maxlen=20)  # as in its section 2
        run_cells(names, cell_of("02-sentiment-embeddings", "steps_per_execution"))


ALL = {"twenty-words": (reviews_documented, reviews_taught), **embeddings.SYSTEMS, **autoencoders.SYSTEMS}
SIDES = ("documented", "taught")
SYSTEMS = {  # the lesson, what judges on held-out data (lower is better), the two sides
    "twenty-words": ("02", "share of wrong answers", ALL["twenty-words"]),
    "four-words": ("01", "cross-entropy of a word, nats", ALL["four-words"]),
    "wine": ("05", "error, points", ALL["wine"]),
    "digits": ("06", "squared error of a pixel", ALL["digits"]),
    "phrases": ("07", "cross-entropy of a word, nats", ALL["phrases"]),
    "phrases-with-verdicts": ("07b", "cross-entropy of a word, nats", ALL["phrases-with-verdicts"]),
    "emojis": ("08", "squared error of a value", ALL["emojis"]),
}

if __name__ == "__main__":
    name, side, seed = sys.argv[1:4]
    watch = Watch(int(seed))
    SYSTEMS[name][2][SIDES.index(side)](watch)
    print(json.dumps(watch.result()))
