"""From an answer to a reply: right, wrong with the misconception behind it, or nothing to judge."""

import contextlib
import copy
import dis
import inspect
import io
import math
import os
import re
from collections.abc import Callable
from typing import Any, NamedTuple

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
        value = None if task.is_function else _value(answer, task.right_answer(given))
        known = {"answer": answer if value is None else value, "reference": task.right_answer(given)}
        text = says and say(says, {**given, **known})
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
    value = _value(answer, reference)
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


def _value(answer, reference):
    """An answer in the form of the reference, or None."""
    try:
        return forms.read(answer, reference)[0]
    except forms.Unreadable:
        return None


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
            answer = eval(f"lambda {names}: ({answer})", {"np": np, "math": math})
        except (SyntaxError, ValueError) as error:
            return _wrong(task, "", f"Python cannot read this expression: {error.args[0]}.", given)
    if not callable(answer):
        advice = f'Hand over the function itself: `lesson.check("{task.name}", its_name)`.'
        return _wrong(task, forms.show(answer), advice, given)
    code = getattr(answer, "__code__", None)
    if _names_blank(code):
        return Reply("quiet", blank.format("`____`"))

    known, inputs = {**given, "answer": answer}, task.inputs(given)
    wanted, got = _outcomes(task.reference, inputs), _outcomes(answer, inputs)
    if broken := next((one.error for one in wanted if one.error is not None), None):
        raise broken
    for one in got:
        bare = one.error is None and one.result is None and _is_bare(code)
        if bare or one.result is ... or "ellipsis" in str(one.error):
            return Reply("quiet", blank.format("`...`"))
    hits = [_alike(task, *pair) for pair in zip(got, wanted, strict=True)]
    if all(hits):
        return _right(f"Right on all {len(inputs)} inputs tried.", task, known)
    same = task.start is not None and _agree(task, got, _outcomes(task.start, inputs))
    for wrong, says in task.mistakes if not same or _steps(answer) != _steps(task.start) else ():
        if _agree(task, got, _outcomes(wrong, inputs)):
            return _wrong(task, "", says, known)
    if same:
        return Reply("quiet", "Nothing to check yet: the function does what it did at first.")
    return _wrong(task, "", _what_happened(task, answer, inputs, got, hits, known), known)


def _what_happened(task, function, inputs, got, hits, known) -> str:
    """What a wrong function does that no typical mistake explains."""
    name = getattr(function, "__name__", "f").replace("<lambda>", "f")
    calls = [f"`{name}({', '.join(_short(one, 40) for one in case)})`" for case in inputs]
    for called, one, hit in zip(calls, got, hits, strict=True):
        if one.error is not None:
            return f"{called} stops with {type(one.error).__name__}: {one.error}."
        if one.result is None and not hit:
            why = "prints its result, but returns" if one.printed else "returns"
            return f"{called} {why} nothing (None): end it with `return`."
    if len(got) > 1 and all(_alike(task, one, got[0]) for one in got):
        return f"It returns {_short(got[0].result)} for every input: let it use its arguments."
    first = hits.index(False)
    start = "Right for one input, but not for another: " if any(hits) else ""
    text = f"{start}{calls[first]} should not return {_short(got[first].result)}."
    return f"{text} {say(task.otherwise, known)}".strip()


class _Outcome(NamedTuple):
    """What came of a call."""

    result: Any
    printed: bool
    error: Exception | None


def _outcomes(function: Callable, inputs: list[tuple]) -> list[_Outcome]:
    """Call a function on copies of the inputs; nothing is printed, nothing raised."""
    outcomes = []
    for case in inputs:
        printed, result, caught = io.StringIO(), None, None
        try:
            with contextlib.redirect_stdout(printed), np.errstate(all="ignore"):
                result = function(*copy.deepcopy(case))
        except Exception as error:
            caught = error
        outcomes.append(_Outcome(result, bool(printed.getvalue()), caught))
    return outcomes


def _alike(task, one: _Outcome, other: _Outcome) -> bool:
    if one.error is not None or other.error is not None:
        return repr(one.error) == repr(other.error)
    return forms.same(one.result, other.result, task.tolerance, exact=True)


def _agree(task, some: list[_Outcome], others: list[_Outcome]) -> bool:
    """Whether two functions do the same; so a mistake is known however it is written."""
    return all(_alike(task, *pair) for pair in zip(some, others, strict=True))


def _steps(function: Callable) -> list:
    """What a function loads, stores and computes: so a changed one is known even where it returns the same."""
    kinds = ("LOAD", "STORE", "BINARY", "UNARY", "COMPARE")  # how a call is made differs between modules
    code = getattr(function, "__code__", None)
    steps = [(one.opname.split("_")[0], str(one.argval)) for one in dis.get_instructions(code or "")]
    return [step for step in steps if step[0] in kinds]


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
