"""Make what lesson 08 shows of the document's 100 epochs: ``data/kept/08-emoji-vae-<mode>.npz``, and a decoder.

The lesson's own function `long_run` trains the document's network with seeds 0 and 1: on one core ten minutes a
seed in full mode, two in sample mode. The files are committed, so nobody needs to run this; a test compares the first
epoch. Threads and other machines change a long training, so that a new file is another one of its kind.

Run it as ``python data/make/long_run.py full`` or ``sample``; the emojis are downloaded if they are not in the cache.
"""

import contextlib
import io
import os
import sys
from pathlib import Path

import nbformat
import numpy as np

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))
NAME = "08-emoji-vae"
SEEDS = (0, 1)


def lesson_until(function, mode):
    """What the cells of the lesson define, up to the one that defines this function; tasks and quizzes are left out."""
    os.environ["COURSE_MODE"] = mode
    names = {}
    for cell in nbformat.read(ROOT / "notebooks" / f"{NAME}.ipynb", as_version=4).cells:
        if cell.cell_type == "code" and not {"exercise", "quiz"} & set(cell.metadata.get("tags", [])):
            with contextlib.redirect_stdout(io.StringIO()):
                exec(compile(cell.source, NAME, "exec"), names)
        if function in names:
            return names
    raise SystemExit(f"Lesson {NAME} does not define {function}.")


def make(mode, seeds=SEEDS, epochs=100):
    """The arrays of the file by name, a row a seed; the decoder of the first seed; the lesson."""
    names = lesson_until("long_run", mode)
    runs = [names["long_run"](seed, epochs) for seed in seeds]
    kinds = {"path": np.float32, "mean": np.float16, "log_variance": np.float16, "alive": np.int32}
    kinds |= {"drawn": np.uint8, "error": np.float32}
    arrays = {name: np.stack([run[name] for run in runs]).astype(kind) for name, kind in kinds.items()}
    return arrays, runs[0]["decoder"], names["lesson"]


if __name__ == "__main__":
    arrays, decoder, lesson = make(sys.argv[1])
    os.environ["COURSE_KEEP"] = "1"
    lesson.keep(**arrays, **{"document-decoder": decoder})
