"""Settings and arguments that nobody foresaw: each is taken as meant, or refused by a sentence."""

import importlib
import os
import sys

import numpy as np
import pandas as pd
import pytest
from conftest import SMALLEST, case, numbers, sentence

import helpers
from helpers import CourseError, Neighbours, claims, datasets, text
from helpers.datasets import cache as data_cache
from helpers.exercises import answers
from tools import classroom

starting = importlib.import_module("helpers.start")
NAME = "02-sentiment-embeddings"
TOLD = "told with what is accepted"


@pytest.fixture(autouse=True)
def clean(cache, monkeypatch):
    for name in ("MODE", "SEED", "STRICT", "KEEP", "TABLES", "ANSWERS"):
        monkeypatch.delenv(f"COURSE_{name}", raising=False)


# --- environment variables ------------------------------------------------------------------------


@pytest.mark.parametrize("seed", [case(f"COURSE_SEED={seed[:12]!r}", TOLD, seed) for seed in (
    "seven", "-1", "1.5", "²", "٣", "0x10", " 7", "1e3", "4294967296", "9" * 5000, "True", "None", "7;8",
)])  # fmt: skip
def test_a_wrong_seed_is_told(monkeypatch, seed):
    monkeypatch.setenv("COURSE_SEED", seed)
    with pytest.raises(CourseError) as caught:
        helpers.start(NAME)
    sentence(caught.value, "COURSE_SEED is .*a whole number from 0 to 4294967295")


@pytest.mark.parametrize(
    ("seed", "meant"),
    [
        case("COURSE_SEED=''", "0 is taken", "", 0),
        case("COURSE_SEED='007'", "7 is taken", "007", 7),
        case("COURSE_SEED=4294967295", "taken", "4294967295", 4294967295),
    ],
)
def test_seeds_that_are_right(monkeypatch, capsys, seed, meant):
    monkeypatch.setenv("COURSE_SEED", seed)
    assert helpers.start(NAME).seed == meant


@pytest.mark.parametrize(
    "mode", [case(f"COURSE_MODE={m[:9]!r}", TOLD, m) for m in ("FULL", "fast", " ", "full\n", "0", "x" * 5000)]
)
def test_a_wrong_mode_is_told(monkeypatch, mode):
    monkeypatch.setenv("COURSE_MODE", mode)
    with pytest.raises(CourseError) as caught:
        helpers.start(NAME)
    assert "There is no mode" in str(caught.value) and "Accepted: auto, sample, full." in str(caught.value)


@pytest.mark.fault("the default is taken")
@pytest.mark.parametrize("name", ["MODE", "SEED", "MIRROR", "OFFLINE", "CACHE", "STRICT", "KEEP", "TABLES"])
def test_a_setting_that_is_empty_is_none(toy, monkeypatch, name, capsys, tmp_path):
    monkeypatch.setenv(f"COURSE_{name}", "")
    if name == "CACHE":
        assert datasets.cache_folder().parts[-2:] == ("data", "cache")
    else:
        assert numbers() == [1, 2, 3] and helpers.start(NAME).mode == "sample"


@pytest.mark.parametrize(
    "value",
    [
        case("COURSE_CACHE of an unknown user", TOLD, "~nosuchuser/cache"),
        case("COURSE_CACHE of 5,000 letters", TOLD, "x" * 5000),
        case("COURSE_CACHE is an address", TOLD, "https://example.org/cache"),
        case("COURSE_CACHE in no folder for writing", TOLD, "/proc/no/such"),
    ],
)
def test_a_wrong_cache_is_told(toy, monkeypatch, value):
    monkeypatch.setenv("COURSE_CACHE", value)
    with pytest.raises(CourseError) as caught:
        numbers()
    sentence(caught.value, "COURSE_CACHE")


