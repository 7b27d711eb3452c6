"""Other environments than .venv, for tests: each lies in build/, which git ignores, and is kept between calls."""

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

from helpers.errors import CourseError
from helpers.paths import ROOT

BUILD = ROOT / "build"


def find_python(version: str) -> Path:
    """An interpreter of a version such as "3.13": this one, one on the path, or pyenv's. Raises CourseError."""
    known = sorted(Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv")).glob(f"versions/{version}.*/bin/python"))
    for python in [sys.executable, shutil.which(f"python{version}"), *reversed(known)]:
        if python and version_of(python) == version:
            return Path(python)
    raise CourseError(f"No Python {version} was found. Install it (`uv python install {version}`, pyenv, python.org).")


def version_of(python: str | Path) -> str:
    """ "3.13" for an interpreter; empty for what does not run."""
    code = "import sys; print('{}.{}'.format(*sys.version_info[:2]))"
    done = subprocess.run([python, "-c", code], capture_output=True, text=True, check=False)
    return done.stdout.strip()


def environment(name: str, version: str, *requirements: str) -> Path:
    """The interpreter of build/<name>, made with these arguments of `pip install` unless it is there already.

    Raises CourseError with pip's last line.
    """
    folder, windows = BUILD / name, os.name == "nt"
    python = folder / ("Scripts/python.exe" if windows else "bin/python")
    wanted = [version, *requirements]
    files = [Path(r).read_text(encoding="utf-8") for r in requirements if r.endswith((".txt", ".lock"))]
    mark = hashlib.sha256("\n".join([*wanted, *files]).encode()).hexdigest()
    ready = folder / "ready"
    if ready.exists() and ready.read_text(encoding="utf-8") == mark:
        return python
    base = find_python(version)
    print(f"Making build/{name} with Python {version}: about 600 MB to download, once …", flush=True)
    for command in (
        [base, "-m", "venv", "--clear", folder],
        [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *requirements],
    ):
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode:
            last = [line for line in done.stderr.splitlines() if line.strip()][-1:] or ["pip failed"]
            raise CourseError(f"build/{name} could not be made: {last[0]}")
    ready.write_text(mark, encoding="utf-8")
    return python


def installed(python: Path) -> str:
    """What pip says is installed, one package and version a line."""
    command = [python, "-m", "pip", "freeze", "--disable-pip-version-check"]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout
