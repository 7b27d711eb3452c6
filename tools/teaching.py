"""What a page of the teacher's guide takes from its lesson: minutes by section, expected answers.

A page is teaching/<lesson>.md. People write it; between `<!-- minutes -->` and `<!-- /minutes -->`, and between
`<!-- answers -->` and `<!-- /answers -->`, `make stamp` puts what the lesson itself says.
"""

import re
from collections.abc import Callable

import nbformat

from helpers import exercises
from helpers.exercises.pages import Quiz

ASKED = re.compile(r'\blesson\.(check|quiz)\(\s*"(\w+)"')
BLOCK = r"(<!-- {0} -->\n).*?(<!-- /{0} -->)"
HEADING = re.compile(r"^##? (.+)$", re.M)


def sections(notebook: nbformat.NotebookNode) -> list[tuple[str, list[nbformat.NotebookNode]]]:
    """The parts of a lesson: heading and cells. A cell with several headings is cut at each."""
    parts: list[tuple[str, list]] = []
    for cell in notebook.cells:
        pieces = re.split(r"(?m)^(?=##? )", cell.source) if cell.cell_type == "markdown" else [cell.source]
        for piece in filter(str.strip, pieces):
            heading = HEADING.match(piece) if cell.cell_type == "markdown" else None
            if heading or not parts:
                parts.append((heading[1].strip() if heading else "Before the first heading", []))
            parts[-1][1].append(nbformat.from_dict({**cell, "source": piece}))
    return parts


def asked(cells: list[nbformat.NotebookNode]) -> list[tuple[str, str]]:
    """What these cells ask the learner, in order: ("check" or "quiz", name)."""
    return [found for cell in cells if cell.cell_type == "code" for found in ASKED.findall(cell.source)]


def minutes_table(notebook: nbformat.NotebookNode, minutes: Callable) -> str:
    """A Markdown table of the parts that take a minute or more, with the exercises and questions in each."""
    lines = ["| part | minutes | exercises and questions |", "|---|---|---|"]
    for heading, cells in sections(notebook):
        names = ", ".join(f"*{name}*" for _, name in asked(cells))
        if round(minutes(cells)):
            lines.append(f"| {heading} | {minutes(cells):.0f} | {names} |")
    return "\n".join(lines) + "\n"


def answers(name: str, notebook: nbformat.NotebookNode) -> str:
    """The expected answers of a lesson in Markdown, in its own order."""
    lines = []
    for what, one in asked(notebook.cells):
        if what == "quiz":
            lines += [f"- **{one}** (question). {_right_option(exercises.find_quiz(name, one))}"]
            continue
        task = exercises.find(name, one)
        lines += [f"- **{one}** ({task.kind}). {task.solution}".rstrip()]
        if task.code:
            code = ["```python", *task.code.strip().splitlines(), "```"]
            lines += ["", *(f"  {line}".rstrip() for line in code), ""]
    return "\n".join(lines).rstrip() + "\n"


def _right_option(quiz: Quiz) -> str:
    right = [(option, says) for _, option, is_right, says in quiz.lettered() if is_right]
    return " ".join(f"*{option.replace('*', '')}.* {says}" for option, says in right)


def stamped_page(text: str, name: str, notebook: nbformat.NotebookNode, minutes: Callable) -> str:
    """A page of the guide with its two parts up to date."""
    parts = {"minutes": minutes_table(notebook, minutes), "answers": answers(name, notebook)}
    for part, content in parts.items():
        text = re.sub(BLOCK.format(part), lambda m, c=content: m[1] + c + m[2], text, flags=re.S)
    return text
