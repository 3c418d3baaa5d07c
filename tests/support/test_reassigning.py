"""Requests change hands: one by one, many at once, with the account of whoever leaves; and those that nobody owns."""

from datetime import timedelta

import pytest
import time_machine
from django.http import QueryDict

from entregent.audit.search import history_of
from entregent.core.clock import now
from entregent.jobs.listing import mails_seen_by
from entregent.notify.digest import send_digests
from entregent.people.memberships import viewer_as
from entregent.runs import running
from entregent.spaces.support import counts, deadlines
from entregent.spaces.support.lists import RequestList
from entregent.spaces.support.models import Intervention
from tests.cast import file

PATH = "/support/collaborateurs/"


def mails(scenery):
    return {mail.id: mail for mail in mails_seen_by(scenery.cast.viewer("admin"))}


def later(scenery, minutes=11):
    """What is gathered is sent once nothing more comes."""
    with time_machine.travel(now() + timedelta(minutes=minutes), tick=False):
        send_digests()


def written(scenery, before):
    """To whom a mail left since, one entry a mail."""
    return sorted(
        mail.to_address.split("@")[0] for key, mail in mails(scenery).items() if key not in before
    )  # fmt: skip


def owned(scenery, person):
    rows = Intervention.objects.unscoped("test").filter(owner=scenery.cast.members[person], ended_at=None)
    return set(rows.values_list("subject", flat=True))


class TestMany:
    @pytest.fixture
    def fifty(self, scenery):
        for place in range(50):
            file(scenery.cast, "legal", "agent", f"Lot {place}")
        return list(
            Intervention.objects.unscoped("test").filter(subject__startswith="Lot ").values_list("pk", flat=True)
        )

    def hand_over(self, scenery, keys, to="referent"):
        by = scenery.cast.viewer("administrateur")
        page = RequestList(by, QueryDict(""))
        run = running.start(page, "reaffecter", keys, {"to": str(scenery.cast.members[to].pk)}, by=by)
        running.work.call(run.pk)
        run.refresh_from_db(from_queryset=running.all_runs())
        return run

    def test_fifty_in_one_act_are_fifty_lines_of_history_and_one_mail(self, scenery, fifty):
        later(scenery)
        before = mails(scenery)
        run = self.hand_over(scenery, fifty)
        assert (run.done, run.errors) == (50, [])
        assert sum(event.verb.endswith("handed_over") for pk in fifty for event in history(pk)) == 50
        assert written(scenery, before) == []
        later(scenery)
        assert written(scenery, before) == ["referent"]
        run.undo(by=scenery.cast.viewer("administrateur"))
        running.work.call(run.pk)
        assert {f"Lot {place}" for place in range(50)} <= owned(scenery, "agent")

    def test_one_alone_is_told_too_when_it_can_be_undone_no_more(self, scenery):
        before = mails(scenery)
        self.hand_over(scenery, [scenery.cast.requests["to_handle"].pk])
        assert written(scenery, before) == []
        later(scenery)
        assert written(scenery, before) == ["referent"]

    def test_the_desk_too_gets_one_mail_for_what_it_is_assigned(self, scenery, fifty):
        by, before = scenery.cast.viewer("responsable"), mails(scenery)
        said = {"to": str(scenery.cast.members["technicien"].pk)}
        run = running.start(RequestList(by, QueryDict("")), "attribuer", fifty[:3], said, by=by)
        running.work.call(run.pk)
        later(scenery, 10)
        assert written(scenery, before).count("technicien") == 1


def history(pk):
    return history_of("support.intervention", pk)


