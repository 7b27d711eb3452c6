"""Exercises: the engine on a lesson of examples, then every task of every lesson."""

import ast
import functools
import html
import importlib
import json
import math
import pkgutil
import re
import subprocess
import sys
import time
from datetime import date
from pathlib import Path

import exercise_examples
import nbformat
import numpy as np
import pandas as pd
import pytest

from helpers import exercises
from helpers.errors import CourseError
from helpers.exercises import Quiz, Task, answers, forms
from helpers.exercises.judge import faults, judge, typical_mistakes

ROOT = Path(__file__).parents[1]
LESSON = "99-examples"
GUESSING = {"words": ["get", "good", "it"], "followers": {"get": 5, "good": 7}}


@pytest.fixture(autouse=True)
def examples(monkeypatch):
    """The examples stand in for the tasks of a lesson 99; no answer is kept unless a test asks."""
    monkeypatch.setitem(sys.modules, "helpers.exercises.lesson_99", exercise_examples)
    monkeypatch.setenv("COURSE_ANSWERS", "off")
    monkeypatch.delenv("COURSE_STRICT", raising=False)


@pytest.fixture
def kept_in(tmp_path, monkeypatch):
    monkeypatch.setenv("COURSE_ANSWERS", str(tmp_path / "my"))
    return tmp_path / "my" / "answers.json"


def said(task, answer, **given):
    return exercises.reply(LESSON, task, answer, given)


# ---------------------------------------------------------------------- forms of an answer

FOUR = [4, 4.0, "4", " 4.0 ", np.float64(4), np.int64(4), np.array(4), [4], np.array([[4.0]])]
SAME = [
    *[(answer, 4) for answer in [*FOUR, "= 4", "8/2", pd.Series([4])]],
    ("50 %", 0.5),
    ("50%", 50),
    (0.5, 0.5),
    ("1/2", 0.5),
    ("0,5", 0.5),
    ("−1", -1),
    ("13,200", 13200),
    ("13 200", 13200),
    ("0,125", 0.125),
    ("1,250.5", 1250.5),
    (0.18, 0.175),
    (np.inf, math.inf),
    ("∞", math.inf),
    *[(answer, [1, 0, -1]) for answer in [(1, 0, -1), "1, 0, -1", "[1, 0, −1]", "1 0 -1"]],
    *[(answer, [1, 0, -1]) for answer in [["1", 0.0, "-1"], np.array([[1, 0, -1]])]],
    *[(answer, [1, 0, -1]) for answer in [pd.Series([1, 0, -1]), np.array([[1], [0], [-1]])]],
    (4, [4]),
    ("75 %, 25 %", [0.75, 0.25]),
    (pd.DataFrame([[2, 3], [0, 5]]), [[2, 3], [0, 5]]),
    ("[[2, 3], [0, 5]]", np.array([[2, 3], [0, 5]])),
    (" Great ", "great"),
    ('"great"', "great"),
    (["great"], "great"),
    (np.str_("great"), "great"),
    *[(a, ["get", "good"]) for a in [("Get", " good"), "get, good", "get good", "['get', 'good']"]],
    *[(answer, ["get", "good"]) for answer in [np.array(["get", "good"]), pd.Series(["get", "good"])]],
    ("new york, paris", ["new york", "paris"]),
    ("good, get", {"get", "good"}),
    ([3, 1, 2], {1, 2, 3}),
    ({"a": "1", "b": [0]}, {"a": 1, "b": [0]}),
    ((np.zeros((2, 3)), ["A", "b"]), (np.zeros((2, 3)), ["a", "b"])),
    (([1, 2], np.zeros((2, 2))), ((1, 2), np.zeros((2, 2)))),
    ("yes", True),
    (np.True_, True),
    ("No", False),
]
DIFFERENT = [
    (4.4, 4),
    (4.02, 4),
    (80480, 80481),
    (0.19, 0.175),
    ("0.5", 0.05),
    ("cat", 4),
    ("", 4),
    ("1/0", 4),
    ([4, 4], 4),
    (True, 1),
    (None, 4),
    ([1, 0], [1, 0, -1]),
    ([-1, 0, 1], [1, 0, -1]),
    ([[1, 2], [3]], [[1, 2], [3, 4]]),
    ("good, get", ["get", "good"]),
    ("get", {"get", "good"}),
    (["get", "get"], {"get", "good"}),
    (4, "four"),
    (-0.2, 0.0),
    ("maybe", True),
    ({"a": 1}, {"a": 1, "b": 0}),
    ((np.zeros((2, 3)), ["a"]), (np.ones((2, 3)), ["a"])),
    (math.nan, 0.5),
]


