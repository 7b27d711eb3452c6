"""The site: two small lessons are built as all are, and what must never be published is refused."""

import base64
import json
import re
import shutil
import subprocess

import keras
import nbformat
import numpy as np
import pytest
import yaml

from helpers import CourseError
from helpers.exercises import Quiz
from helpers.exercises.pages import Reply
from helpers.paths import NOTEBOOKS, ROOT
from tools import access, course, pages, play, stamp

CODE, PROSE, OUT = nbformat.v4.new_code_cell, nbformat.v4.new_markdown_cell, nbformat.v4.new_output
PICTURE = base64.b64encode(base64.b64decode("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7")).decode()
LIVE = {"data": [{"type": "scatter", "x": [1], "y": [2]}], "layout": {"width": 800, "height": 400}, "config": {}}
FIRST, SECOND = "01-one", "02-two"
HOME = (
    "# Home\n\n{{figure}}\n\n{{path}}\n\n```{toctree}\n:hidden:\n\n{{pages}}\nglossary\nfigures\nteaching/README\n```\n"
)


def figure(alt="A dot at the point one, two.", **more):
    about = {"image/png": {"alt": alt, "width": 800, "height": 400}}
    return OUT("display_data", {"image/png": PICTURE, "text/plain": "[figure]", **more}, metadata=about)


def code(source, tag, page):
    """A code cell with a tag and what it showed."""
    return CODE(source, metadata={"tags": [tag]}, outputs=[OUT("display_data", {"text/html": page})])


def lessons():
    """Two lessons that hold one of everything that lessons hold."""
    quiz = Quiz("worse", "Can it be worse?", {"✓ Yes": "It can be sure, and wrong.", "No": "It can."})
    said = Reply("quiet", "Nothing to check yet: …", [("Hint 1", "Think."), ("Solution", "4")])
    badge = stamp.BADGE.format(link=stamp.colab(FIRST))
    alt = '<img class="figure-alt" alt="A dot." src="data:image/gif;base64,x" width="1" height="1">'
    first = [
        PROSE(f"# One: a start\n\n{badge}\n\nFirst things.\n\n| | |\n|---|---|\n| **Time** | a minute |"),
        code('lesson = helpers.start("x")', "bookkeeping", "full mode"),
        PROSE("## 1. A cut\n\nWe cut rows (**truncation**): 75 %<!--share--> stay. $$a^2 = \\Big(b\\Big)$$"),
        CODE("draw()", outputs=[figure(**{pages.LIVE: LIVE}), OUT("display_data", {"text/html": alt})]),
        code("lesson.quiz()", "quiz", quiz._repr_html_()),
        code("answer = ...", "exercise", said._repr_html_()),
        PROSE("<details><summary>An answer</summary>\n<p>Because.</p>\n</details>\n\nSee [two](02-two.ipynb)."),
    ]
    second = [PROSE(f"# Two\n\n{badge}\n\nBack to [one](01-one.ipynb)."), CODE("draw()", outputs=[figure()])]
    about = {"kernelspec": {"name": "python3", "display_name": "Python 3"}, "language_info": {"name": "python"}}
    made = [nbformat.v4.new_notebook(cells=cells, metadata=about) for cells in (first, second)]
    return dict(zip((FIRST, SECOND), made, strict=True))


def build(folder, monkeypatch, notebooks):
    """Build a course of these two lessons as `make course` does; returns its pages by name."""
    about = {name: {"title": name[3:].title(), "about": "A page", "data": []} for name in notebooks}
    terms = {FIRST: {"truncation": {"section": "1. A cut", "means": "Cutting a long row of numbers."}}}
    for module in (pages, stamp):
        monkeypatch.setattr(module, "read_lessons", lambda: about)
    monkeypatch.setattr(pages, "read_claims", lambda name, kind: terms.get(name, {}))
    (folder / "written").mkdir()
    (folder / "written" / "index.md").write_text(HOME, encoding="utf-8")
    (folder / "guide").mkdir()
    (folder / "guide" / "README.md").write_text("# For teachers\n\n[One](01-one.md)\n")
    (folder / "guide" / "01-one.md").write_text("# Teaching one\n\nLet them guess.\n")
    course.build(notebooks, folder, folder / "written", folder / "guide")
    return {page.stem: page.read_text(encoding="utf-8") for page in sorted((folder / "course").glob("*.html"))}


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """The pages of the two lessons, built once."""
    with pytest.MonkeyPatch.context() as monkeypatch:
        folder = tmp_path_factory.mktemp("site")
        return {"folder": folder / "course", **build(folder, monkeypatch, lessons())}


