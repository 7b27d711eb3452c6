"""From an answer to a reply: right, wrong with the misconception behind it, or nothing to judge."""

import contextlib
import copy
import inspect
import io
import math
import os
import re
from collections.abc import Callable
from typing import Any

import numpy as np

from . import forms
from .pages import Reply


class Right(str):
    """What a check function returns for a right answer: a sentence."""


class Wrong(str):
    """What a check function returns for a wrong answer: the misconception behind it."""


class Missing(Exception):
    """A task asks for data of the run that its check was not given."""


def judge(task, answer, given: dict) -> Reply:
    """The reply to an answer. Never raises for a learner; for tests (COURSE_STRICT=1) it does."""
    try:
        return (_judge_function if task.is_function else _judge_value)(task, answer, given)
    except Missing as error:
        return Reply("quiet", f'This check needs: `lesson.check("{task.name}", ..., {error})`.')
    except Exception as error:  # a strange answer inside a writer's check
        if os.environ.get("COURSE_STRICT") == "1":
            raise
        form = task.form or "what the text above asks for"
        return Reply("wrong", f"This answer cannot be read. Asked for: {form}.", error=error)


def faults(task, given: dict) -> list[str]:
    """What is wrong with a task, tried on data of a run: sentences, none where all is well.

    The reference must be right; every typical mistake must be wrong, with its own explanation,
    which does not tell the right answer; a function that always returns the same must be wrong.
    """
    found, explained = [], []
    right = judge(task, task.right_answer(given), given)
    if right.state != "right":
        found.append(f"the reference is not right: {right}")
    mistakes = typical_mistakes(task, given)
    if task.choices:  # which one is right may depend on the run
        answer = task.right_answer(given)
        mistakes = [one for one in mistakes if not forms.same(one[0], answer)]
        left = {c for c in task.choices if not any(forms.same(m, c) for m, _ in mistakes)}
        found += [f"the choice {one} has no explanation" for one in left - {answer}]
    for answer, says in mistakes:
        reply = judge(task, answer, given)
        text = says and say(says, {**given, "answer": answer})
        if reply.state != "wrong":
            found.append(f"the mistake {forms.show(answer) or answer} is {reply.state}: {reply}")
        elif text and text not in reply.text:
            found.append(f"the mistake {forms.show(answer) or answer} gets another text: {reply}")
        elif not task.tells and tells(task, given, reply.text, answer):
            found.append(f"the reply tells the right answer: {reply}")
        explained.append(text or reply.text)
    if len(set(explained)) < len(explained):
        found.append("two mistakes have the same explanation")
    if task.is_function:
        first = task.reference(*copy.deepcopy(task.inputs(given)[0]))
        if judge(task, lambda *_: first, given).state != "wrong":
            found.append("a function that always returns the first result is not wrong")
    if task.start is not None and judge(task, _start(task, given), given).state != "quiet":
        found.append("what stands in the cell at first is judged")
    return found


def typical_mistakes(task, given: dict) -> list[tuple[Any, str | Callable | None]]:
    """The wrong answers of a task, computed where they depend on the run, with explanations."""
    pairs = []
    for wrong, says, *example in task.mistakes:
        if example:
            wrong = example[0]
        elif callable(wrong) and not task.is_function:
            wrong = call(wrong, given)
        pairs.append((wrong, says))
    return pairs


def tells(task, given: dict, text: str, answer) -> bool:
    """Whether a reply to a wrong answer gives the right one away (numbers and lists of numbers)."""
    right = None if task.is_function or task.choices else task.right_answer(given)
    shown = forms.show(right) if forms.kind(right) in ("number", "numbers") else ""
    text = text.removeprefix(forms.show(answer))
    said = [text, text.replace(",", "")]
    return bool(shown) and any(
        re.search(rf"(?<![\w.,]){re.escape(one)}(?!\w|[.,]\d)", t)
        for t in said
        for one in (shown, shown.removesuffix(".0"))
    )