@pytest.mark.parametrize(("answer", "like"), SAME)
def test_any_right_way_of_writing_is_accepted(answer, like):
    assert forms.same(answer, like)


@pytest.mark.parametrize(("answer", "like"), DIFFERENT)
def test_another_answer_is_not(answer, like):
    assert not forms.same(answer, like)


def test_tolerance_and_exactness():
    assert forms.same(3.5, 4.0, tolerance=0.5) and not forms.same(3.4, 4.0, tolerance=0.5)
    assert forms.same(0.17500001, 0.175, exact=True) and not forms.same(0.18, 0.175, exact=True)


@pytest.mark.parametrize(
    ("answer", "state"),
    [
        *[(a, "all") for a in [..., None, "", "  ", "____", [], ["", ""], (..., ...), {"a": ""}]],
        *[(a, "some") for a in [["get", ""], (1, ...), "4 * ____"]],
        *[(a, "") for a in [0, False, "get", [0, 0], np.zeros(2)]],
    ],
)
def test_empty_places(answer, state):
    assert forms.empty_places(answer) == state


# ----------------------------------------------------------------------------- replies


def test_right_wrong_and_known_mistake():
    assert repr(said("perplexity", "4,0")) == ("✓ 4,0 is right. As uncertain as someone who chooses among four.")
    assert "4.02 is near enough" in said("perplexity", 4.02).text
    assert said("perplexity", [5.0]).text.endswith("Probabilities multiply.")
    other = said("perplexity", 17)
    assert other.state == "wrong" and 'lesson.hint("perplexity")' in other.text
    assert said("worst", 12).text == "12: not yet. Think of a die with 250 sides."
    assert "knowing nothing" in said("worst", 1000).text
    assert said("worst", 251).state == "right"


@pytest.mark.parametrize("answer", [..., None, "", []])
@pytest.mark.parametrize("task", [one.name for one in exercise_examples.TASKS])
def test_an_untouched_answer_is_one_quiet_line(task, answer):
    reply = exercises.reply(LESSON, task, answer, example(exercises.find(LESSON, task)))
    assert reply.state == "quiet"
    assert repr(reply).startswith("Nothing to check yet") and "\n" not in repr(reply)


def test_quiet_lines_name_the_form():
    assert "2 rows of 3 numbers" in said("padding", ...).text
    assert "two words" in said("guesses", ["", ""], **GUESSING).text
    assert "still empty" in said("guesses", ["get", ""], **GUESSING).text
    assert '"counting", "network"' in said("winner", ..., errors={"counting": 1, "network": 2}).text


@pytest.mark.parametrize(
    ("task", "answer", "part"),
    [
        ("perplexity", "cat", "a number"),
        ("perplexity", [4, 4], "a number"),
        ("perplexity", {"a": 1}, "a number"),
        ("perplexity", object(), "a number"),
        ("perplexity", len, "a number"),
        ("padding", [1, 2, 3], "2 rows of 3 numbers"),
        ("padding", 3, "2 rows of 3 numbers"),
        ("smoothing", 0.175, "function itself"),
        ("smoothing", "count +", "Python cannot read"),
        ("smoothing", "count, total", "NameError: name 'total' is not defined"),
    ],
)
def test_a_wrong_form_is_told_the_right_one(task, answer, part):
    reply = said(task, answer)
    assert reply.state == "wrong" and part in reply.text and reply.error is None


