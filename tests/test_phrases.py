"""Phrases of three words: what the loader of lesson 07 makes of the reviews."""

import numpy as np
import pytest

from helpers import DatasetError
from helpers.datasets import imdb, load_imdb, load_phrases, load_reviews, phrases
from helpers.text import words


def read(data, rows):
    return [" ".join(data.words[n] for n in row) for row in rows]


def test_sample_phrases_end_the_sentences_of_the_first_reviews():
    data = load_phrases("sample")
    first = load_reviews("sample").train["text"][0]
    sentences = [words(s) for s in phrases.SENTENCE_END.split(first)]
    endings = [" ".join(w if w in data.words else "<UNK>" for w in s[-3:]) for s in sentences if len(s) >= 3]
    assert read(data, data.x_train[: len(endings)]) == endings
    assert len(endings) > 4 and set(data.y_train[: len(endings)]) == {0}


def test_sample_phrases_are_enough_and_new_ones_are_left_for_the_test():
    data = load_phrases("sample")
    known = set(read(data, data.x_train))
    new = [phrase for phrase in read(data, data.x_test) if phrase not in known]
    assert len(known) > 3000 and len(new) > 1000
    assert 0.45 < data.y_train.mean() < 0.55 and set(data.y_test) == {0, 1}
    assert data.x_train.shape == (len(data.y_train), 3) and data.x_train.dtype == np.int32


def test_words_are_numbered_as_in_the_sequences():
    data, index = load_phrases("sample", num_words=500), load_imdb("sample").word_index
    assert len(data.words) == 500 and data.words[:4] == ["<PAD>", "<START>", "<UNK>", "<UNUSED>"]
    assert all(data.words[rank + imdb.OFFSET] == word for word, rank in index.items() if rank + imdb.OFFSET < 500)
    assert data.x_train.max() < 500 and (data.x_train == 2).any()


def test_full_phrases_are_the_last_three_words(monkeypatch):
    rows = [np.array([1, 5, 6, 7, 8]), np.array([1, 4, 2, 9])]
    index = {f"w{rank}": rank for rank in range(1, 7)}
    made = imdb.Imdb(rows, np.array([1, 0]), rows[::-1], np.array([0, 1]), index)
    monkeypatch.setattr(phrases, "load_imdb", lambda mode, num_words: made)
    data = load_phrases("full", num_words=10)
    assert data.x_train.tolist() == [[6, 7, 8], [4, 2, 9]] and data.x_test.tolist() == [[4, 2, 9], [6, 7, 8]]
    assert read(data, data.x_train) == ["w3 w4 w5", "w1 <UNK> w6"]
    assert data.y_train.tolist() == [1, 0]


@pytest.mark.parametrize(
    ("call", "says"),
    [
        (lambda: load_phrases("sampel"), "Did you mean 'sample'"),
        (lambda: load_phrases("sample", num_words=3), "above 3"),
        (lambda: load_phrases("sample", num_words=50_000), "there are only 2,356 words"),
    ],
)
def test_mistakes_get_a_sentence(call, says):
    with pytest.raises(DatasetError, match=says):
        call()


@pytest.mark.real_data
def test_full_phrases_are_the_documents():
    data = load_phrases("full")
    assert data.x_train.shape == data.x_test.shape == (25000, 3)
    assert data.x_train[0].tolist() == [19, 178, 32]
    number = {word: i for i, word in enumerate(data.words)}
    assert [number[word] for word in ["worst", "movie", "ever"]] == [249, 20, 126]
    known = set(map(tuple, data.x_train))
    assert len(known) == 14198
    assert sum(tuple(row) in known for row in data.x_test) == 13320
    assert (data.x_train == 2).any(axis=1).mean() == pytest.approx(0.53172)
    assert (data.x_train > 0).all(), "no phrase holds padding"
