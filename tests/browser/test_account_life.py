"""Account life with the keyboard alone, in both themes and on a phone."""

from playwright.sync_api import expect

from entregent.core.clock import now
from entregent.door import confirmation, factor_review
from entregent.people import roles
from entregent.people.models import Role
from entregent.people.sessions import SessionStore
from tests.browser.test_pages import look
from tests.people.second import give_totp


def test_an_access_is_ended_with_the_keyboard_alone(page, scenery, enter):
    enter("responsable")
    page.goto(f"/administration/personnes/{scenery.cast.members['technicien'].pk}/fin/")
    page.get_by_label("Motif").focus()
    page.keyboard.type("Départ")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.get_by_text("L’accès de Théo Marchand est terminé.").wait_for()
    assert scenery.cast.request("in_progress").handler_id is None


def test_what_is_asked_before_a_post_is_taken_away_gets_the_focus(page, scenery, enter, axe):
    cast = scenery.cast
    role = Role(house=cast.houses["vendor"], space="", side="provider", name="Comptes")
    roles.create(role, None, by=cast.viewer("responsable"))
    enter("responsable")
    page.goto(f"/administration/personnes/{cast.members['technicien'].pk}/postes/")
    page.get_by_label("Support").select_option("")
    page.get_by_label("L’organisation elle-même").select_option(label="Comptes")
    page.get_by_role("button", name="Enregistrer les postes").press("Enter")
    page.get_by_label("2 demandes en cours prises en charge").wait_for()
    expect(page.locator("#a-remettre")).to_be_focused()  # by a script, once the page is read
    axe(page)
    page.get_by_role("button", name="Enregistrer les postes").press("Enter")
    page.locator("#main").get_by_text("Les postes de Théo Marchand sont changés").wait_for()


def test_second_steps_are_looked_at_on_a_page_that_anybody_can_read(page, scenery, enter, axe):
    faults = []
    give_totp(scenery.cast.members["agent"].user)
    enter("agent")
    note(page, **{factor_review.AWAITED: True})
    look(page, "/profil/securite/verification/", axe, faults)
    assert not faults, "\n".join(faults)


def test_a_role_is_made_and_retired_on_pages_that_anybody_can_read(page, scenery, enter, axe):
    faults = []
    enter("responsable")
    note(page, **{confirmation.AT: now().timestamp()})
    look(page, "/administration/roles/nouveau/", axe, faults)
    look(page, f"/administration/roles/{scenery.cast.roles['vendor', 'agent'].pk}/retrait/", axe, faults)
    assert not faults, "\n".join(faults)
    assert page.get_by_text("Nadia Ferrand").is_visible()


def note(page, **said):
    """Write into the session of this browser."""
    key = next(cookie["value"] for cookie in page.context.cookies() if cookie["name"] == "session")
    session = SessionStore(key)
    session.update(said)
    session.save()
