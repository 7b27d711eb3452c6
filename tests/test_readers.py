"""From a file of each kind to what its loader returns: forms that are read, and what is said of
those that are not.
"""

import gzip
import io
import pickle
import tarfile
import zipfile

import numpy as np
import pandas as pd
import pytest
from conftest import files
from PIL import Image
from scipy.io import savemat

from helpers import DatasetError, datasets, plots
from helpers.datasets import cache as data_cache
from helpers.datasets import pictures as pictures_module
from helpers.datasets import tables, texts
from helpers.datasets.cache import READERS, fingerprint

# --- tiny files of every kind ---------------------------------------------------------------------


def mnist(**changed):
    arrays = {
        "x_train": np.full((4, 28, 28), 7, np.uint8), "y_train": np.arange(4, dtype=np.uint8),
        "x_test": np.full((2, 28, 28), 9, np.uint8), "y_test": np.array([3, 1], np.uint8), **changed,
    }  # fmt: skip
    buffer = io.BytesIO()
    np.savez_compressed(buffer, **{name: array for name, array in arrays.items() if array is not None})
    return buffer.getvalue()


def sequences(protocol=3, rows=((1, 14, 22), (1, 5)), inner=list):
    """Keras's file: object arrays of lists, each a pickle behind a header of numpy's; `protocol` is
    the pickle's.
    """
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for part, labels in (("train", [1, 0]), ("test", [0, 1])):
            array = np.empty(len(rows), object)
            array[:] = [inner(row) for row in rows]
            file = io.BytesIO()
            np.lib.format.write_array_header_1_0(file, np.lib.format.header_data_from_array_1_0(array))
            pickle.dump(array, file, protocol=protocol)
            archive.writestr(f"x_{part}.npy", file.getvalue())
            file = io.BytesIO()
            np.save(file, np.array(labels))
            archive.writestr(f"y_{part}.npy", file.getvalue())
    return buffer.getvalue()


def reviews(members):
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w:gz") as tar:
        for name, content in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(content)
            tar.addfile(info, io.BytesIO(content))
    return buffer.getvalue()


REVIEWS = {
    "aclImdb/test/pos/0_9.txt": b"d",
    "aclImdb/train/pos/0_9.txt": b"c",
    "aclImdb/train/unsup/0_0.txt": b"not labelled",
    "../aclImdb/train/neg/9_9.txt": b"out of the folder",
    "aclImdb/train/neg/10_1.txt": "b\u00a0é".encode(),
    "aclImdb/test/neg/0_3.txt": b"a",
}


def table(columns, rows):
    frame = pd.DataFrame([{c: r.get(c, 'a "quoted", long\nfield') for c in columns} for r in rows], columns=columns)
    return frame.to_csv(index=False, lineterminator="\n").encode()


WINES = [
    {"country": "Italy", "points": 87, "price": None, "taster_name": "Kerin O’Keefe", "variety": "White Blend"},
    {"country": None, "points": 100, "price": "15.0", "taster_name": None, "variety": "Nero d'Avola"},
    {"country": "Italy", "points": 80, "price": 3300, "taster_name": "NA", "variety": None},
]
WINE_COLUMNS = ["", "country", "description", "points", "price", "taster_name", "title", "variety", "winery"]
TWEETS = [
    {"airline_sentiment": "positive", "text": "@united thanks, @jane_doe! 🎉"},
    {"airline_sentiment": "negative", "text": 'late,\n"again"'},
    {"airline_sentiment": "neutral", "text": "NA"},
]
TWEET_COLUMNS = ["tweet_id", "airline_sentiment", "negativereason", "airline", "name", "text"]


