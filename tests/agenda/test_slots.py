"""Free time is computed: windows of the wall, exceptions, what is held; and the two days when clocks change."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest

from entregent.agenda.models import Agenda, AgendaException, Engagement, Window
from entregent.agenda.slots import BUSY, at_wall, day_of, span_of
from entregent.agenda.table import Table

PARIS = ZoneInfo("Europe/Paris")
SPRING, AUTUMN, PLAIN = date(2026, 3, 29), date(2026, 10, 25), date(2026, 3, 30)


def agenda_of(**said):
    return Agenda(pk=1, **{"name": "A", "slot_minutes": 15, **said})


def window(agenda, day, start, end, **said):
    known = {"agenda": agenda, "weekday": day.weekday(), "starts": time(*start), "ends": time(*end)}
    return Window(**{**known, "slot_minutes": 15, **said})


def day(agenda, on, windows=(), exceptions=(), engagements=(), holiday=""):
    return day_of(agenda, on, windows, exceptions, engagements, holiday)


def free(found):
    return [piece for piece in found.pieces if piece.is_bookable]


def at(on, hour, minute=0):
    return datetime.combine(on, time(hour, minute), PARIS).astimezone(UTC)


def held(agenda, on, start, minutes, **said):
    begins = at(on, *start)
    return Engagement(agenda=agenda, starts_at=begins, ends_at=begins + timedelta(minutes=minutes), text="Pris", **said)


@pytest.mark.parametrize(("on", "first"), [(SPRING, 6), (AUTUMN, 7), (PLAIN, 6)])
def test_a_morning_has_its_slots_whatever_clocks_did_at_night(on, first):
    agenda = agenda_of()
    found = free(day(agenda, on, [window(agenda, on, (8,), (12,))]))
    assert len(found) == 16
    assert found[0].start == datetime(on.year, on.month, on.day, first, tzinfo=UTC)


@pytest.mark.parametrize(("on", "count"), [(SPRING, 10), (AUTUMN, 14), (PLAIN, 12)])
def test_a_night_loses_or_gains_an_hour(on, count):
    agenda = agenda_of()
    found = day(agenda, on, [window(agenda, on, (0,), (6,), slot_minutes=30)])
    assert len(free(found)) == count
    hours = [cell.hour for row in Table([found], whole=True).rows for cell in row.cells if cell.piece.is_bookable]
    assert len(set(hours)) == count
    assert any(hour.startswith("02:") for hour in hours) == (on != SPRING)
    if on == AUTUMN:
        assert {"02:00 (heure d’été)", "02:00 (heure d’hiver)"} <= set(hours)


@pytest.mark.parametrize(("on", "hours"), [(SPRING, 23), (AUTUMN, 25), (PLAIN, 24)])
def test_pieces_follow_one_another_from_midnight_to_midnight(on, hours):
    agenda = agenda_of()
    found = day(agenda, on, [window(agenda, on, (8,), (12,))], engagements=[held(agenda, on, (9,), 35)])
    assert found.end - found.start == timedelta(hours=hours)
    ends = [found.start, *(piece.end for piece in found.pieces)]
    assert ends[:-1] == [piece.start for piece in found.pieces]
    assert ends[-1] == found.end


def test_a_time_that_spring_leaves_out_is_the_moment_when_the_clock_goes_on():
    agenda = agenda_of()
    assert at_wall(agenda, SPRING, time(2, 30)) == datetime(2026, 3, 29, 1, tzinfo=UTC)
    assert at_wall(agenda, SPRING, time(2, 0)) == datetime(2026, 3, 29, 1, tzinfo=UTC)


def test_a_week_with_a_long_day_has_one_row_for_each_hour_of_the_wall():
    """The hour that autumn shows twice has its rows twice; the other days fill them with their one hour."""
    agenda = agenda_of(slot_minutes=60)
    days = [day(agenda, AUTUMN + timedelta(days=step), []) for step in (-1, 0)]
    table = Table(days, whole=True)
    labels = [row.hour for row in table.rows]
    assert labels[2:5] == ["02:00 (heure d’été)", "02:00 (heure d’hiver)", "03:00"]
    assert len(labels) == 25
    for column in (0, 1):
        spans = [cell.span for row in table.rows for cell in row.cells if cell.column == column]
        assert sum(spans) == 25


def test_weeks_validity_and_kinds():
    agenda = agenda_of()
    monday = date(2026, 11, 30)  # week 49
    assert window(agenda, monday, (8,), (9,), parity="odd").holds_on(monday)
    assert not window(agenda, monday, (8,), (9,), parity="even").holds_on(monday)
    limited = window(agenda, monday, (8,), (9,), valid_from=date(2026, 9, 1), valid_to=date(2026, 11, 30))
    assert [limited.holds_on(one) for one in (date(2026, 8, 31), monday, date(2026, 12, 7))] == [False, True, False]
    visits = window(agenda, monday, (12,), (14,), kind="visit", slot_minutes=30)
    assert [piece.kind for piece in free(day(agenda, monday, [visits]))] == ["visit"] * 4


def test_a_window_that_is_no_multiple_keeps_whole_slots_only():
    agenda = agenda_of()
    assert len(free(day(agenda, PLAIN, [window(agenda, PLAIN, (8,), (8, 50))]))) == 3


def test_what_is_held_takes_its_time_out_of_slots_and_says_when_it_is_outside():
    agenda = agenda_of()
    one = held(agenda, PLAIN, (9, 10), 20)
    found = day(agenda, PLAIN, [window(agenda, PLAIN, (9,), (10,))], engagements=[one])
    assert [piece.minutes for piece in free(found)] == [10, 15, 15]
    (busy,) = (piece for piece in found.pieces if piece.kind == BUSY)
    assert not busy.is_outside
    after = day(agenda, PLAIN, [window(agenda, PLAIN, (9, 30), (10,))], engagements=[one])
    assert next(piece for piece in after.pieces if piece.kind == BUSY).is_outside


def test_an_appointment_of_three_slots_is_one_cell_of_three_rows():
    agenda = agenda_of()
    found = day(agenda, PLAIN, [window(agenda, PLAIN, (9,), (12,))], engagements=[held(agenda, PLAIN, (9,), 45)])
    cells = [cell for row in Table([found]).rows for cell in row.cells if cell.piece.engagements]
    assert [cell.span for cell in cells] == [3]


def test_two_side_by_side_stand_in_one_cell():
    agenda = agenda_of()
    both = [held(agenda, PLAIN, (9,), 15), held(agenda, PLAIN, (9,), 30, lane=1)]
    found = day(agenda, PLAIN, [window(agenda, PLAIN, (9,), (10,))], engagements=both)
    (busy,) = (piece for piece in found.pieces if piece.kind == BUSY)
    assert (len(busy.engagements), busy.minutes) == (2, 30)


def test_an_exception_closes_one_slot_and_leaves_next_week():
    agenda = agenda_of()
    hours = window(agenda, PLAIN, (9,), (10,))
    shut = AgendaException.between(agenda, at(PLAIN, 9, 15), at(PLAIN, 9, 30))
    found = day(agenda, PLAIN, [hours], [shut])
    assert [piece.start for piece in free(found)] == [at(PLAIN, 9), at(PLAIN, 9, 30), at(PLAIN, 9, 45)]
    assert [piece.exception for piece in found.pieces if piece.exception] == [shut]
    week_after = PLAIN + timedelta(days=7)
    assert len(free(day(agenda, week_after, [hours], [shut]))) == 4


def test_an_exception_opens_a_day_that_is_not_worked():
    agenda = agenda_of()
    opened = AgendaException.between(agenda, at(PLAIN, 19), at(PLAIN, 20), "consultation", slot_minutes=20)
    assert [piece.minutes for piece in free(day(agenda, PLAIN, [], [opened]))] == [20, 20, 20]


def test_a_public_holiday_closes_unless_the_agenda_works_then():
    agenda = agenda_of()
    hours = [window(agenda, PLAIN, (9,), (10,))]
    assert free(day(agenda, PLAIN, hours, holiday="Lundi de Pâques")) == []
    agenda.keeps_holidays = False
    assert len(free(day(agenda, PLAIN, hours, holiday="Lundi de Pâques"))) == 4


def test_of_windows_that_overlap_nothing_is_offered_twice():
    agenda = agenda_of()
    both = [window(agenda, PLAIN, (9,), (10,)), window(agenda, PLAIN, (9, 30), (11,), slot_minutes=30)]
    found = free(day(agenda, PLAIN, both))
    assert all(one.end <= other.start for one, other in pairwise(found))


def test_cells_are_counted_from_the_epoch_and_a_day_is_not_24_hours():
    agenda = agenda_of()
    start, end = span_of(agenda, AUTUMN)
    assert len(agenda.cells(start, end)) == 25 * 12
    assert len(agenda_of(quantum=1).cells(start, start + timedelta(minutes=12))) == 12


def test_the_shown_hours_widen_with_what_is_there():
    agenda = agenda_of(slot_minutes=60)
    empty = Table([day(agenda, PLAIN)])
    assert (empty.rows[0].hour, empty.rows[-1].hour) == ("08:00", "18:00")
    early = Table([day(agenda, PLAIN, engagements=[held(agenda, PLAIN, (6, 30), 15)])])
    assert early.rows[0].hour == "06:00"
