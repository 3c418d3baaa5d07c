"""Acts on one request through its pages: what is answered, what is kept, who is refused and how."""

from datetime import timedelta

import pytest
import time_machine

from entregent.core.clock import now
from entregent.jobs.listing import mails_seen_by
from entregent.notify.digest import send_digests
from entregent.spaces.support.models import Evaluation
from tests.cast import marks

MARKS = {
    "question-score": "9",
    "question-delay": "3",
    "question-follow_up": "3",
    "question-solution": "2",
    "question-regulatory": "3",
    "question-technical": "1",
    "question-human": "3",
}


def test_the_whole_path(scenery, post, url):
    """Filed, taken in charge, answered, proposed, refused, proposed again, confirmed."""
    assert post("technicien", url("to_handle", "prise-en-charge/")).status_code == 302
    assert post("technicien", url("to_handle", "reponses/"), text="Quelle version ?").status_code == 302
    assert scenery.cast.request("to_handle").awaits_owner
    answered = post("agent", url("to_handle", "reponses/"), text="La 7.19")
    assert "#m" in answered["Location"]
    assert post("technicien", url("to_handle", "proposition-de-cloture/"), text="Corrigé").status_code == 302
    assert post("agent", url("to_handle", "refus-de-cloture/"), reason="Toujours pas").status_code == 302
    assert scenery.cast.request("to_handle").status == "in_progress"
    assert post("technicien", url("to_handle", "proposition-de-cloture/"), text="").status_code == 302
    assert post("agent", url("to_handle", "cloture/"), **MARKS, **{"question-comment": "Merci"}).status_code == 302
    assert scenery.cast.request("to_handle").status == "closed"
    page = scenery.client("agent").get(url("to_handle")).content.decode()
    assert "Toujours pas" in page
    assert "Merci" in page


@pytest.mark.parametrize(
    "wrong",
    [*({name: ""} for name in MARKS), {"question-score": "11"}, {"question-score": "-1"}, {"question-delay": "4"}],
)
def test_the_questionnaire_is_whole_or_nothing(scenery, post, url, wrong):
    page = post("agent", url("to_confirm", "cloture/"), **{**MARKS, **wrong, "question-comment": "gardé"})
    assert page.status_code == 422
    assert "gardé" in page.content.decode()
    assert scenery.cast.request("to_confirm").status == "to_confirm"


def test_no_level_is_chosen_beforehand(scenery, url):
    assert " checked" not in scenery.client("agent").get(url("to_confirm", "cloture/")).content.decode()


def test_looking_at_the_questionnaire_records_nothing(scenery, url):
    client = scenery.client("agent")
    before = Evaluation.objects.unscoped("test").count()
    assert {client.get(url("to_confirm", "cloture/")).status_code for _ in range(5)} == {200}
    assert Evaluation.objects.unscoped("test").count() == before


def test_refusal_needs_a_reason(scenery, post, url):
    assert post("agent", url("to_confirm", "refus-de-cloture/"), reason=" ").status_code == 422
    assert scenery.cast.request("to_confirm").status == "to_confirm"


def test_an_act_that_comes_too_late_says_so_and_changes_nothing(scenery, post, url):
    page = post("agent", url("closed", "annulation/"))
    assert page.status_code == 409
    assert scenery.cast.request("closed").status == "closed"


def test_a_colleague_reads_and_cannot_act(scenery, url):
    page = scenery.client("collegue").get(url("in_progress")).content.decode()
    assert "Nadia Ferrand" in page
    assert 'id="reply"' not in page
    assert "annulation/" not in page


def test_request_without_owner_says_so(scenery, url):
    scenery.client("agent").post("/langue/", {"language": "fr"})
    page = scenery.client("agent").get(url("orphan")).content.decode()
    assert 'id="reply"' not in page


def test_administrator_hands_over_to_someone_of_the_establishment(scenery, post, url):
    to = scenery.cast.members["referent"].pk
    assert post("administrateur", url("orphan", "proprietaire/"), to=to).status_code == 302
    assert scenery.cast.request("orphan").owner_id == to
    for foreign in ("autre", "technicien"):
        page = post("administrateur", url("in_progress", "proprietaire/"), to=scenery.cast.members[foreign].pk)
        assert page.status_code == 422


