"""The start of a lesson, and what a lesson may be asked."""

import importlib
import os
import zipfile

import numpy as np
import pandas as pd
import pytest

import helpers
from helpers import ClaimError, CourseError, claims, datasets
from helpers import lesson as lessons

starting = importlib.import_module("helpers.start")  # `helpers.start` is the function
NAME = "02-sentiment-embeddings"


@pytest.fixture(autouse=True)
def clean(monkeypatch, tmp_path):
    for name in ("MODE", "SEED", "MIRROR", "OFFLINE", "STRICT", "KEEP", "TABLES"):
        monkeypatch.delenv(f"COURSE_{name}", raising=False)
    monkeypatch.setenv("COURSE_CACHE", str(tmp_path))


@pytest.fixture
def shown(monkeypatch):
    """What a lesson displays, one bundle after the other."""
    bundles = []
    monkeypatch.setattr(lessons, "display", lambda bundle, raw: bundles.append(bundle))
    return bundles


@pytest.fixture
def records(monkeypatch, tmp_path):
    """A lesson "x" with claims, a finding and seeds of its own."""
    (tmp_path / "x.toml").write_text(
        '[claims]\na = { what = "A", kind = "measured" }\nb = { what = "B", kind = "measured" }\n'
        '[findings]\nup = { says = "A is above B.", holds = "a > b" }\n'
        'real = { says = "A is above B.", holds = "a > b", sample = "the sample is small" }\n'
    )
    (tmp_path / "x.csv").write_text("name,mode,0,1,2\na,sample,0.7,0.8,0.9\nb,sample,0.5,0.5,0.5\n")
    for module in (claims, lessons):
        monkeypatch.setattr(module, "SEEDS", tmp_path)
    monkeypatch.setattr(claims, "CLAIMS", tmp_path)
    return tmp_path


def test_auto_takes_the_sample_while_the_data_are_not_there(capsys):
    lesson = helpers.start(NAME)
    banner = capsys.readouterr().out
    assert lesson.mode == "sample" and lesson.pick(sample=1, full=2) == 1
    assert "embedded sample" in banner and 'mode="full"' in banner and "downloads 19 MB first" in banner
    assert "numbers in sentences come from the documents' data" in banner
    assert max(map(len, banner.splitlines())) <= 100


def test_a_lesson_without_data_has_no_mode_to_speak_of(capsys):
    helpers.start("00-start-here")
    banner = capsys.readouterr().out
    assert "mode" not in banner and "nothing to download" in banner


def test_auto_takes_full_when_the_data_are_there(monkeypatch, capsys):
    monkeypatch.setattr(datasets, "available", lambda name: True)
    assert helpers.start(NAME).mode == "full"
    assert "the documents' own data" in capsys.readouterr().out


def test_auto_never_counts_on_a_mirror_behind_the_network(monkeypatch, capsys):
    monkeypatch.setenv("COURSE_MIRROR", "http://127.0.0.1:9/files")
    assert helpers.start(NAME).mode == "sample"


def test_on_colab_auto_downloads_what_is_small(monkeypatch, capsys):
    monkeypatch.setitem(__import__("sys").modules, "google.colab", object())
    assert helpers.start(NAME).mode == "full"  # 19 MB
    assert helpers.start("03-glove").mode == "sample"  # 218 MB


def test_the_argument_wins_over_the_environment(monkeypatch, capsys):
    monkeypatch.setenv("COURSE_MODE", "full")
    assert helpers.start(NAME, mode="auto").mode == "full"
    assert helpers.start(NAME, mode="sample").mode == "sample"


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("02-sentiment",), f"There is no lesson '02-sentiment'. Did you mean '{NAME}'?"),
        ((NAME, "fast"), "There is no mode 'fast'. Accepted: auto, sample, full."),
    ],
)
def test_wrong_names_name_the_accepted_ones(arguments, says):
    with pytest.raises(CourseError) as caught:
        helpers.start(*arguments)
    assert says in str(caught.value)


@pytest.mark.parametrize("seed", ["seven", "-1", "1.5", "²", "4294967296"])
def test_a_wrong_seed_is_told(monkeypatch, seed):
    monkeypatch.setenv("COURSE_SEED", seed)
    with pytest.raises(CourseError, match="whole number"):
        helpers.start(NAME)


def test_start_is_quiet_on_standard_error_and_sets_the_seed(capfd):
    helpers.start(NAME)
    first = np.random.rand()
    helpers.start(NAME)
    assert np.random.rand() == first
    os.write(2, b"alive")  # standard error itself must have come back
    assert capfd.readouterr().err == "alive"


def test_checks_tell_of_every_dataset_and_raise_no_false_alarm(tmp_path):
    table = starting.checks()
    assert {f"data: {name}" for name in datasets.registry()} <= set(table.index)
    assert "17 MB" in table.loc["data: imdb-sequences", "found"]
    assert not table.loc[["Keras", "accelerator", "data: mnist"], "advice"].any()
    assert str(tmp_path) not in table.to_string()


