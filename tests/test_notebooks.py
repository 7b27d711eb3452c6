"""What every lesson must be: well formed, stamped, honest in its numbers. (nbval runs them; this reads them.)"""

import ast
import html
import importlib.util
import json
import math
import re
import tomllib

import nbformat
import pytest

from helpers.claims import NOTEBOOKS, is_free, read_claims
from helpers.session import read_lessons

LESSONS = list(read_lessons())
CLAIMS = tomllib.loads((NOTEBOOKS / "claims.toml").read_text(encoding="utf-8"))
MARKER = re.compile(r"(-?\d[\d,]*(?:\.\d+)?)( ?%)?<!--(document:)?(\w+)-->")
ANY_MARKER = re.compile(r"<!--(?! ?/?lessons)")
BARE = re.compile(r"(?<![\w.,-])(?:\d+(?:\.\d+)? ?%|0\.\d{2,})(?!\w|<!--|\.\d)")
MEASURED_ELSEWHERE = re.compile(r"^\| .*$", re.M)  # tables: the stamped costs


def read(name):
    return nbformat.read(NOTEBOOKS / f"{name}.ipynb", as_version=4)


def prose(name):
    text = "\n\n".join(cell.source for cell in read(name).cells if cell.cell_type == "markdown")
    return MEASURED_ELSEWHERE.sub("", re.sub(r"`[^`]*`", "", text))


def code(name):
    return [cell for cell in read(name).cells if cell.cell_type == "code"]


