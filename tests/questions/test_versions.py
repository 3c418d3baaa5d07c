"""A form in use is never changed: what staff write is a draft, and publishing makes a version."""

from dataclasses import replace

import pytest

from entregent.audit.search import history_of
from entregent.people.errors import Refused
from entregent.questions.differences import differences
from entregent.questions.models import Form, FormVersion
from entregent.questions.question import CHOICE, LEVEL, MARK, TEXT, Question
from tests.cast import QUESTIONS
from tests.questions.asked import MODULE, WHY, version

NEW = Question("systeme", TEXT, "Système")


@pytest.fixture
def agent(scenery):
    return scenery.cast.viewer("agent")


def labels(version):
    return [question.label for question in version.asked]


def test_a_draft_is_asked_of_nobody_until_it_is_published(form, manager, agent):
    form.ask(NEW, by=manager)
    assert labels(form.current(agent)) == ["Module", "Version"]
    assert labels(form.draft(manager)) == ["Module", "Version", "Système"]
    form.publish(by=manager)
    assert labels(form.current(agent)) == ["Module", "Version", "Système"]
    assert form.draft(manager) is None
    assert [(one.number, len(one.asked)) for one in form.history(manager)] == [(2, 3), (1, 2)]


def test_customers_never_see_a_draft(form, manager, agent):
    form.ask(NEW, by=manager)
    assert list(FormVersion.objects.visible_to(agent).filter(published_at=None)) == []
    assert FormVersion.objects.visible_to(agent).filter(form=form).count() == 1
    assert FormVersion.objects.visible_to(manager).filter(form=form).count() == 2


def test_what_was_published_stays_as_it_was(form, manager, agent):
    first = form.current(agent)
    form.reword(replace(first.asked[0], label="Module touché"), by=manager)
    form.withdraw("version", by=manager)
    form.publish(by=manager)
    first.refresh_from_db()
    assert [one["label"] for one in first.questions] == ["Module", "Version"]


def test_publishing_the_same_is_refused(form, manager):
    with pytest.raises(Refused):
        form.publish(by=manager)
    form.move("version", -1, by=manager)
    form.move("version", 1, by=manager)
    with pytest.raises(Refused):
        form.publish(by=manager)


def test_a_draft_given_up_leaves_what_is_asked(form, manager, agent):
    form.ask(NEW, by=manager)
    form.abandon(by=manager)
    assert form.draft(manager) is None
    assert labels(form.current(agent)) == ["Module", "Version"]
    with pytest.raises(Refused):
        form.abandon(by=manager)


def test_moving_stops_at_either_end(form, manager):
    form.move("module", -1, by=manager)
    form.move("version", 1, by=manager)
    assert labels(form.draft(manager)) == ["Module", "Version"]
    form.move("version", -1, by=manager)
    assert labels(form.draft(manager)) == ["Version", "Module"]


def test_what_another_question_depends_on_stays_and_stays_before_it(form, manager):
    form.ask(Question("bulletin", TEXT, "Bulletin", asked_if="module", asked_value="Bulletins"), by=manager)
    form.move("bulletin", -1, by=manager)
    with pytest.raises(Refused, match="Bulletin"):
        form.move("bulletin", -1, by=manager)
    with pytest.raises(Refused, match="Bulletin"):
        form.move("module", 1, by=manager)
    with pytest.raises(Refused, match="Bulletin"):
        form.withdraw("module", by=manager)


def test_a_fixed_question_may_change_its_words_alone(scenery, manager):
    form = Form.objects.unscoped("test").get(house=scenery.cast.houses["vendor"], use="support.closing")
    with pytest.raises(Refused):
        form.withdraw("score", by=manager)
    score = form.current(manager).question("score")
    form.reword(replace(score, label="Votre note", kind=TEXT, is_fixed=False), by=manager)
    said = form.draft(manager).question("score")
    assert (said.label, said.kind, said.is_fixed, said.is_required) == ("Votre note", MARK, True, True)


def test_of_two_who_reword_one_question_the_second_is_told(form, manager):
    seen = form.current(manager).asked[1]
    form.reword(replace(seen, label="Version installée"), by=manager, seen=seen)
    with pytest.raises(Refused):
        form.reword(replace(seen, label="Numéro de version"), by=manager, seen=seen)
    assert form.draft(manager).asked[1].label == "Version installée"


def test_each_act_writes_its_event(form, manager):
    form.ask(NEW, by=manager)
    form.reword(replace(NEW, label="Système installé"), by=manager)
    form.move(NEW.key, -1, by=manager)
    form.publish(by=manager)
    form.withdraw(NEW.key, by=manager)
    form.abandon(by=manager)
    form.rename("Paie", by=manager)
    verbs = [event.verb.removeprefix("questions.form.") for event in history_of("questions.form", form.pk)]
    assert verbs == ["asked", "reworded", "moved", "published", "withdrawn", "abandoned", "renamed"]


def test_a_house_has_one_questionnaire(scenery):
    from django.db import IntegrityError, transaction

    with pytest.raises(IntegrityError), transaction.atomic():
        Form.set_up(scenery.cast.houses["vendor"], "support", "Encore un", QUESTIONS, use="support.closing")


class TestDifferences:
    def test_nothing_changed_says_nothing(self):
        assert differences(version(MODULE, WHY), version(MODULE, WHY)) == []

    @pytest.mark.parametrize(
        "changed",
        [
            {"label": "Autre"}, {"is_required": True}, {"help": "Aide"}, {"heading": "Titre"}, {"most": "3"},
            {"label_en": "Other"}, {"choices": "Paie\nCongés\nBudget"}, {"choices": "Congés\nPaie"},
        ],
    )  # fmt: skip
    def test_every_change_is_told_once(self, changed):
        assert len(differences(version(MODULE), version(replace(MODULE, **changed)))) == 1

    def test_what_comes_goes_and_moves_is_told(self):
        level = Question("d", LEVEL, "Délai")
        assert "Délai" in differences(version(MODULE), version(MODULE, level))[0]
        assert "Module" in differences(version(MODULE, level), version(level))[0]
        assert len(differences(version(MODULE, level), version(level, MODULE))) == 1

    def test_choices_are_named(self):
        told = differences(version(MODULE), version(replace(MODULE, choices="Paie\nBudget", choices_en="")))
        assert any("Budget" in one for one in told)
        assert any("Congés" in one for one in told)
        assert MODULE.kind == CHOICE
