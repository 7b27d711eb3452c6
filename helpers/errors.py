"""The errors that this course raises, each with a sentence that says what to do."""

import difflib
import functools
from collections.abc import Callable, Iterable


class CourseError(Exception):
    """Something a learner can mend: the message says what happened and what to do; a notebook shows nothing else."""

    def __init__(self, *says: object):  # the name of a file may hold what no text can (half a surrogate)
        super().__init__(*(str(each).encode("utf-8", "backslashreplace").decode() for each in says))

    def _render_traceback_(self) -> list[str]:  # what IPython shows instead of a traceback
        return [f"{type(self).__name__}: {self}"]


class DatasetError(CourseError):
    """A dataset is missing, damaged or not what it should be. The cache is left as it was."""


class ClaimError(CourseError):
    """A figure left its band, was never reported, or is not in the claims file."""


class UnknownWordError(CourseError, KeyError):
    """A word that the vocabulary does not hold. The message proposes the nearest spellings."""

    __str__ = Exception.__str__  # KeyError would show the sentence in quotation marks


def need(holds, otherwise: str, error: type[Exception] = CourseError) -> None:
    """Raise an error with a sentence unless something holds."""
    if not holds:
        raise error(otherwise)


def need_name(kind: str, given: object, accepted: Iterable[str], error: type[CourseError] = CourseError) -> None:
    """Raise an error with the sentence of `unknown` unless a name is one of the accepted ones."""
    if not isinstance(given, str) or given not in accepted:
        raise error(unknown(kind, given, accepted))


def told(function: Callable) -> Callable:
    """The function, with a CourseError in place of what Python says where it cannot work with its arguments."""

    @functools.wraps(function)
    def careful(*given, **named):
        try:
            return function(*given, **named)
        except (AttributeError, LookupError, SyntaxError, TypeError, ValueError) as error:
            if isinstance(error, CourseError):
                raise
            what = f"{type(error).__name__}: {error}".splitlines()[0][:200]
            raise CourseError(f"{function.__qualname__} cannot work with what it was given ({what}).") from error

    return careful


def unknown(kind: str, given: object, accepted: Iterable[str]) -> str:
    """A sentence for a wrong name: what was given, the nearest accepted one, and all accepted ones."""
    accepted = list(accepted)
    near = difflib.get_close_matches(str(given), accepted, n=1)
    hint = f" Did you mean {near[0]!r}?" if near else ""
    return f"There is no {kind} {given!r}.{hint} Accepted: {', '.join(accepted)}."
