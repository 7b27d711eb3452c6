"""Wine reviews: Z. Thoutt, "Wine Reviews" (130k, version 2), collected from Wine Enthusiast in November 2017.
Tweets to airlines: CrowdFlower, "Twitter US Airline Sentiment", tweets of February 2015; Kaggle 2016.
"""

import re

import numpy as np
import pandas as pd

from .cache import Arrays, cached_arrays, check_mode, joined, reads, split
from .download import SAMPLE

NAMES = ["taster_name", "variety", "country"]
COLUMNS = [*NAMES, "points", "price"]
WINE = {"usecols": COLUMNS, "keep_default_na": False, "na_values": [""]}
TWEETS = {"usecols": ["text", "airline_sentiment"], "dtype": str, "keep_default_na": False, "encoding": "utf-8-sig"}
SENTIMENTS = ["positive", "neutral", "negative"]
# Accounts of companies: the six airlines of the real tweets, then those of our own tweets.
AIRLINES = {
    "united", "usairways", "americanair", "southwestair", "jetblue", "virginamerica", "delta", "deltaassist",
    "bluewingair", "northline", "sunhopper", "transpolar",
}  # fmt: skip
_ADDRESS = re.compile(r"[\w.+-]*\w@[\w-]+(?:\.\w+)+")
_NUMBER = re.compile(r"\(?\b\d{3}\)?[-. ]\d{3}[-. ]?\d{4}\b")


def load_wine(mode: str) -> pd.DataFrame:
    """Wine reviews, one a row, in the order of the file: who tasted which variety, the points given, and the price.

    Returns a DataFrame with the columns `taster_name`, `variety`, `country` (str; missing where the file says nothing),
    `points` (int64, 80 to 100) and `price` (float64, US dollars a bottle; missing in places). "full": 129,971 reviews,
    from any CSV file with these columns. "sample": 8,000 from a latent-factor model of our own; `wine_truth` tells what
    is behind them. Raises DatasetError.
    """
    check_mode(mode)
    if mode == "sample":
        return pd.read_csv(SAMPLE / "wine.csv.gz", **WINE)[COLUMNS]
    arrays = cached_arrays("wine")
    names = {name: np.array([*split(arrays[f"{name}_names"]), None], dtype=object) for name in NAMES}
    table = {name: names[name][arrays[name]] for name in NAMES}  # -1, missing, is the last place
    price = np.where(arrays["price"] > 0, arrays["price"], np.nan)  # 0 stands for missing
    return pd.DataFrame({**table, "points": arrays["points"].astype(np.int64), "price": price})


def wine_truth() -> pd.DataFrame:
    """The true numbers behind the sample, one row a name: kind, name, bias (in points), and factor_1 to factor_3.

    A score: 88 + the three biases + the dot products of each pair of factor vectors + a number of the triple's own, the
    bottle's quality and noise, kept in 80 to 100.
    """
    return pd.read_csv(SAMPLE / "wine_truth.csv", keep_default_na=False)


@reads("wine")
def _read_wine(path) -> Arrays:
    """The five columns of a CSV file as numbers for names; -1 stands for missing, 0 for a missing price."""
    table = pd.read_csv(path, dtype=str, encoding="utf-8-sig", **WINE)
    arrays = {"points": table["points"].astype(int).to_numpy(np.uint8)}
    arrays["price"] = table["price"].astype(float).fillna(0).to_numpy(np.uint16)
    for name in NAMES:
        codes, names = pd.factorize(table[name])
        arrays[name], arrays[f"{name}_names"] = codes.astype(np.int16), joined(names)
    return arrays


def mask_people(text: str) -> str:
    """The text with "@someone" for persons' Twitter names and e-mail addresses, 000-000-0000 for telephone numbers."""
    text = _ADDRESS.sub("@someone", _NUMBER.sub("000-000-0000", text))
    return re.sub(r"@(\w+)", lambda found: found[0] if found[1].lower() in AIRLINES else "@someone", text)


def load_tweets(mode: str) -> pd.DataFrame:
    """Tweets to airlines, one a row, in the order of the file, each judged by paid readers.

    Returns a DataFrame with the columns `text` (str; persons are masked by `mask_people`) and `sentiment` ("positive",
    "neutral" or "negative"). "full": 14,640 tweets, some of them more than once. "sample": 3,000 to four invented
    airlines, written by a grammar of our own. Raises DatasetError.
    """
    check_mode(mode)
    if mode == "sample":
        table = pd.read_csv(SAMPLE / "tweets.csv.gz", **TWEETS)
        return pd.DataFrame({"text": table["text"].map(mask_people), "sentiment": table["airline_sentiment"]})
    arrays = cached_arrays("tweets")
    sentiments = np.array(SENTIMENTS, dtype=object)[arrays["sentiments"]]
    return pd.DataFrame({"text": split(arrays["texts"]), "sentiment": sentiments})


@reads("tweets")
def _read_tweets(path) -> Arrays:
    """The masked texts, joined by zero bytes, and the sentiments as numbers."""
    table = pd.read_csv(path, **TWEETS)
    if unknown := set(table["airline_sentiment"]) - set(SENTIMENTS):
        raise ValueError(f"it has the sentiment {min(unknown)[:30]!r}")
    codes = table["airline_sentiment"].map(SENTIMENTS.index).to_numpy(np.int8)
    return {"texts": joined(table["text"].map(mask_people)), "sentiments": codes}
