"""The teacher's guide: what its pages take from the lessons, and that each lesson has one."""

import re

import nbformat
import pytest

from helpers.claims import read_lessons
from helpers.paths import NOTEBOOKS, ROOT
from tools import stamp, teaching

TEXT = nbformat.v4.new_markdown_cell
CODE = nbformat.v4.new_code_cell
PAGES = sorted((ROOT / "teaching").glob("[0-9]*.md"))


def read(name):
    return nbformat.read(NOTEBOOKS / f"{name}.ipynb", as_version=4)


def test_a_lesson_is_cut_at_its_headings():
    cells = [TEXT("# Title\n\nOpening."), TEXT("More.\n\n## 1. One\n\nText"), CODE('lesson.check("a", answer)')]
    notebook = nbformat.v4.new_notebook(cells=[*cells, TEXT("## 2. Two"), CODE('lesson.quiz("b")')])
    parts = teaching.sections(notebook)
    assert [heading for heading, _ in parts] == ["Title", "1. One", "2. Two"]
    assert [teaching.asked(part) for _, part in parts] == [[], [("check", "a")], [("quiz", "b")]]
    assert "| 1. One | 4 | *a* |" in teaching.minutes_table(notebook, stamp.class_minutes)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_page_of_the_guide_belongs_to_a_lesson_and_has_all_parts(page):
    assert page.stem in read_lessons()
    text = page.read_text(encoding="utf-8")
    for part in ("## Minutes", "## On the board", "## Three misconceptions", "## Questions that students ask"):
        assert part in text, part
    for name in ("minutes", "answers"):
        assert len(re.findall(f"<!-- /?{name} -->", text)) == 2, name
    tasks = [one for _, one in teaching.asked(read(page.stem).cells)]
    assert tasks and all(f"- **{one}** (" in text for one in tasks)


def test_links_of_the_guide_lead_to_its_pages():
    for page in (ROOT / "teaching").glob("*.md"):
        for target in re.findall(r"\]\(([\w-]+\.md)\)", page.read_text(encoding="utf-8")):
            assert target.removesuffix(".md") in read_lessons() and (page.parent / target).exists(), (page.name, target)
