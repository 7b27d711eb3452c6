"""What follows from a claims file and the recorded seeds."""

import math
import re

import pytest

from helpers import ClaimError, claims
from helpers.claims import band, interval, judge, make_report, relation, seeds_that_hold

PEOPLE = """
[claims]
accuracy = { what = "accuracy", kind = "measured", document = 0.76, within = [0, 1] }
weights = { what = "weights", kind = "count", format = ",d" }
sign = { what = "a sign", kind = "arbitrary" }
noisy = { what = "arbitrary in the sample", kind = "measured", arbitrary_in = "sample" }
draws = { what = "mean of ten draws", kind = "stored" }
new = { what = "never recorded", kind = "measured" }

[findings]
better = { says = "It is better than guessing.", holds = "accuracy > 0.5" }
"""
SEEDS = """name,mode,0,1,2,3,4
accuracy,full,0.74,0.75,0.76,0.75,0.75
accuracy,sample,0.4,0.6,0.6,0.6,0.6
weights,full,80161,80161,80161,80161,80161
noisy,full,1,2,3,2,2
noisy,sample,1,90,3,2,2
"""


@pytest.fixture(autouse=True)
def lesson_x(tmp_path, monkeypatch):
    (tmp_path / "x.toml").write_text(PEOPLE)
    (tmp_path / "x.csv").write_text(SEEDS)
    monkeypatch.setattr(claims, "CLAIMS", tmp_path)
    monkeypatch.setattr(claims, "SEEDS", tmp_path)


@pytest.mark.parametrize(
    ("values", "claim", "expected"),
    [
        ([0.70, 0.75, 0.80], {"kind": "measured"}, (0.625, 0.875)),  # 3/4 of the range on either side
        ([2.0, 2.0, 2.0], {"kind": "measured"}, (1.96, 2.04)),  # 2 % where seeds agree
        ([0.90, 0.98], {"kind": "measured", "within": [0, 1]}, (0.84, 1)),  # no share above 1
        ([-0.2, -0.1], {"kind": "measured", "format": ".2f"}, (-0.28, -0.02)),  # rounded outwards
        ([5250, 5250], {"kind": "count", "format": ",d"}, (5250, 5250)),
    ],
)
def test_a_band_comes_from_the_seeds(values, claim, expected):
    assert band(values, claim) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("name", "value", "mode", "verdict"),
    [
        ("accuracy", 0.775, "full", "in the band"),
        ("accuracy", 0.781, "full", "outside the band: did you change something?"),
        ("weights", 80161, "full", "equal"),
        ("weights", 80162, "full", "another count: did you change something?"),
        ("weights", 80162, "sample", "not verified"),  # nothing recorded in this mode
        ("new", 7, "full", "not verified"),
        ("sign", -1, "full", "arbitrary: no band"),
        ("noisy", 50, "sample", "arbitrary: no band"),
        ("noisy", 50, "full", "outside the band: did you change something?"),
        ("draws", [0.5, 0.6, 0.7], "full", "from a stored table"),
        ("accuracy", math.nan, "full", "not verified"),  # what could not be run here
    ],
)
def test_verdicts(name, value, mode, verdict):
    assert judge("x", mode, name, value).verdict == verdict


def test_on_other_data_a_figure_outside_is_not_verified_and_one_inside_is_fine():
    assert judge("x", "full", "accuracy", 0.9, "found on glove=part").verdict.startswith("not verified: found on")
    assert judge("x", "full", "accuracy", 0.75, "found on glove=part").verdict == "in the band"


def test_a_stored_figure_has_a_bootstrap_interval():
    one = judge("x", "full", "draws", [0.50, 0.52, 0.54, 0.56, 0.58])
    assert one.value == pytest.approx(0.54) and 0.50 < one.low < 0.53 < 0.55 < one.high < 0.58
    assert interval([1.0, 1.0]) == (1.0, 1.0)


def test_the_table_shows_document_value_and_band():
    table, judged = make_report("x", "full", {"accuracy": 0.75, "weights": 80161})
    assert table.values.tolist() == [
        ["accuracy", "0.760", "0.750", "0.724 to 0.776", "in the band"],
        ["weights", "–", "80,161", "80,161", "equal"],
    ]
    assert judged["accuracy"]["value"] == 0.75


def test_a_column_of_dashes_is_left_out_of_the_table():
    table, _ = make_report("x", "full", {"weights": 80161})
    assert list(table.columns) == ["what", "here", "accepted", ""]


@pytest.mark.parametrize(
    ("figures", "says"),
    [
        ({"acuracy": 1}, "Did you mean 'accuracy'"),
        ({"accuracy": [1, 2]}, "one number"),
        ({"accuracy": "high"}, "needs a number"),
    ],
)
def test_a_wrong_name_or_value_is_an_error_even_for_a_learner(figures, says):
    with pytest.raises(ClaimError, match=says):
        make_report("x", "full", figures)


@pytest.mark.parametrize(
    ("text", "holds"),
    [
        ("a > b", True),
        ("b > a", False),
        ("0 < b < a", True),
        ("a - b > 0.9 * b", True),
        ("not a < b and abs(b - a) == 2", True),
        ("max(a, b) < 2 or min(a, b) == 1", True),
        ("-a < b", True),
    ],
)
def test_relations_between_figures(text, holds):
    assert relation(text, {"a": 3, "b": 1}) is holds


@pytest.mark.parametrize("text", ["c > 1", "__import__('os')", "a.real > 0", "[a] > 1", "'x' < a"])
def test_a_relation_is_made_of_figures_and_nothing_else(text):
    with pytest.raises(ClaimError, match="not allowed"):
        relation(text, {"a": 3, "b": 1})


@pytest.mark.parametrize("text", ["a(1)", "a / (b - 1) > 2", "a >", "max() > a"])
def test_a_relation_that_cannot_be_computed_is_one_kind_of_error(text):
    with pytest.raises(ClaimError, match=re.escape(repr(text))):
        relation(text, {"a": 3, "b": 1})


def test_a_finding_is_held_against_every_seed():
    finding = claims.read_claims("x", "findings")["better"]
    assert seeds_that_hold("x", finding, "full") == [True] * 5
    assert seeds_that_hold("x", finding, "sample") == [False, True, True, True, True]
