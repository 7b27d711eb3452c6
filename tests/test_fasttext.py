"""The aligned vectors: only the first rows are fetched. The server is a stand-in: the real one was never tried."""

import functools
import http.server
import io
import threading

import numpy as np
import pytest
from test_glove import RangeServer

from helpers import datasets
from helpers.datasets import fasttext, store
from helpers.datasets.fasttext import load_aligned, read_rows
from helpers.errors import DatasetError

WHOLE, FETCHED = 60, 25  # rows of the stand-in file, rows that are to be fetched of it


def line(word: str, first: float) -> bytes:
    numbers = [first, *(round(i / 1000, 4) for i in range(1, 300))]
    return f"{word} {' '.join(map(str, numbers))}\n".encode()


def text(rows: int = WHOLE, **changed: bytes) -> bytes:
    lines = [changed.get(f"line{i + 2}", line(f"mot{i}", i)) for i in range(rows)]
    return b"".join([changed.get("line1", f"{rows} 300\n".encode()), *lines])


@pytest.fixture
def web(tmp_path, monkeypatch, cache):
    """Serves tmp_path/web as the only official address; returns the folder and the handler."""
    folder = tmp_path / "web"
    folder.mkdir()
    (folder / "wiki.fr.align.vec").write_bytes(text())
    handler = type("Handler", (RangeServer,), {"sent": 0})
    monkeypatch.setattr(fasttext, "ROWS", FETCHED)
    monkeypatch.setattr(fasttext, "BLOCK", 20_000)
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(handler, directory=str(folder))) as httpd:
        thread = threading.Thread(target=httpd.serve_forever, daemon=True)
        thread.start()
        address = f"http://127.0.0.1:{httpd.server_port}/wiki.fr.align.vec"
        monkeypatch.setitem(store.registry()["fasttext-fr"], "urls", [address])
        yield folder, handler
        httpd.shutdown()
        thread.join()


def nothing_is_kept(cache):
    return not [path for path in (cache / "raw").glob("*") if not path.name.endswith(".lock")]


def test_only_the_first_rows_are_fetched_and_kept(web, cache):
    folder, handler = web
    found = load_aligned("fr", "full", rows=FETCHED)
    assert found.words == [f"mot{i}" for i in range(FETCHED)]
    assert found.vectors.dtype == np.float32 and found.vectors.shape == (FETCHED, 300)
    np.testing.assert_allclose(found.vectors[:, 0], np.arange(FETCHED))
    np.testing.assert_allclose(found.vectors[7, 1:], np.arange(1, 300) / 1000, rtol=1e-3)  # float16
    size = (folder / "wiki.fr.align.vec").stat().st_size
    assert handler.sent < size * (FETCHED + 12) / WHOLE  # the rows, and less than one block more
    assert [path.name for path in (cache / "raw").glob("*.npz")] == ["wiki.fr.align.first20000.npz"]
    assert not list((cache / "raw").glob("*.part"))
    (folder / "wiki.fr.align.vec").unlink()  # from here on nothing can be fetched
    assert load_aligned("fr", "full", rows=3).words == ["mot0", "mot1", "mot2"]
    assert datasets.partial_note("fasttext-fr") == "the 20,000 most frequent words"


def test_a_server_that_ignores_ranges_is_not_asked_for_gigabytes(web, cache):
    _, handler = web
    handler.ranges = False
    with pytest.raises(DatasetError, match="does not serve parts of a file"):
        load_aligned("fr", "full", rows=FETCHED)
    assert nothing_is_kept(cache)


def test_an_answer_cut_short_is_asked_for_again(web, monkeypatch):
    _, handler = web
    handler.cut = True
    monkeypatch.setattr(store, "RETRIES", 1)
    assert len(load_aligned("fr", "full", rows=FETCHED).words) == FETCHED
    assert handler.cut is False


def test_a_broken_connection_is_told_and_leaves_nothing(web, cache):
    _, handler = web
    handler.cut = True  # and no retry
    with pytest.raises(DatasetError, match="no answer or a broken one"):
        load_aligned("fr", "full", rows=FETCHED)
    assert nothing_is_kept(cache)


