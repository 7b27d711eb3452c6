"""The long tests, each in an environment of its own in build/: `make test-deep LESSON=02 PARTS="lowest jax"`.

lock-3.11, lock-3.12, lock-3.13   requirements.lock on each Python: tests and lessons
lowest     Python 3.11 and the lowest versions that pyproject.toml allows: tests and lessons
newest     Python 3.13 and the newest versions that it allows (resolved anew each week): tests and lessons
jax        Keras on JAX, without TensorFlow: lessons. Bands are TensorFlow's, so figures are not held against them.
forms      the lock: each lesson alone in another folder, twice in one kernel (equal text), under nbconvert

Lessons run in sample mode; anything on standard error fails. All parts and lessons take hours.
"""

import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
import time
import tomllib
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path

import nbformat

from helpers.errors import CourseError, need_name
from helpers.paths import NOTEBOOKS, ROOT
from tools.environments import environment
from tools.run import chosen, run
from tools.test import SETTINGS

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
RANGES = [*PROJECT["dependencies"], *(each for extra in PROJECT["optional-dependencies"].values() for each in extra)]
LOCK = ["--require-hashes", "-r", str(ROOT / "requirements.lock")]
WEEK = f"deep-newest-{date.today():%G-%V}"
ASKED = re.compile("did you change something", re.I)


def lowest() -> list[str]:
    """The lowest version of each range: "keras>=3.13.2,<4" becomes "keras==3.13.2"."""
    return [re.sub(r"^([\w-]+)>=([\w.]+).*$", r"\1==\2", each) for each in RANGES]


def on_jax() -> list[str]:
    """The packages of the course with JAX in TensorFlow's place."""
    return [*(each for each in RANGES if not each.startswith("tensorflow")), "jax"]


PARTS: dict[str, tuple[Callable, bool, dict]] = {  # how to make the environment, whether to run the tests, settings
    **{f"lock-{v}": (lambda v=v: environment(f"deep-lock-{v}", v, *LOCK), True, {}) for v in ("3.11", "3.12", "3.13")},
    "lowest": (lambda: environment("deep-lowest", "3.11", *lowest()), True, {}),
    "newest": (lambda: environment(WEEK, "3.13", "--upgrade", *RANGES), True, {}),
    "jax": (lambda: environment("deep-jax", "3.13", *on_jax()), False, {"KERAS_BACKEND": "jax", "COURSE_STRICT": "0"}),
    "forms": (lambda: environment("deep-lock-3.11", "3.11", *LOCK), False, {}),
}


def texts(cells: list) -> list[str]:
    """What each code cell printed and displayed as text."""
    outputs = [[o.get("text") or o.get("data", {}).get("text/plain", "") for o in c.outputs] for c in cells]
    return ["".join(output) for output in outputs]


def as_it_is(name: str, part: str) -> None:
    """A lesson from top to bottom, where it lies. Under another backend no figure is called wrong."""
    notebook, _, _ = run(name, **{**SETTINGS, **PARTS[part][2]})
    if os.environ.get("KERAS_BACKEND", "tensorflow") != "tensorflow":
        asked = [cell for cell in texts(code(notebook)) if ASKED.search(cell)]
        if asked:
            raise CourseError(f"{name}: on another backend it asks {ASKED.search(asked[0])[0]!r}")


def code(notebook) -> list:
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def elsewhere(name: str) -> None:
    """A lesson alone in a folder deep inside the checkout, as a learner's copy may lie."""
    with tempfile.TemporaryDirectory(dir=ROOT / "build", prefix="a folder with ä ") as folder:
        notebook = nbformat.read(NOTEBOOKS / f"{name}.ipynb", as_version=4)
        nbformat.write(notebook, Path(folder) / f"{name}.ipynb")
        run(name, Path(folder), **{**SETTINGS, "PYTHONPATH": ""})


