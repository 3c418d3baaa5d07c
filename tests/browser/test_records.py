"""Fields changed in place, the palette and the shortcuts, by keyboard alone, and what a screen reader is told."""

import pytest
from playwright.sync_api import expect

from entregent.people.models import Party

PHONE = "#row-phone"


@pytest.fixture
def place(page, scenery, enter):
    enter("responsable")
    page.goto(f"/support/etablissements/{scenery.cast.parties['hospital'].pk}/")
    return page


def hospital(scenery):
    return Party.objects.unscoped("test").get(pk=scenery.cast.parties["hospital"].pk)


def edit(page, row=PHONE):
    page.focus(f"{row} .pencil")
    page.keyboard.press("Enter")
    expect(page.locator(f"{row} .field-edit")).to_be_visible()


def test_enter_saves_says_so_and_gives_the_focus_back(place, scenery):
    place.locator("#row-city").hover()
    edit(place)
    expect(place.locator("#edit_phone")).to_be_focused()
    place.keyboard.type("01 99 00 41 55")
    place.keyboard.press("Enter")
    expect(place.locator(f"{PHONE} .pencil")).to_be_focused()
    expect(place.locator("#live")).to_have_text(place.locator(PHONE).get_attribute("data-said"))
    expect(place.locator(PHONE)).to_contain_text("01 99 00 41 55")
    assert hospital(scenery).phone == "01 99 00 41 55"


def test_escape_gives_up_and_gives_the_focus_back(place, scenery):
    edit(place)
    place.keyboard.type("perdu")
    place.keyboard.press("Escape")
    expect(place.locator(f"{PHONE} .pencil")).to_be_focused()
    expect(place.locator(PHONE)).not_to_contain_text("perdu")
    assert hospital(scenery).phone == ""


def test_a_refused_value_is_told_and_kept(place):
    edit(place, "#row-siret")
    place.fill("#edit_siret", "12")
    place.keyboard.press("Enter")
    expect(place.locator("#row-siret .field-error")).to_be_visible()
    expect(place.locator("#edit_siret")).to_have_value("12")
    expect(place.locator("#edit_siret")).to_be_focused()
    expect(place.locator("#live")).to_have_text(place.locator("#row-siret .field-error span").inner_text())


def test_the_title_follows_its_field(place):
    edit(place, "#row-name")
    place.fill("#edit_name", "Hôpital de Valmorel")
    place.keyboard.press("Enter")
    expect(place.locator("h1")).to_have_text("Hôpital de Valmorel")


def test_the_three_values_are_shown_told_and_chosen(place, scenery, axe):
    edit(place, "#row-city")
    Party.objects.unscoped("somebody else").filter(pk=hospital(scenery).pk).update(city="Brécy")
    place.fill("#edit_city", "Lyon")
    place.keyboard.press("Enter")
    options = place.locator("#row-city input[type=radio]")
    expect(options).to_have_count(3)
    expect(place.locator("#live")).to_have_text(place.locator("#row-city .field-help").inner_text())
    for theme in ("light", "dark"):
        place.emulate_media(color_scheme=theme, reduced_motion="reduce")
        axe(place)
    assert hospital(scenery).city == "Brécy"
    place.locator("#row-city label").filter(has_text="Lyon").click()
    place.keyboard.press("Control+s")
    expect(place.locator("#row-city .pencil")).to_be_focused()
    assert hospital(scenery).city == "Lyon"


def test_the_pages_work_in_both_themes(place, axe):
    edit(place)
    for theme in ("light", "dark"):
        place.emulate_media(color_scheme=theme, reduced_motion="reduce")
        axe(place)


def test_a_session_that_ended_meanwhile_loses_nothing(place, scenery):
    edit(place)
    place.fill("#edit_phone", "0199004177")
    place.context.clear_cookies(name="session")
    place.keyboard.press("Enter")
    place.wait_for_url("**/connexion/**")
    place.fill("[name=login]", scenery.cast.email("responsable"))
    place.fill("[name=password]", "tilleul-rame-bruine-47")
    place.press("[name=password]", "Enter")
    expect(place.locator("#edit_phone")).to_have_value("0199004177")


def test_the_star(place):
    place.click("#star-button")
    expect(place.locator("#star-button[aria-pressed=true]")).to_be_focused()
    expect(place.locator("#live")).to_have_text(place.locator("#star").get_attribute("data-said"))


def test_the_palette_by_keyboard(place, axe):
    place.keyboard.press("Control+k")
    query = place.locator("#palette-query")
    expect(query).to_be_focused()
    place.keyboard.type("brecy")
    options = place.locator("#palette [role=option]")
    expect(options.first).to_contain_text("École supérieure de Brécy")
    count = options.count()
    expect(place.locator("#palette-voice")).to_contain_text(str(count))
    expect(options.first).to_have_attribute("aria-selected", "true")
    assert query.get_attribute("aria-activedescendant") == options.first.get_attribute("id")
    place.keyboard.press("ArrowUp")
    expect(options.last).to_have_attribute("aria-selected", "true")
    place.keyboard.press("ArrowDown")
    for theme in ("light", "dark"):
        place.emulate_media(color_scheme=theme, reduced_motion="reduce")
        axe(place)
    place.keyboard.press("Enter")
    expect(place.locator("h1")).to_have_text("École supérieure de Brécy")


