"""pyproject.toml (ranges), requirements.lock (exact) and environment.yml (conda) must tell the same story."""

import re
import tomllib
from pathlib import Path

from packaging.requirements import Requirement
from packaging.version import Version

ROOT = Path(__file__).resolve().parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
EXTRAS = PROJECT["optional-dependencies"]
RANGES = {r.name: r.specifier for r in map(Requirement, PROJECT["dependencies"] + EXTRAS["lab"] + EXTRAS["scale"])}
LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")
CONDA_NAMES = {"matplotlib-base": "matplotlib"}


def conda_packages() -> dict[str, Requirement]:
    lines = re.findall(r"^ +- ([a-z][\w-]*)(.*)$", (ROOT / "environment.yml").read_text(encoding="utf-8"), re.M)
    return {
        CONDA_NAMES.get(name, name): Requirement(name + spec.split("#")[0])
        for name, spec in lines
        if name not in ("conda-forge", "pip", "nodefaults")
    }


def test_the_lock_pins_every_named_package_inside_its_range_with_hashes():
    pins = {name: version for name, version in re.findall(r"^([\w.-]+)==([\w.]+)", LOCK, re.M)}
    assert set(RANGES) <= set(pins)
    wrong = {name: pins[name] for name, allowed in RANGES.items() if Version(pins[name]) not in allowed}
    assert wrong == {}
    entries = re.split(r"\n(?=\w)", LOCK.strip())
    assert len(entries) == len(pins) and all("--hash=sha256:" in entry for entry in entries)


def test_conda_names_the_same_packages_with_the_same_ranges():
    conda = conda_packages()
    python = conda.pop("python")
    assert python.specifier == Requirement("python" + PROJECT["requires-python"]).specifier
    assert set(conda) == set(RANGES)
    assert {n: str(r.specifier) for n, r in conda.items()} == {n: str(s) for n, s in RANGES.items()}
    assert {"jupyterlab", "nbval"} <= set(conda)


def test_the_floors_are_not_above_colab():
    """Nothing that Colab has needs to be replaced there."""
    newest = sorted((ROOT / "tests" / "colab").glob("requirements-*.txt"))[-1].read_text(encoding="utf-8")
    colab = dict(re.findall(r"^([\w-]+)==([\w.]+)$", newest, re.M))
    assert {"keras", "tensorflow", "numpy", "ipykernel"} <= set(colab)
    assert {n: v for n, v in colab.items() if n in RANGES and Version(v) not in RANGES[n]} == {}
