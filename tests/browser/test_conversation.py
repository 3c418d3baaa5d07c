"""The conversation in a real browser: the editor by keyboard, two people at once, hostile messages, what is spoken."""

import re
from contextlib import contextmanager

import pytest
from django.test import Client
from playwright.sync_api import expect

from entregent.core.richtext import Written
from entregent.people import accounts, drafts
from entregent.threads.models import Message
from tests.core.vectors import VECTORS

SPOKEN = """
const said = [];
window.said = said;
for (const region of document.querySelectorAll("[role=status]")) {
  new MutationObserver(() => region.textContent && said.push(region.textContent.trim()))
    .observe(region, { childList: true, characterData: true, subtree: true });
}
"""


@pytest.fixture
def address(scenery):
    return f"/support/demandes/{scenery.cast.requests['in_progress'].number}/"


@pytest.fixture
def beside(browser, live_server, scenery):
    """Another person's browser, at the same time."""

    @contextmanager
    def opened(name):
        client = Client()
        client.force_login(accounts.by_email(scenery.cast.email(name)))
        context = browser.new_context(base_url=live_server.url, locale="fr-FR", timezone_id="Europe/Paris")
        context.add_cookies([{"name": "session", "value": client.cookies["session"].value, "url": live_server.url}])
        try:
            yield context.new_page()
        finally:
            context.close()

    return opened


def latest(scenery):
    return Message.objects.unscoped("test").filter(thread=scenery.cast.requests["in_progress"].thread_id).latest("pk")


def press(page, *keys):
    for key in keys:
        page.keyboard.press(key)


def is_focused(locator):
    return locator.evaluate("element => element === document.activeElement")


def test_a_text_takes_shape_by_the_keyboard_alone(page, scenery, enter, address, axe):
    enter("agent")
    page.goto(address)
    text = page.get_by_role("textbox", name="Votre réponse")
    text.focus()
    page.keyboard.type("Un mot ")
    press(page, "Control+b")
    page.keyboard.type("gras")
    press(page, "Control+b")
    page.keyboard.type(" puis")
    press(page, "Enter", "Alt+F10")
    assert is_focused(page.get_by_role("button", name="Gras"))
    press(page, *["ArrowRight"] * 5)
    assert is_focused(page.get_by_role("button", name="Liste à puces"))
    press(page, "Enter")
    assert is_focused(text)
    page.keyboard.type("point")
    assert page.get_by_role("button", name="Liste à puces").get_attribute("aria-pressed") == "true"
    axe(page)
    press(page, "Tab", "Tab")  # past « Joindre des fichiers »
    assert is_focused(page.get_by_role("button", name="Envoyer le message"))
    press(page, "Enter")
    page.locator(".message li", has_text="point").wait_for()
    written = latest(scenery)
    assert "<b>gras</b> puis" in written.html.replace("&nbsp;", " ").replace("\u200b", "")
    assert "<ul><li>point</li></ul>" in written.html
    assert "\u200b" not in written.text


def test_the_toolbar_is_one_stop_and_escape_leads_back(page, enter, address):
    enter("agent")
    page.goto(address)
    text = page.get_by_role("textbox", name="Votre réponse")
    text.focus()
    press(page, "Shift+Tab")
    assert is_focused(page.get_by_role("button", name="Gras"))
    press(page, "End", "ArrowRight", "ArrowLeft")
    assert is_focused(page.get_by_role("button", name="Rétablir"))
    press(page, "Escape")
    assert is_focused(text)
    assert page.locator("[role=toolbar] button[tabindex='0']").count() == 1