def png(mode="RGBA", size=(36, 36)):
    """A red square on a transparent ground whose hidden colour is white, in one of the modes that
    PNGs have.
    """
    pixels = np.full((size[1], size[0], 4), 255, np.uint8)
    pixels[..., 3] = 0
    pixels[4:20, 6:30] = (200, 200, 200, 255) if mode == "LA" else (221, 46, 68, 255)
    picture = Image.fromarray(pixels)
    picture = picture.quantize(4) if mode == "P" else picture.convert(mode)
    buffer = io.BytesIO()
    picture.save(buffer, "png")
    return buffer.getvalue()


def huge_png():
    """A small file that claims to be a picture of 30,000 x 30,000 pixels."""
    content = bytearray(png())
    content[16:24] = (30_000).to_bytes(4, "big") * 2
    return bytes(content)


PICTURES = {"1f600": png(), "1f1eb-1f1f7": png("P"), "37-20e3": png("LA")}


def pictures(content=PICTURES, folder="36x36/", other=True):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as file:
        for code, picture in content.items():
            file.writestr(f"{folder}{code}.png", picture)
        if other:
            file.writestr("twemoji/16x16/1f600.png", b"small")
            file.writestr("../../36x36.txt", b"outside")
            file.writestr("36x36/smile.png", b"no code point")
    return buffer.getvalue()


def grams(**changed):
    rows = np.array([[1, 2, 3, 4], [4, 3, 2, 1]], np.int32)
    vocab = np.array([["all", "set", "just", "show", ""]], object)[:, :-1]
    buffer = io.BytesIO()
    data = {"trainData": rows.T, "validData": rows[:1].T, "testData": rows[1:].T, "vocab": vocab, **changed}
    savemat(buffer, {"data": data})
    return buffer.getvalue()


def vector(word, first, count):
    return f"{word} {' '.join(map(str, [first, *(round(i / 1000, 4) for i in range(1, count))]))}\n".encode()


GLOVE = vector("the", 1, 100) + vector("film", 2, 100) + vector("café", 3, 100) + vector("1.5", 4, 100)
ALIGNED = b"9 300\n" + b"".join(vector(f"mot{i}", i, 300) for i in range(9))


def zipped(text, member="glove.6B.100d.txt"):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("glove.6B.50d.txt", b"not this one")
        archive.writestr(member, text)
    return buffer.getvalue()


KINDS = {  # dataset, the name of its file, a tiny one
    "mnist.npz": ("mnist", mnist()),
    "imdb.npz": ("imdb-sequences", sequences()),
    "imdb_word_index.json": ("imdb-word-index", b'{"film": 2, "the": 1}'),
    "aclImdb_v1.tar.gz": ("imdb-reviews", reviews(REVIEWS)),
    "winemag-data-130k-v2.csv": ("wine", table(WINE_COLUMNS, WINES)),
    "Tweets.csv": ("tweets", table(TWEET_COLUMNS, TWEETS)),
    "twemoji-36x36.zip": ("emojis", pictures()),
    "data.mat": ("fourgrams", grams()),
    "glove.6B.100d.txt": ("glove", GLOVE),
    "glove.6B.100d.zip": ("glove", zipped(GLOVE)),
    "wiki.fr.align.vec": ("fasttext-fr", ALIGNED),
}
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


@pytest.mark.filterwarnings("error", "ignore::ResourceWarning")  # none reaches a learner
@pytest.mark.parametrize("file", KINDS)
def test_no_flipped_bit_and_no_cut_is_accepted_or_escapes_as_another_error(file, tmp_path, cache, known):
    """Every byte of a small file, or 100 of a larger one: each with one bit flipped, and the file cut there."""
    name, content = KINDS[file]
    known(name, content)
    path = tmp_path / file
    path.write_bytes(content)
    arrays, _, _ = data_cache.read(name, path)
    right, passed = fingerprint(arrays), 0
    for place in np.unique(np.linspace(0, len(content) - 1, 100).astype(int)):
        flipped = bytes([content[place] ^ (1 << place % 8)])
        for damaged in (content[:place], content[:place] + flipped + content[place + 1 :]):
            path.write_bytes(damaged)
            try:
                arrays, variant, _ = data_cache.read(name, path)
            except DatasetError as error:
                assert str(error).startswith(file) and "\n" not in str(error)
            else:  # a bit that says nothing, such as a date in an archive; or fastText, which nobody vouches for
                assert fingerprint(arrays) == right or variant == "first20000"
                passed += 1
    assert passed < 150 and not files(cache)


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


