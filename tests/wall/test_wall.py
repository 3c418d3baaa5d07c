"""In a house with two spaces nobody of the one meets anything of the other: rows, hits, lines, mails, events."""

import re

import pytest
from django.apps import apps
from django.db.models import Q
from django.urls import reverse

from entregent.audit.search import events_seen_by, history_of
from entregent.core.scoping import Scoped
from entregent.dossiers.models import Dossier, Seat
from entregent.jobs.listing import mails_seen_by
from entregent.notify.bell import last_lines
from entregent.people import accounts
from entregent.people.models import House, Membership, Party, Post, Role
from entregent.people.viewer import Viewer
from entregent.records.finding import search_everything
from entregent.spaces.support.models import Intervention
from entregent.threads.models import Message
from tests.access import PEOPLE
from tests.cast import file
from tests.test_canaries import crawl
from tests.wall.beside import KEY, WORD, assign

SUPPORT = [person for person in PEOPLE if person not in ("public", "etranger", "admin")]
BESIDE = ["counsellor", "chief", "assistant", "client", "partner", "junior"]
# Rows of the house itself, which those who look after its people see whatever their space.
GOVERNED = {"Role", "Post", "Membership"}

UNREAD = ("Sequence", "FolderPlace")  # nobody reads them: numbering, and what a rule of sight asks


def models():
    mine = (model for model in apps.get_models() if issubclass(model, Scoped) and model.__name__ not in UNREAD)
    return [model for model in mine if model.__module__.startswith("entregent")]


def before_and_beside(cast_rows, model):
    every = set(model.objects.unscoped("test").values_list("pk", flat=True))
    return every - cast_rows.get(model, set())


@pytest.fixture
def planted(scenery, monkeypatch):
    """Keys of what the second space added, by model."""
    from tests.wall import beside as second

    before = {model: set(model.objects.unscoped("test").values_list("pk", flat=True)) for model in models()}
    second.register(monkeypatch)
    built = second.build(scenery.cast)
    return built, {model: before_and_beside(before, model) for model in models()}


def is_of_the_house(model, pk):
    if model is Role:
        return True
    path = {"Membership": "party", "Post": "membership__party"}[model.__name__]
    return model.objects.unscoped("test").filter(pk=pk, **{path: None}).exists()


def met(viewer, planted):
    """What a viewer sees of the rows of the other space, but for what is the house's own."""
    found = []
    for model, keys in planted.items():
        seen = keys & set(model.objects.visible_to(viewer).values_list("pk", flat=True))
        if model.__name__ in GOVERNED and viewer.governs:
            seen = {pk for pk in seen if not is_of_the_house(model, pk)}
        found += [f"{model.__name__} {pk}" for pk in seen]
    return found


@pytest.mark.parametrize("person", SUPPORT)
def test_a_shell_shows_no_row_of_the_other_space(planted, person):
    beside, added = planted
    assert len([model for model, keys in added.items() if keys]) > 12
    assert met(beside.cast.viewer(person), added) == []


@pytest.mark.parametrize("person", BESIDE)
def test_nor_the_other_way_round(planted, person):
    beside, _added = planted
    viewer = beside.viewer(person)
    for model in models():
        seen = model.objects.visible_to(viewer)
        assert model.own_space() != "support" or not seen.exists(), model
    assert not Dossier.objects.visible_to(viewer).filter(space="support").exists()
    assert not Message.objects.visible_to(viewer).filter(dossier__space="support").exists()
    parties = {party.pk for party in beside.cast.parties.values()}
    assert not Party.objects.visible_to(viewer).filter(pk__in=parties).exists()
    assert not Membership.objects.visible_to(viewer).filter(party__in=parties).exists()


def test_the_wall_is_what_keeps_them_apart(planted, monkeypatch):
    """Planted: sight forgets the space of a dossier, as it did."""
    beside, added = planted

    def forgetful(cls, viewer):
        return cls.objects.unscoped("planted").filter(pk__in=Seat.of(viewer).values("dossier")).values("pk")

    monkeypatch.setattr(Dossier, "seen_by", classmethod(forgetful))
    found = " ".join(met(beside.cast.viewer("technicien"), added))
    assert all(name in found for name in ("Dossier", "Message", "Party", "Thread"))


@pytest.mark.parametrize("name", ["Form", "Category", "Resource", "Application", "Invitation", "Membership"])
def test_each_part_of_the_wall_holds_something(planted, monkeypatch, name):
    """Planted: the part that holds this model is taken away."""
    beside, added = planted
    model = next(model for model in models() if model.__name__ == name)
    monkeypatch.setattr(model, "sight", classmethod(lambda cls, viewer: Q(house=viewer.house_id)))
    assert any(row.startswith(name) for row in met(beside.cast.viewer("technicien"), added))


