"""Lists in a real browser: they change in place, the focus stays, and what changed is said."""

import re

import pytest
from playwright.sync_api import expect

from tests.cast import file

PATH = "/support/demandes/"


@pytest.fixture
def desk(enter, page, live_server, scenery):
    for place in range(27):
        file(scenery.cast, "payroll", "agent", f"Ligne {place:02}")
    enter("technicien")
    page.goto(f"{live_server.url}{PATH}?tout=1&taille=25")
    return page


def said(page):
    return page.locator("#live")


@pytest.mark.browser
def test_search_keeps_the_focus_and_says_what_it_found(desk):
    field = desk.get_by_role("searchbox", name="Rechercher dans cette liste")
    field.press_sequentially("ligne 07", delay=20)
    expect(desk.locator("tbody tr")).to_have_count(1)
    expect(field).to_be_focused()
    expect(said(desk)).to_have_text(re.compile(r"1\sr.sultat, recherche.*ligne 07"))
    expect(desk).to_have_url(re.compile("q=ligne"))
    field.fill("introuvable")
    expect(desk.get_by_role("heading", name=re.compile("Aucun résultat"))).to_be_visible()
    expect(field).to_be_focused()


@pytest.mark.browser
def test_sort_is_said_and_found_again_by_going_back(desk):
    desk.get_by_role("link", name="Sujet").press("Enter")
    expect(said(desk)).to_have_text(re.compile(r"trié par «\sSujet\s», croissant"))
    expect(desk.locator("th[aria-sort=ascending]")).to_have_text(re.compile("Sujet"))
    desk.get_by_role("link", name="Ligne 03").click()
    desk.go_back()
    expect(desk.locator("th[aria-sort=ascending]")).to_have_text(re.compile("Sujet"))
    expect(desk).to_have_url(re.compile("tri=sujet"))


@pytest.mark.browser
def test_rows_stay_ticked_from_page_to_page_and_filter_to_filter(desk, scenery):
    desk.get_by_role("checkbox", name="Cocher « Ligne 20 »").check()
    desk.get_by_role("checkbox", name="Cocher « Ligne 21 »").check()
    desk.get_by_role("link", name="Page suivante").first.click()
    expect(desk).to_have_url(re.compile("page=2"))
    desk.locator("tbody [name=cle]").last.check()
    bar = desk.locator("[data-bulk-bar]")
    expect(bar).to_contain_text("3 lignes cochées (dont 2 hors de cette page)")
    desk.get_by_role("searchbox", name="Rechercher dans cette liste").fill("ligne 20")
    expect(bar).to_contain_text("3 lignes cochées (dont 2 hors de cette page)")
    bar.get_by_role("button", name="Attribuer").click()
    expect(desk.get_by_role("heading", name="Attribuer")).to_be_visible()
    expect(desk.locator("[name=cle]")).to_have_count(3)


@pytest.mark.browser
def test_filters_by_keyboard(desk):
    desk.get_by_role("link", name="Filtres").press("Enter")
    expect(desk.get_by_label("Établissement").first).to_be_focused()
    desk.get_by_role("checkbox", name="En cours").press("Space")
    desk.get_by_role("button", name="Afficher ces lignes").press("Enter")
    chip = desk.get_by_role("link", name=re.compile("Statut.*En cours"))
    expect(chip).to_be_visible()
    chip.press("Enter")
    expect(chip).to_have_count(0)


@pytest.mark.browser
def test_a_list_works_without_a_script(browser, page, enter, live_server, scenery):
    enter("technicien")
    plain = browser.new_context(java_script_enabled=False, locale="fr-FR")
    plain.add_cookies(page.context.cookies())
    bare = plain.new_page()
    bare.goto(f"{live_server.url}{PATH}?tout=1")
    bare.get_by_role("searchbox", name="Rechercher dans cette liste").fill("to_handle")
    bare.get_by_role("searchbox", name="Rechercher dans cette liste").press("Enter")
    expect(bare.locator("tbody tr")).to_have_count(1)
    bare.get_by_role("link", name="Filtres").click()
    bare.get_by_role("checkbox", name="En cours").check()
    bare.get_by_role("button", name="Afficher ces lignes").click()
    expect(bare.get_by_role("heading", name=re.compile("Aucun résultat"))).to_be_visible()
    bare.goto(f"{live_server.url}{PATH}?tout=1")
    bare.locator("tbody [name=cle]").first.check()
    bare.get_by_role("button", name="Attribuer").click()
    expect(bare.get_by_role("heading", name="Attribuer")).to_be_visible()
    plain.close()
