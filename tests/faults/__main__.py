"""Inject every fault and print what came of it, one line a fault: `make faults`.

What must happen stands at each case (the mark `fault`); cases without the mark are printed with the name of their test.
"""

import sys
from collections import Counter
from pathlib import Path

import pytest

HERE = Path(__file__).parent


def readable(case: str) -> str:
    """The name of a case with its umlauts, which pytest escapes."""
    return case.encode("ascii", "backslashreplace").decode("unicode_escape")


class Table:
    """A pytest plugin that prints each case as: outcome, fault, what must happen."""

    def __init__(self):
        self.must, self.outcomes, self.group = {}, Counter(), ""

    def pytest_collection_modifyitems(self, items):
        for item in items:
            mark = item.get_closest_marker("fault")
            callspec = getattr(item, "callspec", None)
            name = item.originalname.removeprefix("test_").replace("_", " ")
            self.must[item.nodeid] = (
                item.path.stem.removeprefix("test_"),
                name,
                callspec and readable(callspec.id),
                mark,
            )

    def pytest_runtest_logreport(self, report):
        if report.when != "call" and report.passed:
            return
        group, name, case, mark = self.must[report.nodeid]
        if group != self.group:
            print(f"\n{group.upper()}\n")
            self.group = group
        fault, must = (case or name, mark.args[0]) if mark else (f"{name} [{case}]" if case else name, "")
        self.outcomes[report.outcome] += 1
        sign = {"passed": "ok  ", "failed": "FAIL", "skipped": "skip"}[report.outcome]
        print(f"{sign} {fault[:70]:70} {must}", flush=True)


def main() -> int:
    table = Table()
    quiet = ["-p", "no:terminalreporter", "-p", "no:cacheprovider", "-p", "no:nbval"]
    code = pytest.main([str(HERE), *quiet, *sys.argv[1:]], plugins=[table])
    ok, failed, skipped = (table.outcomes[one] for one in ("passed", "failed", "skipped"))
    print(f"\n{ok + failed + skipped} faults: {ok} as they must, {failed} not, {skipped} skipped.")
    return int(code)


if __name__ == "__main__":
    sys.exit(main())
