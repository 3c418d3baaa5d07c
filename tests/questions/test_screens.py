"""The pages where staff define questions."""

import re

import pytest

from entregent.people.submissions import new_key
from entregent.questions.question import PATH, Question


@pytest.fixture
def post(scenery, form):
    def send(address, **fields):
        key = new_key(scenery.cast.viewer("responsable"))
        return scenery.client("responsable").post(f"/questions/{form.pk}/{address}", {"submission": key, **fields})

    return send


@pytest.fixture
def get(scenery, form):
    def ask(address=""):
        return scenery.client("responsable").get(f"/questions/{form.pk}/{address}").content.decode()

    return ask


def test_a_list_is_made_from_its_name_to_its_first_version(scenery, manager):
    client, key = scenery.client("responsable"), new_key(manager)
    made = client.post("/questions/nouvelles/", {"submission": key, "name": "Demandes de matériel"})
    address = made["Location"]
    asked = client.post(
        f"{address}question/?genre=choice",
        {"submission": new_key(manager), "label": "Matériel", "choices": "Poste\nÉcran", "is_required": "on"},
    )
    assert (made.status_code, asked.status_code) == (302, 302)
    assert client.post(f"{address}publication/", {"submission": new_key(manager)}).status_code == 302
    page = client.get(address).content.decode()
    assert "Matériel" in page
    assert "Version 1" in page
    assert "Demandes de matériel" in client.get("/support/produits/").content.decode()


def test_the_draft_says_what_it_changes_before_it_is_published(post, get):
    post("question/version/", label="Version installée", seen=seen(get("question/version/")))
    page = get()
    assert "Version installée" in page
    assert f"{'publication/'}" in page
    assert post("publication/").status_code == 302
    assert "publication/" not in get()
    assert "Version installée" in get("versions/2/")
    assert "Version installée" not in get("versions/1/")


def test_saving_a_question_as_it_is_changes_nothing(post, get, form, manager):
    """Browsers end the lines of a text area in their own way."""
    sent = {"label": "Module", "label_en": "Module", "choices": "Bulletins\r\nDéclarations\r\n", "is_required": "on"}
    assert post("question/module/", **sent, seen=seen(get("question/module/"))).status_code == 302
    page = get()
    assert "publication/" not in page
    assert form.draft(manager).questions == form.current(manager).questions


def test_questions_are_moved_by_buttons(post, get):
    assert post("question/version/rang/", sens="haut").status_code == 302
    page = get()
    assert page.index('id="question-version"') < page.index('id="question-module"')
    assert post("question/version/rang/", sens="ailleurs").status_code == 404


@pytest.mark.parametrize(
    ("kind", "typed", "field"),
    [
        ("choice", {"choices": "Seul"}, "choices"),
        ("choice", {"choices": "A\nA"}, "choices"),
        ("choice", {"choices": "A\nB", "choices_en": "A"}, "choices_en"),
        ("path", {"choices": "A\n    B\n  C"}, "choices"),
        ("path", {"choices": "A\n  B", "choices_en": "A\nB"}, "choices_en"),
        ("version", {"choices": "7.x"}, "choices"),
        ("number", {"least": "9", "most": "1"}, "most"),
        ("number", {"least": "peu"}, "least"),
        ("date", {"least": "2026-02-30"}, "least"),
        ("file", {"endings": ".exe"}, "endings"),
        ("file", {"megabytes": "900"}, "megabytes"),
        ("text", {"label": ""}, "label"),
    ],
)
def test_what_cannot_be_asked_is_said_at_its_field_and_kept(post, form, manager, kind, typed, field):
    page = post(f"question/?genre={kind}", **{"label": "Une question gardée", **typed})
    assert page.status_code == 422
    assert f'id="id_{field}_error"' in page.content.decode()
    assert typed.get("label") == "" or "Une question gardée" in page.content.decode()
    assert form.draft(manager) is None


