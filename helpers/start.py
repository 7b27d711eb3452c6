"""The start of a lesson: quiet import of Keras, seeds, mode, banner; and a check of this computer."""

import contextlib
import html
import os
import platform
import shutil
import sys
import tomllib
import warnings
from importlib.metadata import PackageNotFoundError, version

import pandas as pd
from IPython.display import display

from . import datasets, plots
from .claims import read_lessons, read_runs
from .errors import CourseError, DatasetError, need, need_name
from .lesson import Lesson
from .paths import ROOT

COLAB_MEGABYTES = 60  # what `auto` downloads on Colab, where the bandwidth is not the learner's


def start(lesson: str, mode: str | None = None) -> Lesson:
    """Begin a lesson: import Keras quietly, set every seed, settle the mode, print a banner.

    lesson: a name of claims/lessons.toml, such as "02-sentiment-embeddings".
    mode: "sample" runs on data embedded in the course, "full" on the documents' data (downloaded first where they
        are missing), "auto" takes "full" when the data are there already, and on Colab when they have less than
        60 MB and may be downloaded. Default: the environment variable COURSE_MODE, else "auto".

    Raises CourseError for a lesson or mode that does not exist, or a COURSE_SEED that is no seed.
    """
    lessons = read_lessons()
    need_name("lesson", lesson, lessons)
    free = mode is None or (isinstance(mode, str) and mode in ("", "auto"))
    wanted = os.environ.get("COURSE_MODE") or "auto" if free else mode
    need_name("mode", wanted, ("auto", "sample", "full"))
    seed = os.environ.get("COURSE_SEED") or "0"
    fits = seed.isascii() and seed.isdigit() and len(seed) < 11 and int(seed) < 2**32
    need(fits, f"COURSE_SEED is {seed!r}; it must be a whole number from 0 to {2**32 - 1}.")

    needed = lessons[lesson]["data"]
    here = all(datasets.available(name) for name in needed)
    small = "google.colab" in sys.modules and datasets.megabytes(needed) < COLAB_MEGABYTES
    small = small and not any(map(datasets.refusal, needed))
    chosen = wanted if wanted != "auto" else ("full" if here or small else "sample")
    device = _import_keras(int(seed))
    plots.set_style()
    datasets.loaded.clear()
    _banner(lesson, needed, chosen, here, device)
    return Lesson(lesson, chosen, int(seed))


@contextlib.contextmanager
def _quiet():
    """Send what C++ libraries write to standard error into the void (TensorFlow's start-up lines)."""
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    sys.stderr.flush()
    saved = os.dup(2)
    try:
        with open(os.devnull, "wb") as void, warnings.catch_warnings(action="ignore"):
            os.dup2(void.fileno(), 2)
            yield
    finally:
        os.dup2(saved, 2)
        os.close(saved)


def _import_keras(seed: int) -> str:
    """Import Keras and wake its backend without noise; returns "CPU" or the name of the accelerator."""
    with _quiet():
        try:
            import keras
        except Exception as error:  # ValueError for a backend that Keras does not know
            says = f"Keras could not be imported ({datasets.first_line(error)}). `make lab` installs it."
            raise CourseError(f"{says} KERAS_BACKEND is {os.environ.get('KERAS_BACKEND', '')!r}.") from error
        backend = keras.backend.backend()
        says = f"The lessons run on TensorFlow or JAX, and KERAS_BACKEND is {backend!r}."
        need(backend in ("tensorflow", "jax"), f"{says} Unset it, and start the notebook again.")
        keras.utils.set_random_seed(seed)
        found = []
        if backend == "tensorflow":
            import tensorflow as tf

            for gpu in tf.config.list_physical_devices("GPU"):
                with contextlib.suppress(RuntimeError):  # already initialised by an earlier start
                    tf.config.experimental.set_memory_growth(gpu, True)
            found = [d.device_type for d in tf.config.list_physical_devices() if d.device_type != "CPU"]
        keras.ops.convert_to_numpy(keras.ops.matmul(keras.ops.ones((2, 2)), keras.ops.ones((2, 2))))
    if backend == "jax":  # it tells each time that it makes 64 bits 32, which are enough here
        warnings.filterwarnings("ignore", message=".*requested dtype int64")
    return found[0] if found else "CPU"


