"""The teacher's guide: what its pages take from the lessons, and that each lesson has one."""

import re

import nbformat
import pytest

from helpers.claims import read_lessons
from helpers.paths import NOTEBOOKS, ROOT
from tools import handout, run, stamp, teaching

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


def test_a_student_copy_has_neither_outputs_nor_answers():
    code = CODE("1 + 1", outputs=[nbformat.v4.new_output("stream", text="2")], execution_count=1)
    text = TEXT("**To think about.** Why?\n\n<details><summary>An answer</summary>\nSo.\n</details>\n\nNext.")
    lesson = nbformat.v4.new_notebook(cells=[code, text])
    copy = handout.handout(lesson)
    assert copy.cells[0].outputs == [] and copy.cells[0].execution_count is None
    assert copy.cells[1].source == "**To think about.** Why?\n\nNext."
    assert lesson.cells[0].outputs  # the lesson itself is as it was


def test_no_student_copy_of_a_lesson_holds_an_answer():
    for name in read_lessons():
        copy = handout.handout(read(name))
        text = "\n".join(cell.source for cell in copy.cells)
        assert "An answer</summary>" not in text and "lesson.solution(" not in text, name


def test_a_student_copy_runs_with_the_expected_answers(tmp_path, monkeypatch):
    name = "04-aligned-spaces"
    lesson = handout.filled(handout.handout(read(name)))
    nbformat.write(lesson, tmp_path / f"{name}.ipynb")
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    ran, _, _ = run.run(name, tmp_path, COURSE_MODE="sample")
    asked = [cell for cell in ran.cells if cell.cell_type == "code" and "lesson.check(" in cell.source]
    replies = [o.data["text/plain"] for cell in asked for o in cell.outputs if o.output_type == "display_data"]
    assert len(replies) == 4 and all(reply.startswith("✓") for reply in replies), replies