@pytest.mark.parametrize("person", ["technicien", "responsable", "agent", "administrateur"])
def test_no_page_says_a_word_of_it(planted, scenery, person):
    pages = crawl(scenery.client(person))
    assert len(pages) > 8
    house = {"/administration/roles/", "/administration/personnes/"}  # those who look after the house's own people
    found = [url for url, page in pages.items() if WORD in page and not set(url.split("?")[:1]) & house]
    assert not [url for url in found if not re.match(r"/administration/personnes/\d*/?(invitation/)?$", url)], found


def test_the_pages_of_people_show_no_customer_of_the_other_space(planted, scenery):
    beside, _added = planted
    page = scenery.client("responsable").get("/administration/personnes/?vue=clients").content.decode()
    assert WORD not in page
    assert beside.members["client"].user.email not in page
    one = reverse("administration:member", args=[beside.members["client"].pk])
    assert scenery.client("responsable").get(one).status_code == 404


@pytest.mark.parametrize("person", ["technicien", "responsable"])
def test_the_search_finds_nothing_of_it(planted, scenery, person):
    found = search_everything(scenery.cast.viewer(person), WORD)
    assert [group.key for group in found if group.key not in ("pages", "actions")] == []


def test_the_trail_tells_no_event_of_it(planted, scenery):
    beside, _added = planted
    own = [event.space for event in events_seen_by(scenery.cast.viewer("responsable"))]
    assert KEY not in own
    assert "support" in own
    theirs = [event.space for event in events_seen_by(beside.viewer("chief"))]
    assert "support" not in theirs
    assert KEY in theirs
    page = scenery.client("responsable").get("/administration/journal/").content.decode()
    assert WORD not in page


def test_no_bell_and_no_mail_tells_of_it(planted, scenery):
    beside, _added = planted
    people = {member.user.email for member in beside.cast.members.values()}
    before = {mail.id for mail in mails_seen_by(scenery.cast.viewer("admin"))}
    beside.threads["client"].say(f"{WORD} encore", by=beside.viewer("client"))
    file(scenery.cast, "payroll", "agent", "Une demande")
    told = [mail for mail in mails_seen_by(scenery.cast.viewer("admin")) if mail.id not in before]
    assert {mail.to_address for mail in told} <= people  # and none of the other space hears of support's
    for name in BESIDE:
        assert last_lines(beside.viewer(name)) == []


def test_the_doors_of_support_do_not_open_to_the_other_space(planted, client):
    beside, _added = planted
    for name in BESIDE:
        client.force_login(accounts.by_email(f"{name}.{KEY}@demo.example"))
        number = beside.cast.requests["in_progress"].number
        absent = client.get("/support/demandes/999999/")
        for path in ("/support/", f"/support/demandes/{number}/", "/support/demandes/nouvelle/"):
            page = client.get(path)
            assert page.status_code == 404
            assert WORD not in page.content.decode() or name in page.content.decode()
        assert absent.status_code == 404


class TestAcquaintance:
    """Who may open a dossier finds a customer of another space by an exact number alone."""

    def add(self, scenery, **typed):
        from entregent.people.submissions import new_key

        viewer = scenery.cast.viewer("responsable")
        sent = {"submission": new_key(viewer), "name": "Un établissement", **typed}
        return scenery.client("responsable").post("/support/etablissements/nouveau/", sent)

    def test_by_its_exact_reference_one_learns_that_the_house_knows_it(self, planted, scenery):
        page = self.add(scenery, reference="V-client")
        assert page.status_code == 422
        assert 'name="known"' in page.content.decode()
        assert WORD not in page.content.decode()

    def test_a_dossier_is_opened_once_that_is_ticked(self, planted, scenery):
        beside, _added = planted
        page = self.add(scenery, reference="V-client", known="on")
        assert page.status_code == 302
        party = beside.parties["client"]
        assert page["Location"].endswith(f"/{party.pk}/")
        assert Party.objects.visible_to(scenery.cast.viewer("technicien")).filter(pk=party.pk).exists()
        verbs = [event.verb for event in history_of("people.party", party.pk)]
        assert "people.party.created" not in verbs
        # Its people and its conversations of the other space stay there.
        assert not Membership.objects.visible_to(scenery.cast.viewer("technicien")).filter(party=party).exists()

    @pytest.mark.parametrize("near", ["V-clien", "V-client2", "v client"])
    def test_what_is_near_finds_nothing(self, planted, scenery, near):
        assert self.add(scenery, reference=near).status_code == 302

    def test_by_siret_too_typed_in_groups(self, planted, scenery):
        beside, _added = planted
        Party.objects.unscoped("test").filter(pk=beside.parties["second"].pk).update(siret="55208131766522")
        page = self.add(scenery, siret="552 081 317 66522")
        assert 'name="known"' in page.content.decode()
        assert WORD not in page.content.decode()

    def test_one_of_another_house_is_not_found(self, planted, scenery):
        Party.objects.create(house=scenery.cast.houses["rival"], name="Ailleurs", reference="R-1")
        assert self.add(scenery, reference="R-1").status_code == 302


