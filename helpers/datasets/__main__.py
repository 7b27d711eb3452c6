"""Fetch all datasets: `python -m helpers.datasets` into the cache, `python -m helpers.datasets FOLDER` onto a stick."""

import sys

from ..errors import DatasetError
from . import fetch, partial_note, registry


def main(folder: str | None = None) -> int:
    """Fetch every dataset, go on after a failure, and return the number of failures."""
    failures = 0
    for name in registry():
        try:
            place, note = fetch(name, folder), partial_note(name)
            print(f"{name}: {place}" + (f" (only {note})" if note else ""))
        except DatasetError as error:
            failures += 1
            print(f"{name}: {error}", file=sys.stderr)
    if folder and not failures:
        print(f"Done. On another computer: COURSE_MIRROR={folder}")
    return failures


if __name__ == "__main__":
    sys.exit(min(1, main(*sys.argv[1:2])))
