"""Exactly which rows each person sees; that what they see leads only to what they see; one word planted everywhere."""

import re

import pytest
from django.apps import apps

from entregent.agenda.models import Agenda, AgendaException, Cancellation, Cell, Engagement, Window
from entregent.contacts.models import Contact, Particular
from entregent.core.scoping import Scoped, Unscoped
from entregent.jobs.models import Mail
from entregent.spaces.secretariat import delivering
from entregent.spaces.secretariat.models import (
    Acknowledgement,
    Answer,
    Archiving,
    CallMessage,
    Delivery,
    DeliveryRule,
    Instruction,
    InstructionReading,
    KeepingRule,
    Line,
)
from tests.spaces.secretariat.cast import EVERYONE, archive, book, take, write_contact

# Each model, with the way from its rows to the subscriber.
OF_DOSSIER = {
    Agenda: "dossier", AgendaException: "agenda__dossier", Window: "agenda__dossier", Engagement: "agenda__dossier",
    Cell: "agenda__dossier", Cancellation: "engagement__agenda__dossier", Contact: "dossier",
    Particular: "contact__dossier", Line: "dossier", CallMessage: "dossier", Archiving: "dossier",
    Acknowledgement: "message__dossier", Answer: "message__dossier", Delivery: "message__dossier",
    DeliveryRule: "dossier", Instruction: "dossier", InstructionReading: "instruction__dossier",
}  # fmt: skip
SEES = {
    "public": set(), "operatrice": {"medecin"}, "responsable": {"medecin", "avocat"}, "medecin": {"medecin"},
    "avocat": {"avocat"}, "etrangere": set(),
}  # fmt: skip


@pytest.fixture
def full(secretariat):
    """A row of each model for each subscriber."""
    by = secretariat.viewer("responsable")
    for name in secretariat.parties:
        message, viewer = secretariat.message(f"urgent-{name}"), secretariat.viewer(name)
        message.acknowledge(by=viewer)
        message.answer("Bien reçu", by=viewer)
        delivering.pass_on(secretariat.message(name), by=by)
        secretariat.instructions[name].mark_read(by=by)
    return secretariat


@pytest.mark.parametrize("person", EVERYONE)
def test_rows_are_seen_with_the_line_they_hang_on(full, person):
    names = {line.dossier_id: name for name, line in full.lines.items()}
    for model, path in OF_DOSSIER.items():
        every = {names[key] for key in model.objects.unscoped("test").values_list(path, flat=True)}
        assert every == {"medecin", "avocat"}, f"{model.__name__}: nothing to see"
        seen = {names[key] for key in model.objects.visible_to(full.viewer(person)).values_list(path, flat=True)}
        assert seen == SEES[person], model.__name__


def test_every_guarded_model_of_these_rooms_is_tried():
    rooms = ("entregent.contacts.", "entregent.spaces.secretariat.")
    ours = {model for model in apps.get_models() if issubclass(model, Scoped) and model.__module__.startswith(rooms)}
    assert ours == {model for model in OF_DOSSIER if model.__module__.startswith(rooms)} | {KeepingRule}


def test_the_rule_of_the_archives_is_the_house_s_own(full):
    for slug, house in full.houses.items():
        KeepingRule.objects.create(house=house, archive_days=30 if slug == "clairvoix" else 40)
    seen = {person: list(KeepingRule.objects.visible_to(full.viewer(person))) for person in EVERYONE}
    assert {person: [row.archive_days for row in rows] for person, rows in seen.items()} == {
        "public": [], "etrangere": [40], "operatrice": [30], "responsable": [30], "medecin": [30], "avocat": [30]
    }  # fmt: skip


def leaks(viewer, model, field):
    try:
        rows = model.objects.visible_to(viewer)
    except Unscoped:
        return set()
    targets = set(rows.exclude(**{field.name: None}).values_list(field.attname, flat=True))
    return targets - set(field.related_model.objects.visible_to(viewer).values_list("pk", flat=True))


