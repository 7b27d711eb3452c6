"""Tweets to airlines, each judged negative, neutral or positive by paid readers.

Source: CrowdFlower, "Twitter US Airline Sentiment", tweets of February 2015; Kaggle 2016.
"""

import re
from pathlib import Path

import numpy as np
import pandas as pd

from .cache import cached_arrays, check_mode, joined, read_table, reads, split
from .download import SAMPLE

COLUMNS = ["text", "airline_sentiment"]
SENTIMENTS = ["positive", "neutral", "negative"]
SOMEONE = "@someone"
# Accounts of companies: the six airlines of the real tweets, then those of our own tweets.
AIRLINES = {
    "united", "usairways", "americanair", "southwestair", "jetblue", "virginamerica", "delta", "deltaassist",
    "bluewingair", "northline", "sunhopper", "transpolar",
}  # fmt: skip
_ADDRESS = re.compile(r"[\w.+-]*\w@[\w-]+(?:\.\w+)+")
_HANDLE = re.compile(r"@(\w+)")
_NUMBER = re.compile(r"\(?\b\d{3}\)?[-. ]\d{3}[-. ]?\d{4}\b")


def mask_people(text: str) -> str:
    """The text with every Twitter name or e-mail address of a person turned into "@someone";
    airlines keep theirs.

    American telephone numbers become 000-000-0000.

    >>> mask_people("@united ask @jane_1987 or jane@example.com, 212 555 0100")
    '@united ask @someone or @someone, 000-000-0000'
    """
    text = _ADDRESS.sub(SOMEONE, _NUMBER.sub("000-000-0000", text))
    return _HANDLE.sub(lambda found: found[0] if found[1].lower() in AIRLINES else SOMEONE, text)


def load_tweets(mode: str) -> pd.DataFrame:
    """Tweets to airlines, one a row, in the order of the file.

    Returns a DataFrame with the columns `text` (str; names of persons are masked by `mask_people`)
    and `sentiment` ("positive", "neutral" or "negative"). "full": 14,640 tweets, some of them more
    than once, from the official file with its 15 columns or from a copy that has at least `text`
    and `airline_sentiment`. "sample": 3,000 tweets to four invented airlines, written by a grammar
    of the course's own. Raises DatasetError.
    """
    check_mode(mode)
    if mode == "sample":
        table = pd.read_csv(SAMPLE / "tweets.csv.gz", dtype=str, keep_default_na=False)
        return pd.DataFrame({"text": table["text"].map(mask_people), "sentiment": table["airline_sentiment"]})
    arrays = cached_arrays("tweets")
    sentiments = np.array(SENTIMENTS, dtype=object)[arrays["sentiments"]]
    return pd.DataFrame({"text": split(arrays["texts"]), "sentiment": sentiments})


@reads("tweets")
def _read(path: Path) -> dict[str, np.ndarray]:
    """The masked texts, joined by zero bytes, and the sentiments as numbers."""
    table = read_table(path, COLUMNS)
    sentiments = table["airline_sentiment"].map({name: i for i, name in enumerate(SENTIMENTS)})
    wrong = sentiments.isna() | (table["text"].str.strip() == "") | table["text"].str.contains("\0", regex=False)
    if wrong.any():
        row = int(np.flatnonzero(wrong)[0])
        raise ValueError(
            f"tweet {row + 1} has the sentiment {table['airline_sentiment'].iloc[row]!r} and "
            f"{len(table['text'].iloc[row])} characters, where text and one of "
            f"{', '.join(SENTIMENTS)} are due"
        )
    return {"texts": joined(table["text"].map(mask_people)), "sentiments": sentiments.to_numpy(np.int8)}
