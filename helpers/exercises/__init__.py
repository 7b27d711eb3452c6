r'''Exercises that answer back. For writers of lessons: a file lesson_01b.py for lesson 01b-....

    """The tasks of lesson 01."""

    from . import Quiz, Right, Task, Wrong

    TASKS = [
        Task(
            "perplexity", "predict",                  # kinds: predict, complete, repair, find
            reference=4.0,                            # or a function of the run's data (see below)
            right="On these two words the model is as uncertain as someone who chooses among 4.",
            mistakes={                                # at least two; tests try every one of them
                5: "You took the usual average of 2 and 8. Probabilities multiply.",
                3.2: "You averaged the probabilities. Average 2 and 8, geometrically.",
            },
            hints=["Turn each probability into a number of equal choices.", "Multiply; then a root."],
            solution="√(2 × 8) = 4.",
        ),
        Task(
            "smoothing", "complete",                  # `cases`: the answer is a function
            cases=[(4, 10, 0.1), (0, 5, 0.2), (7, 7, 0.5)],   # the first may stand in the lesson
            reference=lambda count, seen, before: (count + 30 * before) / (seen + 30),
            mistakes=[                                # wrong functions, known by what they return
                (lambda count, seen, before: count / seen, "You trust ten cases fully."),
                (lambda count, seen, before: before, "You do not look at the count at all."),
            ],
            hints=["What would you say about a context never seen?"],
            code="def smooth(count, seen, before):\n    return (count + 30 * before) / (seen + 30)",
        ),
    ]
    QUIZZES = [
        Quiz("worse", "Can a model be worse than one that knows nothing?", {
            "✓ Yes": "It can be sure of the wrong words.",      # "✓ " marks the right option
            "No": "It can: one that gives 0.001 to every word that comes has a perplexity of 1,000.",
        }),
    ]

In the notebook (a cell tagged "exercise"; a quiz cell is tagged "quiz"):

    answer = ...                                      # or "", ["", ""], or ____ inside a function
    lesson.check("perplexity", answer)
    lesson.check("guesses", my_guesses, rows=rows, train=train)     # `given`: data of the run

`reference`, `right`, `mistakes` (explanations and answers), `cases`, `check` may be functions of the
data given by keyword; each asks by its parameter names for what it needs, explanations also for
`answer`. `example` is a dict (or a function that returns one) of small data for the tests.
Form and comparison come from the reference: int (exact), float (two digits, or `tolerance=`), str,
bool, list or array, set (any order); `choices=[...]` for one of several words. A list as a mistake
needs pairs in place of a dict. A mistake may be a triple (lambda answer: answer > 250, "...", 300):
a test of the answer, its explanation, and a typical one.
`check=function` decides itself: it gets the answer (in the reference's form) and returns Right("...")
or Wrong("..."), or True or False. Its mistakes may have None in place of an explanation.
`start` is what the cell holds at first where that is not empty: the faulty function of a repair, say.
Texts may hold `code` and *emphasis*. A right or wrong answer is repeated by the engine: explanations
begin with a capital and do not repeat it, and never tell the right answer (or set tells=True).
'''

import contextlib
import copy
import dataclasses
import functools
import html
import importlib
import inspect
import io
import math
import re
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

import numpy as np

from ..errors import CourseError, unknown
from . import answers, forms

KINDS = ("predict", "complete", "repair", "find")


class Right(str):
    """What a check function returns for a right answer: a sentence."""


class Wrong(str):
    """What a check function returns for a wrong answer: the misconception behind it."""


@dataclasses.dataclass
class Task:
    """One exercise; the fields are explained at the top of this file."""

    name: str
    kind: str
    reference: Any
    right: str | Callable = ""
    mistakes: dict | Sequence[tuple] = ()
    hints: Sequence[str] = ()
    solution: str = ""
    code: str = ""
    cases: Sequence | Callable | None = None
    choices: Sequence[str] | None = None
    form: str = ""
    tolerance: float | None = None
    check: Callable | None = None
    otherwise: str | Callable = ""
    start: Any = None
    example: dict | Callable = dataclasses.field(default_factory=dict)
    tells: bool = False

    def __post_init__(self):
        if self.kind not in KINDS:
            raise CourseError(unknown("kind of task", self.kind, KINDS))
        if isinstance(self.mistakes, dict):
            self.mistakes = list(self.mistakes.items())

    @property
    def is_function(self) -> bool:
        """Whether the answer is a function, tried on cases."""
        return self.cases is not None

    def right_answer(self, given: dict):
        """The reference, computed from the data of the run where it depends on them."""
        if self.is_function or not callable(self.reference):
            return self.reference
        return _call(self.reference, given)

    def inputs(self, given: dict) -> list[tuple]:
        """The cases, each a tuple of arguments."""
        cases = _call(self.cases, given) if callable(self.cases) else self.cases
        return [case if isinstance(case, tuple) else (case,) for case in cases]


