"""Write what is known in one place where it is shown: badges, set-up cells, minutes, next lessons, lesson tables,
and in the teacher's guide the minutes of each section and the expected answers.

The repository's address stands in pyproject.toml, a lesson's title in claims/lessons.toml, what a run takes in
claims/runs.csv, the size of a download in data/datasets.toml; the minutes that a lesson takes a learner are computed
from its cells. `--check` writes nothing and fails when a place is out of date.
"""

import argparse
import itertools
import re
import sys
import tomllib

import nbformat

from helpers.claims import read_lessons, read_runs
from helpers.datasets import registry
from helpers.errors import CourseError
from helpers.paths import NOTEBOOKS, ROOT
from tools.teaching import stamped_page

SETUP = """\
# @title Set-up: finds the course and starts the lesson. You may ignore what is inside.
import subprocess
import sys
from pathlib import Path

mode = "auto"  # @param ["auto", "sample", "full"]
repository = "{url}"
if "google.colab" in sys.modules and not Path("/content/course/helpers").exists():
    print("Fetching the course (25 MB) …")
    subprocess.run(["git", "clone", "--quiet", "--depth=1", repository, "/content/course"])
places = [Path.cwd(), *Path.cwd().parents]
places += [Path("/content/course")] if "google.colab" in sys.modules else []
sys.path[:0] = [str(place) for place in places if (place / "claims/lessons.toml").exists()][:1]
try:
    import helpers
except ModuleNotFoundError as error:
    raise SystemExit(f"{{error}}. This notebook needs the rest of the course: {{repository}}") from None

lesson = helpers.start("{name}", mode=mode)"""
BADGE = "[![Open in Colab](https://colab.research.google.com/assets/colab-badge.svg)]({link})"
BADGE_PATTERN = re.compile(r"\[!\[Open in Colab\]\([^)]*\)\]\([^)]*\)")
TIME_PATTERN = re.compile(r"^\| \*\*(?:Time|Cost)\*\* \|.*\|$", re.M)
NEXT_PATTERN = re.compile(r"^Next: .*\Z", re.M | re.S)
TABLE_PATTERN = re.compile(r"(<!-- lessons -->\n).*?(<!-- /lessons -->)", re.S)
FOLDED = {"jupyter": {"source_hidden": True}, "cellView": "form"}  # in JupyterLab and in Colab
BANNER_PATTERN = re.compile(r"(?m)^(Lesson .*, full mode, about )[\d.]+(?= min)")
DEEPER = re.compile(r"(0[1-9]|[1-9]\d)[bc]$")  # 00b is no deeper half


