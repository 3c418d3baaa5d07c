"""What happens to a page that stays open: what arrives, what is being typed, what comes too late."""

import pytest
from playwright.sync_api import expect

from entregent.people import drafts

TALL = "<p>un long message</p>" * 80


@pytest.fixture
def request_page(page, scenery, enter):
    """The owner's page of a request that goes on."""
    enter("agent")
    page.goto(f"/support/demandes/{scenery.cast.requests['in_progress'].number}/")
    return page


@pytest.fixture
def desk_says(scenery):
    def say(text):
        from entregent.core.richtext import Written

        scenery.cast.request("in_progress").answer(Written.rich(text), by=scenery.cast.viewer("technicien"))

    return say


def kept(scenery):
    place = "support.request:new"
    return drafts.drafts_at(scenery.cast.viewer("agent"), place)[place].fields


def known(page):
    return page.locator("#talk").get_attribute("data-event")


def test_what_was_not_seen_is_counted_until_it_is(request_page, desk_says):
    page, pill = request_page, request_page.locator("[data-pill]")
    desk_says(TALL)
    page.reload()
    page.evaluate("scrollTo(0, 0)")
    seen = page.locator("[data-seen]").first
    before = seen.input_value()
    desk_says(TALL)
    expect(pill).to_be_visible(timeout=8000)
    expect(pill).to_have_text("1 nouveau message")
    desk_says("<p>le second</p>")
    expect(pill).to_have_text("2 nouveaux messages", timeout=8000)
    pill.click()
    expect(pill).to_have_text("1 nouveau message")
    assert seen.input_value() == before, "the second one is below the screen: nobody has seen it"
    page.locator(".message", has_text="le second").scroll_into_view_if_needed()
    expect(pill).to_be_hidden()
    expect(seen).to_have_value(known(page))


def test_a_field_being_changed_outlives_what_arrives(request_page, desk_says):
    page = request_page
    page.locator("#row-subject .pencil").click()
    page.fill("#edit_subject", "En cours de frappe")
    page.get_by_role("textbox", name="Votre réponse").focus()
    desk_says("<p>du nouveau</p>")
    page.locator(".message", has_text="du nouveau").wait_for(timeout=8000)
    expect(page.locator("#edit_subject")).to_have_value("En cours de frappe")
    page.locator("#row-subject [data-cancel]").click()
    page.locator("#row-subject .pencil").wait_for()
    page.get_by_role("textbox", name="Votre réponse").focus()
    desk_says("<p>encore</p>")
    page.locator(".message", has_text="encore").wait_for(timeout=8000)
    address = page.url
    page.locator("#row-subject .pencil").click()  # of the part that has just arrived
    expect(page.locator("#edit_subject")).to_be_focused()
    assert page.url == address


def test_a_field_that_comes_too_late_keeps_its_text_and_is_sent_once(request_page, scenery):
    page, posts = request_page, []
    page.on("request", lambda sent: posts.append(sent.url) if sent.method == "POST" and "champs" in sent.url else None)
    page.route("**/en-direct/**", lambda route: route.abort())  # the news does not come by itself
    page.locator("#row-subject .pencil").click()
    page.fill("#edit_subject", "Trop tard")
    scenery.cast.request("in_progress").cancel("", by=scenery.cast.viewer("agent"))
    page.keyboard.press("Enter")
    line = page.locator("#row-subject .field-error")
    expect(line).to_be_visible()
    expect(page.locator("#live")).to_have_text(line.inner_text())
    expect(page.locator("#edit_subject")).to_have_value("Trop tard")
    assert len(posts) == 1


def test_the_full_form_of_a_record_is_kept_while_it_is_typed(page, scenery, enter, page_faults):
    enter("responsable")
    party = scenery.cast.parties["hospital"]
    page.goto(f"/support/etablissements/{party.pk}/modification/")
    page.get_by_label("Ville").fill("Brécy")
    page.get_by_text("Enregistré à").wait_for()
    page.goto("/support/")
    page.goto(f"/support/etablissements/{party.pk}/modification/")
    expect(page.get_by_label("Ville")).to_have_value("Brécy")


def test_a_draft_is_tried_again_and_a_long_one_is_kept_too(page, scenery, enter):
    enter("agent")
    page.clock.install()
    page.goto("/support/demandes/nouvelle/")
    page.route("**/brouillons/", lambda route: route.abort())
    page.evaluate("""() => {
        const { subject } = document.querySelector("form[data-draft]").elements;
        subject.value = "x".repeat(70_000);
        subject.dispatchEvent(new Event("input", { bubbles: true }));
    }""")
    page.clock.run_for(1600)
    page.get_by_text("pas de connexion").wait_for()
    page.unroute("**/brouillons/")
    page.clock.run_for(10_100)
    page.get_by_text("Enregistré à").wait_for()
    assert len(kept(scenery)["subject"]) == 70_000