def test_the_palette_closes_and_gives_the_focus_back(place):
    place.focus("#row-city .pencil")
    place.keyboard.press("Control+k")
    expect(place.locator("#palette")).to_be_visible()
    place.keyboard.press("Escape")
    expect(place.locator("#palette")).to_be_hidden()
    expect(place.locator("#row-city .pencil")).to_be_focused()


def test_an_answer_that_comes_late_is_dropped(place):
    """The first question is answered after the second one."""
    held = []

    def hold(route):
        held.append(route) if route.request.url.endswith("q=brecy") else route.continue_()

    place.route("**/recherche/propositions/**", hold)
    place.keyboard.press("Control+k")
    place.fill("#palette-query", "brecy")
    while not held:
        place.wait_for_timeout(50)
    place.fill("#palette-query", "valmorel")
    option = place.locator("#palette [role=option]").first
    expect(option).to_contain_text("hospitalier de Valmorel")
    held[0].continue_()
    place.wait_for_timeout(400)
    expect(option).to_contain_text("Valmorel")


def test_enter_before_the_answer_asks_the_search_page(place):
    """What rests at hand answers nothing that was typed."""
    place.keyboard.press("Control+k")
    place.locator("#palette [role=option][aria-selected=true]").wait_for()
    place.route("**/recherche/propositions/**", lambda route: None)  # an answer that does not come
    place.keyboard.type("brecy")
    place.keyboard.press("Enter")
    place.wait_for_url("**/recherche/?q=brecy")


def test_the_palette_of_a_session_that_ended_asks_to_sign_in(place):
    place.context.clear_cookies(name="session")
    place.keyboard.press("Control+k")
    place.wait_for_url("**/connexion/**")


def test_the_same_count_is_said_again(place):
    place.keyboard.press("Control+k")
    said = "() => document.getElementById('palette-voice').textContent"
    with place.expect_response(
        lambda answer: "q=brec" in answer.url
    ):  # what was said before is of no word, or of another
        place.keyboard.insert_text("brec")
    place.wait_for_timeout(200)
    place.wait_for_function(said)
    place.evaluate("""() => {
        window.said = [];
        const voice = document.getElementById("palette-voice");
        new MutationObserver(() => window.said.push(voice.textContent)).observe(voice, {childList: true});
    }""")
    count = place.evaluate(said)
    place.keyboard.type("y")
    place.wait_for_function("() => window.said.length > 1")
    assert place.evaluate("window.said") == ["", count]


def test_ctrl_s_saves_with_the_capitals_locked(place, scenery):
    edit(place)
    place.keyboard.type("0199004166")
    place.locator("#edit_phone").dispatch_event("keydown", {"key": "S", "ctrlKey": True})
    expect(place.locator(f"{PHONE} .pencil")).to_be_focused()
    assert hospital(scenery).phone == "0199004166"


def test_shortcuts(place, axe):
    place.keyboard.press("?")
    expect(place.locator("#shortcuts")).to_be_visible()
    axe(place)
    place.keyboard.press("Escape")
    edit(place)
    place.keyboard.type("?/")
    expect(place.locator("#edit_phone")).to_have_value("?/")
    expect(place.locator("#shortcuts")).to_be_hidden()
    place.keyboard.press("Escape")
    place.goto("/support/etablissements/")
    place.keyboard.press("/")
    expect(place.locator("main input[type=search]").first).to_be_focused()


def test_the_box_of_the_top_bar_opens_the_palette(place):
    place.click(".top-search input")
    expect(place.locator("#palette-query")).to_be_focused()
    place.keyboard.press("Escape")
    place.set_viewport_size({"width": 390, "height": 844})
    place.click(".top-find")
    expect(place.locator("#palette-query")).to_be_focused()


def test_without_a_script_all_of_it_is_pages(browser, live_server, scenery, place):
    context = browser.new_context(
        base_url=live_server.url, java_script_enabled=False, storage_state=place.context.storage_state()
    )
    page = context.new_page()
    page.goto(place.url)
    page.click(f"{PHONE} .pencil")
    page.fill("[name=phone]", "0199004188")
    page.keyboard.press("Enter")
    expect(page.locator(PHONE)).to_contain_text("0199004188")
    page.click("#star-button")
    expect(page.locator("#star-button[aria-pressed=true]")).to_be_visible()
    page.fill(".top-search input", "brecy")
    page.keyboard.press("Enter")
    expect(page.locator(".found")).to_contain_text(["École supérieure de Brécy"])
    context.close()
