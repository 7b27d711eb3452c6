"""What every lesson must be: well formed, stamped, honest in its numbers. (nbval runs them; this reads them.)"""

import ast
import json
import re

import nbformat
import pytest

from helpers.claims import band, kind_of, names_in, read_claims, read_lessons, read_runs, read_seeds, seeds_that_hold
from helpers.paths import NOTEBOOKS
from tools import run, stamp

LESSONS = list(read_lessons())
STATISTICS = ("mean", "lowest", "highest", "low", "high", "document")
MARKER = re.compile(rf"(-?\d[\d,]*(?:\.\d+)?)( ?%)?<!--(\w+)(?: ({'|'.join(STATISTICS)}))?-->")
ANY_MARKER = re.compile(r"<!--(?! ?/?lessons)")
BARE = re.compile(r"(?<![\w.,-])(?:\d+(?:\.\d+)? ?%|0\.\d{2,})(?!\w|<!--|\.\d)")
NOT_PROSE = re.compile(r"(?s)<details>.*?</details>|```.*?```|\$\$.*?\$\$|`[^`]*`|^\|.*?$", re.M)


def read(name):
    return nbformat.read(NOTEBOOKS / f"{name}.ipynb", as_version=4)


def prose(name):
    text = "\n\n".join(cell.source for cell in read(name).cells if cell.cell_type == "markdown")
    return re.sub(r"^\| .*$", "", re.sub(r"`[^`]*`", "", text), flags=re.M)


def code(name):
    return [cell for cell in read(name).cells if cell.cell_type == "code"]


def test_every_notebook_is_a_lesson_and_every_lesson_a_notebook():
    assert sorted(p.stem for p in NOTEBOOKS.glob("*.ipynb")) == sorted(LESSONS) and sorted(LESSONS) == LESSONS


def test_badges_minutes_and_tables_are_stamped():
    assert stamp.stamp(check=True) == [], "run: make stamp"


@pytest.mark.parametrize("name", LESSONS)
def test_form(name):
    notebook = read(name)
    nbformat.validate(notebook)
    assert (notebook.nbformat, notebook.nbformat_minor) == (4, 5)
    assert notebook.metadata.kernelspec.name == "python3" and "widgets" not in notebook.metadata
    assert (NOTEBOOKS / f"{name}.ipynb").stat().st_size < 1_500_000
    assert prose(name).count("colab-badge.svg") == 1
    text = "\n".join(cell.source for cell in code(name))
    assert "fmt: skip" not in text and "globals()" not in text


@pytest.mark.parametrize("name", LESSONS)
def test_a_lesson_is_one_sitting_of_small_cells(name):
    most = 60 if stamp.DEEPER.match(name.split("-")[0]) else 45
    assert stamp.class_minutes(read(name).cells) <= most
    for cell in code(name):
        if "helpers.start(" in cell.source or "lesson.report(" in cell.source:
            assert "bookkeeping" in cell.metadata.tags
            continue
        lines = [line for line in cell.source.splitlines() if line.strip() and not line.strip().startswith("#")]
        assert len(lines) <= 15, f"a cell of {len(lines)} lines: {lines[0]}"
        assert max(map(len, lines), default=0) <= 100, lines[0]


@pytest.mark.parametrize("name", LESSONS)
def test_outputs_are_those_of_one_full_run(name):
    cells = code(name)
    assert [c.execution_count for c in cells] == list(range(1, len(cells) + 1))
    first = "".join(o.get("text", "") for o in cells[0].outputs)
    assert f"{name}, full mode" in first or f"{name}; nothing to download" in first
    for cell in cells:
        for output in cell.outputs:
            assert output.output_type != "error" and output.get("name") != "stderr"
            data = output.get("data", {})
            if "image/png" in data:
                assert len(output.metadata["image/png"]["alt"].split()) >= 4
            assert "application/vnd.plotly.v1+json" not in data or "image/png" in data
            text = json.dumps({k: v for k, v in data.items() if k.startswith("text/")}) + output.get("text", "")
            text = re.sub(r"base64,[\w+/=]+", "", text)
            assert not re.search(r"/(?:home|root|Users|tmp|work)/|\bat 0x[0-9a-f]{6}", text)


@pytest.mark.parametrize("name", LESSONS)
def test_nothing_is_left_to_be_written(name):
    assert not [cell.source for cell in read(name).cells if re.search(r"XXX|TODO|FIXME", cell.source)]


@pytest.mark.parametrize("name", LESSONS)
def test_links_between_lessons_lead_somewhere(name):
    for link in re.findall(r"\]\((\d\d[\w-]*\.ipynb)\)", prose(name)):
        assert (NOTEBOOKS / link).exists(), link


@pytest.mark.parametrize("name", LESSONS)
def test_every_claim_and_finding_is_reported_by_the_committed_run(name):
    bundles = run.bundles_of(read(name))
    findings = [bundle["finding"] for bundle in bundles if "finding" in bundle]
    assert sorted(findings) == sorted(read_claims(name, "findings"))
    assert set(run.figures_of(read(name))) == set(read_claims(name))
    for cell in code(name):
        for node in ast.walk(ast.parse(cell.source)):
            if isinstance(node, ast.Call) and ast.unparse(node.func) in ("lesson.report", "lesson.finding"):
                assert all(not isinstance(k.value, ast.Constant) for k in node.keywords), "a typed-in figure"


@pytest.mark.parametrize("name", LESSONS)
def test_the_committed_run_is_inside_its_bands(name):
    for claim, figure in run.figures_of(read(name)).items():
        assert "did you change" not in figure.get("verdict", ""), f"{claim} = {figure}"