def twice(name: str) -> None:
    """A lesson run a second time in the same kernel prints the same text."""
    notebook = nbformat.read(NOTEBOOKS / f"{name}.ipynb", as_version=4)
    again = json.loads(json.dumps(code(notebook)))
    for number, cell in enumerate(again):
        cell["id"] = f"again-{number}"
    notebook.cells = code(notebook) + [nbformat.from_dict(cell) for cell in again]
    with tempfile.TemporaryDirectory(dir=ROOT / "build") as folder:
        nbformat.write(notebook, Path(folder) / f"{name}.ipynb")
        done, _, _ = run(name, Path(folder), **SETTINGS)
    found = texts(done.cells)
    first, second = found[: len(again)], found[len(again) :]
    other = [i for i, pair in enumerate(zip(first, second, strict=True)) if pair[0] != pair[1]]
    if other:
        place = other[0]
        raise CourseError(f"cell {place + 1} of {len(again)} differs: {first[place][:300]!r} | {second[place][:300]!r}")


def by_nbconvert(name: str) -> None:
    """A lesson run by `jupyter nbconvert --execute`."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "nbconvert", "--execute", "--to", "notebook", "--output-dir", folder]
        command += ["--log-level=ERROR", str(NOTEBOOKS / f"{name}.ipynb")]
        done = subprocess.run(command, env={**os.environ, **SETTINGS}, capture_output=True, text=True, check=False)
        if done.returncode:
            raise CourseError(done.stderr[-1500:])
        made = nbformat.read(Path(folder) / f"{name}.ipynb", as_version=4)
    if wrong := [o.text for cell in code(made) for o in cell.outputs if o.get("name") == "stderr"]:
        raise CourseError(f"standard error: {wrong[0][:300]}")


FORMS = {"alone, in another folder": elsewhere, "twice in one kernel": twice, "nbconvert --execute": by_nbconvert}


def inside(part: str, names: list[str]) -> int:
    """Run by the environment's own Python. Returns the number of failures."""
    (ROOT / "build").mkdir(exist_ok=True)
    failures = 0
    for name in names:
        for what, check in (FORMS if part == "forms" else {"": partial(as_it_is, part=part)}).items():
            began, said = time.perf_counter(), "ok"
            try:
                check(name)
            except CourseError as error:
                failures, said = failures + 1, f"FAILED\n{str(error)[-1500:]}"
            spent = time.perf_counter() - began
            print(f"{part:10} {name:34} {what:26} {spent:5.0f} s  {said}", flush=True)
    return failures


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("lessons", nargs="*", help="such as 02; default: all")
    parser.add_argument("--parts", nargs="*", default=[], help=f"default: all of {', '.join(PARTS)}")
    parser.add_argument("--inside", help=argparse.SUPPRESS)
    parser.add_argument("--no-tests", action="store_true", help="lessons only")
    given = parser.parse_args()
    try:
        names = chosen(given.lessons)
        if given.inside:
            sys.exit(min(1, inside(given.inside, names)))
        for part in given.parts:
            need_name("part", part, PARTS)
        failed = [part for part in given.parts or PARTS if not try_part(part, names, not given.no_tests)]
    except CourseError as error:
        sys.exit(str(error))
    sys.exit(f"Failed: {', '.join(failed)}" if failed else 0)


def try_part(part: str, names: list[str], tests: bool) -> bool:
    """Make the environment of a part and run tests and lessons in it. Returns whether all went well."""
    make, with_tests, settings = PARTS[part]
    try:
        python = make()
    except CourseError as error:
        print(f"{part:10} {error}", flush=True)
        return False
    surroundings, good = {**os.environ, **settings, "PYTHONPATH": str(ROOT)}, True
    if tests and with_tests:
        command = [python, "-m", "pytest", "-q", "tests", "-n", "2", "-p", "no:cacheprovider", "-m", "not real_data"]
        done = subprocess.run(command, cwd=ROOT, env={**surroundings, **SETTINGS}, capture_output=True, text=True)
        good = not done.returncode
        last = (done.stdout.strip().splitlines() or [done.stderr[-300:]])[-1]
        print(f"{part:10} {'tests of helpers and tools':61} {last if good else done.stdout[-3000:]}", flush=True)
    command = [python, "-m", "tools.deep", "--inside", part, *names]
    return not subprocess.run(command, cwd=ROOT, env=surroundings).returncode and good


if __name__ == "__main__":
    main()
