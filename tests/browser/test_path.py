"""A request travels the whole path in a real browser, by the keyboard alone."""

from tests.cast import PASSWORD


def reach(page, target, name):
    """Tab until the control has the focus."""
    target.wait_for()
    for _ in range(120):
        page.keyboard.press("Tab")
        if target.evaluate("element => element === document.activeElement"):
            return
    raise AssertionError(f"{name} cannot be reached by Tab")


def press_to(page, text, role="link"):
    reach(page, page.get_by_role(role, name=text, exact=False).first, text)
    page.keyboard.press("Enter")


def type_in(page, label, text):
    reach(page, page.get_by_label(label, exact=False).first, label)
    page.keyboard.type(text)


def sign_in(page, person):
    page.goto("/connexion/")
    type_in(page, "Adresse mail ou identifiant", f"{person}@demo.example")
    type_in(page, "Mot de passe", PASSWORD)
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Tableau de bord").wait_for()


def sign_out(page):
    reach(page, page.locator("details.person > summary"), "The menu of the person")
    page.keyboard.press("Enter")
    press_to(page, "Déconnexion", "button")
    page.get_by_role("link", name="Se connecter").or_(page.get_by_role("button", name="Se connecter")).first.wait_for()


def test_the_whole_path_by_keyboard(page, scenery):
    sign_in(page, "agent")
    press_to(page, "Déposer une DI")
    type_in(page, "Contrat", "Orpaie")
    page.get_by_label("Module").wait_for()
    type_in(page, "Module", "Bulletins")
    type_in(page, "Sujet", "Bulletin introuvable")
    type_in(page, "Description", "Bonjour, le bulletin de mai ne s’affiche plus.")
    press_to(page, "Soumettre la DI", "button")
    page.get_by_role("heading", name="Bulletin introuvable").wait_for()
    address = page.url

    sign_out(page)
    sign_in(page, "technicien")
    page.goto(address)
    press_to(page, "Prendre en charge", "button")
    page.get_by_text("En cours").first.wait_for()
    type_in(page, "Votre réponse", "Bonjour, c’est corrigé.")
    press_to(page, "Envoyer le message", "button")
    page.get_by_text("c’est corrigé").first.wait_for()
    press_to(page, "Proposer la clôture")
    press_to(page, "Proposer la clôture", "button")
    page.get_by_text("Clôture à valider").first.wait_for()

    sign_out(page)
    sign_in(page, "agent")
    page.goto(address)
    press_to(page, "Valider la clôture")
    fill_in_the_questionnaire(page)
    page.get_by_text("Clôturée").first.wait_for()
    assert page.get_by_text("8 / 10").is_visible()


def fill_in_the_questionnaire(page):
    page.get_by_role("group").first.wait_for()
    for name, value in {
        "score": "8",
        "delay": "3",
        "follow_up": "3",
        "solution": "2",
        "regulatory": "3",
        "technical": "3",
        "human": "1",
    }.items():
        choose(page, name, value)
    press_to(page, "Clôturer", "button")


def choose(page, name, value):
    """Tab to the group, then the arrows to the choice, as radio buttons are used without a mouse."""
    for _ in range(120):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.name") == f"question-{name}":
            break
    page.keyboard.press("Space")
    for _ in range(12):
        if page.evaluate("document.activeElement.value") == value:
            return
        page.keyboard.press("ArrowDown")
    raise AssertionError(f"{name} cannot be set to {value}")


def test_wrong_questionnaire_leads_to_its_first_fault(page, scenery, enter):
    enter("agent")
    page.goto(f"/support/demandes/{scenery.cast.requests['to_confirm'].number}/cloture/")
    page.get_by_role("button", name="Clôturer").click()
    page.locator("#errors").wait_for()
    assert page.evaluate("document.activeElement.id") == "errors"


def test_double_click_on_a_row_opens_it_and_back_keeps_the_list(page, scenery, enter):
    enter("agent")
    page.goto("/support/demandes/?q=sujet&tri=number")
    page.locator("tbody tr td").first.dblclick()
    page.wait_for_url("**/support/demandes/*/")
    page.go_back()
    assert page.url.endswith("?q=sujet&tri=number")


def test_theme_and_density_are_kept_without_flash(page, scenery, enter):
    enter("agent")
    page.goto("/support/")
    page.locator("details", has_text="Nadia Ferrand").first.locator("summary").click()
    page.get_by_role("button", name="Sombre").click()
    page.wait_for_function("document.documentElement.dataset.bsTheme === 'dark'")
    page.wait_for_timeout(300)
    page.goto("/support/demandes/")
    assert page.locator("html[data-bs-theme=dark]").count() == 1


def test_news_can_be_paused_and_stay_paused(page, scenery, enter):
    from entregent.notify.models import News

    News.objects.create(house=scenery.cast.houses["vendor"], title="Seconde nouvelle")
    enter("agent")
    page.goto("/support/")
    page.get_by_role("button", name="Mettre", exact=False).first.click()
    page.locator("[data-paused]").wait_for()
    page.wait_for_timeout(300)
    page.goto("/support/demandes/")
    assert page.locator("[data-paused]").count() == 1


def test_everything_works_without_scripts(browser, live_server, scenery):
    context = browser.new_context(base_url=live_server.url, java_script_enabled=False, locale="fr-FR")
    page = context.new_page()
    page.goto("/connexion/")
    page.get_by_label("Adresse mail ou identifiant").fill("agent@demo.example")
    page.get_by_label("Mot de passe").fill(PASSWORD)
    page.get_by_role("button", name="Se connecter").click()
    page.goto(f"/support/demandes/nouvelle/?contrat={scenery.cast.contracts['payroll'].pk}")
    page.get_by_label("Module").select_option("Bulletins")
    page.get_by_label("Sujet").fill("Sans script")
    page.get_by_label("Description").fill("Texte")
    page.get_by_role("button", name="Soumettre la DI").click()
    assert page.get_by_role("heading", name="Sans script").is_visible()
    context.close()


def test_blocking_asks_once_in_a_dialogue_and_can_be_given_up(page, scenery, enter):
    enter("administrateur")
    member = scenery.cast.members["collegue"]
    page.goto(f"/support/collaborateurs/{member.pk}/")
    page.get_by_role("button", name="Bloquer le compte").click()
    page.get_by_role("dialog").get_by_role("button", name="Le laisser ouvert").click()
    page.get_by_role("button", name="Bloquer le compte").click()
    page.get_by_role("dialog").get_by_role("button", name="Bloquer le compte").click()
    page.get_by_role("button", name="Débloquer le compte").wait_for()
