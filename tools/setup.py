"""Make the course's environment in .venv from requirements.lock. Needs nothing but Python.

`make` calls it; without make: `python tools/setup.py`. `--check` only says whether this Python will do.
"""

import os
import re
import shutil
import subprocess
import sys
from urllib.request import url2pathname

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
VENV = os.path.join(ROOT, ".venv")
PYTHON = os.path.join(VENV, "Scripts", "python.exe") if os.name == "nt" else os.path.join(VENV, "bin", "python")
LOCK = os.path.join(ROOT, "requirements.lock")
NEEDED_GB = 3.5


def python_range():
    """The versions of Python that pyproject.toml accepts: (first, first that is too new)."""
    with open(os.path.join(ROOT, "pyproject.toml"), encoding="utf-8") as file:
        low, high = re.search(r'requires-python = ">=([\d.]+),<([\d.]+)"', file.read()).groups()
    return tuple(map(int, low.split("."))), tuple(map(int, high.split(".")))


def this_python_will_do():
    low, high = python_range()
    return low <= sys.version_info[:2] < high


def offline_arguments():
    """What tells pip to use the packages in the folder that COURSE_MIRROR names (`make classroom`); else nothing."""
    given = os.environ.get("COURSE_MIRROR", "").strip().strip("\"'")
    if given.lower().startswith("file://"):
        given = url2pathname(re.sub("^.*?://[^/]*", "", given))
    wheels = os.path.join(os.path.expanduser(given), "wheels")
    if given and os.path.isdir(wheels):
        return ["--no-index", "--find-links", os.path.abspath(wheels)]
    return []


def install(python=PYTHON, lock=LOCK):
    """Install the lock, with a line of progress. Returns pip's last words when it fails, else nothing."""
    with open(lock, encoding="utf-8") as file:
        total = len(re.findall(r"^[\w.-]+==", file.read(), re.M))
    command = [python, "-m", "pip", "install", "--disable-pip-version-check", "--progress-bar=off"]
    command += [*offline_arguments(), "--require-hashes", "-r", lock]
    count, last, live = 0, "", sys.stdout.isatty()
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as pip:
        for line in pip.stdout:
            last = line.strip() or last
            if line.startswith("Collecting "):
                count += 1
                if live or count % 20 == 0:
                    print(f"  {count} of about {total} packages", end="\r" if live else "\n", flush=True)
            elif line.startswith("Installing collected"):
                print("  downloaded; now unpacking (a minute or two)", flush=True)
    return last if pip.returncode else ""


def main():
    low, high = python_range()
    if not this_python_will_do():
        found = "{}.{}".format(*sys.version_info[:2])
        accepted = ", ".join(f"{low[0]}.{minor}" for minor in range(low[1], high[1]))
        sys.exit(
            f"Python {accepted} is needed, and this is {found}. Install one of them (python.org, `uv python "
            "install 3.12`, `apt install python3.11`), then name it: make lab PYTHON=python3.12"
        )
    if "--check" in sys.argv:
        return
    if os.path.islink(VENV):
        sys.exit(".venv is a link, and setting up would empty what it leads to. Remove the link, or touch .venv/ready.")
    free = shutil.disk_usage(ROOT).free / 1e9
    if free < NEEDED_GB:
        sys.exit(f"Set-up needs {NEEDED_GB} GB of disk, and {free:.1f} GB are free here.")
    print(
        "Setting up .venv with Python {}.{}: {} and 2.8 GB on disk, once; 2 to 10 minutes.".format(
            *sys.version_info[:2], "packages from COURSE_MIRROR" if offline_arguments() else "about 600 MB to download"
        ),
        flush=True,
    )
    try:
        subprocess.run([sys.executable, "-m", "venv", "--clear", VENV], check=True)
    except (OSError, subprocess.CalledProcessError) as error:
        sys.exit(f"The environment could not be made ({error}). On Debian and Ubuntu: apt install python3-venv")
    last = install()
    if last and offline_arguments():
        kind = "{} and Python {}.{}".format(sys.platform, *sys.version_info[:2])
        advice = "Run `make classroom` on such a computer, with the same folder, or unset COURSE_MIRROR to download."
        sys.exit(f"Set-up did not finish: {last}\nHas the folder in COURSE_MIRROR packages for {kind}? {advice}")
    if last:
        sys.exit(f"Set-up did not finish: {last}\nNo internet? Run the same command again later; it starts over.")
    with open(os.path.join(VENV, "ready"), "w", encoding="utf-8"):
        pass
    print("Set-up is done.", flush=True)


if __name__ == "__main__":
    main()
