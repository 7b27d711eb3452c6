"""The figures that a lesson states: what people wrote of them, and what follows from the recorded runs.

People write `claims/<lesson>.toml`, in which every entry has a name:

    [claims]    figures: `what` it is, its `kind`, and where needed its `format`, what the `document` printed, and the
                range that it cannot leave (`within`)
    [findings]  a sentence (`says`), and a relation between claims (`holds`), such as "ppl_network > ppl_pairs"
    [terms]     what a word `means`, and the `section` that explains it

`make seeds` records what the lesson found with seeds 0 to 4 in `claims/seeds/<lesson>.csv`, one row a claim and mode.
Everything else is computed from these two files here: bands, means, verdicts, whether a finding holds.

Kinds of claim
    count      must be equal to the recorded value
    measured   must lie in the band around the recorded values (see `band`), which never leaves `within`
    stored     comes from a table computed beforehand: shown with its bootstrap interval, never called verified;
               recorded only where a finding needs it
    arbitrary  has no meaning of its own (the sign of a dimension, say): shown only. `arbitrary_in = "sample"`
               says so of one mode.
A finding may have `sample = "why"`: a sentence for the runs on sample data in which it does not hold.
"""

import ast
import csv
import math
import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from .errors import ClaimError, need, need_name
from .paths import CLAIMS, SEEDS

MIME = "application/vnd.course.figures+json"  # the part of an output in which figures leave a notebook
OUTSIDE = ("outside the band: did you change something?", "another count: did you change something?")
FUNCTIONS = {"abs": abs, "min": min, "max": max}
# What a relation may be made of, beside names and numbers.
ALLOWED = (ast.Expression, ast.Load, ast.Call, ast.BinOp, ast.Add, ast.Sub, ast.Mult, ast.Div, ast.UnaryOp, ast.USub)
ALLOWED += (ast.Not, ast.BoolOp, ast.And, ast.Or, ast.Compare, ast.Lt, ast.LtE, ast.Gt, ast.GtE, ast.Eq, ast.NotEq)


def read_claims(lesson: str, table: str = "claims") -> dict[str, dict]:
    """One table of a lesson's claims file ("claims", "findings" or "terms"), by name; empty when it has none."""
    path = CLAIMS / f"{lesson}.toml"
    return tomllib.loads(path.read_text(encoding="utf-8")).get(table, {}) if path.exists() else {}


def read_lessons() -> dict[str, dict]:
    """Every lesson by its name, in order, from claims/lessons.toml: title, what it is about, the data it needs."""
    advice = "The course lives in its folder: install it there with `pip install -e .`, or start it with `make lab`."
    need((CLAIMS / "lessons.toml").exists(), f"The lessons are not beside the helpers. {advice}")
    return tomllib.loads((CLAIMS / "lessons.toml").read_text(encoding="utf-8"))


def read_seeds(lesson: str, mode: str) -> dict[str, list[float]]:
    """The recorded values of each claim in one mode, one a seed; empty where nothing was recorded."""
    rows = [row for row in _read_csv(SEEDS / f"{lesson}.csv") if row["mode"] == mode]
    return {row["name"]: [float(row[seed]) for seed in row if seed.isdigit() and row[seed]] for row in rows}


def read_runs() -> dict[tuple[str, str], dict[str, str]]:
    """The record of each lesson and mode in claims/runs.csv: minutes, memory_gb, date, and the variants of its data."""
    return {(row["lesson"], row["mode"]): row for row in _read_csv(CLAIMS / "runs.csv")}


def _read_csv(path: Path) -> list[dict[str, str]]:
    """The rows of a file by column; none where there is no file."""
    return list(csv.DictReader(path.read_text(encoding="utf-8").splitlines())) if path.exists() else []


def kind_of(claim: Mapping, mode: str) -> str:
    """The kind of a claim in one mode."""
    return "arbitrary" if claim.get("arbitrary_in") == mode else claim["kind"]


def digits_of(claim: Mapping) -> float:
    """The last digit that is shown of a claim, such as 0.001."""
    form = claim.get("format", ".3f")
    if form.endswith("d"):
        return 1.0
    return 10.0 ** -(int(form.strip(",z%f").lstrip(".")) + 2 * form.endswith("%"))


def band(values: Sequence[float], claim: Mapping) -> tuple[float, float]:
    """The values accepted of a claim, from what several seeds found: (lowest, highest).

    The band is the range of the seeds and three quarters of that range on either side; where the seeds (nearly)
    agree, 2 % of the value, which is what other machines and versions were seen to differ by. It stays in the
    claim's `within`, and its ends are rounded outwards to the last digit shown. A count must be equal.
    """
    low, high = min(values), max(values)
    if claim["kind"] == "count":
        return low, high
    pad = max(0.75 * (high - low), 0.02 * max(abs(low), abs(high)))
    digit = digits_of(claim)
    low = math.floor(round((low - pad) / digit, 6)) * digit
    high = math.ceil(round((high + pad) / digit, 6)) * digit
    least, most = claim.get("within", (-math.inf, math.inf))
    return max(low, least), min(high, most)


def interval(values: Sequence[float]) -> tuple[float, float]:
    """The 95 % bootstrap interval of the mean of these values (percentiles of 2,000 draws, always the same)."""
    draws = np.random.default_rng(0).integers(0, len(values), (2_000, len(values)))
    return tuple(np.percentile(np.asarray(values, float)[draws].mean(axis=1), [2.5, 97.5]).tolist())