@pytest.mark.parametrize("form", [case("COURSE_CACHE in quotation marks", "meant without them", '"{}"'),
                                  case("COURSE_CACHE with spaces around", "meant without them", "  {} ")])  # fmt: skip
def test_a_cache_as_windows_writes_it(toy, tmp_path, monkeypatch, form):
    monkeypatch.setenv("COURSE_CACHE", form.format(tmp_path / "mine"))
    assert numbers() == [1, 2, 3] and (tmp_path / "mine" / "toy.npz").exists()


@pytest.mark.fault("the lesson starts; told only where data are needed")
@pytest.mark.parametrize("name", ["COURSE_CACHE", "COURSE_MIRROR"])
def test_a_lesson_without_data_starts_with_any_setting(monkeypatch, name, capsys):
    monkeypatch.setenv(name, "~nosuchuser")
    assert helpers.start("00-start-here").name == "00-start-here"


@pytest.mark.fault("told: which backends will do")
@pytest.mark.parametrize("backend", ["torch", "numpy", "openvino"])
def test_a_backend_on_which_lessons_stop(backend, monkeypatch):
    """Keras refuses steps_per_execution on torch; the others cannot train."""
    import keras

    monkeypatch.setattr(keras.backend, "backend", lambda: backend)
    with pytest.raises(CourseError) as caught:
        helpers.start(NAME)
    sentence(caught.value, "TensorFlow or JAX", repr(backend), "Unset it")


@pytest.mark.fault("told: KERAS_BACKEND, and how to get Keras")
@pytest.mark.parametrize("backend", ["torch", "nonsense", ""])
def test_keras_that_cannot_be_imported(monkeypatch, backend):
    monkeypatch.setenv("KERAS_BACKEND", backend)
    monkeypatch.setitem(sys.modules, "keras", None)
    with pytest.raises(CourseError) as caught:
        helpers.start(NAME)
    sentence(caught.value, "Keras could not be imported", "KERAS_BACKEND")
    assert backend in str(caught.value)


@pytest.mark.fault("standard error is alive again")
def test_standard_error_comes_back_after_a_failed_start(monkeypatch, capfd):
    monkeypatch.setitem(sys.modules, "keras", None)
    with pytest.raises(CourseError):
        helpers.start(NAME)
    os.write(2, b"alive")
    assert capfd.readouterr().err == "alive"


@pytest.mark.fault("only letters of ASCII, so that every console can show it")
def test_the_banner_in_plain_letters(toy, capsys):
    helpers.start(NAME)
    numbers()
    out = capsys.readouterr().out
    assert "\rtoy.txt:" in out and out.split("waiting for")[0].isascii()


WRONG = ["x" * 5000, "/proc/no/such", "~nosuchuser", "/dev/null/x", "https://example.org"]


@pytest.mark.parametrize("folder", [case(f"doctor: COURSE_CACHE={c[:13]}", "a table, or told", c) for c in WRONG])
def test_the_doctor_with_a_wrong_cache(monkeypatch, folder):
    monkeypatch.setenv("COURSE_CACHE", folder)
    monkeypatch.setattr(starting, "_import_keras", lambda seed: "CPU")
    try:
        assert "free disk" in starting.checks().index
    except CourseError as error:
        sentence(error, "COURSE_CACHE")


@pytest.mark.fault("told: the drive is not there")
def test_the_doctor_with_a_cache_on_a_drive_that_is_gone(monkeypatch):
    """As with COURSE_CACHE=E:\\cache on Windows: no parent of the folder exists."""
    monkeypatch.setattr(starting, "_import_keras", lambda seed: "CPU")
    monkeypatch.setattr(starting.os.path, "exists", lambda path: False)
    with pytest.raises(CourseError) as caught:
        starting.checks()
    sentence(caught.value, "COURSE_CACHE is .*this drive is not there: plug it in, or unset COURSE_CACHE")


