"""Requests linked with one another: by whom, with which, told on both sides, seen by whom."""

import pytest
from django.db import IntegrityError, transaction

from entregent.audit.search import history_of
from entregent.links import linking, links_panel
from entregent.links.kinds import DUPLICATE, FOLLOWS, RELATED
from entregent.links.models import Link
from entregent.people.errors import Refused
from entregent.people.submissions import new_key
from entregent.spaces.support.models import Intervention
from entregent.spaces.support.records import RequestPage
from tests.cast import file


@pytest.fixture
def post(scenery):
    def send(person, url, **fields):
        return scenery.client(person).post(url, {"submission": new_key(scenery.cast.viewer(person)), **fields})

    return send


def of(scenery, name):
    return f"/fiches/demandes/{scenery.cast.requests[name].pk}/liens/nouveau/"


def linked(scenery, person, name):
    """The words and the subjects that this person reads on the page of a request."""
    page = RequestPage(scenery.cast.viewer(person), scenery.cast.request(name))
    return [(str(one.words), one.page.title.removeprefix("Sujet ")) for one in links_panel.seen_links(page)]


def verbs(scenery, name):
    return [
        event.verb.rpartition(".")[2] for event in history_of("support.intervention", scenery.cast.requests[name].pk)
    ]


def make(scenery, record="to_handle", other="in_progress", kind=DUPLICATE):
    by = scenery.cast.viewer("technicien")
    return linking.link(scenery.cast.request(record), scenery.cast.request(other), kind, by=by)


def test_by_its_number_and_told_on_both_sides(scenery, post):
    number = scenery.cast.requests["in_progress"].number
    assert post("technicien", of(scenery, "to_handle"), kind=DUPLICATE, q=f"n° {number}").status_code == 302
    assert linked(scenery, "technicien", "to_handle") == [("Doublon de", "in_progress")]
    assert linked(scenery, "agent", "in_progress") == [("A pour doublon", "to_handle")]
    assert verbs(scenery, "to_handle")[-1] == verbs(scenery, "in_progress")[-1] == "linked"
    for name in ("to_handle", "in_progress"):
        page = scenery.client("agent").get(scenery.cast.requests[name].get_absolute_url()).content.decode()
        assert "a lié la demande à une autre" in page
        assert "Lier une autre" not in page, "customers read links, and make none"


def test_by_words_one_ticks_what_was_found(scenery, post):
    page = post("technicien", of(scenery, "to_handle"), kind=RELATED, q="progress")
    assert page.status_code == 422
    assert [one.title for one in page.context["form"].candidates] == ["Sujet in_progress"]
    assert 'value="progress"' in page.content.decode()
    other = scenery.cast.requests["in_progress"].pk
    assert post("technicien", of(scenery, "to_handle"), kind=RELATED, q="progress", to=other).status_code == 302


def test_what_is_found_as_one_types_is_a_part_of_the_page(scenery):
    client = scenery.client("technicien")
    part = client.get(f"{of(scenery, 'to_handle')}?q=CANCEL", headers={"HX-Request": "true"}).content.decode()
    assert "Sujet cancelled" in part
    assert "<html" not in part


@pytest.mark.parametrize(("typed", "found"), [("", 5), ("sujet", 5), ("rien du tout", 0), ("2", 1)])
def test_only_others_of_the_same_customer_are_offered(scenery, typed, found):
    make(scenery, "cancelled", "closed")
    page = RequestPage(scenery.cast.viewer("technicien"), scenery.cast.request("to_handle"))
    titles = [one.title for one in links_panel.candidates(page, typed)]
    assert len(titles) == found
    assert not {"Sujet to_handle", "Sujet school"} & set(titles)
    make(scenery)
    assert "Sujet in_progress" not in [one.title for one in links_panel.candidates(page, typed)]


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"q": "school"}, "un autre client"),
        ({"to": "school"}, "un autre client"),
        ({"q": "absent"}, "Aucune ne porte ce numéro"),
        ({"q": "to_handle"}, "celle-là même"),
        ({"q": ""}, "Cochez-en une"),
        ({"kind": "autre"}, ""),
        ({"kind": ""}, ""),
    ],
)
def test_a_wrong_form_links_nothing_and_says_why(scenery, post, wrong, words):
    numbers = {name: one.number for name, one in scenery.cast.requests.items()} | {"absent": 999_999}
    said = {"kind": RELATED, "q": "in_progress"} | wrong
    said["q"] = numbers.get(said["q"], said["q"])
    if "to" in said:
        said["to"] = scenery.cast.requests[said["to"]].pk
    page = post("technicien", of(scenery, "to_handle"), **said)
    assert page.status_code == 422
    assert words in page.content.decode()
    assert Link.objects.unscoped("test").count() == 0


