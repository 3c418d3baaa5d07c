"""`bin/bench`: builds a data set, serves it, measures, tells; writes var/bench.json."""

from __future__ import annotations

import argparse
import json
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from types import FrameType
from typing import NoReturn

from bench import crowd, doors, drills, files, processes, report
from bench.ground import Ground, ground
from bench.load import Load
from tools import postgres
from tools.steps import ROOT

STARTS = 3
CLIENTS = 4


def main() -> None:
    signal.signal(signal.SIGTERM, end)
    options = arguments(sys.argv[1:])
    runs = [] if options.drills else list(measures(options))
    found = attacked(options) if options.drills or options.full else []
    document = report.document(runs, {"scale": options.scale, "clients": CLIENTS, "rounds": options.rounds})
    document["drills"] = [asdict(drill) for drill in found]
    path = ROOT / "var" / "bench.json"
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps(document, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    print(f"\nLoad of the machine at the end: {document['machine']['load']:.1f}. Written: {path.relative_to(ROOT)}")


def measures(options: argparse.Namespace) -> Iterator[report.Run]:
    for database in options.databases:
        with address_of(database) as address, ground(address, options.kept) as place:
            yield told(run(place, options))
            if options.growth > 1:
                yield told(grown(place, options))


def told(done: report.Run) -> report.Run:
    print(done.told(), flush=True)
    return done


def attacked(options: argparse.Namespace) -> list[report.Drill]:
    found = drills.drills(options.only)
    print(report.drills_told(found), flush=True)
    return found


def arguments(given: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser("bin/bench", description="Measures pages beside the bare framework.")
    parser.add_argument("--scale", type=float, default=0.1, help="1 is 100,000 requests")
    parser.add_argument("--database", choices=["sqlite", "postgresql", "both"], default="sqlite")
    parser.add_argument("--full", action="store_true", help="scale 1 on both databases")
    parser.add_argument("--growth", type=int, default=1, help="then again, with so many times the requests")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=float, default=2, help="of each page in each round")
    parser.add_argument("--doors", action="store_true", help="only the drills of slow and hostile senders")
    parser.add_argument("--files", action="store_true", help="only the drills of files in and out")
    parser.add_argument("--crowd", action="store_true", help="only 200 people at work, and the archives; see --kept")
    parser.add_argument("--kept", type=Path, help="a folder where the data stays, filled once (SQLite)")
    parser.add_argument("--drills", action="store_true", help="only the drills of attackers, counted")
    parser.add_argument("--only", nargs="*", default=[], help="of these drills, some families: F1 W5 …")
    options = parser.parse_args(given)
    if options.full:
        options.scale, options.database = 1.0, "both"
    options.databases = ["sqlite", "postgresql"] if options.database == "both" else [options.database]
    return options


def run(place: Ground, options: argparse.Namespace) -> report.Run:
    print(f"· data at scale {options.scale:g}", file=sys.stderr, flush=True)
    return measured(place, options, place.fill(options.scale))


def grown(place: Ground, options: argparse.Namespace) -> report.Run:
    print(f"· {options.growth} times the requests", file=sys.stderr, flush=True)
    return measured(place, options, place.grow(options.growth))


def measured(place: Ground, options: argparse.Namespace, filled: float) -> report.Run:
    plan = place.plan()
    if options.doors:
        return report.Run(plan.database, plan.requests, filled, doors=doors.drills(place, plan))
    if options.crowd:
        return report.Run(plan.database, plan.requests, filled, crowd=crowd.drills(place))
    if options.files:
        return report.Run(plan.database, plan.requests, filled, files=files.drills(place, plan, options.scale))
    starts = [place.start() for _ in range(STARTS)]
    print("· measures", file=sys.stderr, flush=True)
    with place.served() as server:
        web = processes.children(server.pid)
        answers = place.measure(Load(place.port, web, CLIENTS, options.rounds, options.seconds), plan)
        held = [processes.memory(process) for process in web]
    found = doors.drills(place, plan) if options.full else []
    moved = files.drills(place, plan, options.scale) if options.full else []
    return report.Run(plan.database, plan.requests, filled, starts, held, report.lines(plan, answers), found, moved)


@contextmanager
def address_of(database: str) -> Iterator[str]:
    """The address of a database of our own: a file of the folder, or a server thrown away at the end."""
    if database == "sqlite":
        yield ""
        return
    try:
        with postgres.server() as address:
            yield address
    except postgres.NotFound as lack:
        raise SystemExit(f"{lack}.") from lack


def end(number: int, frame: FrameType | None) -> NoReturn:
    raise SystemExit(128 + number)


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        raise SystemExit(130) from None
