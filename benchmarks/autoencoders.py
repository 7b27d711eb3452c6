"""Networks that are asked for their own input, as documented and as taught: digits, phrases, emojis.

A documented side takes 8 to 17 minutes; with BENCH_EPOCHS=1 in the environment it stops after one epoch.
Both sides start from the same loaded arrays and are judged on the same held-out rows, which neither trains on.
"""

import os

import numpy as np

from benchmarks.measure import Watch, cell_of, lesson, run_cells
from helpers import in_parts


def epochs(documented: int) -> int:
    """The epochs that a document states, or BENCH_EPOCHS for a trial."""
    return min(documented, int(os.environ.get("BENCH_EPOCHS", documented)))


# ---- digits: lesson 06 ---------------------------------------------------------------------------------------------
# judged by the mean squared error per pixel on 2,000 test digits. A pixel is 0 (black) to 1 (white) there. Both
# networks end in a sigmoid, so what they draw is taken as it is. The documented one was asked for 0 to 255, which it
# cannot say: divided by 255, its drawings would be black whatever it does. (Its own figure, a test loss of 30.79 on
# that scale, is lower than such a network can reach: see the lesson.) A black picture has an error of 0.103.

JUDGED = 2_000


def digits_error(model, pictures, white: int) -> float:
    """Squared error per pixel of a network whose input is 0 to `white`. Pictures are 0 to 255, shape (n, 28, 28)."""
    x = pictures[..., None].astype("float32")
    drawn = in_parts(model, x * (white / 255))
    return float(np.mean((drawn - x / 255) ** 2))


def digits_network():
    """Three convolutions and poolings to 4 × 4 × 8, and back."""
    import keras
    from keras import layers

    steps = [keras.Input((28, 28, 1))]
    for channels in (16, 8, 8):
        steps.append(layers.Conv2D(channels, 3, activation="relu", padding="same"))
        steps.append(layers.MaxPooling2D(2, padding="same"))
    for channels, padding in ((8, "same"), (8, "same"), (16, "valid")):
        steps.append(layers.Conv2D(channels, 3, activation="relu", padding=padding))
        steps.append(layers.UpSampling2D(2))
    return keras.Sequential([*steps, layers.Conv2D(1, 3, activation="sigmoid", padding="same")])


def digits_documented(watch: Watch) -> None:
    import keras

    from helpers import datasets

    digits = datasets.load_mnist("full")
    keras.utils.set_random_seed(watch.seed)
    watch.judge = lambda model: digits_error(model, digits.x_test[:JUDGED], white=255)
    watch.examples = len(digits.x_train)
    with watch:
        x, x_val = digits.x_train[..., None], digits.x_test[..., None]  # pixels as they come, 0 to 255
        model = digits_network()
        model.compile(keras.optimizers.Adadelta(1.0), "mae")  # "adadelta": its learning rate was 1.0 then
        plan = {"batch_size": 256, "epochs": epochs(3), "verbose": 0}  # the code says 10, the printout is of 3
        model.fit(x, x, validation_data=(x_val, x_val), **plan)


def digits_taught(watch: Watch) -> None:
    cells = ("def document_decoder", "def document_network")
    names = lesson("06-pca-and-autoencoders", watch.seed, "datasets.load_mnist", *cells)
    digits = names["datasets"].load_mnist("full")
    training = cell_of("06-pca-and-autoencoders", "def train_with")
    watch.judge = lambda model: digits_error(model, digits.x_test[:JUDGED], white=1)
    names["test"] = digits.x_test[:1]  # the lesson draws its test digits after the training: left out
    names["in_parts"] = lambda model, pictures: None
    with watch:
        names["train"] = digits.x_train[:20_000].reshape(-1, 784).astype("float32") / 255  # as in its section 3
        run_cells(names, training)
        watch.examples = len(names["some"])
        run_cells(names, 'train_with("cross-entropy", keras.optimizers.Adam(0.01))')