@dataclasses.dataclass
class Quiz:
    """A question with several options; the text of the right one begins with "✓ "."""

    name: str
    question: str
    options: dict[str, str]

    def __str__(self):
        lines = [f"({letter}) {text.removeprefix('✓ ')}" for letter, text in _lettered(self)]
        return "\n".join([self.question, *lines])

    def __repr__(self):
        return _plain(str(self))

    def _repr_html_(self):
        parts = [
            _fold(
                f"<b>{letter}</b>&ensp;{_inline(text.removeprefix('✓ '))}",
                f"{'✓ Right.' if text.startswith('✓ ') else '✗ Not this one.'} "
                + _inline(self.options[text]),
            )
            for letter, text in _lettered(self)
        ]
        head = f"<p><b>{_inline(self.question)}</b></p>"
        return _box("quiz", head + "".join(parts))


@dataclasses.dataclass
class Reply:
    """What the learner sees. `state` is "right", "wrong" or "quiet"; folds are (summary, HTML)."""

    state: str
    text: str
    folds: list[tuple[str, str]] = dataclasses.field(default_factory=list)
    error: Exception | None = None  # of the check itself, for the tests

    def __repr__(self):
        return _plain({"right": "✓ ", "wrong": "✗ "}.get(self.state, "") + self.text)

    def _repr_html_(self):
        mark = {"right": "✓ ", "wrong": "✗ "}.get(self.state, "")
        body = "".join(_fold(summary, inside) for summary, inside in self.folds)
        return _box(self.state, f"<div>{mark}{_inline(self.text)}</div>{body}")


class _Missing(Exception):
    """A check asks for data that it was not given."""


# ---------------------------------------------------------------- what a lesson calls


def check(lesson: str, task: str, answer, **given) -> None:
    """Show what there is to say about an answer; never raises for one. See `reply`."""
    _show(reply(lesson, task, answer, given))


def hint(lesson: str, task: str) -> None:
    """Show the next hint of a task."""
    one = find(lesson, task)
    number = _hints_given[lesson, task] = _hints_given.get((lesson, task), 0) + 1
    if number > len(one.hints):
        _show(Reply("quiet", f'That was the last hint. `lesson.solution("{task}")` shows a solution.'))
        _hints_given[lesson, task] = 0
        return
    _show(Reply("quiet", f"Hint {number} of {len(one.hints)}. {one.hints[number - 1]}"))


def solution(lesson: str, task: str) -> None:
    """Show the solution of a task."""
    one = find(lesson, task)
    text = "\n\n".join(part for part in (one.solution, one.code.strip()) if part)
    _show(Reply("quiet", text, [("Solution", _solution(one))]), folded=True)


def quiz(lesson: str, name: str) -> None:
    """Show a question; its options unfold to their explanations."""
    quizzes = {one.name: one for one in getattr(_module(lesson), "QUIZZES", [])}
    if name not in quizzes:
        raise CourseError(unknown(f"quiz of lesson {lesson}", name, quizzes))
    _show(quizzes[name])


def so_far(lesson: str) -> str:
    """ "3 of 4 exercises right", from the answers kept; without them only how many there are."""
    tasks, kept = _module(lesson).TASKS, answers.kept(lesson)
    done = sum(any(r["right"] for r in kept.get(one.name, [])) for one in tasks)
    return f"{done} of {len(tasks)} exercises right" if answers.path() else f"{len(tasks)} exercises"


# ---------------------------------------------------------------- from an answer to a reply


