"""Run lessons: in place on real data (full), as web pages (course), over several seeds (seeds), or with all rows of
their expensive tables (tables).

The Makefile calls it; `make help` says how.
"""

import argparse
import contextlib
import html
import json
import math
import os
import re
import subprocess
import sys
import tempfile
import threading
import time
from datetime import date
from pathlib import Path

import nbclient
import nbformat
import psutil
import tomlkit

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
from helpers import datasets  # noqa: E402
from helpers.claims import is_free, read_claims  # noqa: E402
from helpers.errors import unknown  # noqa: E402
from helpers.session import NOTEBOOKS, read_lessons  # noqa: E402


def chosen(wanted: list[str]) -> list[str]:
    """The names of the lessons that begin with one of these ("03" or "03-glove"); all when none is given."""
    names = list(read_lessons())
    for start in wanted:
        if not any(name.startswith(start) for name in names):
            sys.exit(unknown("lesson", start, names))
    return [name for name in names if not wanted or any(name.split("-")[0] == w or name == w for w in wanted)]


def run(name: str, **environment: str) -> tuple[nbformat.NotebookNode, float, float]:
    """Run one lesson from top to bottom. Returns it with its outputs, the minutes and the peak memory in GB."""
    notebook = nbformat.read(NOTEBOOKS / f"{name}.ipynb", as_version=4)
    environment = {"COURSE_STRICT": "1", "COURSE_ANSWERS": "off", "PYDEVD_DISABLE_FILE_VALIDATION": "1", **environment}
    client = nbclient.NotebookClient(
        notebook, timeout=3600, kernel_name="python3", record_timing=False,
        extra_arguments=["--IPKernelApp.log_level=ERROR"],
        resources={"metadata": {"path": str(NOTEBOOKS)}},
    )  # fmt: skip
    peak, done = [0.0], threading.Event()

    def watch() -> None:
        me = psutil.Process()
        while not done.wait(0.5):
            for child in me.children(recursive=True):
                with contextlib.suppress(psutil.Error):
                    peak[0] = max(peak[0], child.memory_info().rss / 1e9)

    watcher = threading.Thread(target=watch)
    began = time.perf_counter()
    with swapped_environment(environment):
        watcher.start()
        try:
            client.execute()
        except nbclient.exceptions.CellExecutionError as error:
            sys.exit(f"{name} failed.\n{error}")
        finally:
            done.set()
            watcher.join()
    return tidy(notebook, name), (time.perf_counter() - began) / 60, peak[0]


@contextlib.contextmanager
def swapped_environment(changes: dict[str, str]):
    saved = dict(os.environ)
    os.environ.update(changes)
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(saved)


def tidy(notebook: nbformat.NotebookNode, name: str) -> nbformat.NotebookNode:
    """Keep only what belongs in a committed lesson; complain of anything written to standard error."""
    notebook.metadata = {
        "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
        "language_info": {"name": "python"},
    }
    for i, cell in enumerate(notebook.cells):
        cell.metadata = {k: v for k, v in cell.metadata.items() if k == "tags"}
        for output in cell.get("outputs", []):
            if output.get("name") == "stderr":
                sys.exit(f"{name}, cell {i} wrote to standard error: {output.text[:300]}")
    return notebook


def prepare(names: list[str]) -> None:
    """Download and convert what these lessons need, so that no progress bar ends up in an output."""
    registry = datasets.registry()
    needed = {data for name in names for data in read_lessons()[name].get("data", [])}
    for loader in sorted({registry[data]["loader"] for data in needed}):
        code = f"from helpers import datasets; datasets.{loader}('full')"
        subprocess.run([sys.executable, "-c", code], check=True, cwd=ROOT)


def full(names: list[str], keep: bool) -> None:
    """Run lessons in place on real data; write their outputs, their measured cost, and on demand what they keep."""
    prepare(names)
    keeping = {"COURSE_KEEP": "1"} if keep else {}
    for name in names:
        notebook, minutes, memory = run(name, COURSE_MODE="full", **keeping)
        nbformat.write(notebook, NOTEBOOKS / f"{name}.ipynb")
        _, short, _ = run(name, COURSE_MODE="sample", **keeping)
        path = NOTEBOOKS / "lessons.toml"
        lessons = tomlkit.parse(path.read_text(encoding="utf-8"))
        cost = tomlkit.inline_table()
        cost.update({"sample": round(short, 1), "full": round(minutes, 1)})
        lessons[name]["minutes"] = cost
        lessons[name]["memory_gb"] = round(memory, 1)
        path.write_text(tomlkit.dumps(lessons), encoding="utf-8")
        print(f"{name}: {minutes:.1f} min full, {short:.1f} min sample, {memory:.1f} GB", flush=True)


