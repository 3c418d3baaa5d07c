"""What the staff does with a request: the verbs, their events and their mails."""

import threading
from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied

from entregent.applicants.jobs import forget_applications
from entregent.applicants.models import Application, Decision
from entregent.audit.models import Event
from entregent.jobs.models import Mail
from entregent.people.errors import Refused
from entregent.people.models import Invitation, Membership
from tests.access import PEOPLE
from tests.applicants.asking import WORDS, apply


@pytest.fixture
def asked(cast):
    return apply(cast)


def verbs(asked):
    rows = Event.objects.filter(record_type="applicants.application", record_id=str(asked.pk))
    return list(rows.order_by("pk").values_list("verb", flat=True))


def accept(asked, cast, by="responsable", role="agent", party="hospital"):
    names = {"last_name": asked.last_name, "first_name": asked.first_name}
    return asked.accept(cast.roles["vendor", role], cast.parties[party], by=cast.viewer(by), **names)


@pytest.mark.parametrize("person", PEOPLE)
def test_who_sees_and_who_may_decide(cast, asked, person):
    viewer = cast.viewer(person)
    seen = list(Application.objects.visible_to(viewer))
    assert bool(seen) == (person in {"technicien", "responsable"})
    assert set(asked.abilities(viewer).values()) == {person == "responsable"}


def test_nobody_decides_on_words_that_arrive_while_they_decide(cast, asked):
    apply(cast, phone="01 99 66 66 66")
    with pytest.raises(Refused):
        asked.refuse("Non", by=cast.viewer("responsable"))
    assert verbs(asked) == ["applicants.application.filed", "applicants.application.asked_again"]


def test_accepted_it_invites_the_mailbox_into_the_establishment(cast, asked):
    accept(asked, cast)
    invitation = Invitation.objects.unscoped("test").get(email=WORDS["email"])
    assert (invitation.party, invitation.roles[0].key, invitation.last_name) == (
        cast.parties["hospital"],
        "agent",
        "Aubry",
    )
    assert verbs(asked) == ["applicants.application.filed", "applicants.application.accepted"]
    assert asked.state == "accepted"
    assert (asked.decision.by_name, asked.decision.party) == ("Inès Valade", cast.parties["hospital"])
    assert Mail.objects.filter(to_address=WORDS["email"]).last().kind == "people.invitation.sent"


def test_refused_it_mails_the_reason(cast, asked):
    asked.refuse("Écrivez-nous de votre adresse de travail.", by=cast.viewer("responsable"))
    letter = Mail.objects.filter(to_address=WORDS["email"]).last()
    assert "Écrivez-nous de votre adresse de travail." in letter.text
    assert (asked.state, verbs(asked)[-1]) == ("refused", "applicants.application.refused")
    assert not Invitation.objects.unscoped("test").exists()


def test_an_update_changes_what_was_ticked_and_nothing_else(cast):
    member = cast.members["agent"]
    asked = apply(cast, kind="update", email="agent@demo.example", last_name="Ferrand-Roy", first_name="Nadège")
    asked.update(member, ["last_name", "phone"], by=cast.viewer("responsable"))
    member = Membership.objects.unscoped("test").get(pk=member.pk)
    assert (member.name, member.phone) == ("Nadia Ferrand-Roy", WORDS["phone"])
    told = Event.objects.get(verb="people.membership.changed", record_id=str(member.pk))
    assert told.particulars["changes"] == {"last_name": ["Ferrand", "Ferrand-Roy"], "phone": ["", WORDS["phone"]]}
    assert asked.decision.member == member


def test_what_others_changed_of_the_account_meanwhile_stays(cast, asked):
    """The page was shown before."""
    member = cast.members["agent"]
    rows = Membership.objects.unscoped("test").filter(pk=member.pk)
    rows.update(number="D-42", last_name="Ferrand-Roy", phone="01 99 00 00 00")
    asked.update(member, ["phone"], by=cast.viewer("responsable"))
    kept = rows.get()
    assert (kept.number, kept.last_name, kept.phone) == ("D-42", "Ferrand-Roy", WORDS["phone"])
    event = Event.objects.get(verb="people.membership.changed")
    assert event.particulars["changes"] == {"phone": ["01 99 00 00 00", WORDS["phone"]]}


def test_whose_account_was_updated_is_told_in_their_own_mailbox(cast):
    """Not at the address of whoever asked, who may be somebody else."""
    asked = apply(cast, email="usurpateur@demo.example")
    asked.update(cast.members["agent"], ["phone"], by=cast.viewer("responsable"))
    told = Mail.objects.get(kind="applicants.application.updated")
    assert told.to_address == "agent@demo.example"
    assert cast.members["agent"].user.email == "agent@demo.example"


