"""The state of a contract comes from its dates; its end is told before it comes."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine

from entregent.audit.search import history_of
from entregent.jobs.models import Mail
from entregent.spaces.support import contract_ends
from entregent.spaces.support.models import Contract, EndAlert
from entregent.spaces.support.models.contract import months_after

SIGNED, END = date(2025, 1, 31), date(2026, 1, 30)


def contract(**dates):
    return Contract(**{"signed_on": SIGNED, "ends_on": END, **dates})


@pytest.mark.parametrize(
    ("dates", "day", "state"),
    [
        ({}, date(2025, 1, 30), "to_come"),
        ({}, SIGNED, "active"),
        ({}, END, "active"),
        ({}, END + timedelta(days=1), "ended"),
        ({"ends_on": None}, date(2090, 1, 1), "active"),
        ({"renews_for": 12}, date(2030, 6, 1), "active"),
        ({"renews_for": 12, "terminated_on": date(2027, 1, 30)}, date(2027, 1, 30), "active"),
        ({"renews_for": 12, "terminated_on": date(2027, 1, 30)}, date(2027, 1, 31), "terminated"),
        ({"terminated_on": date(2025, 6, 1)}, date(2025, 6, 2), "terminated"),
    ],
)
def test_the_state_comes_from_the_dates(dates, day, state):
    assert contract(**dates).state_on(day) == state
    assert contract(**dates).covers(day) == (state == "active")


@pytest.mark.parametrize(
    ("dates", "day", "last"),
    [
        ({}, SIGNED, END),
        ({"renews_for": 12}, END + timedelta(days=1), date(2027, 1, 30)),
        ({"renews_for": 1, "ends_on": date(2025, 1, 31)}, date(2025, 2, 10), date(2025, 2, 28)),
        ({"renews_for": 1, "ends_on": date(2025, 1, 31)}, date(2025, 3, 1), date(2025, 3, 31)),
        ({"renews_for": 12, "terminated_on": date(2026, 6, 30)}, date(2026, 3, 1), date(2026, 6, 30)),
        ({"ends_on": None}, SIGNED, None),
        ({"ends_on": None, "terminated_on": END}, SIGNED, END),
    ],
)
def test_the_period_that_runs_ends_then(dates, day, last):
    assert contract(**dates).last_day(day) == last


def test_months_are_those_of_the_calendar():
    assert months_after(date(2024, 1, 31), 1) == date(2024, 2, 29)
    assert months_after(date(2024, 12, 31), 2) == date(2025, 2, 28)
    assert months_after(date(2025, 3, 31), -1) == date(2025, 2, 28)


@pytest.mark.parametrize("name", ["payroll", "legal", "expired", "future", "school"])
@pytest.mark.parametrize(
    "dates", [{}, {"renews_for": 12}, {"terminated_on": date(2026, 11, 21)}, {"terminated_on": date(2026, 11, 22)}]
)
def test_queries_and_records_know_the_same_rule(scenery, name, dates):
    with time_machine.travel(datetime(2026, 11, 22, 12, tzinfo=UTC), tick=False):
        mine = scenery.cast.contracts[name]
        for field, value in dates.items():
            setattr(mine, field, value)
        mine.save()
        found = Contract.objects.unscoped("test").filter(Contract.active(), pk=mine.pk).exists()
        assert found == mine.is_active


def announce(scenery, day):
    with time_machine.travel(datetime.combine(day, datetime.min.time(), UTC) + timedelta(hours=6), tick=False):
        contract_ends.announce(scenery.cast.houses["vendor"])


@pytest.fixture
def ends(scenery):
    """One contract alone ends, on 31 December 2026."""
    rows = Contract.objects.unscoped("test")
    rows.update(signed_on=date(2025, 1, 1), ends_on=None)
    rows.filter(pk=scenery.cast.contracts["payroll"].pk).update(ends_on=date(2026, 12, 31))
    return scenery.cast.contracts["payroll"]


def told(person, kind="ending"):
    return Mail.objects.filter(to_address=f"{person}@demo.example", kind=f"support.contract.{kind}").count()


def test_the_end_is_told_sixty_then_thirty_days_before_to_those_who_decide(scenery, ends):
    for day, count in (
        (date(2026, 10, 31), 0),
        (date(2026, 11, 1), 1),
        (date(2026, 11, 20), 1),
        (date(2026, 12, 1), 2),
    ):
        announce(scenery, day)
        assert (told("administrateur"), told("responsable", "expiring")) == (count, count), day
    announce(scenery, date(2026, 12, 20))
    assert EndAlert.objects.unscoped("test").count() == 2
    for person in ("agent", "referent", "autre", "technicien", "etranger"):
        assert told(person) + told(person, "expiring") == 0
    assert history_of("support.contract", ends.pk).filter(verb="support.contract.ending").count() == 2


def test_who_was_never_told_is_told_once_of_the_nearer_end(scenery, ends):
    announce(scenery, date(2026, 12, 20))
    announce(scenery, date(2026, 12, 21))
    assert told("administrateur") == 1


def test_a_renewed_contract_is_told_again_of_its_next_period(scenery, ends):
    Contract.objects.unscoped("test").filter(pk=ends.pk).update(renews_for=12)
    for day in (date(2026, 12, 15), date(2027, 6, 1), date(2027, 12, 15)):
        announce(scenery, day)
    assert told("administrateur") == 2
    assert "tacit" not in Mail.objects.filter(kind="support.contract.ending").latest("pk").subject


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"ends_on": "2024-12-31"}, "ends_on"),
        ({"renews_for": "12", "ends_on": ""}, "ends_on"),
        ({"renews_for": "0"}, "renews_for"),
        ({"terminated_on": "2024-01-01"}, "terminated_on"),
    ],
)
def test_dates_that_cannot_be_are_refused_at_their_field(scenery, post, changes, field):
    mine = scenery.cast.contracts["payroll"]
    sent = {"product": mine.product_id, "signed_on": "2025-01-01", "ends_on": "2026-12-31", **changes}
    page = post("responsable", f"/support/contrats/{mine.pk}/modification/", **sent)
    assert page.status_code == 422
    assert f"id_{field}_error" in page.content.decode()


def test_the_page_says_the_state_and_the_end_of_the_period(scenery, ends):
    Contract.objects.unscoped("test").filter(pk=ends.pk).update(terminated_on=date(2026, 1, 5))
    page = scenery.client("agent").get(f"/support/contrats/{ends.pk}/").content.decode()
    assert "Résilié" in page
