"""Check what must hold before a version is published, then tag it: `make release`.

Refused are an address that is still the placeholder, changes that are not committed, badges and tables out of date, and
a version that was published before. Nothing is pushed.
"""

import subprocess
import sys
import tomllib

from helpers.errors import CourseError
from helpers.paths import NOTEBOOKS, ROOT
from tools.stamp import repository, stamp

PLACEHOLDER = "YOUR_ACCOUNT"


def git(*arguments: str) -> str:
    """What git prints. Raises CourseError where git fails."""
    done = subprocess.run(["git", "-C", ROOT, *arguments], capture_output=True, text=True, check=False)
    if done.returncode:
        raise CourseError(f"git {arguments[0]}: {(done.stderr.strip().splitlines() or ['failed'])[-1]}.")
    return done.stdout.strip()


def obstacles() -> list[str]:
    """What stands against a release, one sentence each; empty when nothing does."""
    found, tag = [], f"v{version()}"
    pages = [ROOT / "README.md", ROOT / "pyproject.toml", *NOTEBOOKS.glob("*.ipynb")]
    named = [page.name for page in pages if PLACEHOLDER in page.read_text(encoding="utf-8")]
    if PLACEHOLDER in repository() or named:
        where = f" (in {named[0]} and {len(named) - 1} other files)" if named else ""
        advice = "Name the repository: make repository URL=https://github.com/you/your-fork"
        found.append(f"The repository's address is still the placeholder {PLACEHOLDER}{where}. {advice}")
    if stale := stamp(check=True):
        found.append(f"Out of date: {', '.join(stale)}. Run: make stamp")
    if git("status", "--porcelain"):
        found.append("Some changes are not committed.")
    if git("tag", "--list", tag):
        found.append(f"{tag} was published before: raise `version` in pyproject.toml.")
    return found


def version() -> str:
    """The version of the course, from pyproject.toml."""
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]


def main() -> None:
    try:
        if found := obstacles():
            sys.exit("No release:\n- " + "\n- ".join(found))
        git("tag", "--annotate", f"v{version()}", "--message", f"Version {version()}")
    except CourseError as error:
        sys.exit(str(error))
    print(f"v{version()} is tagged. To publish it: git push --follow-tags")


if __name__ == "__main__":
    main()