# --- what is refused ------------------------------------------------------------------------------


class Bomb:
    def __reduce__(self):
        return (exec, ("import os; os._exit(9)",))


def bad_line(text, place, new):
    lines = text.splitlines(keepends=True)
    return b"".join([*lines[:place], new, *lines[place + 1 :]])


LOGIN = b"<!DOCTYPE html><html><body>Log in</body></html>"
WINE, TWEET = table(WINE_COLUMNS, WINES), table(TWEET_COLUMNS, TWEETS)


@pytest.mark.filterwarnings("error", "ignore::ResourceWarning")
@pytest.mark.parametrize(
    ("file", "content", "says"),
    [
        *((file, LOGIN, "it is a web page") for file in KINDS),
        *((file, b"", "it is an empty file") for file in KINDS),
        ("mnist.npz", gzip.compress(b"x"), "does not begin as a .npz file"),
        ("mnist.npz", mnist(x_train=np.array([[1], None], object)), "allow_pickle"),
        ("mnist.npz", mnist(x_train=None, images=np.zeros(3)), "KeyError: 'x_train is not a file in the archive'"),
        ("mnist.npz", mnist(x_train=np.zeros((4, 784), np.uint8)), "not the data that this course knows"),
        ("mnist.npz", mnist(y_test=np.array([1, 10], np.uint8)), "not the data that this course knows"),
        ("mnist.npz", mnist(y_test=np.array([1, 2], np.uint8)), "not the data that this course knows as 'mnist'"),
        ("imdb.npz", sequences(rows=[Bomb(), Bomb()], inner=lambda row: row), "asks for builtins.exec"),
        ("imdb.npz", sequences(rows=["ab", "c"]), "imdb.npz"),
        ("imdb.npz", sequences(rows=[(1, 2), (3,)]), "not the data that this course knows"),
        ("imdb_word_index.json", b"[1, 2]", "damaged, or may not be read (TypeError"),
        (
            "imdb_word_index.json",
            b"[" * 100_000,
            "imdb_word_index.json cannot be used: it is damaged, or may not be read (RecursionError",
        ),
        ("aclImdb_v1.tar.gz", reviews({"readme.txt": b"hello"}), "not the data that this course knows"),
        ("aclImdb_v1.tar.gz", reviews({"aclImdb/train/neg/0_1.txt": b"\xff\xfe"}), "UnicodeDecodeError"),
        ("aclImdb_v1.tar.gz", reviews(dict(list(REVIEWS.items())[:2])), "not the data that this course knows"),
        (
            "winemag-data-130k-v2.csv",
            table(["country", "points", "variety"], WINES),
            "columns expected but not found: ['taster_name'",
        ),
        ("winemag-data-130k-v2.csv", table(WINE_COLUMNS, []), "not the data that this course knows"),
        (
            "winemag-data-130k-v2.csv",
            b'country,points,price,taster_name,variety\nItaly,87,9,A,B\n"Italy,8',
            "ParserError",
        ),
        ("winemag-data-130k-v2.csv", WINE.replace(b"87", b"ripe"), "invalid literal for int() with base 10: 'ripe'"),
        ("winemag-data-130k-v2.csv", WINE.replace(b"87", b"87.5"), "invalid literal for int() with base 10: '87.5'"),
        ("winemag-data-130k-v2.csv", WINE.replace(b"Kerin", b"Karin"), "not the data that this course knows as 'wine'"),
        ("Tweets.csv", TWEET.replace(b"airline_sentiment", b"mood"), "not found: ['airline_sentiment']"),
        ("Tweets.csv", gzip.compress(b"text,airline_sentiment", mtime=0), "UnicodeDecodeError"),
        ("Tweets.csv", TWEET.replace(b"neutral", b"furious"), "it has the sentiment 'furious'"),
        ("twemoji-36x36.zip", pictures({}), "it holds no folder 36x36"),
        ("twemoji-36x36.zip", pictures({"1f601": png(size=(72, 72))}), "1f601.png is 72 x 72 pixels, not 36 x 36"),
        ("twemoji-36x36.zip", pictures({"1f601": huge_png()}), "1f601.png"),
        ("twemoji-36x36.zip", pictures({"1f601": b"no picture"}), "1f601.png cannot identify image file."),
        ("twemoji-36x36.zip", pictures({"1f601": b"x" * 100_001}), "too many for 36 x 36 pixels"),
        ("data.mat", grams(trainData=np.eye(2)), "its sha256 is not the official one"),
        (
            "glove.6B.100d.txt",
            bad_line(GLOVE, 1, vector("film", 2, 99)),
            "vector 2 is not a word in UTF-8 and 100 numbers",
        ),
        ("glove.6B.100d.txt", bad_line(GLOVE, 2, vector("two words", 2, 100)), "not the data that this course knows"),
        ("glove.6B.100d.txt", bad_line(GLOVE, 2, vector("x", "oops", 100)), "vector 3 is not"),
        ("glove.6B.100d.txt", GLOVE.replace("é".encode(), b"\xe9"), "vector 3 is not a word in UTF-8"),
        ("glove.6B.100d.txt", GLOVE + vector("more", 5, 100), "not the data that this course knows"),
        ("glove.6B.100d.zip", zipped(GLOVE, "other.txt"), "the archive holds no glove.6B.100d.txt"),
        ("wiki.fr.align.vec", b"9 100\n" + ALIGNED, "line 1 does not give a number of words and 300"),
        ("wiki.fr.align.vec", ALIGNED.replace(b"9 300", b"99 300"), "it ends after 9 of 99 words"),
        ("wiki.fr.align.vec", bad_line(ALIGNED, 4, vector("mot0", 1, 300)), "it repeats a word"),
        ("wiki.fr.align.vec", bad_line(ALIGNED, 4, vector("x", "nan", 300)), "or holds a number that is not finite"),
        (
            "wiki.fr.align.vec",
            bad_line(ALIGNED, 4, vector("x", "oops", 300)),
            "vector 4 is not a word in UTF-8 and 300",
        ),
    ],
    ids=lambda value: "bytes" if isinstance(value, bytes) else value,  # archives hold the time
)
def test_a_wrong_file_gets_one_clear_sentence_with_its_name(mirror, known, cache, file, content, says):
    name, right = KINDS[file]
    known(name, right)
    (mirror / file).write_bytes(content)
    with pytest.raises(DatasetError) as caught:
        datasets.fetch(name)
    assert says in str(caught.value) and str(caught.value).startswith(file) and "\n" not in str(caught.value)
    assert files(cache) == []


@pytest.mark.parametrize(
    ("call", "says"),
    [
        (lambda: datasets.load_imdb("sample", num_words=3), "must be a whole number above 3"),
        (lambda: datasets.load_imdb("sample", num_words="100"), "num_words is '100'"),
        (lambda: datasets.load_phrases("sample", num_words=50_000), "there are only 2,356 words"),
        (lambda: datasets.load_glove("sample", "the"), "square brackets"),
        (lambda: datasets.load_glove("sample", ["a", 3]), "a list of words"),
        (lambda: datasets.load_aligned("full", "de"), "There is no language 'de'. Accepted: fr, ro."),
        (lambda: datasets.load_aligned("sample", "fr"), "no embedded sample"),
    ],
)
def test_wrong_arguments_are_told(call, says):
    with pytest.raises(DatasetError) as caught:
        call()
    assert says in str(caught.value)


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