def test_a_page_holds_what_its_lesson_holds(site):
    page = site[FIRST]
    assert "<h1>01 · One: a start" in page and "share--" not in page and "colab-badge" not in page
    assert f'href="{stamp.colab(FIRST)}"' in page and 'href="http://127.0.0.1:8888/lab/tree/01-one.ipynb"' in page
    assert 'href="02-two.html"' in page and "<math" in page and "<mfrac" not in page
    assert re.search(r"<summary>An answer</summary>\s*<p>Because", page)
    assert re.search(r'<details class="[^"]*hide[^"]*"', page), "the set-up cell is not folded"


def test_a_figure_is_a_file_with_one_alt_text_and_comes_alive(site):
    page = site[FIRST]
    assert page.count('alt="A dot at the point one, two."') == 1 and "figure-alt" not in page
    assert '"type":"scatter"' in page and "plotly.min.js" not in page, "plotly is loaded once, when it is needed"
    assert 'figure-01-1"><img src="figures/01-1.png"' in site["figures"].replace('<a href="01-one.html#', "").replace(
        "\n", ""
    )


@pytest.mark.parametrize("wanted", [False, True])
def test_plotly_is_loaded_only_when_somebody_wants_it(site, wanted):
    page = site["folder"] / f"{wanted}.html"
    asks = "<script>onload = () => document.querySelector('figure.live button').click()</script>" if wanted else ""
    page.write_text(site["index"].replace("</body>", f"{asks}</body>"), encoding="utf-8")
    held = browse(page, "", "--window-size=1280,900")
    page.unlink()
    assert ("plotly.min.js" in held) == wanted == ('class="live-drawing js-plotly-plot"' in held)
    assert ("Make it live</button>" in held) != wanted and "Cloud" not in held.split("<main")[-1]


def test_no_stored_figure_offers_to_upload_itself():
    stored = [
        output["data"][pages.LIVE]
        for file in sorted(NOTEBOOKS.glob("*.ipynb"))
        for cell in nbformat.read(file, as_version=4).cells
        for output in cell.get("outputs", [])
        if pages.LIVE in output.get("data", {})
    ]
    assert stored and all(figure["config"].get("showSendToCloud") is False for figure in stored)


@pytest.mark.parametrize("page", ["index", "01-one", "teaching/01-one", "figures"])
def test_axe_finds_nothing_grave_on_a_page(site, page):
    assert access.grave(found_by_axe(site["folder"] / f"{page}.html")) == []


@pytest.mark.parametrize("page", ["words", "emojis", "phrases"])
def test_axe_finds_nothing_grave_on_a_page_to_play_with(site, playground, page):
    """The page in the theme's clothes: as Sphinx would have built it, but for its lists of pages."""
    inner = (playground / f"{page}.html").read_text(encoding="utf-8").replace('<meta charset="utf-8">', "")
    inner = inner.replace("# ", "<h1>", 1).replace("\n", "</h1>\n", 1)
    clothed = re.sub(r"(?s)(<article[^>]*>).*?(</article>)", lambda a: f"{a[1]}{inner}{a[2]}", site["glossary"])
    file = site["folder"] / f"play-{page}.html"
    file.write_text(clothed, encoding="utf-8")
    shutil.copytree(playground / "_static", site["folder"] / "_static", dirs_exist_ok=True)
    found = found_by_axe(file)
    file.unlink()
    assert access.grave(found) == []


def test_axe_finds_what_is_wrong(tmp_path):
    wrong = '<html lang="en"><head><title>A</title></head><body><main><h1>A</h1><p style="color: #bbb">pale</p><input>'
    (tmp_path / "a.html").write_text(wrong, encoding="utf-8")
    found = [one for one in access.grave(found_by_axe(tmp_path / "a.html")) if one.startswith("light")]
    assert len(found) == 2 and "labels" in found[0] + found[1] and "contrast" in found[0] + found[1]


def found_by_axe(page):
    """What axe-core finds; skipped without a Chromium that may read here."""
    try:
        return access.check(page)
    except CourseError as error:
        browse(page, "")  # which skips
        raise error


def test_quizzes_and_exercises_answer_without_a_kernel(site):
    page = site[FIRST]
    assert page.count('name="quiz-1"') == 2 and page.count('class="hit"') == 1 and page.count('class="miss"') == 1
    assert pages.ASK in page and pages.UNTOUCHED not in page and "<summary>Hint 1</summary>" in page
    assert "lesson.quiz" not in page


def test_a_term_leads_to_the_glossary_and_back(site):
    assert 'href="glossary.html#term-truncation"' in site[FIRST]
    assert 'href="01-one.html#a-cut"' in site["glossary"] and "Cutting a long row" in site["glossary"]


def test_the_teacher_s_guide_leads_to_its_lessons(site):
    guide = site["folder"] / "teaching"
    home, page = ((guide / f"{name}.html").read_text(encoding="utf-8") for name in ("README", "01-one"))
    assert 'href="01-one.html"' in home and 'href="../01-one.html"' in page and "Let them guess." in page


