"""The documents' data themselves, by what the documents and their publishers print (`-m real_data`,
COURSE_MIRROR).
"""

import numpy as np
import pytest

from helpers import datasets
from helpers.datasets import tables
from helpers.text import Tokenizer

pytestmark = pytest.mark.real_data


def test_real_reviews_by_the_documents_count():
    train, test = datasets.load_reviews("full")
    assert len(train) == len(test) == 25_000
    assert train["label"].sum() == test["label"].sum() == 12_500
    assert len(Tokenizer().fit(train["text"]).word_index) == 88_582


def test_real_sequences_as_keras_gives_them():
    data = datasets.load_imdb("full", num_words=10_000)
    assert data.x_train[0][:5].tolist() == [1, 14, 22, 16, 43]
    assert [len(row) for row in data.x_train[:5]] == [218, 189, 141, 550, 147]
    assert data.y_train[:5].tolist() == [1, 0, 0, 1, 0]
    assert data.x_train[0][-3:].tolist() == [19, 178, 32]
    assert len(data.word_index) == 88_584


def test_full_phrases_are_the_documents():
    data = datasets.load_phrases("full")
    assert data.x_train.shape == data.x_test.shape == (25000, 3)
    assert data.x_train[0].tolist() == [19, 178, 32]
    number = {word: i for i, word in enumerate(data.words)}
    assert [number[word] for word in ["worst", "movie", "ever"]] == [249, 20, 126]
    known = set(map(tuple, data.x_train))
    assert len(known) == 14198
    assert sum(tuple(row) in known for row in data.x_test) == 13320
    assert (data.x_train == 2).any(axis=1).mean() == pytest.approx(0.53172)
    assert (data.x_train > 0).all(), "no phrase holds padding"


def test_real_digits():
    digits = datasets.load_mnist("full")
    assert digits.x_train.shape == (60_000, 28, 28) and digits.x_test.shape == (10_000, 28, 28)
    assert digits.y_train[:10].tolist() == [5, 0, 4, 1, 9, 2, 1, 3, 1, 4]
    assert np.bincount(digits.y_test).tolist() == [980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009]
    # What no weights can go below with a sigmoid against pixels of 0 to 255 (lesson 06), and black.
    figures = ((digits.x_train, 33.1272, 33.3184), (digits.x_test, 33.5985, 33.7912))
    for pictures, floor, black in figures:
        values = pictures.astype(np.float64)
        assert np.abs(values - (values >= 1)).mean() == pytest.approx(floor, abs=1e-4)
        assert values.mean() == pytest.approx(black, abs=1e-4)


def test_real_reviews():
    table = datasets.load_wine("full")
    assert len(table) == 129_971
    # The document's figures: each "missing" counts as one name.
    assert [table[name].nunique(dropna=False) for name in tables.NAMES] == [20, 708, 44]
    assert len(table[tables.NAMES].fillna("missing").drop_duplicates()) == 2960
    assert table["taster_name"].iloc[:5].tolist() == [
        "Kerin O’Keefe", "Roger Voss", "Paul Gregutt", "Alexander Peartree", "Paul Gregutt",
    ]  # fmt: skip
    assert table["points"].iloc[:10].tolist() == [87] * 10
    assert (table["points"].min(), table["points"].max()) == (80, 100)
    assert (table["price"].min(), table["price"].max(), table["price"].isna().sum()) == (4, 3300, 8996)
    assert datasets.loaded["wine"] == "complete"


def test_real_tweets():
    table = datasets.load_tweets("full")
    assert table["sentiment"].value_counts().to_dict() == {"negative": 9178, "neutral": 3099, "positive": 2363}
    assert table["text"].iloc[0] == "@VirginAmerica What @someone said."
    # The document's three "new" tweets are all rows of this file.
    for part in ("only one lavatory functioning", "is there some secret method", "#GoingForGreat 2015 thanks so much"):
        assert table["text"].str.contains(part, regex=False).sum() == 1
    handles = table["text"].str.findall(r"@(\w+)").explode().dropna().str.lower()
    assert set(handles) == {"someone"} | (tables.AIRLINES - {"bluewingair", "northline", "sunhopper", "transpolar"})
    assert datasets.loaded["tweets"] == "complete"


def test_real_emojis():
    found = datasets.load_emojis("full")
    assert found.images.shape == (872, 36, 36, 4)
    assert len({image.tobytes() for image in found.images}) == 872
    assert not found.images[found.images[..., 3] == 0].any()
    assert found.names[found.characters.index("😡")] == "pouting face"
    assert {"🎉", "😈", "😡", "🇫🇷", "7⃣"} <= set(found.characters)
    assert datasets.loaded["emojis"] == "complete"


def test_real_file():
    found = datasets.load_fourgrams("full")
    assert [len(part) for part in found[:3]] == [372_550, 46_568, 46_568]
    # the first examples that the document prints
    read = [" ".join(found.words[i] for i in gram) for gram in found.train[:3]]
    assert read == ["going to be .", "were not the first", "can do for each"]


def test_the_partial_copy_at_hand():
    tokenizer = Tokenizer(10_000).fit(datasets.load_reviews("full").train["text"])
    assert len(tokenizer.word_index) == 88_582
    glove = datasets.load_glove("full", list(tokenizer.word_index)[:9_999])
    if glove.variant == "first2717":
        assert len(glove.words) == 2_331
        assert len(datasets.load_glove("full").words) == 2_717
    else:
        assert glove.coverage > 0.9 and len(datasets.load_glove("full").words) == 400_000
    the = datasets.load_glove("full", ["the"]).vectors[0]
    np.testing.assert_allclose(the[:4], [-0.038194, -0.24487, 0.72812, -0.39961])
