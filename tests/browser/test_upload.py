"""Files sent from a writing box, in a real browser, to the real door."""

import os
from base64 import b64encode
from collections.abc import Iterator
from hashlib import sha256
from io import BytesIO
from types import SimpleNamespace

import pytest
from django.test import Client, override_settings
from PIL import Image
from playwright.sync_api import expect

from entregent.files import attaching, receiving, staging
from entregent.files.models import File, Upload
from entregent.people import accounts, drafts
from entregent.threads.models import PURPOSE, Message
from tests.bridged import bridged
from tests.browser.test_conversation import SPOKEN

WORDS = "Relevé du trimestre : tout y est.\n".encode()
DOOR = "**/televersement/**"
LOOK = 30_000  # milliseconds for the server to look inside a file, on a machine that does much else
SAID = (
    "premier.txt : envoi.", "premier.txt : reçu.", "jeu.exe : refusé.", "faux.pdf : refusé.", "retenu.txt : retiré.",
)  # fmt: skip


@pytest.fixture
def live_server(transactional_db) -> Iterator[SimpleNamespace]:
    """In place of Django's own, for whoever asks for a page; pytest-django wants its settings to change."""
    with bridged() as url:
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
    expect(row(page, "faux.pdf")).to_contain_text("Refusé.", timeout=LOOK)
    expect(row(page, "second.txt")).to_contain_text("Reçu", timeout=LOOK)
    expect(page.locator(".reply-answer .upload-line")).to_contain_text("Rien n’est encore parti", timeout=LOOK)
    page.get_by_role("button", name="Retirer jeu.exe").click()
    page.get_by_role("button", name="Retirer faux.pdf").click()
    page.wait_for_function("() => said.join(' ').includes('Envoi terminé')", timeout=LOOK)
    said = " ".join(page.evaluate("said"))
    for words in SAID:
        assert words.replace(" :", "\u202f:") in said
    assert "%" not in said
    send(page)
    page.locator(".message", has_text="Voici").locator(".attached").wait_for()
    message = Message.objects.unscoped("test").latest("pk")
    assert [file.name for file in attaching.files_of(message)] == ["premier.txt", "second.txt"]
    assert not File.objects.unscoped("test").filter(owner_label="", name__in=["retenu.txt", "faux.pdf"]).exists()


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
    expect(row(page, "long.txt")).to_contain_text("Reçu", timeout=LOOK)
    assert cuts
    file = File.objects.unscoped("test").get(name="long.txt")
    assert file.size == len(WORDS) * 40_000
    assert Upload.objects.unscoped("test").filter(name="long.txt").count() == 1
    send(page)
    page.locator(".attached", has_text="long.txt").wait_for()


def test_a_file_that_changed_on_its_disk_is_not_taken_for_a_cut(page, enter, address, tmp_path):
    enter("agent")
    page.goto(address)
    path = tmp_path / "relevé.txt"
    path.write_text("avant")
    page.context.set_offline(True)
    choose(page, path)
    expect(row(page, "relevé.txt")).to_contain_text("Pas de connexion")
    path.write_text("après, et plus long")
    os.utime(path, (1, 1))
    page.context.set_offline(False)
    expect(row(page, "relevé.txt")).to_contain_text("modifié ou déplacé", timeout=LOOK)


def test_a_folder_that_is_dropped_gives_its_files(page, enter, address):
    """Chromium lets no script build a folder: its entries are given here as it gives them, two at a time."""
    enter("agent")
    page.goto(address)
    page.evaluate(FOLDER)
    page.locator(".upload").first.evaluate("box => box.dispatchEvent(droppedFolder())")
    for name in ("un.txt", "deux.txt", "trois.txt"):
        expect(row(page, name)).to_contain_text("Reçu", timeout=LOOK)


FOLDER = """
window.droppedFolder = () => {
  const entry = (name) => ({ isFile: true, file: (found) => found(new File(["texte " + name], name)) });
  const folder = (...inside) => ({
    isDirectory: true,
    createReader: () => ({ readEntries: (found) => found(inside.splice(0, 2)) }),
  });
  const root = folder(entry("un.txt"), entry("deux.txt"), folder(entry("trois.txt")));
  const event = new Event("drop", { bubbles: true, cancelable: true });
  event.dataTransfer = { types: ["Files"], files: [], items: [{ webkitGetAsEntry: () => root }] };
  return event;
};
"""


