"""The source of the course's site: what Sphinx reads, made from the lessons and their records.

A lesson's page is its committed notebook with the outputs turned into what a web page can do: a figure is one element,
a file with its alt text that becomes live where plotly can draw it; replies and quizzes have classes in place of
colours; code that only keeps the books is folded. The other pages (home, concepts, glossary, figures) are computed from
claims/*.toml, claims/runs.csv and the figures found. site/ holds how it looks.
"""

import base64
import dataclasses
import html
import json
import re
import urllib.parse
from pathlib import Path

import nbformat
from bs4 import BeautifulSoup

from helpers.claims import read_claims, read_lessons, read_runs
from helpers.errors import CourseError
from helpers.exercises.pages import COLOURS
from tools import play, stamp

LIVE = "application/vnd.plotly.v1+json"
MARKER = re.compile(r"<!--.*?-->", re.S)
LAB = "http://127.0.0.1:8888/lab/tree/"  # where `make lab` opens the lessons, if the port is free
HOME = "02"  # the lesson whose first live figure the home page shows; without one, the first of the course
UNTOUCHED = "Nothing to check yet"
ASK = "Answer first: in Lab, in Colab or on paper. Then unfold."


@dataclasses.dataclass
class Figure:
    """A figure of a lesson, for the index of figures."""

    page: str
    number: int
    section: str
    alt: str

    @property
    def name(self) -> str:
        return f"{self.page.split('-')[0]}-{self.number}"


class Page:
    """One lesson on its way to a page: `notebook` is changed, `figures` are found, their files go to `folder`."""

    def __init__(self, name: str, notebook: nbformat.NotebookNode, folder: Path):
        self.name, self.notebook, self.folder = name, notebook, folder
        self.figures: list[Figure] = []
        self.section, self.quizzes = "", 0
        self.terms = dict(read_claims(name, "terms"))

    def write(self) -> None:
        """Turn the notebook into the source of a page. Raises CourseError for a figure without alt text."""
        cells = self.notebook.cells
        for i, cell in enumerate(cells):
            if cell.cell_type == "markdown":
                cell.source = self.prose(cell.source)
                if i == 0:
                    cell.source = self.top(cell.source)
                continue
            tags = set(cell.metadata.get("tags", []))
            if "bookkeeping" in tags:
                tags.add("hide-cell" if "helpers.start(" in cell.source else "hide-input")
            if "quiz" in tags:
                tags.add("remove-input")
            cell.metadata = {"tags": sorted(tags)}
            cell.outputs = [changed for output in cell.outputs if (changed := self.output(output))]
        (self.folder / f"{self.name}.ipynb").write_text(nbformat.writes(self.notebook), encoding="utf-8")

    def top(self, source: str) -> str:
        """The head of a lesson: its number in the title, and where it can be run in place of a badge."""
        number = self.name.split("-")[0]
        title, rest = stamp.BADGE_PATTERN.sub("", source).split("\n", 1)
        colab, lab = stamp.colab(self.name), LAB + urllib.parse.quote(f"{self.name}.ipynb")
        run = (
            f'<p class="run"><a href="{colab}">Open in Colab</a> <a href="{lab}">Open in Lab</a> '
            "<span>Lab: first <code>make lab</code> on your own computer</span></p>"
        )
        return f"{title.replace('# ', f'# {number} · ', 1)}\n\n{run}\n{rest}"

    def prose(self, source: str) -> str:
        """Text without marks for tools, in which each term leads to the glossary where it is explained."""
        source = MARKER.sub("", source).replace("](../README.md)", "](index.md)")
        lines, folded = [], False
        for line in source.split("\n"):
            if line.startswith("## "):
                self.section = line.removeprefix("## ").strip()
            folded = (folded or line.startswith("<details")) and "</details>" not in line
            if not folded and not line.startswith(("#", "|", "<", "$")):
                line = self.linked(line)
            lines.append(line)
        return "\n".join(lines)

    def linked(self, line: str) -> str:
        """A line in which terms of its section, where they stand in bold, lead to the glossary."""
        for term, about in list(self.terms.items()):
            forms = "|".join(map(re.escape, about.get("forms", [term, f"{term}s"])))
            found = re.search(rf"\*\*([^*`<>]*(?:{forms})[^*`<>]*)\*\*", line, re.I)
            if about["section"] == self.section and found:
                line = f"{line[: found.start()]}**{{term}}`{found[1]} <{term}>`**{line[found.end() :]}"
                del self.terms[term]
        return line

    def output(self, output: nbformat.NotebookNode) -> nbformat.NotebookNode | None:
        """An output as the page shows it; None for what only notebooks need."""
        data = output.get("data", {})
        if "image/png" in data:
            return shown(self.figure(output))
        text = data.get("text/html")
        if text is None:
            return output
        if 'class="figure-alt"' in text:  # the alt text that JupyterLab cannot give to the figure itself
            return None
        return shown(self.reply(text) if "border-left" in text else tidy(text))

    def figure(self, output: nbformat.NotebookNode) -> str:
        """A figure as HTML; its picture is written as a file, its live form stands beside it as data."""
        about, data = output.metadata.get("image/png", {}), output.data
        if not about.get("alt", "").strip():
            raise CourseError(f"{self.name}, section {self.section!r}: a figure without alt text.")
        one = Figure(self.name, len(self.figures) + 1, self.section, about["alt"])
        self.figures.append(one)
        (self.folder / "figures").mkdir(exist_ok=True)
        (self.folder / "figures" / f"{one.name}.png").write_bytes(base64.b64decode(data["image/png"]))
        size = "".join(f' {side}="{about[side]}"' for side in ("width", "height") if side in about)
        picture = f'<img src="figures/{one.name}.png" alt="{html.escape(one.alt)}"{size} loading="lazy">'
        live = ""
        if LIVE in data:
            text = json.dumps(data[LIVE], separators=(",", ":")).replace("</", "<\\/")
            live = f'<script type="application/json">{text}</script>'
        return f'<figure class="course{" live" if live else ""}" id="figure-{one.name}">{picture}{live}</figure>'

    def reply(self, text: str) -> str:
        """What an exercise or a quiz said, with classes in place of colours."""
        soup = BeautifulSoup(text, "html.parser")
        for part in soup.find_all(style=True):
            colour = re.match(r"border-left: 4px solid (#\w+)", part["style"])
            if colour:
                state = {code: name for name, code in COLOURS.items()}[colour[1]]
                part["class"] = ["reply", state]
                self.quizzes += state == "quiz"
                for fold in part.find_all("details") if state == "quiz" else ():
                    fold["name"] = f"quiz-{self.quizzes}"  # opening one option closes the other
                    fold["class"] = "hit" if "✓" in fold.div.text[:2] else "miss"
                first = part.find("div", recursive=False)
                if first and first.text.startswith(UNTOUCHED):
                    first.string = ASK
            if not part.find_parent("pre"):
                del part["style"]
        return str(soup)