# ---- phrases: lessons 07 and 07b -----------------------------------------------------------------------------------
# judged by the cross-entropy per word, in nats, on new phrases: different endings of test reviews that no training
# review has. With verdicts, too, the words are judged. (The article's loss of about 1.8 is on its training phrases.)


def new_phrases(phrases) -> np.ndarray:
    """4,000 of the new phrases, always the same ones."""
    known = {tuple(row) for row in phrases.x_train}
    new = np.array([row for row in np.unique(phrases.x_test, axis=0) if tuple(row) not in known])
    return new[np.random.default_rng(0).choice(len(new), 4_000, replace=False)]


def words_error(model, rows) -> float:
    """Mean cross-entropy of the words of phrases; the words are a model's only output, or the one called decoded."""
    found = in_parts(model, rows)
    said = np.take_along_axis(found["decoded"] if isinstance(found, dict) else found, rows[..., None], axis=2)
    return float(-np.log(np.maximum(said, 1e-7)).mean())


def phrases_network(verdicts: bool):
    """An embedding, an LSTM both ways and a code of three; the code three times, an LSTM both ways, 1,000 words."""
    import keras
    from keras import layers

    start = keras.Input((3,), dtype="int32")  # the document leaves the length open; it is always 3
    x = layers.Bidirectional(layers.LSTM(128))(layers.Embedding(1000, 128)(start))
    code = layers.Dense(3)(layers.BatchNormalization()(x))
    x = layers.BatchNormalization()(layers.Dense(3)(layers.RepeatVector(3)(code)))
    x = layers.Bidirectional(layers.LSTM(128, return_sequences=True))(x)
    answers = {"decoded": layers.Softmax(name="decoded")(layers.TimeDistributed(layers.Dense(1000))(x))}
    if verdicts:  # from the decoder's last step
        answers["sentiment"] = layers.Activation("sigmoid", name="sentiment")(layers.Dense(1)(x[:, -1]))
    return keras.Model(start, answers)


def one_hot(rows, words: int) -> np.ndarray:
    """Each phrase as 3 × 1,000 zeros and ones of 64 bits, phrase by phrase: 600 MB for 25,000, twice for a moment."""
    made = []
    for row in rows:
        phrase = np.zeros((len(row), words))
        for place, word in enumerate(row):
            phrase[place, word] = 1
        made.append(phrase)
    return np.array(made)


def phrases_documented(watch: Watch, verdicts: bool = False) -> None:
    import keras

    from helpers import datasets

    phrases = datasets.load_phrases("full", num_words=1000)  # already cut to the last three words, as for the lesson
    new = new_phrases(phrases)
    keras.utils.set_random_seed(watch.seed)
    watch.judge = lambda model: words_error(model, new)
    watch.examples = len(phrases.x_train)  # every ending as often as it occurs
    with watch:
        targets = {"decoded": one_hot(phrases.x_train, 1000)}
        losses = {"decoded": "categorical_crossentropy"}
        if verdicts:
            targets["sentiment"], losses["sentiment"] = phrases.y_train[:, None], "binary_crossentropy"
        model = phrases_network(verdicts)
        model.compile("adam", losses)
        model.fit(phrases.x_train, targets, batch_size=32, epochs=epochs(50), verbose=0)  # 32: what Keras takes


def phrases_taught(watch: Watch) -> None:
    names = lesson("07-lstm-latent-search", watch.seed, "autoencoder.fit")
    training = cell_of("07-lstm-latent-search", "autoencoder.fit")
    new = new_phrases(names["phrases"])
    watch.judge = lambda model: words_error(model, new)
    watch.examples = len(names["unique"])
    with watch:
        names["unique"] = np.unique(names["phrases"].x_train, axis=0)  # as in its section 1
        run_cells(names, training)


def verdicts_documented(watch: Watch) -> None:
    phrases_documented(watch, verdicts=True)


