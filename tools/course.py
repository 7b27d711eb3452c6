"""Build the course's site in build/course from the committed notebooks, without running them: `make course`.

RUN=1 runs the lessons first (LESSON=02: that one). Sphinx reads what tools/pages.py lays down; every warning of it is
an error. Afterwards each page is checked: pictures have alt texts, links inside the site lead somewhere, nothing is
loaded from the network, and no page is too heavy. The pages work from the folder, without a server.
"""

import argparse
import re
import shutil
import subprocess
import sys
import time
import urllib.parse
from pathlib import Path

import matplotlib
import nbformat
import plotly
from bs4 import BeautifulSoup

from helpers.claims import read_lessons
from helpers.errors import CourseError
from helpers.paths import NOTEBOOKS, ROOT
from tools import pages, run

SITE, TEACHING = ROOT / "site", ROOT / "teaching"
PLOTLY = Path(plotly.__file__).parent / "package_data" / "plotly.min.js"
STIX = Path(matplotlib.get_data_path()) / "fonts" / "ttf" / "STIXGeneral.ttf"  # for formulas
HEAVIEST = 5e6  # bytes that a page may load, in all; plotly.js comes only when a reader wants a live figure
LOADS = dict.fromkeys(["script", "img", "source", "iframe", "video", "audio", "embed"], "src") | {"link": "href"}
CALLS = re.compile(r"""(?:url\(|@import)\s*['"]?\s*(?:https?:)?//""")


def build(notebooks: dict, folder: Path, written: Path = SITE / "pages", teaching: Path = TEACHING) -> None:
    """Build the site of these lessons in `folder`/course (see pages.write). Raises CourseError with what is wrong."""
    source, site = folder / "course-source", folder / "course"
    for old in (source, site):
        shutil.rmtree(old, ignore_errors=True)
    source.mkdir(parents=True)
    pages.write(notebooks, written, teaching, source)
    sphinx = [sys.executable, "-m", "sphinx", "-q", "-W", "--keep-going", "-b", "html", "-j", "2"]
    sphinx += ["-c", str(SITE), "-d", str(folder / "course-doctrees"), str(source), str(site)]
    done = subprocess.run(sphinx, capture_output=True, text=True, encoding="utf-8")
    if done.returncode:
        raise CourseError(f"The site could not be built.\n{done.stderr.strip() or done.stdout.strip()}")
    for made, place in {"figures": "figures", "scripts": "_static"}.items():
        if (source / made).exists():
            shutil.copytree(source / made, site / place, dirs_exist_ok=True)
    for file in (PLOTLY, STIX):
        shutil.copy(file, site / "_static")
    (site / ".nojekyll").touch()  # GitHub would otherwise leave out the folders that begin with "_"
    if found := faults(site):
        raise CourseError("The site is not as it should be:\n- " + "\n- ".join(found))


def faults(site: Path) -> list[str]:
    """What is wrong with the pages of a folder, a sentence each; empty when nothing is."""
    soups = {page: BeautifulSoup(page.read_bytes(), "html.parser") for page in sorted(site.rglob("*.html"))}
    places = {page.resolve(): {tag["id"] for tag in soup.find_all(id=True)} for page, soup in soups.items()}
    found = []
    for page, soup in soups.items():
        said = [*pictures(soup), *loads(soup), *links(page, soup, places)]
        size = weight(page, soup)
        if size > HEAVIEST:
            said.append(f"it loads {size / 1e6:.1f} MB, more than {HEAVIEST / 1e6:.0f}")
        found += [f"{page.relative_to(site).as_posix()}: {one}." for one in said]
    styles = {style: style.read_text(encoding="utf-8") for style in site.rglob("*.css")}
    styles |= {page: " ".join(style.text for style in soup.find_all("style")) for page, soup in soups.items()}
    said = "its style loads something from the network."
    found += [f"{file.relative_to(site).as_posix()}: {said}" for file, text in styles.items() if CALLS.search(text)]
    return found


def pictures(soup: BeautifulSoup) -> list[str]:
    """The pictures that nobody describes."""
    return [
        f"a picture without alt text ({picture.get('src', '')[:60]})"
        for picture in soup.find_all("img")
        if not picture.get("alt", "").strip()
    ]


def local(address: str) -> bool:
    """Whether an address leads to a file of the site (or is data), not to the network."""
    parts = urllib.parse.urlsplit(address)
    return not parts.netloc and parts.scheme in ("", "data")


def loads(soup: BeautifulSoup) -> list[str]:
    """What a page would load from the network."""
    wanted = [part[key] for tag, key in LOADS.items() for part in soup.find_all(tag, **{key: True})]
    return [f"it loads {address} from the network" for address in wanted if not local(address)]


def links(page: Path, soup: BeautifulSoup, places: dict[Path, set[str]]) -> list[str]:
    """The links of a page into the site that lead nowhere."""
    lost = []
    for link in {tag["href"] for tag in soup.find_all("a", href=True)}:
        parts = urllib.parse.urlsplit(link)
        if parts.scheme or parts.netloc:
            continue
        target = (page.parent / urllib.parse.unquote(parts.path)).resolve() if parts.path else page.resolve()
        place = urllib.parse.unquote(parts.fragment)
        if not target.is_file() or (place and target in places and place not in places[target]):
            lost.append(f"a link to {link} leads nowhere")
    return sorted(lost)


def weight(page: Path, soup: BeautifulSoup) -> int:
    """The bytes of a page with all that it loads."""
    named = {part[key] for tag, key in LOADS.items() for part in soup.find_all(tag, **{key: True})}
    files = [page.parent / urllib.parse.unquote(urllib.parse.urlsplit(one).path) for one in named if local(one)]
    return page.stat().st_size + sum(file.stat().st_size for file in files if file.is_file())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("lessons", nargs="*", help="with --run: such as 3, 03 or 03-glove; all when none is given")
    parser.add_argument("--run", action="store_true", help="run the lessons first")
    given = parser.parse_args()
    begun = time.monotonic()
    try:
        fresh = run.chosen(given.lessons) if given.run else []
        notebooks = {name: nbformat.read(NOTEBOOKS / f"{name}.ipynb", as_version=4) for name in read_lessons()}
        for name in fresh:
            print(f"Running {name} …", flush=True)
            notebooks[name], _, _ = run.run(name, COURSE_STRICT="0")
        build(notebooks, ROOT / "build")
    except CourseError as error:
        sys.exit(str(error))
    print(f"The site is ready after {time.monotonic() - begun:.0f} seconds: open build/course/index.html in a browser.")


if __name__ == "__main__":
    main()
