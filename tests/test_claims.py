import math

import pytest

from helpers import ClaimError, claims
from helpers.claims import OUTSIDE, make_report, read_claims, verdict

LESSON = """
[x.accuracy]
what = "accuracy"
document = 0.76
full = [0.74, 0.76]
sample = [0.6, 0.7]

[x.weights]
what = "weights"
exact = 80161
format = ",d"

[x.partial]
what = "on some of the vectors"
full = [1, 2]
data = { glove = "first2717" }

[x.elsewhere]
what = "never run here"
"""


@pytest.fixture(autouse=True)
def claims_file(tmp_path, monkeypatch):
    (tmp_path / "claims.toml").write_text(LESSON)
    monkeypatch.setattr(claims, "NOTEBOOKS", tmp_path)


@pytest.mark.parametrize(
    ("value", "mode", "expected"),
    [
        (0.75, "full", "in the band"),
        (0.73, "full", OUTSIDE),
        (0.65, "sample", "in the band"),
        (math.nan, "full", OUTSIDE),
    ],
)
def test_verdict_of_a_band(value, mode, expected):
    assert verdict(read_claims("x")["accuracy"], value, mode, {}) == expected


def test_exact_holds_in_both_modes():
    for mode in ("sample", "full"):
        assert verdict(read_claims("x")["weights"], 80161, mode, {}) == "in the band"
        assert verdict(read_claims("x")["weights"], 80162, mode, {}) == OUTSIDE


def test_a_claim_found_on_one_variant_is_not_verified_on_another():
    partial = read_claims("x")["partial"]
    assert verdict(partial, 9, "full", {"glove": "complete"}) == "not verified"
    assert verdict(partial, 9, "full", {"glove": "first2717"}) == OUTSIDE
    assert verdict(partial, 9, "sample", {}) == "not verified"


def test_an_arbitrary_figure_is_shown_and_not_judged():
    assert verdict({"what": "a sign", "free": True}, -1, "full", {}) == "arbitrary: no band"
    half = {"what": "a sign", "free": "sample", "full": [0, 1]}  # arbitrary in one mode only
    assert verdict(half, -1, "sample", {}) == "arbitrary: no band"
    assert verdict(half, -1, "full", {}) == OUTSIDE


def test_the_table_shows_document_value_and_band():
    report = make_report("x", "full", {"accuracy": 0.75, "weights": 80161}, {}, strict=True)
    assert report.rows == [
        ("accuracy", "0.760", "0.750", "0.740 to 0.760", "in the band"),
        ("weights", "–", "80,161", "80,161", "in the band"),
    ]
    assert "0.740 to 0.760" in repr(report) and "<td" in report._repr_html_()


def test_outside_is_marked_for_a_learner_and_raised_when_strict():
    assert make_report("x", "full", {"accuracy": 0.5}, {}, strict=False).rows[0][-1] == OUTSIDE
    with pytest.raises(ClaimError, match=r"accuracy = 0\.5 is outside 0\.740 to 0\.760"):
        make_report("x", "full", {"accuracy": 0.5}, {}, strict=True)


def test_a_wrong_name_or_value_is_an_error_even_for_a_learner():
    with pytest.raises(ClaimError, match=r"Did you mean 'accuracy'\? Accepted: accuracy, weights, partial"):
        make_report("x", "full", {"acuracy": 0.5}, {}, strict=False)
    with pytest.raises(ClaimError, match="needs one number"):
        make_report("x", "full", {"accuracy": [1, 2]}, {}, strict=False)


def test_what_could_not_be_run_here_has_no_figure_and_never_fails():
    table = make_report("x", "full", {"elsewhere": math.nan}, {}, strict=True)
    assert table.rows == [("never run here", "–", "nan", "–", "not verified")]