def test_choices():
    errors = {"counting": 21.5, "network": 24.0}
    assert said("winner", "Counting ", errors=errors).text.endswith("It has 21.5.")
    assert "too few" in said("winner", "network", errors=errors).text
    assert said("winner", "neither", errors=errors).text.endswith('"counting", "network".')
    assert said("winner", 3, errors=errors).state == "wrong"


def test_per_cent_for_a_share():
    task = Task("share", "predict", reference=0.75)
    assert "per cent" in judge(task, 75, {}).text
    assert judge(task, "75 %", {}).state == judge(task, 0.75, {}).state == "right"


def test_a_check_function_decides():
    assert said("guesses", "get, it", **GUESSING).text == "Right. Most often came *good*."
    assert "does not know *Purple*" in said("guesses", ["Purple", "it"], **GUESSING).text
    assert said("guesses", 4, **GUESSING).text == "4: not yet. The form asked for is two words."


def test_a_check_without_its_data_says_which():
    reply = said("guesses", ["get", "it"], words=["get"])
    assert reply.state == "quiet" and "followers=followers" in reply.text


def test_a_broken_check_is_no_traceback_for_a_learner_but_one_for_tests(monkeypatch):
    task = Task("broken", "find", reference="word", check=lambda answer: 1 / 0)
    assert judge(task, "get", {}).state == "wrong"
    assert isinstance(judge(task, "get", {}).error, ZeroDivisionError)
    monkeypatch.setenv("COURSE_STRICT", "1")
    with pytest.raises(ZeroDivisionError):
        judge(task, "get", {})


def test_wrong_names_are_course_errors():
    with pytest.raises(CourseError, match=r"Did you mean 'perplexity'\?.*padding.*smoothing"):
        exercises.check(LESSON, "perplexty", 4)
    with pytest.raises(CourseError, match="Accepted: worse"):
        exercises.quiz(LESSON, "bad")
    with pytest.raises(CourseError, match="no exercises"):
        exercises.check("98-nothing", "x", 4)
    with pytest.raises(CourseError, match="kind of exercise"):
        Task("x", "guess", reference=1)


ODD = [b"4", 4j, math.nan, {4}, {"a": 4}, object(), len, (x for x in [4]), range(3), "4 words"]


@pytest.mark.parametrize("answer", [*ODD, "x" * 300, np.zeros((500, 500)), date(2026, 1, 1), int])
@pytest.mark.parametrize("task", [one.name for one in exercise_examples.TASKS])
def test_no_answer_is_so_odd_that_the_engine_fails(task, answer):
    given = example(exercises.find(LESSON, task))
    reply = exercises.reply(LESSON, task, answer, given)
    assert reply.error is None and len(repr(reply)) < 500
    assert reply._repr_html_()


# --------------------------------------------------------------------------- functions


def blank(count, seen, before):
    return (count + 30 * ____) / (seen + 30)


def blank_inside(count, seen, before):
    return sum(count + ____ for _ in range(2))


def dots(count, seen, before):
    """Not written yet."""
    ...


def returned_dots(count, seen, before):
    return ...


def dots_in_sum(count, seen, before):
    return count + ...


@pytest.mark.parametrize("function", [blank, blank_inside, dots, returned_dots, dots_in_sum])
def test_a_function_with_blanks_is_untouched(function):
    assert said("smoothing", function).state == "quiet"


def prints(count, seen, before):
    print((count + 30 * before) / (seen + 30))


def forgets(count, seen, before):
    value = (count + 30 * before) / (seen + 30)  # noqa: F841


def stops(count, seen, before):
    return 1 / count


def too_few(count):
    return count


def near(count, seen, before):
    return 0.175 if count == 4 else 0.3 * before


@pytest.mark.parametrize(
    ("function", "part"),
    [
        (prints, "prints its result"),
        (forgets, "returns nothing"),
        (stops, "`stops(0, 5, 0.2)` stops with ZeroDivisionError: division by zero."),
        (too_few, "TypeError"),
        (lambda *_: 0.175, "0.175 for every input"),
        (near, "Right for one input, but not for another: `near(0, 5, 0.2)` should not return 0.06"),
        (lambda c, s, b: [1, 2], "every input"),
        (lambda c, s, b: c * 0.25 / (s * 0.25), "trust a few rows"),
        ("count / seen", "trust a few rows"),
    ],
)
def test_a_wrong_function_is_told_why(function, part, capsys):
    reply = said("smoothing", function)
    assert reply.state == "wrong" and part in reply.text
    assert capsys.readouterr().out == ""


