"""A pytest plugin: writes what was counted where ENTREGENT_TALLY says."""

import json
import os
from pathlib import Path

from _pytest.terminal import TerminalReporter

KINDS = ("passed", "failed", "error", "skipped", "xfailed", "xpassed", "rerun")


def pytest_terminal_summary(terminalreporter: TerminalReporter) -> None:
    stats = terminalreporter.stats
    counts = {kind: len(stats.get(kind, ())) for kind in KINDS}
    Path(os.environ["ENTREGENT_TALLY"]).write_text(json.dumps(counts))
