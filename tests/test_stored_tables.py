"""Figures found on one variant of the data, and tables that are expensive to compute."""

from helpers import session
from helpers.claims import make_report


def test_figures_found_on_the_partial_copy_are_keyed_to_it(tmp_path, monkeypatch):
    claims = '[x.score]\nwhat = "score"\nfull = [0.5, 0.6]\ndata = { glove = "first2717" }\n'
    (tmp_path / "claims.toml").write_text(claims)
    monkeypatch.setattr("helpers.claims.NOTEBOOKS", tmp_path)
    for variant, result in {"first2717": "in the band", "complete": "not verified"}.items():
        row = make_report("x", "full", {"score": 0.55}, {"glove": variant}, strict=True).rows[0]
        assert row[-2:] == ("0.500 to 0.600 (glove: first2717)", result)
    assert make_report("x", "full", {"score": 0.9}, {"glove": "complete"}, strict=True).rows[0][-1] == "not verified"


def test_an_expensive_table_is_stored_and_one_row_computed_anew(tmp_path, monkeypatch):
    monkeypatch.setattr(session, "NOTEBOOKS", tmp_path)
    lesson, calls = session.Lesson("x", "sample", 0), []

    def square(size, number):
        calls.append((size, number))
        return {"score": size**2 + number}

    rows = [(1, 0), (2, 0), (2, 1)]
    monkeypatch.delenv("COURSE_TABLES", raising=False)
    assert lesson.table("t", square, rows, live=(2, 0))["computed"].tolist() == ["now"]
    assert not (tmp_path / "seeds").exists()
    monkeypatch.setenv("COURSE_TABLES", "1")
    lesson.table("t", square, rows, live=(2, 0))
    monkeypatch.delenv("COURSE_TABLES")
    calls.clear()
    table = lesson.table("t", square, rows, live=(2, 0))
    assert calls == [(2, 0)]
    assert table["row"].tolist() == [*rows, (2, 0)] and table["score"].tolist() == [1, 4, 5, 4]
    assert table["computed"].iloc[-1] == "now" and table["computed"].iloc[0].count("-") == 2
    assert session.Lesson("x", "full", 0).table("t", square, rows, live=(1, 0))["score"].tolist() == [1]
