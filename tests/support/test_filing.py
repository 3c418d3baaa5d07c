"""Filing a request: one's own active contracts, the product's questions, nothing typed lost."""

import pytest

from entregent.files import attaching
from entregent.questions.models import Form, FormVersion
from entregent.questions.question import CHOICE, FILE, PATH, TEXT, Question
from entregent.spaces.support.models import Intervention
from entregent.threads.models import Message
from tests.parcels import fresh, parcel


@pytest.fixture
def asked():
    return {"question-module": "Bulletins", "question-version": "7.19.2"}


@pytest.fixture
def manager(scenery):
    return scenery.cast.viewer("responsable")


@pytest.fixture
def form(scenery):
    """What is asked about payroll."""
    return scenery.cast.products["payroll"].form


@pytest.fixture
def legal(scenery):
    """Another product with a form of its own, where « Module » is asked under another key."""
    asked = (
        Question("theme", CHOICE, "Thème", choices="Retraite\nCarrière", is_required=True),
        Question("autre", CHOICE, "module", choices="Bulletins\nAutre"),
    )
    product = scenery.cast.products["legal"]
    product.form = Form.set_up(scenery.cast.houses["vendor"], "support", "Questions juridiques", asked)
    product.save()
    return product.form


def count():
    return Intervention.objects.unscoped("test").count()


def file(scenery, post, person="agent", contract="payroll", **fields):
    sent = {
        "contract": scenery.cast.contracts[contract].pk,
        "subject": "Sujet",
        "text": "Ligne une\r\nLigne deux",
        **fields,
    }
    return post(person, "/support/demandes/depot/", **sent)


def test_a_request_is_filed_with_its_answers(scenery, post, asked):
    page = file(scenery, post, **asked)
    request = Intervention.objects.unscoped("test").latest("pk")
    assert page.status_code == 302
    assert page["Location"] == f"/support/demandes/{request.number}/"
    assert [(answer["label"], answer["value"]) for answer in request.details] == [
        ("Module", "Bulletins"),
        ("Version", "7.19.2"),
    ]
    assert Message.objects.unscoped("test").get(thread=request.thread).text == "Ligne une\nLigne deux"
    assert (request.status, request.owner_id) == ("to_handle", scenery.cast.members["agent"].pk)


def test_contract_without_questions_asks_none(scenery, post):
    assert file(scenery, post, contract="legal").status_code == 302


@pytest.mark.parametrize(("contract", "status"), [("school", 400), ("expired", 409), ("future", 409)])
def test_contract_of_others_or_not_active_is_refused(scenery, post, asked, contract, status):
    """One that is not theirs was never offered; one of theirs may have ended while the form was open."""
    before = count()
    page = file(scenery, post, contract=contract, **asked)
    assert page.status_code == status
    assert count() == before
    assert "Ligne une" in page.content.decode()
    assert 'id="id_contract_error"' in page.content.decode()


def test_a_contract_that_ends_while_the_form_is_open_files_nothing_and_keeps_what_was_typed(scenery, post, asked):
    contract, before = scenery.cast.contracts["payroll"], count()
    opened = scenery.client("agent").get(f"/support/demandes/nouvelle/?contrat={contract.pk}")
    assert opened.status_code == 200
    contract.ends_on = contract.signed_on
    contract.save()
    page = file(scenery, post, **asked)
    assert (page.status_code, count()) == (409, before)
    assert "n’est plus actif" in page.content.decode() or "no longer active" in page.content.decode()
    assert "Ligne une" in page.content.decode()


@pytest.mark.parametrize("given", [{}, {"module": "Paramétrage"}])
def test_mandatory_question_without_a_right_answer_keeps_the_text(scenery, post, asked, given):
    answers = dict.fromkeys(list(asked)[:1], given["module"]) if given else {}
    before = count()
    page = file(scenery, post, subject="Un sujet gardé", **answers)
    assert page.status_code == 422
    assert count() == before
    assert "Un sujet gardé" in page.content.decode()
    assert 'id="errors"' in page.content.decode()


def test_field_outside_the_form_is_ignored(scenery, post, asked):
    forged = {"question-999999": "x", "status": "closed", "number": "7", "owner": scenery.cast.members["autre"].pk,
              "house": scenery.cast.houses["rival"].pk, "dossier": scenery.cast.dossiers["school"].pk}  # fmt: skip
    file(scenery, post, **asked, **forged)
    request = Intervention.objects.unscoped("test").latest("pk")
    assert (request.status, request.owner_id) == ("to_handle", scenery.cast.members["agent"].pk)
    assert request.dossier_id == scenery.cast.dossiers["hospital"].pk
    assert "x" not in str(request.details)


def test_the_questions_of_a_chosen_contract_are_shown(scenery):
    page = scenery.client("agent").get(f"/support/demandes/nouvelle/?contrat={scenery.cast.contracts['payroll'].pk}")
    assert "Module" in page.content.decode()
    foreign = scenery.client("agent").get(f"/support/demandes/nouvelle/?contrat={scenery.cast.contracts['school'].pk}")
    assert "Module" not in foreign.content.decode()
    nonsense = scenery.client("agent").get("/support/demandes/nouvelle/?contrat=’; drop")
    assert nonsense.status_code == 200