def test_a_right_function_in_any_form():
    for right in [
        lambda c, s, b: (c + b * 30) / (30 + s),
        "(count + 30 * before) / (seen + 30)",
        lambda c, s, b: np.float32((c + b * 30) / (30 + s)),
        lambda c, s, b: np.array([(c + b * 30) / (30 + s)]),
    ]:
        assert said("smoothing", right).text == "Right on all 3 inputs tried."


def test_a_repair_that_changes_nothing_is_untouched():
    assert said("cosine", lambda a, b: sum(x * y for x, y in zip(a, b, strict=True))).state == "quiet"


def test_faults_that_stop_or_return_nothing_are_known_as_well():
    task = Task(
        "share",
        "repair",
        cases=[(4, 10), (0, 0)],
        reference=lambda count, seen: count / seen if seen else 0.0,
        start=lambda count, seen: count / seen,
        mistakes=[(lambda count, seen: count / seen if seen else None, "And without a row?")],
    )
    assert judge(task, lambda a, b: a / b, {}).state == "quiet"
    assert "without a row" in judge(task, lambda a, b: a / b if b else None, {}).text
    assert "ZeroDivisionError" in judge(task, lambda a, b: 2 * a / b, {}).text


def test_a_reference_that_stops_is_no_learner_s_fault():
    task = Task("x", "complete", cases=[(0,)], reference=lambda n: 1 / n)
    assert judge(task, lambda n: 1 / n, {}).error is not None


def test_a_function_cannot_spoil_the_inputs():
    task = Task("last", "complete", cases=[([1, 2],), ([3, 4],)], reference=lambda rows: rows[-1])
    assert judge(task, lambda rows: rows.pop(), {}).state == "right"
    assert judge(task, lambda rows: rows.pop(), {}).state == "right"


# ------------------------------------------------------------------------- proof of a task


@pytest.mark.parametrize(
    ("changes", "part"),
    [
        ({"reference": 5}, "mistake 5 is right"),
        ({"check": lambda answer: False}, "reference is not right"),
        ({"mistakes": {5: "Because.", 6: "Because."}}, "same explanation"),
        ({"mistakes": {5: "It is 4, of course.", 6: "Because."}}, "tells the right answer"),
        ({"mistakes": {5: "A.", "5.0": "B."}}, "another text"),
        ({"start": 7}, "judged"),
        ({"choices": ["4", "5", "6"], "reference": "4"}, "choice 6 has no explanation"),
        ({"cases": [(1,), (1,)], "reference": lambda n: n, "mistakes": ()}, "always returns"),
    ],
)
def test_a_faulty_task_is_found_out(changes, part):
    good = {"reference": 4, "mistakes": {5: "One too many.", 3: "One too few."}}
    assert faults(Task("x", "predict", **good), {}) == []
    if "start" in changes:  # a check that judges even what stands in the cell
        changes = {"cases": [(1,), (2,)], "reference": lambda n: n, "mistakes": ()}
        changes["start"] = lambda n: n
    assert part in "; ".join(faults(Task("x", "predict", **{**good, **changes}), {}))


def test_explanations_may_depend_on_answer_and_run():
    task = Task(
        "rows",
        "predict",
        reference=lambda rows: 2.0 * rows,
        right=lambda reference, rows: f"Twice {rows}.",
        mistakes=[
            (lambda rows: rows, lambda answer, rows: f"{answer} is {rows} once."),
            (lambda answer, rows: answer > 3 * rows, lambda answer, reference: "Too much.", 99),
        ],
    )
    assert faults(task, {"rows": 7}) == []
    assert judge(task, "14", {"rows": 7}).text == "14 is right. Twice 7."
    assert judge(task, "7", {"rows": 7}).text == "7: not yet. 7.0 is 7 once."
    assert judge(task, 50, {"rows": 7}).text == "50: not yet. Too much."


