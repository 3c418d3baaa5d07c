"""Exactly which rows each person sees, model by model."""

import pytest

from entregent.door import departures
from entregent.dossiers.models import Assignment, Dossier, Seat
from entregent.files.models import File, Upload
from entregent.library.models import Category, Release, Resource
from entregent.links import linking
from entregent.links.kinds import RELATED
from entregent.links.models import Link
from entregent.notify.models import News, Notification
from entregent.people import drafts, roles
from entregent.people.models import (
    Addressee,
    Block,
    Departure,
    Draft,
    FactorReview,
    House,
    Invitation,
    LockWarning,
    Membership,
    Page,
    Party,
    Preferences,
    Retirement,
    Role,
)
from entregent.people.viewer import Viewer
from entregent.questions.models import Form, FormVersion
from entregent.questions.question import TEXT, Question
from entregent.spaces.support.models import (
    Cancellation,
    Closure,
    Contract,
    DeskMember,
    Evaluation,
    Intervention,
    Product,
    Rating,
    Service,
)
from entregent.threads import presence
from entregent.threads.models import Message, Presence, ReadMark
from entregent.threads.reading import mark_read
from tests.access import PEOPLE
from tests.cast import file

HOSPITAL = {"agent", "collegue", "administrateur", "referent"}
DESK = {"technicien", "responsable"}
ALL_REQUESTS = {"to_handle", "in_progress", "to_confirm", "closed", "cancelled", "orphan", "school"}


def seen(scenery, person, model, name):
    return set(model.objects.visible_to(scenery.cast.viewer(person)).values_list(name, flat=True))


@pytest.mark.parametrize("person", PEOPLE)
def test_requests(scenery, person):
    expected = ALL_REQUESTS if person in DESK else ALL_REQUESTS - {"school"} if person in HOSPITAL else set()
    expected = {"school"} if person == "autre" else expected
    assert seen(scenery, person, Intervention, "subject") == {f"Sujet {name}" for name in expected}


@pytest.mark.parametrize("person", PEOPLE)
def test_people(scenery, person):
    """A customer sees their own establishment and the staff who may answer; the platform, staff only."""
    staff = {"technicien", "responsable"}
    expected = {
        "public": set(), "autre": staff | {"autre"}, "etranger": {"etranger"}, "admin": staff | {"etranger", "admin"},
        **dict.fromkeys(DESK, staff | HOSPITAL | {"autre"}), **dict.fromkeys(HOSPITAL, staff | HOSPITAL),
    }  # fmt: skip
    assert seen(scenery, person, Membership, "user__email") == {f"{name}@demo.example" for name in expected[person]}


@pytest.mark.parametrize("person", PEOPLE)
def test_customers_and_their_files(scenery, person):
    both = {scenery.cast.parties[name].pk for name in ("hospital", "school")}
    own = {scenery.cast.parties["school" if person == "autre" else "hospital"].pk}
    expected = both if person in DESK else own if person in HOSPITAL | {"autre"} else set()
    assert seen(scenery, person, Party, "pk") == expected
    assert seen(scenery, person, Dossier, "party") == expected
    assert seen(scenery, person, Contract, "dossier__party") == expected
    assert seen(scenery, person, Seat, "dossier__party") == expected


@pytest.mark.parametrize("person", PEOPLE)
def test_what_hangs_on_requests_is_seen_with_them(scenery, person):
    numbers = seen(scenery, person, Intervention, "pk")
    assert seen(scenery, person, Message, "thread__intervention") == numbers
    for model, path in (
        (Closure, "intervention"),
        (Evaluation, "closure__intervention"),
        (Cancellation, "intervention"),
        (Rating, "evaluation__closure__intervention"),
    ):
        every = set(model.objects.unscoped("test").values_list(path, flat=True))
        assert seen(scenery, person, model, path) == every & numbers


@pytest.mark.parametrize("person", PEOPLE)
def test_links_are_seen_with_their_dossier(scenery, person):
    pairs, by = (("to_handle", "closed"), ("school", "other")), scenery.cast.viewer("technicien")
    scenery.cast.requests["other"] = file(scenery.cast, "school", "autre", "Sujet other")
    for of, to in pairs:
        linking.link(scenery.cast.request(of), scenery.cast.request(to), RELATED, by=by)
    expected = {"hospital", "school"} if person in DESK else {"hospital"} if person in HOSPITAL else set()
    expected = {"school"} if person == "autre" else expected
    dossiers = {scenery.cast.dossiers[name].pk for name in expected}
    assert seen(scenery, person, Link, "dossier") == dossiers


