"""How much a request may bring, how slowly, and how much of it is held at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache

from django.conf import settings

from entregent.core.bridge.pool import PAGES
from entregent.core.bridge.refusals import Crowded

MIB = 2**20


@dataclass(frozen=True)
class Limits:
    """Of the addresses that begin alike; the table is settings.BRIDGE_LIMITS, its longest beginning counts.

    body: bytes at most, None where the door itself counts. idle_seconds: between two pieces. rate: bytes a
    second at least, in each span of `window_seconds`. lane: of threads that a POST takes.
    """

    body: int | None = 2 * MIB
    idle_seconds: float = 15
    rate: int = 200
    window_seconds: float = 20
    lane: str = PAGES


@dataclass(frozen=True)
class Quota:
    """What one process holds of bodies that are still coming or being read; `_each` is for one network address."""

    bodies: int = 1000
    bodies_each: int = 64
    size: int = 1024 * MIB
    size_each: int = 256 * MIB


def limits_of(path: str) -> Limits:
    return next(limits for beginning, limits in _table() if path.startswith(beginning))


class Ledger:
    """The bodies under way in this process, by network address."""

    def __init__(self, quota: Quota) -> None:
        self.quota = quota
        self.bodies: Counter[str] = Counter()
        self.sizes: Counter[str] = Counter()

    @contextmanager
    def body(self, address: str) -> Iterator[Entry]:
        """Counts one more until the block ends. Raises Crowded when that is too many."""
        if self.bodies.total() >= self.quota.bodies or self.bodies[address] >= self.quota.bodies_each:
            raise Crowded
        self.bodies[address] += 1
        entry = Entry(self, address)
        try:
            yield entry
        finally:
            self._leave(entry)

    def hold(self, address: str, size: int) -> None:
        if self.sizes.total() + size > self.quota.size or self.sizes[address] + size > self.quota.size_each:
            raise Crowded
        self.sizes[address] += size

    def _leave(self, entry: Entry) -> None:
        for counter, taken in ((self.bodies, 1), (self.sizes, entry.size)):
            counter[entry.address] -= taken
            if not counter[entry.address]:
                del counter[entry.address]


class Entry:
    """One body in the ledger."""

    def __init__(self, ledger: Ledger, address: str) -> None:
        self.ledger = ledger
        self.address = address
        self.size = 0

    def add(self, size: int) -> None:
        """So many bytes more are held. Raises Crowded when there is no room for them."""
        self.ledger.hold(self.address, size)
        self.size += size


@cache
def ledger() -> Ledger:
    return Ledger(settings.BRIDGE_QUOTA)


@cache
def _table() -> list[tuple[str, Limits]]:
    table: dict[str, Limits] = settings.BRIDGE_LIMITS
    return sorted(table.items(), key=lambda row: len(row[0]), reverse=True)