def _version_of(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "missing"


def _keras_version() -> str:
    import keras

    backend = keras.backend.backend()
    return f"Keras {keras.__version__} on {backend} {_version_of(backend)}"


def _banner(name: str, needed: list[str], mode: str, here: bool, device: str) -> None:
    """Say in at most six lines of 100 characters what the lesson is about to run on."""
    if not needed:
        print(f"Lesson  {name}; nothing to download")
    else:
        minutes = read_runs().get((name, mode), {}).get("minutes")  # as a run was measured
        print(f"Lesson  {name}, {mode} mode" + (f", about {float(minutes):.1f} min on 2 cores" if minutes else ""))
        if mode == "full":
            print("Data    the documents' own data")
            for data in needed:
                if note := datasets.partial_note(data):
                    print(f"Partial {data}: this copy holds {note}")
            print(f'Switch  helpers.start("{name}", mode="sample")')
        else:
            wait = "" if here else f"  (downloads {datasets.megabytes(needed):.0f} MB first)"
            print("Data    the embedded sample: small, made for this course, not the documents' data")
            print("Text    numbers in sentences come from the documents' data; yours differ")
            print(f'Switch  helpers.start("{name}", mode="full"){wait}')
    print(f"Runs on Python {platform.python_version()}, {_keras_version()}, {device}")


def download(*lessons: str) -> None:
    """Fetch the real data of some lessons now: `download("01", "02")`. Prints a line for each dataset; one that
    cannot be had is a sentence, not an error. Raises CourseError for a lesson that does not exist."""
    known = {name.split("-")[0]: about["data"] for name, about in read_lessons().items()}
    for lesson in lessons:
        need_name("lesson", lesson, known)
    for data in dict.fromkeys(data for lesson in lessons for data in known[lesson]):
        try:
            datasets.fetch(data)
            print(f"{data}: here")
        except DatasetError as error:
            print(f"{data}: {error}")


def doctor() -> None:
    """Say in one line whether this computer is ready, or what to do; on a page the checks are folded below it."""
    table = checks()
    advice = [f"{check}: {text}." for check, text in table["advice"].items() if text]
    line = " ".join(["This computer is nearly ready.", *advice]) if advice else "This computer is ready."
    fold = f"<details><summary>What was checked</summary>{table.to_html()}</details>"
    display({"text/plain": line, "text/html": f"<p>{html.escape(line)}</p>{fold}"}, raw=True)


def checks() -> pd.DataFrame:
    """Versions, cores, memory, accelerator, free disk, and which data are at hand.

    Returns a DataFrame with one row a check and the columns `found` and `advice` (empty when all is well).
    Sizes are in gigabytes (10^9 bytes).
    """
    import psutil

    device = _import_keras(0)
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    low, high = (tuple(map(int, part.strip("><=").split("."))) for part in project["requires-python"].split(","))
    python_ok = low <= sys.version_info[:2] < high
    cores, memory = os.cpu_count() or 1, psutil.virtual_memory().available / 1e9
    folder = datasets.cache_folder()
    existing = next((p for p in [folder, *folder.parents] if os.path.exists(p)), None)
    need(existing, f"COURSE_CACHE is '{folder}', and this drive is not there: plug it in, or unset COURSE_CACHE.")
    disk = shutil.disk_usage(existing).free / 1e9
    rows = [
        ("Python", platform.python_version(), "" if python_ok else f"the course needs {project['requires-python']}"),
        ("Keras", _keras_version(), ""),
        *((name, _version_of(name), "") for name in ("numpy", "pandas", "scikit-learn", "matplotlib", "plotly")),
        ("cores", str(cores), "" if cores >= 2 else "one core: expect twice the time"),
        ("free memory", f"{memory:.1f} GB", "" if memory > 3 else "close other programs: some lessons take 3 GB"),
        ("accelerator", "none (none is needed)" if device == "CPU" else device, ""),
        ("free disk", f"{disk:.0f} GB", "" if disk > 1.5 else "the data of all lessons take up to 1.5 GB"),
    ]
    for name in datasets.registry():
        size = f"not here; full mode downloads {datasets.megabytes([name]):.0f} MB"
        rows.append((f"data: {name}", "at hand" if datasets.available(name) else size, ""))
    return pd.DataFrame(rows, columns=["check", "found", "advice"]).set_index("check")
