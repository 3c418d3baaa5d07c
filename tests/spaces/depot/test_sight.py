"""Exactly which rows each person sees, model by model; and a word of each client, planted everywhere."""

import re

import pytest
from django.apps import apps
from django.urls import reverse

from entregent.core.scoping import Scoped, Unscoped
from entregent.documents.models import Document, DocumentText, Folder, Reading, Version
from entregent.documents.shelving import mark_read
from entregent.dossiers.models import Dossier
from entregent.files.models import Bundle
from entregent.people.audiences import PARTY
from entregent.spaces.depot.models import (
    Absence,
    Alert,
    Category,
    ClientGroup,
    Deposit,
    Destination,
    Grouping,
    Handler,
    Paper,
    PaperText,
)
from tests.spaces.depot.firm import COLUMNS, PEOPLE, every_mail
from tests.test_canaries import crawl

CANARIES = {"bakery": "Zanzibarpain", "garage": "Zanzibarpneu"}
FOLLOW = {
    # who sees the rows of which client
    "public": set(), "associee": {"bakery", "garage"}, "comptable": {"bakery"}, "conseiller": {"bakery"},
    "remplacante": set(), "client": {"bakery"}, "conjoint": {"bakery"}, "autre": {"garage"}, "etranger": set(),
}  # fmt: skip
FIRM = {"associee", "comptable", "conseiller", "remplacante"}


@pytest.fixture
def planted(firm):
    """One row of everything for each client, with its word."""
    house, partner = firm.houses["firm"], firm.viewer("associee")
    folder = Folder(house=house, space="depot", name="Comptes")
    folder.keep({}, by=partner)
    for name, client in (("bakery", "client"), ("garage", "autre")):
        word = CANARIES[name]
        paper = firm.paper(client, f"{word}.txt", alert=("associee",))
        words = PaperText(paper=paper, text=word)
        words.keep_words(word)
        words.save()
        own = Folder(house=house, space="depot", name=word)
        own.keep({PARTY: {firm.parties[name].pk}}, by=partner)
        for place, title in ((folder, f"{word} titre"), (own, f"{word} inclus")):
            document = Document(house=house, space="depot", folder=place, title=title, summary=word)
            file = firm.sent("associee", f"{word}.pdf", purpose="publication")
            meant = {PARTY: {firm.parties[name].pk}} if place is folder else {}
            document.publish(meant, [file.uuid], by=partner)
            mark_read(document, firm.members[client].pk)
        group = ClientGroup.objects.create(house=house, name=f"Groupe {name}")
        Grouping.objects.create(group=group, party=firm.parties[name])
    return firm


def seen(firm, person, model, path):
    return set(model.objects.visible_to(firm.viewer(person)).values_list(path, flat=True))


@pytest.mark.parametrize("person", COLUMNS)
def test_what_hangs_on_a_dossier_is_its_own(planted, person):
    parties = {planted.parties[name].pk for name in FOLLOW[person]}
    for model, path in ((Deposit, "dossier__party"), (Paper, "dossier__party"), (PaperText, "paper__dossier__party"),
                        (Alert, "deposit__dossier__party"), (Dossier, "party")):  # fmt: skip
        assert seen(planted, person, model, path) == parties, model
    handled = parties & {planted.parties["bakery"].pk}
    assert seen(planted, person, Handler, "dossier__party") == handled


@pytest.mark.parametrize("person", COLUMNS)
def test_what_is_published_is_for_those_it_is_for(planted, person):
    words = {CANARIES[name] for name in FOLLOW[person]}
    assert {title.split()[0] for title in seen(planted, person, Document, "title")} == words
    assert {title.split()[0] for title in seen(planted, person, Version, "document__title")} == words
    inside = person in PEOPLE and person != "etranger"
    assert seen(planted, person, Folder, "name") == ({"Comptes", *words} if inside else set())


@pytest.mark.parametrize("person", COLUMNS)
def test_the_order_of_the_firm(planted, person):
    Absence.objects.create(house=planted.houses["firm"], member=planted.members["comptable"],
                           deputy=planted.members["remplacante"], first="2026-01-01", last="2026-01-02")  # fmt: skip
    house = {"firm"} if person in PEOPLE and person != "etranger" else {"rival"} if person == "etranger" else set()
    for model in (Destination, Category):
        assert seen(planted, person, model, "house__slug") == house
    for model in (ClientGroup, Absence):
        assert seen(planted, person, model, "house__slug") == ({"firm"} if person in FIRM else set()), model