@pytest.mark.parametrize("person", PEOPLE)
def test_houses_and_what_they_offer(scenery, person):
    own = {"public": set(), "etranger": {"rival"}, "admin": {"plateforme", "vendor", "rival"}}.get(person, {"vendor"})
    assert seen(scenery, person, House, "slug") == own
    assert seen(scenery, person, Role, "house__slug") == own
    offered = own - {"plateforme", "rival", "vendor"} if person == "admin" else own
    assert seen(scenery, person, Service, "house__slug") == offered
    assert seen(scenery, person, Product, "house__slug") == offered - {"rival"}
    assert seen(scenery, person, Form, "house__slug") == offered


@pytest.mark.parametrize("person", PEOPLE)
def test_who_is_at_a_desk_is_the_staff_s_own_business(scenery, person):
    for name, service in (("technicien", "vendor"), ("etranger", "rival")):
        of = Service.objects.unscoped("test").filter(house=scenery.cast.houses[service]).first()
        DeskMember.objects.create(service=of, member=scenery.cast.members[name])
    expected = {"technicien"} if person in DESK else {person} & {"etranger"}
    assert seen(scenery, person, DeskMember, "member__user__email") == {f"{name}@demo.example" for name in expected}


@pytest.mark.parametrize("person", PEOPLE)
def test_what_forms_will_ask_is_known_to_their_house_alone(scenery, person):
    form = Form.objects.unscoped("test").get(house=scenery.cast.houses["vendor"], use="")
    form.ask(Question("plus", TEXT, "En plus"), by=scenery.cast.viewer("responsable"))
    versions = {1, None} if person in DESK else {1} if person in HOSPITAL | {"autre", "etranger"} else set()
    assert seen(scenery, person, FormVersion, "number") == versions


@pytest.mark.parametrize("person", PEOPLE)
def test_news_and_pages(scenery, person):
    hidden = News.objects.create(house=scenery.cast.houses["vendor"], title="Interne", for_customers=False)
    Page.objects.create(house=scenery.cast.houses["vendor"], slug="mentions-legales", language="fr", body="x")
    shown = {scenery.news.pk, hidden.pk} if person in DESK else {scenery.news.pk}
    inside = person not in ("public", "etranger", "admin")
    assert seen(scenery, person, News, "pk") == (shown if inside else set())
    assert seen(scenery, person, Page, "house__slug") == ({"vendor"} if inside else set())


@pytest.mark.parametrize("person", PEOPLE)
def test_invitations_and_blocks(scenery, person):
    scenery.cast.members["collegue"].close_door(by=scenery.cast.viewer("administrateur"))
    assert bool(seen(scenery, person, Invitation, "pk")) == (person in {*DESK, "admin"})
    assert bool(seen(scenery, person, Block, "pk")) == (person in DESK | HOSPITAL)


@pytest.mark.parametrize("person", PEOPLE)
def test_ends_of_access_and_warnings_are_seen_with_the_people(scenery, person):
    """Of an establishment, by itself and by the desk; of staff, by the platform too."""
    cast = scenery.cast
    for name in ("collegue", "technicien"):
        LockWarning.objects.create(membership=cast.members[name])
    seen_warned = seen(scenery, person, LockWarning, "membership__user__email")
    departures.end(cast.members["collegue"], by=cast.viewer("administrateur"))
    departures.end(cast.members["technicien"], by=cast.viewer("responsable"))
    staff, own = "technicien@demo.example", "collegue@demo.example"
    known = {staff, own} if person in DESK else {own} if person in HOSPITAL else set()
    known = {staff} if person == "admin" else known
    assert seen_warned == (set() if person == "admin" else known)
    gone = person in ("collegue", "technicien")
    assert seen(scenery, person, Departure, "membership__user__email") == (set() if gone else known)


@pytest.mark.parametrize("person", PEOPLE)
def test_retired_roles_are_the_house_s_own_business(scenery, person):
    cast = scenery.cast
    role = Role(house=cast.houses["vendor"], space="support", side="provider", name="Suppléant")
    roles.retire(roles.create(role, None, by=cast.viewer("responsable")), None, by=cast.viewer("responsable"))
    assert seen(scenery, person, Retirement, "role__name") == ({"Suppléant"} if person in {*DESK, "admin"} else set())


def test_second_steps_to_look_at_are_ones_own(scenery):
    FactorReview.objects.create(user=scenery.cast.members["agent"].user)
    assert {person for person in PEOPLE if seen(scenery, person, FactorReview, "pk")} == {"agent"}