@pytest.mark.fault("told, by the loader, by the command and by `make classroom`")
@pytest.mark.parametrize("folder", ["~nosuchuser/x", "https://example.org/x", "a\0b", 3, b"x"])
def test_a_folder_to_fetch_into_that_is_none(toy, folder, monkeypatch, capsys):
    with pytest.raises(CourseError) as caught:
        datasets.fetch("toy", folder)
    sentence(caught.value, "must be a folder of this computer")
    monkeypatch.setattr(sys, "argv", ["classroom", folder])
    monkeypatch.setattr(classroom, "fetch_packages", lambda folder: pytest.fail("nobody asked for this"))
    assert classroom.main() == 2 and "DIR is" in capsys.readouterr().err


@pytest.mark.parametrize(
    "folder", [case(f"COURSE_ANSWERS={c[:13]}", "answers are checked all the same", c) for c in [*WRONG, "off"]]
)
def test_answers_that_cannot_be_kept(monkeypatch, folder, tmp_path):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COURSE_ANSWERS", folder)
    answers.keep(NAME, "task", "5", True)
    assert isinstance(answers.kept(NAME), dict)


@pytest.mark.fault("sample mode: auto begins nothing that must fail")
@pytest.mark.parametrize(("name", "value"), [("OFFLINE", "1"), ("MIRROR", "{}"), ("MIRROR", "{}/no/such")])
def test_auto_on_colab_where_nothing_may_be_downloaded(monkeypatch, name, value, tmp_path, capsys):
    monkeypatch.setitem(sys.modules, "google.colab", object())
    assert helpers.start(NAME).mode == "full"  # 19 MB
    monkeypatch.setenv(f"COURSE_{name}", value.format(tmp_path))
    assert helpers.start(NAME).mode == "sample" and helpers.start(NAME, mode="full").mode == "full"


@pytest.mark.fault("not at hand: auto takes sample and downloads nothing")
@pytest.mark.parametrize("name", [*datasets.registry()])
@pytest.mark.parametrize("content", [b"404: Not Found", b'{"message": "Not Found"}', b"PK\x03\x04", b"\x1f\x8b\x08"])
def test_what_is_far_too_small_is_not_at_hand(monkeypatch, cache, name, content):
    monkeypatch.setattr(data_cache, "SMALLEST", SMALLEST)
    (cache / "raw").mkdir(parents=True)
    entry = datasets.registry()[name]
    for file in [entry["file"], *entry.get("alternatives", {})]:
        (cache / "raw" / file).write_bytes(content)
    assert not datasets.available(name) and datasets.megabytes([name]) == entry["bytes"] / 1e6


@pytest.mark.fault("at hand")
@pytest.mark.parametrize(("name", "file", "size"), [("glove", "glove.6B.100d.first2717.txt", 2_300_000),
                         ("wine", "winemag-data-130k-v2.csv", 5_000_000)])  # fmt: skip
def test_a_part_or_five_columns_are_not_too_small(monkeypatch, cache, name, file, size):
    monkeypatch.setattr(data_cache, "SMALLEST", SMALLEST)
    (cache / "raw").mkdir(parents=True)
    (cache / "raw" / file).write_bytes(b"x" * size)
    assert datasets.available(name)


# --- arguments ------------------------------------------------------------------------------------

ODD = [None, 3, -1, 2.5, "", "x" * 5000, "ü", b"full", [], ["full"], {}, {"a": 1}, {1}, (), np.arange(2), np.nan,
       object(), pd.Series(["full", "sample"]), True, len]  # fmt: skip
TABLE = np.eye(3, dtype=np.float32)


def fitted():
    return text.Tokenizer(10).fit(["one two two"])


