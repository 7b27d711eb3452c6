"""Write what is known in one place where it is shown: badges, set-up cells, costs, next lessons, lesson tables.

The repository's address stands in pyproject.toml, a lesson's title and measured cost in notebooks/lessons.toml, the
size of its download in data/datasets.toml. `--check` writes nothing and fails when a place is out of date.
"""

import argparse
import re
import sys
import tomllib
from pathlib import Path

import nbformat

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
from helpers.datasets import registry  # noqa: E402
from helpers.session import NOTEBOOKS, read_lessons  # noqa: E402

SETUP = """\
import os
import sys

repository = "{url}"
if "google.colab" in sys.modules and not os.path.isdir("/content/course"):
    os.system(f"git clone --quiet --depth 1 {{repository}} /content/course")
sys.path.insert(0, "/content/course" if os.path.isdir("/content/course") else os.path.abspath(".."))

import helpers

lesson = helpers.start("{name}")"""
BADGE = "[![Open in Colab](https://colab.research.google.com/assets/colab-badge.svg)]({link})"
BADGE_PATTERN = re.compile(r"\[!\[Open in Colab\]\([^)]*\)\]\([^)]*\)")
COST_PATTERN = re.compile(r"^\| \*\*Cost\*\* \|.*\|$", re.M)
NEXT_PATTERN = re.compile(r"^Next: .*\Z", re.M | re.S)
TABLE_PATTERN = re.compile(r"(<!-- lessons -->\n).*?(<!-- /lessons -->)", re.S)


def repository() -> str:
    """The address of the repository, from pyproject.toml."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return project["urls"]["Repository"]


def colab(name: str) -> str:
    """The address that opens a lesson in Colab."""
    path = repository().removeprefix("https://github.com/")
    return f"https://colab.research.google.com/github/{path}/blob/main/notebooks/{name}.ipynb"


def cost(about: dict) -> str:
    """A lesson's measured cost in one line."""
    minutes = about.get("minutes")
    if not minutes:
        return "not measured yet"
    memory = f"{about['memory_gb']:.1f} GB of memory in all"
    if not about["data"]:
        return f"{minutes['full']:.1f} min on 2 cores, {memory}, no download"
    size = sum(registry()[data]["bytes"] for data in about["data"]) / 1e6
    return (
        f"full mode: {minutes['full']:.1f} min on 2 cores, {memory}, {size:.0f} MB to download once; "
        f"sample mode: {minutes['sample']:.1f} min, no download"
    )


def lesson_table(folder: str) -> str:
    """The table of all lessons in Markdown; `folder` leads from the page to the notebooks."""
    lines = ["| lesson | what it is about | cost | |", "|---|---|---|---|"]
    for name, about in read_lessons().items():
        link = f"[{name.split('-')[0]} {about['title']}]({folder}{name}.ipynb)"
        lines.append(f"| {link} | {about['about']} | {cost(about)} | {BADGE.format(link=colab(name))} |")
    return "\n".join(lines) + "\n"


def next_line(name: str) -> str:
    """The last line of a lesson: where to go from here."""
    names = list(read_lessons())
    after = names[names.index(name) + 1 :]
    if not after:
        return "Next: your own data. Back to [the map](00-start-here.ipynb)."
    return f"Next: [{after[0].split('-')[0]} {read_lessons()[after[0]]['title']}]({after[0]}.ipynb)."


def stamped_notebook(name: str, notebook: nbformat.NotebookNode) -> nbformat.NotebookNode:
    """The lesson with its badge, set-up cell, cost, next lesson and (in lesson 00) the map up to date."""
    for cell in notebook.cells:
        if cell.cell_type == "code" and "helpers.start(" in cell.source and "sys.path" in cell.source:
            cell.source = SETUP.format(url=repository(), name=name)
        elif cell.cell_type == "markdown":
            source = BADGE_PATTERN.sub(BADGE.format(link=colab(name)), cell.source, count=1)
            source = COST_PATTERN.sub(f"| **Cost** | {cost(read_lessons()[name])} |", source)
            if cell is notebook.cells[-1]:
                source = NEXT_PATTERN.sub(next_line(name), source)
            cell.source = TABLE_PATTERN.sub(lambda m: m[1] + lesson_table("") + m[2], source)
    return notebook


def stamp(check: bool) -> list[str]:
    """Bring every place up to date; returns the names of those that were not."""
    stale = []
    for name in read_lessons():
        path = NOTEBOOKS / f"{name}.ipynb"
        before = nbformat.read(path, as_version=4)
        text = nbformat.writes(before)
        after = nbformat.writes(stamped_notebook(name, before))
        if after != text:
            stale.append(path.name)
            if not check:
                path.write_text(after + "\n", encoding="utf-8")
    readme = ROOT / "README.md"
    text = readme.read_text(encoding="utf-8")
    after = TABLE_PATTERN.sub(lambda m: m[1] + lesson_table("notebooks/") + m[2], text)
    after = re.sub(r"git clone \S+", f"git clone {repository()}", after)
    if after != text:
        stale.append("README.md")
        if not check:
            readme.write_text(after, encoding="utf-8")
    return stale


def rename(url: str) -> None:
    """Name another repository in pyproject.toml."""
    url = url.rstrip("/").removesuffix(".git")
    if not re.fullmatch(r"https://github\.com/[\w.-]+/[\w.-]+", url):
        sys.exit(f"{url!r} is not an address such as https://github.com/you/your-fork")
    path = ROOT / "pyproject.toml"
    text = path.read_text(encoding="utf-8")
    path.write_text(re.sub(r'^Repository = ".*"', f'Repository = "{url}"', text, flags=re.M), encoding="utf-8")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--repository", metavar="URL")
    given = parser.parse_args()
    if given.repository is not None:
        rename(given.repository)
    stale = stamp(given.check)
    if stale and given.check:
        sys.exit(f"Out of date: {', '.join(stale)}. Run: make stamp")
    print(f"{'Stamped: ' + ', '.join(stale) if stale else 'Badges, costs and tables are up to date.'}")
