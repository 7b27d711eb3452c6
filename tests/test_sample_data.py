"""The embedded samples: what they promise, and what they resemble."""

from collections import Counter

import numpy as np
import pytest
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline

from helpers import datasets
from helpers.datasets import tables, texts
from helpers.errors import CourseError
from helpers.neighbours import Neighbours
from helpers.text import Tokenizer, words

# --- reviews, their numbers, their phrases --------------------------------------------------------------------------


def test_reviews_have_the_size_and_the_words_they_promise():
    train, test = datasets.load_reviews("sample")
    assert (len(train), len(test)) == (4000, 2000)
    assert train["label"].mean() == test["label"].mean() == 0.5
    lengths = [len(words(text)) for text in train["text"]]
    assert min(lengths) >= 15 and max(lengths) <= 150
    assert len(Tokenizer().fit(train["text"]).word_index) > 1000
    assert not set(train["text"]) & set(test["text"])


def test_sequences_are_numbered_as_keras_does():
    data = datasets.load_imdb("sample", num_words=500)
    text = datasets.load_reviews("sample").train["text"][0]
    expected = [1] + [min(data.word_index[w] + 3, 500) for w in words(text)]
    assert data.x_train[0].tolist() == [2 if n == 500 else n for n in expected]
    assert max(row.max() for row in data.x_train) < 500
    assert len(data.x_train) == len(data.y_train) == 4000


def in_words(data, rows):
    return [" ".join(data.words[n] for n in row) for row in rows]


def test_phrases_end_the_sentences_of_the_first_reviews():
    data = datasets.load_phrases("sample")
    first = datasets.load_reviews("sample").train["text"][0]
    sentences = [words(s) for s in texts.SENTENCE_END.split(first)]
    endings = [" ".join(w if w in data.words else "<UNK>" for w in s[-3:]) for s in sentences if len(s) >= 3]
    assert in_words(data, data.x_train[: len(endings)]) == endings
    assert len(endings) > 4 and set(data.y_train[: len(endings)]) == {0}


def test_phrases_are_enough_and_new_ones_are_left_for_the_test():
    data = datasets.load_phrases("sample")
    known = set(in_words(data, data.x_train))
    new = [phrase for phrase in in_words(data, data.x_test) if phrase not in known]
    assert len(known) > 3000 and len(new) > 1000
    assert 0.45 < data.y_train.mean() < 0.55 and set(data.y_test) == {0, 1}
    assert data.x_train.shape == (len(data.y_train), 3) and data.x_train.dtype == np.int32


def test_phrases_use_the_numbers_of_the_sequences():
    data, index = datasets.load_phrases("sample", num_words=500), datasets.load_imdb("sample").word_index
    assert len(data.words) == 500 and data.words[:4] == ["<PAD>", "<START>", "<UNK>", "<UNUSED>"]
    assert all(data.words[rank + texts.OFFSET] == word for word, rank in index.items() if rank + texts.OFFSET < 500)
    assert data.x_train.max() < 500 and (data.x_train == 2).any()


# --- vectors --------------------------------------------------------------------------------------------------------

MONTHS = set("january february march april may june july august september october november december".split())  # noqa: SIM905


def test_vectors_know_what_belongs_together():
    glove = datasets.load_glove("sample")
    assert glove.vectors.shape == (len(glove.words), 100) and glove.vectors.dtype == np.float32
    assert set(Neighbours(glove.vectors, glove.words).nearest("july", 5)["name"]) <= MONTHS
    some = datasets.load_glove("sample", ["film", "xyzzy"])
    assert some.words == ["film"] and some.missing == ["xyzzy"] and "sample" in str(some)


def test_two_spaces_know_what_belongs_together_and_share_no_axes():
    """Row i is the same word in both, and in the vectors that lesson 00 uses; which numbers it has, differs."""
    words, first, second = datasets.load_spaces(2000)
    assert first.shape == second.shape == (len(words), 100) == (2000, 100) and first.dtype == np.float32
    assert np.array_equal(second, datasets.load_word_vectors().vectors[:2000])
    for vectors in (first, second):
        near = Neighbours(vectors, words).nearest("three", 5)["name"]
        assert len(set(near) & {"two", "four", "five", "six", "seven", "ten"}) >= 3, list(near)
    own = [np.dot(a, b) / np.linalg.norm(a) / np.linalg.norm(b) for a, b in zip(first, second, strict=True)]
    assert np.mean(own) < 0.3


