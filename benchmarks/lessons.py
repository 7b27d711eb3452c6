"""What a learner waits for: from the set-up cell to the first figure, and a whole lesson, in sample mode."""

import os
from datetime import datetime

import nbformat
from nbclient import NotebookClient

from helpers.paths import NOTEBOOKS
from tools.stamp import DEEPER

TITLE = (
    "A lesson in sample mode, from the set-up cell on (goals for core lessons: 12 s to the first figure, 20 s in all)"
)
PICTURES = {"image/png", "image/svg+xml", "application/vnd.plotly.v1+json"}


def moment(cell, event: str) -> datetime:
    """When a cell began or ended, as the kernel says."""
    return datetime.fromisoformat(cell.metadata["execution"][event].replace("Z", "+00:00"))


def is_figure(cell) -> bool:
    """Whether a code cell shows a picture. SVG counts: drawings are figures, too."""
    return any(PICTURES & set(output.get("data", {})) for output in cell.outputs)


def timed(name: str) -> dict:
    """Run a lesson in sample mode in a new kernel: seconds from its first cell to the first figure and to the end."""
    os.environ |= {"COURSE_MODE": "sample", "PYTHONPATH": str(NOTEBOOKS.parent)}
    notebook = nbformat.read(NOTEBOOKS / f"{name}.ipynb", as_version=4)
    NotebookClient(notebook, timeout=600, resources={"metadata": {"path": str(NOTEBOOKS)}}).execute()
    cells = [cell for cell in notebook.cells if cell.cell_type == "code" and "execution" in cell.metadata]
    began = moment(cells[0], "iopub.execute_input")
    figure = next((moment(cell, "iopub.status.idle") for cell in cells if is_figure(cell)), None)
    row = {"lesson": name, "all": (moment(cells[-1], "iopub.status.idle") - began).total_seconds()}
    return row | ({"first figure": (figure - began).total_seconds()} if figure else {})


def rows(names: list[str] | None = None) -> list[dict]:
    """All lessons, or some, in order."""
    return [timed(name) for name in names or sorted(path.stem for path in NOTEBOOKS.glob("*.ipynb"))]


def table(found: list[dict]) -> str:
    """The rows in Markdown; deeper halves have no goal."""
    lines = ["| lesson | seconds to the first figure | in all | |", "|---|--:|--:|---|"]
    for row in found:
        first = f"{row['first figure']:.0f}" if "first figure" in row else ""
        kind = "deeper half" if DEEPER.match(row["lesson"].split("-")[0]) else ""
        lines.append(f"| {row['lesson']} | {first} | {row['all']:.0f} | {kind} |")
    return "\n".join(lines)
