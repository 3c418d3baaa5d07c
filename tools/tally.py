"""A pytest plugin: writes what was counted, and what the machine lacked, where ENTREGENT_TALLY says."""

import json
import os
from collections import Counter
from pathlib import Path

from _pytest.terminal import TerminalReporter

LACK = "This machine lacks "


def pytest_terminal_summary(terminalreporter: TerminalReporter) -> None:
    stats = terminalreporter.stats
    counts = {kind: len(stats.get(kind, ())) for kind in ("passed", "failed", "error", "skipped", "xfailed", "xpassed")}
    reasons = (str(report.longrepr[2]) for report in stats.get("skipped", ()) if isinstance(report.longrepr, tuple))
    lacking = Counter(reason.partition(LACK)[2] for reason in reasons if LACK in reason)
    Path(os.environ["ENTREGENT_TALLY"]).write_text(json.dumps({"counts": counts, "lacking": lacking}))
