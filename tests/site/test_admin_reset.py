"""`entregent admin reset`: an administrator who lost everything comes in again, and nobody else does so."""

import io
from datetime import timedelta

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from django.core.management import CommandError, call_command
from django.test import Client

from entregent.audit.search import history_of
from entregent.jobs.models import Mail
from entregent.people.models import Block, Session
from tests.people.second import give_totp

NEW = "gravier-poulie-sonate-8"


def reset(email: str, *options: str) -> str:
    out = io.StringIO()
    call_command("admin", "reset", email, *options, stdout=out, stderr=io.StringIO())
    return out.getvalue().strip()


def path_of(printed: str, settings) -> str:
    assert printed.startswith(f"{settings.ENTREGENT_URL}/mot-de-passe-oublie/")
    return printed.removeprefix(settings.ENTREGENT_URL)


def test_the_link_lets_them_choose_a_password_once(scenery, settings):
    user = scenery.cast.members["admin"].user
    scenery.client("admin")
    path = path_of(reset("ADMIN@demo.example"), settings)
    assert not Session.objects.filter(user=user).exists()
    assert Client().post(path, {"password1": NEW, "password2": NEW}).status_code == 302
    assert Client().get(path).status_code == 410
    user.refresh_from_db()
    assert user.check_password(NEW)
    verbs = list(history_of("people.user", user.pk).order_by("pk").values_list("verb", flat=True))
    assert verbs[-2:] == ["people.password.rescued", "people.password.changed"]
    assert Mail.objects.filter(to_address=user.email, kind="people.password.rescued").exists()


@pytest.mark.parametrize(("minutes", "status"), [(59, 200), (61, 410)])
def test_it_lives_an_hour(scenery, settings, minutes, status):
    with time_machine.travel("2026-11-23 10:00Z", tick=False) as clock:
        path = path_of(reset("admin@demo.example"), settings)
        clock.shift(timedelta(minutes=minutes))
        assert Client().get(path).status_code == status


@pytest.mark.parametrize(("options", "left"), [((), True), (("--second-step",), False)])
def test_second_steps_go_only_when_it_is_asked(scenery, options, left):
    member = scenery.cast.members["admin"]
    give_totp(member.user)
    reset("admin@demo.example", *options)
    assert Authenticator.objects.filter(user=member.user).exists() == left
    told = history_of("people.membership", member.pk).filter(verb="people.factor.reset")
    assert told.exists() != left


def test_whoever_manages_a_house_is_helped_too(scenery, settings):
    assert Client().get(path_of(reset("responsable@demo.example"), settings)).status_code == 200


@pytest.mark.parametrize("email", ["technicien@demo.example", "agent@demo.example", "personne@demo.example", ""])
def test_nobody_else_is(scenery, email):
    with pytest.raises(CommandError):
        reset(email)
    assert not Mail.objects.filter(kind="people.password.rescued").exists()


def test_nor_is_somebody_whose_access_is_closed(scenery):
    Block(membership=scenery.cast.members["admin"]).save()
    with pytest.raises(CommandError):
        reset("admin@demo.example")
