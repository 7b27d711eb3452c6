"""Two networks of the talk *Embeddings explained*, as documented and as taught: lessons 01 and 05.

Of a lesson only the cells that the network needs are run: what it counts, draws or trains besides would add to its
memory.
"""

import numpy as np

from benchmarks.measure import Watch, cell_of, lesson, run_cells
from helpers import in_parts

# ---- three words, and the fourth: lesson 01 ------------------------------------------------------------------------
# judged by the cross-entropy of held-out rows, in nats; the document has no such rows


def cross_entropy(model, rows: np.ndarray) -> float:
    """Mean of -log p of the fourth word, without the L2 penalty. A network has three inputs, or one of three words."""
    inputs = (lambda part: list(part.T)) if len(model.inputs) > 1 else np.asarray
    p = in_parts(lambda part: model(inputs(part)), rows[:, :3])
    return float(-np.log(np.maximum(p[np.arange(len(rows)), rows[:, 3]], 1e-7)).mean())


def judge_words(watch: Watch, train: np.ndarray, test: np.ndarray) -> None:
    """Every tenth test row: 4,657."""
    watch.judge = lambda model: cross_entropy(model, test[::10])
    watch.examples = len(train)


def words_documented(watch: Watch) -> None:
    import keras

    from helpers import datasets

    train, _, test, words = datasets.load_fourgrams("full")  # the train part is what the document trains on
    keras.utils.set_random_seed(watch.seed)
    judge_words(watch, train, test)
    with watch:
        contexts = [train[:, place] for place in range(3)]
        labels = keras.utils.to_categorical(train[:, 3], len(words))  # a row of 250 numbers for each
        model = words_network(len(words))
        model.fit(contexts, labels, batch_size=32, epochs=10, verbose=0)  # both were Keras's defaults


def words_network(words: int):
    """Three inputs of one word each, which share a table of five dimensions."""
    import keras
    from keras import layers

    inputs = [keras.Input((1,), dtype="int32") for _ in range(3)]
    table = layers.Embedding(words, 5, embeddings_regularizer=keras.regularizers.L2(0.0001))
    row = layers.Flatten()(layers.Concatenate()([table(word) for word in inputs]))
    model = keras.Model(inputs, layers.Dense(words, activation="softmax")(row))
    model.compile("adam", "categorical_crossentropy")
    return model


def words_taught(watch: Watch) -> None:
    name = "01-words-from-their-company"
    names = lesson(name, watch.seed, "pairs = np.zeros")
    judge_words(watch, names["train"], names["test"])
    with watch:
        run_cells(
            names, cell_of(name, "keras.utils.set_random_seed(lesson.seed)"), cell_of(name, "history = model.fit(")
        )


# ---- who tasted what, and from where: lesson 05 --------------------------------------------------------------------
# judged by the mean absolute error in points on the lesson's test reviews


def points_off(model, ids: np.ndarray, points: np.ndarray, rows: np.ndarray) -> float:
    """Mean absolute error of a network with three inputs, in points."""
    predicted = in_parts(lambda part: model(list(part.T)), ids[rows])[:, 0]
    return float(np.abs(predicted - points[rows]).mean())


def wine_documented(watch: Watch) -> None:
    import keras

    from helpers import datasets

    table = datasets.load_wine("full")
    # The document trains on all reviews. Here a fifth is held out: the one that lesson 05 draws with this seed.
    held_out = np.random.default_rng(watch.seed).random(len(table)) < 0.2
    train, test = np.flatnonzero(~held_out), np.flatnonzero(held_out)
    keras.utils.set_random_seed(watch.seed)
    watch.examples = len(train)
    with watch:
        kinds = ["taster_name", "variety", "country"]
        numbers = [{name: i for i, name in enumerate(table[kind].unique())} for kind in kinds]
        ids = np.array([[number[x] for number, x in zip(numbers, row, strict=True)] for row in table[kinds].values])
        points = table["points"].values
        watch.judge = lambda model: points_off(model, ids, points, test)
        model = wine_network([len(number) for number in numbers])
        model.fit([ids[train, kind] for kind in range(3)], points[train], batch_size=32, epochs=10, verbose=0)


def wine_network(sizes: list[int]):
    """For each name a vector of ten, normalised over the batch, and a bias that starts at 0; dot products of pairs."""
    import keras
    from keras import layers

    inputs, rows, terms = [keras.Input((1,), dtype="int32") for _ in sizes], [], []
    for size, number in zip(sizes, inputs, strict=True):
        vectors = layers.Embedding(size, 10, embeddings_regularizer=keras.regularizers.L2(0.0001))(number)
        rows.append(layers.BatchNormalization(axis=1)(layers.Reshape((10, 1))(vectors)))
        terms.append(layers.Embedding(size, 1, embeddings_initializer="zeros")(number))
    terms += [layers.Dot(axes=1)([rows[a], rows[b]]) for a, b in [(0, 1), (0, 2), (1, 2)]]
    total = layers.Reshape((1,))(layers.Add()(terms))
    model = keras.Model(inputs, layers.ReLU()(total))
    model.compile("rmsprop", "mean_absolute_error")
    return model


def wine_taught(watch: Watch) -> None:
    name = "05-wine-entities"
    names = lesson(name, watch.seed, "kinds = [")
    watch.judge = lambda model: points_off(model, names["ids"], names["points"], names["test"])
    with watch:
        texts = ("kinds = [", "coded = [", "def split(", "def pair_model(", "def ours(")
        run_cells(names, *(cell_of(name, text) for text in texts))
        watch.examples = len(names["train"])
        run_cells(names, "ours(train)")


SYSTEMS = {"four-words": (words_documented, words_taught), "wine": (wine_documented, wine_taught)}
