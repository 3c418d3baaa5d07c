"""Filing a request: one's own active contracts, the product's questions, nothing typed lost."""

import pytest

from entregent.questions.models import Question
from entregent.spaces.support.models import Intervention
from entregent.threads.models import Message


@pytest.fixture
def asked(scenery):
    module, version = (
        Question.objects.unscoped("test").filter(form__house=scenery.cast.houses["vendor"]).order_by("position")
    )
    return {f"question-{module.pk}": "Bulletins", f"question-{version.pk}": "7.19.2"}


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


@pytest.mark.parametrize("contract", ["school", "expired", "future"])
def test_contract_of_others_or_not_active_is_refused(scenery, post, asked, contract):
    before = count()
    page = file(scenery, post, contract=contract, **asked)
    assert page.status_code == 422
    assert count() == before
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
    ("field", "value"),
    [("subject", ""), ("subject", "x" * 151), ("text", ""), ("text", "x" * 20_001), ("contract", "x")],
)
def test_wrong_input_is_said_at_its_field(scenery, post, asked, field, value):
    sent = {"contract": scenery.cast.contracts["payroll"].pk, "subject": "Sujet", "text": "Texte", **asked}
    page = post("agent", "/support/demandes/depot/", **{**sent, field: value})
    assert page.status_code == 422
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
