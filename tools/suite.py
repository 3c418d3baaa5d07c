"""`bin/test`: the suite on SQLite and, beside it, what touches the database again on a throw-away PostgreSQL.

`bin/test quick`: on SQLite alone, without browsers and without what needs processes of its own.
"""

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from types import FrameType

from tools import machine, postgres
from tools.steps import ROOT

NOTHING_COLLECTED = 5
PATIENCE = 20  # seconds
QUICKLY_LEFT_OUT = "pages in Chromium, PostgreSQL, and what needs processes of its own (bin/test runs all of it)"
QUICK = "not browser and not drill and not server and not nginx"


def kept_bytecode() -> dict[str, str]:
    """The environment, in which each of some hundred processes does not compile everything again."""
    return {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


class Pass:
    """One run of pytest on one database; beside another one, its words wait until the other has spoken."""

    def __init__(self, name: str, address: str, arguments: list[str], *, beside: Path | None = None) -> None:
        self.name, self.folder = name, tempfile.TemporaryDirectory()
        self.tally = Path(self.folder.name) / "tally.json"
        self.words = beside.open("w+") if beside else None
        self.process = subprocess.Popen(
            [sys.executable, "-m", "pytest", "-p", "tools.tally", *arguments],
            cwd=ROOT,
            env=kept_bytecode() | {"ENTREGENT_DATABASE_URL": address, "ENTREGENT_TALLY": str(self.tally)},
            stdin=subprocess.DEVNULL if beside else None,
            stdout=self.words,
            stderr=subprocess.STDOUT if beside else None,
        )

    def end(self) -> int:
        """Waits for its end and says what it had to say; the exit code."""
        code = self.process.wait()
        if self.words:
            self.words.seek(0)
            shutil.copyfileobj(self.words, sys.stdout)
        return code

    def counts(self) -> Counter[str]:
        if self.tally.exists():
            return Counter(json.loads(self.tally.read_text()))
        print(f"The pass on {self.name} broke off.")
        return Counter(error=1)

    def leave(self) -> None:
        """Ends it if it still runs: as Ctrl-C would first, so that its own servers and browsers end with it."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
        try:
            self.process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()  # what it writes to is taken away below
        if self.words:
            self.words.close()
        self.folder.cleanup()


class Suite:
    """Both passes, and what they counted."""

    def __init__(self, arguments: list[str]) -> None:
        self.is_quick = arguments[:1] == ["quick"]
        self.arguments = ["-n", "auto", "-m", QUICK, *arguments[1:]] if self.is_quick else arguments
        self.counts: Counter[str] = Counter()
        self.codes: list[int] = []

    def run(self) -> int:
        """The exit code: that of the first pass that failed, else 0."""
        self.check_machine()
        with self.passes() as running:
            for one in running:
                print(f"\n── {one.name} ──", flush=True)
                self.note(one, one.end())
        self.tell()
        return next((code for code in self.codes if code), 0)

    def check_machine(self) -> None:
        """In CI a missing server or browser is an error; elsewhere it is said at the end."""
        if os.environ.get("CI") == "true" and (missing := machine.lacking()):
            raise SystemExit(f"CI cannot leave out {'; '.join(missing.values())}.")

    @contextmanager
    def passes(self) -> Iterator[list[Pass]]:
        """Begun together: one computes while the other waits for its browser or its server."""
        there = "server" not in machine.lacking() and not self.is_quick
        with postgres.server() if there else nullcontext("") as address, tempfile.TemporaryDirectory() as folder:
            running = [Pass("SQLite", "", self.arguments)]
            if there:
                running.append(Pass("PostgreSQL", address, self.arguments, beside=Path(folder) / "words"))
            try:
                yield running
            finally:
                for one in running:
                    one.leave()

    def note(self, one: Pass, code: int) -> None:
        # Arguments may select only what has no database in it.
        if self.codes == [0] and code == NOTHING_COLLECTED:
            return
        self.codes.append(code)
        self.counts.update(one.counts())

    def tell(self) -> None:
        print()
        for what in [QUICKLY_LEFT_OUT] if self.is_quick else machine.left_out().values():
            print(f"Not run: {what}.")
        # A template or an address that no test reached fails a pass in which every test passed.
        failed = self.counts["failed"] + self.counts["error"] or int(any(self.codes))
        passed = self.counts["passed"] + self.counts["xfailed"]
        if again := self.counts["rerun"]:
            print(f"Late in Chromium and tried once more: {again}.")
        print(f"{passed} passed, {failed} failed, {self.counts['skipped']} skipped")


def end(number: int, _frame: FrameType | None) -> None:
    raise SystemExit(128 + number)


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, end)
    try:
        raise SystemExit(Suite(sys.argv[1:]).run())
    except KeyboardInterrupt:
        raise SystemExit(130) from None
