"""Wine reviews: who tasted, which variety, from which country, and the points given.

Source: Z. Thoutt, "Wine Reviews" (130k, version 2), collected from Wine Enthusiast in November 2017.
"""

import csv
import json
from pathlib import Path

import numpy as np
import pandas as pd

from ..errors import DatasetError
from .store import SAMPLE, cached_arrays, check_mode, damaged

NAMES = ["taster_name", "variety", "country"]
COLUMNS = [*NAMES, "points"]
LOWEST, HIGHEST = 80, 100  # the magazine prints no review below 80
ADVICE = f"Put winemag-data-130k-v2.csv or .json there, with at least the columns {', '.join(COLUMNS)}."


def load_wine(mode: str) -> pd.DataFrame:
    """Wine reviews, one a row, in the order of the file.

    Returns a DataFrame with the columns `taster_name`, `variety`, `country` (str; missing where the file says
    nothing) and `points` (int64, 80 to 100). "full": 129,971 reviews, from the official file with its 13
    columns or from a copy that has at least these four, as CSV or as the JSON list of records that the
    document reads. "sample": 8,000 reviews drawn from a latent-factor model of the course's own; `wine_truth`
    tells what is behind them. Raises DatasetError.
    """
    check_mode(mode)
    if mode == "sample":
        return pd.read_csv(SAMPLE / "wine.csv.gz", keep_default_na=False, na_values=[""])[COLUMNS]
    arrays = cached_arrays("wine", _read)
    table = {}
    for name in NAMES:
        names = [*arrays[f"{name}_names"].tobytes().decode("utf-8").split("\0"), None]
        table[name] = np.array(names, dtype=object)[arrays[name]]  # -1, missing, is the last place
    return pd.DataFrame({**table, "points": arrays["points"].astype(np.int64)})


def wine_truth() -> pd.DataFrame:
    """The true numbers behind the sample: what a model that learns from it should find.

    One row a name, with the columns `kind` (taster_name, variety or country), `name`, `bias` (points above or
    below the average) and `factor_1` to `factor_3`. A score is 88 + the three biases + the dot products of each
    pair of factor vectors + noise of 1.3 points, rounded and kept between 80 and 100.
    """
    return pd.read_csv(SAMPLE / "wine_truth.csv", keep_default_na=False)


def _read(path: Path) -> dict[str, np.ndarray]:
    """The four columns of a CSV or JSON file as numbers for names; -1 stands for missing."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            start = file.read(200).lstrip()
            file.seek(0)
            table = _read_json(path, file) if start[:1] in ("[", "{") else _read_csv(path, file)
    except UnicodeDecodeError as error:
        raise damaged(path, "it is not UTF-8 text") from error
    except OSError as error:
        raise damaged(path, error) from error
    if not len(table):
        raise DatasetError(f"{path.name} is an empty table: there is not one review in it. {ADVICE}")
    points = pd.to_numeric(table["points"], errors="coerce").astype(float)
    wrong = ~points.between(LOWEST, HIGHEST) | (points % 1 != 0)
    if wrong.any():
        row = int(np.flatnonzero(wrong)[0])
        raise DatasetError(
            f"{path.name}: review {row + 1} has the points {table['points'].iloc[row]!r}, which is not a whole "
            f"number from {LOWEST} to {HIGHEST}. {ADVICE}"
        )
    arrays = {"points": points.to_numpy(np.uint8)}
    for name in NAMES:
        column = table[name].astype(object)
        codes, names = pd.factorize(column.where(column.notna() & (column != ""), None))
        arrays[name] = codes.astype(np.int16)
        arrays[f"{name}_names"] = np.frombuffer("\0".join(map(str, names)).encode("utf-8"), np.uint8)
    return arrays


def _read_csv(path: Path, file) -> pd.DataFrame:
    """The official file's other nine columns, the long description among them, are passed over."""
    try:
        head = next(csv.reader(file), None)
        if head is None:
            raise DatasetError(f"{path.name} is an empty file. {ADVICE}")
        _check_columns(path, head)
        file.seek(0)
        return pd.read_csv(file, usecols=COLUMNS, dtype=str, keep_default_na=False)
    except (pd.errors.ParserError, csv.Error) as error:
        raise damaged(path, str(error).splitlines()[0]) from error


def _read_json(path: Path, file) -> pd.DataFrame:
    """A list of records, of each of which only the four columns are kept while it is parsed."""
    wanted, found = set(COLUMNS), set()

    def pick(pairs):
        found.update(key for key, _ in pairs)
        return {key: value for key, value in pairs if key in wanted}

    try:
        records = json.load(file, object_pairs_hook=pick)
    except ValueError as error:
        raise damaged(path, error) from error
    if not isinstance(records, list) or not all(isinstance(record, dict) for record in records):
        raise DatasetError(f"{path.name} is JSON, but not a list of records, one a review. {ADVICE}")
    if records:
        _check_columns(path, found)
    return pd.DataFrame(records, columns=COLUMNS, dtype=object)


def _check_columns(path: Path, found) -> None:
    if missing := [name for name in COLUMNS if name not in found]:
        there = ", ".join(sorted(str(name)[:30] for name in found if name)[:15]) or "none with a name"
        raise DatasetError(f"{path.name} lacks the columns {', '.join(missing)}; it has {there}. {ADVICE}")
