"""Open the course in JupyterLab, on copies of the lessons, so that learning never changes what git keeps.

The copies lie in my/, which git ignores. A copy that the learner has changed is never overwritten; when the lesson
itself has changed since, its new form is laid beside it, under a free name. `--edit` opens notebooks/ itself, for
whoever mends a lesson.
"""

import argparse
import contextlib
import hashlib
import itertools
import json
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

from helpers.paths import NOTEBOOKS, ROOT

MY = ROOT / "my"


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def copy_lessons(source: Path = NOTEBOOKS, target: Path = MY) -> list[str]:
    """Bring a learner's copies up to date; returns a sentence for each lesson that could not simply be replaced."""
    target.mkdir(exist_ok=True)
    record, notes = target / ".copied.json", []
    try:
        copied = dict(json.loads(record.read_text(encoding="utf-8")))
    except (OSError, TypeError, ValueError):
        copied = {}  # without the record every copy counts as changed, so nothing is lost
    for lesson in sorted(source.glob("*.ipynb")):
        now, later = digest(lesson), (f"{lesson.stem} (new {n}).ipynb" for n in itertools.count(2))
        for name in itertools.chain([lesson.name, f"{lesson.stem} (new).ipynb"], later):
            copy, before = target / name, copied.get(name)
            if not copy.exists() or digest(copy) in (before, now):
                shutil.copyfile(lesson, copy)
                copied[name] = before = now
            if before == now:  # this form of the lesson was laid here, and may hold answers
                break
        if name != lesson.name:
            notes.append(f"{lesson.name} has changed. Your copy is kept; the new one is {name}.")
    record.write_text(json.dumps(copied, indent=1), encoding="utf-8")
    return notes


def in_use(port: int) -> bool:
    """Whether somebody answers at a port of this computer."""
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def free_port() -> int:
    """The first port from 8888 on at which nobody answers and which nobody holds."""
    for port in range(8888, 9999):
        with socket.socket() as probe, contextlib.suppress(OSError):
            probe.bind(("127.0.0.1", port))
            if not in_use(port):
                return port
    sys.exit("The ports 8888 to 9998 of this computer are all taken: close other programs.")


def quieten() -> None:
    """Lab without a pop-up about news and with type for a projector; kernels without a log of alarms."""
    settings = Path(sys.prefix, "share", "jupyter", "lab", "settings", "overrides.json")
    settings.parent.mkdir(parents=True, exist_ok=True)
    overrides = {
        "@jupyterlab/apputils-extension:notification": {"fetchNews": "false", "checkForUpdates": False},
        "@jupyterlab/apputils-extension:themes": {
            "overrides": {"code-font-size": "15px", "content-font-size1": "16px"}
        },
    }
    settings.write_text(json.dumps(overrides, indent=1), encoding="utf-8")
    kernels = Path(sys.prefix, "etc", "ipython", "ipython_kernel_config.py")
    kernels.parent.mkdir(parents=True, exist_ok=True)
    kernels.write_text("c.IPKernelApp.log_level = 40\n", encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--edit", action="store_true", help="open notebooks/ itself instead of copies")
    given = parser.parse_args()
    folder = NOTEBOOKS if given.edit else MY
    with contextlib.suppress(OSError):  # in an environment that may only be read, Lab looks as it comes
        quieten()
    if not given.edit:
        for note in copy_lessons():
            print(note)
        print(f"You work on copies in {folder.relative_to(ROOT)}/; your answers are kept there, too.")
    screen = bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")) or sys.platform != "linux"
    port, token = free_port(), secrets.token_urlsafe(16)
    arguments = [
        f"--ServerApp.root_dir={folder}",
        f"--ServerApp.port={port}",
        "--ServerApp.port_retries=0",  # no other port than the one that is told below
        "--ServerApp.log_level=ERROR",
        "--LabApp.log_level=ERROR",
        "--LabApp.default_url=/lab/tree/00-start-here.ipynb",
    ]
    arguments += [] if screen else ["--no-browser"]
    arguments += ["--allow-root"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    # The token goes by the environment, so that it does not stand in the list of processes.
    os.environ["JUPYTER_TOKEN"] = token
    print("Starting JupyterLab …", flush=True)
    with subprocess.Popen([sys.executable, "-m", "jupyterlab", *arguments]) as lab:
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for Lab, which asks before it ends
        while lab.poll() is None and not in_use(port):
            time.sleep(0.2)
        if lab.poll() is None:
            print(f"The course: http://127.0.0.1:{port}/lab/tree/00-start-here.ipynb?token={token}")
            print("If no browser opens, copy this address into one. Ctrl-C twice ends the course.", flush=True)
    sys.exit(lab.returncode)


if __name__ == "__main__":
    main()