def shown(text: str) -> nbformat.NotebookNode:
    """An output that is a piece of HTML."""
    return nbformat.v4.new_output("display_data", {"text/html": text})


def tidy(text: str) -> str:
    """A table or a line as HTML without the look that pandas gives it; a wide table scrolls by itself."""
    text = re.sub(r"(?s)<style scoped>.*?</style>", "", text).replace(' border="1"', "")
    text = re.sub(r' style="text-align: ?(left|right);?"', r' class="\1"', text)
    text = text.replace("In your run:", "In this run:")  # the committed one
    return f'<div class="table">{text}</div>' if "<table" in text else text


def title_of(name: str) -> str:
    """A lesson's number and title."""
    return f"{name.split('-')[0]} {read_lessons()[name]['title']}"


def entry(name: str) -> str:
    """A lesson in the list of pages; a deeper half carries an arrow."""
    arrow = "↳ " if stamp.DEEPER.match(name.split("-")[0]) else ""
    return f"{arrow}{title_of(name)} <{name}>"


def path(notebooks: dict[str, nbformat.NotebookNode]) -> str:
    """The lessons as a list with what each takes, deeper halves below their core lessons."""
    lines = []
    for name, notebook in notebooks.items():
        about, indent = read_lessons()[name]["about"], "  " * bool(stamp.DEEPER.match(name.split("-")[0]))
        mode = "full" if (name, "full") in read_runs() and read_lessons()[name]["data"] else "sample"
        time = f"{stamp.class_minutes(notebook.cells):.0f} min"
        machine = f"machine {stamp.machine_minutes(name, 'sample')} min"
        if mode == "full":
            machine += f", with the real data {stamp.machine_minutes(name, mode)} min"
        lines.append(
            f'{indent}- [**{title_of(name)}**]({name}.ipynb) <span class="minutes">{time}</span>\\\n'
            f'{indent}  {about if about.endswith("?") else about + "."} <span class="machine">{machine}</span>'
        )
    return "\n".join(lines)


def glossary(names: list[str]) -> str:
    """All terms with what they mean, each with the lesson and section that explains it."""
    lines = ["# Glossary", "", "Every term that the course explains, and where it does so.", "", "```{glossary}"]
    entries = [(term, name, about) for name in names for term, about in read_claims(name, "terms").items()]
    for term, name, about in sorted(entries, key=lambda one: one[0].lower()):
        slug = "#" + re.sub(r"[^\w\- ]", "", about["section"].lower()).replace(" ", "-")
        link = f"[{title_of(name)}, section “{about['section']}”]({name}.ipynb{slug})"
        if not about["section"]:  # at the head of the lesson
            link = f"[{title_of(name)}]({name}.ipynb)"
        lines += [term, f"  {about['means']} {link}", ""]
    return "\n".join([*lines, "```", ""])


