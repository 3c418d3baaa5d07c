"""`bin/bench --drills`: the portal as attackers meet it, counted: so many attempts, so many held.

Each family is a file of its own; the names are those of the research: F for files, W for the web.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Collection, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from bench import (
    drill_batches,
    drill_bombs,
    drill_disguises,
    drill_guesses,
    drill_hosts,
    drill_names,
    drill_queue,
    drill_redirects,
    drill_sessions,
    drill_telling,
    drill_words,
)
from bench.drill_batches import ROOM
from bench.drill_ground import DrillGround, Scene, scene, served_as
from bench.drill_mails import Box, listening
from bench.report import Drill
from bench.tally import Tally
from tools.ports import free_port

Family = Callable[[Scene], Iterator[Tally]]
# What each is served with. The house is empty when its room is tried, and cookies are marked under https alone.
NARROW: dict[str, Family] = {"F5q": drill_batches.quota}
PLAIN: dict[str, Family] = {
    "W3": drill_telling.drills, "F1": drill_bombs.drills, "F3": drill_disguises.drills, "F4": drill_names.drills,
    "F5b": drill_batches.drills, "F5c": drill_queue.drills, "W4": drill_hosts.drills, "W5": drill_redirects.drills,
    "W6": drill_words.drills, "W9": drill_guesses.drills,
}  # fmt: skip
SECURE: dict[str, Family] = {"W2": drill_sessions.drills}


def drills(only: Collection[str] = ()) -> list[Drill]:
    """only: names of families, or how they begin; all when there are none."""
    box = Box()
    with TemporaryDirectory(prefix="entregent-drills-") as folder, listening(box) as smtp:
        place = DrillGround(Path(folder), "", free_port(), smtp=smtp)
        print("· people and requests", file=sys.stderr, flush=True)
        cast = place.prepare()
        served = ((served_as(place, quota=ROOM), NARROW), (place, PLAIN), (served_as(place, scheme="https"), SECURE))
        found: list[Drill] = []
        for ground, families in served:
            wanted = chosen(families, only)
            if wanted:
                with scene(ground, cast, box) as there:
                    found += [drill for name, family in wanted.items() for drill in counted(name, family, there)]
    return found


def chosen(families: dict[str, Family], only: Collection[str]) -> dict[str, Family]:
    return {name: family for name, family in families.items() if not only or any(map(name.startswith, only))}


def counted(name: str, family: Family, there: Scene) -> Iterator[Drill]:
    """A family that cannot go on is told as broken: what it did not try held nothing."""
    print(f"· {name}", file=sys.stderr, flush=True)
    try:
        there.keep_alive()
        for tally in family(there):
            yield tally.told()
    except Exception as error:  # noqa: BLE001 (the other families are still tried)
        stopped = Tally(f"{name} was stopped")
        stopped.judge(f"{type(error).__name__}: {error}")
        yield stopped.told()
