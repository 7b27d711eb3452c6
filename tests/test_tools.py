"""What runs, stamps and opens the lessons."""

import json
import os
import signal
import socket
import subprocess
import sys
import time

import nbformat
import pytest

from helpers import CourseError, claims
from helpers.claims import MIME, read_lessons
from tools import lab, run, stamp

WORDS, FIRST, SENTIMENT = "01-words-from-their-company", "00-start-here", "02-sentiment-embeddings"
CODE, PROSE = nbformat.v4.new_code_cell, nbformat.v4.new_markdown_cell


def notebook(*cells):
    return nbformat.v4.new_notebook(cells=list(cells))


@pytest.mark.parametrize(
    ("given", "meant"),
    [
        ("2", SENTIMENT),
        ("02", SENTIMENT),
        ("02-sent", SENTIMENT),
        (SENTIMENT, SENTIMENT),
        ("0", FIRST),
        ("3b", "03b-how-word-vectors-are-made"),
        ("03b", "03b-how-word-vectors-are-made"),
        ("3c", "03c-analogies-and-bias"),
    ],
)
def test_a_lesson_is_known_by_its_number(given, meant):
    assert run.chosen([given]) == [meant]


@pytest.mark.parametrize("given", ["99", "glove", "02x", "b", "02-glove"])
def test_nothing_ever_silently_runs_nothing(given):
    with pytest.raises(CourseError, match="no lesson"):
        run.chosen([given])


def test_all_lessons_come_in_order_when_none_is_named():
    assert run.chosen([]) == list(read_lessons())
    assert run.chosen(["3", "1"]) == [WORDS, "03-glove"]


def test_the_minutes_of_a_lesson_are_computed_from_its_cells():
    text = PROSE("word " * 130 + "\n<details>" + "word " * 500 + "</details>\n| a table | " + "x " * 99 + "|\n")
    code = CODE("\n".join(["# a comment", *["x = 1"] * 15]))  # 2 minutes
    code.outputs = [nbformat.v4.new_output("stream", text="1")]  # half a minute
    task, quiz = (CODE('lesson.check("a", 1)'), CODE('lesson.quiz("b")'))  # 4 and 1, and 8 seconds for each line
    folded = CODE("\n".join(["x = 1"] * 100), metadata={"tags": ["bookkeeping"]})
    assert round(stamp.class_minutes([text, code, task, quiz, folded])) == 9


def test_every_lesson_leads_to_the_next_core_lesson_and_to_its_deeper_halves():
    after = stamp.next_line("03-glove")
    assert after.index("[04 ") < after.index("know more first: [03b ") < after.index(" or [03c ")
    assert stamp.next_line("03c-analogies-and-bias") == "Next: [04 Aligned spaces](04-aligned-spaces.ipynb)."


def test_the_map_of_lessons_is_short_inside_a_lesson_and_has_deeper_halves_beside_the_core_in_the_readme():
    short, whole = stamp.lesson_table("").splitlines(), stamp.lesson_table("notebooks/").splitlines()
    assert len(short) == len(read_lessons()) + 2
    for line, (name, about) in zip(short[2:], read_lessons().items(), strict=True):
        assert about["about"] in line and f"({name}.ipynb)" in line and line.count("|") == 3
    core = [name for name in read_lessons() if not stamp.DEEPER.match(name.split("-")[0])]
    assert len(whole) == len(core) + 2 and all(line.count("|") == 6 for line in whole)
    for name in read_lessons():
        row = next(line for line in whole if f"(notebooks/{name}.ipynb)" in line)
        assert f"**[{name[:2]}" in row


def test_tidy_leaves_no_trace_of_a_progress_line_and_refuses_standard_error():
    cell = CODE("x", outputs=[nbformat.v4.new_output("display_data", {}), nbformat.v4.new_output("stream", text="1")])
    assert len(run.tidy(notebook(cell), "x").cells[0].outputs) == 1
    cell.outputs.append(nbformat.v4.new_output("stream", name="stderr", text="Warning"))
    with pytest.raises(CourseError, match="Warning"):
        run.tidy(notebook(cell), "x")


def test_figures_are_read_from_the_outputs_of_a_run():
    report = {"figures": {"a": {"value": 1.0, "verdict": "equal"}}, "data": ""}
    finding = {"finding": "f", "holds": True, "figures": {"a": {"value": 1.0}, "b": {"value": 2.0}}, "data": ""}
    outputs = [nbformat.v4.new_output("display_data", {MIME: bundle}) for bundle in (finding, report)]
    found = run.figures_of(notebook(CODE("x", outputs=outputs)))
    assert found == {"a": {"value": 1.0, "verdict": "equal"}, "b": {"value": 2.0}}


def test_seeds_replace_one_mode_and_drop_what_is_no_claim_any_more(tmp_path, monkeypatch):
    (tmp_path / "x.toml").write_text(
        '[claims]\na = { what = "A", kind = "count" }\ns = { what = "S", kind = "stored" }\n'
        't = { what = "T", kind = "stored" }\n[findings]\nf = { says = "F", holds = "t > a" }\n'
    )
    (tmp_path / "x.csv").write_text("name,mode,0,1\na,full,1,1\na,sample,2,2\ngone,full,3,3\n")
    for module in (claims, run):
        monkeypatch.setattr(module, "SEEDS", tmp_path)
    monkeypatch.setattr(claims, "CLAIMS", tmp_path)
    run.write_seeds("x", "sample", {"a": [1320065.0, 1320065.0], "s": [1.0, 1.0], "t": [0.5, 0.5]})
    recorded = "name,mode,0,1,2,3,4\na,full,1,1\na,sample,1320065,1320065\nt,sample,0.5,0.5\n"
    assert (tmp_path / "x.csv").read_text() == recorded


