"""The data layer against a server on this computer: what is promised when things go wrong."""

import hashlib
import os
import threading

import numpy as np
import pytest

from helpers import DatasetError
from helpers.datasets import store

CONTENT = b"1 2 3"
SHA256 = hashlib.sha256(CONTENT).hexdigest()


def build(path):
    return {"numbers": np.array([int(x) for x in path.read_bytes().split()], np.int32)}


FINGERPRINT = store.fingerprint({"numbers": np.array([1, 2, 3], np.int32)})


@pytest.fixture
def dataset(server, cache, monkeypatch):
    """A registry of one dataset, "toy", whose first address is empty and whose second one serves it."""
    (server.folder / "second").mkdir()
    (server.folder / "second" / "toy.txt").write_bytes(CONTENT)
    entry = {
        "file": "toy.txt", "bytes": 5, "sha256": SHA256, "fingerprints": {"complete": FINGERPRINT},
        "urls": [f"{server.url}/first/toy.txt", f"{server.url}/second/toy.txt"],
    }  # fmt: skip
    monkeypatch.setattr(store, "registry", lambda: {"toy": entry})
    return entry


def files(folder):
    return sorted(str(p.relative_to(folder)) for p in folder.rglob("*") if p.is_file()) if folder.exists() else []


def test_the_second_address_serves_when_the_first_fails(dataset, cache, capsys):
    assert not store.available("toy")
    assert store.cached_arrays("toy", build)["numbers"].tolist() == [1, 2, 3]
    assert "Downloading toy.txt" in capsys.readouterr().out
    assert files(cache) == ["raw/toy.txt", "toy.npz"]
    assert store.available("toy") and store.loaded["toy"] == "complete"


def test_a_second_load_needs_neither_server_nor_raw_file(dataset, cache, server):
    store.cached_arrays("toy", build)
    (cache / "raw" / "toy.txt").unlink()
    server.requests.clear()
    assert store.cached_arrays("toy", lambda path: 1 / 0)["numbers"].tolist() == [1, 2, 3]
    assert server.requests == []


def test_a_wrong_hash_is_refused_and_leaves_nothing(dataset, cache, server):
    (server.folder / "second" / "toy.txt").write_bytes(b"1 2 4")
    with pytest.raises(DatasetError, match="another sha256 than it should have"):
        store.cached_arrays("toy", build)
    assert files(cache) == []


def test_no_network_names_every_address_and_the_way_out(dataset, cache):
    dataset["urls"] = ["http://127.0.0.1:9/toy.txt"]
    with pytest.raises(DatasetError, match=r"127\.0\.0\.1:9.*COURSE_MIRROR.*sample mode"):
        store.cached_arrays("toy", build)
    assert files(cache) == []


def test_a_download_that_breaks_off_leaves_nothing_and_does_not_count(dataset, cache, monkeypatch):
    import requests

    def broken(self, *_, **__):
        yield CONTENT[:2]
        raise requests.exceptions.ChunkedEncodingError("connection lost")

    monkeypatch.setattr(requests.models.Response, "iter_content", broken)
    with pytest.raises(DatasetError, match="no answer or a broken one"):
        store.cached_arrays("toy", build)
    assert files(cache) == []


def test_offline_never_tries(dataset, cache, server, monkeypatch):
    monkeypatch.setenv("COURSE_OFFLINE", "1")
    with pytest.raises(DatasetError, match="COURSE_OFFLINE=1 forbids"):
        store.cached_arrays("toy", build)
    assert server.requests == []


