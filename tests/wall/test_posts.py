"""One membership, a post in each of several spaces: what belongs to all of them, and what to one."""

import pytest
from django.urls import reverse

from entregent.notify.kinds import kinds_for
from entregent.people import memberships
from entregent.people.models import Membership, Post
from entregent.people.models.membership import every_post
from entregent.records.creation import creations_of
from entregent.records.finding import search_everything
from entregent.site.menu import entries_of
from entregent.spaces.support.models import Intervention
from entregent.threads.models import Message
from tests.wall.beside import KEY, WORD


@pytest.fixture
def both(beside, scenery):
    """The technician of support, who also counsels in the other space."""
    member = scenery.cast.members["technicien"]
    Post.give(Membership.objects.unscoped("test").get(pk=member.pk), beside.roles["counsellor"])
    return beside


def technician(beside):
    return memberships.viewer_as(beside.cast.members["technicien"].pk)


def test_they_see_the_rows_of_both(both):
    viewer = technician(both)
    assert viewer.spaces == ("support", KEY)
    assert Intervention.objects.visible_to(viewer).exists()
    assert Message.objects.visible_to(viewer).filter(text__contains=WORD).exists()


def test_inside_a_space_they_wear_their_post_there_alone(both):
    viewer = technician(both).in_space("support")
    assert viewer.space == "support"
    assert (viewer.can("support.handle"), viewer.can("beside.work")) == (True, False)
    assert Intervention.objects.visible_to(viewer).exists()
    assert not Message.objects.visible_to(viewer).filter(text__contains=WORD).exists()


def test_in_a_space_where_they_have_no_post_they_are_nobody(both):
    viewer = technician(both).in_space("elsewhere")
    assert viewer.spaces == ()
    assert not Message.objects.visible_to(viewer).exists()


def test_rights_over_the_house_are_of_no_space(both):
    chief = both.viewer("chief").in_space("support")
    assert chief.can("people.manage")
    assert not chief.can("beside.work")
    client = both.viewer("client").in_space("support")  # a customer's rights are those of one space
    assert not client.can("people.manage")


def test_oversight_is_said_for_each_space(both):
    """All of support, and of the other space what they are assigned to."""
    role = both.roles["assistant"]
    every_post().filter(membership=both.cast.members["technicien"].pk, space=KEY).update(role=role)
    viewer = technician(both)
    assert viewer.overseen == ("support",)
    assert Intervention.objects.visible_to(viewer).count() == 7
    assert not Message.objects.visible_to(viewer).filter(text__contains=WORD).exists()


def test_the_menu_names_both_spaces(both):
    entries = list(entries_of(technician(both)))
    titles = [str(entry.label) for entry in entries if entry.is_title]
    assert titles == ["Support", "Voisin"]
    assert [str(entry.label) for entry in entries if entry.url == "/voisin/provider/"] == ["Registre"]
    one = list(entries_of(both.cast.viewer("technicien")))
    assert not any(entry.is_title for entry in one)


def test_the_home_shows_what_stands_in_each(both, scenery):
    page = scenery.client("technicien").get("/")
    assert page.status_code == 200
    words = page.content.decode()
    assert reverse("support:requests") in words
    assert "/voisin/provider/" in words
    assert scenery.client("responsable").get("/").status_code == 302  # of one space: to its own home


def test_search_creation_and_mails_go_over_all_posts(both):
    viewer = technician(both)
    number = both.cast.requests["in_progress"].number
    assert next(group.key for group in search_everything(viewer, f"n°{number}")) == "demandes"
    assert [group.key for group in search_everything(viewer, "Registre")] == ["pages"]
    assert "support-new" in [kind.key for kind in kinds_for(viewer)]
    manager = both.cast.members["responsable"]
    Post.give(Membership.objects.unscoped("test").get(pk=manager.pk), both.roles["counsellor"])
    assert [one.name for one in creations_of(memberships.viewer_as(manager.pk))]


def test_favourites_and_pages_of_records_open_from_anywhere(both, scenery):
    client, party = scenery.client("technicien"), both.cast.parties["hospital"].pk
    assert client.get(f"/fiches/etablissements/{party}/champs/city/").status_code == 302  # without a script: its page
    other = both.parties["client"].pk  # theirs to see in the other space; no establishment of support
    assert client.get(f"/fiches/etablissements/{other}/champs/city/").status_code == 404
    assert client.get(f"/support/etablissements/{other}/").status_code == 404


def test_each_space_ends_with_its_help(both):
    entries = [str(entry.url) for entry in entries_of(technician(both))]
    help_page = reverse("support:help")
    assert entries.count(help_page) == 1


