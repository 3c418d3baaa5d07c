"""What ended more than three months ago leaves lists and tiles, and is found in the archives."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from entregent.audit.search import history_of
from entregent.spaces.support import archiving, counts
from entregent.spaces.support.lists import RequestList
from entregent.spaces.support.models import Intervention, Rules

ENDED = datetime(2026, 8, 20, 12, tzinfo=UTC)


@pytest.fixture
def ended(scenery):
    rows = Intervention.objects.unscoped("test").filter(status__in=("closed", "cancelled"))
    rows.update(ended_at=ENDED)
    return scenery.cast


def archive(cast, moment):
    with time_machine.travel(moment, tick=False):
        return archiving.archive(cast.houses["vendor"])


def listed(cast, person="agent", **address):
    return {
        int(row.url.strip("/").rpartition("/")[2])
        for row in RequestList(cast.viewer(person), {"taille": "100", **address}).open().rows
    }


def test_three_months_and_not_a_day_less(ended):
    assert archive(ended, datetime(2026, 11, 20, 12, tzinfo=UTC)) == 0
    assert listed(ended, cloturees="oui") >= {ended.requests["closed"].number, ended.requests["cancelled"].number}
    assert archive(ended, datetime(2026, 11, 21, 12, tzinfo=UTC)) == 2
    assert archive(ended, datetime(2026, 11, 21, 12, tzinfo=UTC)) == 0


@pytest.mark.parametrize("person", ["agent", "administrateur", "technicien"])
def test_archived_requests_leave_lists_and_tiles_and_stay_in_the_archives(ended, person):
    gone = {ended.requests["closed"].number, ended.requests["cancelled"].number}
    archive(ended, ENDED + timedelta(days=200))
    assert not gone & listed(ended, person, cloturees="oui")
    assert not gone & listed(ended, person, vue="cloturees")
    assert gone <= listed(ended, person, vue="archives")
    assert gone == listed(ended, person, vue="archives", archivee="oui")
    assert gone <= listed(ended, person, vue="archives", q="sujet")
    tiles = {tile.key: tile.count for tile in counts.tiles(ended.viewer(person))}
    assert (tiles["closed"], tiles["cancelled"]) == ("0", "0")
    assert ended.requests["school"].number not in listed(ended, "agent", vue="archives")


def test_its_page_stays_and_says_since_when(ended, scenery, url):
    archive(ended, ENDED + timedelta(days=200))
    page = scenery.client("agent").get(url("closed")).content.decode()
    assert "archivée depuis le" in page
    told = history_of("support.intervention", ended.requests["closed"].pk).values_list("verb", flat=True)
    assert list(told).count("support.intervention.archived") == 1


def test_open_requests_and_those_of_other_houses_stay(ended):
    archive(ended, ENDED + timedelta(days=4000))
    rows = Intervention.objects.unscoped("test").exclude(archived_at=None)
    assert set(rows.values_list("status", flat=True)) == {"closed", "cancelled"}
    assert archiving.archive(ended.houses["rival"]) == 0


def test_in_batches_as_long_as_there_are_some(ended, monkeypatch):
    monkeypatch.setattr(archiving, "BATCH", 1)
    assert archive(ended, ENDED + timedelta(days=200)) == 2


@pytest.mark.parametrize(
    ("today", "months", "limit"),
    [
        ("2026-05-31", 3, "2026-02-28"),
        ("2028-05-31", 3, "2028-02-29"),
        ("2026-01-15", 3, "2025-10-15"),
        ("2026-03-30", 12, "2025-03-30"),
    ],
)
def test_months_are_those_of_the_calendar(ended, today, months, limit):
    with time_machine.travel(f"{today}T12:00Z", tick=False):
        found = archiving.limit(ended.houses["vendor"], months)
    assert f"{found:%Y-%m-%d %H:%M}" == f"{limit} 00:00"


def test_the_house_says_how_many_months(ended):
    Rules.objects.create(house=ended.houses["vendor"], archives_after=12)
    assert archive(ended, ENDED + timedelta(days=200)) == 0
    assert archive(ended, ENDED + timedelta(days=367)) == 2


def test_a_bar_of_the_chart_counts_what_its_link_lists(ended):
    archive(ended, ENDED + timedelta(days=200))
    bars = counts.opened_a_month(ended.viewer("agent")).bars
    for bar in (bars[-1], bars[0]):
        address = dict(part.split("=") for part in bar.url.partition("?")[2].split("&"))
        assert len(listed(ended, **address)) == bar.value
    assert bars[-1].value == 6
