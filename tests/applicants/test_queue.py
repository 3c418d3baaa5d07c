"""The staff's pages: the queue, what is known already, and the forms of the decision."""

import re

import pytest
from django.urls import reverse

from entregent.applicants import likeness
from entregent.applicants.models import Application
from entregent.notify.bell import rung
from entregent.people.form_keys import new_key
from entregent.people.models import Membership, Party
from tests.applicants.asking import WORDS, apply
from tests.scenery import Scenery

QUEUE = "/administration/demandes/"


@pytest.fixture
def staff(scenery: Scenery):
    return scenery.client("responsable")


def post(scenery, path, client=None, **typed):
    key = new_key(scenery.cast.viewer("responsable"))
    return (client or scenery.client("responsable")).post(path, {**typed, "submission": key})


def text(client, path):
    response = client.get(path)
    assert response.status_code == 200
    return response.content.decode()


def likes(asked, scenery):
    found = likeness.accounts_like(asked, scenery.cast.viewer("responsable"))
    return [(one.member.pk, [str(reason) for reason in one.reasons]) for one in found]


def test_the_queue_shows_what_waits_and_the_tabs_the_rest(scenery, staff):
    waiting, refused = apply(scenery.cast), apply(scenery.cast, last_name="Zibeline", email="z@demo.example")
    refused.refuse("Non", by=scenery.cast.viewer("responsable"))
    first = text(staff, QUEUE)
    assert "Solène Aubry" in first
    assert "Zibeline" not in first
    assert "Zibeline" in text(staff, f"{QUEUE}?vue=refusees")
    assert "Zibeline" in text(staff, f"{QUEUE}?vue=toutes")
    assert waiting.get_absolute_url() in first


def test_another_house_s_requests_are_not_there(scenery):
    apply(scenery.cast, house="rival", last_name="Zibeline")
    assert "Zibeline" not in text(scenery.client("responsable"), f"{QUEUE}?vue=toutes")
    assert "Zibeline" in text(scenery.client("etranger"), f"{QUEUE}?vue=toutes")


def test_the_menu_counts_what_waits(scenery, staff):
    assert f'href="{QUEUE}"' in text(staff, "/support/")
    apply(scenery.cast)
    menu = text(staff, "/support/").split(f'href="{QUEUE}"')[1].split("</a>")[0]
    assert ">1<" in menu
    assert QUEUE not in text(scenery.client("admin"), "/administration/maisons/")
    assert QUEUE not in text(scenery.client("administrateur"), "/support/")


def test_an_account_is_found_by_mailbox_by_name_and_place_and_by_line(scenery):
    agent, colleague = (scenery.cast.members[name] for name in ("agent", "collegue"))
    Membership.objects.unscoped("test").filter(pk=colleague.pk).update(phone="+33 (0)1 99.00-47 12")
    asked = apply(scenery.cast, email="Agent@demo.example", first_name="nadia", last_name="FERRAND")
    same_mailbox, same_name, same_phone = map(str, likeness.WEIGHT)
    assert likes(asked, scenery) == [(agent.pk, [same_mailbox, same_name]), (colleague.pk, [same_phone])]


@pytest.mark.parametrize(
    "changed",
    [
        {"last_name": "Ferrand", "first_name": "Nadia", "party_name": "École supérieure de Brécy"},
        {"phone": "12"},
        {"email": "agent@demo.example.org"},
    ],
)
def test_what_is_near_is_no_likeness(scenery, changed):
    Membership.objects.unscoped("test").filter(pk=scenery.cast.members["agent"].pk).update(phone="99 12")
    assert likes(apply(scenery.cast, **changed), scenery) == []


def test_accounts_of_other_houses_and_of_staff_are_never_compared(scenery):
    for mailbox in ("etranger", "technicien", "admin"):
        assert likes(apply(scenery.cast, email=f"{mailbox}@demo.example"), scenery) == []


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("centre HOSPITALIER de valmorel", ["hospital"]), ("CH Valmorel", ["hospital", "school"]),
        ("Hôpital de la Marne", []), ("le la les", []), ("École superieure de Brecy", ["school"]),
    ],
)  # fmt: skip
def test_the_establishment_is_proposed_by_its_name(scenery, words, found):
    asked = apply(scenery.cast, party_name=words)
    near = likeness.parties_like(asked, scenery.cast.viewer("responsable"))
    assert near == [scenery.cast.parties[name] for name in found]


def test_it_is_looked_for_by_other_words(scenery):
    asked, viewer = apply(scenery.cast, party_name="L’hôpital"), scenery.cast.viewer("responsable")
    assert likeness.parties_like(asked, viewer, "hospitalier") == [scenery.cast.parties["hospital"]]
    assert likeness.parties_like(asked, viewer, "introuvable") == []


