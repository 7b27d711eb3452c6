"""The start of a lesson: quiet import of Keras, seeds, mode, banner; and a check of this computer."""

import contextlib
import json
import os
import platform
import shutil
import sys
import tomllib
import warnings
import zipfile
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd

from . import datasets, exercises, plots
from .claims import NOTEBOOKS, Report, make_report, read_claims
from .errors import CourseError, unknown

MODES = ("auto", "sample", "full")
KEPT = NOTEBOOKS.parent / "data" / "kept"


def read_lessons() -> dict[str, dict]:
    """Every lesson by its name, from notebooks/lessons.toml: title, data it needs, measured cost."""
    return tomllib.loads((NOTEBOOKS / "lessons.toml").read_text(encoding="utf-8"))


class Lesson:
    """What a lesson asks of the course. Made by `start`."""

    def __init__(self, name: str, mode: str, seed: int):
        self.name, self.mode, self.seed = name, mode, seed

    def pick(self, *, sample, full):
        """The value for the mode that this lesson runs in: `epochs = lesson.pick(sample=3, full=10)`."""
        return sample if self.mode == "sample" else full

    def report(self, **figures) -> Report:
        """A table of the lesson's figures beside what the document printed and the band accepted.

        Each keyword is a claim of this lesson in claims.toml. A figure outside its band is marked and the lesson
        goes on; where the course itself is tested (COURSE_STRICT=1) it raises ClaimError.
        """
        table = make_report(
            self.name, self.mode, figures, datasets.loaded, strict=os.environ.get("COURSE_STRICT") == "1"
        )
        if record := os.environ.get("COURSE_RECORD"):
            with open(record, "a", encoding="utf-8") as file:
                file.write(json.dumps({k: float(v) for k, v in figures.items()}) + "\n")
        return table

    def check(self, task: str, answer, **given) -> None:
        """Say whether an answer to an exercise is right, and if not, what may be behind it."""
        exercises.check(self.name, task, answer, **given)

    def hint(self, task: str) -> None:
        """Show the next hint of an exercise."""
        exercises.hint(self.name, task)

    def solution(self, task: str) -> None:
        """Show the solution of an exercise."""
        exercises.solution(self.name, task)

    def quiz(self, name: str) -> None:
        """Show a question whose options unfold to their explanations."""
        exercises.quiz(self.name, name)

    def seeds(self, *figures: str) -> pd.DataFrame:
        """Claims over several runs of this lesson, each with another seed, as `make seeds` wrote them down.

        One row a claim: mean, lowest and highest value and the number of runs, in the present mode.
        """
        claims = read_claims(self.name)
        for name in figures:
            if name not in claims:
                raise CourseError(unknown(f"claim of lesson {self.name}", name, claims))
        path = NOTEBOOKS / "seeds" / f"{self.name}.json"
        runs = json.loads(path.read_text(encoding="utf-8")).get(self.mode, {}) if path.exists() else {}
        values = pd.DataFrame({n: runs.get("values", {}).get(n, []) for n in figures}, dtype=float).T
        table = pd.DataFrame(
            {
                "mean": values.mean(axis=1),
                "lowest": values.min(axis=1),
                "highest": values.max(axis=1),
                "runs": values.count(axis=1),
            }
        )
        table.index = [claims[name]["what"] for name in figures]
        return table.round(4)

    def keep(self, **things) -> None:
        """Lay something that this lesson trained down for later lessons (see `kept`).

        Each keyword is an array (or anything that np.asarray takes, such as a list of words) or a Keras model made
        of Keras's own layers. Files are written, to data/kept, only on demand (`make full LESSON=… KEEP=1`, which sets
        COURSE_KEEP): a change in one lesson never changes another by the way.
        """
        if os.environ.get("COURSE_KEEP") != "1":
            return
        KEPT.mkdir(exist_ok=True)
        arrays = {name: np.asarray(thing) for name, thing in things.items() if not hasattr(thing, "layers")}
        if arrays:
            np.savez_compressed(KEPT / f"{self.name}-{self.mode}.npz", **arrays)
        for name in things.keys() - arrays.keys():
            path = KEPT / f"{self.name}-{self.mode}-{name}.keras"
            things[name].save(path)
            _make_portable(path)

    def kept(self, lesson: str) -> dict:
        """What another lesson laid down with `keep`, in the present mode: arrays and Keras models by name.

        Raises CourseError for a lesson that does not exist or that kept nothing.
        """
        lessons = read_lessons()
        if lesson not in lessons:
            raise CourseError(unknown("lesson", lesson, lessons))
        things, start = {}, f"{lesson}-{self.mode}"
        if (KEPT / f"{start}.npz").exists():
            with np.load(KEPT / f"{start}.npz", allow_pickle=False) as file:
                things.update(file)
        for path in KEPT.glob(f"{start}-*.keras"):
            import keras

            things[path.stem.removeprefix(f"{start}-")] = keras.models.load_model(path, compile=False)
        if not things:
            raise CourseError(f"Lesson {lesson} keeps nothing for later lessons in {self.mode} mode.")
        return things

    def table(self, name: str, compute: Callable[..., dict], rows: Sequence[tuple], live: tuple) -> pd.DataFrame:
        """A table that is expensive to compute: read from a file beside the lesson, with one row computed anew.

        Parameters
        ----------
        name : str
            The file is notebooks/seeds/<lesson>-<name>.json; `make tables` writes it.
        compute : function
            `compute(*row)` returns the figures of one row as a dict.
        rows : sequence of tuples
            The rows of the file, each the arguments of `compute`.
        live : tuple
            The row to compute here and now, whether or not the file has it.

        Returns a DataFrame with the column `row`, one column a figure, and `computed`: the day, or "now" for the
        last row. Under COURSE_TABLES=1 every row is computed and the file written for the present mode.
        """
        path = NOTEBOOKS / "seeds" / f"{self.name}-{name}.json"
        kept = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
        if os.environ.get("COURSE_TABLES") == "1":
            values = [{"row": list(row), **compute(*row)} for row in rows]
            kept[self.mode] = {"date": date.today().isoformat(), "data": dict(datasets.loaded), "values": values}
            path.parent.mkdir(exist_ok=True)
            text = json.dumps(kept, indent=1).replace("\n    ", " ").replace("\n   }", " }")
            path.write_text(text + "\n", encoding="utf-8")
        stored = kept.get(self.mode, {"date": "", "values": []})
        lines = [{**line, "row": tuple(line["row"]), "computed": stored["date"]} for line in stored["values"]]
        lines.append({"row": tuple(live), **compute(*live), "computed": "now"})
        return pd.DataFrame(lines)


