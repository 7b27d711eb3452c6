"""`make bench`: measure, keep what was found in benchmarks/results.json, write the tables of benchmarks/README.md.

Each side of each system runs in a process of its own, documented and taught in turn, with seeds 0, 1, 2. What was
measured before is kept: `make bench SYSTEMS="wine digits"` measures these two anew, `SYSTEMS=none` only writes.
"""

import argparse
import json
import os
import platform
import re
import subprocess
import sys
from datetime import date
from pathlib import Path
from statistics import geometric_mean, median

from benchmarks import lessons, reading
from benchmarks.measure import rate
from benchmarks.networks import SIDES, SYSTEMS
from helpers.errors import CourseError, need, need_name
from helpers.paths import ROOT

HERE = ROOT / "benchmarks"
RESULTS, PAGE, FIGURE = HERE / "results.json", HERE / "README.md", HERE / "time.png"
KINDS = [*SYSTEMS, *reading.TABLES, "lessons"]
NEAR = 1.01  # "as good as": within 1 % of the documented program's best held-out result
PASSES = 3  # of the arithmetic: forward, and backward twice


def measured(system: str, side: str, seed: int) -> dict:
    """One side of one system in a process of its own. Raises CourseError with what it said last."""
    command = [sys.executable, "-m", "benchmarks.networks", system, side, str(seed)]
    settings = {**os.environ, "PYTHONPATH": str(ROOT), "COURSE_SEED": str(seed), "TF_CPP_MIN_LOG_LEVEL": "3"}
    done = subprocess.run(command, cwd=ROOT, env=settings, capture_output=True, text=True, check=False)
    if done.returncode:
        raise CourseError(f"{system}, {side}: {done.stderr.strip().splitlines()[-1:]}")
    return json.loads(done.stdout.splitlines()[-1])


def reached(points: list, goal: float) -> tuple[float, float] | None:
    """Seconds and epochs until the held-out result was as good as the goal; None if it never was."""
    return next(((seconds, epochs) for seconds, epochs, result in points if result <= goal), None)


def compare(runs: dict[str, list]) -> dict:
    """What runs of both sides, seed by seed, say about a system: medians."""
    found: dict[str, list] = {}
    for documented, taught in zip(runs["documented"], runs["taught"], strict=True):
        goal = NEAR * min(result for *_, result in documented["points"])
        both = {"documented": documented, "taught": taught}
        at = {side: reached(run["points"], goal) for side, run in both.items()}
        for side, run in both.items():
            seconds, epochs = at[side] or (float("inf"), run["points"][-1][1])
            values = {"seconds": seconds, "whole": run["seconds"], "memory": run["memory"]}
            values |= {"final": run["points"][-1][2], "work": PASSES * run["operations"] * run["examples"] * epochs}
            for name, value in values.items():
                found.setdefault(f"{side} {name}", []).append(value)
        found.setdefault("goal", []).append(goal)
        found.setdefault("ratio", []).append(found["documented seconds"][-1] / found["taught seconds"][-1])
        found.setdefault("whole ratio", []).append(documented["seconds"] / taught["seconds"])
    return {name: median(values) for name, values in found.items()} | {"runs": len(runs["taught"])}


def network_table(results: dict) -> str:
    """The table of the networks, in Markdown, with the geometric mean of the ratios below."""
    lines = [
        "| system (lesson) | judged by | seconds until as good: documented, taught | times sooner "
        "| seconds in all: documented, taught | times sooner | at the end: documented, taught "
        "| memory, GB: documented, taught | arithmetic, s: documented, taught | runs |",
        "|---|---|--:|--:|--:|--:|--:|--:|--:|--:|",
    ]
    ratios: dict[str, dict[str, float]] = {"ratio": {}, "whole ratio": {}}
    for name, (lesson, judged, _) in SYSTEMS.items():
        if name not in results["networks"]:
            continue
        row = compare(results["networks"][name])
        both = {
            "until": [seconds(row[f"{side} seconds"]) for side in SIDES],
            "whole": [seconds(row[f"{side} whole"]) for side in SIDES],
            "final": [f"{row[f'{side} final']:.4f}" for side in SIDES],
            "memory": [f"{row[f'{side} memory']:.2f}" for side in SIDES],
            "floor": [f"{row[f'{side} work'] / results['rate']:.2g}" for side in SIDES],
        }
        until, whole, final, memory, floor = (", ".join(pair) for pair in both.values())
        sooner = {kind: f"{row[kind]:.1f}" if row[kind] else "–" for kind in ratios}
        cells = [f"{name} ({lesson})", judged, until, sooner["ratio"], whole, sooner["whole ratio"]]
        lines.append(f"| {' | '.join([*cells, final, memory, floor, str(row['runs'])])} |")
        for kind, found in ratios.items():
            found[name] = row[kind]
    until, whole = (geometric_mean([one for one in found.values() if one]) for found in ratios.values())
    never = [name for name, one in ratios["ratio"].items() if not one]
    but = f" (without {', '.join(never)}, which never is)" if never else ""
    lines += ["", f"Geometric means: until as good{but} **{until:.1f}** times sooner, in all **{whole:.1f}**."]
    return "\n".join(lines)


def seconds(value: float) -> str:
    """Seconds with two or more figures; "never" for what was not reached."""
    return "never" if value == float("inf") else f"{value:.0f}" if value >= 10 else f"{value:.1f}"


