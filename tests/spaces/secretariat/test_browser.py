"""The pages of the secretariat in a browser: keyboard, screen reader, phone, paper, and a second browser."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from playwright.sync_api import expect

from entregent.agenda.models import Engagement
from entregent.people import accounts
from tests.spaces.secretariat.cast import book, fill, gather, take, write_contact

pytestmark = pytest.mark.django_db(transaction=True)
FOCUSED = "document.activeElement.getAttribute('aria-label') || document.activeElement.outerHTML.slice(0, 80)"


@pytest.fixture
def bare(transactional_db):
    return gather()


@pytest.fixture
def enter(page, live_server, bare):
    def as_person(name):
        client = Client()
        client.force_login(accounts.by_email(bare.email(name)))
        cookie = {"name": "session", "value": client.cookies["session"].value, "url": live_server.url}
        page.context.add_cookies([cookie])

    return as_person


def tomorrow(cast):
    agenda = cast.agendas["medecin"]
    return f"/secretariat/agenda/?mode=semaine&jour={agenda.today() + timedelta(days=1)}", agenda


def focused(page):
    return page.evaluate(FOCUSED)


def test_the_table_has_one_stop_and_is_walked_with_arrows(page, enter, bare):
    enter("medecin")
    url, _agenda = tomorrow(bare)
    page.goto(url)
    grid = page.get_by_role("grid")
    expect(grid).to_be_visible()
    assert page.evaluate("document.querySelectorAll('[data-time-grid] [tabindex=\"0\"]').length") == 1
    page.locator("td[tabindex='0']").focus()
    begin = focused(page)
    page.keyboard.press("ArrowDown")
    assert focused(page).split()[:3] == begin.split()[:3]
    page.keyboard.press("ArrowUp")
    assert focused(page) == begin
    page.keyboard.press("End")
    assert focused(page).startswith("dimanche")
    page.keyboard.press("Home")
    assert focused(page).startswith("lundi")
    page.keyboard.press("Control+Home")
    assert re.search(r"^lundi \d+ \S+ 08:00", focused(page))
    page.keyboard.press("Tab")
    assert not page.evaluate("document.activeElement.closest('[data-time-grid]')")


def test_a_slot_is_blocked_and_freed_without_a_mouse(page, enter, bare):
    enter("medecin")
    url, _agenda = tomorrow(bare)
    page.goto(url)
    cell = page.locator("td.is-consultation:not(.is-past)").first
    page.evaluate(
        "cell => { document.querySelector('td[tabindex=\"0\"]').tabIndex = -1; cell.tabIndex = 0; cell.focus(); }",
        cell.element_handle(),
    )
    key = cell.get_attribute("data-key")
    page.keyboard.press("b")
    expect(page.locator(f"td[data-key='{key}']")).to_contain_text("Rendez-vous pris")
    expect(page.locator("#live")).to_contain_text("Rendez-vous pris")
    assert "Rendez-vous pris" in focused(page)
    page.keyboard.press("Delete")
    expect(page.locator(f"td[data-key='{key}']")).to_contain_text("libre")
    page.keyboard.press("Delete")
    expect(page.locator(f"td[data-key='{key}']")).to_contain_text("non travaillé")


def test_the_dialogue_books_with_a_contact_and_gives_the_focus_back(page, enter, bare):
    write_contact(bare, "medecin", "Dupont", "Hélène", phone="0612345678")
    enter("medecin")
    url, _agenda = tomorrow(bare)
    page.goto(url)
    cell = page.locator("td.is-consultation:not(.is-past)").first
    key = cell.get_attribute("data-key")
    cell.locator("[data-slot]").click()
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_role("tab", name="Rendez-vous")).to_have_attribute("aria-selected", "true")
    dialog.get_by_role("tab", name="Paramètres").click()
    expect(dialog.get_by_label("Note privée")).to_be_visible()
    dialog.get_by_role("tab", name="Rendez-vous").click()
    dialog.get_by_role("link", name="Voir la liste des contacts").click()
    page.get_by_label("Nom, numéro, date de naissance").fill("dup")
    page.get_by_role("link", name="Sélectionner Dupont Hélène").click()
    expect(dialog.get_by_label("Texte affiché sur l’agenda")).to_have_value("Dupont Hélène")
    dialog.get_by_label("Durée, en minutes").fill("45")
    dialog.get_by_role("button", name="Enregistrer le rendez-vous").click()
    expect(page.locator("dialog[open]")).to_have_count(0)
    expect(page.locator(f"td[data-key='{key}']")).to_contain_text("Dupont Hélène")
    assert Engagement.objects.unscoped("test").get().minutes == 45


def test_what_is_refused_stays_in_the_dialogue(page, enter, bare):
    enter("medecin")
    url, agenda = tomorrow(bare)
    page.goto(url)
    cell = page.locator("td.is-consultation:not(.is-past)").first
    minute = int(cell.get_attribute("data-key").split("-")[1])
    cell.locator("[data-slot]").click()
    page.get_by_label("Texte affiché sur l’agenda").fill("Trop tard")
    from entregent.spaces.secretariat.views.agenda import moment_of

    Engagement.book(agenda, moment_of(minute), timedelta(minutes=15), by=bare.viewer("responsable"))
    page.get_by_role("button", name="Enregistrer le rendez-vous").click()
    expect(page.get_by_role("dialog")).to_contain_text("vient d’être pris par Responsable")
    expect(page.get_by_label("Texte affiché sur l’agenda")).to_have_value("Trop tard")
    page.keyboard.press("Escape")
    expect(page.locator("dialog[open]")).to_have_count(0)


def test_all_are_ticked_archived_and_brought_back(page, enter, bare):
    for _one in range(3):
        take(bare, "medecin")
    enter("medecin")
    page.goto("/secretariat/messages/?tout=1")
    page.get_by_role("button", name="Cocher/Décocher tout").click()
    expect(page.locator("[name=cle]:checked")).to_have_count(3)
    page.get_by_role("button", name="Archiver les messages cochés").first.click()
    expect(page.locator("#messages-count")).to_have_text("Vous avez 0 message")
    page.get_by_role("button", name="Annuler").click()
    expect(page.locator("#messages-count")).to_contain_text("3 messages")


PAGES = {
    "messages": ("medecin", "/secretariat/messages/?tout=1"), "archives": ("medecin", "/secretariat/archives/?tout=1"),
    "jour": ("medecin", "/secretariat/agenda/"), "semaine": ("medecin", "/secretariat/agenda/?mode=semaine"),
    "contacts": ("medecin", "/secretariat/contacts/"), "regles": ("medecin", "/secretariat/regles/"),
    "export": ("medecin", "/secretariat/export/?quoi=messages&champ=message"),
    "nouveau": ("medecin", "/secretariat/contacts/nouveau/"), "appels": ("operatrice", "/secretariat/appels/"),
    "creneaux": ("operatrice", "/secretariat/appels/creneaux/"), "aide": ("medecin", "/secretariat/aide/"),
}  # fmt: skip


def test_pages_are_accessible_and_fit_a_phone(page, enter, bare, axe):
    fill(bare)
    more = {
        "message": ("medecin", bare.messages["urgent-medecin"].get_absolute_url()),
        "fiche": ("medecin", f"/secretariat/contacts/{bare.contacts['medecin'].pk}/"),
        "rendez-vous": ("medecin", f"/secretariat/rendez-vous/{bare.engagements['medecin'].pk}/"),
        "appel": ("operatrice", f"/secretariat/abonnes/{bare.lines['medecin'].dossier_id}/?numero=0612345678"),
    }
    for name, (person, url) in (PAGES | more).items():
        enter(person)
        page.emulate_media(color_scheme="light")
        page.set_viewport_size({"width": 1280, "height": 900})
        page.goto(url)
        axe(page)
        page.emulate_media(color_scheme="dark")
        axe(page, ["color-contrast"])
        page.set_viewport_size({"width": 320, "height": 640})
        wide = page.evaluate("document.documentElement.scrollWidth")
        assert wide <= 320, f"{name}: {wide} px"


def test_on_paper_the_agenda_has_no_button_and_says_each_state(page, enter, bare):
    book(bare, "medecin", text="Dupont Hélène")
    enter("medecin")
    page.goto(tomorrow(bare)[0])
    page.emulate_media(media="print")
    expect(page.locator(".agenda-bar")).to_be_hidden()
    expect(page.locator(".slot-verb").first).to_be_hidden()
    expect(page.get_by_text("libre").first).to_be_visible()


def test_without_scripts_the_pages_of_a_slot_do_the_same(browser, live_server, bare):
    client = Client()
    client.force_login(accounts.by_email(bare.email("medecin")))
    context = browser.new_context(base_url=live_server.url, locale="fr-FR", java_script_enabled=False)
    context.add_cookies([{"name": "session", "value": client.cookies["session"].value, "url": live_server.url}])
    page = context.new_page()
    page.goto(tomorrow(bare)[0])
    page.locator("td.is-consultation:not(.is-past) [data-slot]").first.click()
    page.get_by_label("Texte affiché sur l’agenda").fill("Sans script")
    page.get_by_role("button", name="Enregistrer le rendez-vous").click()
    expect(page.locator(".slot-held")).to_contain_text("Sans script")
    page.locator("td.is-consultation:not(.is-past) [data-verb='lock']").first.click()
    expect(page.get_by_text("Rendez-vous pris").first).to_be_visible()
    context.close()
