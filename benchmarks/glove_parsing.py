"""Reading word vectors: as documented versus as taught.

A file of 400,000 words with 100 numbers each is generated in the format of glove.6B.100d.txt (347
MB there). The documented way splits every line and converts all its numbers, each time. The
course's loader does so once, and keeps a table that later loads map into memory: they check it, and
take the rows of the words that a lesson asks for.

Run it as `python benchmarks/glove_parsing.py`; it needs about 600 MB of disk and 1 GB of memory for
a minute or two.
Found on two busy cores: 4.7 s as documented, each time;
as taught 5.5 s once, then 0.27 s (18 to 1).
"""

import hashlib
import os
import sys
import tempfile
import time
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from helpers import datasets

DIMENSIONS = 100
WORDS, ASKED = 400_000, 10_000


def generate(path: Path) -> None:
    """Write the stand-in: numbers of five digits as in the official file, seeded."""
    rng = np.random.default_rng(0)
    with open(path, "w", encoding="utf-8", newline="\n") as file:
        for start in range(0, WORDS, 10_000):
            for i, row in enumerate(rng.normal(0, 0.4, (10_000, DIMENSIONS)), start):
                file.write(f"word{i} {' '.join(f'{x:.5g}' for x in row)}\n")


def as_documented(path: Path) -> dict[str, np.ndarray]:
    """Every line split, every number converted."""
    vectors = {}
    with open(path, encoding="utf-8") as file:
        for line in file:
            values = line.split()
            vectors[values[0]] = np.asarray(values[1:], dtype="float32")
    return vectors


def as_taught(path: Path) -> datasets.vectors.Glove:
    """The rows of the words asked for."""
    return datasets.load_glove("full", [f"word{i}" for i in range(0, WORDS, WORDS // ASKED)])


def seconds(function, path: Path) -> float:
    began = time.perf_counter()
    function(path)
    return time.perf_counter() - began


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "glove.6B.100d.txt"
        generate(path)
        datasets.registry()["glove"]["sha256"] = hashlib.sha256(path.read_bytes()).hexdigest()
        os.environ |= {"COURSE_MIRROR": folder, "COURSE_CACHE": folder}
        print(f"{WORDS:,} lines, {path.stat().st_size / 1e6:.0f} MB, {ASKED:,} words asked for")
        first = seconds(as_taught, path)
        taught = min(seconds(as_taught, path) for _ in range(3))
        documented = min(seconds(as_documented, path) for _ in range(2))
        ratio = documented / taught
        print(
            f"as documented: {documented:.1f} s    as taught: {first:.1f} s once, then {taught:.2f} s: {ratio:.0f} to 1"
        )
