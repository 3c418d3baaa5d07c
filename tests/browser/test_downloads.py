"""The page of downloads in a browser: the whole SHA-256 is a key press away, and a file comes as it is."""

from playwright.sync_api import expect

from tests.shelves import file_of

PAGE = "/support/telechargements/"


def test_the_whole_digest_is_shown_copied_and_said(page, scenery, enter):
    file = file_of(scenery.releases["published"])
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    enter("agent")
    page.goto(PAGE)
    button = page.locator(".digest button")
    expect(button).to_be_hidden()
    page.locator(".digest summary").press("Enter")
    expect(page.locator(".digest p")).to_contain_text(file.digest)
    button.press("Enter")
    expect(page.locator("#live")).to_have_text(button.get_attribute("data-copied"))
    assert page.evaluate("navigator.clipboard.readText()") == file.digest
    expect(button).to_be_focused()


def test_a_category_folds_by_the_keyboard(page, scenery, enter):
    enter("agent")
    page.goto(PAGE)
    expect(page.locator(".download")).to_be_visible()
    page.locator(".download-group > summary").press("Enter")
    expect(page.locator(".download")).to_be_hidden()
