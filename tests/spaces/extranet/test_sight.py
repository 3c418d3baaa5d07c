"""Exactly which rows each person gets."""

import pytest

from entregent.spaces.extranet.models import Answer, Cabinet, Campaign, ChangeRequest, Letter, LetterType, Member
from tests.spaces.extranet.body import COLUMNS

INSIDE = {"organisme", "superviseur", "collaborateur", "collegue", "autre", "adherent"}


def seen(body, person, model, name):
    return set(model.objects.visible_to(body.viewer(person)).values_list(name, flat=True))


@pytest.mark.parametrize("person", COLUMNS)
def test_members_and_letters_follow_the_dossier(body, person):
    for name in ("chazel", "garric", "vasselin", "combret", "dupont"):
        body.send(name, title=name)
    expected = {
        "organisme": {"chazel", "garric", "vasselin", "combret", "dupont"}, "adherent": {"chazel"},
        "superviseur": {"chazel", "garric", "combret"}, "collaborateur": {"chazel"}, "autre": {"vasselin", "dupont"},
    }.get(person, set())  # fmt: skip
    assert seen(body, person, Letter, "title") == expected
    members = {body.clients[name].number for name in expected if name in body.clients}
    assert seen(body, person, Member, "number") == members


@pytest.mark.parametrize("person", COLUMNS)
def test_cabinets_are_seen_by_themselves_by_whom_they_advise_and_by_the_body(body, person):
    expected = {"organisme": {1, 2}, "superviseur": {1}, "collaborateur": {1}, "collegue": {1}, "adherent": {1},
                "autre": {2}}  # fmt: skip
    assert seen(body, person, Cabinet, "number") == expected.get(person, set())


@pytest.mark.parametrize("person", COLUMNS)
def test_an_answer_is_the_cabinet_s_own_until_it_is_accepted(body, person):
    body.supervise()
    answer = body.reply(body.send(asks=True))
    cabinet = {"superviseur", "collaborateur"}
    assert (answer.pk in seen(body, person, Answer, "pk")) == (person in cabinet)
    answer.accept(by=body.viewer("superviseur"))
    assert (answer.pk in seen(body, person, Answer, "pk")) == (person in cabinet | {"organisme", "adherent"})


@pytest.mark.parametrize("person", COLUMNS)
def test_change_requests_are_seen_with_their_dossier(body, person):
    asked = ChangeRequest.ask(body.clients["chazel"].dossier, "phone", "02", by=body.viewer("collaborateur"))
    whole = {"organisme", "superviseur", "collaborateur", "adherent"}
    assert (asked.pk in seen(body, person, ChangeRequest, "pk")) == (person in whole)


@pytest.mark.parametrize("person", COLUMNS)
def test_types_are_known_inside_and_campaigns_to_the_body_alone(body, person):
    body.send()
    assert bool(seen(body, person, LetterType, "pk")) == (person in INSIDE)
    assert bool(seen(body, person, Campaign, "pk")) == (person == "organisme")