def test_in_the_course_s_own_tests_an_untouched_check_proves_its_task(monkeypatch):
    monkeypatch.setenv("COURSE_STRICT", "1")
    assert said("guesses", ["", ""], **GUESSING).state == "quiet"
    with pytest.raises(CourseError, match=r"'winner'.*counting has no explanation"):
        said("winner", ..., errors={"counting": 25.0, "network": 24.0})


# -------------------------------------------------------------------- pages, hints, quizzes


def unfold(page):
    """A page's text as a reader of the source sees it, without tags."""
    return html.unescape(re.sub(r"<[^>]+>", " ", page))


def test_a_stored_page_has_folded_hints_and_solution():
    page = said("smoothing", ...)._repr_html_()
    assert re.findall(r"<summary[^>]*>(.*?)</summary>", page) == ["Hint 1", "Solution"]
    assert "never seen" in page and "def smooth" in page and "<details open" not in page
    assert "script" not in page and "http" not in page
    assert not re.search(r"(?<!-)color:|background", page.replace("border-left", ""))


def test_a_wrong_reply_has_hints_and_no_solution_a_right_one_the_solution():
    wrong, right = said("padding", [[1, 2, 3], [5, 0, 0]]), said("padding", [[2, 3, 4], [0, 0, 5]])
    assert "Hint 2" in wrong._repr_html_() and "Solution" not in wrong._repr_html_()
    assert "[[2, 3, 4], [0, 0, 5]]" not in wrong._repr_html_()
    assert "Solution" in right._repr_html_()


def test_text_of_an_answer_is_escaped():
    page = said("perplexity", "<script>alert(1)</script>")._repr_html_()
    assert "<script" not in page


def test_hints_come_one_by_one(capsys):
    exercises._shown.clear()
    for _ in range(4):
        exercises.hint(LESSON, "padding")
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("Hint 1 of 2.") and lines[1].startswith("Hint 2 of 2.")
    assert 'lesson.solution("padding")' in lines[2] and lines[3] == lines[0]


def test_the_solution_is_folded_on_a_page_and_plain_in_text(capsys, monkeypatch):
    exercises.solution(LESSON, "padding")
    assert "answer = [[2, 3, 4], [0, 0, 5]]" in capsys.readouterr().out
    seen = []
    monkeypatch.setattr(exercises, "_show", seen.append)
    exercises.solution(LESSON, "padding")
    outside = re.sub(r"<details.*</details>", "", seen[0]._repr_html_())
    assert unfold(outside).strip() == ""


def test_a_quiz_unfolds_its_explanations_and_withholds_them_in_text():
    quiz = exercise_examples.QUIZZES[0]
    page = quiz._repr_html_()
    assert page.count("<details") == 3 and "script" not in page
    verdicts = re.findall(r"(Right|Not this one)\.", page)
    assert verdicts == ["Right", "Not this one", "Not this one"]
    summaries = re.findall(r"<summary[^>]*>(.*?)</summary>", page)
    assert "✓" not in "".join(summaries)
    assert repr(quiz).splitlines()[1:] == ["(A) Yes", "(B) No", "(C) Only before training"]
    assert "sure" not in repr(quiz) and "✓" not in repr(quiz)


# ---------------------------------------------------------------------------- answers kept


def test_answers_are_kept_and_recalled(kept_in, monkeypatch):
    said("perplexity", 5)
    said("perplexity", "4")
    said("perplexity", 17)
    records = json.loads(kept_in.read_text(encoding="utf-8"))[LESSON]["perplexity"]
    assert [(r["answer"], r["right"]) for r in records] == [("5", False), ("4", True), ("17", False)]
    assert records[0]["date"] == date.today().isoformat()
    today = f"{date.today().day} {date.today():%B}"
    assert repr(said("perplexity", ...)) == f"You answered 4 on {today}: right."
    records[1]["date"] = "2020-11-21"
    kept_in.write_text(json.dumps({LESSON: {"perplexity": records}}), encoding="utf-8")
    assert "on 21 November 2020: right." in repr(said("perplexity", ...))
    assert exercises.so_far(LESSON) == "1 of 7 exercises right"
    monkeypatch.setenv("COURSE_ANSWERS", "off")
    assert repr(said("perplexity", ...)).startswith("Nothing to check yet")
    assert exercises.so_far(LESSON) == "7 in all"