def find(lesson: str, task: str) -> Task:
    """A task by name; CourseError names the tasks there are."""
    tasks = {one.name: one for one in _module(lesson).TASKS}
    if task not in tasks:
        raise CourseError(unknown(f"exercise in lesson {lesson}", task, tasks))
    return tasks[task]


def reply(lesson: str, task: str, answer, given: dict) -> Reply:
    """The reply to an answer; answers that were right or wrong are kept (see answers.py)."""
    one = find(lesson, task)
    said = judge(one, answer, given)
    if said.state == "quiet":
        if kept := answers.kept(lesson).get(task):
            said.text = _recall(kept)
            source = next((r["answer"] for r in reversed(kept) if "\n" in r["answer"]), "")
            said.folds += [("Your answer", _pre(source))] if source else []
        said.folds += _hint_folds(one) + [("Solution", _solution(one))]
        return said
    answers.keep(lesson, task, _written(answer), said.state == "right")
    if said.state == "right":
        _hints_given.pop((lesson, task), None)
        said.folds.append(("Solution, to compare", _solution(one)))
    else:
        said.folds += _hint_folds(one)
    return said


def judge(task: Task, answer, given: dict) -> Reply:
    """Right, wrong, or quiet where there is nothing to judge; with nothing read or written."""
    try:
        return _judge_function(task, answer, given) if task.is_function else _judge_value(task, answer, given)
    except _Missing as error:
        return Reply("quiet", f'This check needs more: `lesson.check("{task.name}", ..., {error})`.')
    except Exception as error:  # a strange answer inside a writer's check: never a traceback
        form = task.form or "what the text above asks for"
        return Reply("wrong", f"This answer cannot be read. Asked for: {form}.", error=error)


def _judge_value(task: Task, answer, given: dict) -> Reply:
    reference = task.right_answer(given)
    form = task.form or (
        "one of " + ", ".join(task.choices) if task.choices else forms.describe(reference)
    )
    empty = "" if callable(answer) else forms.empty_places(answer)
    if empty == "some":
        return Reply("quiet", f"Nothing to check yet: there is still an empty place. Put in {form}.")
    if empty or (task.start is not None and forms.same(answer, task.start, exact=True)):
        return Reply("quiet", f"Nothing to check yet: put your answer in place of `...`: {form}.")
    shown = forms.show(answer)
    value, readable = answer, True
    try:
        value = forms.read(answer, reference)[0]
    except forms.Unreadable:
        readable = False
    known = {**given, "answer": value, "reference": reference}
    if task.check is None and forms.same(answer, reference, task.tolerance):
        return _right(task, shown, task.right, known)
    if (says := _mistake_of_value(task, answer, known)) is not None:
        return _wrong(task, shown, says, known)
    if not readable:
        return Reply("wrong", f"{_quoted(shown)}This has not the form asked for: {form}.")
    if task.choices and str(value).casefold() not in [str(c).casefold() for c in task.choices]:
        return Reply("wrong", f"{_quoted(shown)}Choose {form}.")
    if task.check is not None:
        verdict = _call(task.check, known)
        if isinstance(verdict, Right) or verdict is True:
            return _right(task, shown, verdict if isinstance(verdict, Right) else task.right, known)
        return _wrong(task, shown, verdict if isinstance(verdict, Wrong) else "", known)
    if np.shape(value) != np.shape(reference) and not isinstance(reference, str | set | frozenset):
        return Reply("wrong", f"{_quoted(shown)}This has not the form asked for: {form}.")
    if isinstance(reference, float) and 0 < reference <= 1 and value > 1:
        if forms.same(value / 100, reference, task.tolerance):
            return Reply("wrong", f'{_quoted(shown)}Is that in per cent? Write "{shown} %".')
    return _wrong(task, shown, "", known)


def _mistake_of_value(task: Task, answer, known: dict):
    """The explanation of a typical wrong answer, or None."""
    for wrong, says, *_ in task.mistakes:
        if callable(wrong) and "answer" in inspect.signature(wrong).parameters:
            with contextlib.suppress(Exception):  # the test of an answer of another form
                if _call(wrong, known):
                    return says or ""
            continue
        wrong = _call(wrong, known) if callable(wrong) else wrong
        if forms.same(answer, wrong, task.tolerance) and says:
            return says
    return None