@pytest.mark.parametrize("person", COLUMNS)
def test_what_one_has_read_and_asked_for_is_one_s_own(planted, person):
    Bundle.objects.create(membership=planted.members["client"], keys=[], name="a.zip")
    own = {planted.members[person].pk} if person in ("client", "autre") else set()
    assert seen(planted, person, Reading, "membership") == own
    assert seen(planted, person, Bundle, "membership") == (own if person == "client" else set())


def guarded():
    every = (model for model in apps.get_models() if issubclass(model, Scoped))
    return [model for model in every if model.__module__.startswith("entregent")]


def test_what_you_see_leads_only_to_what_you_see(planted):
    leaking = []
    for person in COLUMNS:
        viewer = planted.viewer(person)
        for model in guarded():
            for field in model._meta.fields:
                if field.is_relation and issubclass(field.related_model, Scoped):
                    leaking += [f"{person} {model.__name__}.{field.name}"] if leaks(viewer, model, field) else []
    assert not leaking, "\n".join(leaking)


def leaks(viewer, model, field):
    try:
        rows = model.objects.visible_to(viewer).exclude(**{field.name: None})
    except Unscoped:
        return set()
    return set(rows.values_list(field.attname, flat=True)) - set(
        field.related_model.objects.visible_to(viewer).values_list("pk", flat=True)
    )


@pytest.mark.parametrize("person", [name for name in PEOPLE if name != "etranger"])
def test_foreign_words_are_read_nowhere(planted, person):
    pages = crawl(planted.client(person))
    assert len(pages) > 8
    for name, word in CANARIES.items():
        found = [url for url, page in pages.items() if word in page]
        assert bool(found) == (name in FOLLOW[person]), (word, found)


@pytest.mark.parametrize("person", ["client", "autre", "remplacante", "etranger"])
def test_addresses_typed_by_hand_do_not_help(planted, person):
    client, names = planted.client(person), set(CANARIES) - FOLLOW[person]
    for name in names:
        word = CANARIES[name]
        paper = Paper.objects.unscoped("test").get(name=f"{word}.txt")
        for document in Document.objects.unscoped("test").filter(title__startswith=word):
            assert client.get(reverse("depot:publication", args=[document.pk])).status_code == 404
            assert client.get(reverse("depot:published-in", args=[document.folder_id])).status_code in (200, 404)
        receipt = reverse("depot:receipt", args=[paper.deposit.number])
        addresses = (paper.get_absolute_url(), paper.deposit.get_absolute_url(), receipt,
                     f"/fichiers/{paper.file_uuid}/", f"/fichiers/{paper.file_uuid}/1/page/")  # fmt: skip
        assert [client.get(url).status_code for url in addresses] == [404] * len(addresses)
        for url in (
            "/documents/fichiers-en-cours/",
            "/documents/mes-documents/",
            "/documents/arrivees/",
            "/recherche/",
        ):
            page = client.get(url, {"q": word[:-2]}).content.decode()
            assert not re.search(rf"{word}(?!\w)", page), url


def test_mails_hold_nothing_confidential(planted):
    for mail in every_mail():
        assert not any(word in f"{mail.subject} {mail.text}" for word in CANARIES.values())


def test_a_folder_that_is_forgotten_shows_what_lies_in_it(planted, monkeypatch):
    """Planted: a document no longer asks what it lies in."""
    inside = f"{CANARIES['bakery']} inclus"
    assert inside not in seen(planted, "autre", Document, "title")
    monkeypatch.setattr(Document, "within_field", "")
    assert inside in seen(planted, "autre", Document, "title")


def test_staff_who_follow_nobody_would_see_everything(planted, monkeypatch):
    """Planted: whom somebody meets is no longer asked."""
    assert not seen(planted, "remplacante", Document, "title")
    monkeypatch.setattr(Document, "met_only", False)
    assert seen(planted, "remplacante", Document, "title")


def test_a_text_of_a_document_is_seen_with_it(planted):
    for document in Document.objects.unscoped("test"):
        DocumentText.objects.create(document=document, text="x", published_at=document.starts_at)
    for person in COLUMNS:
        texts = seen(planted, person, DocumentText, "document")
        assert texts == seen(planted, person, Document, "pk")