def told(scenery, act):
    """Addresses written to because of an act."""
    before = {mail.id for mail in mails_seen_by(scenery.cast.viewer("admin"))}
    act()
    return sorted(
        mail.to_address.split("@")[0] for mail in mails_seen_by(scenery.cast.viewer("admin")) if mail.id not in before
    )


def test_each_event_tells_the_other_side_once_and_never_its_author(scenery):
    cast, request = scenery.cast, scenery.cast.request
    desk, owner = cast.viewer("technicien"), cast.viewer("agent")
    steps = [
        (["agent"], lambda: request("to_handle").answer("?", by=desk)),  # taking charge by answering: two events, below
        (["technicien"], lambda: request("to_handle").answer("!", by=owner)),
        (["technicien"], lambda: request("to_handle").edit("Autre", [], by=owner)),
        (["agent"], lambda: request("to_handle").propose_closure("", by=desk)),
        (["technicien"], lambda: request("to_handle").refuse_closure("Non", by=owner)),
        (["agent"], lambda: request("to_handle").propose_closure("", by=cast.viewer("responsable"))),
        (["technicien"], lambda: request("to_handle").confirm_closure(marks(), by=owner)),
        (["collegue"], lambda: request("in_progress").hand_over(cast.members["collegue"], by=owner)),
        (["technicien"], lambda: request("in_progress").cancel("", by=cast.viewer("collegue"))),
    ]
    for expected, act in steps:
        assert sorted(set(told(scenery, act))) == expected


def test_a_new_request_tells_the_whole_desk_and_a_lost_owner_tells_the_administrators(scenery):
    from tests.cast import file

    assert told(scenery, lambda: file(scenery.cast, "payroll", "agent", "Sujet")) == [
        "agent",
        "responsable",
        "technicien",
    ]

    def lose():
        scenery.cast.members["agent"].close_door(by=scenery.cast.viewer("responsable"))
        with time_machine.travel(now() + timedelta(minutes=3), tick=False):
            send_digests()

    assert "administrateur" in told(scenery, lose)


def test_nobody_blocked_is_written_to(scenery):
    scenery.cast.members["technicien"].close_door(by=scenery.cast.viewer("responsable"))
    from tests.cast import file

    assert told(scenery, lambda: file(scenery.cast, "payroll", "agent", "Sujet")) == ["agent", "responsable"]


def test_first_answer_takes_charge_with_one_mail(scenery):
    mails = told(scenery, lambda: scenery.cast.request("to_handle").answer("?", by=scenery.cast.viewer("technicien")))
    assert mails == ["agent"]
    assert scenery.cast.request("to_handle").handler_id == scenery.cast.members["technicien"].pk


def test_the_desk_assigns_a_request_from_its_own_page(scenery, post, url):
    page = scenery.client("responsable").get(url("to_handle")).content.decode()
    assert url("to_handle", "attribution/") in page
    colleague = scenery.cast.members["technicien"]
    assert post("responsable", url("to_handle", "attribution/"), to=colleague.pk).status_code == 302
    assert scenery.cast.request("to_handle").handler == colleague
    assert post("responsable", url("to_handle", "attribution/"), to=scenery.cast.members["agent"].pk).status_code == 422


def test_taking_over_from_a_colleague_asks_first(scenery, post, url):
    mine, theirs = scenery.cast.members["responsable"], scenery.cast.members["technicien"]
    assert scenery.cast.request("in_progress").handler == theirs
    asked = post("responsable", url("in_progress", "prise-en-charge/"))
    assert (asked.status_code, theirs.name in asked.content.decode()) == (200, True)
    assert scenery.cast.request("in_progress").handler == theirs
    assert post("responsable", url("in_progress", "prise-en-charge/"), sure="1").status_code == 302
    assert scenery.cast.request("in_progress").handler == mine