def load_tool(name):
    path = NOTEBOOKS.parent / "tools" / f"{name}.py"
    spec = importlib.util.spec_from_file_location(name, path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_every_notebook_is_a_lesson_and_every_lesson_a_notebook():
    assert sorted(p.stem for p in NOTEBOOKS.glob("*.ipynb")) == sorted(LESSONS) and sorted(LESSONS) == LESSONS
    assert set(CLAIMS) <= set(LESSONS)


def test_badges_costs_and_tables_are_stamped():
    assert load_tool("stamp").stamp(check=True) == [], "run: make stamp"


def test_another_repository_is_stamped_everywhere(tmp_path, monkeypatch):
    stamp = load_tool("stamp")
    monkeypatch.setattr(stamp, "repository", lambda: "https://github.com/someone/fork")
    for name in LESSONS:
        text = nbformat.writes(stamp.stamped_notebook(name, read(name)))
        assert f"github/someone/fork/blob/main/notebooks/{name}.ipynb" in text
        assert 'repository = \\"https://github.com/someone/fork\\"' in text


@pytest.mark.parametrize("name", LESSONS)
def test_form(name):
    notebook = read(name)
    nbformat.validate(notebook)
    assert (notebook.nbformat, notebook.nbformat_minor) == (4, 5)
    assert notebook.metadata.kernelspec.name == "python3" and "widgets" not in notebook.metadata
    assert (NOTEBOOKS / f"{name}.ipynb").stat().st_size < 1_500_000
    cells = code(name)
    assert len(cells) <= 40
    assert len(re.findall(r"^## \d", prose(name), re.M)) <= 8
    for cell in cells:
        lines = [line for line in cell.source.splitlines() if line.strip() and not line.strip().startswith("#")]
        assert len(lines) <= 25, f"a cell of {len(lines)} lines: {lines[0]}"
    assert prose(name).count("colab-badge.svg") == 1
    assert "| **Cost** |" in "".join(c.source for c in notebook.cells if c.cell_type == "markdown")


@pytest.mark.parametrize("name", LESSONS)
def test_outputs_are_those_of_one_full_run(name):
    cells = code(name)
    assert [c.execution_count for c in cells] == list(range(1, len(cells) + 1))
    first = "".join(o.get("text", "") for o in cells[0].outputs)
    assert f"Lesson {name} | full mode" in first
    for cell in cells:
        for output in cell.outputs:
            assert output.output_type != "error" and output.get("name") != "stderr"
            data = output.get("data", {})
            if "image/png" in data:
                assert len(output.metadata["image/png"]["alt"].split()) >= 4
            assert "application/vnd.plotly.v1+json" not in data or "image/png" in data
            text = json.dumps({k: v for k, v in data.items() if k.startswith("text/")}) + output.get("text", "")
            assert not re.search(r"/(?:home|root|Users|tmp|work)/|\bat 0x[0-9a-f]{6}", text)


@pytest.mark.parametrize("name", LESSONS)
def test_some_output_is_compared_by_nbval(name):
    assert any("nbval-check-output" in c.metadata.get("tags", []) and c.outputs for c in code(name))


@pytest.mark.parametrize("name", LESSONS)
def test_nothing_is_left_to_be_written(name):
    assert not [cell.source for cell in read(name).cells if re.search(r"XXX|TODO|FIXME", cell.source)]


@pytest.mark.parametrize("name", LESSONS)
def test_links_between_lessons_lead_somewhere(name):
    for link in re.findall(r"\]\((\d\d[\w-]*\.ipynb)\)", prose(name)):
        assert (NOTEBOOKS / link).exists(), link


@pytest.mark.parametrize("name", LESSONS)
def test_every_claim_is_reported_and_every_report_is_a_claim(name):
    reported = set()
    for cell in code(name):
        for node in ast.walk(ast.parse(cell.source)):
            if isinstance(node, ast.Call) and ast.unparse(node.func) == "lesson.report":
                reported |= {keyword.arg for keyword in node.keywords}
                assert all(not isinstance(k.value, ast.Constant) for k in node.keywords), "a typed-in figure"
    assert reported == set(read_claims(name))


@pytest.mark.parametrize("name", LESSONS)
def test_numbers_in_prose_are_claims_and_true(name):
    text, claims = prose(name), read_claims(name)
    assert len(ANY_MARKER.findall(text)) == len(MARKER.findall(text)), "a marker that does not follow a number"
    for number, percent, document, claim in MARKER.findall(text):
        value, entry = float(number.replace(",", "")), claims[claim]
        if is_free(entry, "full") and not document:
            continue  # it has no band; the next test holds it against the committed run
        step = 10.0 ** -len(number.partition(".")[2]) / 2  # half of the last digit shown
        if percent:
            value, step = value / 100, step / 100
        exact = entry["document"] if document else entry.get("exact")
        low, high = entry["full"] if exact is None else (exact, exact)
        assert low - step <= value + 1e-12 and value - 1e-12 <= high + step, f"{number}{percent} is not {claim}"
    assert BARE.findall(MARKER.sub("", text)) == [], "numbers in prose that are not claims"


def reported(name):
    """What the committed run found: claim to figure and half of its last digit, read off the tables of its reports."""
    found = {}
    for output in (o for cell in code(name) for o in cell.outputs):
        table = output.get("data", {}).get("text/html", "")
        for row in table.split("<tr>")[1:]:
            cells = [html.unescape(re.sub("<.*?>", "", cell)) for cell in row.split("<td")[1:]]
            cells = [cell.split(">", 1)[-1] for cell in cells]
            if len(cells) == 5:
                found[cells[0]] = cells[2]
    return {claim: as_number(found[about["what"]]) for claim, about in read_claims(name).items()}


def as_number(text):
    """A figure as printed, and half of its last digit: "53.5 %" is (0.535, 0.0005)."""
    digits, scale = text.rstrip("% ").replace(",", ""), 0.01 if "%" in text else 1
    return float(digits) * scale, scale * 10.0 ** -len(digits.partition(".")[2]) / 2


@pytest.mark.parametrize("name", list(CLAIMS))
def test_prose_says_what_the_run_beside_it_found(name):
    """Each marked number is the committed run's figure, or the mean, lowest or highest of the seeds (rounded)."""
    here = reported(name)
    seeds = json.loads((NOTEBOOKS / "seeds" / f"{name}.json").read_text(encoding="utf-8"))["full"]["values"]
    for number, percent, document, claim in MARKER.findall(prose(name)):
        if document:
            continue
        value, step = as_number(number + percent)
        runs = seeds[claim]
        (found, coarse), others = here[claim], [min(runs), max(runs), sum(runs) / len(runs)]
        near = abs(found - value) <= step + coarse + 1e-9 or any(abs(x - value) <= step + 1e-9 for x in others)
        assert near, f"{number}{percent} is not what {claim} came to: {found}"


def test_rows_of_a_report_can_be_told_apart():
    for name, claims in CLAIMS.items():
        whats = [about["what"] for about in claims.values()]
        assert len(whats) == len(set(whats)), name


@pytest.mark.parametrize(("name", "claim"), [(name, claim) for name in CLAIMS for claim in CLAIMS[name]])
def test_bands_come_from_seeds_and_are_tight(name, claim):
    entry = CLAIMS[name][claim]
    assert {"what"} <= set(entry) <= {"what", "document", "exact", "full", "sample", "format", "above", "free", "data"}
    assert not [mode for mode in ("full", "sample") if mode in entry and is_free(entry, mode)]
    if "exact" in entry:
        return
    runs = json.loads((NOTEBOOKS / "seeds" / f"{name}.json").read_text(encoding="utf-8"))
    for mode in {"full", "sample"} & set(entry):
        values, (low, high) = runs[mode]["values"][claim], entry[mode]
        assert len(values) >= 5 and all(math.isfinite(v) and low <= v <= high for v in values)
        spread = max(values) - min(values)
        assert high - low <= 3 * spread + 0.02 * max(abs(low), abs(high)) + 1e-5, "a band wide enough for any result"


def test_the_band_rule_contains_its_seeds_and_no_more_than_it_says():
    band_of = load_tool("run").band_of
    assert band_of([0.74, 0.75, 0.76]) == [0.725, 0.775]
    assert band_of([2.0, 2.0, 2.0]) == [1.99, 2.01]
    assert band_of([-0.2, -0.1]) == [-0.275, -0.025]


def test_seeds_leave_out_what_could_not_be_run_here(tmp_path, monkeypatch):
    def one_run(name, **environment):
        with open(environment["COURSE_RECORD"], "w", encoding="utf-8") as record:
            record.write(json.dumps({"found": float(environment["COURSE_SEED"]), "elsewhere": math.nan}) + "\n")

    run = load_tool("run")
    monkeypatch.setattr(run, "NOTEBOOKS", tmp_path)
    monkeypatch.setattr(run, "run", one_run)
    run.seeds(["x"], ["sample"], 2, bands=False)
    assert json.loads((tmp_path / "seeds" / "x.json").read_text())["sample"]["values"] == {"found": [0.0, 1.0]}


@pytest.mark.real_data
def test_lesson_02_holds_its_claims_on_real_data():
    """Every figure of the lesson inside its band, on the documents' data (COURSE_STRICT raises otherwise)."""
    run = load_tool("run")
    run.prepare(["02-sentiment-embeddings"])
    notebook, _, _ = run.run("02-sentiment-embeddings", COURSE_MODE="full")
    assert "full mode" in notebook.cells[2].outputs[0].text
