"""The hours that a manager sets on screen, and what is refused there."""

from datetime import date, time

import pytest

from entregent.agenda.models import ExceptionalDay, Timetable
from entregent.agenda.opening import hours_of
from entregent.audit.search import history_of
from entregent.people.submissions import new_key

PAGE = "/administration/horaires/"


@pytest.fixture
def post(scenery):
    def send(url, person="responsable", **fields):
        return scenery.client(person).post(url, {"submission": new_key(scenery.cast.viewer(person)), **fields})

    return send


def week(**changes):
    days = {
        f"day-{day}-{part}-{end}": value
        for day in range(5)
        for part, pair in enumerate((("09:00", "12:00"), ("14:00", "18:00")))
        for end, value in zip(("from", "until"), pair, strict=True)
    }
    return {**days, "region": "none", **{f"day-{key}": value for key, value in changes.items()}}


def test_the_hours_set_on_screen_are_those_that_count(scenery, post):
    house = scenery.cast.houses["vendor"]
    assert hours_of(house).works(date(2026, 11, 20))
    sent = week(
        **{"4-0-from": "", "4-0-until": "", "4-1-from": "", "4-1-until": "", "5-0-from": "08:30", "5-0-until": "00:00"}
    )
    assert post(PAGE, **{**sent, "region": "57", "worked": ["Noël"]}).status_code == 302
    ours = hours_of(house)
    assert not ours.works(date(2026, 11, 20))
    assert [(start.hour, end.hour) for start, end in ours.spans(date(2026, 11, 21))] == [(7, 23)]
    assert not ours.works(date(2026, 4, 3))
    kept = Timetable.objects.unscoped("test").get(house=house)
    assert (kept.worked, kept.week[4]) == (["Noël"], [])
    told = history_of("agenda.timetable", kept.pk).get()
    assert sorted(told.particulars["changes"]) == ["region", "week", "worked"]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"0-0-until": ""}, "day-0-0-until"),
        ({"0-0-from": ""}, "day-0-0-from"),
        ({"1-0-until": "08:00"}, "day-1-0-until"),
        ({"2-1-from": "11:00"}, "day-2-1-from"),
        ({"3-0-until": "midi"}, "day-3-0-until"),
    ],
)
def test_hours_that_cannot_be_are_refused_where_they_are(scenery, post, changes, field):
    page = post(PAGE, **week(**changes))
    assert page.status_code == 422
    assert f"id_{field}_error" in page.content.decode()
    assert not Timetable.objects.unscoped("test").exists()


def test_a_week_without_an_opening_is_refused(scenery, post):
    assert post(PAGE, region="none").status_code == 422
    assert not Timetable.objects.unscoped("test").exists()


def test_a_tick_of_the_region_left_behind_is_no_error(scenery, post):
    assert post(PAGE, **{**week(), "region": "57", "worked": ["Vendredi saint"]}).status_code == 302
    assert post(PAGE, **{**week(), "worked": ["Vendredi saint", "Ascension"]}).status_code == 302
    assert Timetable.objects.unscoped("test").get().worked == ["Ascension"]


DAY = {"label": "Portes ouvertes", "first": "2026-12-05", "last": "2026-12-05", "opens": "10:00", "closes": "17:00"}


def test_exceptional_days_are_added_changed_and_removed(scenery, post):
    house = scenery.cast.houses["vendor"]
    assert post(f"{PAGE}jours/nouveau/", **DAY).status_code == 302
    day = ExceptionalDay.objects.unscoped("test").get(label="Portes ouvertes")
    assert hours_of(house).slots_of(date(2026, 12, 5)) == [(time(10), time(17))]
    assert post(f"{PAGE}jours/{day.pk}/", **{**DAY, "opens": "", "closes": ""}).status_code == 302
    assert not hours_of(house).works(date(2026, 12, 5))
    assert post(f"{PAGE}jours/{day.pk}/suppression/").status_code == 302
    verbs = list(history_of("agenda.exceptionalday", day.pk).values_list("verb", flat=True))
    assert sorted(one.rpartition(".")[2] for one in verbs) == ["changed", "created", "removed"]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"last": "2026-12-04"}, "last"),
        ({"closes": ""}, "closes"),
        ({"closes": "09:00"}, "closes"),
        ({"first": "2026-12-30", "last": "2027-01-02"}, "first"),  # over those of the scenery
        ({"label": ""}, "label"),
    ],
)
def test_an_exceptional_day_that_cannot_be_is_refused_at_its_field(scenery, post, changes, field):
    page = post(f"{PAGE}jours/nouveau/", **{**DAY, **changes})
    assert page.status_code == 422
    assert f"id_{field}_error" in page.content.decode()
