"""Time that goes by: reminders, the closing that nobody answers, and the questionnaire that stays open a while."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
import time_machine

from entregent.audit.search import history_of
from entregent.core.verify import run_checks
from entregent.jobs.models import Mail
from entregent.spaces.support import deadlines
from entregent.spaces.support.models import Evaluation, Lapse, Rules
from tests.cast import marks

PARIS = ZoneInfo("Europe/Paris")


def at(day, month=11, hour=6):
    return time_machine.travel(datetime(2026, month, day, hour, tzinfo=PARIS), tick=False)


@pytest.fixture
def proposed(scenery):
    """A closing proposed on Thursday 5 November 2026; the eleventh is a holiday."""
    with at(5, hour=10):
        request = scenery.cast.request("in_progress")
        request.propose_closure("Corrigé.", by=scenery.cast.viewer("technicien"))
    return request


def keep(scenery, day, month=11):
    with at(day, month):
        deadlines.keep_deadlines(scenery.cast.houses["vendor"])
    return scenery.cast.request("in_progress")


def verbs(request):
    told = history_of("support.intervention", request.pk).values_list("verb", flat=True)
    return [verb.removeprefix("support.intervention.") for verb in told]


def mails(person):
    return list(Mail.objects.filter(to_address=f"{person}@demo.example").values_list("kind", flat=True))


@pytest.mark.parametrize(("day", "count"), [(9, 0), (10, 0), (12, 1)])
def test_the_owner_is_reminded_after_three_whole_working_days(scenery, proposed, day, count):
    """Friday, Monday and Tuesday have gone by on Thursday the twelfth: on the eleventh nobody works."""
    assert keep(scenery, day).recalls == count
    assert keep(scenery, 11).recalls == 0 or day == 12
    assert verbs(proposed).count("recalled") == count


def test_reminders_come_once_then_administrators_are_told_once(scenery, proposed):
    for day in (12, 12, 13, 16, 17, 18):
        assert keep(scenery, day).recalls == 1
    assert mails("agent").count("support.intervention.recalled") == 1
    assert "support.intervention.escalated" not in mails("administrateur")
    for day in (20, 21, 22, 23):
        keep(scenery, day)
    assert verbs(proposed)[-1] == "lapsed"
    assert verbs(proposed).count("escalated") == 1
    assert mails("administrateur").count("support.intervention.escalated") == 1


def test_an_answer_ends_the_wait_and_the_next_word_of_the_desk_starts_it_anew(scenery, proposed):
    agent, desk = scenery.cast.viewer("agent"), scenery.cast.viewer("technicien")
    keep(scenery, 12)
    with at(12, hour=9):
        scenery.cast.request("in_progress").refuse_closure("Toujours pas.", by=agent)
    assert (keep(scenery, 20).recalls, keep(scenery, 20).awaited_since) == (0, None)
    with at(20, hour=9):
        scenery.cast.request("in_progress").answer("Et maintenant ?", by=desk)
    assert keep(scenery, 25).recalls == 0
    assert keep(scenery, 26).recalls == 1
    assert scenery.cast.request("in_progress").changed_at.astimezone(PARIS).day == 20  # a reminder changes nothing


def test_a_closing_without_an_answer_leaves_no_score(scenery, proposed):
    assert keep(scenery, 20).status == "to_confirm"
    request = keep(scenery, 23)
    assert request.status == "closed"
    assert Lapse.objects.unscoped("test").filter(closure__intervention=request).count() == 1
    assert not Evaluation.objects.unscoped("test").filter(closure__intervention=request).exists()
    assert mails("agent").count("support.intervention.lapsed") == 1
    assert keep(scenery, 24).ended_at == request.ended_at
    assert list(run_checks("support")) == []


def test_after_it_the_owner_alone_may_still_evaluate_for_thirty_days(scenery, proposed, url):
    keep(scenery, 23)
    with at(2, 12):
        page = scenery.client("agent").get(url("in_progress")).content.decode()
        assert "Remplir le questionnaire" in page
        assert scenery.client("collegue").get(url("in_progress", "cloture/")).status_code == 403
        assert scenery.client("agent").get(url("in_progress", "refus-de-cloture/")).status_code == 409
        scenery.cast.request("in_progress").confirm_closure(marks(score=4), by=scenery.cast.viewer("agent"))
        assert scenery.client("agent").get(url("in_progress", "cloture/")).status_code == 409
    assert Evaluation.objects.unscoped("test").get(closure__intervention=proposed).score == 4
    assert verbs(proposed)[-2:] == ["rated", "dissatisfied"]  # four of ten
    assert scenery.cast.request("in_progress").ended_at.astimezone(PARIS).day == 23


def test_after_thirty_days_it_is_too_late(scenery, proposed, url):
    keep(scenery, 23)
    with at(24, 12):
        assert scenery.client("agent").get(url("in_progress", "cloture/")).status_code == 409


def test_the_owner_reads_until_when_they_may_answer(scenery, proposed, url):
    with at(6, hour=9):
        assert "vendredi 20 novembre" in scenery.client("agent").get(url("in_progress")).content.decode()
        assert "vendredi 20 novembre" not in scenery.client("collegue").get(url("in_progress")).content.decode()


def test_what_a_house_switches_off_never_happens(scenery, proposed):
    Rules.objects.create(house=scenery.cast.houses["vendor"], reminds_after=None, closes_after=None)
    request = keep(scenery, 29, 12)
    assert (request.status, request.recalls) == ("to_confirm", 0)


def test_a_worker_that_slept_for_weeks_reminds_before_it_tells_others(scenery, proposed):
    Rules.objects.create(house=scenery.cast.houses["vendor"], closes_after=None)
    assert keep(scenery, 15, 12).recalls == 1
    assert keep(scenery, 16, 12).recalls == 2
    assert keep(scenery, 17, 12).recalls == 2


def test_no_other_house_and_no_day_of_rest(scenery, proposed):
    with at(12):
        deadlines.keep_deadlines(scenery.cast.houses["rival"])
    assert scenery.cast.request("in_progress").recalls == 0
    assert keep(scenery, 14).recalls == 0  # a Saturday
    assert keep(scenery, 16).recalls == 1


def test_the_rules_are_set_on_screen(scenery, post):
    page = post("responsable", "/support/regles/", reminds_after="", closes_after="15", archives_after="6")
    assert page.status_code == 302
    rules = Rules.objects.unscoped("test").get()
    assert (rules.house, rules.reminds_after, rules.closes_after, rules.archives_after) == (
        scenery.cast.houses["vendor"], None, 15, 6,
    )  # fmt: skip
    assert history_of("support.rules", rules.pk).get().particulars["changes"]["closes_after"] == [10, 15]
    for wrong in ({"closes_after": "0"}, {"archives_after": ""}, {"reminds_after": "61"}):
        sent = {"reminds_after": "3", "closes_after": "10", "archives_after": "3", **wrong}
        assert post("responsable", "/support/regles/", **sent).status_code == 422