def test_the_source_of_a_function_is_kept(kept_in):
    said("smoothing", prints)
    reply = said("smoothing", ...)
    assert reply.text.endswith(": not yet right.")
    assert "print((count + 30 * before)" in reply._repr_html_()


def test_an_untouched_check_keeps_nothing_and_strict_neither(kept_in, monkeypatch):
    said("perplexity", ...)
    assert not kept_in.exists()
    monkeypatch.setenv("COURSE_STRICT", "1")
    said("perplexity", 4)
    assert answers.path() is None and not kept_in.exists()


def test_where_answers_are_kept(monkeypatch):
    monkeypatch.delenv("COURSE_ANSWERS")
    monkeypatch.setenv("COURSE_CACHE", "/drive/course-data")
    assert answers.path() == ROOT / "my" / "answers.json"
    monkeypatch.setitem(sys.modules, "google.colab", sys)
    assert answers.path() == Path("/drive/course-answers/answers.json")


def test_the_same_answer_twice_is_kept_once_and_a_right_one_longest(kept_in):
    for answer in [4, 4, *range(100, 140)]:
        said("perplexity", answer)
    records = answers.kept(LESSON)["perplexity"]
    assert len(records) == answers.MOST
    assert [r["answer"] for r in records if r["right"]] == ["4"]
    assert records[-1]["answer"] == "139"


@pytest.mark.parametrize("content", ["{broken", "[]", '{"99-examples": {"perplexity": [3]}}', "\x00"])
def test_a_damaged_file_is_set_aside(kept_in, content):
    kept_in.parent.mkdir()
    kept_in.write_text(content, encoding="utf-8")
    assert said("perplexity", ...).text.startswith("Nothing")
    assert kept_in.read_text(encoding="utf-8") == content  # reading alone changes nothing
    assert said("perplexity", 4).state == "right"
    assert answers.kept(LESSON)["perplexity"][0]["answer"] == "4"
    aside = list(kept_in.parent.glob("answers-damaged-*.json"))
    assert [one.read_text(encoding="utf-8") for one in aside] == [content]


def test_a_disk_that_cannot_be_written_is_no_error(kept_in, monkeypatch, tmp_path):
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("COURSE_ANSWERS", str(tmp_path / "file" / "below"))
    assert said("perplexity", 4).state == "right"
    assert said("perplexity", ...).state == "quiet"


def test_two_kernels_lose_no_answer(kept_in):
    code = (
        "import sys; from helpers.exercises import answers\n"
        "for i in range(25): answers.keep('99-x', sys.argv[1] + str(i), '4', True)"
    )
    running = [subprocess.Popen([sys.executable, "-c", code, n], cwd=ROOT) for n in "ab"]
    assert [one.wait(120) for one in running] == [0, 0]
    assert len(answers.kept("99-x")) == 50
    assert [one.name for one in kept_in.parent.iterdir()] == ["answers.json"]


# ------------------------------------------------------------------- the tasks of the lessons


def modules():
    found = [m.name for m in pkgutil.iter_modules(exercises.__path__) if m.name[:7] == "lesson_"]
    return [importlib.import_module(f"helpers.exercises.{name}") for name in sorted(found)]


def number(module):
    return module.__name__.rpartition("lesson_")[2]


ALL = [("99", one) for one in exercise_examples.TASKS] + [
    (number(module), one) for module in modules() for one in module.TASKS
]
QUIZZES = [("99", one) for one in exercise_examples.QUIZZES] + [
    (number(module), one) for module in modules() for one in getattr(module, "QUIZZES", ())
]
each_task = pytest.mark.parametrize("task", [pytest.param(o, id=f"{n}-{o.name}") for n, o in ALL])


