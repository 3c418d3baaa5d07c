"""The time of one day of an agenda, as pieces: worked and free, a visit, held, or not worked. Free time is computed.

Windows are hours of the wall; each is resolved on its own day, then stepped through in UTC, so that a day of 23 or 25
hours has the slots that a clock shows.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Final

from entregent.agenda.hours import MIDNIGHT
from entregent.agenda.models import Agenda, AgendaException, Engagement, Window
from entregent.agenda.models.working import CLOSED, CONSULTATION

FREE, VISIT, BUSY = CONSULTATION, "visit", "busy"
DAY: Final = timedelta(days=1)
MINUTE: Final = timedelta(minutes=1)


@dataclass(frozen=True)
class Piece:
    """kind: FREE, VISIT, CLOSED or BUSY. exception: what closed it. engagements: those that hold it, side by side.

    is_outside: held in time that is not worked (any more).
    """

    start: datetime
    end: datetime
    kind: str
    exception: AgendaException | None = None
    engagements: tuple[Engagement, ...] = ()
    is_outside: bool = False

    @property
    def minutes(self) -> int:
        return (self.end - self.start) // timedelta(minutes=1)

    @property
    def epoch_minute(self) -> int:
        """Of its beginning, as addresses say it."""
        return int(self.start.timestamp()) // 60

    @property
    def is_bookable(self) -> bool:
        return self.kind in (FREE, VISIT)


@dataclass(frozen=True)
class Day:
    """One day of one agenda. marks: where slots begin, those that are held included. holiday: its name."""

    agenda: Agenda
    day: date
    start: datetime
    end: datetime
    pieces: Sequence[Piece]
    marks: frozenset[datetime]
    holiday: str = ""


def day_of(
    agenda: Agenda, day: date, windows: Iterable[Window], exceptions: Iterable[AgendaException],
    engagements: Iterable[Engagement], holiday: str = "",
) -> Day:  # fmt: skip
    """The pieces of a day, from its midnight to the next: they follow one another without a gap."""
    start, end = span_of(agenda, day)
    special = [one for one in exceptions if one.starts_at < end and one.ends_at > start]
    worked = worked_slots(agenda, day, windows, special, is_closed=bool(holiday) and agenda.keeps_holidays)
    held = clusters([one for one in engagements if one.starts_at < end and one.ends_at > start], start, end, worked)
    shut = [
        Piece(max(one.starts_at, start), min(one.ends_at, end), CLOSED, one) for one in special if one.kind == CLOSED
    ]
    pieces = list(day_tiles(agenda, start, end, held, worked, shut))
    marks = frozenset({piece.start for piece in pieces} | {slot.start for slot in worked})
    return Day(agenda, day, start, end, pieces, marks, holiday)


def span_of(agenda: Agenda, day: date) -> tuple[datetime, datetime]:
    """From midnight to midnight of the wall, in UTC: 23, 24 or 25 hours."""
    return at_wall(agenda, day, MIDNIGHT), at_wall(agenda, day + DAY, MIDNIGHT)


def at_wall(agenda: Agenda, day: date, clock: time) -> datetime:
    """The moment when the clock first shows this; of a time that the spring leaves out, the moment when it goes on."""
    moment = datetime.combine(day, clock, agenda.clock)
    found = moment.astimezone(UTC)
    after = found.astimezone(agenda.clock)
    if after.replace(tzinfo=None) == moment.replace(tzinfo=None):
        return found
    while (found - MINUTE).astimezone(agenda.clock).utcoffset() == after.utcoffset():
        found -= MINUTE
    return found


def worked_slots(
    agenda: Agenda, day: date, windows: Iterable[Window], special: Sequence[AgendaException], *, is_closed: bool
) -> list[Piece]:
    """By the windows, then by what was opened or closed against them; in order, none over another."""
    found = [] if is_closed else [slot for one in windows if one.holds_on(day) for slot in slots_of(agenda, day, one)]
    start, end = span_of(agenda, day)
    for one in special:
        found = [slot for slot in found if not _touch(slot, one.starts_at, one.ends_at)]
        if one.kind != CLOSED:
            step = timedelta(minutes=one.slot_minutes or agenda.slot_minutes)
            found += slot_steps(max(one.starts_at, start), min(one.ends_at, end), step, one.kind)
    return list(_without_overlaps(sorted(found, key=lambda slot: slot.start)))


def slots_of(agenda: Agenda, day: date, window: Window) -> Iterator[Piece]:
    last = day + DAY if window.ends == MIDNIGHT else day
    start, end = at_wall(agenda, day, window.starts), at_wall(agenda, last, window.ends)
    yield from slot_steps(start, end, timedelta(minutes=window.slot_minutes), window.kind)


def slot_steps(start: datetime, end: datetime, step: timedelta, kind: str) -> Iterator[Piece]:
    """Whole slots only: what is left at the end is too short to receive anybody."""
    while start + step <= end:
        yield Piece(start, start + step, kind)
        start += step


def clusters(found: Sequence[Engagement], start: datetime, end: datetime, worked: Sequence[Piece]) -> list[Piece]:
    """What is held, engagements that overlap in one piece together; cut at midnight."""
    held: list[Piece] = []
    for one in sorted(found, key=lambda row: (row.starts_at, row.lane)):
        piece = Piece(max(one.starts_at, start), min(one.ends_at, end), BUSY, engagements=(one,))
        if held and piece.start < held[-1].end:
            last = held.pop()
            piece = replace(last, end=max(last.end, piece.end), engagements=(*last.engagements, one))
        held.append(piece)
    return [replace(piece, is_outside=_is_outside(piece, worked)) for piece in held]


def _is_outside(piece: Piece, worked: Sequence[Piece]) -> bool:
    inside = sum((_common_time(piece, slot) for slot in worked), timedelta())
    return inside < piece.end - piece.start


def day_tiles(
    agenda: Agenda, start: datetime, end: datetime, held: Sequence[Piece], worked: Sequence[Piece],
    shut: Sequence[Piece],
) -> Iterator[Piece]:  # fmt: skip
    """What is held first, then what is worked, then what was closed, then the rest of the day, step by step."""
    taken = list(held)
    for layer in (worked, shut):
        taken = sorted(
            [*taken, *(part for piece in layer for part in parts_beside(piece, taken))], key=lambda piece: piece.start
        )
    at = start
    for piece in [*taken, Piece(end, end, CLOSED)]:
        yield from _closed_steps(agenda, at, piece.start, start)
        if piece.end > piece.start:
            yield piece
        at = max(at, piece.end)


def parts_beside(piece: Piece, taken: Sequence[Piece]) -> Iterator[Piece]:
    """What is left of a piece beside those that are taken, which are in order."""
    at = piece.start
    for other in taken:
        if other.end <= at or other.start >= piece.end:
            continue
        if other.start > at:
            yield replace(piece, start=at, end=other.start)
        at = max(at, other.end)
    if at < piece.end:
        yield replace(piece, start=at)


def _closed_steps(agenda: Agenda, at: datetime, until: datetime, midnight: datetime) -> Iterator[Piece]:
    """Time that is not worked, in steps counted from midnight."""
    while at < until:
        step = midnight + ((at - midnight) // agenda.slot + 1) * agenda.slot
        yield Piece(at, min(step, until), CLOSED)
        at = min(step, until)


def _without_overlaps(slots: Iterable[Piece]) -> Iterator[Piece]:
    """Of windows that overlap, the first to begin holds."""
    last: datetime | None = None
    for slot in slots:
        if last is None or slot.start >= last:
            yield slot
            last = slot.end


def _touch(slot: Piece, start: datetime, end: datetime) -> bool:
    return slot.start < end and slot.end > start


def _common_time(one: Piece, other: Piece) -> timedelta:
    return max(min(one.end, other.end) - max(one.start, other.start), timedelta())