def reading_tables(results: dict) -> str:
    """The tables of reading and of search, in Markdown, each below what it measures."""
    about = {name: function.__doc__.splitlines()[0] for name, function in reading.TABLES.items()}
    return "\n\n".join(f"{about[name]}\n\n{reading.markdown(rows)}" for name, rows in results["reading"].items())


def draw(results: dict, path: Path) -> None:
    """The figure: seconds until as good as documented, both ways, on a logarithmic axis."""
    import matplotlib

    matplotlib.use("agg")
    import matplotlib.pyplot as plt

    rows = {name: compare(results["networks"][name]) for name in SYSTEMS if name in results["networks"]}
    rows = dict(sorted(rows.items(), key=lambda item: item[1]["ratio"]))
    figure, axis = plt.subplots(figsize=(9, 0.62 * len(rows) + 1.6), layout="constrained")
    for place, row in enumerate(rows.values()):
        pair = [row["taught seconds"], row["documented seconds"]]
        axis.plot(pair, [place, place], color="0.7", lw=3, zorder=1)
        said = f"{row['ratio']:.1f} times" if row["ratio"] else "never as taught"
        axis.text(pair[1] * 1.25, place, said, va="center", fontsize=13)
    for side, marker, colour in (("documented", "s", "#CC79A7"), ("taught", "o", "#009E73")):
        values = [row[f"{side} seconds"] for row in rows.values()]
        axis.scatter(values, range(len(rows)), s=110, marker=marker, color=colour, label=f"as {side}", zorder=2)
    axis.set_yticks(range(len(rows)), [name.replace("-", " ") for name in rows], fontsize=13)
    axis.set(xscale="log", xlabel="seconds until as good as the documented program's best (logarithmic)")
    axis.set_xlim(right=4 * max(row["documented seconds"] for row in rows.values()))
    axis.set_xticks([1, 10, 100, 1000], ["1", "10", "100", "1,000"])
    axis.xaxis.label.set_size(13)
    axis.tick_params(axis="x", labelsize=12)
    figure.legend(fontsize=13, loc="outside lower center", ncols=2, frameon=False)
    sooner = sum(row["ratio"] > 1 for row in rows.values())
    axis.set_title(f"{sooner} of {len(rows)} lessons are sooner as good as their document", fontsize=15)
    axis.spines[["top", "right"]].set_visible(False)
    figure.savefig(path, dpi=110)


def machine() -> str:
    """This machine in words: processor, cores that may be used, accelerator."""
    cpu = platform.processor() or platform.machine()
    info = Path("/proc/cpuinfo")
    if info.exists():
        cpu = next((line.split(":")[1].strip() for line in info.read_text().splitlines() if "model name" in line), cpu)
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return f"{cpu}, {cores} cores, no GPU" if not gpus() else f"{cpu}, {cores} cores, {', '.join(gpus())}"


def gpus() -> list[str]:
    """Names of GPUs that the driver's own tool lists."""
    try:
        done = subprocess.run(["nvidia-smi", "-L"], capture_output=True, text=True, check=False)
    except OSError:
        return []
    return re.findall(r"GPU \d+: (.*?) \(", done.stdout)


def page(text: str, results: dict) -> str:
    """The README with its tables between the marks as the results say."""
    about = (
        f"Measured {results['date']} on {results['machine']}; a product of two 2,000 × 2,000 matrices runs there at "
    )
    about += f"{results['rate'] / 1e9:.0f} thousand million operations a second. `results.json` has every epoch."
    parts = {"about": about, "networks": network_table(results), "reading": reading_tables(results)}
    parts["lessons"] = f"{lessons.TITLE}.\n\n{lessons.table(results['lessons'])}"
    for name, part in parts.items():
        marks = rf"(<!-- {name} -->\n).*?(<!-- /{name} -->)"
        text = re.sub(marks, lambda m, part=part: f"{m[1]}{part}\n{m[2]}", text, flags=re.S)
    return text


def main() -> None:
    parser = argparse.ArgumentParser(
        prog="benchmarks", description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("systems", nargs="*", help=f"default: all of {', '.join(KINDS)}")
    parser.add_argument("--repeats", type=int, default=3)
    given = parser.parse_args()
    try:
        wanted = given.systems or KINDS
        wanted = [] if wanted == ["none"] else wanted
        for name in wanted:
            need_name("system", name, KINDS)
        results = {"networks": {}, "reading": {}, "lessons": [], "machine": machine()}
        if RESULTS.exists() and set(wanted) != set(KINDS):
            results = json.loads(RESULTS.read_text("utf-8"))
        same = not wanted or results["machine"] == machine()
        need(same, f"results.json is of {results['machine']}, this is {machine()}: measure all, or remove that file.")
        for name in wanted:
            if name in SYSTEMS:
                runs: dict[str, list] = {side: [] for side in SIDES}
                for seed in range(given.repeats):
                    for side in SIDES:
                        runs[side].append(measured(name, side, seed))
                        print(f"{name}, {side}, seed {seed}: {runs[side][-1]['seconds']:.1f} s", flush=True)
                results["networks"][name] = runs
            elif name == "lessons":
                results["lessons"] = lessons.rows()
            else:
                results["reading"][name] = reading.TABLES[name]()
                print(reading.markdown(results["reading"][name]), flush=True)
            results |= {"date": date.today().isoformat(), "rate": rate()}
            RESULTS.write_text(json.dumps(results) + "\n", encoding="utf-8")
    except CourseError as error:
        sys.exit(str(error))
    PAGE.write_text(page(PAGE.read_text("utf-8"), results), encoding="utf-8")
    draw(results, FIGURE)
    print(network_table(results))


if __name__ == "__main__":
    main()
