"""Slides: what stands on them, that nothing is cut off, and that nothing is fetched."""

import re
import shutil

import nbformat
import pytest
from bs4 import BeautifulSoup
from test_course import CODE, OUT, PROSE, browse, code, figure, lessons

from helpers import CourseError
from helpers.paths import NOTEBOOKS
from tools import course, slides

NAME = "02-sentiment-embeddings"
NUMBERS = [f"n{i}" for i in range(400)]  # words that can be found again


def deck(folder, cells):
    """The deck of a notebook of these cells: its file, and what it holds before a browser has seen it."""
    file = folder / "deck.html"
    file.write_text(slides.Deck(NAME, nbformat.v4.new_notebook(cells=cells)).html(), encoding="utf-8")
    return file, BeautifulSoup(file.read_text(encoding="utf-8"), "html.parser")


def in_browser(file):
    """The slides as a browser divides them."""
    return BeautifulSoup(browse(file, "", "--window-size=1280,720"), "html.parser").select(".slides > section")


def test_what_stands_on_slides_and_what_does_not(tmp_path):
    _, soup = deck(tmp_path, lessons()["01-one"].cells)
    kinds = [(slide["data-kind"], slide.find(class_="head").text) for slide in soup.select("section")]
    first, second = "One: a start", "1. A cut"
    assert kinds[:4] == [("title", first), ("section", second), ("figure", second), ("quiz", second)]
    assert [kind for kind, _ in kinds[4:]] == ["exercise", "text"]
    shown = soup.select_one(".slides").get_text(" ")
    for hidden in (
        "helpers.start",
        "It can be sure",
        "Hint",
        "Think.",
        "Nothing to check",
        "Because",
        "lesson.quiz",
        "share",
    ):
        assert hidden not in shown, hidden
    options = soup.select('section[data-kind="quiz"] li')
    assert {option.text for option in options} == {"Yes", "No"} and "✓" not in shown
    assert soup.img["alt"] == "A dot at the point one, two." and soup.select("math mfrac") == [] and soup.math


def test_an_exercise_stands_alone_with_its_task_and_without_its_check(tmp_path):
    text = "## 2. Sum\n\nFirst a story.\n\n**Predict.** What is it?\n\nIn one line."
    cells = [
        PROSE(text),
        code('answer = ...\nlesson.check(\n    "sum", answer\n)', "exercise", "wrong"),
        PROSE("It is 4."),
    ]
    _, soup = deck(tmp_path, cells)
    before, task, after = soup.select("section")
    assert "First a story." in before.text and "Predict" not in before.text
    assert task["data-kind"] == "exercise" and re.search(
        r"What is it\?\s*In one line\.\s*answer = \.\.\.\s*$", task.text
    )
    assert "It is 4." in after.text


def test_code_stays_with_what_it_printed_and_loses_what_keeps_the_books(tmp_path):
    out = OUT("stream", name="stdout", text="<4>\n")
    cells = [
        PROSE("# T"),
        CODE('print("<4>")\nlesson.finding("x", y=4)', outputs=[out]),
        code("x = 1", "bookkeeping", ""),
    ]
    _, soup = deck(tmp_path, cells)
    group = soup.select_one(".group")
    assert [block.text.strip() for block in group.select("pre")] == ['print("<4>")', "<4>"]
    assert "finding" not in soup.select_one(".slides").text and "x = 1" not in soup.select_one(".slides").text


def test_a_figure_without_alt_text_is_refused():
    with pytest.raises(CourseError, match="without alt text"):
        slides.Deck(NAME, nbformat.v4.new_notebook(cells=[PROSE("# T"), CODE("x", outputs=[figure(alt="")])]))


def test_the_file_fetches_nothing(tmp_path):
    notebook = nbformat.read(NOTEBOOKS / f"{NAME}.ipynb", as_version=4)
    file, soup = deck(tmp_path, notebook.cells)
    assert course.loads(soup) == [] and soup.find_all("link") == [] and soup.find_all("script", src=True) == []
    assert not any(course.CALLS.search(style.text) for style in soup.find_all("style"))
    assert not re.search(r"\bsrc=[\"'](?!data:)|sourceMappingURL", str(soup.select_one(".slides")))
    assert "sourceMappingURL" not in file.read_text(encoding="utf-8")


