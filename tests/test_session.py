import os
import zipfile

import numpy as np
import pytest

import helpers
from helpers import CourseError, datasets, session

NAME = "02-sentiment-embeddings"


@pytest.fixture(autouse=True)
def clean(monkeypatch, tmp_path):
    for name in ("COURSE_MODE", "COURSE_SEED", "COURSE_MIRROR", "COURSE_STRICT", "COURSE_RECORD", "COURSE_KEEP"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("COURSE_CACHE", str(tmp_path))


def test_auto_takes_the_sample_while_the_data_are_not_there(capsys):
    lesson = helpers.start(NAME)
    banner = capsys.readouterr().out
    assert lesson.mode == "sample" and lesson.pick(sample=1, full=2) == 1
    assert "embedded sample" in banner and 'mode="full"' in banner and "downloads 19 MB first" in banner
    assert "Keras 3" in banner and ("CPU" in banner or "GPU" in banner)


def test_auto_takes_full_when_the_data_are_cached(tmp_path, capsys):
    for name in ("imdb-sequences", "imdb-word-index"):
        path = tmp_path / "raw" / datasets.registry()[name]["file"]
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(b"PK" if path.suffix == ".npz" else b"{}")  # begins as such a file does
    lesson = helpers.start(NAME)
    assert lesson.mode == "full" and lesson.pick(sample=1, full=2) == 2
    assert "the documents' own data" in capsys.readouterr().out


def test_auto_never_counts_on_a_mirror_behind_the_network(monkeypatch, capsys):
    monkeypatch.setenv("COURSE_MIRROR", "http://127.0.0.1:9/files")
    assert helpers.start(NAME).mode == "sample"


def test_the_argument_wins_over_the_environment(monkeypatch, capsys):
    monkeypatch.setenv("COURSE_MODE", "full")
    assert helpers.start(NAME).mode == "full"
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


def test_a_wrong_seed_is_told(monkeypatch):
    monkeypatch.setenv("COURSE_SEED", "seven")
    with pytest.raises(CourseError, match="whole number"):
        helpers.start(NAME)


def test_start_is_quiet_on_standard_error_and_sets_the_seed(capfd):
    import numpy as np

    helpers.start(NAME)
    first = np.random.rand()
    helpers.start(NAME)
    assert np.random.rand() == first
    os.write(2, b"alive")  # standard error itself must have come back
    assert capfd.readouterr().err == "alive"


def test_report_is_recorded_and_strict(monkeypatch, tmp_path, capsys):
    monkeypatch.setenv("COURSE_RECORD", str(tmp_path / "record"))
    lesson = helpers.start(NAME)
    lesson.report(parameters=80161)
    assert (tmp_path / "record").read_text() == '{"parameters": 80161.0}\n'
    monkeypatch.setenv("COURSE_STRICT", "1")
    with pytest.raises(helpers.ClaimError):
        lesson.report(parameters=80162)


def test_seeds_reads_the_runs_of_the_present_mode(monkeypatch, tmp_path, capsys):
    lesson = helpers.start(NAME, mode="sample")
    (tmp_path / "seeds").mkdir()
    text = '{"sample": {"values": {"val_accuracy": [0.7, 0.8, 0.9]}}}'
    (tmp_path / "seeds" / f"{NAME}.json").write_text(text)
    monkeypatch.setattr(session, "NOTEBOOKS", tmp_path)
    table = lesson.seeds("val_accuracy")
    assert table.iloc[0].tolist() == pytest.approx([0.8, 0.7, 0.9, 3])
    with pytest.raises(CourseError, match="no claim"):
        lesson.seeds("accuracy_of_something")


def test_doctor_tells_of_every_dataset_and_no_path(tmp_path):
    table = helpers.doctor()
    assert {f"data: {name}" for name in datasets.registry()} <= set(table.index)
    assert table.loc["data: imdb-sequences", "found"] == "not here"
    assert "17 MB" in table.loc["data: imdb-sequences", "advice"]
    assert str(tmp_path) not in table.to_string()


def test_a_later_lesson_finds_what_an_earlier_one_kept(tmp_path, monkeypatch):
    import keras

    monkeypatch.setattr(session, "KEPT", tmp_path / "kept")
    earlier, later = session.Lesson("03-glove", "sample", 0), session.Lesson("05-wine-entities", "sample", 0)
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
        session.Lesson("05-wine-entities", "full", 0).kept("03-glove")
    with pytest.raises(CourseError, match="03-glove"):
        later.kept("03-glov")