@pytest.mark.parametrize(
    ("kind", "typed", "stored"),
    [
        ("number", {"least": "1", "most": "1 000,5", "unit": "Go"}, {"least": "1", "most": "1000.5", "unit": "Go"}),
        ("version", {"choices": "7.9\n7.10", "least": "v7"}, {"least": "7"}),
        ("file", {"endings": "PNG; .log", "megabytes": "2"}, {"endings": ".png, .log", "megabytes": 2}),
        ("text", {"asked": "module=Bulletins"}, {"asked_if": "module", "asked_value": "Bulletins"}),
        ("level", {"heading": "Vous êtes :"}, {"heading": "Vous êtes :"}),
    ],
)
def test_settings_are_kept_as_they_will_be_compared(post, form, manager, kind, typed, stored):
    assert post(f"question/?genre={kind}", label="Q", **typed).status_code == 302
    question = form.draft(manager).asked[-1]
    assert {name: getattr(question, name) for name in stored} == stored


def test_a_choice_on_which_another_question_depends_does_not_go_unnoticed(post, form, manager):
    post("question/?genre=text", label="Quel bulletin ?", asked="module=Bulletins")
    page = post("question/module/", label="Module", choices="Déclarations\nPaie")
    assert page.status_code == 422
    assert "Quel bulletin" in page.content.decode()


def seen(page):
    return re.search(r'name="seen" value="([^"]+)"', page)[1].replace("&quot;", '"')


def test_two_who_reword_the_same_question_the_second_reads_what_the_first_wrote(post, get):
    before = seen(get("question/version/"))
    assert post("question/version/", label="Version du serveur", seen=before).status_code == 302
    late = post("question/version/", label="Numéro de version", seen=before)
    assert late.status_code == 409
    assert "Version du serveur" in late.content.decode()
    assert "Numéro de version" in late.content.decode()


def test_the_tree_is_shown_while_it_is_typed(post):
    shown = post("question/arbre/", choices="Accueil\n  News").content.decode()
    assert "<li>Accueil<ul><li>News" in re.sub(r"\s+", " ", shown).replace("> <", "><")
    assert "field-error" in post("question/arbre/", choices="  Accueil").content.decode()


def test_the_preview_is_what_the_customer_will_see_and_keeps_nothing(post, get, form, manager):
    form.ask(Question("ecran", PATH, "Écran", choices="Accueil\n News\nPaie\n Calcul"), by=manager)
    shown = get("apercu/")
    assert 'name="question-ecran-0"' in shown
    assert post("apercu/").status_code == 422
    tried = post(
        "apercu/", **{"question-module": "Bulletins", "question-ecran-0": "Paie", "question-ecran-1": "Calcul"}
    )
    assert tried.status_code == 200
    assert "Paie =&gt; Calcul" in tried.content.decode()


class TestFollowing:
    """The part of a form that follows from its answers."""

    def part(self, scenery, form, person="agent", **typed):
        version = form.current(scenery.cast.viewer("responsable"))
        return scenery.client(person).post(f"/questions/version/{version.pk}/suite/", typed)

    def test_the_next_level_comes_with_the_answers_so_far(self, scenery, form, manager):
        form.ask(Question("ecran", PATH, "Écran", choices="Accueil\n News\nPaie\n Calcul"), by=manager)
        form.publish(by=manager)
        page = self.part(scenery, form, **{"question-version": "7.1", "question-ecran-0": "Paie"}).content.decode()
        assert 'value="7.1"' in page
        assert 'name="question-ecran-1"' in page
        assert "Calcul" in page
        assert "News" not in page
        assert "field-error" not in page

    def test_a_question_comes_and_goes_with_its_condition(self, scenery, form, manager):
        form.ask(Question("b", "text", "Quel bulletin ?", asked_if="module", asked_value="Bulletins"), by=manager)
        form.publish(by=manager)
        assert "Quel bulletin" in self.part(scenery, form, **{"question-module": "Bulletins"}).content.decode()
        assert "Quel bulletin" not in self.part(scenery, form, **{"question-module": "Déclarations"}).content.decode()
        assert "hx-post" in self.part(scenery, form).content.decode()

    def test_neither_a_draft_nor_another_house_s_questions_are_told(self, scenery, form, manager):
        form.ask(Question("b", "text", "Secret"), by=manager)
        draft = form.draft(manager)
        assert scenery.client("agent").post(f"/questions/version/{draft.pk}/suite/").status_code == 404
        assert scenery.client("etranger").post(f"/questions/version/{draft.pk}/suite/").status_code == 404
        assert scenery.client("responsable").post(f"/questions/version/{draft.pk}/suite/").status_code == 200