LONG = {
    "text": PROSE("# T\n\n" + " ".join(f"One {word} more." for word in NUMBERS)),
    "list": PROSE("# T\n\n" + "\n".join(f"- {word}" for word in NUMBERS)),
    "numbered": PROSE("# T\n\n" + "\n".join(f"1. {word}" for word in NUMBERS)),
    "table": PROSE("# T\n\n| a | b |\n|---|---|\n" + "\n".join(f"| {word} | x |" for word in NUMBERS)),
    "code": CODE("\n".join(f"{word} = 1" for word in NUMBERS)),
    "output": CODE("x", outputs=[OUT("stream", name="stdout", text="\n".join(NUMBERS))]),
    "one line": CODE("x", outputs=[OUT("stream", name="stdout", text=" ".join(NUMBERS))]),
}


@pytest.mark.parametrize("kind", LONG)
def test_what_is_long_goes_on_on_next_slides_and_nothing_is_lost(tmp_path, kind):
    file, _ = deck(tmp_path, [PROSE("# T\n\nA word first."), LONG[kind]])
    found = in_browser(file)
    assert [slide["data-cut"] for slide in found if slide.get("data-cut")] == []
    held = " ".join(slide.get_text(" ") for slide in found)
    assert re.findall(r"\bn\d+\b", held) == NUMBERS, "something was lost, doubled or moved"
    assert len(found) > (1 if kind == "one line" else 5)
    if kind == "numbered":
        first = found[-1].find("ol").find("li").text
        assert found[-1].find("ol")["start"] == str(NUMBERS.index(first) + 1)


def test_a_wide_formula_becomes_smaller(tmp_path):
    wide = " + ".join(["\\text{learning rate}"] * 8)
    file, _ = deck(tmp_path, [PROSE(f"# T\n\n$$a = b$$\n\n$${wide}$$")])
    blocks = [block for slide in in_browser(file) for block in slide.select(".math.block")]
    assert "style" not in blocks[0].attrs and 26 <= float(re.search(r"font-size: (\d+)px", blocks[1]["style"])[1]) < 36


def test_a_real_lesson_is_whole_on_its_slides(tmp_path):
    notebook = nbformat.read(NOTEBOOKS / f"{NAME}.ipynb", as_version=4)
    file, _ = deck(tmp_path, notebook.cells)
    found = in_browser(file)
    assert 25 < len(found) < 60 and not any(slide.get("data-cut") for slide in found)
    kinds = [slide["data-kind"] for slide in found]
    assert kinds.count("quiz") == 2 and kinds.count("figure") == 3 and kinds.count("exercise") == 4
    said = " ".join(slide.get_text(" ") for slide in found)
    assert "Multi-hot".lower() in said.lower() and "Hint 1" not in said and "Nothing to check" not in said


def test_no_text_is_smaller_than_a_thirtieth_of_the_height():
    style = (course.SITE / "slides" / "slides.css").read_text(encoding="utf-8")
    rules = re.findall(r"([^{}]+)\{([^}]*)\}", re.sub(r"(?s)/\*.*?\*/", "", style))
    sizes = {
        who.strip(): int(size) for who, what in rules for size in re.findall(r"font(?:-size)?:[^;]*?(\d+)px", what)
    }
    small = [who for who, size in sizes.items() if size < 22]
    assert sizes and set(small) <= {".reveal .controls", ".reveal .slide-number"}


def test_make_slides_writes_a_lesson(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(slides, "FOLDER", slides.ROOT / "build" / "slides-test")
    monkeypatch.setattr("sys.argv", ["slides", "02"])
    slides.main()
    assert "1 of " in capsys.readouterr().out
    assert "<title>02 Sentiment embeddings</title>" in (slides.FOLDER / f"{NAME}.html").read_text(encoding="utf-8")
    shutil.rmtree(slides.FOLDER)
