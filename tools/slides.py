"""Slides of lessons, from the committed notebooks, in build/slides: `make slides LESSON=02`.

Each lesson becomes one file, which needs neither network nor server: reveal.js, pictures and styles are inside. What
goes on slides follows rules. A heading begins a slide. A figure, an exercise and a question stand on slides of their
own, without answers. Code that only keeps the books is not shown, nor what lessons fold. How much fits on a slide only
a browser knows: slides.js measures, and goes on on a next slide where a part is too tall. Only a wide formula becomes
smaller.
"""

import argparse
import ast
import base64
import html
import importlib.util
import re
import sys
from pathlib import Path

import nbformat
import sphinx_revealjs
from bs4 import BeautifulSoup
from markdown_it import MarkdownIt
from mdit_py_plugins.dollarmath import dollarmath_plugin
from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import PythonLexer

from helpers.claims import MIME, read_lessons
from helpers.errors import CourseError
from helpers.exercises.pages import COLOURS
from helpers.paths import NOTEBOOKS, ROOT
from tools import pages, stamp
from tools.run import chosen

FOLDER, SITE = ROOT / "build" / "slides", ROOT / "site"
REVEAL = Path(sphinx_revealjs.__file__).parent / "_static" / "revealjs" / "dist"
ROOM = 1168, 572  # pixels that a slide of 1280 x 720 leaves for a figure
FOLD = re.compile(r"(?s)<details.*?</details>")
TASK = re.compile(r"\*\*\w+\.?\*\*")  # "**Predict.**": with such a word the text of an exercise begins
LONG = re.compile(r"\S.{0,800}(?!\S)|\s.{0,800}(?!\S)|.{1,800}")  # pieces of a line that would fill a slide by itself
PAGE = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>
{style}
</style>
</head>
<body>
<div class="reveal"><div class="slides">
{slides}
</div></div>
<script>
{script}
</script>
</body>
</html>
"""


def renderer() -> MarkdownIt:
    """Markdown as the lessons write it, with tables and formulas."""
    spec = importlib.util.spec_from_file_location("site_conf", SITE / "conf.py")
    conf = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(conf)

    def formula(text: str, options: dict) -> str:
        return conf.formula_of(text, options["display_mode"])

    return MarkdownIt("commonmark", {"html": True}).enable("table").use(dollarmath_plugin, renderer=formula)


class Deck:
    """The slides of a lesson: each a kind, a title (of its section) and HTML blocks."""

    def __init__(self, name: str, notebook: nbformat.NotebookNode):
        self.name, self.notebook, self.markdown = name, notebook, renderer()
        self.slides: list[tuple[str, str, list[str]]] = []
        self.section = ""
        self._fill()

    def html(self) -> str:
        """The whole file."""
        parts = [f"{title_tag(kind, title)}{''.join(blocks)}</section>" for kind, title, blocks in self.slides]
        style = [REVEAL / "reset.css", REVEAL / "reveal.css", SITE / "slides" / "slides.css"]
        script = [REVEAL / "reveal.js", SITE / "slides" / "slides.js"]
        style, script = ("\n".join(file.read_text(encoding="utf-8") for file in files) for files in (style, script))
        style += re.sub(r"(?m)^\.line \{.*$", "", HtmlFormatter(style="friendly").get_style_defs(".line"))
        script = re.sub(r"(?m)^//# sourceMappingURL=.*$", "", script).replace("</", "<\\/")
        title = html.escape(f"{self.name.split('-')[0]} {read_lessons()[self.name]['title']}")
        return PAGE.format(title=title, style=style, slides="\n".join(parts), script=script)

    def _fill(self) -> None:
        cells = self.notebook.cells
        for i, cell in enumerate(cells):
            after = cells[i + 1].metadata.get("tags", []) if i + 1 < len(cells) else []
            if cell.cell_type == "markdown":
                self._text(cell.source, before_exercise="exercise" in after)
            elif "exercise" in (tags := cell.metadata.get("tags", [])):
                self._exercise(cell.source)
            else:
                self._code(cell, hidden={"bookkeeping", "quiz"} & set(tags))
        self.slides = [(kind, title, blocks) for kind, title, blocks in self.slides if blocks]

    def _begin(self, kind: str) -> list[str]:
        """Begin a slide; returns the list of its blocks."""
        self.slides.append((kind, self.section, []))
        return self.slides[-1][2]

    def _now(self) -> list[str]:
        """The blocks of the slide that goes on; a new one after a figure, an exercise or a question."""
        kind = self.slides[-1][0] if self.slides else ""
        return self.slides[-1][2] if kind in ("section", "text", "title") else self._begin("text")

    def _text(self, source: str, before_exercise: bool) -> None:
        """The blocks of a text; where an exercise follows, its task begins a slide."""
        source = pages.MARKER.sub("", FOLD.sub("", stamp.BADGE_PATTERN.sub("", source)))
        parts = [part for part in self._blocks(source) if part[1].strip()]
        tasks = [k for k, (text, _) in enumerate(parts) if TASK.match(text) and not text.startswith("**Finding")]
        first = (tasks or [len(parts) - 1])[-1] if before_exercise else len(parts)
        for k, (text, block) in enumerate(parts):
            heading = re.match(r"(#+) (.*)", text)
            if heading:
                self.section = self.markdown.renderInline(heading[2])
                self._begin("title" if len(heading[1]) == 1 else "section")
                continue
            place = self._begin("exercise") if k == first else self.slides[-1][2] if k > first else self._now()
            place.append(block)

    def _blocks(self, source: str) -> list[tuple[str, str]]:
        """The parts of a text: each as Markdown and as HTML, without links to what is not in the file."""
        tokens, parts, begun = self.markdown.parse(source), [], 0
        lines = source.split("\n")
        for k, token in enumerate(tokens):
            if token.level == 0 and token.nesting <= 0:
                block = self.markdown.renderer.render(tokens[begun : k + 1], self.markdown.options, {})
                top = tokens[begun]
                parts.append(("\n".join(lines[slice(*top.map)]), self._tidy(block, top.type)))
                begun = k + 1
        return parts

    def _tidy(self, block: str, kind: str) -> str:
        soup = BeautifulSoup(block, "html.parser")
        for link in soup.find_all("a", href=True):
            if "//" not in link["href"]:
                link.unwrap()
        for code in soup.select("pre > code"):
            code.parent.replace_with(BeautifulSoup(lines_of(html.escape(code.text.rstrip())), "html.parser"))
        for table in soup.find_all("table"):
            head = table.find("thead")
            if head and not head.text.strip():
                head.decompose()
        bold = soup.find("p", recursive=False)
        if kind == "paragraph_open" and bold and bold.text.startswith("Finding."):
            bold["class"] = "finding"
        return str(soup).strip()

    def _exercise(self, source: str) -> None:
        """What a learner fills, below the task, without the check."""
        if not self.slides or self.slides[-1][0] != "exercise":
            self._begin("exercise")
        if code := without_books(source):
            self.slides[-1][2].append(code_lines(code))

    def _code(self, cell: nbformat.NotebookNode, hidden: set) -> None:
        """A cell's code, unless it is hidden, and what it showed; they stay together where they fit."""
        code = "" if hidden else without_books(cell.source)
        group = [code_lines(code)] if code else []
        if "helpers.start(" in cell.source:
            return
        own = []
        for output in cell.outputs:
            data = output.get("data", {})
            text = data.get("text/html", "")
            if MIME in data or 'class="figure-alt"' in text:
                continue
            if "image/png" in data:
                own.append(("figure", figure(output, self.name)))
            elif COLOURS["quiz"] in text:
                own.append(("quiz", question(text)))
            elif text:
                group.append(pages.tidy(text))
            elif said := output.get("text") or data.get("text/plain", ""):
                lines = [part for line in said.rstrip().split("\n") for part in LONG.findall(line) or [""]]
                group.append(lines_of(html.escape("\n".join(lines)), "output"))
        if group:
            self._now().append(f'<div class="group">{"".join(group)}</div>')
        for kind, block in own:
            announced = kind == "quiz" and self.slides[-1][0] == "text" and self.slides[-1][2][-1].endswith(":</p>")
            before = [self.slides[-1][2].pop()] if announced else []
            self._begin(kind).extend([*before, block])