def _judge_function(task: Task, answer, given: dict) -> Reply:
    inputs = task.inputs(given)
    if forms.empty_places(answer):
        return Reply("quiet", "Nothing to check yet: put your code in place of `...` or `____`.")
    if isinstance(answer, str):  # an expression, written as text
        names = ", ".join(inspect.signature(task.reference).parameters)
        try:
            answer = eval(f"lambda {names}: {answer}", {"np": np, "math": math})
        except SyntaxError as error:
            return Reply("wrong", f"Python cannot read this expression: {error.msg}.")
    if not callable(answer):
        text = f'Hand over the function itself, without calling it: `lesson.check("{task.name}", f)`.'
        return Reply("wrong", text)
    if "____" in getattr(getattr(answer, "__code__", None), "co_names", ()):
        return Reply("quiet", "Nothing to check yet: put your code in place of `____`.")
    wanted = [task.reference(*copy.deepcopy(case)) for case in inputs]
    name = getattr(answer, "__name__", "it").replace("<lambda>", "it")
    got = []
    for case in inputs:
        result, printed, error = _try(answer, case)
        call = f"`{name}({', '.join(_short(one) for one in case)})`"
        if result is ... or "ellipsis" in str(error) or (result is None and _is_bare(answer)):
            return Reply("quiet", "Nothing to check yet: put your code in place of `...`.")
        if error is not None:
            text = f"The function stops with {type(error).__name__}: {error}. It was called as {call}."
            return Reply("wrong", text)
        if result is None and wanted[len(got)] is not None:
            if printed:
                return Reply("wrong", "It prints its result and returns nothing: use `return`.")
            return Reply("wrong", f"It returns nothing (None). Is there a `return`? Called: {call}.")
        got.append((call, result))
    results = [result for _, result in got]
    if task.start is not None and _agree(task, results, task.start, inputs):
        return Reply("quiet", "Nothing to check yet: the function does what it did at the start.")
    hits = [forms.same(r, w, task.tolerance, exact=True) for r, w in zip(results, wanted, strict=True)]
    known = {**given, "answer": answer}
    if all(hits):
        return _right(task, f"on all {len(hits)} inputs tried", task.right, known)
    for wrong, says in task.mistakes:
        if _agree(task, results, wrong, inputs):
            return _wrong(task, "", says, known)
    if all(forms.same(one, results[0], exact=True) for one in results) and len(results) > 1:
        text = f"It returns {_short(results[0])} for every input. Let it use its arguments."
        return Reply("wrong", text)
    call, result = got[hits.index(False)]
    start = "Right for the first example, but not for others: " if hits[0] else ""
    return _wrong(task, "", f"{start}{call} returns {_short(result)}. {task.otherwise}", known)


def _agree(task: Task, results: list, function: Callable, inputs: list) -> bool:
    """Whether another function returns the same results; so mistakes are known however written."""
    others = [_try(function, case) for case in inputs]
    return all(
        error is None and forms.same(result, other, task.tolerance, exact=True)
        for result, (other, _, error) in zip(results, others, strict=True)
    )


def _try(function: Callable, case: tuple) -> tuple[Any, str, Exception | None]:
    """Result, printed text and exception of a call; the arguments are copies."""
    printed = io.StringIO()
    try:
        with contextlib.redirect_stdout(printed):
            return function(*copy.deepcopy(case)), printed.getvalue(), None
    except Exception as error:
        return None, printed.getvalue(), error


def _is_bare(function: Callable) -> bool:
    """Whether a function has no body yet: only `...`, `pass` or a docstring."""
    code = getattr(function, "__code__", None)
    return code is not None and not code.co_names and len(code.co_code) <= 8


def _call(function: Callable, available: dict):
    """Call a writer's function with those of the data that its parameters name."""
    wanted = inspect.signature(function).parameters.values()
    if any(one.kind is one.VAR_KEYWORD for one in wanted):
        return function(**available)
    missing = [w.name for w in wanted if w.default is w.empty and w.name not in available]
    if missing:
        raise _Missing(", ".join(f"{name}={name}" for name in missing))
    return function(**{w.name: available[w.name] for w in wanted if w.name in available})


def _text(text: str | Callable, known: dict) -> str:
    return str(_call(text, known) if callable(text) else text)