def test_home_leads_to_every_lesson_and_shows_what_it_takes(site):
    assert all(
        f'href="{name}.html"' in site["index"] and title in site["index"]
        for name, title in [(FIRST, "01 One"), (SECOND, "02 Two")]
    )
    assert 'class="course live" id="home-figure-01-1"' in site["index"]
    minutes = [f">{stamp.class_minutes(notebook.cells):.0f} min</span>" for notebook in lessons().values()]
    assert 'rel="next"' in site["index"] and all(one in site["index"] for one in minutes)


def test_every_warning_of_the_builder_is_an_error(tmp_path, monkeypatch):
    notebooks = lessons()
    wrong = "[lost](03-three.ipynb) [lost](01-one.ipynb#no-such-section) $\\nosuchcommand$"
    notebooks[SECOND].cells.append(PROSE(wrong))
    with pytest.raises(CourseError) as refused:
        build(tmp_path, monkeypatch, notebooks)
    assert all(one in str(refused.value) for one in ("03-three", "no-such-section", "nosuchcommand"))


def test_a_figure_without_alt_text_is_refused(tmp_path, monkeypatch):
    notebooks = lessons()
    notebooks[SECOND].cells[1].outputs = [figure(alt=" ")]
    with pytest.raises(CourseError, match=r"02-two.*without alt text"):
        build(tmp_path, monkeypatch, notebooks)


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ('<a href="nowhere.html">lost</a>', "a link to nowhere.html leads nowhere"),
        ('<a href="b.html#there">lost</a>', "a link to b.html#there leads nowhere"),
        ('<a href="#figure-9">lost</a>', "a link to #figure-9 leads nowhere"),
        ('<img src="b.html">', "a picture without alt text (b.html)"),
        ('<img src="b.html" alt="">', "a picture without alt text (b.html)"),
        ('<script src="https://example.org/x.js"></script>', "it loads https://example.org/x.js from the network"),
        ('<img alt="A badge" src="//example.org/badge.svg">', "it loads //example.org/badge.svg from the network"),
        (
            '<link rel="stylesheet" href="http://example.org/a.css">',
            "it loads http://example.org/a.css from the network",
        ),
        ('<img alt="big" src="big.png">', "it loads 6.0 MB, more than 5"),
        ('<style>@import "https://example.org/a.css";</style>', "its style loads something from the network"),
    ],
)
def test_what_must_not_be_published_is_refused(tmp_path, wrong, says):
    (tmp_path / "big.png").write_bytes(b"x" * 6_000_000)
    (tmp_path / "b.html").write_text('<p id="here">It is <a href="a.html">there</a>: <a href="#here">here</a>.</p>')
    (tmp_path / "a.html").write_text('<a href="b.html#here">two</a> <a href="https://example.org">afar</a>')
    assert course.faults(tmp_path) == []
    (tmp_path / "a.html").write_text(wrong)
    assert course.faults(tmp_path) == [f"a.html: {says}."]


def test_a_style_sheet_that_calls_the_network_is_refused(tmp_path):
    (tmp_path / "a.css").write_text("p { background: url( 'https://example.org/a.png' ) }")
    assert course.faults(tmp_path) == ["a.css: its style loads something from the network."]


def test_the_site_s_own_scripts_know_no_address():
    for file in [*course.SITE.rglob("*.js"), *course.SITE.rglob("*.css")]:
        assert "//" not in re.sub(r"(?m)^\s*//.*$| // .*$", "", file.read_text(encoding="utf-8")), file.name


def test_the_workflow_publishes_the_folder_that_make_course_builds():
    steps = yaml.safe_load((ROOT / ".github/workflows/pages.yml").read_text(encoding="utf-8"))["jobs"]["site"]["steps"]
    assert "make course" in [step.get("run") for step in steps]
    assert "build/course" in [step.get("with", {}).get("path") for step in steps]


# -- in a real browser, where there is one


def browse(page, asked, *more):
    """What a page holds after its scripts have run; `more`: further options of the browser."""
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    if not chromium:
        pytest.skip("there is no Chromium here")
    command = [chromium, "--headless", "--no-sandbox", "--disable-gpu", "--virtual-time-budget=5000", "--dump-dom"]
    command += ["--disable-background-networking", "--no-first-run", *more, f"{page.as_uri()}?{asked}"]
    held = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", timeout=60).stdout
    if not held or "ERR_ACCESS_DENIED" in held or "ERR_FILE_NOT_FOUND" in held:
        pytest.skip("this Chromium may not read here")
    return held


def test_the_search_answers_from_a_folder(site):
    found = browse(site["folder"] / "search.html", "q=truncation").split('id="search-results"')[1]
    assert 'href="01-one.html' in found and 'href="glossary.html' in found and 'href="02-two.html' not in found