def test_colour_link_and_table_write_no_style(page, scenery, enter, address):
    enter("agent")
    page.goto(address)
    text = page.get_by_role("textbox", name="Votre réponse")
    text.focus()
    page.keyboard.type("rouge")
    press(page, "Control+a")
    page.get_by_role("button", name="Couleur").click()
    page.get_by_role("button", name="Rouge").click()
    text.locator(".ink-red").wait_for()  # a dialogue gives back after it has closed
    press(page, "End", "Enter")
    page.get_by_role("button", name="Lien", exact=True).click()
    page.locator("dialog[open] [data-name=href]").wait_for()
    page.keyboard.type("exemple.fr")
    press(page, "Enter")
    text.locator("a").wait_for()
    press(page, "End", "Enter")
    page.get_by_role("button", name="Tableau").click()
    page.locator("dialog[open] [data-name=rows]").wait_for()
    press(page, "Enter")
    text.locator("table").wait_for()
    page.keyboard.type("A1")
    assert text.locator("th").first.text_content() == "A1"
    expect(text.locator("tr")).to_have_count(3)
    page.get_by_role("button", name="Tableau").click()
    page.get_by_role("button", name="Ajouter une ligne").click()
    expect(text.locator("tr")).to_have_count(4)
    assert text.locator("[style]").count() == 0
    page.get_by_role("button", name="Envoyer le message").click()
    page.locator(".message table").wait_for()
    html = latest(scenery).html
    assert '<span class="ink-red">rouge</span>' in html
    assert 'href="https://exemple.fr"' in html
    assert '<th scope="col">A1' in html


def test_what_is_pasted_is_cleaned_before_it_is_shown(page, enter, address):
    enter("agent")
    page.goto(address)
    text = page.get_by_role("textbox", name="Votre réponse")
    text.focus()
    text.evaluate("""(sheet) => {
        const data = new DataTransfer();
        data.setData("text/html", `<style>p{}</style><div style="color:red" onclick="alert(1)">un
            <img src=x onerror=alert(1)></div><h1>deux</h1><p class="MsoNormal">trois</p><script>alert(1)</script>`);
        sheet.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
    }""")
    assert text.inner_text().split() == ["un", "deux", "trois"]
    assert text.locator("img, script, style, [style], [onclick], [class]").count() == 0


def test_no_editor_is_fetched_where_nothing_is_written(page, enter, address):
    enter("collegue")
    fetched = []
    page.on("request", lambda request: fetched.append(request.url))
    page.goto(address)
    assert not [url for url in fetched if "editor" in url]
    enter("agent")
    page.goto(address)
    assert [url for url in fetched if "editor" in url]


def test_a_message_appears_at_the_other_s_without_taking_their_focus(page, scenery, enter, address, beside):
    enter("agent")
    page.goto(address)
    page.evaluate(SPOKEN)
    text = page.get_by_role("textbox", name="Votre réponse")
    text.focus()
    page.keyboard.type("Je suis en train d’écrire")
    before = text.bounding_box()["y"]
    with beside("technicien") as desk:
        desk.goto(address)
        desk.get_by_role("textbox", name="Votre réponse").click()
        desk.keyboard.type("Essayez la version 7.20")
        desk.get_by_role("button", name="Envoyer le message").click()
    page.locator(".message", has_text="7.20").wait_for(timeout=6000)
    assert is_focused(text)
    assert text.inner_text().strip() == "Je suis en train d’écrire"
    assert abs(text.bounding_box()["y"] - before) < 2
    page.wait_for_function("() => said.some(words => words.includes('Nouveau message de Théo Marchand'))")


def test_the_dashboard_s_figures_follow(page, scenery, enter):
    enter("technicien")
    page.goto("/support/")
    figure = page.locator("[data-figure=to_handle]")
    before = int(figure.text_content())
    scenery.cast.request("to_handle").take(by=scenery.cast.viewer("responsable"))
    follows = "before => document.querySelector('[data-figure=to_handle]').textContent === String(before - 1)"
    page.wait_for_function(follows, arg=before, timeout=6000)
    expect(page.locator("[data-figure=waiting]")).to_have_text(f"{before - 1} demandes à prendre en charge")


def test_a_draft_is_kept_said_aloud_and_found_again(page, scenery, enter, address):
    enter("agent")
    page.goto(address)
    page.evaluate(SPOKEN)
    page.get_by_role("textbox", name="Votre réponse").click()
    page.keyboard.type("À finir")
    page.wait_for_function("() => said.some(words => /^Enregistré à \\d\\d:\\d\\d$/.test(words))")
    page.goto("/support/")
    page.goto(address)
    assert page.get_by_role("textbox", name="Votre réponse").inner_text().strip() == "À finir"
    page.get_by_role("button", name="Effacer le brouillon").click()
    page.wait_for_url(f"**{address}")
    page.wait_for_load_state()
    assert page.get_by_role("textbox", name="Votre réponse").inner_text().strip() == ""


def test_who_types_without_a_pause_is_kept_every_few_seconds(page, scenery, enter, address):
    enter("agent")
    page.clock.install()
    page.goto(address)
    page.get_by_role("textbox", name="Votre réponse").click()
    with page.expect_request("**/brouillons/", timeout=8000) as saved:
        for word in ["un", "deux", "trois", "quatre", "cinq", "six", "sept"]:
            page.keyboard.type(f"{word} ")
            page.clock.run_for(1000)  # less than the pause after which a text is kept
    assert "cinq" in saved.value.post_data


def test_of_two_pages_the_older_one_never_overwrites_and_both_texts_are_offered(page, scenery, enter, address, beside):
    enter("agent")
    page.goto(address)
    kept = re.compile(r"Enregistré à")
    with beside("agent") as other:
        other.goto(address)
        for one, words in ((page, "Le texte long et complet"), (other, "trois mots courts")):
            one.get_by_role("textbox", name="Votre réponse").click()
            one.keyboard.type(words)
            said = one.locator("[data-draft-said]").first
            expect(said).to_have_text(kept if one is page else re.compile("plus récent"), timeout=8000)
    page.goto("/support/")
    page.goto(address)
    text = page.get_by_role("textbox", name="Votre réponse")
    expect(text).to_have_text("Le texte long et complet")
    page.locator(".draft-other summary").click()
    expect(page.locator(".draft-words")).to_have_text("trois mots courts")
    page.get_by_role("button", name="Reprendre ce texte").click()
    page.wait_for_url(f"**{address}")
    expect(text).to_have_text("trois mots courts")


def test_a_page_made_before_the_last_text_came_in_offers_it(page, scenery, enter, address):
    enter("agent")
    page.goto(address)
    place = page.locator("[name=draft_place]").first.get_attribute("value")
    drafts.save(scenery.cast.viewer("agent"), place, {"text": "arrivé après"}, 0)
    page.get_by_role("link", name=re.compile("Un texte plus récent")).click()
    expect(page.get_by_role("textbox", name="Votre réponse")).to_have_text("arrivé après")


def test_when_the_session_has_ended_the_text_stays_and_comes_back_after_signing_in(page, scenery, enter, address):
    enter("agent")
    page.goto(address)
    page.context.clear_cookies(name="session")
    page.get_by_role("textbox", name="Votre réponse").click()
    page.keyboard.type("Sans session")
    page.get_by_text("Votre session a expiré").wait_for()
    page.get_by_role("button", name="Envoyer le message").click()
    page.wait_for_url("**/connexion/**")
    page.get_by_label("Adresse mail ou identifiant").fill("agent@demo.example")
    page.get_by_label("Mot de passe").fill("tilleul-rame-bruine-47")
    page.get_by_role("button", name="Se connecter").click()
    page.wait_for_url(f"**{address}")
    assert page.get_by_role("textbox", name="Votre réponse").inner_text().strip() == "Sans session"


def test_leaving_the_page_saves_what_was_just_typed(page, scenery, enter, address):
    enter("agent")
    page.goto(address)
    page.get_by_role("textbox", name="Votre réponse").click()
    page.keyboard.type("Vite")
    page.on("dialog", lambda dialog: dialog.accept())
    page.goto("/support/")
    place = drafts.place_of(scenery.cast.requests["in_progress"], "answer")
    for _ in range(50):
        if place in drafts.drafts_at(scenery.cast.viewer("agent"), place):
            return
        page.wait_for_timeout(100)
    raise AssertionError("nothing was kept")


def test_note_and_answer_cannot_be_taken_for_one_another(page, scenery, enter, address, axe):
    enter("technicien")
    page.goto(address)
    assert not page.get_by_role("button", name="Enregistrer la note interne").is_visible()
    page.get_by_label("Note interne", exact=True).check()
    assert not page.get_by_role("button", name="Envoyer le message").is_visible()
    assert page.get_by_text("Visible du support seulement").is_visible()
    for theme in ("light", "dark"):
        page.emulate_media(color_scheme=theme, reduced_motion="reduce")
        axe(page)
    page.get_by_role("textbox", name="Votre note interne").click()
    page.keyboard.type("Entre nous")
    page.get_by_role("button", name="Enregistrer la note interne").click()
    page.locator(".message.is-internal", has_text="Entre nous").wait_for()
    assert latest(scenery).is_internal


def test_what_arrived_meanwhile_is_shown_before_sending(page, scenery, enter, address, axe):
    enter("technicien")
    page.route("**/en-direct/**", lambda route: route.abort())  # the news does not come by itself
    page.goto(address)
    page.get_by_role("textbox", name="Votre réponse").click()
    page.keyboard.type("Ma réponse")
    scenery.cast.request("in_progress").answer("Entre-temps", by=scenery.cast.viewer("agent"))
    page.get_by_role("button", name="Envoyer le message").click()
    page.get_by_role("alert").wait_for()
    page.wait_for_function("() => document.activeElement.id === 'arrived'")
    axe(page)
    page.get_by_role("button", name="Envoyer quand même").click()
    page.locator(".message", has_text="Ma réponse").wait_for()


def test_colleagues_are_named_while_they_read(page, enter, address, beside):
    enter("technicien")
    page.goto(address)
    with beside("responsable") as other:
        other.goto(address)
        page.get_by_text("Inès Valade lit cette conversation").wait_for(timeout=20_000)


def test_nothing_hostile_runs_or_is_fetched(page, scenery, enter, address, page_faults):
    """Five hundred texts in one conversation: as cleaned, and as planted behind the cleaning."""
    request = scenery.cast.requests["in_progress"]
    author = scenery.cast.members["agent"]
    common = {"thread_id": request.thread_id, "dossier_id": request.dossier_id, "side": "customer", "author": author}
    texts = [vector for vector in VECTORS if len(vector) < 10_000]
    written = [Written.rich(vector) for vector in texts]
    enter("technicien")
    page.on("dialog", lambda dialog: page_faults.append(f"dialogue: {dialog.message}"))
    for start in range(0, len(texts), 90):
        Message.objects.unscoped("test").filter(html__gt="").delete()
        part = slice(start, start + 90)
        Message.objects.bulk_create(
            Message(text=one.text, html=one.html or "<p></p>", **common) for one in written[part]
        )
        page.goto(address)
        inspect(page)
        Message.objects.unscoped("test").filter(html__gt="").update(html="<p></p>")
        raw = [text.replace("\x00", "") for text in texts[part]]
        Message.objects.bulk_create(Message(text=text, html=text, **common) for text in raw)
        page.goto(address)
        inspect(page)


def inspect(page):
    page.evaluate("document.querySelectorAll('.quoted').forEach(quoted => { quoted.open = true; })")
    page.locator(".message-text").first.hover()
    odd = page.evaluate("""[...document.querySelectorAll(".message-text *:not(.table-frame)")].filter((element) =>
        !element.matches("p,br,hr,h3,h4,blockquote,pre,code,ul,ol,li,a,span,strong,b,em,i,u,s,sub,sup,"
            + "table,thead,tbody,tr,th,td,details,summary")
        || [...element.attributes].some(({ name }) => !/^(href|rel|class|colspan|rowspan|scope|open)$/.test(name))
    ).map((element) => element.outerHTML.slice(0, 200))""")
    assert odd == []
    assert page.locator("[data-arrivals]").count() == 1
    assert page.evaluate("document.querySelectorAll('#main, #live, #reply').length") == 3


def test_a_standard_message_goes_where_the_cursor_is_and_what_was_typed_stays(page, scenery, enter, address, axe):
    enter("technicien")
    page.goto(address)
    sheet = page.get_by_role("textbox", name="Votre réponse")
    sheet.click()
    page.keyboard.type("Avant. Après.")
    press(page, *["ArrowLeft"] * 7)
    page.get_by_label("Message type").select_option(label="Accusé")
    page.get_by_role("button", name="Insérer").click()
    expect(sheet).to_contain_text("Bien reçu, Nadia Ferrand.")
    page.get_by_role("button", name="Insérer").click()
    expect(sheet).to_have_text(re.compile("^Avant.*Nadia Ferrand.*Nadia Ferrand.*Après"))
    axe(page)