def _right(task: Task, shown: str, text, known: dict) -> Reply:
    start = f"Right {shown}." if task.is_function else f"{shown} is right." if shown else "Right."
    return Reply("right", f"{start} {_text(text, known)}".strip())


def _wrong(task: Task, shown: str, says, known: dict) -> Reply:
    text = _text(says or task.otherwise, known)
    more = "" if says or task.otherwise else f'`lesson.hint("{task.name}")` gives a hint.'
    return Reply("wrong", f"{_quoted(shown) or 'Not yet. '}{text}{more}".strip())


def _quoted(shown: str) -> str:
    return f"{shown}: not yet. " if shown else ""


def _short(thing) -> str:
    text = re.sub(r"\s+", " ", forms.show(thing) or repr(thing))
    text = repr(thing) if isinstance(thing, str) else text
    return text if len(text) <= 80 else text[:77] + "..."


def _written(answer) -> str:
    """An answer as it is kept: the source of a function, else its short form."""
    if callable(answer):
        with contextlib.suppress(Exception):
            return inspect.getsource(answer)
    return forms.show(answer) or repr(answer)


def _recall(kept: list[dict]) -> str:
    """ "You answered 4 on 21 November: right." """
    last = next((r for r in reversed(kept) if r["right"]), kept[-1])
    day = date.fromisoformat(last["date"])
    year = "" if day.year == date.today().year else f" {day.year}"
    what = "" if "\n" in last["answer"] or len(last["answer"]) > 60 else f" {last['answer']}"
    verdict = "right" if last["right"] else "not yet right"
    return f"You answered{what} on {day.day} {day:%B}{year}: {verdict}."


# ---------------------------------------------------------------- how it looks

_hints_given: dict[tuple[str, str], int] = {}
# Only borders have colours, so that the text keeps the theme's own, light or dark.
_COLOURS = {"right": "#2e9e5b", "wrong": "#d9822b", "quiet": "#8a8f98", "quiz": "#4c8bd6"}


def _show(thing, folded: bool = False) -> None:
    from IPython.display import display

    if folded:  # a page copy shows the fold alone, plain text the whole
        data = {"text/plain": repr(thing), "text/html": _box("quiet", _fold(*thing.folds[0]))}
        display(data, raw=True)
        return
    display(thing)


def _box(state: str, inside: str) -> str:
    return (
        f'<div style="border-left: 4px solid {_COLOURS[state]}; padding: 2px 12px; '
        f'margin: 4px 0; max-width: 48em; line-height: 1.5">{inside}</div>'
    )


def _fold(summary: str, inside: str) -> str:
    return (
        f'<details style="margin: 3px 0"><summary style="cursor: pointer">{summary}</summary>'
        f'<div style="padding: 2px 0 4px 18px">{inside}</div></details>'
    )


def _inline(text: str) -> str:
    """Text with `code` and *emphasis* as HTML."""
    text = html.escape(text, quote=False)
    text = re.sub(r"`([^`]+)`", r"<code>\1</code>", text)
    text = re.sub(r"(?<![\w*])\*([^*\s][^*]*?)\*(?![\w*])", r"<em>\1</em>", text)
    return text.replace("\n", "<br>")


def _plain(text: str) -> str:
    """The same text without marks."""
    return re.sub(r"(?<![\w*])\*([^*\s][^*]*?)\*(?![\w*])", r"\1", text.replace("`", ""))


def _pre(code: str) -> str:
    return f"<pre><code>{html.escape(code.strip(), quote=False)}</code></pre>"


def _solution(task: Task) -> str:
    return _inline(task.solution) + (_pre(task.code) if task.code else "")


def _hint_folds(task: Task) -> list[tuple[str, str]]:
    return [(f"Hint {i}", _inline(text)) for i, text in enumerate(task.hints, start=1)]


def _lettered(one: Quiz):
    return zip("ABCDEFGH", one.options, strict=False)


@functools.cache
def _module(lesson: str):
    """The module of tasks of a lesson: helpers.exercises.lesson_01b for 01b-...."""
    name = f"{__name__}.lesson_{lesson.split('-')[0]}"
    try:
        return importlib.import_module(name)
    except ModuleNotFoundError as error:
        if error.name != name:
            raise
        raise CourseError(f"Lesson {lesson} has no exercises.") from None
