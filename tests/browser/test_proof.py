"""« Je ne suis pas un robot » in a real browser."""

import pytest

from entregent.applicants.models import Application
from entregent.jobs.models import Job
from tests.applicants.asking import WORDS
from tests.cast import PASSWORD

BOX = "[data-proof] input"


@pytest.fixture(autouse=True)
def asked(settings):
    settings.PROOF_BITS, settings.PROOF_MOST_BITS = 6, 14


def test_the_box_ticks_itself_while_one_types_and_a_known_browser_has_none(page, scenery, axe):
    page.goto("/connexion/")
    box = page.get_by_role("checkbox", name="Je ne suis pas un robot")
    assert not box.is_checked()
    axe(page)
    page.keyboard.press("Tab")
    page.get_by_label("Adresse mail ou identifiant").fill("agent@demo.example")
    page.locator(f"{BOX}:checked").wait_for()
    page.get_by_text("Vérification faite", exact=False).first.wait_for()
    page.emulate_media(color_scheme="dark")
    axe(page)
    page.get_by_label("Mot de passe").first.fill(PASSWORD)
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Tableau de bord").wait_for()
    page.context.clear_cookies(name="session")
    page.goto("/connexion/")
    page.get_by_label("Mot de passe").first.wait_for()
    assert page.locator(BOX).count() == 0


def test_one_who_is_faster_than_the_check_is_waited_for_and_the_box_works_by_keyboard(page, scenery, settings):
    settings.PROOF_BITS = 13
    page.goto("/connexion/")
    page.locator(BOX).focus()
    page.keyboard.press("Space")
    page.locator("#live", has_text="Vérification").wait_for(state="attached")
    page.locator(f"{BOX}:checked").wait_for()
    page.keyboard.press("Space")  # taken back: it is made anew when the form leaves
    assert page.locator(BOX).get_attribute("value") == ""
    page.get_by_label("Adresse mail ou identifiant").fill("agent@demo.example")
    page.get_by_label("Mot de passe").first.fill(PASSWORD)
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Tableau de bord").wait_for()


def test_where_the_check_cannot_be_made_a_link_by_mail_is_offered(page, scenery):
    page.route("**/preuve/connexion/", lambda route: route.fulfill(status=503))
    page.goto("/connexion/")
    page.get_by_label("Adresse mail ou identifiant").fill("agent@demo.example")
    page.get_by_role("link", name="Recevoir un lien par courriel").click()
    page.get_by_role("heading", name="Recevoir un lien par courriel").wait_for()
    page.get_by_label("Adresse mail ou identifiant").fill("agent@demo.example")
    page.get_by_role("button", name="M’envoyer le lien").click()
    page.wait_for_url("**/envoye/")
    assert Job.objects.filter(task__contains="proof_mail").count() == 1


def test_the_form_of_a_secret_link_can_be_sent(page, scenery):
    """A page that tells its address to nobody must still be believed when its form comes back."""
    from entregent.door.resets import _letter
    from entregent.people import accounts

    page.goto(_letter(accounts.by_email("agent@demo.example")).path)
    for name in ("password1", "password2"):
        page.locator(f"[name={name}]").fill("gravier-poulie-sonate-8")
    page.locator("main form button.btn-primary").click()
    page.wait_for_url("**/mot-de-passe-oublie/change/")


def test_without_scripts_one_asks_for_an_account_by_a_link(browser, live_server, scenery):
    from entregent.proofs import pass_by_mail

    context = browser.new_context(base_url=live_server.url, locale="fr-FR", java_script_enabled=False)
    page = context.new_page()
    page.goto("/demande-de-compte/vendor/")
    assert page.get_by_role("link", name="Recevoir un lien par courriel").is_visible()
    page.goto(f"/demande-de-compte/vendor/?preuve={pass_by_mail.make('demande')}")
    assert page.locator(BOX).is_checked()
    for name, text in WORDS.items():
        page.locator(f"[name={name}]").fill(text)
    page.get_by_role("button", name="Soumettre la demande").click()
    page.get_by_role("heading", name="Votre demande est envoyée").wait_for()
    assert Application.objects.unscoped("test").get().name == "Solène Aubry"
    context.close()
