"""The wine reviews: official file, column subsets, JSON, what is wrong with a wrong file, and the sample."""

import gzip
import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from helpers import datasets
from helpers.datasets import store, wine
from helpers.errors import DatasetError

ROOT = Path(__file__).resolve().parents[1]
OFFICIAL = [
    "", "country", "description", "designation", "points", "price", "province", "region_1", "region_2",
    "taster_name", "taster_twitter_handle", "title", "variety", "winery",
]  # fmt: skip
ROWS = [
    {"country": "Italy", "points": 87, "taster_name": "Kerin O’Keefe", "variety": "White Blend"},
    {"country": None, "points": 100, "taster_name": None, "variety": "Nero d'Avola"},
    {"country": "Italy", "points": 80, "taster_name": "NA", "variety": None},
]


def csv_text(columns, rows=ROWS):
    filler = 'a "quoted", long\ndescription'
    frame = pd.DataFrame([{c: r.get(c, filler) for c in columns} for r in rows], columns=columns)
    return frame.to_csv(index=False, lineterminator="\n")


def read(folder, text, name="winemag-data-130k-v2.csv"):
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8"))
    return wine._read(path)


@pytest.fixture
def served(tmp_path, known_as):
    """A mirror folder for load_wine("full") on a few rows."""
    return known_as("wine", read(tmp_path, csv_text(wine.COLUMNS)))


def test_official_file_subsets_and_json_are_the_same_data(tmp_path):
    records = [dict.fromkeys(OFFICIAL[1:], "x") | row for row in ROWS]
    arrays = [
        read(tmp_path, csv_text(OFFICIAL)),
        read(tmp_path, csv_text(["country", "points", "price", "taster_name", "variety"])),
        read(tmp_path, csv_text(["variety", "taster_name", "points", "country"])),
        read(tmp_path, b"\xef\xbb\xbf" + csv_text(OFFICIAL).replace("\n", "\r\n").encode()),
        read(tmp_path, json.dumps(records), "winemag-data-130k-v2.json"),
        read(tmp_path, json.dumps(ROWS, ensure_ascii=False, indent=1), "winemag-data-130k-v2.json"),
    ]
    assert len({store.fingerprint(a) for a in arrays}) == 1
    assert arrays[0]["points"].tolist() == [87, 100, 80]
    assert arrays[0]["country"].tolist() == [0, -1, 0]


@pytest.mark.parametrize("name", ["winemag-data-130k-v2.csv", "winemag-data-130k-v2.json"])
def test_load_full(served, name):
    text = json.dumps(ROWS) if name.endswith("json") else csv_text(OFFICIAL)
    assert not datasets.available("wine")
    (served / name).write_text(text, encoding="utf-8")
    assert datasets.available("wine")
    table = datasets.load_wine("full")
    assert list(table.columns) == ["taster_name", "variety", "country", "points"]
    assert table["points"].tolist() == [87, 100, 80]
    assert table["points"].dtype == np.int64
    # The string "NA" is a name; only an empty field, or JSON's null, is missing.
    assert table["taster_name"].fillna("missing").tolist() == ["Kerin O’Keefe", "missing", "NA"]
    assert table["variety"].isna().tolist() == [False, False, True]
    (served / name).unlink()
    assert datasets.load_wine("full").equals(table)  # from the cache now