def shown(value: float, claim: Mapping) -> str:
    """A figure as the claim's format writes it."""
    form = claim.get("format", ".3f")
    if not math.isfinite(value):
        return "–" if math.isnan(value) else str(value)
    return format(round(value), form) if form.endswith("d") else format(value, f"z{form}")


@dataclass
class Judged:
    """One figure of a run beside its claim."""

    value: float
    accepted: str
    verdict: str
    low: float = math.nan  # of the bootstrap interval of a stored figure
    high: float = math.nan


def judge(lesson: str, mode: str, name: str, figure, other_data: str = "") -> Judged:
    """Hold one figure of a run against its claim.

    figure: a number, or for a stored claim a sequence, of which mean and bootstrap interval are taken.
    other_data: why the recorded values need not hold here (other data, another backend); a figure outside its band
        is then "not verified" and nothing worse.

    Raises ClaimError for a claim that does not exist or a figure that is no number.
    """
    claims = read_claims(lesson)
    need_name(f"claim of lesson {lesson}", name, claims, ClaimError)
    claim, kind = claims[name], kind_of(claims[name], mode)
    try:
        values = np.atleast_1d(np.asarray(figure, float))
    except (TypeError, ValueError):
        raise ClaimError(f"Claim {name!r} needs a number, not {figure!r}.") from None
    fits = values.ndim == 1 and (len(values) == 1 or kind == "stored")
    need(fits, f"Claim {name!r} needs one number, not {values.shape} of them.", ClaimError)
    value = float(values.mean())
    if kind == "stored" and len(values) > 1:
        low, high = interval(values)
        return Judged(value, f"{shown(low, claim)} to {shown(high, claim)} (95 %)", "from a stored table", low, high)
    if kind in ("stored", "arbitrary"):
        return Judged(value, "–", "from a stored table" if kind == "stored" else "arbitrary: no band")
    recorded = read_seeds(lesson, mode).get(name)
    if not recorded or not math.isfinite(value):
        return Judged(value, "–", "not verified")
    low, high = band(recorded, claim)
    accepted = shown(low, claim) if kind == "count" else f"{shown(low, claim)} to {shown(high, claim)}"
    half = 0 if kind == "count" else digits_of(claim) / 2  # no figure is outside that looks equal to the limit
    if low - half - 1e-9 <= value <= high + half + 1e-9:
        return Judged(value, accepted, "equal" if kind == "count" else "in the band")
    return Judged(value, accepted, f"not verified: {other_data}" if other_data else OUTSIDE[kind == "count"])


def make_report(lesson: str, mode: str, figures: Mapping, other_data: str = "") -> tuple[pd.DataFrame, dict]:
    """The table of a lesson's figures, and the same figures by name for whoever reads the notebook's outputs.

    A column in which every cell is a dash is left out.
    """
    claims, rows = read_claims(lesson), []
    judged = {name: judge(lesson, mode, name, figure, other_data) for name, figure in figures.items()}
    for name, one in judged.items():
        claim = claims[name]
        document = shown(claim["document"], claim) if "document" in claim else "–"
        rows.append((claim["what"], document, shown(one.value, claim), one.accepted, one.verdict))
    table = pd.DataFrame(rows, columns=["what", "document", "here", "accepted", ""])
    table = table.loc[:, (table != "–").any()]
    return table, {name: vars(one) for name, one in judged.items()}


def relation(text: str, figures: Mapping[str, float]) -> bool:
    """Whether a relation such as "a > b" or "0.9 * a < b < c" holds of these figures.

    Raises ClaimError for anything but figures, numbers, + - * /, comparisons, `and`, `or`, `not`, abs, min and max.
    """
    try:
        tree = ast.parse(text, mode="eval")
    except SyntaxError:
        raise ClaimError(f"{text!r} is not a relation between figures.") from None
    for node in ast.walk(tree):
        name, number = getattr(node, "id", None), getattr(node, "value", None)
        fits = name in figures or name in FUNCTIONS or isinstance(number, int | float) or isinstance(node, ALLOWED)
        part = ast.unparse(node) or type(node).__name__
        need(fits, f"{part!r} in {text!r} is not a figure of the finding or not allowed.", ClaimError)
    try:
        return bool(eval(compile(tree, text, "eval"), {"__builtins__": {}, **FUNCTIONS, **figures}))
    except (TypeError, ZeroDivisionError) as error:
        raise ClaimError(f"{text!r} cannot be computed: {error}.") from None


def names_in(text: str) -> list[str]:
    """The figures that a relation speaks of, in order."""
    names = [n.id for n in ast.walk(ast.parse(text, mode="eval")) if isinstance(n, ast.Name)]
    return [name for name in dict.fromkeys(names) if name not in FUNCTIONS]


def with_numbers(text: str, figures: Mapping[str, float], claims: Mapping[str, Mapping]) -> str:
    """A relation with its figures in place of their names: "ppl_5 > ppl_1" becomes "24.0 > 21.5"."""
    numbers = {name: shown(figure, claims.get(name, {})) for name, figure in figures.items()}
    return re.sub(r"\b[A-Za-z_]\w*", lambda found: numbers.get(found[0], found[0]), text)


def seeds_that_hold(lesson: str, finding: Mapping, mode: str) -> list[bool]:
    """For each recorded seed of one mode, whether the finding holds in it."""
    recorded, names = read_seeds(lesson, mode), names_in(finding["holds"])
    runs = zip(*(recorded.get(name, []) for name in names), strict=False)
    return [relation(finding["holds"], dict(zip(names, run, strict=True))) for run in runs]