def test_two_are_linked_once_whichever_is_named_first(scenery, post):
    make(scenery)
    for record, other in (("to_handle", "in_progress"), ("in_progress", "to_handle")):
        number = scenery.cast.requests[other].number
        page = post("technicien", of(scenery, record), kind=RELATED, q=str(number))
        assert page.status_code == 422
        assert "déjà liées" in page.content.decode()
        with pytest.raises(Refused):
            make(scenery, record, other)
        with pytest.raises(IntegrityError), transaction.atomic():
            linking.join(
                scenery.cast.request(record), scenery.cast.request(other), RELATED, by=scenery.cast.viewer("technicien")
            )


def test_the_verbs_ask_again_and_never_cross_two_dossiers(scenery):
    with pytest.raises(Refused):
        linking.link(
            scenery.cast.request("to_handle"), scenery.cast.request("closed"), RELATED, by=scenery.cast.viewer("agent")
        )
    with pytest.raises(ValueError, match="dossier"):
        make(scenery, "to_handle", "school")
    made = make(scenery)
    with pytest.raises(Refused):
        linking.unlink(made, scenery.cast.request("to_handle"), by=scenery.cast.viewer("agent"))
    assert Link.objects.unscoped("test").filter(pk=made.pk).exists()


def test_a_link_is_removed_from_either_side_and_told_on_both(scenery, post):
    for side in ("to_handle", "in_progress"):
        made, pk = make(scenery), scenery.cast.requests[side].pk
        done = post("technicien", f"/fiches/liens/{made.pk}/{pk}/retrait/")
        assert (done.status_code, done.url) == (302, scenery.cast.requests[side].get_absolute_url())
        assert linked(scenery, "technicien", "to_handle") == []
        assert verbs(scenery, "to_handle")[-1] == verbs(scenery, "in_progress")[-1] == "unlinked"
        assert post("technicien", f"/fiches/liens/{made.pk}/{pk}/retrait/").status_code == 404
    made = make(scenery)
    stranger = scenery.cast.requests["closed"].pk
    assert post("technicien", f"/fiches/liens/{made.pk}/{stranger}/retrait/").status_code == 404


@pytest.mark.parametrize("person", ["agent", "administrateur"])
def test_customers_remove_none(scenery, post, person):
    made = make(scenery)
    pk = scenery.cast.requests["to_handle"].pk
    assert post(person, f"/fiches/liens/{made.pk}/{pk}/retrait/").status_code == 403


def test_the_other_side_is_told_to_whoever_sees_it_alone(scenery):
    """A row across two dossiers, which the verbs never write: even then nothing of it is disclosed."""
    here, there = scenery.cast.request("to_handle"), scenery.cast.request("school")
    Link.objects.create(
        house=here.house, dossier=here.dossier, record_label="support.intervention", of_pk=here.pk, to_pk=there.pk,
        kind=RELATED, by=scenery.cast.members["technicien"],
    )  # fmt: skip
    assert linked(scenery, "agent", "to_handle") == []
    assert linked(scenery, "autre", "school") == []
    assert len(linked(scenery, "technicien", "to_handle")) == 1
    page = scenery.client("agent").get(here.get_absolute_url()).content.decode()
    assert "Sujet school" not in page


