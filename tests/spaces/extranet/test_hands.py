"""Files in the right hands, and particulars changed by request."""

import re

import pytest
from django.urls import reverse

from entregent.people.errors import Refused
from entregent.people.models import Party
from entregent.spaces.extranet.models import ChangeRequest, Member
from tests.spaces.extranet.test_letters import post


def numbers(body, name):
    return set(Member.objects.visible_to(body.viewer(name)).values_list("number", flat=True))


def test_many_files_are_given_at_once_and_whoever_had_them_sees_them_no_more(body):
    files = [body.clients[name].dossier_id for name in ("chazel", "garric")]
    typed = {"dossiers": files, "collaborator": body.members["collegue"].pk}
    assert post(body, "superviseur", reverse("extranet:assignment"), **typed).status_code == 302
    assert numbers(body, "collegue") == {1, 2}
    assert numbers(body, "collaborateur") == set()
    post(body, "superviseur", reverse("extranet:assignment"), dossiers=files, collaborator="")
    assert numbers(body, "collegue") == set()


def test_another_cabinet_s_files_and_people_are_no_choice(body):
    foreign = {"dossiers": [body.clients["vasselin"].dossier_id], "collaborator": body.members["collegue"].pk}
    assert post(body, "superviseur", reverse("extranet:assignment"), **foreign).status_code == 422
    people = {"dossiers": [body.clients["chazel"].dossier_id], "collaborator": body.members["autre"].pk}
    assert post(body, "superviseur", reverse("extranet:assignment"), **people).status_code == 422


def test_the_old_value_stands_until_the_body_has_accepted(body):
    url = reverse("extranet:client-change", args=[1, "phone"])
    assert post(body, "collaborateur", url, value="01 99 00 44 55").status_code == 302
    asked = ChangeRequest.objects.unscoped("test").get()
    assert Party.objects.unscoped("test").get(pk=body.parties["chazel"].pk).phone == "01"
    assert post(body, "collaborateur", reverse("extranet:agreement", args=[asked.pk])).status_code == 403
    assert post(body, "organisme", reverse("extranet:agreement", args=[asked.pk])).status_code == 302
    assert Party.objects.unscoped("test").get(pk=body.parties["chazel"].pk).phone == "01 99 00 44 55"


def test_a_value_that_moved_meanwhile_is_not_overwritten(body):
    asked = ChangeRequest.ask(body.clients["chazel"].dossier, "phone", "02", by=body.viewer("collaborateur"))
    Party.objects.unscoped("test").filter(pk=body.parties["chazel"].pk).update(phone="03")
    asked = ChangeRequest.objects.unscoped("test").select_related("dossier").get()
    with pytest.raises(Refused):
        asked.accept(by=body.viewer("organisme"))


def test_one_change_of_a_field_at_a_time_unless_it_is_withdrawn(body):
    dossier, by = body.clients["chazel"].dossier, body.viewer("collaborateur")
    asked = ChangeRequest.ask(dossier, "phone", "02", by=by)
    with pytest.raises(Refused):
        ChangeRequest.ask(dossier, "phone", "03", by=by)
    asked.withdraw(by=by)
    ChangeRequest.ask(dossier, "phone", "03", by=by)


def test_a_wrong_siret_and_an_unknown_field_are_refused(body):
    siret = reverse("extranet:client-change", args=[1, "siret"])
    assert post(body, "superviseur", siret, value="12345678900010").status_code == 422
    assert body.client("superviseur").get(reverse("extranet:client-change", args=[1, "name"])).status_code == 404


def test_the_home_counts_and_says_what_is_empty(body):
    page = body.client("superviseur").get(reverse("extranet:home")).content.decode()
    assert "Aucun nouveau courrier adhérent" in page
    assert "Aucune réponse collaborateurs à valider" in page
    body.send()
    body.send("garric")
    page = body.client("superviseur").get(reverse("extranet:home")).content.decode()
    assert re.search(r'Nouveaux courriers adhérent</span><span class="tile-count">2</span>', page)
