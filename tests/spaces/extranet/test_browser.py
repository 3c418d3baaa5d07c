"""The manual of the extranet walked in its order, in a browser, and each of its pages looked at by axe."""

import re

import pytest
from django.test import Client
from playwright.sync_api import expect

from entregent.people import accounts
from entregent.spaces.extranet.models import Answer, Correspondence, ListUpdate
from tests.spaces.extranet.body import gather

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]


@pytest.fixture
def body(transactional_db):
    found = gather()
    found.supervise()
    found.address()
    return found


@pytest.fixture
def enter(page, live_server, body):
    def as_person(name):
        client = Client()
        client.force_login(accounts.by_email(f"{name}@demo.example"))
        cookie = {"name": "session", "value": client.cookies["session"].value, "url": live_server.url}
        page.context.add_cookies([cookie])

    return as_person


def test_the_manual_is_walked_along_the_letters(page, enter, body, axe):
    letter = body.send(asks=True, title="Examen de cohérence")
    enter("collaborateur")
    page.goto("/extranet/")
    expect(page.get_by_role("link", name=re.compile("Nouveaux courriers adhérent.*1"))).to_be_visible()
    axe(page)
    page.get_by_role("link", name=re.compile("Nouveaux courriers adhérent")).first.click()
    axe(page)
    page.get_by_role("link", name="Examen de cohérence").click()
    axe(page)
    page.get_by_role("button", name="Ouvrir le courrier").click()
    page.get_by_role("link", name="Répondre au courrier").click()
    axe(page)
    page.get_by_label("Recettes").fill("41 200")
    page.locator("main form").get_by_role("button").last.click()
    expect(page.get_by_text("attend la validation").first).to_be_visible()

    enter("superviseur")
    page.goto("/extranet/supervision/validation/")
    axe(page)
    page.get_by_role("link", name="Examen de cohérence").click()
    page.get_by_role("button", name="Valider et envoyer").click()
    assert Answer.objects.unscoped("test").get(letter=letter).released_at


def test_the_manual_is_walked_beside_the_letters(page, enter, body, axe):
    training = body.training()
    body.publish()
    enter("superviseur")
    page.goto("/extranet/contact/nouveau/")
    axe(page)
    page.get_by_label("Destinataire").select_option(label="Adhérents")
    page.get_by_label("À propos").select_option(index=1)
    page.get_by_label("Objet").fill("Attestation")
    page.get_by_role("textbox", name="Message").click()
    page.keyboard.type("Pouvez-vous la renvoyer ?")
    page.get_by_role("button", name="Envoyer", exact=True).click()
    expect(page.get_by_text("Pouvez-vous la renvoyer ?").first).to_be_visible()
    axe(page)
    assert Correspondence.objects.unscoped("test").get().subject == "Attestation"

    page.goto(training.get_absolute_url())
    page.get_by_label("Pour").select_option(index=1)
    page.get_by_label("Participant").fill("Clarisse Maradène")
    page.get_by_role("button", name="Inscrire", exact=True).click()
    expect(page.get_by_role("row", name=re.compile("Clarisse Maradène.*Inscrit"))).to_be_visible()
    axe(page)

    page.goto("/extranet/liste-des-clients/")
    page.get_by_role("link", name="Ajouter un client").click()
    axe(page)
    page.get_by_label("Nom").fill("BRASSERIE DU QUAI")
    page.get_by_label("À compter du").fill("2026-12-01")
    page.get_by_role("button", name="Mettre dans le panier").click()
    page.get_by_role("button", name="Envoyer les mises à jour").click()
    expect(page.get_by_text("sous le numéro 1").first).to_be_visible()
    axe(page)
    assert ListUpdate.objects.unscoped("test").get().number == 1

    page.goto("/extranet/documentation/?q=calend")
    axe(page)
    page.get_by_role("link", name="Calendrier fiscal").click()
    axe(page)


def test_the_desk_of_the_body_is_looked_at(page, enter, body, axe):
    body.send(title="Courrier")
    enter("organisme")
    for path in ("envois/", "campagnes/nouvelle/", "cabinets/", "mises-a-jour/", "formations/nouvelle/", "contact/",
                 "documentation/nouveau/", "clients/1/", "modifications/"):  # fmt: skip
        page.goto(f"/extranet/{path}")
        axe(page)
