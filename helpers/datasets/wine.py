"""Wine reviews: who tasted, which variety, from which country, and the points given.

Source: Z. Thoutt, "Wine Reviews" (130k, version 2), collected from Wine Enthusiast in November
2017.
"""

import json
from pathlib import Path

import numpy as np
import pandas as pd

from .cache import cached_arrays, check_columns, check_mode, joined, read_table, reads, split
from .download import SAMPLE

NAMES = ["taster_name", "variety", "country"]
COLUMNS = [*NAMES, "points"]
LOWEST, HIGHEST = 80, 100  # the magazine prints no review below 80


def load_wine(mode: str) -> pd.DataFrame:
    """Wine reviews, one a row, in the order of the file.

    Returns a DataFrame with the columns `taster_name`, `variety`, `country` (str; missing where the
    file says nothing) and `points` (int64, 80 to 100). "full": 129,971 reviews, from the official
    file with its 13 columns or from a copy that has at least these four, as CSV or as the JSON list
    of records that the document reads. "sample": 8,000 reviews drawn from a latent-factor model of
    the course's own; `wine_truth` tells what is behind them. Raises DatasetError.
    """
    check_mode(mode)
    if mode == "sample":
        return pd.read_csv(SAMPLE / "wine.csv.gz", keep_default_na=False, na_values=[""])[COLUMNS]
    arrays = cached_arrays("wine")
    table = {}
    for name in NAMES:
        names = [*split(arrays[f"{name}_names"]), None]
        table[name] = np.array(names, dtype=object)[arrays[name]]  # -1, missing, is the last place
    return pd.DataFrame({**table, "points": arrays["points"].astype(np.int64)})


def wine_truth() -> pd.DataFrame:
    """The true numbers behind the sample: what a model that learns from it should find.

    One row a name, with the columns `kind` (taster_name, variety or country), `name`, `bias`
    (points above or below the average) and `factor_1` to `factor_3`. A score is 88 + the three
    biases + the dot products of each pair of factor vectors + noise of 1.3 points, rounded and kept
    between 80 and 100.
    """
    return pd.read_csv(SAMPLE / "wine_truth.csv", keep_default_na=False)


@reads("wine")
def _read(path: Path) -> dict[str, np.ndarray]:
    """The four columns of a CSV or JSON file as numbers for names; -1 stands for missing."""
    with open(path, encoding="utf-8-sig", newline="") as file:
        is_json = file.read(200).lstrip()[:1] in ("[", "{")
    table = _read_json(path) if is_json else read_table(path, COLUMNS)
    points = pd.to_numeric(table["points"], errors="coerce").astype(float)
    wrong = ~points.between(LOWEST, HIGHEST) | (points % 1 != 0)
    if wrong.any():
        row = int(np.flatnonzero(wrong)[0])
        given = table["points"].iloc[row]
        raise ValueError(f"review {row + 1} has the points {given!r}, no whole number from {LOWEST} to {HIGHEST}")
    arrays = {"points": points.to_numpy(np.uint8)}
    for name in NAMES:
        column = table[name].astype(object)
        codes, names = pd.factorize(column.where(column.notna() & (column != ""), None))
        arrays[name] = codes.astype(np.int16)
        arrays[f"{name}_names"] = joined(map(str, names))
    return arrays


def _read_json(path: Path) -> pd.DataFrame:
    """A list of records, of each of which only the four columns are kept while it is parsed."""
    wanted, found = set(COLUMNS), set()

    def pick(pairs):
        found.update(key for key, _ in pairs)
        return {key: value for key, value in pairs if key in wanted}

    with open(path, encoding="utf-8-sig") as file:
        records = json.load(file, object_pairs_hook=pick)
    if not isinstance(records, list) or not all(isinstance(record, dict) for record in records):
        raise ValueError("it is JSON, but not a list of records, one a review")
    check_columns(COLUMNS, sorted(found), len(records))
    return pd.DataFrame(records, columns=COLUMNS, dtype=object)
