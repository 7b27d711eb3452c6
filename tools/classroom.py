"""Prepare a folder for a room without a network: the data of full mode, and the packages of requirements.lock.

`make classroom DIR=/media/stick`; without make: `python -m tools.classroom FOLDER`. In the room, with a copy of the
course and the stick: `COURSE_MIRROR=/media/stick make lab` sets up from the stick and runs full mode from it.

The packages are those of the computer that prepares the folder: its system, processor and Python. For a room with
others, run the same command on one computer of each kind, with the same folder: what is there already stays.
"""

import subprocess
import sys
from pathlib import Path

from helpers.datasets.__main__ import main as fetch_data
from helpers.datasets.download import as_folder
from helpers.errors import DatasetError
from helpers.paths import ROOT

LOCK = ROOT / "requirements.lock"


def fetch_packages(folder: Path, lock: Path = LOCK, *arguments: str) -> str:
    """Download what a lock names into folder/wheels; returns pip's last words when that fails, else nothing."""
    command = [sys.executable, "-m", "pip", "download", "--disable-pip-version-check", "--progress-bar=off"]
    command += ["--require-hashes", "-r", str(lock), "-d", str(folder / "wheels"), *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return (done.stderr.strip().splitlines() or ["pip failed"])[-1] if done.returncode else ""


def main() -> int:
    if len(sys.argv) != 2 or not sys.argv[1]:
        print("Name a folder: make classroom DIR=/media/stick", file=sys.stderr)
        return 2
    try:
        folder = as_folder(sys.argv[1], "DIR").resolve()
    except DatasetError as error:
        print(error, file=sys.stderr)
        return 2
    print("Fetching the packages for this kind of computer: about 600 MB …", flush=True)
    if last := fetch_packages(folder):
        print(f"The packages could not be had: {last}", file=sys.stderr)
    else:
        version = "{}.{}".format(*sys.version_info[:2])
        print(f"{folder / 'wheels'}: packages for {sys.platform} and Python {version}", flush=True)
    failures = fetch_data(str(folder))
    if not failures and not last:
        print(f"In the room: COURSE_MIRROR={folder} make lab (on Windows: set COURSE_MIRROR, then as in the README).")
    return min(1, failures + bool(last))


if __name__ == "__main__":
    sys.exit(main())