def call(function: Callable, available: dict):
    """Call a writer's function with those of the data that its parameters name."""
    wanted = inspect.signature(function).parameters.values()
    if any(one.kind is one.VAR_KEYWORD for one in wanted):
        return function(**available)
    missing = [w.name for w in wanted if w.default is w.empty and w.name not in available]
    if missing:
        raise Missing(", ".join(f"{name}={name}" for name in missing))
    return function(**{w.name: available[w.name] for w in wanted if w.name in available})


def say(text: str | Callable, known: dict) -> str:
    """A text, or what a function of the run's data and the answer makes of them."""
    return str(call(text, known) if callable(text) else text)


# ------------------------------------------------------------------------------------- values


def _judge_value(task, answer, given: dict) -> Reply:
    reference = task.right_answer(given)
    options = ", ".join(f'"{one}"' for one in task.choices or ())
    form = task.form or (f"one of {options}" if options else forms.describe(reference))
    empty = "" if callable(answer) else forms.empty_places(answer)
    if empty == "some":
        return Reply("quiet", f"Nothing to check yet: a place is still empty. Write {form}.")
    if empty:
        written = isinstance(answer, str | list) and "Ellipsis" not in repr(answer)
        todo = f"write {form}" if written else f"put your answer in place of `...` ({form})"
        return Reply("quiet", f"Nothing to check yet: {todo}.")
    if task.start is not None and forms.same(answer, _start(task, given), exact=True):
        return Reply("quiet", f"Nothing to check yet: change it to {form}.")

    shown = forms.show(answer)
    try:
        value = forms.read(answer, reference)[0]
    except forms.Unreadable:
        value = None
    known = {**given, "answer": answer if value is None else value, "reference": reference}
    if task.check is None and forms.same(answer, reference, task.tolerance):
        verdict = "is right" if forms.same(answer, reference, exact=True) else "is near enough"
        return _right(f"{shown} {verdict}." if shown else "Right.", task, known)
    if says := _known_mistake(task, answer, given, known):
        return _wrong(task, shown, says, known)
    if task.choices and str(value).casefold() not in [one.casefold() for one in task.choices]:
        return _wrong(task, shown, f"Choose {form}.", known)
    if value is None or (task.check is None and _shape(value) != _shape(reference)):
        return _wrong(task, shown, f"The form asked for is {form}.", known)
    if task.check is not None:
        verdict = call(task.check, known)
        if verdict is True or isinstance(verdict, Right):
            return _right("Right.", task, known, verdict if isinstance(verdict, Right) else None)
        return _wrong(task, shown, verdict or "", known)
    shares = isinstance(reference, float) and 0 < reference <= 1
    if shares and forms.same(value / 100, reference, task.tolerance):
        return _wrong(task, shown, f'Is that in per cent? Then write "{shown} %".', known)
    return _wrong(task, shown, "", known)


def _known_mistake(task, answer, given: dict, known: dict) -> str | Callable | None:
    """The explanation of a typical wrong answer, or None."""
    for wrong, says, *example in task.mistakes:
        if example:  # a test of the answer
            with contextlib.suppress(Exception):  # an answer of another form
                if call(wrong, known):
                    return says
        elif forms.same(answer, call(wrong, given) if callable(wrong) else wrong, task.tolerance):
            return says
    return None


def _start(task, given: dict):
    depends = callable(task.start) and not task.is_function
    return call(task.start, given) if depends else task.start


def _shape(value) -> tuple:
    return () if isinstance(value, set | frozenset) else np.shape(value)


def _right(start: str, task, known: dict, text: str | None = None) -> Reply:
    return Reply("right", f"{start} {say(task.right if text is None else text, known)}".strip())


def _wrong(task, shown: str, says, known: dict) -> Reply:
    start = f"{shown}: not yet." if shown else "Not yet."
    text = say(says or task.otherwise, known) or f'`lesson.hint("{task.name}")` gives a hint.'
    return Reply("wrong", f"{start} {text}")


# ---------------------------------------------------------------------------------- functions


def _judge_function(task, answer, given: dict) -> Reply:
    blank = "Nothing to check yet: put your code in place of {} and run this cell again."
    if forms.empty_places(answer):
        return Reply("quiet", blank.format("`____`" if isinstance(answer, str) else "`...`"))
    if isinstance(answer, str):  # an expression, written as text
        names = ", ".join(inspect.signature(task.reference).parameters)
        try:
            answer = eval(f"lambda {names}: {answer}", {"np": np, "math": math})
        except SyntaxError as error:
            return _wrong(task, "", f"Python cannot read this expression: {error.msg}.", given)
    if not callable(answer):
        advice = f'Hand over the function itself: `lesson.check("{task.name}", its_name)`.'
        return _wrong(task, forms.show(answer), advice, given)
    code = getattr(answer, "__code__", None)
    if _names_blank(code):
        return Reply("quiet", blank.format("`____`"))

    inputs = task.inputs(given)
    wanted = [task.reference(*copy.deepcopy(case)) for case in inputs]
    name = getattr(answer, "__name__", "f").replace("<lambda>", "f")
    calls = [f"`{name}({', '.join(_short(one, 40) for one in case)})`" for case in inputs]
    results = []
    for case, want, called in zip(inputs, wanted, calls, strict=True):
        result, printed, error = _try(answer, case)
        if result is ... or "ellipsis" in str(error):
            return Reply("quiet", blank.format("`...`"))
        if error is None and result is None and _is_bare(code):
            return Reply("quiet", blank.format("`...`"))
        if error is not None:
            text = f"{called} stops with {type(error).__name__}: {error}."
            return _wrong(task, "", text, given)
        if result is None and want is not None:
            why = "prints its result, but returns nothing" if printed else "returns nothing (None)"
            return _wrong(task, "", f"{called} {why}: end it with `return`.", given)
        results.append(result)

    known = {**given, "answer": answer}
    if _agree(task, results, wanted):
        return _right(f"Right on all {len(inputs)} inputs tried.", task, known)
    if task.start is not None and _agree(task, results, _results(task.start, inputs)):
        return Reply("quiet", "Nothing to check yet: the function does what it did at first.")
    for wrong, says in task.mistakes:
        if _agree(task, results, _results(wrong, inputs)):
            return _wrong(task, "", says, known)
    if len(results) > 1 and _agree(task, results, [results[0]] * len(results)):
        text = f"It returns {_short(results[0])} for every input: let it use its arguments."
        return _wrong(task, "", text, known)
    hits = [_agree(task, [r], [w]) for r, w in zip(results, wanted, strict=True)]
    first = hits.index(False)
    text = "Right for one input, but not for another: " if any(hits) else ""
    text += f"{calls[first]} should not return {_short(results[first])}. "
    text += say(task.otherwise, known)
    return _wrong(task, "", text.strip(), known)


def _try(function: Callable, case: tuple) -> tuple[Any, str, Exception | None]:
    """Result, printed text and exception of a call; the arguments are copies."""
    printed = io.StringIO()
    try:
        with contextlib.redirect_stdout(printed), np.errstate(all="ignore"):
            return function(*copy.deepcopy(case)), printed.getvalue(), None
    except Exception as error:
        return None, printed.getvalue(), error


def _results(function: Callable, inputs: list[tuple]) -> list:
    return [_try(function, case)[0] for case in inputs]


def _agree(task, results: list, others: list) -> bool:
    """Whether two functions return the same; so a mistake is known however it is written."""
    return all(
        other is not None and forms.same(result, other, task.tolerance, exact=True)
        for result, other in zip(results, others, strict=True)
    )


def _names_blank(code) -> bool:
    """Whether `____` stands in a function or in one inside it."""
    if code is None:
        return False
    inner = [one for one in code.co_consts if inspect.iscode(one)]
    return "____" in code.co_names or any(map(_names_blank, inner))


def _is_bare(code) -> bool:
    """Whether a function that returns None has no body yet: only `...`, `pass` or a docstring."""
    return code is not None and not code.co_names and len(code.co_code) <= 8


def _short(thing, longest: int = 80) -> str:
    text = repr(thing) if isinstance(thing, str) else forms.show(thing) or repr(thing)
    text = re.sub(r"\s+", " ", text)
    return text if len(text) <= longest else text[: longest - 3] + "..."