def without_books(source: str) -> str:
    """Code without the lines that only check or note something: an answer, a finding."""
    try:
        tree = ast.parse(source)
    except SyntaxError:  # a cell with a command of IPython's
        return source
    lines = source.split("\n")
    for line in tree.body:
        if isinstance(line, ast.Expr) and re.match(r"lesson\.(check|finding|report|keep)\(", ast.unparse(line)):
            lines[line.lineno - 1 : line.end_lineno] = [""] * (line.end_lineno - line.lineno + 1)
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip("\n")


def title_tag(kind: str, title: str) -> str:
    """The beginning of a slide: its section as a heading, large where the section begins."""
    level = {"title": "h1", "section": "h2"}.get(kind, "p")
    return f'<section data-kind="{kind}"><{level} class="head">{title}</{level}>'


def lines_of(text: str, kind: str = "") -> str:
    """Lines of HTML as a <pre> that can be divided between lines."""
    return (
        f'<pre class="{kind}">' + "".join(f'<span class="line">{line}\n</span>' for line in text.split("\n")) + "</pre>"
    )


def code_lines(source: str) -> str:
    """Code in colours. The formatter closes its marks at the end of each line."""
    return lines_of(highlight(source.rstrip(), PythonLexer(), HtmlFormatter(nowrap=True)).rstrip("\n"), "code")


def figure(output: nbformat.NotebookNode, name: str) -> str:
    """A figure as large as a slide allows. Raises CourseError where it has no alt text."""
    about = output.metadata.get("image/png", {})
    if not about.get("alt", "").strip():
        raise CourseError(f"{name}: a figure without alt text.")
    scale = min(room / about[side] for room, side in zip(ROOM, ("width", "height"), strict=True))
    size = " ".join(f'{side}="{scale * about[side]:.0f}"' for side in ("width", "height"))
    content = base64.b64encode(base64.b64decode(output.data["image/png"])).decode()
    return f'<img src="data:image/png;base64,{content}" alt="{html.escape(about["alt"])}" {size}>'


def question(text: str) -> str:
    """A quiz question with its options, without what each is answered."""
    soup = BeautifulSoup(text, "html.parser")
    for letter in soup.select("summary > b:first-child"):
        letter.decompose()  # the list has its own
    options = "".join(f"<li>{option.decode_contents().strip()}</li>" for option in soup.select("details > summary"))
    for fold in soup.find_all("details"):
        fold.decompose()
    return f'<p class="question">{soup.find("b").decode_contents()}</p><ol type="A">{options}</ol>'


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("lessons", nargs="*", help="such as 2 or 02b; all when none is given")
    try:
        names = chosen(parser.parse_args().lessons)
        FOLDER.mkdir(parents=True, exist_ok=True)
        for name in names:
            notebook = nbformat.read(NOTEBOOKS / f"{name}.ipynb", as_version=4)
            (FOLDER / f"{name}.html").write_text(Deck(name, notebook).html(), encoding="utf-8")
    except CourseError as error:
        sys.exit(str(error))
    print(f"{len(names)} of {len(read_lessons())} lessons: {FOLDER.relative_to(ROOT)}. Arrow keys turn the slides.")


if __name__ == "__main__":
    main()