def course(names: list[str]) -> None:
    """Run every lesson (real data where they are at hand, else the sample) and write one web page each."""
    from nbconvert import HTMLExporter

    folder = ROOT / "build" / "course"
    folder.mkdir(parents=True, exist_ok=True)
    exporter = HTMLExporter(embed_images=True)
    for name in names:
        notebook, minutes, _ = run(name, COURSE_STRICT="0")
        page, _ = exporter.from_notebook_node(notebook, resources={"metadata": {"name": name}})
        for alt in alt_texts(notebook):  # nbconvert does not look for them in the outputs
            page = page.replace('alt="No description has been provided for this image"', f'alt="{alt}"', 1)
        page = re.sub(r'(href="\d\db?-[\w-]+)\.ipynb', r"\1.html", page)
        (folder / f"{name}.html").write_text(page, encoding="utf-8")
        print(f"build/course/{name}.html ({minutes:.1f} min)", flush=True)
    if "00-start-here" in names:
        (folder / "index.html").write_text('<meta http-equiv="refresh" content="0; url=00-start-here.html">\n')


def alt_texts(notebook: nbformat.NotebookNode) -> list[str]:
    """The alt texts of the pictures among the outputs, in order, ready for an HTML attribute."""
    outputs = [output for cell in notebook.cells for output in cell.get("outputs", [])]
    return [html.escape(o.metadata["image/png"]["alt"]) for o in outputs if "image/png" in o.get("data", {})]


def seeds(names: list[str], modes: list[str], runs: int, bands: bool) -> None:
    """Run lessons with several seeds and write what they reported, raw, into notebooks/seeds/."""
    for name in names:
        path = NOTEBOOKS / "seeds" / f"{name}.json"
        path.parent.mkdir(exist_ok=True)
        for mode in modes:
            values: dict[str, list[float]] = {}
            for seed in range(runs):
                with tempfile.TemporaryDirectory() as folder:
                    record = Path(folder) / "record"
                    run(name, COURSE_MODE=mode, COURSE_SEED=str(seed), COURSE_STRICT="0", COURSE_RECORD=str(record))
                    for line in record.read_text().splitlines():
                        for claim, value in json.loads(line).items():
                            if math.isfinite(value):  # what could not be run here has no figure, and no band
                                values.setdefault(claim, []).append(round(value, 6))
                print(f"{name} {mode} seed {seed} done", flush=True)
            kept = json.loads(path.read_text()) if path.exists() else {}
            kept[mode] = {"date": date.today().isoformat(), "seeds": list(range(runs)), "values": values}
            path.write_text(json.dumps(kept, indent=1) + "\n", encoding="utf-8")
            if bands:
                write_bands(name, mode, values)


def tables(names: list[str], modes: list[str]) -> None:
    """Run lessons once a mode and let them compute their expensive tables in full: notebooks/seeds/."""
    for name in names:
        for mode in modes:
            run(name, COURSE_MODE=mode, COURSE_TABLES="1", COURSE_STRICT="0")
            print(f"{name} {mode} tables done", flush=True)


def band_of(values: list[float]) -> list[float]:
    """The band around several seeds' values: their range, and three quarters of it more on either side.

    Where the seeds hardly differ, 0.5 % of the value is allowed for other machines' arithmetic.
    """
    low, high = min(values), max(values)
    pad = max(0.75 * (high - low), 0.005 * max(abs(low), abs(high)), 1e-6)
    return [float(f"{low - pad:.4g}"), float(f"{high + pad:.4g}")]


def write_bands(name: str, mode: str, values: dict[str, list[float]]) -> None:
    path = NOTEBOOKS / "claims.toml"
    claims = tomlkit.parse(path.read_text(encoding="utf-8"))
    for claim, numbers in values.items():
        about, band = read_claims(name)[claim], band_of(numbers)
        if "exact" in about or is_free(about, mode):
            continue
        if "above" in about:  # the claim is that the figure is above this, and it is made only where all runs were
            band[0] = max(band[0], about["above"])
        if min(numbers) < band[0]:
            claims[name][claim].pop(mode, None)
        else:
            claims[name][claim][mode] = band
    path.write_text(tomlkit.dumps(claims), encoding="utf-8")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", choices=["full", "course", "seeds", "tables"])
    parser.add_argument("lessons", nargs="*", help="such as 03 or 03-glove; all when none is given")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--modes", nargs="+", default=["sample", "full"])
    parser.add_argument("--bands", action="store_true", help="write the bands into claims.toml, too")
    parser.add_argument("--keep", action="store_true", help="full: also write what later lessons need (data/kept)")
    given = parser.parse_args()
    selected = chosen(given.lessons)
    if given.what == "seeds":
        prepare(selected if "full" in given.modes else [])
        seeds(selected, given.modes, given.runs, given.bands)
    elif given.what == "tables":
        prepare(selected if "full" in given.modes else [])
        tables(selected, given.modes)
    elif given.what == "full":
        full(selected, given.keep)
    else:
        course(selected)