A_FINDING = next(
    (name, claims.names_in(about["holds"])) for name, about in claims.read_claims(NAME, "findings").items()
)
CALLS = {
    "start(lesson)": helpers.start,
    "start(mode)": lambda odd: helpers.start(NAME, mode=odd),
    "download": helpers.download,
    **{f"load_{name}(mode)": getattr(datasets, f"load_{name}")
       for name in ("emojis", "fourgrams", "imdb", "mnist", "phrases", "reviews", "tweets", "wine")},
    "load_aligned(language)": lambda odd: datasets.load_aligned("full", odd),
    "load_imdb(num_words)": lambda odd: datasets.load_imdb("sample", num_words=odd),
    "load_phrases(num_words)": lambda odd: datasets.load_phrases("sample", num_words=odd),
    "load_glove(words)": lambda odd: datasets.load_glove("sample", odd),
    "fetch(name)": datasets.fetch,
    "available(name)": datasets.available,
    "Tokenizer(num_words)": text.Tokenizer,
    "Tokenizer.fit": lambda odd: text.Tokenizer().fit(odd),
    "Tokenizer.encode": lambda odd: fitted().encode(odd),
    "Tokenizer.decode": lambda odd: fitted().decode(odd),
    "words": text.words,
    "Neighbours(vectors)": lambda odd: Neighbours(odd, ["a", "b", "c"]),
    "Neighbours(names)": lambda odd: Neighbours(TABLE, odd),
    "Neighbours(metric)": lambda odd: Neighbours(TABLE, "abc", metric=odd),
    "nearest(query)": lambda odd: Neighbours(TABLE, "abc").nearest(odd),
    "nearest(k)": lambda odd: Neighbours(TABLE, "abc").nearest("a", k=odd),
    "vector": lambda odd: Neighbours(TABLE, "abc").vector(odd),
    "report": lambda odd: helpers.Lesson(NAME, "sample", 0).report(acc_words=odd),
    "report(names)": lambda odd: helpers.Lesson(NAME, "sample", 0).report(**{str(odd)[:9] or "no": 1}),
    "load_spaces(count)": datasets.load_spaces,
    "finding(figures)": lambda odd: helpers.Lesson(NAME, "sample", 0).finding(
        A_FINDING[0], **dict.fromkeys(A_FINDING[1], odd)
    ),
    "finding": lambda odd: helpers.Lesson(NAME, "sample", 0).finding(odd),
    "seeds": lambda odd: helpers.Lesson(NAME, "sample", 0).seeds(odd),
    "kept": lambda odd: helpers.Lesson(NAME, "sample", 0).kept(odd),
}  # fmt: skip


@pytest.mark.fault("it works, or a CourseError says in one line what is asked for")
@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("call", CALLS)
def test_odd_arguments_raise_nothing_but_course_errors(call, monkeypatch, capsys):
    monkeypatch.setenv("COURSE_OFFLINE", "1")
    escaped = []
    for odd in ODD:
        try:
            CALLS[call](odd)
        except CourseError as error:
            assert len(str(error)) > 20
        except Exception as error:
            escaped.append(f"{odd!r:.40}: {type(error).__name__}: {error}"[:150])
    assert not escaped, "\n".join(escaped)


@pytest.mark.parametrize(
    ("call", "says"),
    [
        (lambda: datasets.load_imdb("sample", num_words=3), "must be a whole number above 3"),
        (lambda: datasets.load_imdb("sample", num_words="100"), "num_words is '100'"),
        (lambda: datasets.load_phrases("sample", num_words=50_000), "there are only 2,356 words"),
        (lambda: datasets.load_glove("sample", "the"), "square brackets"),
        (lambda: datasets.load_glove("sample", ["a", 3]), "a list of words"),
        (lambda: datasets.load_aligned("full", "de"), "There is no language 'de'. Accepted: fr, ro."),
        (lambda: datasets.load_aligned("sample", "fr"), "no embedded sample"),
        (lambda: fitted().decode([-1]), "numbers its words 1 to 2"),
    ],
)
def test_wrong_arguments_are_told(call, says):
    with pytest.raises(CourseError) as caught:
        call()
    assert says in str(caught.value)
