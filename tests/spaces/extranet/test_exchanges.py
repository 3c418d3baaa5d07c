"""Messages to the body, trainings with their waiting list, baskets that are sent once; the pages of letters."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from entregent.core.clock import now
from entregent.files import attaching
from entregent.files.giving.door import file_for
from entregent.files.models import File
from entregent.jobs.models import Mail
from entregent.people.errors import Refused
from entregent.people.models import Invitation
from entregent.spaces.extranet.letter_files import match_files
from entregent.spaces.extranet.models import Campaign, Correspondence, Letter, ListUpdate, Registration
from entregent.spaces.extranet.models.letter import PURPOSE
from entregent.spaces.extranet.models.list_update import PROCESSED, send_updates
from tests.spaces.extranet.test_letters import post


def received(body, name):
    """A PDF that the body has sent to the portal, and that no letter has yet."""
    member = body.members["organisme"]
    file = File(
        house=member.house, membership=member, name=name, size=3, digest=name.ljust(64, "0")[:64],
        kind="application/pdf", purpose=PURPOSE,
    )  # fmt: skip
    file.save(force_insert=True)
    return file


def seats(training):
    rows = Registration.objects.unscoped("test").filter(training=training).order_by("pk")
    return list(rows.values_list("name", "place"))


def line(body, name, **more):
    made = ListUpdate(dossier=body.own_dossier("combret"), kind="added", name=name, on=now().date(), **more)
    made.put_in(by=body.viewer("superviseur"))
    return made


class TestMessages:
    def test_a_cabinet_writes_and_the_body_answers_inside(self, body):
        posted = post(
            body, "collaborateur", reverse("extranet:correspondence-new"), address=body.address().pk,
            dossier=body.clients["chazel"].dossier_id, subject="Délai", text="Pouvons-nous attendre ?",
        )  # fmt: skip
        found = Correspondence.objects.unscoped("test").get()
        assert posted.headers["Location"] == found.get_absolute_url()
        assert post(body, "organisme", f"{found.get_absolute_url()}reponse/", text="Oui.").status_code == 302
        page = body.client("collaborateur").get(found.get_absolute_url()).content.decode()
        assert "Pouvons-nous attendre" in page
        assert "<p>Oui.</p>" in page
        mails = list(Mail.objects.values_list("to_address", flat=True))
        assert {"organisme@demo.example", "collaborateur@demo.example"} <= set(mails)
        assert not [mail for mail in Mail.objects.all() if "attendre" in mail.text + mail.html + mail.subject]

    def test_a_client_of_another_is_no_subject(self, body):
        asked = {"address": body.address().pk, "subject": "x", "text": "x"}
        for dossier in (body.clients["vasselin"].dossier_id, body.clients["garric"].dossier_id):
            answer = post(body, "collaborateur", reverse("extranet:correspondence-new"), dossier=dossier, **asked)
            assert answer.status_code == 422


class TestTrainings:
    def test_who_comes_late_waits_and_gets_the_seat_that_is_freed(self, body):
        training, by = body.training(seats=1), body.viewer("superviseur")
        first = training.register(body.clients["chazel"].dossier, "Un", by=by)
        training.register(body.clients["garric"].dossier, "Deux", by=by)
        training.register(body.clients["garric"].dossier, "Trois", by=by)
        assert seats(training) == [("Un", "seated"), ("Deux", "waiting"), ("Trois", "waiting")]
        first.cancel(by=by)
        assert seats(training) == [("Un", "cancelled"), ("Deux", "seated"), ("Trois", "waiting")]
        with pytest.raises(Refused):
            training.register(body.clients["garric"].dossier, "Deux", by=by)

    def test_nobody_registers_once_it_began_and_presence_is_noted_afterwards_by_the_body(self, body):
        training, by = body.training(), body.viewer("superviseur")
        made = training.register(body.clients["chazel"].dossier, "Un", by=by)
        with pytest.raises(PermissionDenied):
            made.note(attended=True, by=by)
        with pytest.raises(Refused):
            made.note(attended=True, by=body.viewer("organisme"))
        with time_machine.travel(now() + timedelta(days=11), tick=False):
            with pytest.raises(Refused):
                training.register(body.clients["chazel"].dossier, "Deux", by=by)
            made.note(attended=True, by=body.viewer("organisme"))
        assert Registration.objects.unscoped("test").get().attended is True

    def test_its_calendar_file_is_one_event_in_universal_time(self, body):
        training = body.training()
        training.title = "Clôture, fin ; " + "é" * 60
        training.save()
        told = body.client("superviseur").get(reverse("extranet:training-calendar", args=[training.pk]))
        lines = told.content.decode().split("\r\n")
        assert told.headers["Content-Type"].startswith("text/calendar")
        assert f"DTSTART:{training.starts_at:%Y%m%dT%H%M%SZ}" in lines
        assert max(len(one.encode()) for one in lines) <= 75
        assert "SUMMARY:Clôture\\, fin \\; " in told.content.decode()


class TestBaskets:
    def test_what_is_in_a_basket_is_the_cabinets_own_until_it_is_sent_together(self, body):
        one, two = line(body, "Un"), line(body, "Deux")
        seen = ListUpdate.objects.visible_to(body.viewer("organisme"))
        assert seen.count() == 0
        assert send_updates(body.own_dossier("combret"), by=body.viewer("superviseur")) == 1
        assert sorted(seen.values_list("name", "number")) == [("Deux", 1), ("Un", 1)]
        with pytest.raises(Refused):  # the second click
            send_updates(body.own_dossier("combret"), by=body.viewer("superviseur"))
        one.refresh_from_db(from_queryset=ListUpdate.objects.unscoped("test"))
        with pytest.raises(Refused):
            one.take_out(by=body.viewer("superviseur"))
        two.refresh_from_db(from_queryset=ListUpdate.objects.unscoped("test"))
        two.decide(PROCESSED, by=body.viewer("organisme"))
        page = body.client("superviseur").get(reverse("extranet:client-list")).content.decode()
        assert "Traité" in page

    def test_a_departure_waits_once(self, body):
        member = body.clients["chazel"]
        line(body, "Chazel", member=member)
        with pytest.raises(Refused):
            line(body, "Chazel", member=member)


class TestPages:
    def test_files_of_a_batch_find_their_members_by_number(self, body):
        names = ("attestation-0001.pdf", "2 attestation.pdf", "sans numéro.pdf", "encore 1.pdf", "999.pdf")
        files = [received(body, name) for name in names]
        numbers = {member.number: member.dossier_id for member in body.clients.values()}
        match = match_files(body.viewer("organisme"), [file.uuid for file in files], numbers)
        assert match.file_of == {
            body.clients["chazel"].dossier_id: files[0].uuid, body.clients["garric"].dossier_id: files[1].uuid,
        }  # fmt: skip
        assert match.unknown == ["sans numéro.pdf", "999.pdf"]
        assert match.twice == ["encore 1.pdf"]
        assert match.without == [3]

    def test_a_batch_is_told_before_it_is_published(self, body):
        file = received(body, "1.pdf")
        typed = {
            "letter_type": body.kinds["telling"].pk, "title": "Lot", "text": "Voici", "is_batch": "on",
            "dossiers": [body.clients["chazel"].dossier_id, body.clients["garric"].dossier_id],
            "fichiers": [str(file.uuid)],
        }  # fmt: skip
        told = post(body, "organisme", reverse("extranet:campaign-new"), **typed)
        assert told.status_code == 200
        assert not Letter.objects.unscoped("test").exists()
        assert post(body, "organisme", reverse("extranet:campaign-new"), **typed, is_checked="on").status_code == 302
        (letter,) = Letter.objects.unscoped("test")
        assert letter.dossier == body.clients["chazel"].dossier
        assert [one.name for one in attaching.files_of(letter)] == ["1.pdf"]

    def test_its_pages_are_seen_once_it_is_opened_and_by_its_own_readers(self, body):
        common, own = received(body, "tous.pdf"), received(body, "1.pdf")
        chazel = body.clients["chazel"].dossier
        (letter,) = Campaign(letter_type=body.kinds["telling"], title="Lot", text="Voici").send(
            [chazel], by=body.viewer("organisme"), files=[common.uuid], file_of={chazel.pk: own.uuid}
        )

        def seers(file):
            return {name for name in body.members if file_for(body.viewer(name), file.uuid)}

        assert seers(common) == seers(own) == {"organisme"}
        letter.open(by=body.viewer("superviseur"))
        assert seers(common) == seers(own) == {"organisme", "superviseur", "collaborateur", "adherent"}


class TestDocumentation:
    def test_every_cabinet_of_the_body_finds_it_by_its_words_and_nobody_else(self, body):
        body.publish("Calendrier fiscal du trimestre")
        for name in ("superviseur", "collegue", "autre", "organisme"):
            page = body.client(name).get(reverse("extranet:documentation"), {"q": "calend trim"}).content.decode()
            assert "Calendrier fiscal du trimestre" in page, name
        assert "Calendrier" not in body.client("etranger").get(reverse("extranet:documentation")).content.decode()
        assert "Calendrier" not in body.client("superviseur").get("/extranet/documentation/?q=absent").content.decode()


def test_an_adviser_manages_the_people_of_their_own_cabinet_at_most(body):
    viewer = body.viewer("superviseur")
    manages = {name for name, member in body.members.items() if viewer.may_manage(member)}
    assert manages == {"superviseur", "collaborateur", "collegue"}
    for path in ("/administration/personnes/", "/administration/roles/"):
        assert body.client("superviseur").get(path).status_code in (403, 404), path


class TestPeople:
    def test_a_collaborator_is_invited_into_the_own_cabinet(self, body, mailoutbox):
        role = body.roles["body", "collaborator"]
        typed = {"email": "nouvelle@demo.example", "last_name": "Renaudel", "first_name": "Solveig", "role": role.pk}
        assert post(body, "superviseur", reverse("extranet:invitation"), **typed).status_code == 302
        (found,) = Invitation.objects.unscoped("test")
        assert (found.party, [one.key for one in found.roles]) == (body.parties["combret"], ["collaborator"])
        page = body.client("superviseur").get(reverse("extranet:collaborators")).content.decode()
        assert "nouvelle@demo.example" in page
        staff = body.roles["body", "staff"]
        refused = post(body, "superviseur", reverse("extranet:invitation"), **typed | {"role": staff.pk})
        assert refused.status_code == 422

    def test_a_departure_hands_over_and_the_history_keeps_every_hand(self, body):
        gone, heir = body.members["collaborateur"], body.members["collegue"]
        url = reverse("extranet:collaborator-end", args=[gone.pk])
        typed = {"reason": "left", "to_extranet_dossiers": heir.pk}
        answer = post(body, "superviseur", url, **typed)
        assert answer.status_code == 302, answer.content.decode()
        page = body.client("superviseur").get(reverse("extranet:collaborators")).content.decode()
        assert re.search(rf"<s>{gone.name}</s>", page)
        client = body.client("superviseur").get(reverse("extranet:client", args=[1])).content.decode()
        assert f"remis à {heir.name}" in client
        assert f"retiré à {gone.name}" in client
        assert body.client("collegue").get(reverse("extranet:client", args=[1])).status_code == 200
