"""The index of lesson 10 that stays in a file, tried as it stands in the lesson: nothing is copied here."""

import ast
import hashlib
import subprocess
import sys

import nbformat
import numpy as np
import pytest

from helpers.paths import NOTEBOOKS

faiss = pytest.importorskip("faiss", reason="lesson 10 needs the extra `scale`")
SIZE, DIMENSIONS = 500, 12


def definition(name):
    """The source of a function that the lesson defines."""
    for cell in nbformat.read(NOTEBOOKS / "10-search-among-millions.ipynb", as_version=4).cells:
        if cell.cell_type == "code":
            for node in ast.parse(cell.source).body:
                if isinstance(node, ast.FunctionDef) and node.name == name:
                    return ast.get_source_segment(cell.source, node)
    raise AssertionError(f"lesson 10 defines no {name}")


@pytest.fixture(scope="module")
def lesson():
    """save_index and load_index, as the lesson has them."""
    room = {"faiss": faiss, "hashlib": hashlib, "np": np}
    exec("\n\n".join(map(definition, ("save_index", "load_index"))), room)
    return room


@pytest.fixture
def vectors():
    rows = np.random.default_rng(0).normal(size=(SIZE, DIMENSIONS)).astype(np.float32)
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)


@pytest.fixture
def index(vectors):
    made = faiss.IndexIVFFlat(faiss.IndexFlatIP(DIMENSIONS), DIMENSIONS, 8, faiss.METRIC_INNER_PRODUCT)
    made.cp.min_points_per_centroid = 1
    made.train(vectors)
    made.add_with_ids(vectors, np.arange(SIZE) + 8_000_000_000_000)
    made.nprobe = 8
    return made


@pytest.fixture
def path(lesson, index, tmp_path):
    lesson["save_index"](index, tmp_path / "phrases.index")
    return tmp_path / "phrases.index"


def test_what_is_loaded_answers_as_what_was_saved(lesson, index, path, vectors):
    again = lesson["load_index"](path)
    for ours, theirs in zip(index.search(vectors[:20], 5), again.search(vectors[:20], 5), strict=True):
        assert (ours == theirs).all()
    assert again.search(vectors[:1], 1)[1][0, 0] == 8_000_000_000_000  # ids beyond 32 bits survive


def test_saving_leaves_one_file_and_replaces_the_old_one(lesson, index, path, vectors):
    index.remove_ids(np.array([8_000_000_000_000]))
    lesson["save_index"](index, path)
    assert lesson["load_index"](path).ntotal == SIZE - 1
    assert [one.name for one in path.parent.iterdir()] == ["phrases.index"]


def test_another_process_loads_it(path, vectors):
    script = f"""import hashlib, pathlib, sys
import faiss, numpy as np
{definition("load_index")}
index = load_index(pathlib.Path(sys.argv[1]))
print(index.search(np.frombuffer(sys.stdin.buffer.read(), np.float32)[None], 1)[1][0, 0])"""
    given = {"input": vectors[7].tobytes(), "capture_output": True, "check": True, "timeout": 120}
    answered = subprocess.run([sys.executable, "-c", script, str(path)], **given)
    assert int(answered.stdout) == 8_000_000_000_007


def test_a_phrase_goes_in_and_out_again(lesson, path, vectors):
    index, new = lesson["load_index"](path), -vectors[:1]
    index.nprobe = 8
    index.add_with_ids(new, np.array([77]))
    assert index.search(new, 1)[1][0, 0] == 77
    index.remove_ids(np.array([77]))
    assert index.search(new, 1)[1][0, 0] != 77 and index.ntotal == SIZE


DAMAGES = {
    "one bit in the middle": lambda data: (
        data[: len(data) // 2] + bytes([data[len(data) // 2] ^ 1]) + data[len(data) // 2 + 1 :]
    ),
    "the checksum itself": lambda data: bytes([data[0] ^ 1]) + data[1:],
    "cut off": lambda data: data[:-1],
    "only the checksum": lambda data: data[:32],
    "empty": lambda data: b"",
    "a byte too many": lambda data: data + b"\0",
    "another kind of file": lambda data: b"PK\x03\x04" + data[4:],
}


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
def test_a_damaged_file_is_refused_in_a_sentence(lesson, path, damage):
    path.write_bytes(damage(path.read_bytes()))
    with pytest.raises(ValueError, match=r"phrases\.index is damaged: .*\."):
        lesson["load_index"](path)


def test_without_the_checksum_a_changed_byte_would_pass(index, vectors):
    """Why the lesson has one: FAISS reads a changed vector without complaint."""
    data = bytearray(faiss.serialize_index(index).tobytes())
    data[len(data) // 2] ^= 255
    assert faiss.deserialize_index(np.frombuffer(data, np.uint8)).ntotal == SIZE