def test_what_was_begun_elsewhere_goes_on_where_it_stopped(page, scenery, enter, address, tmp_path):
    place = drafts.place_of(scenery.cast.requests["in_progress"], "answer")
    here, part = tmp_path / "photo du site.txt", len(WORDS) * 30
    here.write_bytes(WORDS * 100)
    modified = str(int(here.stat().st_mtime * 1000))
    begun = receiving.begin_upload(scenery.cast.viewer("agent"), here.name, len(WORDS) * 100, PURPOSE, modified, place)
    staging.path(begun.uuid).write_bytes(WORDS * 30)
    enter("agent")
    page.goto(address)
    held, offsets, methods = Held(page), [], []
    page.on("request", lambda request: methods.append(request.method))
    page.on("request", lambda request: offsets.append(request.headers.get("upload-offset")))
    expect(row(page, here.name)).to_contain_text("Choisissez de nouveau ce fichier pour reprendre")
    with page.expect_request(lambda request: request.method == "PATCH"):
        page.locator(".reply-answer input[type=file]").set_input_files(here)
    page.get_by_role("button", name=f"Annuler l’envoi de {here.name}").click()
    expect(page.locator(".upload-row")).to_have_count(0)
    held.let_go()
    page.locator(".reply-answer [data-undo]").click()
    expect(row(page, here.name)).to_contain_text("Reçu", timeout=LOOK)
    assert offsets.count(str(part)) == 2
    assert "DELETE" not in methods
    assert File.objects.unscoped("test").get(uuid=begun.uuid).digest == sha256(WORDS * 100).hexdigest()


def test_by_the_keyboard_alone_and_the_draft_keeps_what_arrived(page, enter, address):
    enter("agent")
    page.clock.install()
    page.on("filechooser", lambda chooser: None)  # from the start: asked for at the last moment, it comes too late
    page.goto(address)
    button = page.get_by_role("button", name="Joindre des fichiers").first
    button.focus()
    with page.expect_file_chooser() as chooser:
        page.keyboard.press("Enter")
    with page.expect_response("**/brouillons/"):
        chooser.value.set_files([text("un.txt"), text("deux.txt", 2)])
        expect(page.locator(".upload-row[data-state=received]")).to_have_count(2, timeout=LOOK)
    page.goto("/support/")
    page.goto(address)
    expect(page.locator(".upload-row[data-state=received]")).to_have_count(2)
    page.get_by_role("button", name="Joindre des fichiers").first.focus()
    page.keyboard.press("Shift+Tab")
    assert page.evaluate("document.activeElement.ariaLabel") == "Retirer deux.txt"
    page.keyboard.press("Enter")
    expect(page.locator(".upload-row")).to_have_count(1)
    assert page.evaluate("document.activeElement.ariaLabel") == "Retirer un.txt"
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator(".upload-row")).to_have_count(2)
    expect(button).to_be_focused()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Enter")
    expect(page.locator(".upload-undone")).to_be_visible()
    with page.expect_response(lambda response: response.request.method == "DELETE"):
        page.clock.fast_forward(5_000)
    expect(page.locator(".upload-undone")).to_be_hidden()
    page.get_by_role("button", name="Effacer le brouillon").click()
    page.wait_for_load_state()
    expect(page.locator(".upload-row")).to_have_count(0)
    assert not File.objects.unscoped("test").filter(name__in=["un.txt", "deux.txt"]).exists()


def test_a_pasted_screenshot_becomes_a_file_and_a_copied_text_stays_a_text(page, enter, address):
    enter("agent")
    page.goto(address)
    paste = """([text, html, drawn]) => {
        const data = new DataTransfer();
        const bytes = Uint8Array.from(atob(drawn), (letter) => letter.charCodeAt(0));
        data.items.add(new File([bytes], "image.png", { type: "image/png" }));
        if (text) data.setData("text/plain", text);
        data.setData("text/html", html);
        const sheet = document.querySelector(".reply-answer [role=textbox]");
        sheet.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
    }"""
    drawn = b64encode(picture()).decode()
    page.evaluate(paste, ["Du texte", "<p>Du texte <img src='data:image/png;base64,AAAA'></p>", drawn])
    expect(page.locator(".upload-row")).to_have_count(0)
    page.evaluate(paste, ["", "<img src='https://ailleurs.example/image.png'>", drawn])
    expect(row(page, "image-20")).to_contain_text("Reçu", timeout=LOOK)
    assert page.locator(".reply-answer .rich-page img").count() == 0
    assert page.locator(".reply-answer .rich-page").inner_text().strip() == "Du texte"


def picture():
    drawn = BytesIO()
    Image.new("RGB", (40, 30), "teal").save(drawn, "PNG")
    return drawn.getvalue()


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
