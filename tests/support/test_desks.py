"""Services and their desks: whose queue a request is in, whom it rings, how it goes to another desk."""

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from entregent.audit.search import history_of
from entregent.jobs.listing import mails_seen_by
from entregent.jobs.models import Mail
from entregent.people.errors import Refused
from entregent.spaces.support import counts, desks
from entregent.spaces.support.lists import RequestList
from entregent.spaces.support.models import DeskMember, Intervention, Product, Service
from tests.cast import file

PATH = "/support/demandes/"


@pytest.fixture
def of(scenery):
    """Services by name."""
    return {one.name: one for one in Service.objects.unscoped("test").filter(house=scenery.cast.houses["vendor"])}


@pytest.fixture
def seated(scenery, of):
    """The technician at « Logiciel », the manager at « Juridique »."""
    for service, person in (("Logiciel", "technicien"), ("Juridique", "responsable")):
        desks.seat(of[service], [scenery.cast.members[person]], by=scenery.cast.viewer("responsable"))
    return of


def subjects(scenery, person, **parameters):
    rows = RequestList(scenery.cast.viewer(person), parameters).open().rows
    return {next(cell.text for cell in row.cells if cell.kind == "link").removeprefix("Sujet ") for row in rows}


def told(scenery, act):
    seen = {mail.id for mail in mails_seen_by(scenery.cast.viewer("admin"))}
    act()
    mails = [mail for mail in mails_seen_by(scenery.cast.viewer("admin")) if mail.id not in seen]
    return sorted(mail.to_address.split("@")[0] for mail in mails)


def test_a_request_is_of_the_service_of_its_contract(scenery, of):
    assert scenery.cast.request("to_handle").service == of["Logiciel"]
    assert scenery.cast.request("to_confirm").service == of["Juridique"]


class TestQueue:
    def test_somebody_at_no_desk_sees_everything_as_before(self, scenery):
        assert scenery.client("technicien").get(PATH).status_code == 200
        assert not desks.queues(scenery.cast.viewer("technicien")).offers(desks.MINE)
        assert subjects(scenery, "technicien") == {"to_handle", "in_progress", "to_confirm", "orphan", "school"}

    def test_the_list_begins_with_one_s_own_queue_and_the_others_are_one_click_away(self, scenery, seated):
        client = scenery.client("technicien")
        assert client.get(PATH).url == f"{PATH}?file=moi"
        page = client.get(f"{PATH}?file=moi")
        (_label, ways) = page.context["list"].shortcuts[0]
        assert [way.label for way in ways] == ["Ma file", "Juridique", "Logiciel", "Toutes"]
        assert [way.current for way in ways] == [True, False, False, False]
        assert subjects(scenery, "technicien", file="moi") == {
            "to_handle",
            "in_progress",
            "to_confirm",
            "orphan",
            "school",
        }
        assert subjects(scenery, "responsable", file="moi") == set()
        assert subjects(scenery, "responsable", file=str(seated["Logiciel"].pk)) == {
            "to_handle", "in_progress", "orphan", "school",
        }  # fmt: skip
        assert subjects(scenery, "responsable", file=str(seated["Juridique"].pk)) == {"to_confirm"}

    def test_all_of_them_is_remembered_like_any_other_choice(self, scenery, seated):
        client = scenery.client("technicien")
        ways = client.get(f"{PATH}?file=moi").context["list"].shortcuts[0][1]
        assert client.get(PATH + ways[-1].url).status_code == 200
        assert client.get(PATH).url == f"{PATH}?tout=1"

    def test_the_queue_is_told_once_above_the_list_and_can_be_left_without_script(self, scenery, seated):
        client = scenery.client("technicien")
        found = client.get(f"{PATH}?file=moi").context["list"]
        ((_label, ways),) = found.shortcuts
        assert found.chips == []
        assert [way.label for way in ways if way.current] == ["Ma file"]
        everything = client.get(PATH + ways[-1].url).context["list"]
        assert everything.total >= found.total, ways[-1].url
        assert [way.label for way in everything.shortcuts[0][1] if way.current] == ["Toutes"]

    def test_customers_have_no_queue(self, scenery, seated):
        page = scenery.client("agent").get(f"{PATH}?file=moi")
        assert page.context["list"].shortcuts == []
        assert page.context["list"].total == 4

    def test_what_a_colleague_handles_leaves_my_queue_and_what_i_handle_stays_wherever_it_is(self, scenery, seated):
        cast = scenery.cast
        cast.request("to_handle").take(by=cast.viewer("responsable"))
        assert "to_handle" not in subjects(scenery, "technicien", file="moi")
        assert "to_handle" in subjects(scenery, "responsable", file="moi")

    def test_it_is_a_matter_of_queue_and_not_of_sight(self, scenery, seated):
        number = scenery.cast.requests["to_handle"].number
        assert scenery.client("responsable").get(f"{PATH}{number}/").status_code == 200

    def test_the_menu_and_the_sentence_count_one_s_own_desks(self, scenery, seated):
        assert counts.waiting(scenery.cast.viewer("technicien")) == 3
        assert counts.waiting(scenery.cast.viewer("responsable")) == 0
        DeskMember.objects.unscoped("test").delete()
        assert counts.waiting(scenery.cast.viewer("responsable")) == 3

    @pytest.mark.parametrize("person", ["technicien", "responsable"])
    def test_each_tile_counts_the_rows_of_its_list(self, scenery, seated, person):
        viewer, client = scenery.cast.viewer(person), scenery.client(person)
        tiles = counts.queue_tiles(viewer)
        assert [tile.label for tile in tiles] == ["Ma file", "Juridique", "Logiciel"]
        fresh = counts.fresh(viewer, "")
        for tile in tiles:
            opened = client.get(tile.url).context["list"]
            assert tile.count == str(opened.total) == str(len(opened.rows)) == fresh[tile.key]

    def test_customers_and_houses_of_one_service_have_no_tile_of_a_queue(self, scenery, of):
        assert counts.queue_tiles(scenery.cast.viewer("agent")) == []
        Service.objects.unscoped("test").filter(pk=of["Juridique"].pk).update(is_active=False)
        assert counts.queue_tiles(scenery.cast.viewer("technicien")) == []


