import pytest
from django.utils import translation

from entregent.audit.search import events_seen_by
from entregent.notify.choices import Offer, choices_of, own_offers, rule
from entregent.notify.kinds import AT_ONCE, DAILY, NEVER, WEEKLY, Kind, kinds_for, kinds_of, register_kinds
from entregent.notify.models import MailRule, Notification
from tests.access import PEOPLE
from tests.cast import file
from tests.notify.people import mails_to, paris, rows, told, wants


@pytest.fixture
def handled(cast):
    """A request in charge of the technician, after which every bell is silent."""
    cast.requests["one"] = file(cast, "payroll", "agent", "Bulletins")
    cast.requests["one"].take(by=cast.viewer("technicien"))
    Notification.objects.unscoped("test").all().delete()
    return cast


def set_rule(cast, kind, default, may_be_off):
    rule(cast.houses["vendor"], {kind: Offer(default, may_be_off)}, by=cast.viewer("responsable"))


def answer(cast, text="Voici."):
    cast.request("one").answer(text, by=cast.viewer("technicien"))


@pytest.mark.parametrize(
    ("choice", "mails", "due"),
    [
        (AT_ONCE, 1, None),
        (DAILY, 0, "2026-11-25 07:30"),
        (WEEKLY, 0, "2026-11-30 07:30"),
        (NEVER, 0, None),
    ],
)
def test_a_choice_says_when_the_mail_leaves_and_the_bell_rings_anyway(handled, choice, mails, due):
    wants(handled, "agent", support_reply=choice)
    with paris("2026-11-24 09:00"):
        before = len(mails_to(handled, "agent"))
        answer(handled)
    assert len(mails_to(handled, "agent")) - before == mails
    assert len(told(handled, "agent")) == 1
    [row] = rows(handled, "agent")
    with paris(due or "2026-11-24 09:00") as moment:
        assert row.due_at == (moment if due else None)


def test_a_choice_for_one_kind_is_none_for_the_others(handled):
    wants(handled, "agent", support_reply=NEVER)
    before = len(mails_to(handled, "agent"))
    answer(handled)
    handled.request("one").propose_closure("Corrigé.", by=handled.viewer("technicien"))
    assert len(mails_to(handled, "agent")) - before == 1


def test_the_house_s_rule_holds_until_one_chooses(handled):
    set_rule(handled, "support-reply", DAILY, may_be_off=True)
    answer(handled)
    assert rows(handled, "agent")[0].due_at
    wants(handled, "agent", support_reply=AT_ONCE)
    before = len(mails_to(handled, "agent"))
    answer(handled)
    assert len(mails_to(handled, "agent")) == before + 1


def test_the_rule_of_another_house_is_none_of_ours(handled):
    rule(handled.houses["rival"], {"support-reply": Offer(NEVER, may_be_off=True)}, by=handled.viewer("etranger"))
    before = len(mails_to(handled, "agent"))
    answer(handled)
    assert len(mails_to(handled, "agent")) == before + 1


def test_never_is_no_choice_any_more_once_the_house_forbids_it(handled):
    wants(handled, "agent", support_reply=NEVER)
    set_rule(handled, "support-reply", WEEKLY, may_be_off=False)
    [choice] = choices_of([handled.members["agent"]], ["support-reply"]).values()
    assert choice == WEEKLY


@pytest.mark.parametrize(
    ("offer", "wish", "settled"),
    [
        (Offer(DAILY, may_be_off=False), None, DAILY),
        (Offer(DAILY, may_be_off=False), NEVER, DAILY),
        (Offer(DAILY, may_be_off=True), NEVER, NEVER),
        (Offer(NEVER, may_be_off=False), NEVER, AT_ONCE),
        (Offer(DAILY, may_be_off=True), "forged", DAILY),
    ],
)
def test_a_wish_is_settled_by_what_is_offered(offer, wish, settled):
    assert offer.settle(wish) == settled


@pytest.mark.parametrize("person", [person for person in PEOPLE if person != "public"])
def test_people_choose_among_the_kinds_of_their_own_work(cast, person):
    customers = {"agent", "collegue", "administrateur", "referent", "autre"}
    keys = {kind.key for kind in kinds_for(cast.viewer(person))}
    ours = {"support-reply", "support-taken", "support-closure", "support-owner", "support-recall", "support-release"}
    ours |= {"support-receipt"}
    ours |= {"support-contract"} if person == "administrateur" else set()
    desks = {
        "support-new", "support-assigned", "support-note",
        "support-customer-reply", "support-change", "support-outcome",
    }  # fmt: skip
    managers = {"support-application", "support-dissatisfied", "support-contract-desk"}
    managers = managers if person in {"responsable", "etranger"} else set()
    assert keys == (ours if person in customers else set() if person == "admin" else desks | managers)


def test_every_act_of_a_request_is_of_a_kind_that_its_readers_may_choose(scenery):
    """Everything that the scenery lived through rang in kinds that are known, on the right side."""
    for person, member in scenery.cast.members.items():
        mine = {kind.key for kind in kinds_for(scenery.cast.viewer(person))}
        heard = {row.kind for row in Notification.objects.unscoped("test").filter(membership_id=member.pk)}
        assert heard <= mine, person


def test_every_kind_has_its_words_in_both_languages(cast):
    kinds = kinds_of(cast.houses["vendor"])
    with translation.override("fr"):
        french = [str(kind.label) for kind in kinds]
    with translation.override("en"):
        assert not set(french) & {str(kind.label) for kind in kinds}


def test_a_house_sets_only_the_kinds_of_its_spaces(cast):
    assert kinds_of(cast.houses["platform"]) == []
    assert len(kinds_of(cast.houses["vendor"])) == 17


def test_two_kinds_never_share_a_name():
    with pytest.raises(ValueError, match="support-reply"):
        register_kinds([Kind("support-reply", "Autre", "support", "customer", ())])


def test_choices_and_rules_are_told_in_the_trail(handled):
    wants(handled, "agent", support_reply=DAILY)
    set_rule(handled, "support-reply", WEEKLY, may_be_off=False)
    seen = {event.verb: event for event in events_seen_by(handled.viewer("responsable"))}
    assert seen["notify.mails.chosen"].particulars["changes"] == {"support-reply": DAILY}
    assert seen["notify.mails.ruled"].particulars["changes"] == {"support-reply": [WEEKLY, False]}


def test_what_waits_follows_a_new_choice(handled):
    with paris("2026-11-24 09:00"):
        wants(handled, "agent", support_reply=WEEKLY)
        answer(handled)
        wants(handled, "agent", support_reply=DAILY)
    with paris("2026-11-25 07:30") as morning:
        assert rows(handled, "agent")[0].due_at == morning
    wants(handled, "agent", support_reply=NEVER)
    assert rows(handled, "agent")[0].due_at is None


def test_choices_and_rules_cost_two_queries_however_many_are_told(cast, django_assert_num_queries):
    members = list(cast.members.values())
    with django_assert_num_queries(2):
        choices_of(members, ["support-new", "support-reply"])


def test_rules_are_seen_in_their_house_alone(cast):
    set_rule(cast, "support-reply", DAILY, may_be_off=True)
    seeing = {person for person in PEOPLE if MailRule.objects.visible_to(cast.viewer(person)).exists()}
    assert seeing == set(PEOPLE) - {"public", "etranger", "admin"}
    set_by_the_house = Offer(DAILY, may_be_off=True)
    found = {person: own_offers(cast.viewer(person), ["support-reply"])["support-reply"] for person in PEOPLE}
    assert {person for person in PEOPLE if found[person] == set_by_the_house} == seeing
