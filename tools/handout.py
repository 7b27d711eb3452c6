"""Student copies: the lessons without outputs and without answers, in build/handout (`make handout`).

The copies run where they are, as the lessons do. `filled` puts the expected answers back, for the tests.
"""

import argparse
import ast
import re
import sys

import nbformat

from helpers.claims import read_lessons
from helpers.errors import CourseError
from helpers.paths import NOTEBOOKS, ROOT
from tools.run import chosen

FOLDER = ROOT / "build" / "handout"
ANSWER = re.compile(r"\n*<details><summary>(?:An answer|Answers?)\b.*?</details>", re.S)


def handout(notebook: nbformat.NotebookNode) -> nbformat.NotebookNode:
    """A copy of a lesson without outputs and without the folded answer to the question at its end."""
    copy = nbformat.from_dict(notebook)
    for cell in copy.cells:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
        else:
            cell.source = ANSWER.sub("", cell.source)
    return copy


def filled(notebook: nbformat.NotebookNode) -> nbformat.NotebookNode:
    """A copy of a lesson in which each exercise is answered as its task expects it."""
    copy = nbformat.from_dict(notebook)
    for cell in copy.cells:
        if cell.cell_type == "code" and "lesson.check(" in cell.source:
            cell.source = _filled(cell.source)
    return copy


def _filled(source: str) -> str:
    """The code of an exercise, with the expected answer in place of the learner's."""
    lines, tree = source.splitlines(), ast.parse(source)
    calls = [line.value for line in tree.body if isinstance(line, ast.Expr) and isinstance(line.value, ast.Call)]
    for call in [c for c in calls if ast.unparse(c.func) == "lesson.check"]:
        given = ", ".join(ast.unparse(keyword) for keyword in call.keywords)
        task, answer = ast.unparse(call.args[0]), ast.unparse(call.args[1])
        task = f"helpers.exercises.find(lesson.name, {task})"
        expected = f"{task}.reference if {task}.is_function else {task}.right_answer(dict({given}))"
        lines[call.lineno - 1] = f"{answer} = {expected}\n{lines[call.lineno - 1]}"
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("lessons", nargs="*", help="such as 2 or 02b; all when none is given")
    try:
        names = chosen(parser.parse_args().lessons)
    except CourseError as error:
        sys.exit(str(error))
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name in names:
        notebook = nbformat.read(NOTEBOOKS / f"{name}.ipynb", as_version=4)
        nbformat.write(handout(notebook), FOLDER / f"{name}.ipynb")
    print(f"{len(names)} of {len(read_lessons())} lessons: {FOLDER.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