def test_a_profile_calls_its_customer_as_the_space_does(both, scenery, client):
    page = scenery.client("agent").get("/profil/").content.decode()
    assert "<dt>Établissement</dt>" in page
    client.force_login(both.members["client"].user)
    page = client.get("/profil/").content.decode()
    assert "<dt>Client</dt>" in page
    assert "<dt>Établissement</dt>" not in page


def test_the_switcher_is_between_organisations_only(both, scenery):
    page = scenery.client("technicien").get("/").content.decode()
    assert reverse("membership-switch") not in page


def test_a_post_that_ended_opens_nothing_and_still_tells_who_wrote(both):
    member = both.cast.members["technicien"]
    both.threads["client"].say("Bonjour", by=technician(both))
    every_post().filter(membership=member.pk, space=KEY).update(ended_at="2026-01-01T00:00:00Z")
    viewer = technician(both)
    assert viewer.spaces == ("support",)
    assert not Message.objects.visible_to(viewer).filter(text="Bonjour").exists()
    assert Membership.objects.visible_to(both.viewer("counsellor")).filter(pk=member.pk).exists()


def test_a_membership_without_a_post_is_no_door(both):
    member = both.cast.members["referent"]
    every_post().filter(membership=member.pk).update(ended_at="2026-01-01T00:00:00Z")
    assert memberships.own_memberships(member.user_id) == []


@pytest.mark.parametrize("side", ["provider", "platform"])
def test_the_database_holds_the_side_to_the_party(both, side):
    from django.db import IntegrityError, transaction

    rows = Membership.objects.unscoped("test")
    for person, wrong in (("agent", side), ("technicien", "customer"), ("responsable", "adviser")):
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.filter(pk=both.cast.members[person].pk).update(side=wrong)


def test_no_post_of_another_side_or_house(both):
    agent = Membership.objects.unscoped("test").get(pk=both.cast.members["agent"].pk)
    for role in (both.roles["counsellor"], both.cast.roles["rival", "agent"]):
        with pytest.raises(ValueError, match="no role"):
            Post.give(agent, role)


def test_one_post_a_space(both):
    from django.db import IntegrityError, transaction

    member = Membership.objects.unscoped("test").get(pk=both.cast.members["technicien"].pk)
    with pytest.raises(IntegrityError), transaction.atomic():
        Post.give(member, both.roles["chief"])


class TestInvitation:
    """It gives one post, or one in each of several spaces."""

    def invite(self, both, roles):
        from entregent.door import invitations

        both.cast.roles["vendor", "handler"].house.refresh_from_db()
        viewer = memberships.viewer_as(both.cast.members["responsable"].pk)
        return invitations.invite(by=viewer, email="deux@demo.example", last_name="Deux", roles=roles)

    def roles(self, both, *keys):
        from entregent.people.models import Role

        rows = Role.objects.unscoped("test").select_related("house")
        return [rows.get(pk=one.pk) for one in (both.cast.roles["vendor", "handler"], both.roles["counsellor"])]

    def test_both_posts_wait_and_are_given(self, both):
        invitation = self.invite(both, self.roles(both))
        assert [role.space for role in invitation.roles] == ["support", KEY]

    def test_two_posts_in_one_space_are_refused(self, both):
        from django.core.exceptions import PermissionDenied

        from entregent.people.models import Role

        two = list(Role.objects.unscoped("test").select_related("house").filter(space=KEY, side="provider"))
        with pytest.raises(PermissionDenied):
            self.invite(both, two)

    def test_a_post_of_a_space_that_the_house_does_not_use(self, both):
        from django.core.exceptions import PermissionDenied

        house = both.cast.houses["vendor"]
        house.spaces = ["support"]
        house.save()
        with pytest.raises(PermissionDenied):
            self.invite(both, self.roles(both)[1:])

    def test_on_screen_each_space_has_its_list(self, both, scenery):
        from entregent.people.models import InvitedPost
        from entregent.people.submissions import new_key

        client, viewer = scenery.client("responsable"), scenery.cast.viewer("responsable")
        page = client.get("/administration/personnes/invitation/").content.decode()
        assert 'name="role_support"' in page
        assert f'name="role_{KEY}"' in page
        sent = {"submission": new_key(viewer), "email": "deux@demo.example", "last_name": "Deux"}
        assert client.post("/administration/personnes/invitation/", sent).status_code == 422
        roles = {"role_support": scenery.cast.roles["vendor", "handler"].pk, f"role_{KEY}": both.roles["counsellor"].pk}
        sent["submission"] = new_key(viewer)
        assert client.post("/administration/personnes/invitation/", sent | roles).status_code == 302
        kept = InvitedPost.objects.unscoped("test").filter(invitation__email="deux@demo.example")
        assert {post.role.space for post in kept.select_related("role")} == {"support", KEY}
