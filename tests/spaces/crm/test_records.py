"""Clients, partners, contacts and what is planned with them: who sees what, what is masked, what is over."""

from datetime import timedelta

import pytest
from django.urls import reverse

from entregent.agenda.models import Activity
from entregent.audit.search import history_of
from entregent.contacts.models import Contact
from entregent.core.clock import now
from entregent.people.errors import Refused
from entregent.people.models import Party
from entregent.people.submissions import new_key
from entregent.spaces.crm.models import Client, Partner
from tests.spaces.crm.team import COLUMNS

PHONE = "06 99 01 00 07"


def post(team, name, url, **typed):
    return team.client(name).post(url, {"submission": new_key(team.viewer(name)), **typed})


def seen(team, person, model, name):
    return set(model.objects.visible_to(team.viewer(person)).values_list(name, flat=True))


@pytest.mark.parametrize("person", COLUMNS)
def test_who_sees_which_rows(team, person):
    team.clients["bao"].hand_to(team.members["benevole"], by=team.viewer("responsable"))
    team.plan()
    team.plan("task", on=team.clients["bao"])
    whole = person in ("conseillere", "responsable")
    helped = person == "benevole"
    assert seen(team, person, Client, "first_name") == ({"Amina", "Bao"} if whole else {"Bao"} if helped else set())
    assert seen(team, person, Partner, "name") == ({"Ateliers Montreval"} if whole else set())
    assert seen(team, person, Contact, "last_name") == ({"Recruvel"} if whole else set())
    assert seen(team, person, Activity, "kind") == ({"call", "task"} if whole else {"task"} if helped else set())


class TestMasks:
    @pytest.fixture
    def helped(self, team):
        bao = team.clients["bao"]
        bao.hand_to(team.members["benevole"], by=team.viewer("responsable"))
        post(team, "conseillere", f"/fiches/clients-suivis/{bao.pk}/champs/phone/", phone="06 99 01 00 08", version="")
        return bao

    def test_a_volunteer_reads_no_telephone_anywhere(self, team, helped):
        browser = team.client("benevole")
        addresses = (
            helped.get_absolute_url(), reverse("crm:clients"), f"{reverse('crm:clients')}?format=csv",
            f"/fiches/clients-suivis/{helped.pk}/historique/", "/recherche/?q=bao",
        )  # fmt: skip
        for address in addresses:
            answer = browser.get(address)
            assert answer.status_code == 200, address
            said = b"".join(answer.streaming_content) if answer.streaming else answer.content
            assert "06 99 01" not in said.decode(), address
        assert browser.get(f"/fiches/clients-suivis/{helped.pk}/champs/phone/").status_code == 404
        assert "06 99 01" in team.client("conseillere").get(helped.get_absolute_url()).content.decode()

    def test_nor_finds_anybody_by_it(self, team, helped):
        for person in ("benevole", "conseillere"):
            assert "Benslamar" not in team.client(person).get("/recherche/", {"q": "0699010008"}).content.decode()


class TestPeople:
    def test_a_client_is_added_with_a_file_that_its_author_follows(self, team):
        typed = {"first_name": "Éloïse", "last_name": "Jodoival", "kind": "seeker", "status": "active"}
        answer = post(team, "conseillere", reverse("crm:client-new"), **typed)
        made = Client.objects.unscoped("test").get(last_name="Jodoival")
        assert answer.headers["Location"] == made.get_absolute_url()
        assert made.follower == team.members["conseillere"]
        assert Party.objects.unscoped("test").get(pk=made.dossier.party_id).name == "Éloïse Jodoival"
        page = team.client("responsable").get(reverse("crm:clients"), {"q": "eloise jod"}).content.decode()
        assert "Jodoival" in page

    def test_a_name_that_changes_is_that_of_the_party_too(self, team):
        amina = team.clients["amina"]
        amina.last_name = "Corréado"
        amina.save()
        assert Party.objects.unscoped("test").get(pk=amina.dossier.party_id).name == "Amina Corréado"

    def test_a_contact_belongs_to_exactly_one_partner(self, team):
        assert "un seul partenaire" in team.client("conseillere").get(reverse("crm:contact-new")).content.decode()
        url = f"{reverse('crm:contact-new')}?partenaire={team.partners['ateliers'].pk}"
        assert post(team, "conseillere", url, last_name="Nouvel").status_code == 302
        found = Contact.objects.unscoped("test").get(last_name="Nouvel")
        assert found.dossier == team.partners["ateliers"].dossier
        assert post(team, "etranger", url, last_name="Intrus").status_code == 200  # asked for a partner of their own
        assert not Contact.objects.unscoped("test").filter(last_name="Intrus").exists()


class TestActivities:
    def test_planned_from_a_record_it_is_linked_to_it(self, team):
        amina = team.clients["amina"]
        page = team.client("conseillere").get(f"{reverse('crm:call-new')}?client={amina.pk}").content.decode()
        assert f'<option value="{amina.dossier_id}" selected>' in page
        typed = {"subject": "Accueil", "dossier": amina.dossier_id, "direction": "out", "minutes": 20,
                 "starts_at": "2026-12-10T10:00", "assigned_to": team.members["conseillere"].pk}  # fmt: skip
        assert post(team, "conseillere", reverse("crm:call-new"), **typed).status_code == 302
        assert "Accueil" in team.client("responsable").get(amina.get_absolute_url()).content.decode()

    def test_what_is_done_moves_to_the_history_and_can_be_taken_up_again(self, team):
        made = team.plan()
        made.finish(by=team.viewer("conseillere"))
        with pytest.raises(Refused):
            made.finish(by=team.viewer("conseillere"))
        page = team.client("conseillere").get(made.dossier.client.get_absolute_url()).content.decode()
        assert page.index("Rien de planifié") < page.index("Prendre des nouvelles")
        assert "Prendre des nouvelles" not in team.client("conseillere").get(reverse("crm:calls")).content.decode()
        assert "Prendre" in team.client("conseillere").get(f"{reverse('crm:calls')}?vue=historique").content.decode()
        made.reopen(by=team.viewer("conseillere"))
        assert made.status == "planned"

    def test_postponed_twice_both_dates_and_reasons_stay(self, team):
        made = team.plan()
        for days, reason in ((3, "Absente"), (9, "Malade")):
            made.postpone(now() + timedelta(days=days), reason, by=team.viewer("conseillere"))
        assert "reporté 2 fois" in team.client("conseillere").get(made.get_absolute_url()).content.decode()
        told = [event.particulars.get("reason") for event in history_of("agenda.activity", made.pk)]
        assert told == [None, "Absente", "Malade"]

    def test_a_contact_of_another_record_is_refused(self, team):
        with pytest.raises(Refused):
            team.plan(contact=team.contacts["recruvel"])

    def test_the_dashboard_tells_mine_by_kind(self, team):
        team.plan("meeting")
        assert "Prendre des nouvelles" in team.client("conseillere").get(reverse("crm:dashboard")).content.decode()
        assert "Prendre des nouvelles" not in team.client("responsable").get(reverse("crm:dashboard")).content.decode()
