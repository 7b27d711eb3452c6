"""The tweets: official file, column subsets, masked names, what is wrong with a wrong file, and the sample."""

import gzip
import hashlib
from collections import Counter
from pathlib import Path

import pandas as pd
import pytest
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline

from helpers import datasets
from helpers.datasets import store, tweets
from helpers.errors import DatasetError

ROOT = Path(__file__).resolve().parents[1]
OFFICIAL = [
    "tweet_id", "airline_sentiment", "airline_sentiment_confidence", "negativereason", "negativereason_confidence",
    "airline", "airline_sentiment_gold", "name", "negativereason_gold", "retweet_count", "text", "tweet_coord",
    "tweet_created", "tweet_location", "user_timezone",
]  # fmt: skip
ROWS = [
    {"airline_sentiment": "positive", "text": "@united thanks, @jane_doe! 🎉"},
    {"airline_sentiment": "negative", "text": 'late,\n"again"'},
    {"airline_sentiment": "neutral", "text": "NA"},
]


def csv_text(columns, rows=ROWS):
    frame = pd.DataFrame([{c: r.get(c, 'a "quoted", long\nfield') for c in columns} for r in rows], columns=columns)
    return frame.to_csv(index=False, lineterminator="\n")


def read(folder, text):
    path = folder / "Tweets.csv"
    path.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8"))
    return tweets._read(path)


@pytest.fixture
def served(tmp_path, known_as):
    """A mirror folder for load_tweets("full") on a few rows."""
    return known_as("tweets", read(tmp_path, csv_text(tweets.COLUMNS)))


def test_official_file_and_subsets_are_the_same_data(tmp_path):
    arrays = [
        read(tmp_path, csv_text(OFFICIAL)),
        read(tmp_path, csv_text(["text", "airline_sentiment"])),
        read(tmp_path, b"\xef\xbb\xbf" + csv_text(["airline_sentiment", "name", "text"]).encode()),
    ]
    assert len({store.fingerprint(a) for a in arrays}) == 1
    assert arrays[0]["sentiments"].tolist() == [0, 2, 1]


def test_load_full(served):
    assert not datasets.available("tweets")
    (served / "Tweets.csv").write_text(csv_text(OFFICIAL), encoding="utf-8")
    assert datasets.available("tweets")
    table = datasets.load_tweets("full")
    assert list(table.columns) == ["text", "sentiment"]
    assert table["text"].tolist() == ["@united thanks, @someone! 🎉", 'late,\n"again"', "NA"]
    assert table["sentiment"].tolist() == ["positive", "negative", "neutral"]
    assert datasets.loaded["tweets"] == "tiny"
    (served / "Tweets.csv").unlink()
    assert datasets.load_tweets("full").equals(table)  # from the cache now


def test_load_full_from_a_web_server(cache, server, monkeypatch):
    content = csv_text(OFFICIAL).encode("utf-8")
    (server.folder / "Tweets.csv").write_bytes(content)
    known = {"urls": [f"{server.url}/Tweets.csv"], "sha256": hashlib.sha256(content).hexdigest()}
    registry = {**store.registry(), "tweets": {**store.about("tweets"), **known}}
    monkeypatch.setattr(store, "registry", lambda: registry)
    assert len(datasets.load_tweets("full")) == 3
    assert datasets.loaded["tweets"] == "official"  # known by its sha256


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
    assert datasets.mask_people(text).replace("(000", "000") == masked
    assert datasets.mask_people(masked) == masked


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (csv_text(["text", "name"]), "lacks the columns airline_sentiment; it has text, name"),
        ("<!DOCTYPE html><html><body>404: not found</body></html>", "lacks the columns text, airline_sentiment"),
        (csv_text(OFFICIAL, []), "is an empty table"),
        ("", "is an empty file"),
        (gzip.compress(b"text,airline_sentiment", mtime=0), "is damaged (it is not UTF-8 text)"),
        ('airline_sentiment,text\npositive,a\n"negative,b', "is damaged"),
        (csv_text(OFFICIAL, [ROWS[0], {**ROWS[0], "airline_sentiment": "furious"}]), "tweet 2 has the sentiment 'fur"),
        (csv_text(OFFICIAL, [{**ROWS[0], "text": " "}]), "tweet 1 has the sentiment 'positive' and 1 characters"),
        (csv_text(OFFICIAL, ROWS[:2]), "not the data that this course knows as 'tweets'"),
    ],
)
def test_a_wrong_file_gets_one_clear_sentence(served, monkeypatch, content, sentence):
    (served / "Tweets.csv").write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    with pytest.raises(DatasetError) as caught:
        datasets.load_tweets("full")
    assert sentence in str(caught.value)
    assert "Tweets.csv" in str(caught.value)
    assert not store.compact_path("tweets").exists()  # nothing half-read is kept


def test_unknown_mode():
    with pytest.raises(DatasetError, match="Accepted: sample, full"):
        datasets.load_tweets("auto")


def test_sample_resembles_the_real_tweets():
    table = datasets.load_tweets("sample")
    assert len(table) == 3000 and not table["text"].duplicated().any()
    shares = table["sentiment"].value_counts(normalize=True)
    assert shares.index.tolist() == ["negative", "neutral", "positive"]
    assert 0.55 < shares["negative"] < 0.7 and shares["positive"] > 0.12
    assert 15 < table["text"].str.split().str.len().mean() < 21
    assert "@someone" in " ".join(table["text"]) and "example.com" not in " ".join(table["text"])


def test_counting_words_does_well_on_the_sample_but_not_perfectly():
    table = datasets.load_tweets("sample")
    model = make_pipeline(TfidfVectorizer(), LogisticRegression(C=3, max_iter=1000))
    learn, rest = table[:1500], table[1500:]
    score = model.fit(learn["text"], learn["sentiment"]).score(rest["text"], rest["sentiment"])
    assert 0.75 < score < 0.9


def test_sample_emojis_are_drawn_and_have_a_mood():
    table, known = datasets.load_tweets("sample"), set(datasets.load_emojis("sample").characters)
    used = [(character, mood) for text, mood in table.to_numpy() for character in text if ord(character) > 0x2000]
    assert {character for character, _ in used} <= known
    assert len(used) > 300
    moods = Counter(mood for character, mood in used if character in "😡😠😒")
    assert moods["negative"] > 3 * moods["positive"]


@pytest.mark.real_data
def test_real_tweets():
    table = datasets.load_tweets("full")
    assert table["sentiment"].value_counts().to_dict() == {"negative": 9178, "neutral": 3099, "positive": 2363}
    assert table["text"].iloc[0] == "@VirginAmerica What @someone said."
    # The document's three "new" tweets are all rows of this file.
    for part in ("only one lavatory functioning", "is there some secret method", "#GoingForGreat 2015 thanks so much"):
        assert table["text"].str.contains(part, regex=False).sum() == 1
    handles = table["text"].str.findall(r"@(\w+)").explode().dropna().str.lower()
    assert set(handles) == {"someone"} | (tweets.AIRLINES - {"bluewingair", "northline", "sunhopper", "transpolar"})
    assert datasets.loaded["tweets"] == "complete"
