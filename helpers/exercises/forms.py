"""Any right way of writing an answer: numbers, words and lists, read in the form of a reference."""

import ast
import math
import re
from fractions import Fraction

import numpy as np

YES, NO = ("yes", "true", "y", "right"), ("no", "false", "n", "wrong")
GROUPS = re.compile(r"^[+-]?[1-9]\d{0,2}([ ,'’_]\d{3})+(\.\d+)?$")  # 13,200 and 13 200, not 0,125


class Unreadable(ValueError):
    """An answer that has not the form asked for."""


def kind(like) -> str:
    """yes, number, word, words, numbers, set or anything else ("thing")."""
    if isinstance(like, bool | np.bool_):
        return "yes"
    if isinstance(like, str):
        return "word"
    if isinstance(like, set | frozenset):
        return "set"
    if isinstance(like, int | float | np.number):
        return "number"
    if isinstance(like, dict) or not hasattr(like, "__len__") or not len(like):
        return "thing"
    listed = _listed(like)
    if isinstance(listed, np.ndarray) and listed.dtype.kind in "iufb":
        return "numbers"  # also large ones, without a look at every number
    try:
        flat = np.asarray(listed, dtype=object).ravel()
    except ValueError:  # arrays of several shapes
        return "thing"
    if all(isinstance(one, str) for one in flat):
        return "words"
    numeric = all(isinstance(one, int | float | np.number) for one in flat)
    return "numbers" if numeric else "thing"


def describe(like) -> str:
    """What an answer of this form is called: "a number", "3 words"."""
    what = kind(like)
    if what == "set":
        plural = "words" if kind(list(like)) == "words" else "numbers"
        return f"{len(like)} {plural}, in any order"
    if what == "words":
        return f"{len(like)} word{'s' * (len(like) != 1)}"
    if what == "numbers":
        shape = np.shape(like)
        if len(shape) == 1:
            return f"{len(like)} number{'s' * (len(like) != 1)}"
        if len(shape) == 2:
            return f"{shape[0]} rows of {shape[1]} numbers"
        return f"an array of the shape {shape}"
    names = {"yes": "True or False", "number": "a number", "word": "a word in quotation marks"}
    return names.get(what, "your answer")


def _listed(thing):
    """A list of anything that holds several things; arrays and tables stay as they are."""
    if hasattr(thing, "to_numpy"):  # pandas
        return thing.to_numpy()
    if isinstance(thing, np.ndarray | list | tuple):
        return thing
    if hasattr(thing, "shape"):  # a tensor of any library
        return np.asarray(thing)
    return list(thing) if hasattr(thing, "__iter__") else [thing]


def _number(thing) -> list[float]:
    """Every reading of one number; "50 %" may be 0.5 or 50."""
    if isinstance(thing, str):
        text = thing.strip().lstrip("~≈= ").replace("−", "-").replace("∞", "inf")
        bare = text.rstrip("% ")
        if GROUPS.match(bare):
            bare = re.sub(r"[ ,'’_]", "", bare)
        bare = bare.replace(",", ".").replace(" ", "")
        try:
            value = float(bare) if "/" not in bare else float(Fraction(bare))
        except (ValueError, ZeroDivisionError):
            raise Unreadable(thing) from None
        return [value / 100, value] if "%" in text else [value]
    array = np.asarray(thing)
    if array.size == 1 and array.dtype.kind in "iuf":
        return [float(array.reshape(-1)[0])]
    if array.size == 1 and array.dtype.kind in "UO" and isinstance(array.reshape(-1)[0], str):
        return _number(array.reshape(-1)[0])
    raise Unreadable(thing)


def _word(thing) -> str:
    if isinstance(thing, list | tuple | np.ndarray) and np.size(thing) == 1:
        thing = np.asarray(thing, dtype=object).reshape(-1)[0]
    if isinstance(thing, list | tuple) and all(isinstance(part, str) for part in thing):
        thing = " ".join(thing)  # words of one phrase
    if not isinstance(thing, str):
        raise Unreadable(thing)
    text = thing.strip().replace("–", "-")
    quoted = re.match(r"^([\"'“‘`])(.+)([\"'”’`])$", text)
    return quoted[2].strip() if quoted else text


def _split(thing, blanks: bool):
    """A list written as text, "a, b" or "[1, 2]" or (where blanks separate) "a b", as a list."""
    if not isinstance(thing, str):
        return _listed(thing)
    text = thing.strip()
    if text[:1] in "[(" and text[-1:] in "])":
        try:
            return list(ast.literal_eval(text))
        except (ValueError, SyntaxError):
            text = text[1:-1]
    if "," in text or ";" in text:
        return [part for part in re.split(r"[,;]", text) if part.strip()]
    return text.split() if blanks else [text]