def test_nobody_is_rung_and_an_owner_goes_on_writing(scenery):
    from entregent.jobs.listing import mails_seen_by

    request, admin = scenery.cast.request("in_progress"), scenery.cast.viewer("admin")
    seen, mails = history_of("support.intervention", request.pk).last().pk, mails_seen_by(admin).count()
    make(scenery)
    assert mails_seen_by(admin).count() == mails
    assert request.answer("Bonjour", by=scenery.cast.viewer("agent"), seen=seen)


class TestFollowUp:
    """« Déposer une suite »: what was closed is asked again, as another request."""

    def file(self, scenery, post, person="agent", **said):
        asked = {"contract": scenery.cast.contracts["legal"].pk, "subject": "Suite", "text": "Encore", **said}
        return post(person, "/support/demandes/depot/", **asked)

    @pytest.mark.parametrize("name", ["closed", "cancelled"])
    def test_its_owner_files_it_from_what_is_over(self, scenery, post, name):
        before = scenery.cast.request(name)
        client = scenery.client("agent")
        assert f"?suite={before.number}" in client.get(before.get_absolute_url()).content.decode()
        page = client.get(f"/support/demandes/nouvelle/?suite={before.number}")
        form = page.context["form"]
        assert (form["contract"].value(), form["follows"].value()) == (before.contract_id, before.pk)
        assert f"fait suite à la n° {before.number}" in page.content.decode().replace("\u202f", " ").replace(
            "\xa0", " "
        )
        assert self.file(scenery, post, follows=before.pk).status_code == 302
        assert linked(scenery, "agent", name) == [("A pour suite", "Suite")]
        link = Link.objects.unscoped("test").get()
        assert (link.kind, link.to_pk) == (FOLLOWS, before.pk)
        assert verbs(scenery, name)[-1] == "linked"

    def test_from_the_archive_too(self, scenery, post):
        pk = scenery.cast.requests["closed"].pk
        Intervention.objects.unscoped("test").filter(pk=pk).update(archived_at="2026-01-01T00:00:00Z")
        assert self.file(scenery, post, follows=pk).status_code == 302
        assert Link.objects.unscoped("test").count() == 1

    @pytest.mark.parametrize("name", ["in_progress", "school"])
    def test_what_goes_on_or_is_somebody_else_s_is_followed_by_nothing(self, scenery, post, name):
        request, count = scenery.cast.request(name), Intervention.objects.unscoped("test").count()
        page = scenery.client("agent").get(f"/support/demandes/nouvelle/?suite={request.number}")
        assert not page.context["form"].followed
        assert self.file(scenery, post, follows=request.pk).status_code == 422
        assert (
            self.file(scenery, post, person="collegue", follows=scenery.cast.requests["closed"].pk).status_code == 422
        )
        assert Intervention.objects.unscoped("test").count() == count

    def test_the_verb_refuses_it_as_well(self, scenery):
        cast = scenery.cast
        for name in ("in_progress", "closed"):
            with pytest.raises(Refused):
                Intervention.open(
                    cast.contracts["legal"], "Suite", "x", [], by=cast.viewer("collegue"), follows=cast.request(name)
                )

    def test_its_draft_is_apart_from_that_of_any_new_request(self, scenery, post):
        from entregent.people import drafts

        viewer, number = scenery.cast.viewer("agent"), scenery.cast.requests["closed"].number
        drafts.save(viewer, "support.request:new", {"subject": "Tout autre chose"})
        drafts.save(viewer, f"support.request:new:{number}", {"subject": "La suite"})
        page = scenery.client("agent").get(f"/support/demandes/nouvelle/?suite={number}")
        assert page.context["form"]["subject"].value() == "La suite"
        assert self.file(scenery, post, follows=scenery.cast.requests["closed"].pk).status_code == 302
        assert set(drafts.drafts_at(viewer, "support.request:new", f"support.request:new:{number}")) == {
            "support.request:new"
        }

    def test_a_plain_request_follows_nothing(self, scenery):
        file(scenery.cast, "legal", "agent", "Seule")
        assert Link.objects.unscoped("test").count() == 0