@pytest.mark.parametrize(
    ("field", "value", "status"),
    [("subject", "", 422), ("subject", "x" * 151, 422), ("text", "", 422), ("text", "x" * 20_001, 422),
     ("contract", "", 422), ("contract", "x", 400)],
)  # fmt: skip
def test_wrong_input_is_said_at_its_field(scenery, post, asked, field, value, status):
    sent = {"contract": scenery.cast.contracts["payroll"].pk, "subject": "Sujet", "text": "Texte", **asked}
    page = post("agent", "/support/demandes/depot/", **{**sent, field: value})
    assert page.status_code == status
    assert f'id="id_{field}_error"' in page.content.decode()


def test_nul_and_other_controls_never_break_the_page(scenery, post, asked):
    page = file(scenery, post, **asked, subject="a\x00b")
    assert page.status_code == 422


def test_same_form_twice_files_once(scenery, asked):
    from entregent.people.submissions import new_key

    client, key = scenery.client("agent"), new_key(scenery.cast.viewer("agent"))
    sent = {"contract": scenery.cast.contracts["payroll"].pk, "subject": "Une", "text": "t", "submission": key, **asked}
    before = count()
    pages = [client.post("/support/demandes/depot/", sent) for _ in range(3)]
    assert count() == before + 1
    assert {page["Location"] for page in pages} == {pages[0]["Location"]}


class TestVersions:
    """A request keeps the questions that it was filed with; a form under way is told when they change."""

    def publish(self, form, manager):
        form.withdraw("version", by=manager)
        form.ask(Question("systeme", TEXT, "Système", is_required=True), by=manager)
        return form.publish(by=manager)

    def test_a_form_filed_against_an_older_version_loses_nothing(self, scenery, post, asked, form, manager):
        drawn, before = form.current(manager), count()
        now = self.publish(form, manager)
        page = file(scenery, post, **asked, form_version=drawn.pk, subject="Un sujet gardé")
        words = page.content.decode()
        assert (page.status_code, count()) == (422, before)
        assert "Un sujet gardé" in words
        assert "Système" in words  # what is new
        assert "7.19.2" in words  # what was answered to a question that is gone
        assert f'name="form_version" value="{now.pk}"' in words
        again = {"question-module": "Bulletins", "question-systeme": "Serveur", "form_version": now.pk}
        assert file(scenery, post, **again).status_code == 302
        assert Intervention.objects.unscoped("test").latest("pk").form_version_id == now.pk

    def test_a_change_that_the_answers_fit_is_shown_all_the_same(self, scenery, post, asked, form, manager):
        drawn = form.current(manager)
        form.ask(Question("facultatif", TEXT, "Facultatif"), by=manager)
        form.publish(by=manager)
        assert file(scenery, post, **asked, form_version=drawn.pk).status_code == 422

    def test_an_old_request_is_read_and_edited_with_its_own_version(self, scenery, post, url, form, manager):
        self.publish(form, manager)
        request = scenery.cast.requests["in_progress"]
        page = scenery.client("agent").get(url("in_progress", "modification/")).content.decode()
        assert 'name="question-version"' in page
        assert "Système" not in page
        sent = {"subject": "Changé", "question-module": "Déclarations", "question-version": "7.20"}
        assert post("agent", url("in_progress", "modification/"), **sent).status_code == 302
        after = scenery.cast.request("in_progress")
        assert after.form_version_id == request.form_version_id
        assert [one["value"] for one in after.details] == ["Déclarations", "7.20"]
        assert "7.20" in scenery.client("technicien").get(url("in_progress")).content.decode()

    def test_answers_that_no_version_knows_are_never_lost_by_an_edit(self, scenery, post, url):
        request = scenery.cast.requests["in_progress"]
        old = {"key": "question-7", "label": "Ancienne", "value": "Oui"}
        request.details = [*request.details, old]
        request.save()
        sent = {"subject": "Changé", "question-module": "Bulletins"}
        assert post("agent", url("in_progress", "modification/"), **sent).status_code == 302
        assert old in scenery.cast.request("in_progress").details

    def test_a_forged_version_is_no_version(self, scenery, post, asked):
        other = FormVersion.objects.unscoped("test").filter(form__house=scenery.cast.houses["rival"]).first()
        for forged in ("x", "99999999", other.pk):
            assert file(scenery, post, **asked, form_version=forged).status_code == 302


