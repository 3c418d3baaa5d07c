"""The closing questionnaire: a form of the house that closes, is counted, corrected for a day, and heard."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db.models import Avg, Count

from entregent.audit.search import history_of
from entregent.core import clock
from entregent.core.clock import now
from entregent.jobs.listing import mails_seen_by
from entregent.notify.models import Notification
from entregent.questions.models import Form
from entregent.questions.question import LEVEL, Question
from entregent.spaces.support.models import Evaluation, Rating
from tests.cast import marks

LEVELS = ("delay", "follow_up", "solution", "regulatory", "technical", "human")
GOOD = {"question-score": "9", **{f"question-{key}": "3" for key in LEVELS}}


@pytest.fixture
def manager(scenery):
    return scenery.cast.viewer("responsable")


@pytest.fixture
def form(scenery):
    return Form.objects.unscoped("test").get(house=scenery.cast.houses["vendor"], use="support.closing")


def evaluation(scenery, name="to_confirm"):
    return Evaluation.objects.unscoped("test").get(closure__intervention=scenery.cast.requests[name])


def ratings(scenery, name="to_confirm"):
    rows = Rating.objects.unscoped("test").filter(evaluation=evaluation(scenery, name))
    return dict(rows.values_list("key", "level"))


def warned(scenery):
    """Whose bell rang for somebody dissatisfied, and to whom it was written."""
    rung = Notification.objects.unscoped("test").filter(verb="support.intervention.dissatisfied")
    people = {name: member.pk for name, member in scenery.cast.members.items()}
    names = sorted(name for name, pk in people.items() for row in rung if row.membership_id == pk)
    mails = mails_seen_by(scenery.cast.viewer("admin")).filter(kind="support.intervention.dissatisfied")
    return names, sorted(mails.values_list("to_address", flat=True))


def test_a_house_begins_with_the_questionnaire_of_the_manual(form, manager):
    asked = form.current(manager).asked
    assert [question.key for question in asked] == ["score", *LEVELS, "comment"]
    assert [question.is_required for question in asked] == [True] * 7 + [False]


def test_what_was_answered_is_counted_by_the_database(scenery, post, url):
    answers = {**GOOD, "question-score": "8", "question-delay": "2", "question-human": "1"}
    assert post("agent", url("to_confirm", "cloture/"), **answers).status_code == 302
    assert ratings(scenery) == {"score": 8, **dict.fromkeys(LEVELS, 3), "delay": 2, "human": 1}
    rows = (
        Rating.objects.unscoped("test").filter(key="delay").order_by("level").values_list("level").annotate(Count("pk"))
    )
    assert list(rows) == [(2, 1), (3, 1)]  # with the one that the scene closed
    assert Evaluation.objects.unscoped("test").aggregate(mean=Avg("score")) == {"mean": 8.5}


def test_a_house_asks_its_own_questions_and_earlier_answers_keep_theirs(scenery, post, url, form, manager):
    form.withdraw("human", by=manager)
    form.ask(Question("accueil", LEVEL, "L’accueil au téléphone", is_required=True), by=manager)
    form.reword(replace(form.draft(manager).question("delay"), label="La rapidité"), by=manager)
    form.publish(by=manager)
    assert post("agent", url("to_confirm", "cloture/"), **GOOD).status_code == 422
    answers = {name: value for name, value in GOOD.items() if name != "question-human"}
    assert post("agent", url("to_confirm", "cloture/"), **answers, **{"question-accueil": "2"}).status_code == 302
    assert ratings(scenery)["accueil"] == 2
    assert ratings(scenery)["delay"] == 3  # the same key, whatever its words
    page = scenery.client("agent").get(url("to_confirm")).content.decode()
    assert "La rapidité" in page
    old = scenery.client("agent").get(url("closed")).content.decode()
    assert "La rapidité" not in old
    assert "L’accueil au téléphone" not in old


def test_a_questionnaire_published_meanwhile_loses_nothing(scenery, post, url, form, manager):
    drawn = form.current(manager)
    form.withdraw("human", by=manager)
    form.publish(by=manager)
    page = post("agent", url("to_confirm", "cloture/"), **GOOD, form_version=drawn.pk, **{"question-comment": "Gardé"})
    assert page.status_code == 422
    assert "Gardé" in page.content.decode()
    assert scenery.cast.request("to_confirm").status == "to_confirm"


@pytest.mark.parametrize(
    ("answers", "told"),
    [
        ({"question-score": "6"}, True),
        ({"question-score": "7"}, False),
        ({"question-human": "1"}, True),
        ({"question-score": "10", "question-delay": "2"}, False),
    ],
)
def test_somebody_dissatisfied_is_heard_by_the_managers(scenery, post, url, answers, told):
    assert post("agent", url("to_confirm", "cloture/"), **{**GOOD, **answers}).status_code == 302
    people, mails = warned(scenery)
    assert people == (["responsable"] if told else [])
    assert mails == (["responsable@demo.example"] if told else [])


def test_a_correction_is_told_once_and_only_for_the_first_low_mark(scenery, post, url):
    for score in ("9", "4", "3"):
        act = "cloture/" if score == "9" else "evaluation/"
        assert post("agent", url("to_confirm", act), **{**GOOD, "question-score": score}).status_code == 302
        told = score != "9"
        assert warned(scenery) == (["responsable"] * told, ["responsable@demo.example"] * told)


def test_customers_are_not_told_that_they_are_dissatisfied(scenery, post, url):
    post("agent", url("to_confirm", "cloture/"), **{**GOOD, "question-score": "0"})
    request = scenery.cast.requests["to_confirm"]
    for person, sees in (("agent", False), ("collegue", False), ("technicien", True)):
        page = scenery.client(person).get(f"/fiches/demandes/{request.pk}/historique/").content.decode()
        assert ("n’est pas satisfait" in page or "dissatisfied" in page) == sees


class TestCorrection:
    def test_its_author_corrects_it_for_a_day_and_the_history_tells_both(self, scenery, post, url):
        post("agent", url("to_confirm", "cloture/"), **GOOD)
        page = scenery.client("agent").get(url("to_confirm", "evaluation/")).content.decode()
        assert page.count(" checked") == 7  # as it was answered
        corrected = {**GOOD, "question-score": "7", "question-delay": "2", "question-comment": "Après réflexion"}
        assert post("agent", url("to_confirm", "evaluation/"), **corrected).status_code == 302
        after = evaluation(scenery)
        assert (after.score, ratings(scenery)["score"], ratings(scenery)["delay"]) == (7, 7, 2)
        verbs = [event.verb for event in history_of("support.intervention", scenery.cast.requests["to_confirm"].pk)]
        assert verbs[-1] == "support.intervention.evaluation_corrected"
        request = scenery.cast.requests["to_confirm"]
        told = scenery.client("technicien").get(f"/fiches/demandes/{request.pk}/historique/").content.decode()
        assert "9 / 10" in told
        assert "7 / 10" in told
        assert "Après réflexion" in told

    def test_a_day_later_it_stays(self, scenery, post, url):
        with clock.at(now() - timedelta(hours=24, minutes=1)):
            scenery.cast.request("to_confirm").confirm_closure(marks(), by=scenery.cast.viewer("agent"))
        assert scenery.client("agent").get(url("to_confirm", "evaluation/")).status_code == 409
        assert post("agent", url("to_confirm", "evaluation/"), **GOOD).status_code == 409
        assert "evaluation/" not in scenery.client("agent").get(url("to_confirm")).content.decode()

    def test_an_hour_before_the_end_it_is_offered(self, scenery, url):
        with clock.at(now() - timedelta(hours=23)):
            scenery.cast.request("to_confirm").confirm_closure(marks(), by=scenery.cast.viewer("agent"))
        assert "evaluation/" in scenery.client("agent").get(url("to_confirm")).content.decode()
        assert "evaluation/" not in scenery.client("administrateur").get(url("to_confirm")).content.decode()

    @pytest.mark.parametrize("person", ["collegue", "administrateur", "technicien", "responsable"])
    def test_nobody_corrects_in_another_s_name(self, scenery, post, url, person):
        assert post(person, url("closed", "evaluation/"), **GOOD).status_code == 403

    @pytest.mark.parametrize("wrong", [{"question-score": ""}, {"question-score": "11"}, {"question-human": ""}])
    def test_a_correction_is_whole_or_nothing(self, scenery, post, url, wrong):
        before = ratings(scenery, "closed")
        assert (
            post("agent", url("closed", "evaluation/"), **{**GOOD, "question-score": "2", **wrong}).status_code == 422
        )
        assert ratings(scenery, "closed") == before

    def test_the_same_again_is_no_correction(self, scenery, post, url):
        request = scenery.cast.requests["closed"]
        before = history_of("support.intervention", request.pk).count()
        assert post("agent", url("closed", "evaluation/"), **GOOD, **{"question-comment": "Merci"}).status_code == 302
        assert history_of("support.intervention", request.pk).count() == before
