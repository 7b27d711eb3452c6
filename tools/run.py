"""Run lessons: in place on real data (full), over five seeds (seeds), or with all rows of their stored tables (tables).

The Makefile calls it; `make help` says how. A kernel that it starts has COURSE_STRICT=1, so that a figure outside its
band stops the run; COURSE_TABLES=1 lets `lesson.table` compute all rows, COURSE_KEEP=1 lets `lesson.keep` write files.
"""

import argparse
import contextlib
import csv
import math
import os
import re
import sys
import threading
import time
from datetime import date
from pathlib import Path

import nbclient
import nbformat
import psutil

from helpers import datasets
from helpers.claims import MIME, names_in, read_claims, read_lessons, read_runs, read_seeds
from helpers.errors import CourseError, unknown
from helpers.paths import CLAIMS, NOTEBOOKS, SEEDS

RUNS = 5  # seeds 0 to 4


def chosen(wanted: list[str]) -> list[str]:
    """The lessons meant by "2", "02", "02-sent" or "02b": all when none is given. Raises CourseError for no lesson."""
    names, found = list(read_lessons()), []
    for given in wanted:
        parts = re.fullmatch(r"(\d+)([bc]?)(-.*)?", given)
        start = f"{int(parts[1]):02}{parts[2]}{parts[3] or '-'}" if parts else given
        meant = [name for name in names if parts and name.startswith(start)]
        if not meant:
            raise CourseError(unknown("lesson", given, names))
        found += meant
    return [name for name in names if not wanted or name in found]


def run(name: str, folder: Path = NOTEBOOKS, **environment: str) -> tuple[nbformat.NotebookNode, float, float]:
    """Run one lesson from top to bottom. Returns it with its outputs, the minutes and the peak memory in GB.

    Raises CourseError with the failing cell's message, or for anything on standard error.
    """
    notebook = nbformat.read(folder / f"{name}.ipynb", as_version=4)
    settings = {"COURSE_STRICT": "1", "COURSE_ANSWERS": "off", "PYDEVD_DISABLE_FILE_VALIDATION": "1"}
    client = nbclient.NotebookClient(
        notebook,
        timeout=3600,
        kernel_name="python3",
        record_timing=False,
        extra_arguments=["--IPKernelApp.log_level=ERROR"],
        resources={"metadata": {"path": str(folder)}},
    )
    peak, done = [0.0], threading.Event()

    def watch() -> None:
        me = psutil.Process()
        while not done.wait(0.5):
            for child in me.children(recursive=True):
                with contextlib.suppress(psutil.Error):
                    peak[0] = max(peak[0], child.memory_info().rss / 1e9)

    watcher, began = threading.Thread(target=watch), time.perf_counter()
    with environ(**{**settings, **environment}):
        watcher.start()
        try:
            client.execute()
        except nbclient.exceptions.CellExecutionError as error:
            raise CourseError(f"{name} failed.\n{error}") from error
        finally:
            done.set()
            watcher.join()
    return tidy(notebook, name), (time.perf_counter() - began) / 60, peak[0]


@contextlib.contextmanager
def environ(**changes: str):
    """Environment variables for the time of a block."""
    saved = dict(os.environ)
    os.environ.update(changes)
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(saved)


def tidy(notebook: nbformat.NotebookNode, name: str) -> nbformat.NotebookNode:
    """Keep only what belongs in a committed lesson. Raises CourseError for anything written to standard error."""
    notebook.metadata = {
        "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
        "language_info": {"name": "python"},
    }
    for i, cell in enumerate(notebook.cells):
        cell.metadata = {k: v for k, v in cell.metadata.items() if k in ("tags", "jupyter", "cellView")}
        if cell.cell_type == "code":
            # What a progress line leaves behind is an output without content.
            cell.outputs = [o for o in cell.outputs if o.output_type != "display_data" or o.data]
            for output in cell.outputs:
                if output.get("name") == "stderr":
                    raise CourseError(f"{name}, cell {i} wrote to standard error: {output.text[:300]}")
    return notebook


def figures_of(notebook: nbformat.NotebookNode) -> dict[str, dict]:
    """What a run reported, by the name of the claim: `value` and, from the report, `low`, `high` and `verdict`."""
    found: dict[str, dict] = {}
    for bundle in bundles_of(notebook):
        for name, figure in bundle["figures"].items():
            found[name] = {**figure, **found.get(name, {})}
    return found


def bundles_of(notebook: nbformat.NotebookNode) -> list[dict]:
    """The figures that the outputs of a notebook hold for tools, in order (see helpers.claims.MIME)."""
    outputs = [o for cell in notebook.cells if cell.cell_type == "code" for o in cell.outputs]
    return [output["data"][MIME] for output in outputs if MIME in output.get("data", {})]


