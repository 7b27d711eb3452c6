"""From a file of each kind to what its loader returns. What is not read: tests/faults/test_files.py."""

import numpy as np
import pytest
from conftest import files
from tiny import (
    ALIGNED,
    GLOVE,
    KINDS,
    PICTURES,
    TWEET_COLUMNS,
    TWEETS,
    WINE_COLUMNS,
    WINES,
    pictures,
    sequences,
    table,
    vector,
    zipped,
)

from helpers import datasets, plots
from helpers.datasets import cache as data_cache
from helpers.datasets import pictures as pictures_module
from helpers.datasets import tables, texts
from helpers.datasets.cache import READERS, fingerprint

LOADERS = {
    "mnist": lambda: datasets.load_mnist("full"),
    "imdb-reviews": lambda: datasets.load_reviews("full"),
    "wine": lambda: datasets.load_wine("full"),
    "tweets": lambda: datasets.load_tweets("full"),
    "emojis": lambda: datasets.load_emojis("full"),
    "fourgrams": lambda: datasets.load_fourgrams("full"),
    "glove": lambda: datasets.load_glove("full"),
    "fasttext-fr": lambda: datasets.load_aligned("full", "fr"),
}


def read(tmp_path, name, content):
    (tmp_path / "a file").write_bytes(content)
    return READERS[name](tmp_path / "a file")


# --- what is read ---------------------------------------------------------------------------------

PACKINGS = {
    "wine": [
        table(WINE_COLUMNS, WINES),
        table(["price", "variety", "taster_name", "points", "country"], WINES),
        b"\xef\xbb\xbf" + table(WINE_COLUMNS, WINES).replace(b"\n", b"\r\n"),
    ],
    "tweets": [table(TWEET_COLUMNS, TWEETS), b"\xef\xbb\xbf" + table(["airline_sentiment", "name", "text"], TWEETS)],
    "emojis": [
        pictures(),
        pictures(folder="Wiz.Editor.md-492d78b/Editor.md/emoji/twemoji/36x36/", other=False),
        pictures(dict(reversed(PICTURES.items()))),
    ],
    "glove": [GLOVE, zipped(GLOVE), zipped(GLOVE, "glove.6B.100d/vec.txt")],
    "imdb-sequences": [sequences(protocol) for protocol in (2, 3, 4, 5)],
}


@pytest.mark.parametrize("name", PACKINGS)
def test_any_packing_is_the_same_data(name, tmp_path):
    assert len({fingerprint(read(tmp_path, name, packing)) for packing in PACKINGS[name]}) == 1


@pytest.mark.parametrize(
    ("file", "expected"),
    [
        ("mnist.npz", lambda x: x.y_test.tolist() == [3, 1] and x.x_test[0, 0, 0] == 9 and x.y_test.dtype == np.int64),
        ("aclImdb_v1.tar.gz", lambda x: [*x.train["text"], *x.test["text"]] == ["b\u00a0é", "c", "a", "d"]
         and x.test["label"].tolist() == [0, 1]),
        ("winemag-data-130k-v2.csv", lambda x: x["points"].tolist() == [87, 100, 80]
         and x["price"].fillna(0).tolist() == [0, 15, 3300]
         # The string "NA" is a name; only an empty field is missing.
         and x["taster_name"].fillna("missing").tolist() == ["Kerin O’Keefe", "missing", "NA"]
         and x["variety"].isna().tolist() == [False, False, True]),
        ("Tweets.csv", lambda x: x["text"].tolist() == ["@united thanks, @someone! 🎉", 'late,\n"again"', "NA"]
         and x["sentiment"].tolist() == ["positive", "negative", "neutral"]),
        ("twemoji-36x36.zip", lambda x: x.characters == ["🇫🇷", "😀", "7⃣"]
         and x.names == ["flag FR", "grinning face", "keycap 7"] and x.images.dtype == np.uint8
         and not x.images[x.images[..., 3] == 0].any()  # the hidden white is gone
         and x.images[1, 10, 10].tolist() == [221, 46, 68, 255]
         and x.images[2, 10, 10].tolist() == [200, 200, 200, 255]),
        ("data.mat", lambda x: x.words == ["all", "set", "just", "show"] and x.train.dtype == np.int32
         and x.train.tolist() == [[0, 1, 2, 3], [3, 2, 1, 0]] and x.validation.tolist() == [[0, 1, 2, 3]]),
        ("glove.6B.100d.zip", lambda x: x.words == ["the", "film", "café", "1.5"] and x.vectors.dtype == np.float32
         and x.vectors[:, 0].tolist() == [1, 2, 3, 4]
         and np.allclose(x.vectors[2, 1:], np.arange(1, 100) / 1000, rtol=1e-6)),
        ("wiki.fr.align.vec", lambda x: x.words == [f"mot{i}" for i in range(9)] and x.vectors.dtype == np.float32
         and np.allclose(x.vectors[7, 1:], np.arange(1, 300) / 1000, rtol=1e-3)),  # kept as float16
    ],
)  # fmt: skip
def test_loaders_return_what_the_file_holds_and_again_from_the_cache(file, expected, mirror, known):
    name, content = KINDS[file]
    known(name, content)
    assert not datasets.available(name)
    (mirror / file).write_bytes(content)
    assert datasets.available(name) and expected(LOADERS[name]())
    (mirror / file).unlink()
    assert expected(LOADERS[name]()) and datasets.available(name)
    assert datasets.loaded[name] == ("first20000" if name == "fasttext-fr" else "complete")