class TestAdviser:
    """A party seated beside the customer: one who oversees its seats, one who is assigned to some."""

    def texts(self, viewer):
        return {message.text for message in Message.objects.visible_to(viewer)}

    def test_it_sees_the_dossiers_where_it_sits_and_never_a_note(self, beside):
        viewer = beside.viewer("partner")
        assert set(Dossier.objects.visible_to(viewer)) == {beside.dossiers["client"]}
        said = {f"{WORD} du conseiller", f"{WORD} du client", f"{WORD} du cabinet"}
        assert self.texts(viewer) == said

    def test_it_reads_the_name_of_the_customer_and_who_wrote(self, beside):
        viewer = beside.viewer("partner")
        names = {party.name for party in Party.objects.visible_to(viewer)}
        assert names == {f"{WORD} client", f"{WORD} cabinet"}
        authors = set(Message.objects.visible_to(viewer).values_list("author", flat=True))
        assert authors <= set(Membership.objects.visible_to(viewer).values_list("pk", flat=True))

    def test_one_who_is_assigned_sees_what_they_are_assigned_to(self, beside):
        viewer = beside.viewer("junior")
        assert self.texts(viewer) == set()
        assignment = assign(beside, "junior", "client")
        assert self.texts(beside.viewer("junior")) == self.texts(beside.viewer("partner"))
        assignment.delete()
        assert self.texts(beside.viewer("junior")) == set()

    def test_the_other_sides_see_who_of_it_wrote(self, beside):
        for name in ("counsellor", "chief", "client"):
            viewer = beside.viewer(name)
            assert Membership.objects.visible_to(viewer).filter(pk=beside.members["partner"].pk).exists()
            assert Party.objects.visible_to(viewer).filter(pk=beside.parties["cabinet"].pk).exists()

    def test_a_customer_without_it_never_meets_it(self, beside):
        agent = beside.cast.viewer("agent")
        assert not Party.objects.visible_to(agent).filter(pk=beside.parties["cabinet"].pk).exists()

    def test_a_seat_is_held_on_its_own_side(self, beside):
        """Planted: the customer's seat bears the key of the cabinet; a side is compared too."""
        seat = Seat.objects.unscoped("test").get(dossier=beside.dossiers["second"], side="customer")
        Seat.objects.unscoped("test").filter(pk=seat.pk).update(party=beside.parties["cabinet"])
        assert set(Dossier.objects.visible_to(beside.viewer("partner"))) == {beside.dossiers["client"]}

    def test_a_note_would_be_noticed(self, beside, monkeypatch):
        monkeypatch.setattr(Message, "private_field", "")
        assert f"{WORD} note" in self.texts(beside.viewer("partner"))


class TestMissingKeys:
    """A key that is missing matches nothing: neither a null column nor everything."""

    @pytest.mark.parametrize("side", ["customer", "adviser", "provider", "platform", ""])
    def test_a_viewer_without_their_key_sees_no_dossier(self, scenery, side):
        worn = scenery.cast.viewer("technicien").posts
        house = scenery.cast.houses["vendor"].pk
        blank = Viewer(
            user_id=1, membership_id=None, house_id=house if side != "provider" else None, side=side, posts=worn
        )
        for model in (Dossier, Seat, Message, Intervention):
            assert not model.objects.visible_to(blank).exists(), model
        if side in ("customer", "adviser"):
            assert not Membership.objects.visible_to(blank).exclude(party=None).exists()

    def test_a_seat_of_a_house_is_no_seat_of_a_customer_without_a_party(self, scenery, monkeypatch):
        """As it was: « party IS NULL » held every seat of the house."""
        house, worn = scenery.cast.houses["vendor"], scenery.cast.viewer("agent").posts
        blank = Viewer(house_id=house.pk, side="provider", party_id=None, posts=worn)
        assert Dossier.objects.visible_to(blank).exists()
        assert not Dossier.objects.visible_to(Viewer(house_id=house.pk, side="customer", posts=worn)).exists()


def test_roles_of_the_other_space_are_known_to_those_who_look_after_people(planted, scenery):
    beside, _added = planted
    keys = {role.pk for role in beside.roles.values()}
    for person, sees in (("technicien", False), ("responsable", True), ("agent", False)):
        viewer = scenery.cast.viewer(person)
        assert Role.objects.visible_to(viewer).filter(pk__in=keys).exists() == sees
        assert Post.objects.visible_to(viewer).filter(space=KEY).exists() == sees


def test_the_house_is_one(planted, scenery):
    assert House.objects.visible_to(scenery.cast.viewer("agent")).count() == 1
