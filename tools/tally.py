"""A pytest plugin: writes what was counted where ENTREGENT_TALLY says."""

import json
import os
from pathlib import Path

from _pytest.terminal import TerminalReporter


def pytest_terminal_summary(terminalreporter: TerminalReporter) -> None:
    stats = terminalreporter.stats
    counts = {kind: len(stats.get(kind, ())) for kind in ("passed", "failed", "error", "skipped", "xfailed", "xpassed")}
    Path(os.environ["ENTREGENT_TALLY"]).write_text(json.dumps(counts))