def start(lesson: str, mode: str | None = None) -> Lesson:
    """Begin a lesson: import Keras quietly, set every seed, settle the mode, print a banner.

    Parameters
    ----------
    lesson : str
        A name of notebooks/lessons.toml, such as "02-sentiment-embeddings".
    mode : {"auto", "sample", "full"}, optional
        "sample" runs on data embedded in the course, "full" on the documents' data (downloaded first where they
        are missing), "auto" takes "full" when the data are there already. Default: the environment variable
        COURSE_MODE, else "auto".

    Raises
    ------
    CourseError
        For a lesson or a mode that does not exist; the message names the accepted ones.
    """
    lessons = read_lessons()
    if lesson not in lessons:
        raise CourseError(unknown("lesson", lesson, lessons))
    wanted = mode or os.environ.get("COURSE_MODE") or "auto"
    if wanted not in MODES:
        raise CourseError(unknown("mode", wanted, MODES))
    seed_text = os.environ.get("COURSE_SEED", "0")
    if not seed_text.isdigit():
        raise CourseError(f"COURSE_SEED is {seed_text!r}; it must be a whole number such as 0.")

    needed = lessons[lesson].get("data", [])
    here = all(datasets.available(name) for name in needed)
    chosen = wanted if wanted != "auto" else ("full" if here else "sample")
    device = _import_keras(int(seed_text))
    plots.set_style()
    datasets.loaded.clear()
    _banner(lesson, lessons[lesson], chosen, here, device)
    return Lesson(lesson, chosen, int(seed_text))


def _make_portable(path: Path) -> None:
    """Rewrite a .keras file so that other versions of Keras 3 read it, and that equal models give equal files.

    Initialisers have settings that older versions refuse (3.15 writes some that 3.13 does not know), and are of no
    use where the weights are given; the date of saving goes, too.
    """
    with zipfile.ZipFile(path) as file:
        parts = {name: file.read(name) for name in file.namelist()}

    def plain(part):
        if isinstance(part, list):
            return [plain(one) for one in part]
        if isinstance(part, dict):
            return {k: "zeros" if k.endswith("_initializer") and v else plain(v) for k, v in part.items()}
        return part

    parts["config.json"] = json.dumps(plain(json.loads(parts["config.json"]))).encode()
    parts["metadata.json"] = json.dumps({**json.loads(parts["metadata.json"]), "date_saved": ""}).encode()
    with zipfile.ZipFile(path, "w") as file:
        for name, content in parts.items():
            file.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), content)


