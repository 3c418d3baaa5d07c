"""The bell by the keyboard, as it stays fresh, and without a script."""

import pytest
from playwright.sync_api import expect

from tests.browser.test_path import press_to
from tests.notify.people import told


@pytest.fixture
def at_home(page, enter):
    enter("agent")
    page.goto("/support/")
    return page


def bell(page):
    return page.locator("[data-bell]")


def sheet(page):
    return page.get_by_role("dialog", name="Notifications")


def focused(page, locator):
    return locator.evaluate("element => element === document.activeElement")


@pytest.mark.parametrize("key", ["Enter", "Space"])
def test_the_bell_opens_and_closes_by_the_keyboard(at_home, key):
    page = at_home
    bell(page).focus()
    page.keyboard.press(key)
    sheet(page).wait_for()
    assert focused(page, sheet(page))
    assert bell(page).get_attribute("aria-expanded") == "true"
    page.keyboard.press("Escape")
    sheet(page).wait_for(state="hidden")
    assert focused(page, bell(page))
    expect(bell(page)).to_have_attribute("aria-expanded", "false")  # told by an event that follows the closing


def test_a_line_is_opened_by_the_keyboard_and_is_read_then(at_home, scenery):
    page, before = at_home, len(told(scenery.cast, "agent"))
    bell(page).click()
    sheet(page).wait_for()
    press_to(page, "lôture à valider", "button")
    page.get_by_role("heading", name="Sujet to_confirm").wait_for()
    assert len(told(scenery.cast, "agent")) == before - 1
    assert bell(page).get_attribute("data-count") == str(before - 1)


def test_everything_is_marked_as_read_from_the_sheet_and_the_page_stays(at_home, scenery):
    page = at_home
    bell(page).click()
    press_to(page, "Tout marquer comme lu", "button")
    page.locator('[data-bell][data-count="0"]').wait_for()
    assert page.url.endswith("/support/")
    assert told(scenery.cast, "agent") == []
    assert page.locator(".bell-count").is_hidden()


@pytest.mark.parametrize("size", [(1440, 900), (390, 844)], ids=["desk", "phone"])
def test_the_open_sheet_has_nothing_for_axe_and_fits(at_home, axe, size):
    page = at_home
    page.set_viewport_size({"width": size[0], "height": size[1]})
    bell(page).click()
    sheet(page).wait_for()
    for theme in ("light", "dark"):
        page.emulate_media(color_scheme=theme, reduced_motion="reduce")
        axe(page)
    box = sheet(page).bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= size[0]


def test_a_second_click_and_a_click_elsewhere_close_it(at_home):
    page = at_home
    bell(page).click()
    sheet(page).wait_for()
    bell(page).click()
    sheet(page).wait_for(state="hidden")
    bell(page).click()
    sheet(page).wait_for()
    page.get_by_role("heading", name="Tableau de bord").click()
    sheet(page).wait_for(state="hidden")


def test_news_while_the_page_is_open_are_counted_and_said(at_home):
    page = at_home
    ring = "detail => document.dispatchEvent(new CustomEvent('live:bell', { detail }))"
    page.evaluate(ring, {"count": 12, "label": "12", "words": "Notifications, 12 non lues"})
    assert page.locator(".bell-count").inner_text() == "12"
    assert bell(page).get_attribute("aria-label") is None
    assert page.get_by_role("button", name="Notifications, 12 non lues").count() == 1
    page.locator("#live", has_text="Notifications, 12 non lues").wait_for()
    page.evaluate(ring, {"count": 0, "label": "", "words": "Notifications, rien de nouveau"})
    assert page.locator(".bell-count").is_hidden()


def test_when_the_sheet_cannot_come_the_page_does(at_home):
    page = at_home
    page.route("**/notifications/apercu/", lambda route: route.abort())
    bell(page).click()
    page.get_by_role("heading", name="Notifications").wait_for()


def test_without_a_script_the_bell_is_a_link(page, enter, browser, live_server):
    enter("agent")
    context = browser.new_context(base_url=live_server.url, locale="fr-FR", java_script_enabled=False)
    context.add_cookies(page.context.cookies())
    plain = context.new_page()
    plain.goto("/support/")
    plain.get_by_role("link", name="Notifications").first.click()
    plain.get_by_role("heading", name="Notifications").wait_for()
    plain.get_by_role("button", name="Clôture à valider").first.click()
    plain.get_by_role("heading", name="Sujet to_confirm").wait_for()
    context.close()


def test_mails_are_chosen_by_the_keyboard(at_home):
    page = at_home
    page.goto("/profil/notifications/")
    group = page.get_by_role("group", name="Réponse du support")
    group.get_by_label("Tout de suite").focus()
    page.keyboard.press("ArrowRight")
    assert group.get_by_label("Chaque jour").is_checked()
    press_to(page, "Enregistrer mes choix", "button")
    page.get_by_text("Vos choix sont enregistrés").first.wait_for()
    assert page.get_by_role("group", name="Réponse du support").get_by_label("Chaque jour").is_checked()