class TestChoosing:
    """The questions of the contract that is chosen, with what fits them of the answers so far."""

    def swap(self, scenery, contract, *, part=True, **typed):
        headers = {"HX-Request": "true"} if part else {}
        sent = {"contract": scenery.cast.contracts[contract].pk, **typed}
        return scenery.client("agent").post("/support/demandes/questions/", sent, headers=headers)

    def test_answers_to_the_same_question_are_kept_across_contracts(self, scenery, asked, form, legal, manager):
        drawn = form.current(manager)
        page = self.swap(scenery, "legal", **asked, form_version=drawn.pk).content.decode()
        assert 'name="question-theme"' in page
        assert '<option value="Bulletins" selected' in page
        assert "question-version" not in page
        assert "<html" not in page

    def test_without_a_script_the_whole_page_comes_with_what_was_typed(self, scenery, asked, legal):
        page = self.swap(scenery, "legal", part=False, **asked, subject="Gardé", text="Aussi gardé")
        words = page.content.decode()
        assert page.status_code == 422
        assert 'name="question-theme"' in words
        assert "Gardé" in words
        assert "Aussi gardé" in words
        assert 'id="errors"' not in words

    def test_a_contract_of_others_asks_nothing(self, scenery):
        page = self.swap(scenery, "school").content.decode()
        assert "question-module" not in page

    def test_a_form_sent_with_the_questions_of_another_contract_is_asked_its_own(
        self, scenery, post, asked, form, legal, manager
    ):
        """Without a script: the contract was changed, and the questions on the page are still those of the first."""
        before = count()
        page = file(
            scenery, post, contract="legal", **asked, form_version=form.current(manager).pk, asked="module version"
        )
        assert (page.status_code, count()) == (422, before)
        assert 'name="question-theme"' in page.content.decode()


class TestFiles:
    @pytest.fixture
    def screenshot(self, form, manager):
        form.ask(Question("capture", FILE, "Capture", is_required=True, endings=".pdf, .png", megabytes=1), by=manager)
        return form.publish(by=manager)

    def test_files_of_answers_become_the_request_s_own(self, scenery, post, asked, screenshot):
        sent = parcel(scenery.cast, "agent", "ecran.pdf")
        assert file(scenery, post, **asked, **{"question-capture": sent.uuid}).status_code == 302
        request = Intervention.objects.unscoped("test").latest("pk")
        assert [one.name for one in attaching.files_of(request)] == ["ecran.pdf"]
        assert request.details[-1]["value"] == "ecran.pdf"
        page = scenery.client("technicien").get(f"/support/demandes/{request.number}/").content.decode()
        assert fresh(sent).address in page

    def test_a_file_that_does_not_fit_is_named_and_the_others_stay(self, scenery, post, asked, screenshot):
        before, heavy = count(), parcel(scenery.cast, "agent", "lourd.pdf", size=2_000_000)
        page = file(scenery, post, **asked, **{"question-capture": heavy.uuid})
        assert (page.status_code, count()) == (422, before)
        assert "lourd.pdf" in page.content.decode()
        heavy.kind, heavy.size = "text/plain", 10
        heavy.save()
        assert file(scenery, post, **asked, **{"question-capture": heavy.uuid}).status_code == 422
        assert fresh(heavy) is not None

    def test_a_missing_one_keeps_everything_else(self, scenery, post, asked, screenshot):
        page = file(scenery, post, **asked, subject="Un sujet gardé")
        assert page.status_code == 422
        assert "Un sujet gardé" in page.content.decode()

    def test_somebody_else_s_file_is_no_answer(self, scenery, post, asked, screenshot):
        sent = parcel(scenery.cast, "collegue", "ecran.pdf")
        assert file(scenery, post, **asked, **{"question-capture": sent.uuid}).status_code == 422

    def test_editing_keeps_adds_and_takes_away(self, scenery, post, asked, screenshot):
        first, second = (parcel(scenery.cast, "agent", name) for name in ("un.pdf", "deux.pdf"))
        file(scenery, post, **asked, **{"question-capture": first.uuid})
        request = Intervention.objects.unscoped("test").latest("pk")
        address = f"/support/demandes/{request.number}/modification/"
        page = scenery.client("agent").get(address).content.decode()
        assert f'name="question-capture" value="{first.uuid}" checked' in page
        sent = {"subject": "S", **asked, "question-capture": [first.uuid, second.uuid]}
        assert post("agent", address, **sent).status_code == 302
        assert [one.name for one in attaching.files_of(request)] == ["un.pdf", "deux.pdf"]
        assert post("agent", address, **{**sent, "question-capture": [second.uuid]}).status_code == 302
        assert [one.name for one in attaching.files_of(request)] == ["deux.pdf"]
        assert fresh(first) is None


def test_a_cascade_is_chosen_in_steps_without_a_script(scenery, post, asked, form, manager):
    form.ask(Question("ecran", PATH, "Écran", choices="Accueil\n  News\nPaie\n  Calcul", is_required=True), by=manager)
    form.publish(by=manager)
    first = file(scenery, post, **asked, **{"question-ecran-0": "Accueil"})
    assert first.status_code == 422
    assert 'name="question-ecran-1"' in first.content.decode()
    assert (
        file(scenery, post, **asked, **{"question-ecran-0": "Accueil", "question-ecran-1": "News"}).status_code == 302
    )
    assert Intervention.objects.unscoped("test").latest("pk").details[-1]["value"] == "Accueil => News"
