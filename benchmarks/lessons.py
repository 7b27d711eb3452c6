"""What a learner waits for: from the set-up cell to the first figure, and a whole lesson, in sample mode."""

import os
from datetime import datetime

import nbformat
from nbclient import NotebookClient

from helpers.paths import NOTEBOOKS
from tools.stamp import DEEPER

TITLE = "A core lesson in sample mode, from its set-up cell on (goals: 12 s to the first figure, 20 s in all)"
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
    """The core lessons in order, or those named."""
    core = [path.stem for path in sorted(NOTEBOOKS.glob("*.ipynb")) if not DEEPER.match(path.stem.split("-")[0])]
    return [timed(name) for name in names or core]


def table(found: list[dict]) -> str:
    """The rows in Markdown."""
    lines = ["| lesson | seconds to the first figure | in all |", "|---|--:|--:|"]
    for row in found:
        first = f"{row['first figure']:.0f}" if "first figure" in row else ""
        lines.append(f"| {row['lesson']} | {first} | {row['all']:.0f} |")
    return "\n".join(lines)