def test_a_missing_file_is_told_and_leaves_nothing(web, cache):
    folder, _ = web
    (folder / "wiki.fr.align.vec").unlink()
    with pytest.raises(DatasetError, match=r"wiki\.fr\.align\.vec could not be downloaded.*HTTPError.*Check the conn"):
        load_aligned("fr", "full", rows=FETCHED)
    assert nothing_is_kept(cache)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"line5": line("mot3", 3).replace(b"0.05 ", b"oops ")}, "line 5 of wiki.fr.align.vec holds something"),
        ({"line5": line("mot3", 3).rsplit(b" ", 1)[0] + b"\n"}, "line 5 of wiki.fr.align.vec is not a word and 300"),
        ({"line5": line("mot3", 3).replace(b"mot3", b"\xe9t\xe9")}, "line 5 of wiki.fr.align.vec holds something"),
        ({"line5": line("mot2", 3)}, "line 5 of wiki.fr.align.vec repeats a word"),
        ({"line5": line("mot3", float("nan"))}, "line 5 of wiki.fr.align.vec repeats a word or holds a number"),
        ({"line1": b"<html>moved</html>\n"}, "line 1 of wiki.fr.align.vec does not give"),
        ({"line1": b"60 100\n"}, "line 1 of wiki.fr.align.vec does not give"),
        ({"line1": b"90 300\n", "rows": 20}, "line 22 of wiki.fr.align.vec is not a word"),
    ],
)
def test_a_bad_line_is_named_and_nothing_is_kept(web, cache, change, sentence):
    folder, _ = web
    (folder / "wiki.fr.align.vec").write_bytes(text(**{"rows": WHOLE, **change}))
    with pytest.raises(DatasetError) as caught:
        load_aligned("fr", "full", rows=FETCHED)
    assert sentence in str(caught.value)
    assert nothing_is_kept(cache)


def test_a_whole_file_in_a_mirror_folder_does_as_well(tmp_path, cache, monkeypatch):
    (tmp_path / "mirror").mkdir()
    monkeypatch.setenv("COURSE_MIRROR", str(tmp_path / "mirror"))
    with pytest.raises(DatasetError, match=r"folder without wiki\.ro\.align\.vec"):
        load_aligned("ro", "full")
    bad = line("mot9", 9).replace(b"0.05 ", b"oops ")  # past the rows asked for, so never read
    (tmp_path / "mirror" / "wiki.ro.align.vec").write_bytes(text(line11=bad))
    assert load_aligned("ro", "full", rows=5).words == [f"mot{i}" for i in range(5)]
    with pytest.raises(DatasetError, match="line 11"):
        load_aligned("ro", "full", rows=20)


def test_a_damaged_cache_file_is_told(cache):
    (cache / "raw").mkdir(parents=True)
    (cache / "raw" / "wiki.fr.align.first20000.npz").write_bytes(b"PK\x03\x04 and no more")
    with pytest.raises(DatasetError, match=r"first20000\.npz is damaged"):
        load_aligned("fr", "full")


def test_words_may_hold_odd_spaces_but_not_plain_ones():
    odd = "non\u00a0lieu"
    words, vectors = read_rows(io.BytesIO(b"1 300\n" + line(odd, 1).replace(b"\n", b" \n")), 5, "x")
    assert words == [odd] and vectors.shape == (1, 300)


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("de", "full"), "There is no language 'de'. Accepted: fr, ro."),
        (("fr", "auto"), "Accepted: sample, full"),
        (("fr", "sample"), "no embedded sample"),
        (("fr", "full", 0), "it must be 1 to 20,000"),
        (("fr", "full", 20_001), "it must be 1 to 20,000"),
    ],
)
def test_wrong_requests(arguments, sentence):
    with pytest.raises(DatasetError) as caught:
        load_aligned(*arguments)
    assert sentence in str(caught.value)


def test_without_network_the_sentence_says_what_it_would_take(cache, monkeypatch):
    monkeypatch.setenv("COURSE_OFFLINE", "1")
    with pytest.raises(DatasetError, match=r"wiki\.ro\.align\.vec is not in the cache and COURSE_OFFLINE=1"):
        load_aligned("ro", "full")
