"""Working time. The dates are real ones: Easter, the clocks, and the local law of Alsace-Moselle."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from entregent.agenda.hours import Hours, NeverOpen
from entregent.agenda.models import ExceptionalDay, Timetable
from entregent.people.models import House

PARIS = ZoneInfo("Europe/Paris")


def hours(*exceptions, zone="Europe/Paris", **timetable):
    return Timetable(house=House(time_zone=zone), **timetable).hours(exceptions)


def paris(*parts):
    return datetime(*parts, tzinfo=PARIS)


@pytest.mark.parametrize(
    ("region", "start", "work", "end"),
    [
        ("none", (2026, 5, 13, 17), 8, (2026, 5, 15, 18)),  # Ascension between them
        ("none", (2026, 4, 2, 17), 8, (2026, 4, 3, 18)),
        ("57", (2026, 4, 2, 17), 8, (2026, 4, 7, 18)),  # Good Friday and Easter Monday
        ("6AE", (2026, 4, 2, 17), 8, (2026, 4, 7, 18)),
        ("none", (2026, 12, 24, 16, 30), 4, (2026, 12, 28, 11, 30)),
        ("none", (2026, 3, 27, 17), 2, (2026, 3, 30, 10)),  # clocks go forward
        ("none", (2026, 11, 10, 17), 8, (2026, 11, 12, 18)),
        ("", (2026, 11, 10, 17), 8, (2026, 11, 11, 18)),
        ("none", (2026, 11, 14, 11), 1, (2026, 11, 16, 10)),  # begun on a Saturday
        ("none", (2026, 11, 16, 12, 30), 4, (2026, 11, 16, 18)),  # begun at noon
    ],
)
def test_so_much_working_time_ends_then(region, start, work, end):
    found = hours(region=region).after(paris(*start), timedelta(hours=work))
    assert found == paris(*end)


def test_monday_after_the_clocks_changed_is_told_in_summer_time():
    found = hours().after(paris(2026, 3, 27, 17), timedelta(hours=2)).astimezone(PARIS)
    assert found.utcoffset() == timedelta(hours=2)


@pytest.mark.parametrize(("day", "long"), [((2026, 3, 29), 23), ((2026, 10, 25), 25), ((2026, 11, 22), 24)])
def test_an_hour_lasts_sixty_minutes_whatever_clocks_do(day, long):
    always = hours(week=[[["00:00", "00:00"]]] * 7, region="")
    start = paris(*day)
    assert always.between(start, paris(*day[:2], day[2] + 1)) == timedelta(hours=long)
    assert always.after(start, timedelta(hours=30)) == start.astimezone(UTC) + timedelta(hours=30)


def test_time_between_two_moments_leaves_out_nights_noons_and_closed_days():
    ours = hours()
    assert ours.between(paris(2026, 5, 13, 17), paris(2026, 5, 15, 18)) == timedelta(hours=8)
    assert ours.between(paris(2026, 5, 16, 9), paris(2026, 5, 17, 23)) == timedelta()
    assert ours.between(paris(2026, 5, 15, 12, 10), paris(2026, 5, 15, 13)) == timedelta()
    assert ours.between(paris(2026, 5, 15, 18), paris(2026, 5, 13, 17)) == timedelta()


def test_working_days_are_counted_from_the_morrow_to_midnight():
    ours = hours()
    assert ours.working_day_after(date(2026, 5, 12), 2) == date(2026, 5, 15)
    assert ours.deadline(paris(2026, 5, 12, 9), 2) == paris(2026, 5, 16)
    assert ours.deadline(paris(2026, 5, 12, 23, 59), 2) == paris(2026, 5, 16)
    assert ours.deadline(datetime(2026, 5, 12, 22, 30, tzinfo=UTC), 2) == paris(2026, 5, 19)  # the 13th in Paris


@pytest.mark.parametrize("days", [1, 2, 3, 10])
@pytest.mark.parametrize("today", [date(2026, 5, 15), date(2026, 5, 18), date(2026, 11, 12), date(2026, 12, 27)])
def test_what_is_late_is_what_had_its_deadline(today, days):
    """The two ways to count agree: forward from one request, backward for all of them."""
    ours, moment = hours(), paris(today.year, today.month, today.day, 3)
    limit = ours.late_before(moment, days)
    for hour in range(-24 * 25, 1, 7):
        begun = moment + timedelta(hours=hour)
        assert (begun < limit) == (ours.deadline(begun, days) <= moment), begun


def test_open_now_or_when_next():
    ours = hours()
    assert ours.is_open(paris(2026, 11, 16, 9))
    assert not ours.is_open(paris(2026, 11, 16, 12))
    assert ours.opening_after(paris(2026, 11, 16, 12)) == paris(2026, 11, 16, 14)
    assert ours.opening_after(paris(2026, 11, 16, 10)) == paris(2026, 11, 16, 10)


def test_an_exceptional_day_is_stronger_than_a_holiday_and_a_holiday_than_the_week():
    christmas = ExceptionalDay(first=date(2026, 12, 25), last=date(2026, 12, 25), opens=time(10), closes=time(12))
    closed = ExceptionalDay(first=date(2026, 12, 28), last=date(2026, 12, 31))
    ours = hours(christmas, closed)
    assert ours.works(date(2026, 12, 25))
    assert ours.between(paris(2026, 12, 25), paris(2026, 12, 26)) == timedelta(hours=2)
    assert not any(ours.works(date(2026, 12, day)) for day in range(28, 32))
    assert not hours().works(date(2026, 12, 25))
    assert hours(worked=["Noël"]).works(date(2026, 12, 25))


def test_a_house_closed_for_good_is_told_not_waited_for():
    for what in (
        lambda one: one.after(paris(2026, 1, 1), timedelta(hours=1)),
        lambda one: one.deadline(paris(2026, 1, 1), 1),
    ):
        with pytest.raises(NeverOpen):
            what(hours(week=[[]] * 7))


def test_the_zone_of_the_house_says_which_day_it_is():
    ours = Hours(lambda day: [(time(8), time(12))] if day.weekday() == 0 else [], ZoneInfo("Indian/Reunion"))
    assert ours.is_open(datetime(2026, 11, 16, 4, tzinfo=UTC))
    assert not ours.is_open(datetime(2026, 11, 16, 3, 59, tzinfo=UTC))


@pytest.mark.parametrize(
    ("start", "end", "minutes"),
    [
        ((2026, 11, 6, 17), (2026, 11, 9, 10, 30), 150),
        ((2026, 11, 7, 10), (2026, 11, 8, 10), 0),
        ((2026, 11, 9, 10), (2026, 11, 9, 9), 0),
    ],
)
def test_minutes_are_whole(start, end, minutes):
    assert hours().minutes_between(paris(*start), paris(*end) + timedelta(seconds=59)) == minutes


def test_a_house_that_never_opens_counts_no_minutes():
    assert hours(week=[[]] * 7).minutes_between(paris(2026, 11, 6), paris(2026, 11, 9)) is None
