"""The tokeniser against the class that TensorFlow still ships."""

import pytest

from helpers import CourseError
from helpers.text import Tokenizer, words

TEXTS = [
    "The film — the FILM! — wasn't bad; it was 'so-so'.<br /><br />See it/skip it (your choice).",
    "One word, no\u00a0break; a line\x85break, tab\there\nand there. the film",
    "Ünïcode İstanbul naïve café 10/10 ... the the",
]


@pytest.mark.parametrize("num_words", [None, 2, 5, 100])
def test_the_same_as_the_legacy_class(num_words):
    legacy = pytest.importorskip("tensorflow").keras.preprocessing.text.Tokenizer(num_words=num_words)
    legacy.fit_on_texts(TEXTS)
    ours = Tokenizer(num_words).fit(TEXTS)
    assert ours.word_index == legacy.word_index
    assert ours.encode([*TEXTS, "unknown the"]) == legacy.texts_to_sequences([*TEXTS, "unknown the"])


def test_words_keeps_apostrophes_and_no_break_spaces():
    assert words("It wasn't; no\u00a0break!") == ["it", "wasn't", "no\u00a0break"]


def test_unknown_words_are_dropped_and_decode_gives_the_rest_back():
    tokenizer = Tokenizer().fit(["a b b c c c"])
    assert tokenizer.encode(["c x a"]) == [[1, 3]]
    assert tokenizer.decode([0, 0, 1, 3]) == "c a"


def test_decode_speaks_of_the_last_fit():
    tokenizer = Tokenizer().fit(["a b"])
    assert tokenizer.decode([1, 2]) == "a b"
    assert tokenizer.fit(["c d"]).decode([1, 2]) == "c d"


@pytest.mark.parametrize(
    ("call", "says"),
    [
        (lambda: Tokenizer(1), "must be 2 or more"),
        (lambda: Tokenizer().encode(["a"]), "call fit"),
        (lambda: Tokenizer().fit("one text"), "square brackets"),
        (lambda: Tokenizer().fit(["one text"]).encode("one text"), "square brackets"),
        (lambda: Tokenizer().fit(["..."]), "not a single word"),
        (lambda: Tokenizer().fit(["a b"]).decode([3]), "1 to 2"),
    ],
)
def test_mistakes_get_a_sentence(call, says):
    with pytest.raises(CourseError, match=says):
        call()
