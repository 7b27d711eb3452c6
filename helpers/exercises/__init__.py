r"""Exercises that answer back. The tasks of lesson 01b-... stand in lesson_01b.py, in this form:

    from . import Quiz, Right, Task

    TASKS = [
        Task(
            "perplexity",
            "predict",  # or complete, repair, find
            reference=4.0,
            right="On these two words the model is as uncertain as someone who chooses among four.",
            mistakes={  # at least two; the tests try each of them
                5: "You took the usual average of 2 and 8. Probabilities multiply.",
                3.2: "You averaged the probabilities. Average 2 and 8, geometrically.",
            },
            hints=["1/8 is a choice among how many words?", "Multiply; then take a root."],
            solution="√(2 × 8) = 4.",
        ),
        Task(
            "smoothing",
            "complete",
            cases=[(4, 10, 0.1), (0, 5, 0.2), (7, 7, 0.5)],  # cases: so the answer is a function
            reference=lambda count, seen, before: (count + 30 * before) / (seen + 30),
            mistakes=[  # wrong functions; they are known by what they return
                (lambda count, seen, before: count / seen, "You trust a few rows fully."),
                (lambda count, seen, before: before, "You do not look at the count at all."),
            ],
            hints=["What should come out for a context that was never seen?"],
            code="def smooth(count, seen, before):\n    return (count + 30 * before) / (seen + 30)",
        ),
    ]
    QUIZZES = [
        Quiz("worse", "Can a model be worse than one that knows nothing?", {
            "✓ Yes": "It can be sure, and wrong.",  # the mark stands before the right option
            "No": "It can: 0.001 for each word that comes is a perplexity of 1,000.",
        }),
    ]

In the notebook (cells tagged "exercise" and "quiz"; no later cell needs a learner's answer):

    answer = ...  # or "", or ["", ""]; inside a function, or in an expression as text, also ____
    lesson.check("perplexity", answer)
    lesson.check("guesses", my_guesses, rows=rows, train=train)  # data of the run, by name
    lesson.hint("perplexity"); lesson.solution("perplexity"); lesson.quiz("worse")

The form of an answer, and how exactly it must meet the reference, follow from the reference:
    int (exactly), float (two digits, or tolerance=), str, bool, array or list of these (in order),
    set (any order), anything else for a check function. choices=["...", "..."]: one of these.
    form="three words": what to call it, where "3 words" would not do.
Data of the run: reference, cases, each mistake and each text may be a function whose parameters
    name the data it needs, such as `lambda train, words: ...`; texts may also ask for `answer`.
    Then give example=, a dict of small data for the tests (or a function that makes one).
Mistakes: a dict, or pairs where an answer is a list or a function. In place of an answer also a
    test of it, with a typical one behind: (lambda answer: answer > 250, "That is ...", 300).
check=function: decides itself. It gets the answer in the reference's form, and returns Right("...")
    or Wrong("..."), True or False. Its mistakes may have None for an explanation: it explains.
start=: what the cell holds at first, where that is no blank (a faulty function to repair).
otherwise=: what to say to any other wrong answer.
code=: a solution that runs on its own, with np, pd, math and the data of the run.
Texts may hold `code` and *emphasis*. The engine says the answer and right or wrong first ("5: not
    yet."), so texts begin with a capital; they never tell the right answer (unless tells=True).
Under COURSE_STRICT=1 an untouched check tries the task on the data of the run: see judge.faults.
"""

import contextlib
import dataclasses
import functools
import importlib
import inspect
import os
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from ..errors import CourseError, unknown
from . import answers, forms
from .judge import Right, Wrong, call, faults, judge
from .pages import Quiz, Reply, inline, program

__all__ = ["Quiz", "Right", "Task", "Wrong", "check", "hint", "quiz", "so_far", "solution"]
KINDS = ("predict", "complete", "repair", "find")


@dataclasses.dataclass
class Task:
    """One exercise; its fields are explained at the top of this file."""

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
            raise CourseError(unknown("kind of exercise", self.kind, KINDS))
        if isinstance(self.mistakes, dict):
            self.mistakes = list(self.mistakes.items())

    @property
    def is_function(self) -> bool:
        """Whether the answer is a function, tried on cases."""
        return self.cases is not None

    def right_answer(self, given: dict) -> Any:
        """The reference, computed where it depends on the data of the run."""
        return call(self.reference, given) if self._depends else self.reference

    @property
    def _depends(self) -> bool:
        return callable(self.reference) and not self.is_function

    def inputs(self, given: dict) -> list[tuple]:
        """The cases, each a tuple of arguments."""
        cases = call(self.cases, given) if callable(self.cases) else self.cases
        return [case if isinstance(case, tuple) else (case,) for case in cases]


