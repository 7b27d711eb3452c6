"""A learner's answers, kept in my/answers.json, so that they outlive a kernel and a `git pull`.

COURSE_ANSWERS   another folder for the file, or "off": nothing is read or written
COURSE_STRICT=1  (tests) is "off", too: outputs must not depend on who ran the lesson
"""

import contextlib
import hashlib
import json
import os
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

ROOT = Path(__file__).parents[2]
LONGEST, MOST = 4000, 20  # characters an answer, answers a task


@contextlib.contextmanager
def _alone(lock: Path) -> Iterator[None]:
    """Let one kernel at a time write, by a file that only one can create. Raises TimeoutError after half a second."""
    end = time.monotonic() + 0.5
    while True:
        try:
            os.close(os.open(lock, os.O_CREAT | os.O_EXCL))
            break
        except FileExistsError:
            with contextlib.suppress(FileNotFoundError):
                if time.time() - lock.stat().st_mtime > 10:  # a kernel was killed while it wrote
                    lock.unlink()
            if time.monotonic() > end:
                raise TimeoutError(f"{lock} is held by another kernel") from None
            time.sleep(0.01)
    try:
        yield
    finally:
        lock.unlink(missing_ok=True)


def path() -> Path | None:
    """The file of answers, or None where answers are not kept."""
    folder = os.environ.get("COURSE_ANSWERS", "")
    if folder == "off" or os.environ.get("COURSE_STRICT") == "1":
        return None
    cache = os.environ.get("COURSE_CACHE")
    if not folder and cache and "google.colab" in sys.modules:
        return Path(cache).expanduser().parent / "course-answers" / "answers.json"  # on a Drive
    return Path(folder or ROOT / "my").expanduser() / "answers.json"


def _read(file: Path, mend: bool = False) -> dict:
    """All answers: {lesson: {task: [{answer, right, date}, ...]}}; a damaged file is set aside."""
    try:
        kept = json.loads(file.read_text(encoding="utf-8"))
        for tasks in kept.values():
            for records in tasks.values():
                for record in records:
                    date.fromisoformat(record["date"]), record["answer"] + "", bool(record["right"])
        return kept
    except FileNotFoundError:
        return {}
    except (ValueError, TypeError, KeyError, AttributeError):
        if mend:
            file.replace(file.with_name(f"answers-damaged-{datetime.now():%Y-%m-%d-%H%M%S}.json"))
        return {}


def kept(lesson: str) -> dict[str, list[dict]]:
    """The answers of one lesson by task, oldest first; empty where nothing is kept."""
    with contextlib.suppress(Exception):  # an unreadable disk: as if nothing had been kept
        if file := path():
            return _read(file).get(lesson, {})
    return {}


def keep(lesson: str, task: str, answer: str, right: bool) -> None:
    """Add an answer. Never raises: on a disk that cannot be written, the answer is not kept."""
    with contextlib.suppress(Exception):
        file = path()
        if not file:
            return
        file.parent.mkdir(parents=True, exist_ok=True)
        # The lock lies elsewhere: a synchronised folder (Drive) often cannot lock.
        name = hashlib.sha256(str(file.resolve()).encode()).hexdigest()[:16]
        with _alone(Path(tempfile.gettempdir()) / f"course-{name}.lock"):
            everything = _read(file, mend=True)
            records = everything.setdefault(lesson, {}).setdefault(task, [])
            record = {"answer": answer[:LONGEST], "right": right}
            if records and {k: records[-1][k] for k in record} == record:
                records.pop()  # the same once more: only its date is new
            records.append({**record, "date": date.today().isoformat()})
            # Room for the newest answers, and always for a right one.
            while len(records) > MOST:
                first = 0 if not records[0]["right"] or any(r["right"] for r in records[1:]) else 1
                del records[first]
            spare = file.with_name(f"answers-{os.getpid()}.part")
            text = json.dumps(everything, indent=1, ensure_ascii=False)
            spare.write_text(text + "\n", encoding="utf-8")
            os.replace(spare, file)