@pytest.fixture(scope="module")
def playground(tmp_path_factory):
    """The pages to play with and their scripts, without Sphinx."""
    folder = tmp_path_factory.mktemp("play")
    play.write(folder / "_static")
    for name in ("words", "emojis", "phrases"):
        shutil.copy(course.SITE / "static" / f"{name}.js", folder / "_static")
        text = (course.SITE / "pages" / f"{name}.md").read_text(encoding="utf-8")
        (folder / f"{name}.html").write_text(f'<meta charset="utf-8">{text}', encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        ("terrible", '<li><button data-word="horrible">horrible</button> 0.88</li>'),
        ("king%20-%20man%20%2B%20woman", 'data-word="queen"'),
        ("terribl", "is not among the 3999 words. Is it "),
    ],
)
def test_the_map_of_words_answers(playground, asked, says):
    assert says in browse(playground / "words.html", f"w={asked}")


def test_the_browser_draws_emojis_as_keras_does(playground):
    held = browse(playground / "emojis.html", "from=pile&to=red+apple&way=25")
    assert "25 % of the way from 💩 pile of poo to 🍎 red apple. Nearest codes, with their distances: 💩" in held
    assert held.count("<image") == 26 and held.count('type="range"') == 17
    drawn = np.array(re.search(r'data-pixels="([^"]*)"', held)[1].split(), float) / 1000
    rows = json.loads((play.PLAY / "emojis.json").read_text(encoding="utf-8"))
    poo, apple = (np.array(rows["codes"][rows["names"].index(name)]) / 100 for name in ("pile of poo", "red apple"))
    expected = keras.models.load_model(play.DECODER, compile=False)((0.75 * poo + 0.25 * apple)[None])
    assert np.abs(drawn - keras.ops.convert_to_numpy(expected).ravel()).max() < 0.002
    assert np.abs(drawn.mean() - drawn).max() > 0.2, "it is not one gray"


@pytest.mark.parametrize("asked", ["from=nothing", "from="])
def test_an_emoji_that_does_not_exist_is_said(playground, asked):
    assert "No emoji here is called" in browse(playground / "emojis.html", asked)


def test_the_codes_of_emojis_are_those_of_the_kept_encoder():
    rows = json.loads((play.PLAY / "emojis.json").read_text(encoding="utf-8"))
    assert len(rows["codes"]) == len(rows["names"]) == len(rows["characters"]) == 872
    assert len(rows["trained"]) == int(0.8 * 872) and all(len(code) == 16 for code in rows["codes"])
    directions = np.array(rows["directions"])
    assert np.allclose(directions @ directions.T, np.eye(16), atol=1e-3)
    spread = (np.array(rows["codes"]) / 100 @ directions.T).std(axis=0)
    assert (np.diff(spread) < 0.01).all(), "the first direction is not the one in which codes vary most"


@pytest.mark.parametrize("cloud", ["told nothing", "told the verdicts"])
def test_the_cloud_of_phrases_answers(playground, cloud):
    rows = json.loads((play.PLAY / "phrases.json").read_text(encoding="utf-8"))
    codes = np.array(rows["clouds"][cloud]["codes"]) / rows["clouds"][cloud]["scale"]
    far = np.linalg.norm(codes - codes[rows["phrases"].index("a bad film")], axis=1)
    nearest = np.argsort(far)[1]
    held = browse(playground / "phrases.html", f"p=a+bad+film&cloud={cloud.replace(' ', '+')}")
    found = held.split("<li>")[1]
    assert rows["phrases"][nearest] in found and f"{far[nearest]:.2f}, shares " in found
    assert f"of {len(rows['phrases'])}, by the network that was {cloud}." in held


def test_a_phrase_that_is_not_there_leads_to_some_that_share_its_words(playground):
    held = browse(playground / "phrases.html", "p=a+splendid+film")
    assert "“a splendid film” is not among the" in held and ">a bad film</button>" in held


def test_phrases_of_one_review_alone_are_not_published():
    rows = json.loads((play.PLAY / "phrases.json").read_text(encoding="utf-8"))
    assert len(set(rows["phrases"])) == len(rows["phrases"]) == len(rows["times"]) == len(rows["liked"])
    assert min(rows["times"]) > 1 and "unk" not in " ".join(rows["phrases"]).lower()
    assert all(len(phrase.split()) == 3 for phrase in rows["phrases"])


def test_the_cell_after_which_the_phrases_are_coded_is_there():
    notebook = nbformat.read(play.NOTEBOOKS / f"{play.PHRASES}.ipynb", as_version=4)
    source = "\n".join(cell.source for cell in notebook.cells if cell.cell_type == "code")
    needed = [play.TRAINED, "x_train, times, liked_train = ", "in_parts", "encoder_a"]
    assert all(name in source for name in needed)