def example(task):
    return task.example() if callable(task.example) else task.example


@each_task
def test_a_task_keeps_its_promises(task):
    given = example(task)
    assert faults(task, given) == []
    assert len(task.mistakes) >= 2
    assert all(task.hints) and len(task.hints) >= 1 and (task.solution or task.code)
    assert judge(task, ..., given).state == "quiet"


@each_task
def test_a_reply_is_instant(task):
    given = example(task)
    for answer in [task.right_answer(given), *[a for a, _ in typical_mistakes(task, given)]]:
        start = time.perf_counter()
        judge(task, answer, given)
        assert time.perf_counter() - start < 1


@pytest.mark.parametrize("task", [pytest.param(one, id=f"{n}-{one.name}") for n, one in ALL if one.code])
def test_a_solution_in_code_runs_and_is_right(task):
    given = example(task)
    space = {"np": np, "pd": pd, "math": math, **given}
    before = set(space)
    exec(task.code, space)
    made = [name for name in space if name not in before and name != "__builtins__"]
    answer = space["answer"] if "answer" in made else space[made[-1]]
    reply = judge(task, answer, given)
    assert reply.state == "right", reply


@pytest.mark.parametrize("quiz", [pytest.param(one, id=f"{n}-{one.name}") for n, one in QUIZZES])
def test_a_quiz_explains_every_option(quiz: Quiz):
    assert 2 <= len(quiz.options) <= 6
    assert sum(right for _, _, right, _ in quiz.lettered()) == 1
    explanations = [says.strip() for *_, says in quiz.lettered()]
    assert all(explanations) and len(set(explanations)) == len(explanations)


@functools.cache
def calls(module):
    """What the notebook of a module asks for: {"check": {names}, "quiz": ...}, or None."""
    notebooks = list((ROOT / "notebooks").glob(f"{number(module)}-*.ipynb"))
    if not notebooks:
        return None
    used = {"check": set(), "hint": set(), "solution": set(), "quiz": set()}
    for cell in nbformat.read(notebooks[0], as_version=4).cells:
        if cell.cell_type != "code":
            continue
        lines = [line for line in cell.source.splitlines() if not line.startswith(("%", "!"))]
        for node in ast.walk(ast.parse("\n".join(lines))):
            function = getattr(node, "func", None)
            if isinstance(function, ast.Attribute) and function.attr in used:
                owner = getattr(function.value, "id", "")
                if owner == "lesson" and node.args:
                    tag = {"check": "exercise", "quiz": "quiz"}.get(function.attr)
                    assert tag is None or tag in cell.metadata.get("tags", []), cell.source
                    used[function.attr].add(ast.literal_eval(node.args[0]))
    return used


@pytest.mark.parametrize("module", modules(), ids=number)
def test_notebook_and_tasks_name_the_same(module):
    names = [one.name for one in module.TASKS]
    quizzes = [one.name for one in getattr(module, "QUIZZES", ())]
    assert len(set(names)) == len(names) and len(set(quizzes)) == len(quizzes)
    if (used := calls(module)) is None:
        pytest.skip("its notebook is not there yet")
    assert used["check"] == set(names)
    assert used["quiz"] == set(quizzes)
    assert used["hint"] | used["solution"] <= set(names)


@pytest.mark.parametrize("module", modules(), ids=number)
def test_a_lesson_has_three_to_five_exercises_and_at_most_one_choice(module):
    assert 3 <= len(module.TASKS) <= 5
    assert sum(bool(one.choices) for one in module.TASKS) <= 1


@pytest.mark.parametrize("lesson", sorted(p.stem for p in (ROOT / "notebooks").glob("*.ipynb")))
def test_a_notebook_with_checks_has_tasks(lesson):
    source = (ROOT / "notebooks" / f"{lesson}.ipynb").read_text(encoding="utf-8")
    if re.search(r"lesson\.(check|quiz)\(", source):
        assert lesson.split("-")[0] in [number(module) for module in modules()]
