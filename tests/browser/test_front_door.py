"""The front door in a real browser: the end of a session, and a passkey."""

import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from playwright.sync_api import expect

from entregent.door import factors
from tests.cast import PASSWORD

START = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
FORM = "/support/demandes/nouvelle/"


@pytest.fixture
def clock(page):
    """The clock of the server and that of the page, moved together."""
    with time_machine.travel(START, tick=False) as traveller:
        page.clock.install(time=START)

        def forward(seconds: int) -> None:
            traveller.shift(timedelta(seconds=seconds))
            page.clock.fast_forward(seconds * 1000)

        yield forward


def test_the_end_of_a_session_is_told_in_time_and_nothing_typed_is_lost(page, scenery, enter, clock, axe):
    enter("agent")
    page.goto("/profil/")
    page.get_by_label("Nom", exact=False).first.wait_for()
    page.locator("[name=phone]").fill("01 02 03 04 05")
    ending = page.locator("#ending")
    clock(57 * 60)
    expect(ending).to_be_hidden()
    clock(40)
    expect(ending).to_be_visible()
    assert page.evaluate("document.activeElement.closest('form').matches('[data-extend]')")
    axe(page)
    page.keyboard.press("Enter")
    expect(ending).to_be_hidden()
    clock(57 * 60)
    assert page.evaluate("async () => (await fetch('/session/')).ok")
    clock(4 * 60)
    expect(ending).to_be_visible()
    expect(page.get_by_role("button", name=re.compile("Se reconnecter|Sign in again"))).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url("**/connexion/**")
    page.locator("[name=login]").fill("ID-agent")
    page.locator("[name=password]").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/profil/")
    expect(page.locator("[name=phone]")).to_have_value("01 02 03 04 05")


def test_tabs_agree_on_the_end_of_the_session(page, scenery, enter, clock):
    enter("agent")
    page.goto("/profil/")
    clock(58 * 60)
    ending = page.locator("#ending")
    expect(ending).to_be_visible()
    other = page.context.new_page()
    other.goto("/profil/")  # whoever opens a page is there, for every tab
    expect(ending).to_be_hidden()
    other.close()


def test_a_passkey_is_made_and_signs_in(page, scenery, live_server, axe):
    tools = page.context.new_cdp_session(page)
    tools.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
        "isUserVerified": True, "automaticPresenceSimulation": True,
    }  # fmt: skip
    tools.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    page.goto("/connexion/")
    page.locator("[name=login]").fill("ID-agent")
    page.locator("[name=password]").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/support/")
    page.goto("/profil/securite/cles/nouvelle/")
    page.locator("[name=name]").fill("Mon poste")
    page.keyboard.press("Enter")
    page.wait_for_url("**/profil/securite/codes/")
    axe(page)
    assert factors.has_any(scenery.cast.members["agent"].user_id)
    page.context.clear_cookies()
    page.goto("/connexion/")
    axe(page)
    page.locator("form[data-passkey] button").click()
    page.wait_for_url("**/support/")
