"""The end of a membership: nothing is left with somebody who is gone, and nothing is done twice."""

import pytest

from entregent.audit.search import history_of
from entregent.core.verify import run_checks
from entregent.door import departures
from entregent.door.invitations import Guest, accept, find_invitation
from entregent.dossiers.models import Assignment, Seat
from entregent.notify.models import Notification
from entregent.people import holdings
from entregent.people.errors import Refused
from entregent.people.memberships import open_memberships, viewer_as
from entregent.people.models import Block, Departure, Draft, Membership, PersonalLink
from entregent.people.sides import PROVIDER
from entregent.people.submissions import new_key
from entregent.records.models import Favourite
from entregent.spaces.support.models import DeskMember, Service


def fin(scenery, name, act="fin"):
    return f"/administration/personnes/{scenery.cast.members[name].pk}/{act}/"


@pytest.fixture
def post(scenery):
    def send(person, url, **fields):
        return scenery.client(person).post(url, {"submission": new_key(scenery.cast.viewer(person)), **fields})

    return send


@pytest.fixture
def laden(scenery):
    """The technician handles a request, sits at a desk, and is assigned a dossier."""
    cast = scenery.cast
    member, by = cast.members["technicien"], cast.viewer("responsable")
    service = Service.objects.unscoped("test").filter(house=cast.houses["vendor"]).first()
    DeskMember.objects.create(service=service, member=member)
    seat = Seat.objects.unscoped("test").get(dossier=cast.dossiers["hospital"], side=PROVIDER)
    seat.assign(member, by=by)
    own = {"user": member.user, "membership": member}
    Draft.objects.create(**own, place="support.note:1", fields={"text": "à finir"})
    Favourite.objects.create(**own, kind="demandes", record_id=1)
    return member


def wrong() -> list[str]:
    return [finding.message for finding in run_checks("holdings")]


def test_the_page_says_what_is_held_by_kind_and_asks_to_whom_it_goes(scenery, laden):
    page = scenery.client("responsable").get(fin(scenery, "technicien"))
    words = page.content.decode()
    for said in ("2 demandes en cours prises en charge", "1 place à un bureau", "1 dossier attribué", "1 brouillon"):
        assert said in words
    offered = page.context["form"].fields["to_support_handled"].choices
    assert [name for pk, name in offered if pk] == ["Inès Valade"]
    assert "Retour à la file du service" in words


def test_what_they_held_goes_where_it_was_said(scenery, laden, post):
    to = scenery.cast.members["responsable"].pk
    said = dict.fromkeys(("to_support_handled", "to_support_desks", "to_support_dossiers"), to)
    assert post("responsable", fin(scenery, "technicien"), reason="Départ", **said).status_code == 302
    assert scenery.cast.request("in_progress").handler_id == to
    assert list(DeskMember.objects.unscoped("test").values_list("member", flat=True)) == [to]
    assert list(Assignment.objects.unscoped("test").values_list("membership", flat=True)) == [to]
    assert not Draft.objects.unscoped("test").filter(membership=laden).exists()
    assert not Favourite.objects.unscoped("test").filter(membership=laden).exists()
    gone = Departure.objects.unscoped("test").get(membership=laden)
    assert (gone.by_id, gone.reason) == (to, "Départ")
    assert wrong() == []
    verbs = list(history_of("people.membership", laden.pk).values_list("verb", flat=True))
    assert "people.membership.ended" in verbs


def test_without_a_word_it_goes_back_to_the_queue_and_the_desk_is_told(scenery, laden, post):
    assert post("responsable", fin(scenery, "technicien")).status_code == 302
    request = scenery.cast.request("in_progress")
    assert request.handler_id is None
    assert not DeskMember.objects.unscoped("test").exists()
    assert not Assignment.objects.unscoped("test").exists()
    told = history_of("support.intervention", request.pk).order_by("-pk").values_list("verb", flat=True)
    assert told[0] == "support.intervention.returned"
    chief = scenery.cast.members["responsable"]
    before = Notification.objects.unscoped("test").filter(membership_id=chief.pk).count()
    scenery.cast.request("in_progress").answer("Toujours en panne", by=scenery.cast.viewer("agent"))
    assert Notification.objects.unscoped("test").filter(membership_id=chief.pk).count() > before
    assert wrong() == []


def test_they_are_out_at_their_next_page_and_their_words_stay_theirs(scenery, laden, post):
    client = scenery.client("technicien")
    assert client.get("/support/").status_code == 200
    post("responsable", fin(scenery, "technicien"))
    assert client.get("/support/").headers["Location"].startswith("/connexion/")
    assert not viewer_as(laden.pk).is_signed_in
    number = scenery.cast.requests["in_progress"].number
    assert "Théo Marchand" in scenery.client("responsable").get(f"/support/demandes/{number}/").content.decode()
    page = scenery.client("responsable").get(f"/administration/personnes/{laden.pk}/").content.decode()
    assert "Accès terminé" in page