def verdicts_taught(watch: Watch) -> None:
    names = lesson("07b-impressions-measured", watch.seed, "encoder_b, decoder_b")
    new = new_phrases(names["phrases"])
    watch.judge = lambda model: words_error(model, new)
    watch.examples = len(names["x_train"])
    names["Watch"] = lambda *_, **named: None  # the lesson looks at B's guesses after every epoch: left out
    with watch:  # its cell trains A before, and looks at B afterwards
        run_cells(
            names, "x_train, times, liked_train = different(phrases.x_train, phrases.y_train)"
        )  # as in its section 1
        run_cells(names, 'trained("B", lesson.seed)')


# ---- emojis: lesson 08 ---------------------------------------------------------------------------------------------
# judged by the squared error per number of the lesson's 88 test emojis (premultiplied), drawn from the means of their
# clouds. The document takes four fifths by chance to train on; here it is the lesson's four fifths, and neither side
# sees the rest. It learns from raw pixels, so what it draws is premultiplied before it is judged, as in the lesson.


def emojis_names(watch: Watch, *more: str) -> dict:
    """The lesson's data, losses and networks, from before it trains."""
    return lesson("08-emoji-vae", watch.seed, "_, clouds, decoder, _ = document_vae(", *more)


def emojis_error(clouds, decoder, given, wanted, finish) -> float:
    """Squared error of what is drawn from the means of `given` pictures, and then finished."""
    means, _ = in_parts(clouds, given, 50)
    drawn = finish(in_parts(decoder, means, 50))
    return float(np.mean((drawn - wanted) ** 2))


def emojis_documented(watch: Watch) -> None:
    """The lesson builds the document's network: 3 convolutions of 64 channels, 16 means and log-variances, and back.

    The document's loss is the mean over channels, summed over the places, plus the KL divergence; the lesson's is four
    times that: the sum over all numbers, plus four times the KL divergence. Adam does not mind the factor.
    """
    import keras

    names = emojis_names(watch)
    images, premultiplied = names["emojis"].images, names["plots"].premultiplied
    testing = (images[names["testing"]] / 255).astype("float32")
    vae, clouds, decoder, _ = names["document_vae"](watch.seed, price=4.0, dropout=0.8)
    watch.judge = lambda _: emojis_error(clouds, decoder, testing, names["test"], premultiplied)
    watch.examples = len(names["training"])
    with watch:  # the document also saves the weights of the best epoch, and never loads them: left out
        x, x_val = images[names["training"]] / 255.0, images[names["validation"]] / 255.0
        vae.compile(keras.optimizers.Adam(0.003), names["drawing_loss"])
        plan = {"batch_size": 16, "epochs": epochs(100), "verbose": 0}
        vae.fit(x, x, validation_data=(x_val, x_val), **plan)


def emojis_taught(watch: Watch) -> None:
    texts = ("def batches(", "HALF =", "def small_decoder", "def shifted(", "= emojis.images", "def watch(")
    texts += ("vae, clouds, decoder, sampling = small_vae(", "warm_up =")
    names = emojis_names(watch, *texts)
    training, test = cell_of("08-emoji-vae", "vae.fit(shifted("), names["test"]
    names["extras"].remove(names["watching"])  # the lesson looks at the KL divergence: left out
    clouds, decoder = names["clouds"], names["decoder"]
    watch.judge = lambda _: emojis_error(clouds, decoder, test, test, lambda drawn: drawn)
    watch.examples = len(names["train"])
    with watch:
        names["train"] = names["plots"].premultiplied(names["emojis"].images[names["training"]])  # as in its section 2
        run_cells(names, training)


SYSTEMS = {
    "digits": (digits_documented, digits_taught),
    "phrases": (phrases_documented, phrases_taught),
    "phrases-with-verdicts": (verdicts_documented, verdicts_taught),
    "emojis": (emojis_documented, emojis_taught),
}
