"""A training that qualifies opens an account; the others are only kept."""

from datetime import timedelta

import pytest

from entregent.people.models import Invitation
from entregent.spaces.support.models import Training
from entregent.spaces.support.models.contract import today
from tests.access import posted

EMAIL = "irene.caubet@valmorel.example"
TYPED = {"course": "Paie, niveau 1", "first_name": "Irène", "last_name": "Caubet", "email": EMAIL.upper()}


def address(scenery):
    return f"/support/etablissements/{scenery.cast.parties['hospital'].pk}/formations/"


def send(scenery, person="responsable", **typed):
    typed = {**TYPED, "followed_on": today(), "qualifies": "on", **typed, **posted(scenery.cast, person)}
    sent = {name: value for name, value in typed.items() if value is not None}
    return scenery.client(person).post(f"{address(scenery)}nouvelle/", sent)


def invited(scenery):
    return Invitation.objects.unscoped("test").filter(party=scenery.cast.parties["hospital"], email=EMAIL)


def test_a_qualifying_training_invites_an_agent(scenery):
    count = invited(scenery).count()
    answer = send(scenery)
    assert answer.status_code == 302
    assert invited(scenery).count() == count + 1
    assert invited(scenery).latest("pk").roles[0].key == "agent"
    page = answer.client.get(address(scenery)).content.decode()
    assert "Irène" in page
    assert "reçoit une invitation" in page


def test_another_training_invites_nobody(scenery):
    assert send(scenery, qualifies=None).status_code == 302
    assert not invited(scenery).exists()
    assert not Training.objects.unscoped("test").get().qualifies


def test_whoever_has_an_account_is_not_invited_again(scenery):
    answer = send(scenery, email=scenery.cast.email("agent"))
    assert answer.status_code == 302
    assert not Invitation.objects.unscoped("test").filter(email=scenery.cast.email("agent"), accepted_at=None).exists()
    assert Training.objects.unscoped("test").count() == 1


@pytest.mark.parametrize(
    ("wrong", "name"),
    [
        ({"followed_on": today() + timedelta(days=2)}, "followed_on"),
        ({"email": "x"}, "email"),
        ({"course": ""}, "course"),
    ],
)
def test_what_is_wrong_is_told_and_nothing_kept(scenery, wrong, name):
    answer = send(scenery, **wrong)
    assert answer.status_code == 422
    assert name in answer.context["form"].errors
    assert not Training.objects.unscoped("test").exists()


def test_the_same_training_is_recorded_once(scenery):
    send(scenery)
    assert send(scenery, first_name="Irene").status_code == 422
    assert Training.objects.unscoped("test").count() == 1


def test_an_establishment_sees_its_own_trainings_alone(scenery):
    send(scenery)
    assert Training.objects.visible_to(scenery.cast.viewer("agent")).count() == 1
    assert Training.objects.visible_to(scenery.cast.viewer("autre")).count() == 0
    assert Training.objects.visible_to(scenery.cast.viewer("etranger")).count() == 0