@pytest.mark.parametrize("person", EVERYONE)
def test_what_you_see_leads_only_to_what_you_see(full, person):
    viewer = full.viewer(person)
    for model in OF_DOSSIER:
        for field in model._meta.fields:
            if field.is_relation and issubclass(field.related_model, Scoped):
                assert not leaks(viewer, model, field), f"{model.__name__}.{field.name}"


WORDS = {"medecin": "Zanzibarmedecin", "avocat": "Zanzibaravocat"}


@pytest.fixture
def planted(full):
    for name, word in WORDS.items():
        contact = write_contact(full, name, word, phone="06 39 98 77 00")
        full.messages[f"mot-{name}"] = take(full, name, contact=contact, caller=word, text=f"{word} a appelé")
        full.messages[f"vieux-{name}"] = take(full, name, contact=contact, caller=word, text=f"{word} avait appelé")
        archive(full, name, f"vieux-{name}")
        book(full, name, hours=27, contact=contact, text=word, reason=word)
        delivering.pass_on(full.messages[f"mot-{name}"], by=full.viewer("responsable"))
    return full


def crawl(client):
    waiting, read = ["/", "/secretariat/", "/profil/", "/recherche/?q=zanzibar", "/secretariat/appels/creneaux/"], {}
    waiting += [
        "/secretariat/contacts/choix/?q=zan",
        "/secretariat/agenda/?mode=semaine",
        "/secretariat/export/?quoi=messages&champ=message",
    ]
    while waiting and len(read) < 60:
        url = waiting.pop(0)
        if url in read:
            continue
        page = client.get(url, follow=True)
        read[url] = page.content.decode() if page["Content-Type"].startswith("text/html") else ""
        links = re.findall(r'href="(/[^"#]*|\?[^"#]*)"', read[url])
        links = [link if link.startswith("/") else url.split("?")[0] + link for link in links]
        waiting += [link.replace("&amp;", "&") for link in links if not link.startswith(("/static/", "/apparence/"))]
    return read


@pytest.mark.parametrize("person", [person for person in EVERYONE if person != "public"])
def test_foreign_words_are_read_nowhere(planted, person):
    pages = crawl(planted.client(person))
    assert len(pages) > 8
    for name, word in WORDS.items():
        found = [url for url, page in pages.items() if word in page]
        assert bool(found) == (name in SEES[person]), (name, found[:3])


@pytest.mark.parametrize("person", ["avocat", "operatrice", "etrangere"])
def test_contacts_of_another_are_met_at_no_address(planted, person):
    """Typed by hand: the sheet, its change, the choice, an appointment for them, a call from their number."""
    other = "medecin" if person == "avocat" else "avocat"
    contact, client = planted.contacts[other], planted.client(person)
    word, own = WORDS[other], planted.agendas["avocat" if person == "avocat" else "medecin"]
    line = f"/secretariat/abonnes/{planted.lines[other].dossier_id}/"
    minute = int(planted.engagements[other].starts_at.timestamp()) // 60 + 60
    for url in (
        f"/secretariat/contacts/{contact.pk}/", f"/secretariat/contacts/{contact.pk}/modification/",
        "/secretariat/contacts/choix/?q=zan", f"{line}contacts/choix/?q=zan",
        f"/secretariat/agendas/{own.pk}/creneaux/{minute}/?contact={contact.pk}",
        "/secretariat/appels/ecran/?numero=0639987700&appele=0199004502",
    ):  # fmt: skip
        page = client.get(url, follow=True)
        assert word not in page.content.decode(), url
        assert "Dupont Hélène" not in page.content.decode() or person == "operatrice", url


def test_mails_hold_nothing_that_a_caller_said(planted):
    mails = list(Mail.objects.all())
    assert len(mails) > 4
    for mail in mails:
        said = f"{mail.subject} {mail.text} {mail.html} {mail.about}"
        assert not re.search(r"Zanzibar|Dupont|06.12|Rappeler avant", said)
