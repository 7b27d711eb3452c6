"""Run lessons as on Google Colab, without Colab.

Its Python and its versions (tests/colab), a stand-in for google.colab, the committed course served as the clone, and
another working directory. Sample mode, strictly: a figure outside its band, a finding that does not hold, anything on
standard error fails. A lesson may add a package (10, 10b), never replace one.

What it cannot show: Colab's own page, its Drive, its network. `make test-colab LESSON=02` runs one lesson.
"""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import nbformat

from helpers.errors import CourseError
from helpers.paths import NOTEBOOKS, ROOT
from tools.environments import BUILD, environment, installed
from tools.run import chosen, run
from tools.stamp import repository

PYTHON = "3.13"
LIST = sorted((ROOT / "tests" / "colab").glob("requirements-*.txt"))[-1]
LOST = "This notebook needs the rest of the course"


def stand_in(folder: Path) -> Path:
    """A folder for PYTHONPATH with a package google.colab, and an IPython profile that imports it, as Colab's does."""
    (folder / "google" / "colab").mkdir(parents=True, exist_ok=True)
    (folder / "google" / "colab" / "__init__.py").write_text("", encoding="utf-8")
    startup = folder / "ipython" / "profile_default" / "startup"
    startup.mkdir(parents=True, exist_ok=True)
    (startup / "00-colab.py").write_text("import google.colab\n", encoding="utf-8")
    return folder


def settings(course: str) -> dict[str, str]:
    """The environment of a kernel on Colab; git finds the repository's address at `course`."""
    folder = stand_in(BUILD / "colab-stand-in")
    return {
        "PYTHONPATH": str(folder),
        "IPYTHONDIR": str(folder / "ipython"),
        "MPLBACKEND": "module://matplotlib_inline.backend_inline",
        "GIT_CONFIG_COUNT": "1",
        "GIT_CONFIG_KEY_0": f"url.{course}.insteadOf",
        "GIT_CONFIG_VALUE_0": repository(),
        "GIT_TERMINAL_PROMPT": "0",
        "COURSE_MODE": "sample",
        "COURSE_OFFLINE": "1",
        "COURSE_MIRROR": "",
    }


def lay_out(name: str, content: Path, cells: int | None = None) -> None:
    """Copy one notebook, and nothing else of the course, to where Colab would have /content."""
    notebook = nbformat.read(NOTEBOOKS / f"{name}.ipynb", as_version=4)
    notebook.cells = notebook.cells[:cells]
    for cell in notebook.cells:
        if cell.cell_type == "code" and "helpers.start(" in cell.source:
            cell.source = cell.source.replace("/content", content.as_posix())
    nbformat.write(notebook, content / f"{name}.ipynb")


def inside(names: list[str]) -> int:
    """Run by Colab's Python: the lessons one after the other. Returns the number of failures."""
    failures = 0
    for name in names:
        began = time.perf_counter()
        with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as content:
            lay_out(name, Path(content))
            try:
                run(name, Path(content), **settings(ROOT.as_uri()))
                said = "ok"
            except CourseError as error:
                failures += 1
                said = f"FAILED\n{str(error)[-1500:]}"
        print(f"{name:34} {time.perf_counter() - began:5.0f} s  {said}", flush=True)
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as content:
        lay_out(names[0], Path(content), cells=3)
        try:
            run(names[0], Path(content), **settings("file:///no/such/place"))
            said = "the lesson began"
        except CourseError as error:
            said = "ok" if LOST in str(error) else str(error)[-1500:]
        failures += said != "ok"
        print(f"{'a clone that fails says what to do':34}          {said}", flush=True)
    return failures


def main() -> None:
    if sys.argv[1:2] == ["--inside"]:
        sys.exit(min(1, inside(chosen(sys.argv[2:]))))
    try:
        names = chosen(sys.argv[1:])
        python = environment("colab", PYTHON, "-r", str(LIST))
        before = installed(python)
        if subprocess.run(["git", "-C", ROOT, "status", "--porcelain"], capture_output=True, check=False).stdout:
            print("The committed course is cloned: what is changed and not committed is not tried, notebooks excepted.")
        print(f"Python {PYTHON} with the versions of {LIST.name}; seconds are this machine's.", flush=True)
        command = [python, "-m", "tools.colab", "--inside", *names]
        failed = subprocess.run(command, cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)}, check=False).returncode
        if lost := set(before.splitlines()) - set(installed(python).splitlines()):
            raise CourseError(f"What Colab has installed was replaced: {', '.join(sorted(lost))}.")
    except CourseError as error:
        sys.exit(str(error))
    print("Nothing installed was replaced.")
    sys.exit(failed)


if __name__ == "__main__":
    main()
