"""Lesson 10b on real worker processes: a killed worker, data without a recipe, a damaged index."""

import os
import time
import zipfile

import dask
import nbformat
import numpy as np
import psutil
import pytest
from distributed import CancelledError, Client, LocalCluster
from scipy import sparse

from helpers.paths import NOTEBOOKS

LESSON = NOTEBOOKS / "10b-many-machines.ipynb"
WORDS = 50
PATIENCE = 100  # seconds: these tests share two cores with others


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
def client(tmp_path_factory):
    here = {"host": "127.0.0.1", "processes": True, "local_directory": str(tmp_path_factory.mktemp("workers"))}
    quiet = {"silence_logs": "CRITICAL", "dashboard_address": "127.0.0.1:0"}
    with (
        dask.config.set({"distributed.comm.timeouts.connect": PATIENCE, "distributed.comm.timeouts.tcp": PATIENCE}),
        LocalCluster(n_workers=2, threads_per_worker=1, **here, **quiet) as cluster,
        Client(cluster.scheduler_address, timeout=PATIENCE) as one,
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

    def noted(path):
        with open(tmp_path / f"{os.getpid()}.txt", "a") as file:  # a file for each process: none waits for another
            file.write(f"{path}\n")
        time.sleep(0.2)
        return count_shard(path)

    def begun_by(pid):
        notes = tmp_path / f"{pid}.txt"
        return notes.read_text().split() if notes.exists() else []

    client.wait_for_workers(2, timeout=PATIENCE)
    workers, until = set(client.run(os.getpid).values()), time.monotonic() + PATIENCE
    futures = client.map(noted, shards)
    while not (begun_two := [pid for pid in workers if len(begun_by(pid)) > 1]):  # one of two, of eight shards
        assert time.monotonic() < until
        time.sleep(0.01)
    victim, (other,) = begun_two[0], workers - {begun_two[0]}
    finished = begun_by(victim)[:-1]
    psutil.Process(victim).kill()
    table = sum(client.gather(futures))
    assert np.array_equal(table.toarray(), by_hand(shards))
    client.wait_for_workers(2, timeout=PATIENCE)
    successors = set(client.run(os.getpid).values())
    assert victim not in successors and other in successors
    again = [path for pid in successors for path in begun_by(pid)]
    assert finished and set(finished) <= set(again)  # what it had finished was lost with it


def test_scattered_data_die_with_their_worker(client):
    client.wait_for_workers(2, timeout=PATIENCE)
    address, pid = next(iter(client.run(os.getpid).items()))
    held = client.scatter(np.arange(7), workers=[address])
    assert client.submit(np.sum, held).result(timeout=PATIENCE) == 21
    psutil.Process(pid).kill()
    with pytest.raises(CancelledError):
        client.submit(len, held).result(timeout=PATIENCE)


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
        client.submit(build, str(path), pure=False).result(timeout=PATIENCE)
    vectors(path)  # mended
    index = client.submit(build, str(path), pure=False)
    assert client.submit(lambda index: index.ntotal, index).result(timeout=PATIENCE) == 40
