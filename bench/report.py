"""What was measured, in figures: medians of rounds, and how often a page costs what another does."""

from __future__ import annotations

import os
import platform
import subprocess
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from statistics import median, quantiles
from typing import Any

from bench.plan import BARE, Plan
from tools.steps import ROOT

HEADS = ("page", "p50 ms", "p95 ms", "req/s", "cpu ms", "queries", "kB", "× bare", "× raw")
DOOR_HEADS = ("door", "p50 ms", "p95 ms", "× calm", "wanted", "", "")
FIGURE_HEADS = ("measured", "wanted", "", "")
DRILL_HEADS = ("drill", "attempts", "held", "broken", "worst", "wanted", "", "")


@dataclass(frozen=True)
class Line:
    """One page: durations in milliseconds, and how many times the cost of the bare framework and of its raw page.

    cpu: milliseconds of processor in the web process for each answer; steadier than the rest on a busy machine.
    """

    name: str
    p50: float
    p95: float
    rate: float
    cpu: float
    queries: int
    size: int
    times_bare: float
    times_raw: float | None


def lines(plan: Plan, measured: dict[str, list[dict[str, Any]]]) -> list[Line]:
    rates = {name: [len(one["answers"]) / one["whole"] for one in rounds] for name, rounds in measured.items()}
    raws = {page.name: page.raw for page in plan.pages}
    costs = {page.name: (page.queries, page.size) for page in plan.pages}
    costs[plan.creation.name] = (plan.creation.queries, 0)
    return [
        Line(
            name, typical(rounds, 0.5), typical(rounds, 0.95), round(median(rates[name]), 1), cpu(rounds),
            *costs[name],
            times(rates[BARE], rates[name]), times(rates[raws[name]], rates[name]) if raws.get(name) else None,
        )
        for name, rounds in measured.items()
    ]  # fmt: skip


def typical(rounds: list[dict[str, Any]], part: float) -> float:
    """Milliseconds under which this part of the answers came: the median of what each round says."""
    return round(median(percentile(one["answers"], part) for one in rounds) * 1000, 1)


def cpu(rounds: list[dict[str, Any]]) -> float:
    return round(median(float(one["spent"]) / len(one["answers"]) for one in rounds) * 1000, 1)


def percentile(values: list[float], part: float) -> float:
    """Between 0.01 and 0.99. A single value stands for itself."""
    return quantiles(values, n=100, method="inclusive")[round(part * 100) - 1] if len(values) > 1 else values[0]


def times(reference: list[float], rates: list[float]) -> float:
    """How many times the reference's cost, compared round by round: both had the same machine."""
    return round(median(best / rate for best, rate in zip(reference, rates, strict=True)), 2)


def table(heads: tuple[str, ...], cells: list[tuple[str, ...]]) -> str:
    rows = [heads, *cells]
    widths = [max(len(row[column]) for row in rows) for column in range(len(heads))]
    return "\n".join(
        "  ".join(cell.ljust(width) if not place else cell.rjust(width)
                  for place, (cell, width) in enumerate(zip(row, widths, strict=True)))
        for row in rows
    )  # fmt: skip


def cells(line: Line) -> tuple[str, ...]:
    raw = "" if line.times_raw is None else f"{line.times_raw:.2f}"
    size = f"{line.size / 1000:.0f}" if line.size else ""
    figures = (f"{line.p50:.1f}", f"{line.p95:.1f}", f"{line.rate:.1f}", f"{line.cpu:.1f}", f"{line.queries}", size)
    return (line.name, *figures, f"{line.times_bare:.1f}", raw)


@dataclass(frozen=True)
class Door:
    """One page while something goes on: durations in milliseconds. times: its p95 beside the calm one's."""

    name: str
    p50: float
    p95: float
    times: float
    wanted: str = ""
    is_kept: bool = True
    note: str = ""


def cells_of_door(door: Door) -> tuple[str, ...]:
    figures = (f"{door.p50:.1f}", f"{door.p95:.1f}", f"{door.times:.2f}")
    return (door.name, *figures, door.wanted, kept(door), door.note)


@dataclass(frozen=True)
class Figure:
    """Something measured that is no page's duration."""

    name: str
    value: str
    wanted: str = ""
    is_kept: bool = True
    note: str = ""


def cells_of_figure(figure: Figure) -> tuple[str, ...]:
    return (figure.name, figure.value, figure.wanted, kept(figure), figure.note)


@dataclass(frozen=True)
class Drill:
    """What an attacker tried, how often. worst: of the figures that the criterion names. faults: the first few."""

    name: str
    attempts: int
    held: int
    broken: int
    worst: str
    wanted: str
    is_kept: bool
    note: str = ""
    faults: list[str] = field(default_factory=list)


def cells_of_drill(drill: Drill) -> tuple[str, ...]:
    counts = (f"{drill.attempts:,}", f"{drill.held:,}", f"{drill.broken:,}")
    return (drill.name, *counts, drill.worst, drill.wanted, kept(drill), drill.note)


def drills_told(drills: list[Drill]) -> str:
    """The table, and below it what broke."""
    faults = [f"{drill.name}: {fault}" for drill in drills for fault in drill.faults]
    return "\n".join(["", table(DRILL_HEADS, list(map(cells_of_drill, drills))), *faults])


def kept(line: Door | Figure | Drill) -> str:
    """Nothing where nothing was wanted."""
    return ("kept" if line.is_kept else "MISSED") if line.wanted else ""


@dataclass(frozen=True)
class Run:
    """One database: seconds to fill it, seconds of each start, bytes of each web process."""

    database: str
    requests: int
    fill_seconds: float
    start_seconds: list[float] = field(default_factory=list)
    memory: list[int] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    doors: list[Door] = field(default_factory=list)
    files: list[Figure] = field(default_factory=list)
    crowd: list[Figure] = field(default_factory=list)

    def told(self) -> str:
        head = f"{self.database}, {self.requests} requests written in {self.fill_seconds:.0f} s"
        if self.start_seconds:
            held = ", ".join(f"{size / 2**20:.0f} MB" for size in self.memory) or "unknown"
            head += f"; start to first page {median(self.start_seconds):.2f} s; memory of the web processes: {held}"
        tables = [table(HEADS, list(map(cells, self.lines))) if self.lines else ""]
        tables.append(table(DOOR_HEADS, list(map(cells_of_door, self.doors))) if self.doors else "")
        for name, figures in (("files", self.files), ("people at work", self.crowd)):
            tables.append(table((name, *FIGURE_HEADS), list(map(cells_of_figure, figures))) if figures else "")
        return "\n\n".join(["", head, *filter(None, tables)]).removeprefix("\n")


def document(runs: list[Run], options: dict[str, Any]) -> dict[str, Any]:
    return {"at": datetime.now(UTC).isoformat(timespec="seconds"), "commit": commit(), "machine": machine(), **options,
            "runs": [asdict(run) for run in runs]}  # fmt: skip


def machine() -> dict[str, Any]:
    return {"cores": os.cpu_count(), "python": platform.python_version(), "system": platform.platform(),
            "load": os.getloadavg()[0]}  # fmt: skip


def commit() -> str:
    """The commit that was measured, "" where git does not say."""
    try:
        done = subprocess.run(
            ["git", "rev-parse", "--short", "HEAD"], cwd=ROOT, capture_output=True, text=True, check=False
        )
    except OSError:
        return ""
    return done.stdout.strip() if done.returncode == 0 else ""