@pytest.mark.parametrize("person", PEOPLE)
def test_resources_are_seen_by_those_who_hold_a_contract_and_the_desk(scenery, person):
    """The resource is for one product of the hospital; one of its two versions is published."""
    both, published = {one.pk for one in scenery.releases.values()}, {scenery.releases["published"].pk}
    expected = both if person in DESK else published if person in HOSPITAL else set()
    inside = person not in ("public", "etranger", "admin")
    assert seen(scenery, person, Release, "pk") == expected
    assert seen(scenery, person, Resource, "pk") == ({scenery.resource.pk} if expected else set())
    assert seen(scenery, person, Addressee, "record_pk") == ({scenery.resource.pk} if person in DESK else set())
    assert seen(scenery, person, Category, "house__slug") == (
        {"vendor"} if inside else {"rival"} if person == "etranger" else set()
    )


def test_preferences_are_ones_own(scenery):
    user = scenery.cast.members["agent"].user
    Preferences.objects.create(user=user)
    assert {person for person in PEOPLE if seen(scenery, person, Preferences, "pk")} == {"agent"}


@pytest.mark.parametrize("person", PEOPLE)
def test_a_bell_is_one_s_own(scenery, person):
    """What everybody lived through rings for each of them alone."""
    own = {scenery.cast.members[person].pk} if person in {"agent", "administrateur", "autre", *DESK} else set()
    ringing = {row.membership_id for row in Notification.objects.unscoped("test")}
    assert seen(scenery, person, Notification, "membership_id") == own & ringing
    assert not own or own <= ringing or person == "autre"


@pytest.mark.parametrize("person", PEOPLE)
def test_notes_of_the_desk_and_who_follows_a_conversation(scenery, person):
    cast, request = scenery.cast, scenery.cast.requests["in_progress"]
    note = cast.request("in_progress").note("Entre nous", by=cast.viewer("technicien"))
    said = Message.objects.unscoped("test").filter(thread=request.thread_id, is_internal=False).latest("pk")
    for reader in ("technicien", "agent", "collegue"):
        mark_read(request.thread, said.pk, cast.viewer(reader), read=0)
        presence.beat(request.thread, cast.viewer(reader))
    mine = {cast.members[person].name} if person != "public" else set()
    staff, readers = person in DESK, {cast.members[name].name for name in ("technicien", "agent", "collegue")}
    assert (note.pk in seen(scenery, person, Message, "pk")) == staff
    assert seen(scenery, person, ReadMark, "membership__name") == (readers if staff else readers & mine)
    assert seen(scenery, person, Presence, "membership__name") == (
        {cast.members["technicien"].name} if staff else set()
    )


def test_drafts_are_ones_own(scenery):
    drafts.save(scenery.cast.viewer("agent"), "essai:1", {"text": "à moi"})
    assert {person for person in PEOPLE if seen(scenery, person, Draft, "pk")} == {"agent"}


def test_what_one_sends_is_ones_own(scenery):
    """Attached, it is reached through its owner alone: tests/files."""
    for model in (Upload, File):
        assert {person for person in PEOPLE if seen(scenery, person, model, "pk")} == {"agent"}


def test_one_who_does_not_oversee_sees_the_dossiers_assigned_to_them(scenery):
    """The collaborator of a firm: nothing, then one file, then nothing again."""
    member = scenery.cast.members["technicien"]
    role = member.role_in("support")
    role.oversees = False
    role.save()
    viewer = Viewer.wearing(member)
    assert Intervention.objects.visible_to(viewer).count() == 0
    seat = Seat.objects.unscoped("test").get(dossier=scenery.cast.dossiers["school"], side="provider")
    assignment = Assignment.objects.create(seat=seat, membership=member)
    assert [row.subject for row in Intervention.objects.visible_to(viewer)] == ["Sujet school"]
    assert [row.pk for row in Dossier.objects.visible_to(viewer)] == [scenery.cast.dossiers["school"].pk]
    assignment.delete()
    assert Intervention.objects.visible_to(viewer).count() == 0


def test_past_and_future_news_are_hidden_from_customers(scenery):
    from datetime import timedelta

    from entregent.core.clock import now

    house = scenery.cast.houses["vendor"]
    News.objects.create(house=house, title="Demain", starts_at=now() + timedelta(days=1))
    News.objects.create(
        house=house, title="Hier", starts_at=now() - timedelta(days=2), ends_at=now() - timedelta(days=1)
    )
    assert seen(scenery, "agent", News, "title") == {"Nouvelle version"}
    assert seen(scenery, "technicien", News, "title") == {"Nouvelle version", "Demain", "Hier"}
