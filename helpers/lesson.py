"""The `lesson` of a notebook: what it may ask of the course. `helpers.start` makes it."""

import inspect
import json
import math
import os
import zipfile
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd
from IPython.display import display

from . import claims, exercises
from .datasets import loaded, shipped
from .errors import ClaimError, need, need_name, told
from .paths import KEPT, SEEDS


class Lesson:
    """One lesson, in one mode ("sample" or "full") and with one seed (0, or COURSE_SEED)."""

    def __init__(self, name: str, mode: str, seed: int):
        self.name, self.mode, self.seed = name, mode, seed

    def pick(self, *, sample, full):
        """The value for the mode that this lesson runs in: `epochs = lesson.pick(sample=3, full=10)`."""
        return sample if self.mode == "sample" else full

    def progress(self):
        """A Keras callback that shows epoch, loss and time left in one line, and removes it at the end."""
        from .progress import Progress  # only now: it imports Keras

        return Progress()

    def report(self, **figures) -> None:
        """Show a table of the lesson's figures beside what the document printed and what is accepted.

        Each keyword is a claim of claims/<lesson>.toml; a stored claim may be given all its values, so that the
        table shows their mean and its bootstrap interval. A figure outside its band is marked and the lesson goes
        on; where the course itself is tested (COURSE_STRICT=1) it raises ClaimError.
        """
        table, judged = claims.make_report(self.name, self.mode, figures, self._other_data())
        outside = [f"{n} = {one['value']:g} ({one['accepted']})" for n, one in judged.items()
                   if one["verdict"] in claims.OUTSIDE]  # fmt: skip
        html = table.to_html(index=False, justify="left").replace("<td>", '<td style="text-align:left">')
        _show(table.to_string(index=False), html, {"figures": judged})
        if outside and _strict():
            raise ClaimError(f"Lesson {self.name}, {self.mode} mode: {'; '.join(outside)}.")

    @told
    def finding(self, name: str, **figures: float) -> None:
        """Say in one line whether a finding of the lesson holds in this run.

        `name` stands in the lesson's claims file with its relation, such as "ppl_5 > ppl_1"; the keywords are the
        figures in it. Raises ClaimError for an unknown name or other figures; under COURSE_STRICT=1 also where the
        finding does not hold, unless the claims file says why the sample cannot show it.
        """
        known = claims.read_claims(self.name, "findings")
        need_name(f"finding of lesson {self.name}", name, known, ClaimError)
        finding, about = known[name], claims.read_claims(self.name)
        needed = claims.names_in(finding["holds"])
        need(sorted(needed) == sorted(figures), f"Finding {name!r} needs the figures {', '.join(needed)}.", ClaimError)
        figures = {n: float(figures[n]) for n in needed}
        holds = claims.relation(finding["holds"], figures)
        excuse = finding.get("sample") if self.mode == "sample" else None
        numbers = claims.with_numbers(finding["holds"], figures, about)
        line = f"In your run: {numbers}. The finding holds."
        if not holds:
            why = excuse or self._other_data() or "Did you change something?"
            end = "" if why.endswith((".", "?")) else "."
            line = f"In your run it does not hold: {numbers} is not so. {why[0].upper()}{why[1:]}{end}"
        bundle = {"finding": name, "holds": holds, "figures": {n: {"value": v} for n, v in figures.items()}}
        _show(line, f"<p>{'✓' if holds else '✗'} {line.replace('<', '&lt;')}</p>", bundle)
        if not holds and not excuse and _strict():
            raise ClaimError(f"Lesson {self.name}, {self.mode} mode: finding {name!r}: {line}")

    def seeds(self, *figures: str) -> pd.DataFrame:
        """Claims over the recorded runs of this lesson, each with another seed, in the present mode.

        One row a claim: mean, lowest and highest value and the number of runs. Raises CourseError for other names.
        """
        about, recorded = claims.read_claims(self.name), claims.read_seeds(self.name, self.mode)
        for name in figures:
            need_name(f"claim of lesson {self.name}", name, about)
        values = pd.DataFrame({n: pd.Series(recorded.get(n, []), dtype=float) for n in figures})
        table = values.agg(["mean", "min", "max", "count"]).T
        table.columns = ["mean", "lowest", "highest", "runs"]
        table.index = [about[name]["what"] for name in figures]
        return table.astype({"runs": int}).round(4)

    def table(self, name: str, compute: Callable, rows: Sequence[tuple], live: tuple, tolerance: float | None = 0.05):
        """A table that is expensive to compute: read from claims/seeds, with one row computed here and now.

        name: the file is claims/seeds/<lesson>.<name>.csv; `make tables` writes it.
        compute: `compute(*row)` returns the figures of one row as a dict.
        rows: the rows wanted, each the arguments of `compute`. Other rows of the file are passed over.
        live: the row to compute now. Where the file has it too, the two must agree within `tolerance` (relative);
            a line says so if they do not, and under COURSE_STRICT=1 it raises ClaimError.
        tolerance: None where chance decides what a run comes to: not compared. Figures named "minutes" never are.

        Returns two DataFrames with the arguments of `compute` as index and one column a figure: stored and live.
        """
        path = SEEDS / f"{self.name}.{name}.csv"
        arguments = list(inspect.signature(compute).parameters)[: len(live)]
        if os.environ.get("COURSE_TABLES") == "1":
            self._write_table(path, arguments, rows, compute)
        columns = ["mode", "date", "data", *arguments]
        stored = pd.read_csv(path, dtype={"data": str}) if path.exists() else pd.DataFrame(columns=columns)
        stored = stored[stored["mode"] == self.mode].set_index(arguments)
        wanted = pd.Index(rows) if len(arguments) > 1 else pd.Index([row[0] for row in rows])
        missing = wanted.difference(stored.index)
        if len(missing):
            message = f"{len(missing)} rows of the stored table {name!r} are missing, such as {missing[0]}."
            _complain(f"{message} They are made by: make tables LESSON={self.name}")
        stored = stored.loc[stored.index.intersection(wanted, sort=False)]
        found_on = set(stored["data"].dropna())
        stored = stored.drop(columns=["mode", "date", "data"])
        if found_on and found_on != {_variants()}:
            print(f"The stored rows were computed on other data ({', '.join(sorted(found_on))}).")
            tolerance = None
        here = pd.DataFrame([{**dict(zip(arguments, live, strict=True)), **compute(*live)}]).set_index(arguments)
        if tolerance is not None and here.index[0] in stored.index:
            twin = stored.loc[here.index[0]]
            for figure, value in here.iloc[0].items():
                close = "minutes" in figure or math.isclose(twin[figure], value, rel_tol=tolerance, abs_tol=1e-9)
                if not close:
                    _complain(f"Table {name!r}: {figure} is {value:.4g} in your run and {twin[figure]:.4g} stored.")
        return stored, here

    def _write_table(self, path: Path, arguments: list[str], rows: Sequence[tuple], compute: Callable) -> None:
        """Compute all rows and write them for the present mode, leaving the other mode's as they are."""
        given = [dict(zip(arguments, row, strict=True)) for row in rows]
        label = {"mode": self.mode, "date": date.today().isoformat(), "data": _variants()}
        new = pd.DataFrame([{**label, **one, **compute(**one)} for one in given])
        old = pd.read_csv(path) if path.exists() else new.iloc[:0]
        both = pd.concat([old[old["mode"] != self.mode], new]) if len(old) else new
        SEEDS.mkdir(exist_ok=True)
        both.sort_values("mode", kind="stable").to_csv(path, index=False)

    def _other_data(self) -> str:
        """Why recorded values need not hold here: they were found on another backend or on other data."""
        import keras

        if keras.backend.backend() != "tensorflow":
            return "bands are TensorFlow's"
        recorded = claims.read_runs().get((self.name, self.mode), {}).get("data", "")
        return f"found on {recorded or 'the whole data'}" if recorded != _variants() else ""

    def keep(self, **things) -> None:
        """Lay something that this lesson trained down for later lessons (see `kept`).

        Each keyword is what np.asarray takes, such as a list of words, or a Keras model of Keras's own layers. Files
        are written, to data/kept, only with `make full LESSON=… KEEP=1`: no lesson changes another by the way.
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
        need_name("lesson", lesson, claims.read_lessons())
        things, start = {}, f"{lesson}-{self.mode}"
        if (KEPT / f"{start}.npz").exists():
            things |= shipped(KEPT / f"{start}.npz")
        for path in KEPT.glob(f"{start}-*.keras"):
            import keras

            things[path.stem.removeprefix(f"{start}-")] = keras.models.load_model(path, compile=False)
        need(things, f"Lesson {lesson} keeps nothing for later lessons in {self.mode} mode.")
        return things

    def check(self, task: str, answer, **given) -> None:
        """Say whether an answer to an exercise is right, and if not, why. `given` is what the task needs of the run."""
        exercises.check(self.name, task, answer, **given)

    def hint(self, task: str) -> None:
        """Show the next hint for an exercise."""
        exercises.hint(self.name, task)

    def solution(self, task: str) -> None:
        """Show the solution of an exercise."""
        exercises.solution(self.name, task)

    def quiz(self, name: str) -> None:
        """Show a question with options to open: each says whether it is right, and why."""
        exercises.quiz(self.name, name)


def _strict() -> bool:
    return os.environ.get("COURSE_STRICT") == "1"


def _complain(message: str) -> None:
    """Say what is wrong with a table; where the course itself is tested, raise it."""
    need(not _strict(), message, ClaimError)
    print(message)


def _variants() -> str:
    """The data of this kernel that are not the whole official data, as "glove=first2717"."""
    whole = ("complete", "official", "sample")
    return " ".join(f"{name}={variant}" for name, variant in sorted(loaded.items()) if variant not in whole)


def _show(text: str, html: str, figures: dict) -> None:
    """One output in which people see a text or table, and tools find the figures behind it."""
    figures = {**figures, "data": _variants()}
    figures = json.loads(json.dumps(figures), parse_constant=lambda _: None)  # NaN is no JSON
    display({"text/plain": text, "text/html": html, claims.MIME: figures}, raw=True)


def _make_portable(path: Path) -> None:
    """Rewrite a .keras file so that other versions of Keras 3 read it, and that equal models give equal files.

    Initialisers have settings that older versions refuse, and are of no use where the weights are given.
    """
    with zipfile.ZipFile(path) as file:
        parts = {name: file.read(name) for name in file.namelist()}

    def plain(settings: dict) -> dict:
        return {name: "zeros" if name.endswith("_initializer") and v else v for name, v in settings.items()}

    parts["config.json"] = json.dumps(json.loads(parts["config.json"], object_hook=plain)).encode()
    parts["metadata.json"] = json.dumps({**json.loads(parts["metadata.json"]), "date_saved": ""}).encode()
    with zipfile.ZipFile(path, "w") as file:
        for name, content in parts.items():
            file.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), content)