def test_load_imdb_numbers_and_orders_as_keras_does(mirror, known, monkeypatch):
    for file in ("imdb.npz", "imdb_word_index.json"):
        known(*KINDS[file])
        (mirror / file).write_bytes(KINDS[file][1])
    found = datasets.load_imdb("full", num_words=10)
    assert sorted(row.tolist() for row in found.x_train) == [[1, 4, 2, 2], [1, 4, 8]]
    assert found.word_index == {"film": 2, "the": 1} and list(found.word_index) == ["film", "the"]
    monkeypatch.delenv("COURSE_MIRROR")
    monkeypatch.setenv("COURSE_OFFLINE", "1")
    assert datasets.load_imdb("full").word_index == found.word_index  # after a stick, the cache alone will do


def test_load_phrases_takes_the_last_three_words(monkeypatch):
    rows = [np.array([1, 5, 6, 7, 8]), np.array([1, 4, 2, 9])]
    made = texts.Imdb(rows, np.array([1, 0]), rows[::-1], np.array([0, 1]), {f"w{rank}": rank for rank in range(1, 7)})
    monkeypatch.setattr(texts, "load_imdb", lambda mode, num_words: made)
    found = datasets.load_phrases("full", num_words=10)
    assert found.x_train.tolist() == [[6, 7, 8], [4, 2, 9]] and found.x_test.tolist() == [[4, 2, 9], [6, 7, 8]]
    assert [found.words[n] for n in found.x_train[1]] == ["w1", "<UNK>", "w6"]


def test_load_glove_gives_the_words_asked_for_in_their_order(mirror, known):
    known("glove", GLOVE)
    (mirror / "glove.6B.100d.txt").write_bytes(GLOVE)
    for _ in range(2):  # from the file, then from the cache
        glove = datasets.load_glove("full", ["1.5", "nowhere", "the", "1.5"])
        assert glove.words == ["1.5", "the"] and glove.missing == ["nowhere"]
        assert glove.vectors[:, 0].tolist() == [4, 1] and type(glove.vectors) is np.ndarray
        assert glove.coverage == pytest.approx(2 / 3) and glove.variant == "complete"
    assert datasets.load_glove("full", []).vectors.shape == (0, 100)
    assert files(data_cache.cache_folder()) == ["glove.npz"]


def test_a_part_of_glove_says_so(mirror, known):
    known("glove", GLOVE, variant="first2717")
    (mirror / "glove.6B.100d.first2717.txt").write_bytes(GLOVE)
    assert datasets.available("glove") and "2,717" in datasets.partial_note("glove")
    glove = datasets.load_glove("full", ["the", "nowhere"])
    assert str(glove) == "Partial copy of GloVe (first2717): 1 of 2 words found (50%)"


def test_glove_comes_from_an_archive_and_is_judged_by_the_sha256_of_its_text(cache, known, server):
    other = server.serve("other.zip", zipped(GLOVE + vector("more", 5, 100)))
    known("glove", GLOVE, sha256=True, urls=[other, server.serve("big.zip", zipped(GLOVE, "glove.6B/vec.txt"))])
    assert datasets.load_glove("full", ["film"]).variant == "complete"
    assert files(cache / "raw") == ["glove.6B.100d.zip"]


def test_of_fasttext_the_first_rows_are_fetched(cache, known, server, monkeypatch):
    endless = ALIGNED.replace(b"9 300", b"1000000 300") + b"this was never asked for\n" * 10_000
    known("fasttext-fr", lines=6, urls=[server.serve("wiki.fr.align.vec", endless)])
    monkeypatch.setattr("helpers.datasets.vectors.ROWS", 5)
    found = datasets.load_aligned("full", "fr")
    assert found.words == [f"mot{i}" for i in range(5)] and found.vectors.shape == (5, 300)
    monkeypatch.setenv("COURSE_MIRROR", server.url)  # a stick or a server may hold what was fetched
    server.serve("wiki.fr.align.vec", (cache / "raw" / "wiki.fr.align.vec").read_bytes())
    monkeypatch.setenv("COURSE_CACHE", str(cache / "other"))
    assert datasets.load_aligned("full", "fr").words == found.words


# --- small parts ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("@united @Jane_1 @USAirways", "@united @someone @USAirways"),
        (".@someoneelse: RT @VirginAmerica", ".@someone: RT @VirginAmerica"),
        ("write jane.doe+air@mail.example.com!", "write @someone!"),
        ("call (212) 555-0100 or 212.555.0100, booking 1234567", "call 000-000-0000 or 000-000-0000, booking 1234567"),
        ("lunch @ noon, 25 min", "lunch @ noon, 25 min"),
    ],
)
def test_people_are_masked_and_airlines_are_not(text, masked):
    assert tables.mask_people(text).replace("(000", "000") == masked
    assert tables.mask_people(masked) == masked


def test_emojis_have_names():
    named = {"😡": "pouting face", "🇨🇭": "flag CH", "#⃣": "keycap #", "👁🗨": "eye + left speech bubble"}
    assert {character: pictures_module.name_of(character) for character in named} == named


def test_premultiplied_and_on_white():
    images = np.zeros((1, 1, 3, 4), np.uint8)
    images[0, 0, 0] = (255, 0, 0, 255)
    images[0, 0, 1] = (255, 0, 0, 51)
    made = plots.premultiplied(images)
    assert made.dtype == np.float32
    assert made[0, 0].round(6).tolist() == [[1, 0, 0, 1], [np.float32(0.2), 0, 0, np.float32(0.2)], [0, 0, 0, 0]]
    assert (plots.premultiplied(images / 255) == made).all()
    assert np.allclose(plots.on_white(made)[0, 0], [[1, 0, 0], [1, 0.8, 0.8], [1, 1, 1]])
