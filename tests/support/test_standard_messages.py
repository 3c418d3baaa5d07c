"""« Messages types »: written once, filled for the request at hand, inserted without losing what was typed."""

import json

import pytest

from entregent.people.models import Preferences
from entregent.spaces.support import standard
from entregent.spaces.support.models import Service, StandardMessage

LIST = "/support/messages-types/"


def typed(**changed):
    return {"name": "Relance", "said": "Bonjour {proprietaire}, n° {numero}.", "said_en": "", **changed}


@pytest.fixture
def kept(scenery, post):
    assert post("responsable", f"{LIST}nouveau/", **typed()).status_code == 302
    return StandardMessage.objects.unscoped("test").get(name="Relance")


def insert(scenery, kept, url, person="technicien", headers=None, **fields):
    client = scenery.client(person)
    return client.post(url("in_progress", "message-type/"), {"standard": kept.pk, **fields}, headers=headers or {})


def test_a_text_written_once_is_filled_for_each_request(scenery, kept, url):
    answer = insert(scenery, kept, url, headers={"Accept": "application/json"})
    number = scenery.cast.requests["in_progress"].number
    assert json.loads(answer.content) == {"html": f"<p>Bonjour Nadia Ferrand, n° {number}.</p>"}
    assert StandardMessage.objects.unscoped("test").get(pk=kept.pk).uses == 1


def test_without_a_script_what_was_typed_comes_first_and_stays(scenery, kept, url):
    page = insert(scenery, kept, url, text="Déjà écrit <b>là</b>.").content.decode()
    assert "Déjà écrit &lt;b&gt;là&lt;/b&gt;." in page
    assert page.index("Déjà écrit") < page.index("Bonjour Nadia Ferrand")
    assert scenery.cast.request("in_progress").thread.messages.unscoped("test").count() == 2


def test_what_is_put_in_is_words(scenery, kept, url, post):
    request = scenery.cast.requests["in_progress"]
    request.edit("<img src=x onerror=alert(1)>", [], by=scenery.cast.viewer("agent"))
    assert post("responsable", f"{LIST}{kept.pk}/", **typed(said="{sujet}")).status_code == 302
    answer = insert(scenery, kept, url, headers={"Accept": "application/json"})
    assert json.loads(answer.content)["html"] == "<p>&lt;img src=x onerror=alert(1)&gt;</p>"


def test_an_unknown_name_is_refused_when_it_is_saved(scenery, post):
    page = post("responsable", f"{LIST}nouveau/", **typed(said="{numero} {nimporte}"))
    assert page.status_code == 422
    assert "{nimporte}" in page.content.decode()
    assert not StandardMessage.objects.unscoped("test").filter(name="Relance").exists()


def test_the_owner_is_written_to_in_their_language(scenery, kept, url, post):
    assert post("responsable", f"{LIST}{kept.pk}/", **typed(said_en="Dear {proprietaire}")).status_code == 302
    user = scenery.cast.members["agent"].user
    Preferences.objects.unscoped("test").update_or_create(user=user, defaults={"language": "en"})
    answer = insert(scenery, kept, url, headers={"Accept": "application/json"})
    assert json.loads(answer.content)["html"] == "<p>Dear Nadia Ferrand</p>"


def test_a_text_of_another_service_or_product_is_not_offered(scenery, kept, url):
    other = Service.objects.unscoped("test").get(house=scenery.cast.houses["vendor"], name="Juridique")
    StandardMessage.objects.unscoped("test").filter(pk=kept.pk).update(service=other)
    request, desk = scenery.cast.requests["in_progress"], scenery.cast.viewer("technicien")
    assert kept not in standard.fitting(request, desk)
    assert kept in standard.fitting(scenery.cast.requests["to_confirm"], desk)
    assert insert(scenery, kept, url).status_code == 404


def test_customers_and_strangers_reach_none(scenery, kept, url):
    assert insert(scenery, kept, url, "agent").status_code == 403
    assert insert(scenery, kept, url, "etranger").status_code == 404
    assert "Relance" not in scenery.client("agent").get(url("in_progress")).content.decode()
    assert "Relance" in scenery.client("technicien").get(url("in_progress")).content.decode()


def test_a_preview_saves_nothing_and_shows_a_real_request(scenery, post):
    page = post("responsable", f"{LIST}nouveau/", **typed(), preview="1").content.decode()
    assert not StandardMessage.objects.unscoped("test").filter(name="Relance").exists()
    assert "Bonjour Paul Vasseur, n°" in page  # the owner of the latest request of the house


def test_a_product_of_another_service_is_refused(scenery, post):
    other = Service.objects.unscoped("test").get(house=scenery.cast.houses["vendor"], name="Juridique")
    sent = typed(service=other.pk, product=scenery.cast.products["payroll"].pk)
    page = post("responsable", f"{LIST}nouveau/", **sent)
    assert page.status_code == 422
    assert "id_product_error" in page.content.decode()
