"""The loader of word vectors: parsing, partial copies, download of one member, the sample, the lessons' helpers."""

import functools
import hashlib
import http.server
import io
import shutil
import threading
import zipfile
from pathlib import Path

import numpy as np
import pytest

from helpers import session
from helpers.claims import make_report
from helpers.datasets import load_glove, partial_note, store
from helpers.datasets.glove import Glove, read_vectors
from helpers.errors import DatasetError

ROOT = Path(__file__).resolve().parents[1]
PARTIAL = "glove.6B.100d.first2717.txt"


def line(word: str, first: float = 0.5) -> bytes:
    numbers = [first, *(round(i / 1000, 3) for i in range(1, 100))]
    return f"{word} {' '.join(map(str, numbers))}\n".encode()


TEXT = line("the", 1) + line("film", 2) + line("café", 3) + line("1.5", 4)


def parse(text: bytes, asked=None):
    return read_vectors(io.BytesIO(text), asked, Path("glove.test.txt"))


def expect_error(text: bytes, *fragments: str, asked=None) -> None:
    with pytest.raises(DatasetError) as error:
        parse(text, asked)
    for fragment in fragments:
        assert fragment in str(error.value)


# --- parsing --------------------------------------------------------------------------------------------------------


def test_all_words_are_read_in_the_order_of_the_file():
    found, vectors, sha256 = parse(TEXT)
    assert found == ["the", "film", "café", "1.5"]
    assert vectors.dtype == np.float32 and vectors.shape == (4, 100)
    np.testing.assert_allclose(vectors[:, 0], [1, 2, 3, 4])
    np.testing.assert_allclose(vectors[2, 1:], np.arange(1, 100) / 1000, rtol=1e-6)
    assert sha256 == hashlib.sha256(TEXT).hexdigest()


def test_only_the_words_asked_for_in_the_order_of_asking():
    found, vectors, _ = parse(TEXT, ["1.5", "nowhere", "the"])
    assert found == ["1.5", "the"]
    np.testing.assert_allclose(vectors[:, 0], [4, 1])


def test_numbers_of_words_not_asked_for_are_not_converted():
    odd = line("skipped").replace(b"0.05 ", b"oops ")
    found, _, _ = parse(line("the") + odd, ["the"])
    assert found == ["the"]
    expect_error(line("the") + odd, "line 2", "not a number")


def test_no_word_found_gives_an_empty_table():
    found, vectors, _ = parse(TEXT, ["nowhere"])
    assert found == [] and vectors.shape == (0, 100)


def test_of_two_lines_for_one_word_the_first_counts():
    assert parse(line("the", 1) + line("the", 2))[1][0, 0] == 1


@pytest.mark.parametrize("asked", [None, ["the"]])
def test_a_line_with_the_wrong_count_of_numbers_is_named(asked):
    short = line("film").rsplit(b" ", 1)[0] + b"\n"
    expect_error(line("the") + short, "line 2", "99 numbers", asked=asked)
    expect_error(line("the") + line("film") + line("two words"), "line 3", "101 numbers", asked=asked)
    expect_error(line("the") + b"\n" + line("film"), "line 2", "0 numbers", asked=asked)


@pytest.mark.parametrize("asked", [None, ["the"]])
def test_a_line_that_is_not_utf8_is_named(asked):
    expect_error(line("the") + line("café").replace("é".encode(), b"\xe9"), "line 2", "not UTF-8", asked=asked)


# --- loading --------------------------------------------------------------------------------------------------------


@pytest.fixture
def cache(tmp_path, monkeypatch):
    """An empty cache, no mirror, and a registry that takes TEXT for the official file."""
    monkeypatch.setenv("COURSE_CACHE", str(tmp_path / "cache"))
    monkeypatch.delenv("COURSE_MIRROR", raising=False)
    monkeypatch.delenv("COURSE_OFFLINE", raising=False)
    monkeypatch.setattr(store, "RETRIES", 0)
    sha256 = hashlib.sha256(TEXT).hexdigest()
    known = {"complete": sha256, "first2717": hashlib.sha256(line("the", 1)).hexdigest()}
    entry = {**store.registry()["glove"], "sha256": sha256, "fingerprints": known, "bytes": 1000}
    monkeypatch.setitem(store.registry(), "glove", entry)
    return tmp_path / "cache"