@pytest.mark.parametrize(("advice", "says"), [("", "is ready."), ("close < 3 programs", "memory: close < 3 programs.")])
def test_doctor_says_in_one_line_what_to_do_and_folds_the_rest(advice, says, monkeypatch):
    table, seen = pd.DataFrame({"found": ["1 GB"], "advice": [advice]}, index=["memory"]), []
    monkeypatch.setattr(starting, "checks", lambda: table)
    monkeypatch.setattr(starting, "display", lambda data, raw: seen.append(data))
    helpers.doctor()
    assert seen[0]["text/plain"].endswith(says) and "\n" not in seen[0]["text/plain"]
    line, fold = seen[0]["text/html"].split("<details>")
    assert "1 GB" in fold and "1 GB" not in line and "< 3" not in line


def test_download_fetches_the_data_of_lessons_and_a_failure_is_a_sentence(monkeypatch, capsys):
    asked = []

    def fetch(name):
        asked.append(name)
        if name == "wine":
            raise helpers.DatasetError("No network.")

    monkeypatch.setattr(datasets, "fetch", fetch)
    helpers.download("01", "05")
    assert asked == ["fourgrams", "wine"]
    assert capsys.readouterr().out == "fourgrams: here\nwine: No network.\n"
    with pytest.raises(CourseError, match=r"'1'.*01"):
        helpers.download("01", "1")
    assert asked == ["fourgrams", "wine"]


def test_a_report_holds_its_figures_for_tools_and_is_strict_on_demand(records, shown, monkeypatch):
    lesson = helpers.Lesson("x", "sample", 0)
    lesson.report(a=0.8, b=9)
    bundle = shown[0][claims.MIME]
    assert bundle["figures"]["a"]["value"] == 0.8 and "outside the band" in bundle["figures"]["b"]["verdict"]
    assert "outside the band" in shown[0]["text/plain"] and "<table" in shown[0]["text/html"]
    monkeypatch.setenv("COURSE_STRICT", "1")
    with pytest.raises(ClaimError, match=r"b = 9"):
        lesson.report(a=0.8, b=9)


def test_a_finding_says_what_holds_in_this_run(records, shown, monkeypatch):
    lesson = helpers.Lesson("x", "sample", 0)
    lesson.finding("up", a=0.8, b=0.5)
    assert shown[0]["text/plain"] == "In your run: 0.800 > 0.500. The finding holds."
    lesson.finding("up", a=0.4, b=0.5)
    assert "does not hold" in shown[1]["text/plain"] and "Did you change something?" in shown[1]["text/plain"]
    monkeypatch.setenv("COURSE_STRICT", "1")
    with pytest.raises(ClaimError, match="'up'"):
        lesson.finding("up", a=0.4, b=0.5)
    lesson.finding("real", a=0.4, b=0.5)  # the claims file says why the sample cannot show it
    assert shown[-1]["text/plain"].endswith("The sample is small.")
    with pytest.raises(ClaimError):
        helpers.Lesson("x", "full", 0).finding("real", a=0.4, b=0.5)


@pytest.mark.parametrize(("name", "figures"), [("down", {"a": 1, "b": 2}), ("up", {"a": 1}), ("up", {"a": 1, "c": 2})])
def test_a_finding_needs_its_name_and_its_figures(records, name, figures):
    with pytest.raises(ClaimError, match=r"no finding|needs the figures a, b"):
        helpers.Lesson("x", "sample", 0).finding(name, **figures)


def test_seeds_are_those_of_the_present_mode(records):
    table = helpers.Lesson("x", "sample", 0).seeds("a")
    assert table.loc["A"].tolist() == pytest.approx([0.8, 0.7, 0.9, 3])
    with pytest.raises(CourseError, match="no claim"):
        helpers.Lesson("x", "sample", 0).seeds("c")


def double(size, seed):
    return {"result": 2.0 * size + seed, "minutes": 1.0}


def test_a_stored_table_is_written_on_demand_and_read_with_one_live_row(records, monkeypatch):
    lesson, rows = helpers.Lesson("x", "sample", 0), [(1, 0), (2, 0)]
    monkeypatch.setenv("COURSE_TABLES", "1")
    lesson.table("sizes", double, [*rows, (3, 0)], live=(2, 0))
    helpers.Lesson("x", "full", 0).table("sizes", double, rows, live=(2, 0))
    monkeypatch.delenv("COURSE_TABLES")
    stored, live = lesson.table("sizes", double, rows, live=(2, 0))
    assert stored.index.names == ["size", "seed"] and stored.index.tolist() == rows  # (3, 0) was not asked for
    assert stored["result"].tolist() == [2, 4] and live.loc[(2, 0), "result"] == 4
    assert len((records / "x.sizes.csv").read_text().splitlines()) == 1 + 3 + 2