def test_the_families_of_lesson_00_have_vectors_and_no_word_twice():
    words, vectors = datasets.load_word_vectors()
    assert vectors.shape == (len(words), 100) and vectors.dtype == np.float32
    families = datasets.load_families()
    names = [name for family in families.values() for name in family]
    assert [len(family) for family in families.values()] == [8] * 7 and len(set(names)) == 56
    assert set(names) <= set(words)


def test_the_lists_of_lesson_03c_are_pairs_and_words():
    relations, associations = datasets.load_lists("relations"), datasets.load_lists("associations")
    assert relations["past tense"][0] == "go went" and "past tense" in relations and len(relations) == 8
    assert all(len(pair.split()) == 2 for pairs in relations.values() for pair in pairs)
    assert associations["skill"][:2] == ["smart", "intelligent"] and not {"he"} & set(associations["she words"])
    assert all(len(words) == len(set(words)) for words in [*relations.values(), *associations.values()])
    with pytest.raises(CourseError, match="relations"):
        datasets.load_lists("relation")


def test_the_other_vectors_are_of_the_same_words_from_other_reviews():
    ours, other = datasets.load_word_vectors(), datasets.load_word_vectors("other")
    assert ours.words == other.words and ours.vectors.shape == other.vectors.shape
    assert not np.allclose(ours.vectors, other.vectors, atol=0.1)
    for one in (ours, other):
        assert "mother" in Neighbours(one.vectors, one.words).nearest("father", 3)["name"].tolist()


# --- 4-grams, digits, wines -----------------------------------------------------------------------------------------


def test_fourgrams_repeat_themselves_as_the_real_ones_do():
    found = datasets.load_fourgrams("sample")
    assert len(found.words) == len(set(found.words)) == 250 and "war" in found.words
    assert np.unique(found.train).tolist() == list(range(250))
    met = set(map(tuple, found.train.tolist()))
    repeated = np.mean([tuple(gram) in met for gram in found.test.tolist()])
    assert 0.4 < repeated < 0.8
    again = datasets.load_fourgrams("sample")
    assert all(np.array_equal(a, b) for a, b in zip(found[:3], again[:3], strict=True))


def test_digits_have_the_shape_and_the_ink_of_mnist():
    digits = datasets.load_mnist("sample")
    assert digits.x_train.shape == (1437, 28, 28) and digits.x_test.shape == (360, 28, 28)
    assert digits.x_train.dtype == np.uint8 and digits.y_train.dtype == np.int64
    assert digits.y_train[:10].tolist() == list(range(10)) and set(digits.y_test) == set(range(10))
    assert digits.x_train.min() == 0 and digits.x_train.max() == 255
    ink = (np.concatenate([digits.x_train, digits.x_test]) > 0).mean()
    assert 0.15 < ink < 0.25, "MNIST has 0.191: the lesson needs mostly black pixels"


def test_digits_are_centred_and_not_a_linear_enlargement():
    digits = datasets.load_mnist("sample").x_train
    mass = digits.sum(axis=(1, 2), dtype=float)
    rows = (digits.sum(axis=2, dtype=float) @ np.arange(28)) / mass
    columns = (digits.sum(axis=1, dtype=float) @ np.arange(28)) / mass
    assert np.abs(rows - 13.5).max() <= 0.51 and np.abs(columns - 13.5).max() <= 0.51
    assert (digits[:, 0] == 0).all() and (digits[:, :, 27] == 0).all()
    spread = np.linalg.svd(digits.reshape(-1, 784) / 255.0, compute_uv=False)
    assert spread[128] > 0.1, "a linear enlargement would leave nothing past dimension 64"
    assert np.array_equal(digits, datasets.load_mnist("sample").x_train)


