"""Wine reviews: who tasted, which variety, from which country, and the points given.

Source: Z. Thoutt, "Wine Reviews" (130k, version 2), collected from Wine Enthusiast in November 2017.
"""

from pathlib import Path

import numpy as np
import pandas as pd

from .cache import Arrays, cached_arrays, check_mode, joined, reads, split
from .download import SAMPLE

NAMES = ["taster_name", "variety", "country"]
COLUMNS = [*NAMES, "points"]
TABLE = {"usecols": COLUMNS, "keep_default_na": False, "na_values": [""]}


def load_wine(mode: str) -> pd.DataFrame:
    """Wine reviews, one a row, in the order of the file.

    Returns a DataFrame with the columns `taster_name`, `variety`, `country` (str; missing where the file says nothing)
    and `points` (int64, 80 to 100). "full": 129,971 reviews, from the official file with its 13 columns or from a copy
    that has at least these four, as CSV or as the JSON list of records that the document reads. "sample": 8,000 reviews
    drawn from a latent-factor model of the course's own; `wine_truth` tells what is behind them. Raises DatasetError.
    """
    check_mode(mode)
    if mode == "sample":
        return pd.read_csv(SAMPLE / "wine.csv.gz", **TABLE)[COLUMNS]
    arrays = cached_arrays("wine")
    table = {}
    for name in NAMES:
        names = [*split(arrays[f"{name}_names"]), None]
        table[name] = np.array(names, dtype=object)[arrays[name]]  # -1, missing, is the last place
    return pd.DataFrame({**table, "points": arrays["points"].astype(np.int64)})


def wine_truth() -> pd.DataFrame:
    """The true numbers behind the sample: what a model that learns from it should find.

    One row a name, with the columns `kind` (taster_name, variety or country), `name`, `bias` (points above or below the
    average) and `factor_1` to `factor_3`. A score is 88 + the three biases + the dot products of each pair of factor
    vectors + noise of 1.3 points, rounded and kept between 80 and 100.
    """
    return pd.read_csv(SAMPLE / "wine_truth.csv", keep_default_na=False)


@reads("wine")
def _read(path: Path) -> Arrays:
    """The four columns of a CSV or JSON file as numbers for names; -1 stands for missing."""
    with open(path, encoding="utf-8-sig") as file:
        is_json = file.read(200).lstrip().startswith(("[", "{"))
    if is_json:
        table = pd.read_json(path, orient="records", dtype=False, convert_dates=False, encoding="utf-8-sig")
    else:
        table = pd.read_csv(path, dtype=str, encoding="utf-8-sig", **TABLE)
    arrays = {"points": table["points"].astype(int).to_numpy(np.uint8)}
    for name in NAMES:
        codes, names = pd.factorize(table[name])
        arrays[name], arrays[f"{name}_names"] = codes.astype(np.int16), joined(map(str, names))
    return arrays