def test_two_kernels_download_once(dataset, cache, server):
    results = []
    threads = [threading.Thread(target=lambda: results.append(store.cached_arrays("toy", build))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [r["numbers"].tolist() for r in results] == [[1, 2, 3]] * 4
    assert server.requests.count("/second/toy.txt") == 1


def test_a_mirror_folder_replaces_the_addresses(dataset, cache, server, tmp_path, monkeypatch):
    mirror = tmp_path / "stick"
    mirror.mkdir()
    monkeypatch.setenv("COURSE_MIRROR", str(mirror))
    with pytest.raises(DatasetError, match=r"without toy\.txt"):
        store.cached_arrays("toy", build)
    (mirror / "toy.txt").write_bytes(b"1  2  3\n")  # packed in another way, but the same data
    assert store.available("toy")
    assert store.cached_arrays("toy", build)["numbers"].tolist() == [1, 2, 3]
    assert server.requests == []


def test_a_mirror_address_is_believed_by_its_sums_or_by_the_fingerprint(dataset, cache, server, monkeypatch):
    monkeypatch.setenv("COURSE_MIRROR", f"{server.url}/second/")
    other = b"1   2   3"
    (server.folder / "second" / "toy.txt").write_bytes(other)
    (server.folder / "second" / "SHA256SUMS").write_text(f"{SHA256}  toy.txt\n")
    with pytest.raises(DatasetError, match="another sha256"):
        store.cached_arrays("toy", build)
    (server.folder / "second" / "SHA256SUMS").write_text(f"{hashlib.sha256(other).hexdigest()}  toy.txt\n")
    assert store.cached_arrays("toy", build)["numbers"].tolist() == [1, 2, 3]
    assert not any(path.startswith("/first") for path in server.requests)


def test_unknown_data_are_refused_and_not_cached(dataset, cache, tmp_path, monkeypatch):
    monkeypatch.setenv("COURSE_MIRROR", str(tmp_path))
    (tmp_path / "toy.txt").write_bytes(b"4 5 6")
    with pytest.raises(DatasetError, match="not the data that this course knows as 'toy'"):
        store.cached_arrays("toy", build)
    assert files(cache) == []


def test_a_damaged_cache_is_built_again(dataset, cache):
    store.cached_arrays("toy", build)
    compact = cache / "toy.npz"
    compact.write_bytes(compact.read_bytes()[:-30])
    assert store.cached_arrays("toy", build)["numbers"].tolist() == [1, 2, 3]
    flipped = bytearray(compact.read_bytes())
    flipped[compact.read_bytes().index(np.array([1, 2, 3], np.int32).tobytes())] ^= 1
    compact.write_bytes(flipped)
    assert store.cached_arrays("toy", build)["numbers"].tolist() == [1, 2, 3]


def test_a_cache_that_cannot_be_written_is_told_and_left_alone(dataset, cache, monkeypatch):
    cache.parent.joinpath("a file").write_text("mine")
    monkeypatch.setenv("COURSE_CACHE", str(cache.parent / "a file"))
    with pytest.raises(DatasetError, match=r"cannot be written .* COURSE_CACHE"):
        store.cached_arrays("toy", build)
    assert cache.parent.joinpath("a file").read_text() == "mine"


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs a POSIX system")
@pytest.mark.parametrize("filled", [False, True])
def test_a_read_only_cache_serves_what_it_holds_and_refuses_the_rest(dataset, cache, filled):
    """In a child process without the super-user's rights, which would let it write anywhere."""
    cache.mkdir()
    if filled:
        store.cached_arrays("toy", build)
    before = files(cache)
    modes = [*cache.rglob("*"), cache]
    for path in modes:
        path.chmod(0o555 if path.is_dir() else 0o444)
    for parent in cache.parents:  # let another user reach it
        if parent.stat().st_uid == os.getuid() and parent.name.startswith(("pytest-", "test_", "popen-")):
            parent.chmod(0o755)
    child = os.fork()
    if child == 0:
        code = 9
        try:
            if os.getuid() == 0:
                os.setgid(65534)
                os.setuid(65534)
            store.cached_arrays("toy", build)
            code = 0
        except DatasetError as error:
            code = 1 if "cannot be written" in str(error) and "COURSE_CACHE" in str(error) else 2
        finally:
            os._exit(code)
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    for path in reversed(modes):
        path.chmod(0o755 if path.is_dir() else 0o644)
    assert code == (0 if filled else 1)
    assert files(cache) == before


def test_a_full_disk_leaves_no_half_file(dataset, cache, monkeypatch):
    def full(file, **_):
        file.write(b"half")
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(np, "savez", full)
    with pytest.raises(DatasetError, match="No space left"):
        store.cached_arrays("toy", build)
    assert files(cache) == ["raw/toy.txt"]


def test_wrong_names_name_the_accepted_ones(dataset):
    with pytest.raises(DatasetError, match=r"no dataset 'tow'. Did you mean 'toy'"):
        store.about("tow")
    with pytest.raises(DatasetError, match="Accepted: sample, full"):
        store.check_mode("auto")


def test_the_fingerprint_sees_values_shapes_and_names():
    a = np.arange(6, dtype=np.int32)
    prints = {
        store.fingerprint({"a": a}), store.fingerprint({"b": a}), store.fingerprint({"a": a.reshape(2, 3)}),
        store.fingerprint({"a": a[::-1]}),
    }  # fmt: skip
    assert len(prints) == 4


def test_every_dataset_of_the_course_says_what_it_is():
    from helpers import datasets

    store.registry.cache_clear()
    for name, entry in store.registry().items():
        assert {"file", "urls", "bytes", "licence", "citation", "loader"} <= set(entry), name
        known = entry.get("sha256") or entry.get("fingerprints") or entry.get("recognised") is False
        assert known, f"{name} could not be recognised"
        assert callable(getattr(datasets, entry["loader"]))
        sheet = (store.ROOT / "data" / "README.md").read_text(encoding="utf-8")
        assert f"`{name}`" in sheet, f"{name} has no datasheet in data/README.md"