@contextlib.contextmanager
def _quiet():
    """Send what C++ libraries write to standard error into the void (TensorFlow's start-up lines)."""
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    sys.stderr.flush()
    saved = os.dup(2)
    void = os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(void, 2)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        os.dup2(saved, 2)
        os.close(saved)
        os.close(void)


def _import_keras(seed: int) -> str:
    """Import Keras and wake its backend without noise; returns "CPU" or the name of the accelerator."""
    with _quiet():
        import keras

        keras.utils.set_random_seed(seed)
        backend = keras.backend.backend()
        if backend == "tensorflow":
            import tensorflow as tf

            for gpu in tf.config.list_physical_devices("GPU"):
                with contextlib.suppress(RuntimeError):  # already initialised by an earlier start
                    tf.config.experimental.set_memory_growth(gpu, True)
            found = [d.device_type for d in tf.config.list_physical_devices() if d.device_type != "CPU"]
        elif backend == "torch":
            import torch

            found = ["GPU"] if torch.cuda.is_available() else []
        else:
            import jax

            found = [d.platform.upper() for d in jax.devices() if d.platform != "cpu"]
        keras.ops.convert_to_numpy(keras.ops.matmul(keras.ops.ones((2, 2)), keras.ops.ones((2, 2))))
    return found[0] if found else "CPU"


def _versions() -> str:
    import keras

    backend = keras.backend.backend()
    return f"Python {platform.python_version()}, Keras {keras.__version__} on {backend} {_version_of(backend)}"


def _version_of(package: str) -> str:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version(package)
    except PackageNotFoundError:
        return "missing"


def _banner(name: str, about: dict, mode: str, here: bool, device: str) -> None:
    minutes = about.get("minutes", {}).get(mode)
    cost = f", about {minutes:g} min on 2 cores" if minutes else ""
    if not about.get("data"):
        source = "this lesson needs no download and is the same in both modes"
    elif mode == "full":
        source = "the documents' own data"
    else:
        source = "embedded sample (made for this course; small, and not the documents' data)"
    print(f"Lesson {name} | {mode} mode{cost}")
    print(f"Data    {source}")
    for data in about.get("data", []) if mode == "full" else []:
        if note := datasets.partial_note(data):
            print(f"Partial {data}: this copy holds {note}")
    if about.get("data"):
        other = "sample" if mode == "full" else "full"
        wait = "" if here or mode == "full" else f" (downloads {datasets.megabytes(about['data']):.0f} MB first)"
        print(f'Switch  helpers.start("{name}", mode="{other}"), then run all cells again{wait}')
    print(f"Runs on {_versions()}, {device}")


def doctor() -> pd.DataFrame:
    """A check of this computer: versions, cores, memory, accelerator, free disk, and which data are at hand.

    Returns a DataFrame with one row a check and the columns `found` and `advice` (empty when all is well).
    Sizes are in gigabytes (10^9 bytes).
    """
    import psutil

    device = _import_keras(0)
    python_ok = (3, 11) <= sys.version_info[:2] <= (3, 13)
    cores, memory = os.cpu_count() or 1, psutil.virtual_memory().available / 1e9
    folder = datasets.cache_folder()
    existing = next(p for p in [folder, *folder.parents] if p.exists())
    disk = shutil.disk_usage(existing).free / 1e9
    rows = [
        ("Python", platform.python_version(), "" if python_ok else "the course is tested on Python 3.11 to 3.13"),
        ("Keras", _versions().split(", ")[1], ""),
        *((name, _version_of(name), "") for name in ("numpy", "pandas", "scikit-learn", "matplotlib", "plotly")),
        ("cores", str(cores), "" if cores >= 2 else "one core: expect twice the time"),
        ("free memory", f"{memory:.1f} GB", "" if memory > 3 else "close other programs: some lessons take 3 GB"),
        ("accelerator", device, "none is needed" if device == "CPU" else ""),
        ("free disk", f"{disk:.0f} GB", "" if disk > 1.5 else "the data of all lessons take up to 1.5 GB"),
    ]
    for name in datasets.registry():
        at_hand = datasets.available(name)
        rows.append(
            (f"data: {name}", "at hand" if at_hand else "not here",
             "" if at_hand else f"full mode downloads {datasets.megabytes([name]):.0f} MB")
        )
    return pd.DataFrame(rows, columns=["check", "found", "advice"]).set_index("check")
