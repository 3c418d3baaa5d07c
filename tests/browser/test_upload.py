"""Files sent from a writing box, in a real browser, to the real door."""

from collections.abc import Iterator
from types import SimpleNamespace

import pytest
from django.test import Client, override_settings
from playwright.sync_api import expect

from entregent.files import attaching
from entregent.files.models import File, Upload
from entregent.people import accounts
from entregent.threads.models import Message
from tests.browser.doors import served
from tests.browser.test_conversation import SPOKEN

WORDS = "Relevé du trimestre : tout y est.\n".encode()
DOOR = "**/televersement/**"


@pytest.fixture
def live_server(transactional_db) -> Iterator[SimpleNamespace]:
    """In place of Django's own, for whoever asks for a page; pytest-django wants its settings to change."""
    with served() as url:
        yield SimpleNamespace(url=url, _live_server_modified_settings=override_settings())


@pytest.fixture
def address(scenery):
    return f"/support/demandes/{scenery.cast.requests['in_progress'].number}/"


def text(name, times=1):
    return {"name": name, "mimeType": "text/plain", "buffer": WORDS * times}


def row(page, name):
    return page.locator(".upload-row", has_text=name)


def choose(page, *files):
    page.locator(".reply-answer input[type=file]").set_input_files(list(files))


def send(page):
    page.get_by_role("button", name="Envoyer le message").click()


class Held:
    """What is added to uploads waits until it is let go."""

    def __init__(self, page):
        self.routes, self.is_open = [], False
        page.route(DOOR, self.take)

    def take(self, route):
        if self.is_open or route.request.method != "PATCH":
            route.fallback()
        else:
            self.routes.append(route)

    def let_go(self):
        self.is_open = True
        for route in self.routes:
            route.continue_()


def test_several_files_one_refused_one_cancelled_and_the_message_waits_for_them(page, enter, address, axe):
    enter("agent")
    page.goto(address)
    page.evaluate(SPOKEN)
    held = Held(page)
    choose(page, text("premier.txt"), text("jeu.exe"), text("faux.pdf"), text("second.txt"), text("retenu.txt"))
    expect(row(page, "jeu.exe")).to_contain_text("Ce type de fichier n’est pas accepté ici.")
    expect(page.locator(".upload-total")).to_contain_text("4 restants")
    assert max(page.locator(".upload-bar").evaluate_all("(bars) => bars.map((bar) => bar.value)")) < 100
    page.get_by_role("button", name="Annuler l’envoi de retenu.txt").click()
    page.get_by_role("textbox", name="Votre réponse").click()
    page.keyboard.type("Voici")
    send(page)
    expect(page.locator(".reply-answer .upload-line")).to_contain_text("dès que les 3 fichiers seront reçus")
    for theme in ("light", "dark"):
        page.emulate_media(color_scheme=theme, reduced_motion="reduce")
        axe(page)
    held.let_go()
    expect(row(page, "faux.pdf")).to_contain_text("Refusé.")
    expect(row(page, "second.txt")).to_contain_text("Reçu")
    expect(page.locator(".reply-answer .upload-line")).to_contain_text("Rien n’est encore parti")
    page.get_by_role("button", name="Retirer jeu.exe").click()
    page.get_by_role("button", name="Retirer faux.pdf").click()
    page.wait_for_function("() => said.join(' ').includes('Envoi terminé')")
    said = " ".join(page.evaluate("said"))
    for words in ("premier.txt : envoi.", "premier.txt : reçu.", "jeu.exe : refusé.", "faux.pdf : refusé.", "retenu.txt : retiré."):  # fmt: skip
        assert words.replace(" :", "\u202f:") in said
    assert "%" not in said
    send(page)
    page.locator(".message", has_text="Voici").locator(".attached").wait_for()
    message = Message.objects.unscoped("test").latest("pk")
    assert [file.name for file in attaching.of(message)] == ["premier.txt", "second.txt"]
    assert not File.objects.unscoped("test").filter(owner_label="").exists()


def test_a_cut_loses_nothing_and_goes_on_by_itself(page, enter, address):
    enter("agent")
    page.goto(address)
    cuts = []

    def cut_once(route):
        if route.request.method == "PATCH" and not cuts:
            cuts.append(route.abort("connectionreset"))
        else:
            route.fallback()

    page.route(DOOR, cut_once)
    page.context.set_offline(True)
    choose(page, text("long.txt", 40_000))
    expect(row(page, "long.txt")).to_contain_text("Pas de connexion")
    page.context.set_offline(False)
    expect(row(page, "long.txt")).to_contain_text("Reçu")
    assert cuts
    file = File.objects.unscoped("test").get()
    assert file.size == len(WORDS) * 40_000
    assert Upload.objects.unscoped("test").count() == 1
    send(page)
    page.locator(".attached", has_text="long.txt").wait_for()


def test_by_the_keyboard_alone_and_the_draft_keeps_what_arrived(page, enter, address):
    enter("agent")
    page.on("filechooser", lambda chooser: None)  # from the start: asked for at the last moment, it comes too late
    page.goto(address)
    button = page.get_by_role("button", name="Joindre des fichiers").first
    button.focus()
    with page.expect_file_chooser() as chooser:
        page.keyboard.press("Enter")
    with page.expect_response("**/brouillons/"):
        chooser.value.set_files([text("un.txt"), text("deux.txt", 2)])
        expect(page.locator(".upload-row[data-state=received]")).to_have_count(2)
    page.goto("/support/")
    page.goto(address)
    expect(page.locator(".upload-row[data-state=received]")).to_have_count(2)
    page.get_by_role("button", name="Joindre des fichiers").first.focus()
    page.keyboard.press("Shift+Tab")
    assert page.evaluate("document.activeElement.ariaLabel") == "Retirer deux.txt"
    page.keyboard.press("Enter")
    expect(page.locator(".upload-row")).to_have_count(1)
    assert page.evaluate("document.activeElement.ariaLabel") == "Retirer un.txt"
    page.get_by_role("button", name="Effacer le brouillon").click()
    page.wait_for_load_state()
    expect(page.locator(".upload-row")).to_have_count(0)
    assert not File.objects.unscoped("test").filter(name__in=["un.txt", "deux.txt"]).exists()


def test_without_a_script_one_file_goes_with_the_form(browser, live_server, scenery, address):
    client = Client()
    client.force_login(accounts.by_email(scenery.cast.email("agent")))
    cookie = {"name": "session", "value": client.cookies["session"].value, "url": live_server.url}
    context = browser.new_context(base_url=live_server.url, locale="fr-FR", java_script_enabled=False)
    context.add_cookies([cookie])
    page = context.new_page()
    page.goto("/support/demandes/nouvelle/")
    page.get_by_label("Pièces jointes").set_input_files([text("seul.txt")])
    page.get_by_role("button", name="Soumettre la DI").click()
    assert page.get_by_role("checkbox", name="seul.txt").is_checked()  # nothing else was filled in: it came back
    page.goto(address)
    page.get_by_label("Votre réponse").fill("Sans script")
    page.get_by_label("Pièces jointes").set_input_files([text("autre.txt")])
    send(page)
    page.locator(".message", has_text="Sans script").locator(".attached", has_text="autre.txt").wait_for()
    context.close()