def needs(notebook: nbformat.NotebookNode) -> list[str]:
    """The numbers of the lessons that a lesson builds on, from the row of its fact box that says so."""
    text = "\n".join(cell.source for cell in notebook.cells[:3])
    rows = "".join(re.findall(r"^\| \*\*(?:You need|Before you start)\*\* \|(.*)\|$", text, re.M))
    return sorted(set(re.findall(r"\blesson (\d\d[bc]?)\b", rows)))


def concepts(before: dict[str, list[str]]) -> str:
    """The lessons with what each builds on and the terms that it explains; course.js draws the arcs between them."""
    lines = ['<div class="concepts">', ""]
    for name, numbers in before.items():
        number, terms = name.split("-")[0], " · ".join(f"{{term}}`{term}`" for term in read_claims(name, "terms"))
        said = f"builds on {', '.join(numbers)}" if numbers else ""
        arcs = f'<span class="needs" data-number="{number}" data-needs="{" ".join(numbers)}">{said}</span>'
        lines.append(f"- [**{title_of(name)}**]({name}.ipynb) {arcs}" + (f"\\\n  {terms}" if terms else ""))
    return "\n".join([*lines, "", "</div>"])


def gallery(figures: list[Figure]) -> str:
    """The index of figures: small pictures that lead to where they stand."""
    lines = ["# Figures", "", "All figures of the course; each leads to its place in a lesson.", ""]
    for page in dict.fromkeys(one.page for one in figures):
        lines += [f"## {title_of(page)}", "", '<div class="gallery">']
        for one in (figure for figure in figures if figure.page == page):
            where = re.sub(r"[*`$]", "", one.section) or "Beginning"
            lines.append(
                f'<a href="{page}.html#figure-{one.name}"><img src="figures/{one.name}.png" '
                f'alt="{html.escape(one.alt)}" loading="lazy"><span>{html.escape(where)}</span></a>'
            )
        lines += ["</div>", ""]
    return "\n".join(lines)


def guide(names: list[str], teaching: Path, folder: Path) -> None:
    """The pages of the teacher's guide that belong to these lessons, each with a link to its lesson, and its README."""
    (folder / "teaching").mkdir()
    there = [name for name in names if (teaching / f"{name}.md").exists()]
    for name in there:
        title, rest = (teaching / f"{name}.md").read_text(encoding="utf-8").split("\n", 1)
        text = f"{title}\n\n[To the lesson](../{name}.ipynb)\n{MARKER.sub('', rest)}"
        (folder / "teaching" / f"{name}.md").write_text(text, encoding="utf-8")
    pages = "\n".join(f"{title_of(name)} <{name}>" for name in there)
    text = MARKER.sub("", (teaching / "README.md").read_text(encoding="utf-8"))
    text += f"\n```{{toctree}}\n:hidden:\n\n{pages}\n```\n"
    (folder / "teaching" / "README.md").write_text(text, encoding="utf-8")


def write(notebooks: dict[str, nbformat.NotebookNode], written: Path, teaching: Path, folder: Path) -> None:
    """Lay down the source of the site in an empty folder.

    notebooks: the lessons by name, in order. written: a folder with the pages that people wrote; they may hold
    {{path}}, {{figure}}, {{pages}} and the like. teaching: the folder of the teacher's guide. Raises CourseError for a
    figure without alt text.
    """
    # What is computed from the notebooks as they are, before they become pages.
    holes = {"path": path(notebooks), "concepts": concepts({name: needs(one) for name, one in notebooks.items()})}
    figures, live = [], {}
    for name, notebook in notebooks.items():
        page = Page(name, notebook, folder)
        page.write()
        figures += page.figures
        for text in (o.get("data", {}).get("text/html", "") for c in notebook.cells for o in c.get("outputs", [])):
            if 'class="course live"' in text:
                live.setdefault(name.split("-")[0], text)
    (folder / "glossary.md").write_text(glossary(list(notebooks)), encoding="utf-8")
    (folder / "figures.md").write_text(gallery(figures), encoding="utf-8")
    guide(list(notebooks), teaching, folder)
    numbers = play.write(folder / "scripts") if (written / "words.md").exists() else {}
    holes |= {
        "figure": live.get(HOME, "".join([*live.values()][:1])).replace('id="', 'id="home-'),
        "repository": stamp.repository(),
        "pages": "\n".join(map(entry, notebooks)),
        "first": next(iter(notebooks)),
        **numbers,
    }
    for source in sorted(written.glob("*.md")):
        text = re.sub(r"\{\{(\w+)\}\}", lambda hole: holes[hole[1]], source.read_text(encoding="utf-8"))
        (folder / source.name).write_text(text, encoding="utf-8")