class TestBell:
    def test_a_new_request_rings_the_desk_of_its_service_alone(self, scenery, seated):
        assert told(scenery, lambda: file(scenery.cast, "payroll", "agent", "Paie")) == ["agent", "technicien"]
        assert told(scenery, lambda: file(scenery.cast, "legal", "agent", "Droit")) == ["agent", "responsable"]

    def test_a_desk_where_nobody_is_reached_rings_everyone(self, scenery, of):
        desks.seat(of["Logiciel"], [scenery.cast.members["technicien"]], by=scenery.cast.viewer("responsable"))
        scenery.cast.members["technicien"].close_door(by=scenery.cast.viewer("responsable"))
        assert told(scenery, lambda: file(scenery.cast, "payroll", "agent", "Paie")) == ["agent", "responsable"]

    def test_filing_costs_no_more_for_people_at_other_desks_nor_for_many_at_this_one(self, scenery, seated):
        def filed():
            before = Mail.objects.count()
            with CaptureQueriesContext(connection) as queries:
                file(scenery.cast, "payroll", "agent", "Paie")
            return len(queries), Mail.objects.count() - before

        filed()
        statements, alone = filed()
        DeskMember.objects.unscoped("test").delete()
        again, everybody = filed()
        assert (statements == again, 0 < alone < everybody) == (True, True)


class TestMove:
    def test_it_goes_with_a_reason_that_customers_do_not_read(self, scenery, seated, post, url):
        cast = scenery.cast
        sent = {"to": seated["Juridique"].pk, "reason": "Une question de droit"}
        mails = told(scenery, lambda: post("technicien", url("to_handle", "service/"), **sent))
        request = cast.request("to_handle")
        assert mails == ["responsable"]
        assert (request.service, request.status) == (seated["Juridique"], "to_handle")
        event = history_of("support.intervention", request.pk).last()
        changes = {"service": [seated["Logiciel"].pk, seated["Juridique"].pk]}
        assert (event.verb, event.particulars["changes"]) == ("support.intervention.moved", changes)
        assert "Une question de droit" in scenery.client("responsable").get(url("to_handle")).content.decode()
        page = scenery.client("agent").get(url("to_handle")).content.decode()
        assert "Une question de droit" not in page
        assert "Service : Juridique" in page.replace("\u202f", " ").replace("\xa0", " ")
        assert "to_handle" in subjects(scenery, "responsable", file="moi")

    def test_its_history_tells_from_which_to_which(self, scenery, seated):
        request = scenery.cast.request("to_handle")
        request.move(seated["Juridique"], "Droit", by=scenery.cast.viewer("technicien"))
        page = scenery.client("agent").get(f"/fiches/demandes/{request.pk}/historique/").content.decode()
        assert page.index("Logiciel") < page.index("Juridique")

    def test_whoever_handles_it_goes_on_only_at_their_own_desk(self, scenery, seated):
        cast, by = scenery.cast, scenery.cast.viewer("responsable")
        cast.request("in_progress").move(seated["Juridique"], "Droit", by=by)
        assert cast.request("in_progress").handler is None
        cast.request("to_confirm").move(seated["Logiciel"], "Technique", by=by)
        assert cast.request("to_confirm").handler == cast.members["technicien"]

    @pytest.mark.parametrize("wrong", [{"to": ""}, {"reason": " "}, {"to": "absent"}, {"to": "rival"}, {"to": "same"}])
    def test_a_wrong_form_moves_nothing_and_keeps_what_was_typed(self, scenery, of, post, url, wrong):
        rival = Service.objects.unscoped("test").filter(house=scenery.cast.houses["rival"]).first()
        keys = {"absent": 999_999, "rival": rival.pk, "same": of["Logiciel"].pk}
        sent = {"to": of["Juridique"].pk, "reason": "Gardé"} | {
            name: keys.get(said, said) for name, said in wrong.items()
        }
        page = post("technicien", url("to_handle", "service/"), **sent)
        assert page.status_code == 422
        assert ("Gardé" in page.content.decode()) == ("reason" not in wrong)
        assert scenery.cast.request("to_handle").service == of["Logiciel"]

    def test_the_verb_refuses_another_house_and_a_service_out_of_use(self, scenery, of):
        by = scenery.cast.viewer("technicien")
        of["Juridique"].is_active = False
        rival = Service.objects.unscoped("test").filter(house=scenery.cast.houses["rival"]).first()
        for service in (of["Juridique"], rival, of["Logiciel"]):
            with pytest.raises(Refused):
                scenery.cast.request("to_handle").move(service, "Non", by=by)

    def test_an_owner_may_go_on_writing_meanwhile(self, scenery, seated):
        request = scenery.cast.request("in_progress")
        seen = history_of("support.intervention", request.pk).last().pk
        scenery.cast.request("in_progress").move(seated["Juridique"], "Droit", by=scenery.cast.viewer("technicien"))
        assert request.answer("Bonjour", by=scenery.cast.viewer("agent"), seen=seen)

    def test_standard_messages_follow_the_service(self, scenery, seated):
        from entregent.spaces.support.models import StandardMessage
        from entregent.spaces.support.standard import fitting, values_of

        for name, service in seated.items():
            StandardMessage.objects.create(house=service.house, name=f"Pour {name}", service=service, text=name)
        request, viewer = scenery.cast.request("to_handle"), scenery.cast.viewer("technicien")
        assert "Pour Logiciel" in {one.name for one in fitting(request, viewer)}
        request.move(seated["Juridique"], "Droit", by=viewer)
        assert {one.name for one in fitting(request, viewer) if one.service} == {"Pour Juridique"}
        assert values_of(request, viewer)["service"] == "Juridique"