def read(answer, like) -> list:
    """Every reading of an answer in the form of `like`; raises Unreadable where there is none."""
    what = kind(like)
    if what == "yes":
        if isinstance(answer, bool | np.bool_):
            return [bool(answer)]
        if isinstance(answer, str) and answer.strip().casefold() in YES + NO:
            return [answer.strip().casefold() in YES]
        raise Unreadable(answer)
    if what == "number":
        return _number(answer)
    if what == "word":
        return [_word(answer)]
    if what == "set":
        return read(answer, list(like))
    if what == "words":
        several = all(" " not in one for one in like) and len(like) > 1
        return [[_word(one) for one in _split(answer, several)]]
    if what == "numbers":
        try:
            array = np.asarray(_split(answer, True))
            if array.dtype.kind in "iufb":
                return [_shaped(array.astype(float), like)]
            array = np.asarray(_split(answer, True), dtype=object)
        except ValueError:
            raise Unreadable(answer) from None
        all_readings = [_number(one) for one in array.ravel()]
        return [_shaped(np.array([one[end] for one in all_readings]).reshape(array.shape), like) for end in (0, -1)]
    return [answer]


def _shaped(array: np.ndarray, like) -> np.ndarray:
    """Rows of one, such as (1, 3) for (3,), are no mistake."""
    shape = np.shape(_listed(like))
    fits = array.size == math.prod(shape) and np.squeeze(array).shape == np.squeeze(like).shape
    return array.reshape(shape) if fits else array


def same(answer, like, tolerance: float | None = None, exact: bool = False) -> bool:
    """Whether an answer, however it is written, is `like`.

    Whole numbers must be equal. Others may differ by `tolerance`; without one, by half a unit of
    the second digit (0.17 and 0.18 for 0.175), or where `exact`, by a ten-thousandth.
    """
    try:
        readings, target = read(answer, like), read(like, like)[0]
    except Unreadable:
        return False
    return any(_equal(one, target, like, tolerance, exact) for one in readings)


def _equal(one, target, like, tolerance, exact) -> bool:
    what = kind(like)
    if what == "set":
        what, like = kind(list(like)), list(like)
        one, target = sorted(one), sorted(target)
        if what == "words":
            one, target = sorted(set(map(str.casefold, one))), sorted(map(str.casefold, target))
    if what == "word":
        return one.casefold() == target.casefold()
    if what == "words":
        return [w.casefold() for w in one] == [w.casefold() for w in target]
    if what in ("number", "numbers"):
        one, target = np.asarray(one, float), np.asarray(target, float)
        if one.shape != target.shape:
            return False
        size = np.abs(np.where(np.isfinite(target), target, 0))
        if tolerance is not None:
            slack = np.full(size.shape, float(tolerance))
        elif np.asarray(like).dtype.kind in "iu" and not exact:
            slack = np.zeros(size.shape)
        elif exact:
            slack = np.full(size.shape, 1e-4 * size.max(initial=0.0))
        else:
            digits = np.floor(np.log10(np.where(size > 0, size, 1)))
            slack = np.where(size > 0, 0.5 * 10.0 ** (digits - 1), 0)
        with np.errstate(invalid="ignore"):
            near = np.abs(one - target) <= slack + 1e-9 * (1 + size)
        return bool(np.all(near | (one == target) | (np.isnan(one) & np.isnan(target))))
    if isinstance(target, dict) and isinstance(one, dict):
        return one.keys() == target.keys() and all(same(one[key], target[key], tolerance, exact) for key in target)
    if isinstance(target, list | tuple) and isinstance(one, list | tuple):
        return len(one) == len(target) and all(same(a, b, tolerance, exact) for a, b in zip(one, target, strict=True))
    try:
        return bool(np.all(one == target))
    except Exception:  # things that cannot be compared are not the same
        return False


def empty_places(answer) -> str:
    """ "all" for an answer that nobody has touched, "some" where places are left, else ""."""
    if answer is None or answer is ...:
        return "all"
    if isinstance(answer, str):
        stripped = answer.strip()
        return "all" if stripped in ("", "...", "____") else "some" * ("____" in answer)
    if isinstance(answer, dict):
        answer = list(answer.values())
    if isinstance(answer, list | tuple | set | frozenset):
        states = [empty_places(one) for one in answer]
        if all(state == "all" for state in states):  # an empty list, too
            return "all"
        return "some" if any(states) else ""
    return ""


def show(answer) -> str:
    """An answer as it stands in a reply: short, on one line, "" for what is long or no value."""
    if isinstance(answer, str):
        text = answer.strip()
    elif isinstance(answer, list | tuple | set) and all(isinstance(a, str) for a in answer):
        text = ", ".join(a.strip() for a in answer)
    elif isinstance(answer, int | float | np.number | list | tuple | set | dict | np.ndarray):
        plain = answer.tolist() if isinstance(answer, np.ndarray | np.number) else answer
        text = re.sub(r"np\.\w+\(([^()]*)\)", r"\1", repr(plain))
    else:
        return ""
    return text if len(text) <= 60 and "\n" not in text else ""
