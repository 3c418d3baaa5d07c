"""`bin/test`: the suite on SQLite, then what touches the database again on a throw-away PostgreSQL."""

import json
import os
import signal
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path
from types import FrameType

from tools import machine, postgres
from tools.steps import ROOT

NOTHING_COLLECTED = 5


class Suite:
    """Both passes, and what they counted."""

    def __init__(self, arguments: list[str]) -> None:
        self.arguments = arguments
        self.counts: Counter[str] = Counter()
        self.codes: list[int] = []

    def run(self) -> int:
        """The exit code: that of the first pass that failed, else 0."""
        self.check_machine()
        self.run_pass("SQLite", "")
        if self.codes[0] in (0, 1):
            self.run_on_postgres()
        self.tell()
        return next((code for code in self.codes if code), 0)

    def check_machine(self) -> None:
        """In CI a missing server or browser is an error; elsewhere it is said at the end."""
        if os.environ.get("CI") == "true" and (missing := machine.lacking()):
            raise SystemExit(f"CI cannot leave out {'; '.join(missing.values())}.")

    def run_on_postgres(self) -> None:
        if "server" in machine.lacking():
            return
        with postgres.server() as address:
            self.run_pass("PostgreSQL", address)
        # Arguments may select only what has no database in it.
        if self.codes[-1] == NOTHING_COLLECTED and self.codes[0] == 0:
            self.codes.pop()

    def run_pass(self, name: str, address: str) -> None:
        print(f"\n── {name} ──", flush=True)
        with tempfile.TemporaryDirectory() as folder:
            tally = Path(folder) / "tally.json"
            done = subprocess.run(
                [sys.executable, "-m", "pytest", "-p", "tools.tally", *self.arguments],
                cwd=ROOT,
                env={**os.environ, "ENTREGENT_DATABASE_URL": address, "ENTREGENT_TALLY": str(tally)},
                check=False,
            )
            self.codes.append(done.returncode)
            if not tally.exists():
                print(f"The pass on {name} broke off.")
                self.counts["error"] += 1
                return
            self.counts.update(json.loads(tally.read_text()))

    def tell(self) -> None:
        print()
        for what in machine.left_out().values():
            print(f"Not run: {what}.")
        # A template or an address that no test reached fails a pass in which every test passed.
        failed = self.counts["failed"] + self.counts["error"] or int(any(self.codes))
        passed = self.counts["passed"] + self.counts["xfailed"]
        print(f"{passed} passed, {failed} failed, {self.counts['skipped']} skipped")


def end(number: int, _frame: FrameType | None) -> None:
    raise SystemExit(128 + number)


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, end)
    try:
        raise SystemExit(Suite(sys.argv[1:]).run())
    except KeyboardInterrupt:
        raise SystemExit(130) from None
