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
    expect(said(desk)).to_have_text(re.compile(r"triée par «\sSujet\s», croissant"))
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
    assert len(desk.locator("[name=cles]").input_value().split(",")) == 3


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


@pytest.fixture
def slow(desk):
    """A server that takes its time to answer a search."""

    def late(route):
        desk.wait_for_timeout(700)
        route.continue_()

    desk.route(re.compile("q="), late)
    return desk


@pytest.mark.browser
def test_the_last_letters_count_however_slow_the_server(slow):
    field = slow.get_by_role("searchbox", name="Rechercher dans cette liste")
    field.press_sequentially("ligne 07", delay=300)
    expect(slow.locator("tbody tr")).to_have_count(1, timeout=10_000)
    expect(slow).to_have_url(re.compile("q=ligne.07"))
    expect(field).to_have_value("ligne 07")


@pytest.mark.browser
def test_typing_goes_on_while_a_panel_is_open(desk):
    desk.get_by_role("link", name="Filtres").click()
    expect(desk.get_by_label("Établissement").first).to_be_focused()
    field = desk.get_by_role("searchbox", name="Rechercher dans cette liste")
    field.press_sequentially("ligne 07", delay=120)
    expect(desk.locator("tbody tr")).to_have_count(1)
    expect(field).to_be_focused()
    expect(field).to_have_value("ligne 07")


@pytest.mark.browser
def test_the_focus_stays_in_the_list_when_its_place_is_gone(desk):
    desk.goto(f"{desk.url}&statut=a-traiter&reglage=filtres")
    desk.get_by_role("button", name="Afficher ces lignes").press("Enter")
    expect(desk.locator(".list-panel")).to_have_count(0)
    expect(desk.locator("#list :focus")).to_have_count(1)
    desk.get_by_role("link", name=re.compile("Retirer ce filtre")).press("Enter")
    expect(desk.get_by_role("link", name=re.compile("Retirer ce filtre"))).to_have_count(0)
    expect(desk.locator("#list :focus")).to_have_count(1)


@pytest.mark.browser
def test_a_session_that_is_over_leads_to_the_sign_in(desk):
    desk.context.clear_cookies()
    desk.get_by_role("link", name="Sujet").click()
    expect(desk.get_by_label("Mot de passe").first).to_be_visible()


@pytest.mark.browser
def test_ticks_are_told_and_kept_until_the_work_begins(desk):
    desk.get_by_role("checkbox", name="Cocher « Ligne 20 »").check()
    expect(said(desk)).to_have_text("une ligne cochée")
    desk.get_by_role("button", name="Attribuer").click()
    desk.get_by_role("link", name="Retour à la liste").first.click()
    expect(desk.get_by_role("checkbox", name="Cocher « Ligne 20 »")).to_be_checked()


@pytest.mark.browser
def test_a_row_is_ticked_on_a_phone_without_opening_it(desk):
    desk.set_viewport_size({"width": 390, "height": 844})
    box = desk.get_by_role("checkbox", name="Cocher « Ligne 20 »")
    box.scroll_into_view_if_needed()
    place = box.bounding_box()
    desk.mouse.click(place["x"] + place["width"] / 2, place["y"] + place["height"] / 2)
    expect(box).to_be_checked()
    expect(desk).to_have_url(re.compile(PATH))


IN_SIGHT = """() => [...document.querySelectorAll("tbody tr")]
    .filter((row) => row.getBoundingClientRect().bottom <= innerHeight).length"""
SIDEWAYS = (
    """() => { const wrap = document.querySelector(".ledger-wrap"); return wrap.scrollWidth - wrap.clientWidth }"""
)


@pytest.mark.browser
@pytest.mark.parametrize(("density", "rows"), [("comfortable", 9), ("compact", 13)])
def test_so_many_rows_are_in_sight_on_a_small_desk(desk, density, rows):
    desk.set_viewport_size({"width": 1280, "height": 800})
    desk.evaluate(f"document.documentElement.dataset.density = '{density}'")
    assert desk.evaluate(IN_SIGHT) >= rows


@pytest.mark.browser
def test_no_width_makes_the_table_go_sideways(desk):
    for width in (768, 1024, 1280, 1440, 1920):
        desk.set_viewport_size({"width": width, "height": 800})
        assert desk.evaluate(SIDEWAYS) <= 0, width


@pytest.mark.browser
def test_columns_that_matter_less_give_way_and_come_back(desk):
    heads = desk.get_by_role("columnheader", name=re.compile("Contrat|Support"))
    for width, count in ((1920, 2), (1440, 1), (1024, 0)):
        desk.set_viewport_size({"width": width, "height": 800})
        expect(heads).to_have_count(count)