def test_a_live_row_must_meet_its_stored_twin(records, monkeypatch, capsys):
    monkeypatch.setenv("COURSE_TABLES", "1")
    lesson = helpers.Lesson("x", "sample", 0)
    lesson.table("sizes", double, [(2, 0)], live=(2, 0))
    monkeypatch.delenv("COURSE_TABLES")
    other = lambda size, seed: {"result": 5.0, "minutes": 9.0}  # noqa: E731
    lesson.table("sizes", other, [(2, 0)], live=(2, 0))
    assert "result is 5 in your run and 4 stored" in capsys.readouterr().out
    monkeypatch.setenv("COURSE_STRICT", "1")
    with pytest.raises(ClaimError, match="result is 5"):
        lesson.table("sizes", other, [(2, 0)], live=(2, 0))
    lesson.table("sizes", other, [(2, 0)], live=(2, 0), tolerance=None)
    with pytest.raises(ClaimError, match="missing"):  # a row was renamed, and the file has the old name
        lesson.table("sizes", double, [(7, 0)], live=(2, 0))


def test_a_later_lesson_finds_what_an_earlier_one_kept(tmp_path, monkeypatch):
    import keras

    monkeypatch.setattr(lessons, "KEPT", tmp_path / "kept")
    earlier, later = (helpers.Lesson("03-glove", "sample", 0), helpers.Lesson("05-wine-entities", "sample", 0))
    model = keras.Sequential([keras.Input((3,)), keras.layers.Dense(2)])
    earlier.keep(words=["a", "b"], vectors=np.eye(2), small=model)
    with pytest.raises(CourseError, match="keeps nothing"):  # an ordinary run writes nothing
        later.kept("03-glove")
    monkeypatch.setenv("COURSE_KEEP", "1")
    earlier.keep(words=["a", "b"], vectors=np.eye(2), small=model)
    found = later.kept("03-glove")
    assert sorted(found) == ["small", "vectors", "words"]
    assert list(found["words"]) == ["a", "b"]
    inputs = np.ones((1, 3), "float32")
    np.testing.assert_allclose(found["small"](inputs), model(inputs))
    path = tmp_path / "kept" / "03-glove-sample-small.keras"
    before = path.read_bytes()
    with zipfile.ZipFile(path) as file:  # settings of initialisers differ between versions of Keras
        assert "initializers" not in file.read("config.json").decode()
    earlier.keep(small=model)
    assert path.read_bytes() == before
    with pytest.raises(CourseError, match="keeps nothing"):
        helpers.Lesson("05-wine-entities", "full", 0).kept("03-glove")
    with pytest.raises(CourseError, match="03-glove"):
        later.kept("03-glov")


@pytest.mark.fault("told, and how to get it back")
def test_a_kept_file_that_is_cut_short(tmp_path, monkeypatch):
    for name in ("03-glove-sample", "03b-how-word-vectors-are-made-full"):
        np.savez(tmp_path / f"{name}.npz", words=["a"], vectors=np.eye(1))
        (tmp_path / f"{name}.npz").write_bytes((tmp_path / f"{name}.npz").read_bytes()[:300])
    for module in (lessons, datasets.vectors):
        monkeypatch.setattr(module, "KEPT", tmp_path)
    for load in (datasets.load_word_vectors, lambda: helpers.Lesson(NAME, "sample", 0).kept("03-glove")):
        with pytest.raises(CourseError, match=r"npz cannot be read .*git restore data/.* download the course again"):
            load()


def test_every_kept_file_is_described():
    sheet = (lessons.KEPT.parent / "README.md").read_text(encoding="utf-8")
    for path in lessons.KEPT.iterdir():
        assert f"`{path.name}`" in sheet, f"{path.name} is not described in data/README.md"


def test_progress_is_one_line_that_goes_away(monkeypatch):
    from helpers import progress

    seen = []

    class Line:
        def update(self, bundle, raw):
            seen.append(bundle)

    monkeypatch.setattr(progress, "get_ipython", lambda: object())
    monkeypatch.setattr(progress, "display", lambda bundle, raw, display_id: seen.append(bundle) or Line())
    import keras

    model = keras.Sequential([keras.Input((1,)), keras.layers.Dense(1)])
    model.compile("sgd", "mse")
    x = np.ones((8, 1))
    model.fit(x, x, epochs=2, validation_data=(x, x), verbose=0, callbacks=[progress.Progress()])
    assert "epoch 2 of 2" in seen[-2]["text/plain"] and "validation loss" in seen[-2]["text/plain"]
    assert seen[-1] == {}
    seen.clear()
    monkeypatch.setenv("COURSE_STRICT", "1")
    model.fit(x, x, verbose=0, callbacks=[progress.Progress()])
    assert seen == []
