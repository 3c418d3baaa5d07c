from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from entregent.jobs import cron
from entregent.jobs.cadence import Daily, Every
from entregent.jobs.models import Job, Schedule
from entregent.jobs.worker import Worker

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)


@pytest.fixture
def ran(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What ran, with an empty table of declarations."""
    monkeypatch.setattr(cron, "_declared", {})
    return []


def work() -> None:
    Worker(only=["cron", "jobs"]).run_until_idle()


@pytest.mark.django_db
def test_a_periodic_function_runs_at_its_slots(ran: list[str]) -> None:
    cron.every(seconds=60, name="tick")(lambda: ran.append("tick"))
    with time_machine.travel(NOON, tick=False) as clock:
        work()
        assert ran == []
        for _ in range(3):
            clock.shift(timedelta(seconds=60))
            work()
            work()
    assert ran == ["tick"] * 3
    schedule = Schedule.objects.get()
    assert schedule.last_at == NOON + timedelta(minutes=3)
    assert schedule.next_at == NOON + timedelta(minutes=4)
    assert schedule.last_result == "done"


@pytest.mark.django_db
def test_missed_slots_are_made_up_for_once(ran: list[str]) -> None:
    cron.daily(at="03:10", name="nightly")(lambda: ran.append("night"))
    with time_machine.travel(NOON, tick=False) as clock:
        work()
        clock.shift(timedelta(days=7))
        work()
    assert ran == ["night"]
    assert Schedule.objects.get().next_at == datetime(2026, 11, 28, 2, 10, tzinfo=UTC)


@pytest.mark.django_db
def test_a_slot_waits_for_the_run_before(ran: list[str]) -> None:
    cron.every(seconds=60, name="tick")(lambda: ran.append("tick"))
    with time_machine.travel(NOON, tick=False) as clock:
        for _ in range(3):
            cron.enqueue_due()
            clock.shift(timedelta(seconds=60))
    assert Job.objects.count() == 1


@pytest.mark.django_db
def test_a_failure_is_told(ran: list[str]) -> None:
    @cron.every(seconds=60, name="broken")
    def broken() -> None:
        raise ZeroDivisionError

    with time_machine.travel(NOON, tick=False) as clock:
        work()
        clock.shift(timedelta(seconds=60))
        work()
    assert Schedule.objects.get().last_result == "ZeroDivisionError"


@pytest.mark.django_db
def test_a_slot_that_a_wrong_clock_wrote_is_put_right(ran: list[str]) -> None:
    cron.every(seconds=60, name="tick")(lambda: ran.append("tick"))
    Schedule.objects.create(name="tick", next_at=NOON + timedelta(days=365))
    with time_machine.travel(NOON, tick=False):
        work()
    assert ran == []
    assert Schedule.objects.get().next_at == NOON + timedelta(seconds=60)


@pytest.mark.django_db
def test_what_is_no_longer_declared_is_left_alone(ran: list[str]) -> None:
    Schedule.objects.create(name="gone", next_at=NOON)
    work()
    assert not Job.objects.exists()


def test_a_name_is_declared_once(ran: list[str]) -> None:
    cron.every(seconds=60, name="tick")(list)
    cron.every(seconds=60, name="tick")(list)
    with pytest.raises(ValueError, match="tick"):
        cron.every(seconds=60, name="tick")(dict)


def slots(at: str, first: datetime, count: int) -> list[str]:
    cadence, found = Daily(datetime.strptime(at, "%H:%M").time()), [first]  # noqa: DTZ007
    for _ in range(count):
        found.append(cadence.next_after(found[-1]))
    return [f"{slot:%m-%d %H:%M}" for slot in found[1:]]


def test_daily_slots_follow_the_wall_clock_in_spring() -> None:
    start = datetime(2027, 3, 26, 12, tzinfo=UTC)
    assert slots("03:10", start, 3) == ["03-27 02:10", "03-28 01:10", "03-29 01:10"]
    # 02:30 does not exist on the 28th: 03:30 summer time takes its place.
    assert slots("02:30", start, 3) == ["03-27 01:30", "03-28 01:30", "03-29 00:30"]


def test_daily_slots_follow_the_wall_clock_in_autumn() -> None:
    start = datetime(2026, 10, 23, 12, tzinfo=UTC)
    assert slots("03:10", start, 3) == ["10-24 01:10", "10-25 02:10", "10-26 02:10"]
    # 02:30 comes twice on the 25th: the first one counts, once.
    assert slots("02:30", start, 3) == ["10-24 00:30", "10-25 00:30", "10-26 01:30"]


def test_daily_slots_at_the_end_of_february_and_of_the_year() -> None:
    assert slots("00:00", datetime(2028, 2, 28, 12, tzinfo=UTC), 2) == ["02-28 23:00", "02-29 23:00"]
    assert slots("00:00", datetime(2026, 12, 31, 12, tzinfo=UTC), 2) == ["12-31 23:00", "01-01 23:00"]


def test_regular_slots_ignore_the_wall_clock() -> None:
    assert Every(timedelta(hours=1)).next_after(NOON) == NOON + timedelta(hours=1)