@pytest.mark.parametrize("field", ["email", "role", "party", "number", "house"])
def test_no_other_field_can_be_brought_in(cast, asked, field):
    with pytest.raises(PermissionDenied):
        asked.update(cast.members["agent"], ["phone", field], by=cast.viewer("responsable"))
    assert asked.state == "waiting"


def test_staff_updates_neither_colleagues_elsewhere_nor_themselves(cast, asked):
    for name in ("etranger", "responsable", "admin"):
        with pytest.raises(PermissionDenied):
            asked.update(cast.members[name], ["phone"], by=cast.viewer("responsable"))


def test_nobody_gives_a_role_of_another_side_or_house(cast, asked):
    for house, role in (("vendor", "manager"), ("rival", "agent"), ("platform", "administrator")):
        with pytest.raises(PermissionDenied):
            asked.accept(
                cast.roles[house, role], cast.parties["hospital"], by=cast.viewer("responsable"), last_name="A",
                first_name="B",
            )  # fmt: skip
    assert not Decision.objects.unscoped("test").exists()


@pytest.mark.parametrize("by", ["technicien", "administrateur", "agent", "etranger", "admin"])
def test_nobody_else_decides(cast, asked, by):
    refusals = (PermissionDenied, Application.DoesNotExist)
    with pytest.raises(refusals):
        asked.refuse("Non", by=cast.viewer(by))
    with pytest.raises(refusals):
        accept(asked, cast, by=by)
    with pytest.raises(refusals):
        asked.update(cast.members["agent"], ["phone"], by=cast.viewer(by))


def test_the_second_who_decides_is_told_who_was_first(cast, asked):
    """Both had it open; each holds the row as it was."""
    other = Application.objects.unscoped("test").get(pk=asked.pk)
    asked.refuse("Non", by=cast.viewer("responsable"))
    with pytest.raises(Refused, match="Inès Valade"):
        accept(other, cast)
    with pytest.raises(Refused, match="Inès Valade"):
        other.update(cast.members["agent"], ["phone"], by=cast.viewer("responsable"))
    assert Decision.objects.unscoped("test").count() == 1
    assert not Invitation.objects.unscoped("test").exists()


@pytest.mark.django_db(transaction=True)
def test_of_two_at_the_same_moment_one_decides(cast):
    from django.db import connection

    asked, viewer = apply(cast), cast.viewer("responsable")
    together, outcomes = threading.Barrier(2, timeout=30), []

    def decide(words: str) -> None:
        mine = Application.objects.unscoped("test").get(pk=asked.pk)
        together.wait()
        try:
            mine.refuse(words, by=viewer)
            outcomes.append("done")
        except Refused:
            outcomes.append("refused")
        finally:
            connection.close()

    threads = [threading.Thread(target=decide, args=(words,)) for words in ("Un", "Deux")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["done", "refused"]
    assert Mail.objects.filter(kind="applicants.application.refused").count() == 1


def test_an_address_that_is_in_already_leaves_the_request_open(cast):
    asked = apply(cast, email="agent@demo.example")
    with pytest.raises(Refused):
        accept(asked, cast)
    assert Application.objects.unscoped("test").get(pk=asked.pk).state == "waiting"


def test_events_name_nobody(cast, asked):
    """What is erased with the request is not left in the trail."""
    asked.refuse("Solène Aubry n’est pas connue.", by=cast.viewer("responsable"))
    told = "".join(str(event.particulars) for event in Event.objects.filter(record_type="applicants.application"))
    assert not any(word in told for word in ("Aubry", "solene", "47 12", "Valmorel"))


def test_what_was_decided_is_forgotten_after_six_months_and_what_waits_after_a_year(cast):
    with time_machine.travel("2026-01-05 10:00Z", tick=False) as clock:
        decided, waiting = apply(cast), apply(cast, email="autre@demo.example")
        clock.shift(timedelta(days=100))
        decided.refuse("Non", by=cast.viewer("responsable"))
        kept = []
        for days in (179, 2, 83, 2):
            clock.shift(timedelta(days=days))
            forget_applications()
            kept.append(set(Application.objects.unscoped("test").values_list("pk", flat=True)))
    assert kept == [{decided.pk, waiting.pk}, {waiting.pk}, {waiting.pk}, set()]
    assert not Decision.objects.unscoped("test").exists()