class TestKeeping:
    """By whoever manages, on the page of a service."""

    def send(self, scenery, post, service, **said):
        return post("responsable", f"/support/services/{service.pk}/", name=service.name, **said)

    def test_name_people_and_use_are_kept_with_an_event(self, scenery, of, post):
        desk = [scenery.cast.members["technicien"].pk]
        assert self.send(scenery, post, of["Logiciel"], desk=desk, is_active="on").status_code == 302
        assert list(desks.people(of["Logiciel"].pk)) == desk
        event = history_of("support.service", of["Logiciel"].pk).last()
        assert (event.verb, event.particulars["fields"]) == ("support.service.changed", ["desk"])
        page = scenery.client("responsable").get("/support/produits/").content.decode()
        assert "1 personne à son bureau" in page
        assert self.send(scenery, post, of["Logiciel"], is_active="on").status_code == 302
        assert list(desks.people(of["Logiciel"].pk)) == []

    @pytest.mark.parametrize("person", ["agent", "etranger", "absent"])
    def test_only_people_of_the_house_who_handle_requests_are_at_a_desk(self, scenery, of, post, person):
        pk = scenery.cast.members[person].pk if person in scenery.cast.members else 999_999
        assert self.send(scenery, post, of["Logiciel"], desk=[pk], is_active="on").status_code == 422
        assert list(desks.people(of["Logiciel"].pk)) == []

    def test_a_service_that_works_stays_in_use(self, scenery, of, post):
        assert self.send(scenery, post, of["Juridique"]).status_code == 422
        by = scenery.cast.viewer("responsable")
        Product.objects.unscoped("test").filter(service=of["Juridique"]).update(service=of["Logiciel"])
        assert self.send(scenery, post, of["Juridique"]).status_code == 422, "a request is still there"
        scenery.cast.request("to_confirm").move(of["Logiciel"], "Fini", by=by)
        assert self.send(scenery, post, of["Juridique"]).status_code == 302
        assert "Juridique" not in scenery.client("responsable").get("/support/produits/nouveau/").content.decode()
        assert [way[2] for way in desks.queues(by).options] == ["Logiciel"]

    def test_requests_follow_a_product_to_its_new_service_but_for_those_moved_by_hand_or_ended(self, scenery, of, post):
        cast, product = scenery.cast, scenery.cast.products["payroll"]
        cast.request("in_progress").move(of["Juridique"], "À part", by=cast.viewer("technicien"))
        third = Service.objects.create(house=cast.houses["vendor"], name="Paie")
        page = scenery.client("responsable").get(f"/support/produits/{product.pk}/modification/")
        sent = {name: page.context["form"][name].value() or "" for name in ("name", "form", "base")} | {
            "service": third.pk
        }
        assert post("responsable", f"/support/produits/{product.pk}/modification/", **sent).status_code == 302
        rows = dict(Intervention.objects.unscoped("test").values_list("subject", "service__name"))
        assert {name for name, service in rows.items() if service == "Paie"} == {
            "Sujet to_handle", "Sujet orphan", "Sujet school",
        }  # fmt: skip
        assert rows["Sujet in_progress"] == "Juridique"
        assert rows["Sujet closed"] == "Logiciel"

    def test_one_is_at_a_desk_once(self, scenery, seated):
        twice = DeskMember(service=seated["Logiciel"], member=scenery.cast.members["technicien"])
        with pytest.raises(ValidationError):
            twice.validate_constraints()