def prepare(names: list[str]) -> None:
    """Download what these lessons need, so that no progress bar ends up in an output."""
    for data in sorted({data for name in names for data in read_lessons()[name]["data"]}):
        datasets.fetch(data)


def record(name: str, mode: str, **measured) -> None:
    """Write what a run took or found into claims/runs.csv, leaving all else as it is."""
    rows = {key: dict(row) for key, row in read_runs().items()}
    row = rows.setdefault((name, mode), {"lesson": name, "mode": mode})
    row.update({key: str(value) for key, value in measured.items()})
    order = {lesson: i for i, lesson in enumerate(read_lessons())}
    kept = sorted((r for key, r in rows.items() if key[0] in order), key=lambda r: (order[r["lesson"]], r["mode"]))
    columns = ["lesson", "mode", "minutes", "memory_gb", "date", "data"]
    with open(CLAIMS / "runs.csv", "w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows(kept)


def full(names: list[str], keep: bool) -> None:
    """Run lessons in place on real data; write their outputs, what they took, and on demand what they keep."""
    prepare(names)
    keeping = {"COURSE_KEEP": "1"} if keep else {}
    today = date.today().isoformat()
    for name in names:
        notebook, minutes, memory = run(name, COURSE_MODE="full", **keeping)
        nbformat.write(notebook, NOTEBOOKS / f"{name}.ipynb")
        record(name, "full", minutes=f"{minutes:.1f}", memory_gb=f"{memory:.1f}", date=today)
        _, short, least = run(name, COURSE_MODE="sample", **keeping)
        record(name, "sample", minutes=f"{short:.1f}", memory_gb=f"{least:.1f}", date=today)
        print(f"{name}: {minutes:.1f} min full, {short:.1f} min sample, {memory:.1f} GB", flush=True)


def seeds(names: list[str], modes: list[str]) -> None:
    """Run lessons with seeds 0 to 4 and record the raw figures in claims/seeds/<lesson>.csv."""
    for name in names:
        for mode in modes:
            values: dict[str, list[float]] = {}
            for seed in range(RUNS):
                notebook, _, _ = run(name, COURSE_MODE=mode, COURSE_SEED=str(seed), COURSE_STRICT="0")
                for claim, figure in figures_of(notebook).items():
                    value = figure["value"]
                    if value is not None and math.isfinite(value):  # what could not be run here has no figure
                        values.setdefault(claim, []).append(value)
                print(f"{name}, {mode} mode, seed {seed}: done", flush=True)
            variants = {bundle["data"] for bundle in bundles_of(notebook)} - {""}  # before a dataset was loaded
            record(name, mode, data=" ".join(sorted(variants)))
            write_seeds(name, mode, values)


def write_seeds(name: str, mode: str, values: dict[str, list[float]]) -> None:
    """Replace the recorded values of one lesson and mode, without claims that are gone.

    A stored claim, the same with every seed, is recorded only where a finding needs it.
    """
    needed = {n for finding in read_claims(name, "findings").values() for n in names_in(finding["holds"])}
    both = {other: read_seeds(name, other) for other in ("full", "sample")} | {mode: values}
    SEEDS.mkdir(exist_ok=True)
    with open(SEEDS / f"{name}.csv", "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["name", "mode", *range(RUNS)])
        for claim, about in read_claims(name).items():
            for one in ("full", "sample"):
                form = ".15g" if about["kind"] == "count" else ".6g"  # a count must be equal
                if (about["kind"] != "stored" or claim in needed) and both[one].get(claim):
                    writer.writerow([claim, one, *(format(value, form) for value in both[one][claim])])


def tables(names: list[str], modes: list[str]) -> None:
    """Run lessons once a mode and let them compute all rows of their stored tables: claims/seeds/."""
    for name in names:
        for mode in modes:
            run(name, COURSE_MODE=mode, COURSE_TABLES="1", COURSE_STRICT="0")
            print(f"{name}, {mode} mode: tables done", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", choices=["full", "seeds", "tables"])
    parser.add_argument("lessons", nargs="*", help="such as 3, 03 or 03-glove; all when none is given")
    parser.add_argument("--modes", nargs="+", default=["sample", "full"], choices=["sample", "full"])
    parser.add_argument("--keep", action="store_true", help="full: also write what later lessons need (data/kept)")
    given = parser.parse_args()
    try:
        selected = chosen(given.lessons)
        if given.what in ("seeds", "tables") and "full" in given.modes:
            prepare(selected)
        if given.what == "seeds":
            seeds(selected, given.modes)
        elif given.what == "tables":
            tables(selected, given.modes)
        else:
            full(selected, given.keep)
    except CourseError as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main()