@pytest.mark.parametrize("name", LESSONS)
def test_claims_rest_on_five_seeds(name):
    for claim, about in read_claims(name).items():
        assert about["kind"] in ("count", "measured", "stored", "arbitrary")
        for mode in ("full", "sample"):
            values = read_seeds(name, mode).get(claim, [])
            if kind_of(about, mode) not in ("count", "measured") or not values:
                continue  # without seeds the figure is shown as "not verified"
            assert len(values) == 5, f"{claim}: {len(values)} seeds in {mode} mode"
            if about["kind"] == "count":
                assert len(set(values)) == 1, f"{claim} is no count: {values}"
            elif "within" in about:
                low, high = band(values, about)
                least, most = about["within"]
                assert high - low < 0.6 * (most - least), f"{claim}: a band wide enough for any result"


@pytest.mark.parametrize("name", LESSONS)
def test_findings_hold_in_both_modes_for_every_seed(name):
    claims = read_claims(name)
    for finding in read_claims(name, "findings").values():
        assert set(names_in(finding["holds"])) <= set(claims)
        assert seeds_that_hold(name, finding, "full") == [True] * 5, finding["holds"]
        held = seeds_that_hold(name, finding, "sample")
        if "sample" in finding:
            assert len(held) == 5 and not all(held), f"the sample shows it: {finding['holds']} needs no excuse"
        else:
            assert held == [True] * 5, finding["holds"]


@pytest.mark.parametrize("name", LESSONS)
def test_numbers_in_prose_are_those_of_the_run_or_the_statistic_that_they_name(name):
    text, claims, here, seeds = (prose(name), read_claims(name), run.figures_of(read(name)), read_seeds(name, "full"))
    assert len(ANY_MARKER.findall(text)) == len(MARKER.findall(text)), "a marker that does not follow a number"
    for number, percent, claim, statistic in MARKER.findall(text):
        value, digit = as_number(number + percent)
        runs = seeds.get(claim, [])
        of = {
            "": here[claim]["value"],
            "document": claims[claim].get("document"),
            "low": here[claim].get("low"),
            "high": here[claim].get("high"),
        }
        if statistic in ("mean", "lowest", "highest"):
            of[statistic] = {"mean": sum(runs) / len(runs), "lowest": min(runs), "highest": max(runs)}[statistic]
        assert abs(of[statistic] - value) <= digit / 2 + 1e-9, (
            f"{number}{percent}: {claim} {statistic} is {of[statistic]}"
        )
    assert BARE.findall(NOT_PROSE.sub("", MARKER.sub("", text))) == [], "numbers in prose that are not claims"


def as_number(text):
    """A figure as printed, and its last digit: "53.5 %" is (0.535, 0.001)."""
    digits, scale = text.rstrip("% ").replace(",", ""), 0.01 if "%" in text else 1
    return float(digits) * scale, scale * 10.0 ** -len(digits.partition(".")[2])


@pytest.mark.parametrize("name", LESSONS)
def test_rows_of_a_report_can_be_told_apart(name):
    whats = [about["what"] for about in read_claims(name).values()]
    assert len(whats) == len(set(whats))


def test_what_a_run_takes_is_recorded_for_every_lesson():
    for name, about in read_lessons().items():
        for mode in ("sample", "full") if about["data"] else ("sample",):
            assert float(read_runs()[name, mode]["minutes"]) > 0, f"run: make full LESSON={name}"


# -- terms: nothing is used before it is explained


def sections(name):
    """The readable text of a lesson as (heading, text), in order; what stands above the first heading has none."""
    parts, heading = {"": ""}, ""
    for cell in read(name).cells:
        if cell.cell_type != "markdown":
            continue
        for line in NOT_PROSE.sub("", cell.source).splitlines():
            if line.startswith("## "):
                heading = line.removeprefix("## ").strip()
                parts[heading] = ""
            else:
                parts[heading] += line + "\n"
    return list(parts.items())


TERMS = [(name, term, about) for name in LESSONS for term, about in read_claims(name, "terms").items()]


@pytest.mark.parametrize(("name", "term", "about"), TERMS, ids=[f"{n.split('-')[0]}-{t}" for n, t, _ in TERMS])
def test_a_term_is_explained_before_it_is_used(name, term, about):
    headings = dict(sections(name))
    assert about["section"] in headings, f"{name} has no section {about['section']!r}"
    assert len(about["means"].split()) >= 4
    forms = about.get("forms", [term, f"{term}s"])
    assert re.search(rf"\*\*[^*]*({'|'.join(map(re.escape, forms))})[^*]*\*\*", headings[about["section"]], re.I), (
        f"**{term}** does not stand in bold in {about['section']!r}"
    )
    used = re.compile(rf"(?<![\w-])({'|'.join(map(re.escape, forms))})(?![\w-])", re.I)
    for earlier in LESSONS[: LESSONS.index(name) + 1]:
        for heading, text in sections(earlier):
            if (earlier, heading) == (name, about["section"]):
                return
            text = re.sub(r"\[[^\]]*\]\([^)]*\)", "", text)  # titles of lessons and of books
            assert not used.search(text), f"{term!r} is used in {earlier}, section {heading!r}"


def test_a_term_is_explained_once():
    terms = [term for _, term, _ in TERMS]
    assert len(terms) == len(set(terms))


# -- on the documents' data


@pytest.mark.real_data
def test_lesson_02_holds_its_claims_on_real_data():
    """Every figure of the lesson inside its band, on the documents' data (COURSE_STRICT raises otherwise)."""
    run.prepare(["02-sentiment-embeddings"])
    notebook, _, _ = run.run("02-sentiment-embeddings", COURSE_MODE="full")
    assert "full mode" in notebook.cells[2].outputs[0].text