def test_wines_have_the_shape_of_the_real_table():
    table = datasets.load_wine("sample")
    assert len(table) == 8000 and list(table.columns) == tables.COLUMNS
    assert table["points"].between(80, 100).all()
    assert table.isna().sum().gt(0).tolist() == [True, True, True, False, True]
    assert table["price"].dropna().between(4, 3300).all()
    counts = table["variety"].value_counts()
    assert (counts >= 100).sum() >= 15 and (counts < 5).sum() >= 5


def test_wines_follow_their_truth():
    table, truth = datasets.load_wine("sample").dropna(), datasets.wine_truth()
    rows = [truth[truth["kind"] == name].set_index("name").loc[table[name]] for name in tables.NAMES]
    factors = [r[["factor_1", "factor_2", "factor_3"]].to_numpy() for r in rows]
    dots = sum((factors[i] * factors[j]).sum(axis=1) for i, j in ((0, 1), (0, 2), (1, 2)))
    noise = table["points"].to_numpy() - (88 + dots + sum(r["bias"].to_numpy() for r in rows))
    assert abs(noise.mean()) < 0.1
    assert 1.6 < noise.std() < 2.0  # the bottle, and the triple
    assert dots.std() > 0.4  # there is something for the vectors to learn, beyond the biases
    priced = table["price"].notna()
    quality = np.corrcoef(np.log(table["price"][priced]), noise[priced.to_numpy()])[0, 1]
    assert quality > 0.5  # the price knows of a bottle what its names do not


# --- emojis and tweets ----------------------------------------------------------------------------------------------


def test_emojis_resemble_the_real_pictures():
    sample = datasets.load_emojis("sample")
    count = len(sample.characters)
    assert count == len(sample.names) == len(set(sample.characters)) == len(sample.images) > 400
    assert sample.images.shape == (count, 36, 36, 4) and sample.images.dtype == np.uint8
    assert {"🎉", "😈", "😡", "❤", "🍎", "🇫🇷", "🕐", "☔"} <= set(sample.characters)
    assert sample.names[sample.characters.index("🎉")] == "party popper"
    opacity = sample.images[..., 3]
    assert not sample.images[opacity == 0].any()
    assert 0.2 < (opacity == 0).mean() < 0.45  # 0.30 in the real ones
    assert 0.02 < ((opacity > 0) & (opacity < 255)).mean() < 0.12  # smooth edges; 0.06 in the real ones
    assert len({image.tobytes() for image in sample.images}) == count


def test_tweets_resemble_the_real_tweets():
    table = datasets.load_tweets("sample")
    assert len(table) == 4500 and 0.005 < table["text"].duplicated().mean() < 0.02  # 0.011 in the real ones
    quoted = ("only one lavatory functioning", "is there some secret method", "#GoingForGreat 2015")
    assert [table["text"].str.contains(part, regex=False).sum() for part in quoted] == [1, 1, 1]
    assert not table["text"].str.contains("[{}]").any(), "a slot was not filled"
    shares = table["sentiment"].value_counts(normalize=True)
    assert shares.index.tolist() == ["negative", "neutral", "positive"]
    assert 0.55 < shares["negative"] < 0.7 and shares["positive"] > 0.12
    assert 15 < table["text"].str.split().str.len().mean() < 21
    assert "@someone" in " ".join(table["text"]) and "example.com" not in " ".join(table["text"])


def test_counting_words_does_well_on_the_tweets_but_not_perfectly():
    table = datasets.load_tweets("sample").drop_duplicates("text")
    model = make_pipeline(TfidfVectorizer(), LogisticRegression(C=3, max_iter=1000))
    learn, rest = table[:2000], table[2000:]
    score = model.fit(learn["text"], learn["sentiment"]).score(rest["text"], rest["sentiment"])
    assert 0.75 < score < 0.9


def test_emojis_in_the_tweets_are_drawn_and_have_a_mood():
    table, known = datasets.load_tweets("sample"), set(datasets.load_emojis("sample").characters)
    used = [(character, mood) for text, mood in table.to_numpy() for character in text if ord(character) > 0x2000]
    assert {character for character, _ in used} <= known
    assert len(used) > 1000 and len({character for character, _ in used}) > 60
    moods = Counter(mood for character, mood in used if character in "😡😠😒")
    assert moods["negative"] > 3 * moods["positive"]