def test_the_page_tells_what_is_known(scenery, staff):
    asked = apply(scenery.cast, email="agent@demo.example")
    again = apply(scenery.cast, email="agent@demo.example", kind="update")
    page = text(staff, asked.get_absolute_url())
    assert f"{asked.get_absolute_url()}comptes/{scenery.cast.members['agent'].pk}/" in page
    assert again.get_absolute_url() in page
    assert "Centre hospitalier de Valmorel (Valmorel)" in page


def test_accepting_invites(scenery, staff):
    asked = apply(scenery.cast)
    path = f"{asked.get_absolute_url()}acceptation/"
    page = text(staff, path)
    role, party = scenery.cast.roles["vendor", "agent"].pk, scenery.cast.parties["hospital"].pk
    assert page.count(" checked") == 1  # the one establishment of that name
    assert f'value="{party}"' in page.split(" checked")[0].rpartition("<input")[2]
    response = post(scenery, path, last_name="Aubry", first_name="Solène", role=role, party=party)
    assert response.headers["Location"] == asked.get_absolute_url()
    assert "Inès Valade" in text(staff, asked.get_absolute_url())


@pytest.mark.parametrize("wrong", ["party", "role", "last_name"])
def test_what_is_missing_is_told_and_what_was_typed_kept(scenery, wrong):
    asked = apply(scenery.cast)
    typed = {"last_name": "Aubry-Roy", "role": scenery.cast.roles["vendor", "agent"].pk,
             "party": scenery.cast.parties["hospital"].pk}  # fmt: skip
    response = post(scenery, f"{asked.get_absolute_url()}acceptation/", **typed | {wrong: ""})
    assert response.status_code == 422
    assert wrong == "last_name" or 'value="Aubry-Roy"' in response.content.decode()


def test_an_establishment_of_another_house_cannot_be_chosen(scenery):
    foreign = Party(house=scenery.cast.houses["rival"], name="Ailleurs")
    foreign.save()
    asked = apply(scenery.cast)
    role = scenery.cast.roles["vendor", "agent"].pk
    response = post(
        scenery, f"{asked.get_absolute_url()}acceptation/", last_name="A", role=role, party=foreign.pk
    )  # fmt: skip
    assert response.status_code == 422
    assert "Ailleurs" not in response.content.decode()


@pytest.mark.parametrize("party", ["9" * 20, "9" * 19, "²", "-1", "x"])
def test_an_establishment_that_cannot_be_is_told(scenery, party):
    asked = apply(scenery.cast)
    role = scenery.cast.roles["vendor", "agent"].pk
    response = post(scenery, f"{asked.get_absolute_url()}acceptation/", last_name="A", role=role, party=party)
    assert response.status_code == 422


def test_an_address_that_is_in_already_is_told_at_the_establishment(scenery):
    asked = apply(scenery.cast, email="agent@demo.example")
    response = post(
        scenery, f"{asked.get_absolute_url()}acceptation/", last_name="A",
        role=scenery.cast.roles["vendor", "agent"].pk, party=scenery.cast.parties["hospital"].pk,
    )  # fmt: skip
    assert response.status_code == 422
    assert Application.objects.unscoped("test").get().state == "waiting"


def test_an_update_shows_before_and_after_field_by_field(scenery, staff):
    member = scenery.cast.members["agent"]
    asked = apply(
        scenery.cast,
        email="nouvelle@demo.example",
        first_name="Nadia",
        last_name="Ferrand-Roy",
        party_name="Ailleurs",
    )
    found = likeness.differences(asked, member, scenery.cast.viewer("responsable"))
    assert [(one.name, one.before, one.after, one.may_change) for one in found] == [
        ("last_name", "Ferrand", "Ferrand-Roy", True), ("phone", "", WORDS["phone"], True),
        ("email", "agent@demo.example", "nouvelle@demo.example", False),
        ("party_name", "Centre hospitalier de Valmorel", "Ailleurs", False),
    ]  # fmt: skip
    path = f"{asked.get_absolute_url()}comptes/{member.pk}/"
    page = text(staff, path)
    assert page.count('name="fields_taken"') == page.count(" checked") == 2
    assert post(scenery, path, fields_taken=["last_name"]).status_code == 302
    member = Membership.objects.unscoped("test").select_related("user").get(pk=member.pk)
    assert (member.last_name, member.phone, member.user.email) == ("Ferrand-Roy", "", "agent@demo.example")


def test_words_that_came_after_the_page_was_read_are_not_brought_in(scenery, staff):
    member, asked = scenery.cast.members["agent"], apply(scenery.cast, phone="01 99 00 47 13")
    path = f"{asked.get_absolute_url()}comptes/{member.pk}/"
    apply(scenery.cast, phone="01 99 66 66 66")
    late = post(scenery, path, fields_taken=["phone"], seen="")
    assert late.status_code == 422
    assert "renvoyé la demande entre-temps" in late.content.decode()
    seen = re.search(r'name="seen" value="([^"]+)"', text(staff, path))[1]
    assert post(scenery, path, fields_taken=["phone"], seen=seen).status_code == 302
    member.refresh_from_db(from_queryset=Membership.objects.unscoped("test"))
    assert member.phone == "01 99 66 66 66"


