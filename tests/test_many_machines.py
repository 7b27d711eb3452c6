"""Lesson 10b on real worker processes: a killed worker, data without a recipe, a damaged index."""

import os
import time
import zipfile

import nbformat
import numpy as np
import psutil
import pytest
from distributed import CancelledError, Client, LocalCluster
from scipy import sparse

from helpers.paths import NOTEBOOKS

LESSON = NOTEBOOKS / "10b-many-machines.ipynb"
WORDS = 50


def functions(*names):
    """The functions of the lesson, by name, as its cells define them."""
    import faiss

    space = {"np": np, "sparse": sparse, "faiss": faiss, "n_words": WORDS}
    for cell in nbformat.read(LESSON, as_version=4).cells:
        wanted = [part for part in cell.source.split("\n\n\n") if part.startswith(tuple(f"def {n}(" for n in names))]
        if cell.cell_type == "code" and wanted:
            exec("\n\n\n".join(wanted), space)
    return [space[name] for name in names]


@pytest.fixture(scope="module")
def client():
    quiet = {"silence_logs": "CRITICAL", "dashboard_address": "127.0.0.1:0"}
    with (
        LocalCluster(n_workers=2, threads_per_worker=1, host="127.0.0.1", processes=True, **quiet) as cluster,
        Client(cluster.scheduler_address) as one,
    ):
        yield one


@pytest.fixture
def shards(tmp_path):
    rng, paths = np.random.default_rng(0), []
    for i in range(8):
        text = rng.integers(1, WORDS, 500).astype(np.uint16)
        paths.append(str(tmp_path / f"shard-{i}.npy"))
        np.save(paths[-1], np.append(text, [0] * 5))
    return paths


def by_hand(paths):
    """The same table, counted pair by pair."""
    table = np.zeros((WORDS, WORDS), np.int64)
    for path in paths:
        text = np.load(path)
        for i, left in enumerate(text):
            for distance, right in enumerate(text[i + 1 : i + 6], start=1):
                table[left, right] += 60 // distance * bool(left and right)
    return table


def test_the_lesson_counts_what_a_person_would_count(shards):
    _, count_shard = functions("count_pairs", "count_shard")
    assert np.array_equal(sum(map(count_shard, shards)).toarray(), by_hand(shards))


def test_a_killed_worker_changes_no_digit(client, shards, tmp_path):
    _, count_shard = functions("count_pairs", "count_shard")
    notes = tmp_path / "notes.txt"

    def noted(path):
        with open(notes, "a") as file:
            file.write(f"{os.getpid()}\n")
        time.sleep(0.1)
        return count_shard(path)

    client.wait_for_workers(2, timeout=30)
    victim = next(iter(client.run(os.getpid).values()))
    futures = client.map(noted, shards)
    until = time.monotonic() + 30
    while time.monotonic() < until and (not notes.exists() or notes.read_text().split().count(str(victim)) < 2):
        time.sleep(0.01)
    psutil.Process(victim).kill()
    table = sum(client.gather(futures))
    assert np.array_equal(table.toarray(), by_hand(shards))
    assert len(notes.read_text().split()) > len(shards)  # something was done again
    client.wait_for_workers(2, timeout=30)
    assert victim not in client.run(os.getpid).values()


def test_scattered_data_die_with_their_worker(client):
    client.wait_for_workers(2, timeout=30)
    address, pid = next(iter(client.run(os.getpid).items()))
    held = client.scatter(np.arange(7), workers=[address])
    assert client.submit(np.sum, held).result(timeout=30) == 21
    psutil.Process(pid).kill()
    with pytest.raises(CancelledError):
        client.submit(len, held).result(timeout=30)


def vectors(path, count=40):
    found = np.random.default_rng(1).normal(size=(count, 8)).astype(np.float32)
    np.savez(path, vectors=found)
    return found


def test_two_parts_answer_as_one(tmp_path):
    build, search = functions("build", "search")
    whole = vectors(tmp_path / "all.npz")
    np.savez(tmp_path / "a.npz", vectors=whole[:25])
    np.savez(tmp_path / "b.npz", vectors=whole[25:])
    best = [search(build(tmp_path / name), whole[:5], 4) for name in ("a.npz", "b.npz", "all.npz")]
    together = np.hstack([best[0][1], best[1][1] + 25])
    order = np.argsort(-np.hstack([best[0][0], best[1][0]]), axis=1)[:, :4]
    assert np.array_equal(np.take_along_axis(together, order, axis=1), best[2][1])


@pytest.mark.parametrize("damage", ["a byte", "the end"])
def test_a_damaged_index_is_an_error_and_no_wrong_answer(client, tmp_path, damage):
    (build,) = functions("build")
    path = tmp_path / "part.npz"
    vectors(path)
    content = bytearray(path.read_bytes())
    if damage == "a byte":
        content[len(content) // 2] ^= 1
    else:
        del content[len(content) // 2 :]
    path.write_bytes(content)
    with pytest.raises(zipfile.BadZipFile):
        client.submit(build, str(path), pure=False).result(timeout=30)
    vectors(path)  # mended
    index = client.submit(build, str(path), pure=False)
    assert client.submit(lambda index: index.ntotal, index).result(timeout=30) == 40