def repository() -> str:
    """The address of the repository, from pyproject.toml."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return project["urls"]["Repository"]


def colab(name: str) -> str:
    """The address that opens a lesson in Colab."""
    path = repository().removeprefix("https://github.com/")
    return f"https://colab.research.google.com/github/{path}/blob/main/notebooks/{name}.ipynb"


def class_minutes(cells: list[nbformat.NotebookNode]) -> float:
    """The minutes that these cells take in class.

    Prose at 130 words a minute, code at 8 seconds a line, 30 seconds for each output, 4 minutes for each exercise, 1
    for each quiz question. Cells tagged `bookkeeping`, tables and what is folded away do not count.
    """
    prose = " ".join(cell.source for cell in cells if cell.cell_type == "markdown")
    prose = re.sub(r"(?s)<details>.*?</details>|<!--.*?-->", " ", prose)
    minutes = len(re.sub(r"\|.*?\n|https?://\S+", " ", prose).split()) / 130
    for cell in cells:
        if cell.cell_type != "code" or "bookkeeping" in cell.metadata.get("tags", []):
            continue
        lines = [line for line in cell.source.splitlines() if line.strip() and not line.lstrip().startswith("#")]
        minutes += len(lines) * 8 / 60 + bool(cell.outputs) / 2
        minutes += 4 * len(re.findall(r"\blesson\.check\(", cell.source))
        minutes += len(re.findall(r"\blesson\.quiz\(", cell.source))
    return minutes


def megabytes(name: str) -> float:
    """What full mode of a lesson downloads, in megabytes."""
    return sum(registry()[data]["bytes"] for data in read_lessons()[name]["data"]) / 1e6


def machine_minutes(name: str, mode: str) -> str:
    """What a run of a lesson was measured to take, as "1.3"; "?" where it was not measured."""
    minutes = read_runs().get((name, mode), {}).get("minutes")
    return f"{float(minutes):.1f}" if minutes else "?"


def time_row(name: str, notebook: nbformat.NotebookNode) -> str:
    """The row of the fact box that says what a lesson takes."""
    you = f"{class_minutes(notebook.cells):.0f} minutes for you"
    machine = f"the machine computes {machine_minutes(name, 'sample')} minutes"
    if read_lessons()[name]["data"]:
        machine += (
            f" in sample mode, {machine_minutes(name, 'full')} in full mode ({megabytes(name):.0f} MB to download once)"
        )
    return f"| **Time** | {you}; {machine} |"


def lesson_table(folder: str) -> str:
    """The table of all lessons in Markdown; `folder` leads from the page to the notebooks.

    In the README a row is a core lesson, with its deeper halves in a column. Inside a lesson (`folder` is empty) each
    lesson has a row of two columns: a newcomer needs no more.
    """
    lessons, cells = read_lessons(), {}
    for name, about in lessons.items():
        number = name.split("-")[0]
        minutes = f"{class_minutes(nbformat.read(NOTEBOOKS / f'{name}.ipynb', as_version=4).cells):.0f}"
        cells[name] = number, f"[{number} {about['title']}]({folder}{name}.ipynb)", about["about"], minutes
    if not folder:
        lines = ["| lesson | minutes for you |", "|---|---|"]
        for number, link, about, minutes in cells.values():
            lines.append(f"| {'↳ ' * bool(DEEPER.match(number))}{link}<br>{about} | {minutes} |")
        return "\n".join(lines) + "\n"
    lines = ["| lesson | minutes | machine | download | deeper half |", "|---|---|---|---|---|"]
    for name, (number, link, about, minutes) in cells.items():
        if DEEPER.match(number):
            continue
        halves = [one for one in cells.values() if DEEPER.match(one[0]) and one[0][:2] == number]
        deeper = "<br>".join(f"{half[1]}, {half[3]} min" for half in halves)
        machine, size = machine_minutes(name, "sample"), "none"
        if lessons[name]["data"]:
            machine, size = f"{machine}, {machine_minutes(name, 'full')}", f"{megabytes(name):.0f} MB"
        row = f"| **{link}** · [Colab]({colab(name)})<br>{about} | {minutes} | {machine} | {size} | {deeper} |"
        lines.append(row)
    return "\n".join(lines) + "\n"


def next_line(name: str) -> str:
    """The last line of a lesson: where to go from here."""
    names = list(read_lessons())
    after = names[names.index(name) + 1 :]
    link = {one: f"[{one.split('-')[0]} {read_lessons()[one]['title']}]({one}.ipynb)" for one in after}
    more = list(itertools.takewhile(lambda one: DEEPER.match(one.split("-")[0]), after))
    if not after[len(more) :]:
        return "Next: your own data. Back to [the map](00-start-here.ipynb)."
    first = f" If you want to know more first: {' or '.join(link[one] for one in more)}." if more else ""
    return f"Next: {link[after[len(more)]]}.{first}"


def stamped_notebook(name: str, notebook: nbformat.NotebookNode) -> nbformat.NotebookNode:
    """The lesson with its badge, set-up cell and banner, folded cells, minutes, next lesson and map up to date."""
    for cell in notebook.cells:
        if cell.cell_type == "code":
            if "helpers.start(" in cell.source and "sys.path" in cell.source:
                cell.source = SETUP.format(url=repository(), name=name)
                cell.metadata["tags"] = sorted({*cell.metadata.get("tags", []), "bookkeeping"})
                for output in (each for each in cell.outputs if each.output_type == "stream"):
                    # the banner was printed before its own run was recorded
                    output.text = BANNER_PATTERN.sub(rf"\g<1>{machine_minutes(name, 'full')}", output.text)
            if "bookkeeping" in cell.metadata.get("tags", []):
                cell.metadata.update(FOLDED)
            continue
        source = BADGE_PATTERN.sub(BADGE.format(link=colab(name)), cell.source, count=1)
        source = TIME_PATTERN.sub(lambda _: time_row(name, notebook), source)
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
        page = ROOT / "teaching" / f"{name}.md"
        if page.exists():
            text = page.read_text(encoding="utf-8")
            after = stamped_page(text, name, before, class_minutes)
            if after != text:
                stale.append(f"teaching/{page.name}")
                if not check:
                    page.write_text(after, encoding="utf-8")
    readme = ROOT / "README.md"
    text = readme.read_text(encoding="utf-8")
    after = TABLE_PATTERN.sub(lambda m: m[1] + lesson_table("notebooks/") + m[2], text)
    after = re.sub(r"git clone \S+", f"git clone {repository()}", after)
    path = repository().removeprefix("https://github.com/")
    after = re.sub(r"(mybinder\.org/v2/gh|codespaces\.new)/[\w.-]+/[\w.-]+", rf"\1/{path}", after)
    if after != text:
        stale.append("README.md")
        if not check:
            readme.write_text(after, encoding="utf-8")
    return stale


def rename(url: str) -> None:
    """Name another repository in pyproject.toml. Raises CourseError for what is no address on GitHub."""
    url = url.rstrip("/").removesuffix(".git")
    if not re.fullmatch(r"https://github\.com/[\w.-]+/[\w.-]+", url):
        raise CourseError(f"{url!r} is not an address such as https://github.com/you/your-fork")
    path = ROOT / "pyproject.toml"
    text = path.read_text(encoding="utf-8")
    path.write_text(re.sub(r'^Repository = ".*"', f'Repository = "{url}"', text, flags=re.M), encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--repository", metavar="URL")
    given = parser.parse_args()
    try:
        if given.repository is not None:
            rename(given.repository)
        stale = stamp(given.check)
    except CourseError as error:
        sys.exit(str(error))
    if stale and given.check:
        sys.exit(f"Out of date: {', '.join(stale)}. Run: make stamp")
    print(f"{'Stamped: ' + ', '.join(stale) if stale else 'Badges, minutes and tables are up to date.'}")


if __name__ == "__main__":
    main()