def test_of_two_who_end_the_same_member_the_second_is_told_409_and_nothing_is_done_twice(scenery, laden, post):
    stale = Membership.objects.unscoped("test").select_related("user").get(pk=laden.pk)
    assert post("responsable", fin(scenery, "technicien")).status_code == 302
    assert post("admin", fin(scenery, "technicien")).status_code == 409
    with pytest.raises(Refused):
        departures.end(stale, by=scenery.cast.viewer("responsable"))
    ended = history_of("people.membership", laden.pk).filter(verb="people.membership.ended")
    assert ended.count() == 1


def test_nobody_gets_what_they_could_not_hold(scenery, laden, post):
    foreign = scenery.cast.members["agent"].pk
    assert post("responsable", fin(scenery, "technicien"), to_support_handled=foreign).status_code == 422
    for kind in ("support_handled", "support_desks", "support_dossiers"):
        for name in ("etranger", "agent", "technicien"):
            with pytest.raises(Refused):
                departures.end(laden, by=scenery.cast.viewer("responsable"), takers={kind: scenery.cast.members[name]})
    assert open_memberships(laden.user_id).exists()
    assert scenery.cast.request("in_progress").handler_id == laden.pk


def test_the_last_who_manages_a_house_stays(scenery, post):
    assert post("admin", fin(scenery, "responsable")).status_code == 409
    assert open_memberships(scenery.cast.members["responsable"].user_id).exists()


def test_an_establishment_ends_the_access_of_its_own_people(scenery, post):
    cast = scenery.cast
    url = f"/support/collaborateurs/{cast.members['agent'].pk}/fin/"
    to = cast.members["referent"].pk
    assert post("administrateur", url, to_support_owned=to).status_code == 302
    assert {cast.request(name).owner_id for name in ("to_handle", "in_progress", "to_confirm")} == {to}
    assert wrong() == []


def test_somebody_who_left_is_invited_anew_and_comes_back_under_the_same_name(scenery, laden, post):
    cast = scenery.cast
    post("responsable", fin(scenery, "technicien"))
    by, role = cast.viewer("responsable"), cast.roles["vendor", "handler"]
    sent = {"email": laden.user.email, "last_name": "Marchand", "role": role.pk}
    assert post("responsable", "/administration/personnes/invitation/", **sent).status_code == 302
    token = link_to(laden.user.email)
    again = accept(find_invitation(token).pk, Guest("Théo", "Marchand", laden.user))
    assert again.pk == laden.pk
    assert [one.name for one in again.roles] == ["Technicien support"]
    assert not Departure.objects.unscoped("test").exists()
    assert scenery.client("technicien").get("/support/").status_code == 200
    assert by.is_provider


def test_links_end_with_the_last_access(scenery, laden, post):
    PersonalLink.objects.create(user=laden.user, name="x", token_hash="x" * 64)
    post("responsable", fin(scenery, "technicien"))
    assert not PersonalLink.objects.exists()


def test_whoever_is_blocked_hands_over_too(scenery, laden, post):
    """Today's fault: a handler who was blocked kept their requests."""
    url = fin(scenery, "technicien", "blocage")
    page = scenery.client("responsable").get(url).content.decode()
    assert "2 demandes en cours prises en charge" in page
    to = scenery.cast.members["responsable"].pk
    assert post("responsable", url, to_support_handled=to).status_code == 302
    assert scenery.cast.request("in_progress").handler_id == to
    assert Draft.objects.unscoped("test").filter(membership=laden).exists(), "a block may be lifted"
    assert wrong() == []


@pytest.mark.parametrize("state", ["blocked", "gone", "no longer allowed"])
def test_verify_finds_open_work_with_somebody_who_may_not_hold_it(scenery, laden, state):
    assert wrong() == []
    if state == "blocked":
        Block.objects.create(membership=laden)
    elif state == "gone":
        laden.posts.unscoped("test").update(ended_at=scenery.cast.requests["closed"].opened_at)
    else:
        role = scenery.cast.roles["vendor", "handler"]
        role.rights = []
        role.save()
    found = wrong()
    assert any("support_handled" in line for line in found)
    assert any("support_desks" in line for line in found)


def test_a_message_to_a_request_of_somebody_unreachable_reaches_the_desk(scenery, laden):
    """A row of before: blocked without handing over."""
    Block.objects.create(membership=laden)
    chief = scenery.cast.members["responsable"]
    before = Notification.objects.unscoped("test").filter(membership_id=chief.pk).count()
    scenery.cast.request("in_progress").answer("Toujours en panne", by=scenery.cast.viewer("agent"))
    assert Notification.objects.unscoped("test").filter(membership_id=chief.pk).count() > before


def test_a_kind_that_nobody_hands_over_is_noticed(scenery, laden, monkeypatch):
    """The negative control: without the registry, what is held stays where it was, and verify says so."""
    makers = list(holdings._makers)
    monkeypatch.setattr(holdings, "_makers", [])
    departures.end(laden, by=scenery.cast.viewer("responsable"))
    monkeypatch.setattr(holdings, "_makers", makers)
    assert any("support_handled" in line for line in wrong())


def link_to(email: str) -> str:
    import re

    from entregent.jobs.models import Mail

    text = Mail.objects.filter(to_address=email, kind="people.invitation.sent").latest("pk").text
    return re.search(r"/invitation/([^/\s]+)", text)[1]