@pytest.fixture
def mirror(tmp_path, monkeypatch, cache):
    folder = tmp_path / "mirror"
    folder.mkdir()
    monkeypatch.setenv("COURSE_MIRROR", str(folder))
    return folder


def test_the_text_in_a_mirror_folder(mirror):
    (mirror / "glove.6B.100d.txt").write_bytes(TEXT)
    glove = load_glove("full", ["film", "nowhere", "the", "film"])
    assert glove.words == ["film", "the"] and glove.missing == ["nowhere"]
    assert glove.variant == "complete" and not glove.partial
    assert glove.coverage == pytest.approx(2 / 3)
    assert store.loaded["glove"] == "complete"
    assert load_glove("full").missing == [] and len(load_glove("full").words) == 4


def test_the_archive_in_a_mirror_folder(mirror):
    with zipfile.ZipFile(mirror / "glove.6B.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("glove.6B.50d.txt", "not this one")
        archive.writestr("glove.6B.100d.txt", TEXT)
    assert load_glove("full", ["café"]).vectors[0, 0] == 3


def test_later_loads_come_from_the_cache(mirror, cache, monkeypatch):
    (mirror / "glove.6B.100d.txt").write_bytes(TEXT)
    first = load_glove("full", ["film", "nowhere"])
    monkeypatch.setattr("helpers.datasets.glove.read_vectors", None)  # a second reading would fail
    again = load_glove("full", ["film", "nowhere"])
    assert again.words == first.words and again.missing == first.missing and again.variant == "complete"
    np.testing.assert_array_equal(again.vectors, first.vectors)


def test_the_cache_tells_sets_of_words_and_files_apart(mirror):
    (mirror / PARTIAL).write_bytes(line("the", 1))
    assert load_glove("full", ["film", "the"]).words == ["the"]
    assert load_glove("full", ["the", "film", "1.5"]).missing == ["film", "1.5"]
    (mirror / "glove.6B.100d.txt").write_bytes(TEXT)
    assert load_glove("full", ["film", "the"]).words == ["film", "the"]


def test_a_partial_copy_is_called_partial(mirror):
    assert partial_note("glove") == ""
    (mirror / PARTIAL).write_bytes(line("the", 1))
    glove = load_glove("full", ["the", "film"])
    assert glove.variant == "first2717" and glove.partial
    assert str(glove) == "Partial copy of GloVe (first2717): 1 of 2 words found (50%)"
    assert store.loaded["glove"] == "first2717"
    assert "2,717" in partial_note("glove")


def test_another_text_is_refused_and_nothing_is_cached(mirror, cache):
    (mirror / "glove.6B.100d.txt").write_bytes(TEXT + line("more"))
    with pytest.raises(DatasetError, match="sha256"):
        load_glove("full", ["the"])
    assert not list(cache.glob("*.npz"))


def test_a_damaged_archive_is_refused(mirror):
    (mirror / "glove.6B.zip").write_bytes(b"PK nonsense")
    with pytest.raises(DatasetError, match=r"glove\.6B\.zip is damaged"):
        load_glove("full", ["the"])


def test_one_text_instead_of_a_list_is_refused():
    with pytest.raises(DatasetError, match="square brackets"):
        load_glove("sample", "the")
    with pytest.raises(DatasetError, match="Accepted"):
        load_glove("smple", ["the"])


# --- downloading one member of the archive ----------------------------------------------------------------------------


class RangeServer(http.server.SimpleHTTPRequestHandler):
    """A folder on the loopback address, served in parts as the official hosts do; keeps count of the bytes."""

    ranges, sent, cut = True, 0, False

    def do_GET(self):
        try:
            content = (Path(self.directory) / self.path.lstrip("/")).read_bytes()
        except OSError:
            self.send_error(404)
            return
        given = self.headers.get("Range")
        if given and self.ranges:
            first, last = (int(x) for x in given.removeprefix("bytes=").split("-"))
            part = content[first : last + 1]
            self.send_response(206)
            self.send_header("Content-Range", f"bytes {first}-{first + len(part) - 1}/{len(content)}")
        else:
            part = content
            self.send_response(200)
        self.send_header("Content-Length", str(len(part)))
        self.end_headers()
        if type(self).cut and len(part) > 100:
            part = part[: len(part) // 2]
            type(self).cut = False
        type(self).sent += len(part)
        self.wfile.write(part)

    def log_message(self, *args):
        pass


@pytest.fixture
def server(tmp_path, cache, monkeypatch):
    """Serves tmp_path/web and makes it the only official address; returns the folder and the handler."""
    folder = tmp_path / "web"
    folder.mkdir()
    handler = type("Handler", (RangeServer,), {})
    monkeypatch.setattr("helpers.datasets.glove.BLOCK", 20_000)
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(handler, directory=str(folder))) as httpd:
        thread = threading.Thread(target=httpd.serve_forever, daemon=True)
        thread.start()
        address = f"http://127.0.0.1:{httpd.server_port}"
        monkeypatch.setitem(store.registry()["glove"], "urls", [f"{address}/glove.6B.zip"])
        yield folder, handler, address
        httpd.shutdown()
        thread.join()


def write_archive(path: Path, text: bytes = TEXT, member: str = "glove.6B.100d.txt") -> None:
    """A stand-in for glove.6B.zip: the member wanted between two large ones."""
    noise = np.random.default_rng(0).integers(0, 256, 300_000, np.uint8).tobytes()
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("glove.6B.50d.txt", noise)
        archive.writestr(member, text)
        archive.writestr("glove.6B.200d.txt", noise)


def test_only_the_wanted_member_is_fetched(server, cache):
    folder, handler, _ = server
    write_archive(folder / "glove.6B.zip")
    glove = load_glove("full", ["café", "film"])
    assert glove.words == ["café", "film"] and glove.variant == "complete"
    assert (cache / "raw" / "glove.6B.100d.txt").read_bytes() == TEXT
    assert handler.sent < 150_000 < (folder / "glove.6B.zip").stat().st_size
    assert not list((cache / "raw").glob("*.part"))
    shutil.rmtree(folder)  # from here on nothing can be fetched
    assert load_glove("full", ["the"]).words == ["the"]


def test_the_archive_of_one_member_alone(server, monkeypatch):
    folder, _, address = server
    write_archive(folder / "glove.6B.100d.zip", member="glove.6B.100d/vec.txt")
    monkeypatch.setitem(store.registry()["glove"], "urls", [f"{address}/gone.zip", f"{address}/glove.6B.100d.zip"])
    assert load_glove("full", ["the"]).words == ["the"]


def test_an_answer_cut_short_is_asked_for_again(server, monkeypatch):
    folder, handler, _ = server
    monkeypatch.setattr(store, "RETRIES", 1)
    write_archive(folder / "glove.6B.zip")
    handler.cut = True
    assert load_glove("full", ["the"]).words == ["the"]


@pytest.mark.parametrize(
    ("prepare", "reason"),
    [
        (lambda folder, handler: None, "no answer or a broken one"),
        (lambda folder, handler: write_archive(folder / "glove.6B.zip", TEXT + line("x")), "another sha256"),
        (lambda folder, handler: (folder / "glove.6B.zip").write_bytes(b"x" * 500), "archive is damaged"),
        (lambda folder, handler: write_archive(folder / "glove.6B.zip", member="other.txt"), "archive is damaged"),
        (
            lambda folder, handler: (write_archive(folder / "glove.6B.zip"), setattr(handler, "ranges", False)),
            "does not serve parts",
        ),
    ],
    ids=["absent", "other text", "no archive", "no member", "no ranges"],
)
def test_a_failed_download_says_why_and_leaves_nothing(server, cache, prepare, reason):
    folder, handler, _ = server
    prepare(folder, handler)
    with pytest.raises(DatasetError, match=reason):
        load_glove("full", ["the"])
    assert not [path for path in cache.rglob("*") if path.is_file()]


def test_a_mirror_on_the_web_may_hold_the_partial_copy(server, monkeypatch):
    folder, _, address = server
    (folder / PARTIAL).write_bytes(line("the", 1))
    monkeypatch.setenv("COURSE_MIRROR", address)
    assert load_glove("full", ["the"]).variant == "first2717"
    assert "2,717" in partial_note("glove")


# --- the sample and the real data -----------------------------------------------------------------------------------


def test_the_sample_knows_what_belongs_together():
    from helpers.neighbours import Neighbours

    glove = load_glove("sample")
    assert isinstance(glove, Glove) and glove.vectors.shape == (len(glove.words), 100)
    space = Neighbours(glove.vectors, glove.words)
    months = {"january", "february", "march", "april", "may", "june", "august", "september", "october", "november"}
    assert set(space.nearest("july", 5)["name"]) <= months | {"december"}
    some = load_glove("sample", ["film", "xyzzy"])
    assert some.words == ["film"] and some.missing == ["xyzzy"]
    assert "sample" in str(some)


# --- what lesson 03 added to the shared helpers -------------------------------------------------------------------


def test_figures_found_on_the_partial_copy_are_keyed_to_it(tmp_path, monkeypatch):
    claims = '[x.score]\nwhat = "score"\nfull = [0.5, 0.6]\ndata = { glove = "first2717" }\n'
    (tmp_path / "claims.toml").write_text(claims)
    monkeypatch.setattr("helpers.claims.NOTEBOOKS", tmp_path)
    for variant, result in {"first2717": "in the band", "complete": "not verified"}.items():
        row = make_report("x", "full", {"score": 0.55}, {"glove": variant}, strict=True).rows[0]
        assert row[-2:] == ("0.500 to 0.600 (glove: first2717)", result)
    assert make_report("x", "full", {"score": 0.9}, {"glove": "complete"}, strict=True).rows[0][-1] == "not verified"


def test_an_expensive_table_is_stored_and_one_row_computed_anew(tmp_path, monkeypatch):
    monkeypatch.setattr(session, "NOTEBOOKS", tmp_path)
    lesson, calls = session.Lesson("x", "sample", 0), []

    def square(size, number):
        calls.append((size, number))
        return {"score": size**2 + number}

    rows = [(1, 0), (2, 0), (2, 1)]
    monkeypatch.delenv("COURSE_TABLES", raising=False)
    assert lesson.table("t", square, rows, live=(2, 0))["computed"].tolist() == ["now"]
    assert not (tmp_path / "seeds").exists()
    monkeypatch.setenv("COURSE_TABLES", "1")
    lesson.table("t", square, rows, live=(2, 0))
    monkeypatch.delenv("COURSE_TABLES")
    calls.clear()
    table = lesson.table("t", square, rows, live=(2, 0))
    assert calls == [(2, 0)]
    assert table["row"].tolist() == [*rows, (2, 0)] and table["score"].tolist() == [1, 4, 5, 4]
    assert table["computed"].iloc[-1] == "now" and table["computed"].iloc[0].count("-") == 2
    assert session.Lesson("x", "full", 0).table("t", square, rows, live=(1, 0))["score"].tolist() == [1]


@pytest.mark.real_data
def test_the_partial_copy_at_hand():
    from helpers.datasets import load_reviews
    from helpers.text import Tokenizer

    tokenizer = Tokenizer(10_000).fit(load_reviews("full").train["text"])
    assert len(tokenizer.word_index) == 88_582
    glove = load_glove("full", list(tokenizer.word_index)[:9_999])
    if glove.partial:
        assert len(glove.words) == 2_331
        assert len(load_glove("full").words) == 2_717
    else:
        assert glove.coverage > 0.9 and len(load_glove("full").words) == 400_000
    the = load_glove("full", ["the"]).vectors[0]
    np.testing.assert_allclose(the[:4], [-0.038194, -0.24487, 0.72812, -0.39961])