def test_another_repository_is_stamped_everywhere(monkeypatch):
    monkeypatch.setattr(stamp, "repository", lambda: "https://github.com/someone/fork")
    for name in read_lessons():
        before = nbformat.read(stamp.NOTEBOOKS / f"{name}.ipynb", as_version=4)
        text = nbformat.writes(stamp.stamped_notebook(name, before))
        assert f"github/someone/fork/blob/main/notebooks/{name}.ipynb" in text
        assert 'repository = \\"https://github.com/someone/fork\\"' in text


@pytest.mark.parametrize("url", ["", "someone/fork", "https://example.org/a/b", "https://github.com/a"])
def test_a_wrong_address_of_a_repository_is_refused(url):
    with pytest.raises(CourseError, match="not an address"):
        stamp.rename(url)


def test_a_learner_works_on_copies_and_loses_nothing(tmp_path):
    lessons, mine = tmp_path / "notebooks", tmp_path / "my"
    lessons.mkdir()
    (lessons / "a.ipynb").write_text("first")
    (lessons / "b.ipynb").write_text("first")
    assert lab.copy_lessons(lessons, mine) == []
    (mine / "a.ipynb").write_text("with my answers")
    for name in ("a", "b"):
        (lessons / f"{name}.ipynb").write_text("second")
    notes = lab.copy_lessons(lessons, mine)
    assert (mine / "a.ipynb").read_text() == "with my answers" and (mine / "b.ipynb").read_text() == "second"
    assert (mine / "a (new).ipynb").read_text() == "second" and "a.ipynb has changed" in notes[0]
    for damaged in ("damaged", "null", "[1]", '{"a.ipynb": 3}'):
        (mine / ".copied.json").write_text(damaged)
        lab.copy_lessons(lessons, mine)
        assert (mine / "a.ipynb").read_text() == "with my answers"
        assert json.loads((mine / ".copied.json").read_text()) is not None


def test_answers_in_the_new_copy_are_not_lost_either(tmp_path):
    """The note leads a learner to "a (new)", and each later start used to overwrite what was written there."""
    lessons, mine = tmp_path / "notebooks", tmp_path / "my"
    lessons.mkdir()
    for number, says in enumerate(["", "is a (new)", "is a (new 2)", "is a (new 3)"]):
        (lessons / "a.ipynb").write_text(f"form {number}")
        for _ in range(2):  # the second start changes nothing
            notes = lab.copy_lessons(lessons, mine)
            assert says in " ".join(notes) and len(notes) == (number > 0)
            newest = max(mine.glob("*.ipynb"), key=lambda path: path.read_text()[-1])
            newest.write_text(f"my answers {number}")
    assert sorted(path.read_text() for path in mine.glob("*.ipynb")) == [f"my answers {i}" for i in range(4)]
    (lessons / "b.ipynb").write_text("first")
    lab.copy_lessons(lessons, mine)
    (mine / "b.ipynb").write_text("with answers")
    for form in ("second", "third"):  # nothing was written into the copy beside it: it is brought up to date
        (lessons / "b.ipynb").write_text(form)
        lab.copy_lessons(lessons, mine)
        assert (mine / "b (new).ipynb").read_text() == form and not (mine / "b (new 2).ipynb").exists()


STAND_IN = """
import signal, socket, sys, time
port = next(int(a.split("=")[1]) for a in sys.argv if a.startswith("--ServerApp.port="))
ears, heard = socket.create_server(("127.0.0.1", port)), []
signal.signal(signal.SIGINT, lambda *_: heard.append(1))
while len(heard) < 2:
    time.sleep(0.05)
"""
START = """
from tools import lab
def quieten():
    raise PermissionError("read-only")
lab.quieten, lab.copy_lessons = quieten, lambda: []
lab.main()
"""


@pytest.mark.skipif(os.name == "nt", reason="sends signals to a group of processes")
def test_lab_starts_beside_a_port_that_is_held_in_an_environment_for_reading_and_ends_by_ctrl_c_twice(tmp_path):
    (tmp_path / "jupyterlab.py").write_text(STAND_IN)
    with socket.socket() as held:
        try:
            held.bind(("127.0.0.1", 8888))  # and nobody listens there
        except OSError:
            pytest.skip("port 8888 is in use here")
        assert lab.free_port() > 8888
        started = subprocess.Popen(
            [sys.executable, "-c", START], text=True, start_new_session=True, cwd=lab.ROOT,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, env={**os.environ, "PYTHONPATH": str(tmp_path)},
        )  # fmt: skip
        said = ""
        while "Ctrl-C twice" not in said and started.poll() is None:
            said += started.stdout.readline()
        for _ in range(2):
            time.sleep(0.5)
            os.killpg(started.pid, signal.SIGINT)
        rest, _ = started.communicate(timeout=60)
    assert "The course: http://127.0.0.1:" in said and rest == "" and started.returncode == 0
