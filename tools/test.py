"""Test the helpers and every lesson: in sample mode, strictly, without network. Arguments go to pytest."""

import os
import subprocess
import sys

from helpers.paths import ROOT

SETTINGS = {
    "COURSE_MODE": "sample",
    "COURSE_STRICT": "1",
    "COURSE_OFFLINE": "1",
    "COURSE_MIRROR": "",
    "COURSE_ANSWERS": "off",
    "PYTHONHASHSEED": "0",
}
WHAT = ["tests", "notebooks", "--nbval-lax", "--nbval-current-env", "--nbval-cell-timeout=120"]
HOW = ["-q", "-n", "2", "--dist", "loadscope", "-p", "no:cacheprovider", "-m", "not real_data"]

if __name__ == "__main__":
    command = [sys.executable, "-m", "pytest", *WHAT, *HOW, *sys.argv[1:]]
    sys.exit(subprocess.run(command, cwd=ROOT, env={**os.environ, **SETTINGS}).returncode)