# --------------------------------------------------------------------- what a lesson calls


def check(lesson: str, task: str, answer, **given) -> None:
    """Show what there is to say about an answer. CourseError where there is no such task."""
    _show(reply(lesson, task, answer, given))


def hint(lesson: str, task: str) -> None:
    """Show the next hint of a task."""
    hints = find(lesson, task).hints
    number = _shown.get((lesson, task), 0) % (len(hints) + 1)
    _shown[lesson, task] = number + 1
    if number < len(hints):
        text = f"Hint {number + 1} of {len(hints)}. {hints[number]}"
    else:
        text = f'That was the last hint. `lesson.solution("{task}")` shows a solution.'
    _show(Reply("quiet", text))


def solution(lesson: str, task: str) -> None:
    """Show the solution of a task, folded."""
    one = find(lesson, task)
    text = "\n".join(part for part in (one.solution, one.code.strip()) if part)
    _show(Reply("quiet", text, [_solution(one)], folded=True))


def quiz(lesson: str, name: str) -> None:
    """Show a question; its options unfold to their explanations."""
    _show(find_quiz(lesson, name))


def so_far(lesson: str) -> str:
    """A line for the recap, "3 of 4 exercises right"; where no answers are kept, "4 in all"."""
    tasks, kept = _module(lesson).TASKS, answers.kept(lesson)
    done = sum(any(record["right"] for record in kept.get(one.name, ())) for one in tasks)
    return f"{done} of {len(tasks)} exercises right" if answers.path() else f"{len(tasks)} in all"


# ---------------------------------------------------------------------------- what is behind


def find(lesson: str, task: str) -> Task:
    """A task by its name; CourseError names the tasks there are."""
    tasks = {one.name: one for one in _module(lesson).TASKS}
    if task not in tasks:
        raise CourseError(unknown(f"exercise in lesson {lesson}", task, tasks))
    return tasks[task]


def find_quiz(lesson: str, name: str) -> Quiz:
    """A quiz question by its name; CourseError names the questions there are."""
    quizzes = {one.name: one for one in getattr(_module(lesson), "QUIZZES", ())}
    if name not in quizzes:
        raise CourseError(unknown(f"quiz in lesson {lesson}", name, quizzes))
    return quizzes[name]


def reply(lesson: str, task: str, answer, given: dict) -> Reply:
    """The reply to an answer, with hints and solution to unfold; right and wrong ones are kept."""
    one = find(lesson, task)
    said = judge(one, answer, given)
    hints = [(f"Hint {i}", inline(text)) for i, text in enumerate(one.hints, start=1)]
    if said.state == "quiet":
        if os.environ.get("COURSE_STRICT") == "1" and (found := faults(one, given)):
            raise CourseError(f"Exercise {task!r} of lesson {lesson}: {'; '.join(found)}.")
        if kept := answers.kept(lesson).get(task):
            record = next((one for one in reversed(kept) if one["right"]), kept[-1])
            said.text, code = _recall(record)
            said.folds += [("Your answer", program(code))] * bool(code)
        said.folds += [*hints, _solution(one)]
    else:
        answers.keep(lesson, task, _written(answer), said.state == "right")
        said.folds += [_solution(one)] if said.state == "right" else hints
    return said


def _written(answer) -> str:
    """An answer as it is kept: the source of a function, else what it looks like."""
    with contextlib.suppress(Exception):  # a function without source
        if callable(answer):
            return inspect.getsource(answer)
    return forms.show(answer) or repr(answer)


def _recall(record: dict) -> tuple[str, str]:
    """For instance "You answered 4 on 21 November: right."; and the answer, where it is code."""
    day, answer = date.fromisoformat(record["date"]), record["answer"].strip()
    when = f"{day.day} {day:%B}" + f" {day.year}" * (day.year != date.today().year)
    short = len(answer) <= 60 and "\n" not in answer
    verdict = "right" if record["right"] else "not yet right"
    return f"You answered{f' {answer}' * short} on {when}: {verdict}.", answer * (not short)


def _solution(one: Task) -> tuple[str, str]:
    return "Solution", inline(one.solution) + (program(one.code) if one.code else "")


def _show(thing) -> None:
    from IPython.display import display

    display(thing)


_shown: dict[tuple[str, str], int] = {}  # hints shown so far


@functools.cache
def _module(lesson: str):
    """The tasks of a lesson: the module helpers.exercises.lesson_01b for 01b-...."""
    name = f"{__name__}.lesson_{lesson.split('-')[0]}"
    try:
        return importlib.import_module(name)
    except ModuleNotFoundError as error:
        if error.name != name:
            raise
        raise CourseError(f"Lesson {lesson} has no exercises.") from None
