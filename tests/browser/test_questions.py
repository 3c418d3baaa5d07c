"""Questions that follow from answers, in a browser: what is typed stays, and the focus with it."""

import pytest
from playwright.sync_api import expect

from entregent.questions.models import Form
from entregent.questions.question import CHOICE, PATH, TEXT, Question


@pytest.fixture
def asked(scenery):
    """Payroll asks for a screen, and why of some; the other contract asks its version too, in a form of its own."""
    manager, cast = scenery.cast.viewer("responsable"), scenery.cast
    form = Form.objects.unscoped("test").get(house=cast.houses["vendor"], use="")
    form.ask(Question("ecran", PATH, "Écran", choices="Accueil\n  News\nPaie\n  Calcul"), by=manager)
    form.ask(Question("fichier", "file", "Capture"), by=manager)
    form.ask(Question("quel", TEXT, "Quel bulletin ?", asked_if="module", asked_value="Bulletins"), by=manager)
    form.publish(by=manager)
    theirs = (Question("edition", TEXT, "Version"), Question("theme", CHOICE, "Thème", choices="A\nB"))
    product = cast.products["legal"]
    product.form = Form.set_up(cast.houses["vendor"], "support", "Questions juridiques", theirs)
    product.save()
    return {name: str(cast.contracts[name].pk) for name in ("payroll", "legal")}


def test_questions_come_as_they_are_answered_and_nothing_typed_goes(page, asked, enter):
    enter("agent")
    page.goto("/support/demandes/nouvelle/")
    page.locator("[name=subject]").fill("Bulletin faux")
    page.locator("[name=contract]").select_option(asked["payroll"])
    page.locator("[name=question-version]").fill("7.19")
    first = page.locator("[name=question-ecran-0]")
    first.focus()
    page.keyboard.type("Paie")
    expect(page.locator("[name=question-ecran-1]")).to_be_visible()
    expect(first).to_be_focused()
    page.locator("[name=question-ecran-1]").select_option("Calcul")
    page.locator("[name=question-module]").select_option("Bulletins")
    page.get_by_label("Quel bulletin").fill("Celui de mars")
    expect(page.locator("[name=question-ecran-1]")).to_have_value("Calcul")
    expect(page.locator("[data-upload=question-fichier]")).to_have_attribute("role", "group")  # covered by the queue
    page.locator("[name=question-module]").select_option("Déclarations")
    expect(page.get_by_label("Quel bulletin")).to_have_count(0)
    page.locator("[name=contract]").select_option(asked["legal"])
    expect(page.locator("[name=question-theme]")).to_be_visible()
    expect(page.locator("[name=question-edition]")).to_have_value("7.19")
    expect(page.locator("[name=subject]")).to_have_value("Bulletin faux")


def test_a_choice_made_while_an_answer_is_under_way_is_not_taken_back(page, asked, enter):
    enter("agent")
    page.goto("/support/demandes/nouvelle/")
    page.locator("[name=contract]").select_option(asked["payroll"])
    page.locator("[name=question-ecran-0]").wait_for()
    slow = []

    def later(route):
        slow.append(route) if not slow else route.continue_()

    page.route("**/suite/", later)
    page.locator("[name=question-ecran-0]").select_option("Paie")
    page.wait_for_timeout(100)
    page.locator("[name=question-module]").evaluate("one => { one.value = 'Bulletins' }")  # not told to anybody yet
    slow[0].continue_()
    expect(page.get_by_label("Quel bulletin")).to_be_visible()
    expect(page.locator("[name=question-module]")).to_have_value("Bulletins")
    expect(page.locator("[name=question-ecran-1]")).to_be_visible()


def test_the_tree_is_drawn_while_staff_type_it(page, asked, enter, scenery):
    enter("responsable")
    page.goto(f"/questions/{scenery.cast.products['payroll'].form_id}/question/ecran/")
    page.locator("[name=choices]").press("End")
    page.keyboard.type(" bis")
    expect(page.locator("#tree")).to_contain_text("Accueil bis")
    expect(page.locator("[name=choices]")).to_be_focused()