class TestLeaving:
    def test_without_a_word_all_that_is_under_way_waits_for_an_owner(self, scenery, post):
        before = mails(scenery)
        assert post("administrateur", f"{PATH}{pk(scenery)}/blocage/").status_code == 302
        assert owned(scenery, "agent") == set()
        assert owned(scenery, "referent") == set()
        assert scenery.cast.request("closed").owner_id == pk(scenery), "what is over keeps whoever asked it"
        assert written(scenery, before) == []
        later(scenery)
        assert written(scenery, before) == ["administrateur"]

    def test_the_page_says_how_many_and_asks_to_whom_they_go(self, scenery, post):
        client = scenery.client("administrateur")
        assert f'href="{PATH}{pk(scenery)}/blocage/"' in client.get(f"{PATH}{pk(scenery)}/").content.decode()
        page = client.get(f"{PATH}{pk(scenery)}/blocage/")
        assert "3 demandes en cours qui lui appartiennent" in page.content.decode()
        offered = {name for pk, name in page.context["form"].fields["to_support_owned"].choices if pk}
        assert offered == {"Luc Amiel", "Claire Évrard", "Hugo Sorel"}
        before, to = mails(scenery), scenery.cast.members["referent"]
        assert post("administrateur", f"{PATH}{pk(scenery)}/blocage/", to_support_owned=to.pk).status_code == 302
        assert owned(scenery, "referent") == {"Sujet to_handle", "Sujet in_progress", "Sujet to_confirm"}
        assert not viewer_as(pk(scenery)).is_signed_in
        later(scenery)
        assert written(scenery, before) == ["referent"]

    @pytest.mark.parametrize("foreign", ["autre", "technicien", "agent"])
    def test_they_go_to_somebody_else_of_the_establishment_alone(self, scenery, post, foreign):
        said = {"to_support_owned": scenery.cast.members[foreign].pk}
        assert post("administrateur", f"{PATH}{pk(scenery)}/blocage/", **said).status_code == 422
        assert viewer_as(pk(scenery)).is_signed_in
        assert len(owned(scenery, "agent")) == 3

    def test_an_account_that_owns_nothing_is_blocked_in_one_click(self, scenery):
        other = scenery.cast.members["referent"].pk
        page = scenery.client("administrateur").get(f"{PATH}{other}/").content.decode()
        assert f'action="{PATH}{other}/blocage/"' in page

    def test_staff_who_block_do_not_choose_for_the_establishment(self, scenery, post):
        said = {"to_support_owned": scenery.cast.members["referent"].pk}
        assert post("responsable", f"{PATH}{pk(scenery)}/blocage/", **said).status_code == 422
        assert post("responsable", f"{PATH}{pk(scenery)}/blocage/").status_code == 302
        assert owned(scenery, "referent") == set()

    def test_a_refusal_gives_nothing_away(self, scenery):
        """The last administrator stays, and keeps their requests."""
        from entregent.people.errors import Refused

        chief = scenery.cast.members["administrateur"]
        scenery.cast.request("to_handle").hand_over(chief, by=scenery.cast.viewer("agent"))
        with pytest.raises(Refused):
            chief.close_door(by=scenery.cast.viewer("responsable"))
        assert owned(scenery, "administrateur") == {"Sujet to_handle"}


def pk(scenery):
    return scenery.cast.members["agent"].pk


class TestOwnerless:
    def test_an_agent_writes_in_it_only_once_it_is_theirs(self, scenery, post, url):
        assert post("collegue", url("orphan", "reponses/"), text="Moi").status_code == 403
        assert post("collegue", url("orphan", "proprietaire/"), to=pk(scenery)).status_code == 403
        to = scenery.cast.members["collegue"].pk
        assert post("administrateur", url("orphan", "proprietaire/"), to=to).status_code == 302
        assert post("collegue", url("orphan", "reponses/"), text="Moi").status_code == 302
        assert scenery.cast.request("orphan").ownerless_since is None

    def test_the_tile_of_the_administrator_counts_the_rows_of_its_list(self, scenery):
        viewer, client = scenery.cast.viewer("administrateur"), scenery.client("administrateur")
        scenery.cast.members["agent"].close_door(by=viewer)
        (tile,) = counts.reassign_tiles(viewer)
        opened = client.get(tile.url).context["list"]
        assert tile.count == str(opened.total) == counts.fresh(viewer, "")["ownerless"] == "4"
        assert "Demande à réaffecter" in client.get("/support/").content.decode()
        scenery.cast.request("orphan").hand_over(scenery.cast.members["referent"], by=viewer)
        assert counts.ownerless(viewer) == str(client.get(tile.url).context["list"].total) == "3"

    @pytest.mark.parametrize("person", ["agent", "referent", "technicien", "responsable"])
    def test_nobody_else_has_that_tile(self, scenery, person):
        assert counts.reassign_tiles(scenery.cast.viewer(person)) == []

    def test_the_administrators_are_reminded_once_after_two_days(self, scenery):
        before = mails(scenery)
        pass_days(scenery, timedelta(days=1, hours=23))
        assert written(scenery, before) == []
        pass_days(scenery, timedelta(days=2, minutes=1))
        assert written(scenery, before) == ["administrateur"]
        pass_days(scenery, timedelta(days=9))
        assert written(scenery, before) == ["administrateur"]
        assert [event.verb for event in history(scenery.cast.requests["orphan"].pk)][-1].endswith(".unowned")

    def test_many_at_once_are_one_mail(self, scenery):
        scenery.cast.members["agent"].close_door(by=scenery.cast.viewer("administrateur"))
        later(scenery)
        before = mails(scenery)
        pass_days(scenery, timedelta(days=2, minutes=1))
        with time_machine.travel(now() + timedelta(days=3), tick=False):
            send_digests()
        assert written(scenery, before) == ["administrateur"]

    def test_what_found_an_owner_is_not_told_of(self, scenery):
        scenery.cast.request("orphan").hand_over(
            scenery.cast.members["referent"], by=scenery.cast.viewer("administrateur")
        )
        before = mails(scenery)
        pass_days(scenery, timedelta(days=3))
        assert written(scenery, before) == []

    def test_the_reminder_does_not_make_the_request_look_changed(self, scenery):
        before = scenery.cast.request("orphan").changed_at
        pass_days(scenery, timedelta(days=3))
        assert scenery.cast.request("orphan").changed_at == before


def pass_days(scenery, span):
    """The night after so long."""
    with time_machine.travel(now() + span, tick=False):
        deadlines.each(deadlines.ownerless(scenery.cast.houses["vendor"]), deadlines.remind)