def test_json_in_the_cache_is_found(served, monkeypatch):
    monkeypatch.delenv("COURSE_MIRROR")
    monkeypatch.setenv("COURSE_OFFLINE", "1")
    raw = datasets.cache_folder() / "raw"
    with pytest.raises(DatasetError, match="not in the cache"):
        datasets.load_wine("full")
    raw.mkdir(parents=True, exist_ok=True)
    (raw / "winemag-data-130k-v2.json").write_text(json.dumps(ROWS), encoding="utf-8")
    assert len(datasets.load_wine("full")) == len(ROWS)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (csv_text(["country", "points", "price", "variety"]), "lacks the columns taster_name; it has country, points"),
        (csv_text(["country"]), "lacks the columns taster_name, variety, points; it has country"),
        (json.dumps([{"country": "Italy"}]), "lacks the columns taster_name, variety, points; it has country"),
        ("<!DOCTYPE html><html><body>404: not found</body></html>", "lacks the columns taster_name, variety"),
        (csv_text(OFFICIAL, []), "is an empty table"),
        ("[]", "is an empty table"),
        ("", "is an empty file"),
        ('{"country": {"0": "Italy"}}', "not a list of records"),
        ("[1, 2]", "not a list of records"),
        ('[{"country": "Italy"', "is damaged"),
        (gzip.compress(b"country,points", mtime=0), "is damaged (it is not UTF-8 text)"),
        ('country,points,taster_name,variety\nItaly,87,A,B\n"Italy,8', "is damaged"),
        (csv_text(wine.COLUMNS, [ROWS[0], {**ROWS[0], "points": "ripe"}]), "review 2 has the points 'ripe'"),
        (csv_text(wine.COLUMNS, [{**ROWS[0], "points": 7}]), "review 1 has the points '7', which is not a whole"),
        (csv_text(wine.COLUMNS, [{**ROWS[0], "points": 87.5}]), "review 1 has the points '87.5'"),
        (csv_text(OFFICIAL, ROWS[:2]), "not the data that this course knows as 'wine'"),
    ],
)
def test_a_wrong_file_gets_one_clear_sentence(served, content, sentence):
    path = served / "winemag-data-130k-v2.csv"
    path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    with pytest.raises(DatasetError) as caught:
        datasets.load_wine("full")
    assert sentence in str(caught.value)
    assert "winemag-data-130k-v2.csv" in str(caught.value)
    assert not store.compact_path("wine").exists()  # nothing half-read is kept


def test_unknown_mode():
    with pytest.raises(DatasetError, match="Accepted: sample, full"):
        datasets.load_wine("auto")


def test_sample_has_the_shape_of_the_real_table():
    table = datasets.load_wine("sample")
    assert len(table) == 8000
    assert list(table.columns) == wine.COLUMNS
    assert table["points"].between(80, 100).all()
    assert table.isna().sum().gt(0).tolist() == [True, True, True, False]
    counts = table["variety"].value_counts()
    assert (counts >= 100).sum() >= 15 and (counts < 5).sum() >= 5


def test_sample_follows_its_truth():
    table, truth = datasets.load_wine("sample").dropna(), datasets.wine_truth()
    rows = [truth[truth["kind"] == name].set_index("name").loc[table[name]] for name in wine.NAMES]
    factors = [r[["factor_1", "factor_2", "factor_3"]].to_numpy() for r in rows]
    dots = sum((factors[i] * factors[j]).sum(axis=1) for i, j in ((0, 1), (0, 2), (1, 2)))
    noise = table["points"].to_numpy() - (88 + dots + sum(r["bias"].to_numpy() for r in rows))
    assert abs(noise.mean()) < 0.1
    assert 1.2 < noise.std() < 1.5
    assert dots.std() > 0.5  # there is something for the vectors to learn, beyond the biases


@pytest.mark.real_data
def test_real_reviews():
    table = datasets.load_wine("full")
    assert len(table) == 129_971
    # The document's figures: each "missing" counts as one name.
    assert [table[name].nunique(dropna=False) for name in wine.NAMES] == [20, 708, 44]
    assert len(table[wine.NAMES].fillna("missing").drop_duplicates()) == 2960
    assert table["taster_name"].iloc[:5].tolist() == [
        "Kerin O’Keefe", "Roger Voss", "Paul Gregutt", "Alexander Peartree", "Paul Gregutt",
    ]  # fmt: skip
    assert table["points"].iloc[:10].tolist() == [87] * 10
    assert (table["points"].min(), table["points"].max()) == (80, 100)
    assert datasets.loaded["wine"] == "complete"