@pytest.mark.parametrize("taken", [[], ["email"], ["role"], ["first_name"]])
def test_only_what_differs_and_may_change_can_be_ticked(scenery, taken):
    member = scenery.cast.members["agent"]
    asked = apply(scenery.cast, first_name="Nadia")
    assert post(scenery, f"{asked.get_absolute_url()}comptes/{member.pk}/", fields_taken=taken).status_code == 422
    assert Application.objects.unscoped("test").get().state == "waiting"


def test_the_summary_leads_to_the_boxes_which_say_what_is_wrong(scenery):
    member, asked = scenery.cast.members["agent"], apply(scenery.cast)
    page = post(scenery, f"{asked.get_absolute_url()}comptes/{member.pk}/").content.decode()
    target = re.search(r'<a href="#(id_fields_taken_0)"', page)[1]
    boxes = re.findall(r'<input[^>]*name="fields_taken"[^>]*>', page)
    assert len(boxes) == 3
    assert f'id="{target}"' in boxes[0]
    assert all('aria-describedby="id_fields_taken_error"' in box for box in boxes)
    assert page.count('id="id_fields_taken_error"') == 1


def test_where_nothing_differs_it_is_said(scenery, staff):
    member = scenery.cast.members["agent"]
    Membership.objects.unscoped("test").filter(pk=member.pk).update(phone=WORDS["phone"])
    asked = apply(scenery.cast, email="agent@demo.example", first_name="Nadia", last_name="Ferrand")
    assert "fields_taken" not in text(staff, f"{asked.get_absolute_url()}comptes/{member.pk}/")


def test_colleagues_of_the_desk_are_not_updated_from_here(scenery, staff):
    asked = apply(scenery.cast)
    assert staff.get(f"{asked.get_absolute_url()}comptes/{scenery.cast.members['technicien'].pk}/").status_code == 404


def test_a_double_click_refuses_once(scenery, staff):
    asked = apply(scenery.cast)
    typed = {"reason": "Non", "submission": new_key(scenery.cast.viewer("responsable"))}
    answers = [staff.post(f"{asked.get_absolute_url()}refus/", typed) for _ in range(2)]
    assert [one.status_code in (302, 303) for one in answers] == [True, True]
    assert answers[0].headers["Location"] == answers[1].headers["Location"] == asked.get_absolute_url()


@pytest.mark.parametrize("act", ["acceptation", "refus", "comptes"])
def test_who_comes_second_is_told_who_was_first(scenery, staff, act):
    asked = apply(scenery.cast)
    asked.refuse("Non", by=scenery.cast.viewer("responsable"))
    path = f"{asked.get_absolute_url()}{act}/" + (f"{scenery.cast.members['agent'].pk}/" if act == "comptes" else "")
    for response in (staff.get(path), post(scenery, path, reason="Encore")):
        assert response.status_code == 409
        assert "Inès Valade" in response.content.decode()


def test_a_decision_taken_while_the_form_was_open_is_told(scenery, monkeypatch):
    """Between the check of the page and the verb."""
    asked = apply(scenery.cast)
    monkeypatch.setattr("entregent.applicants.views.queue.demand", lambda *args: None)
    asked.refuse("Non", by=scenery.cast.viewer("responsable"))
    response = post(
        scenery, f"{asked.get_absolute_url()}acceptation/", last_name="A",
        role=scenery.cast.roles["vendor", "agent"].pk, party=scenery.cast.parties["hospital"].pk,
    )  # fmt: skip
    assert response.status_code == 409


def test_a_decided_request_offers_nothing_more(scenery, staff):
    asked = apply(scenery.cast)
    asked.refuse("Votre mairie ne vous connaît pas.", by=scenery.cast.viewer("responsable"))
    page = text(staff, asked.get_absolute_url())
    assert "Votre mairie ne vous connaît pas." in page
    assert not any(f"{asked.get_absolute_url()}{act}" in page for act in ("acceptation", "refus", "comptes"))


def test_the_bell_leads_there(scenery, staff):
    asked, member = apply(scenery.cast), scenery.cast.members["responsable"]
    page = text(staff, "/notifications/")
    assert "Solène Aubry, Centre hospitalier de Valmorel" in page
    (line,) = rung().filter(record_type="applicants.application", record_id=str(asked.pk), membership_id=member.pk)
    door = reverse("notification-opening", args=[line.pk])
    assert door in page
    opened = staff.post(door, {"submission": new_key(scenery.cast.viewer("responsable"))})
    assert opened.headers["Location"].endswith(asked.get_absolute_url())
