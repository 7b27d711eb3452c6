"""Check the built site with axe-core, in Chromium, as light and as dark pages: `make access` (after `make course`).

axe-core (by Deque) knows what keeps people with a screen reader, a keyboard or weak eyes out of a page. It is laid into
a copy of each page, which tells what it found. What it calls serious or critical must not be.
"""

import argparse
import html
import json
import re
import shutil
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import axe_core_python

from helpers.errors import CourseError
from helpers.paths import ROOT

AXE = Path(axe_core_python.__file__).parent / "axe.min.js"
PATIENCE = 300  # seconds for a page, in both themes
GRAVE = {"serious", "critical"}
RUN = """
<script>{axe}</script>
<script>
addEventListener("load", () => setTimeout(async () => {{
  const found = [];
  for (const theme of ["light", "dark"]) {{
    document.body.dataset.theme = theme;
    await new Promise((done) => setTimeout(done, 1000));  // colours change slowly
    const {{ violations }} = await axe.run(document, {{ resultTypes: ["violations"] }});
    found.push(...violations.flatMap(({{ id, impact, help, nodes }}) => nodes.map((node) => ({{
      theme, rule: id, impact, help, where: node.target.join(" "), what: node.html.slice(0, 200),
      why: node.any.concat(node.all, node.none).map((one) => one.message).join(" "),
    }}))));
  }}
  const said = document.createElement("pre");
  said.id = "axe-found";
  said.textContent = JSON.stringify(found);
  document.body.append(said);
}}, 500));
</script>
"""


def chromium() -> str:
    """The browser's program. Raises CourseError where there is none."""
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if not found:
        raise CourseError("There is no Chromium (nor Chrome) here, which the check needs.")
    return found


def check(page: Path, wide: int = 1280) -> list[dict]:
    """What axe-core finds on a page: theme (light or dark), rule, impact, help, where, what and why of each place.

    Raises CourseError where the browser gives no answer.
    """
    text = page.read_text(encoding="utf-8")
    parts = RUN.format(axe=AXE.read_text(encoding="utf-8").replace("</script", "<\\/script"))
    copy = re.sub(r"(?i)<head[^>]*>", lambda head: f'{head[0]}<base href="{page.resolve().as_uri()}">', text, count=1)
    copy = copy.replace("</body>", f"{parts}</body>") if "</body>" in copy else copy + parts
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        file = Path(folder) / page.name
        file.write_text(copy, encoding="utf-8")
        command = [chromium(), "--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        command += ["--no-first-run", f"--user-data-dir={folder}/user", f"--window-size={wide},900"]
        command += ["--virtual-time-budget=20000", "--dump-dom", file.as_uri()]
        try:
            held = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", timeout=PATIENCE).stdout
        except subprocess.TimeoutExpired:
            raise CourseError(f"{page.name}: no answer in {PATIENCE} seconds.") from None
    found = re.search(r'<pre id="axe-found"[^>]*>(.*?)</pre>', held, re.S)
    if not found:
        raise CourseError(f"{page.name}: the browser did not answer.")
    return json.loads(html.unescape(found[1]))


def grave(found: list[dict]) -> list[str]:
    """The serious and critical findings, a sentence each."""
    return [
        f"{one['theme']}, {one['impact']}: {one['help']} ({one['where']})" for one in found if one["impact"] in GRAVE
    ]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pages", nargs="*", type=Path, help="HTML files; all of build/course when none is given")
    given = parser.parse_args()
    pages = given.pages or sorted((ROOT / "build" / "course").rglob("*.html"))
    if not pages:
        sys.exit("There is no site yet: make course")
    wrong = 0
    try:
        with ThreadPoolExecutor(2) as pool:
            for page, found in zip(pages, pool.map(check, pages), strict=True):
                for said in sorted(set(grave(found))):
                    wrong += 1
                    print(f"{page.name}: {said}", flush=True)
    except CourseError as error:
        sys.exit(str(error))
    print(f"{len(pages)} pages, light and dark: {wrong} serious or critical findings.")
    sys.exit(bool(wrong))


if __name__ == "__main__":
    main()
