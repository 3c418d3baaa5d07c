"""Downloads: what an active contract gives right to today, at each request, and who took it."""

from datetime import timedelta
from hashlib import sha256
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from entregent.core import clock
from entregent.files.models import File
from entregent.library.downloads import downloads_of
from entregent.library.models import Category, Release, Resource
from entregent.library.shelf import shelf_of
from entregent.people import audiences
from entregent.people.models import House
from entregent.spaces.support import contract_audiences
from entregent.spaces.support.models import Contract, Product
from entregent.spaces.support.models.contract import today
from tests import doors
from tests.shelves import CUSTOMERS, DESK, HOSPITAL, PAGE, end, file_of, kept, names, read, release, resource


@pytest.fixture
def cast(scenery):
    """The shelf is empty at first."""
    Resource.objects.unscoped("test").delete()
    return scenery.cast


@pytest.fixture
def ask(scenery):
    """The answer of the download door to a person."""

    def of(person, file, method="GET", **headers):
        return doors.ask(scenery.client(person), method, file.address, headers=headers)

    return of


@pytest.mark.django_db
class TestShelf:
    def test_it_holds_what_one_s_active_contracts_give_right_to(self, cast):
        for name, key in (("Paie", "payroll"), ("Droit", "legal")):
            release(cast, resource(cast, name, [key]))
        release(cast, resource(cast, "Outils", services=["Logiciel"]))
        release(cast, resource(cast, "Lettre", services=["Juridique"]))
        release(cast, resource(cast, "Les deux", ["payroll", "legal"]))
        assert names(cast, "agent") == ["Droit", "Les deux", "Lettre", "Outils", "Paie"]
        assert names(cast, "autre") == ["Les deux", "Outils", "Paie"]
        assert names(cast, "etranger") == names(cast, "admin") == []

    @pytest.mark.parametrize(("start", "end"), [(-9, -1), (1, 9)])
    def test_a_contract_that_ended_or_has_not_begun_gives_nothing(self, cast, start, end):
        other = Product(house=cast.houses["vendor"], name="Autre", service=cast.products["legal"].service)
        other.save()
        span = {"signed_on": today() + timedelta(days=start), "ends_on": today() + timedelta(days=end)}
        Contract(dossier=cast.dossiers["hospital"], product=other, **span).save()
        cast.products["other"] = other
        release(cast, resource(cast, "Autre", ["other"]))
        assert names(cast, "agent") == []

    def test_a_resource_for_nobody_is_nobody_s(self, cast):
        release(cast, resource(cast, "Oubliée"))
        assert [names(cast, person) for person in CUSTOMERS] == [[]] * len(CUSTOMERS)
        assert list(audiences.members_of(Resource.objects.unscoped("test").get())) == []

    def test_the_newest_version_stands_first_and_the_others_follow(self, cast):
        made = resource(cast, "Paie", ["payroll"])
        for label in ("7.9", "7.10", "7.10-rc1", "7.2"):
            release(cast, made, label)
        (group,) = shelf_of(cast.viewer("agent"))
        (item,) = group.items
        assert item.newest.release.label == "7.10"
        assert [one.release.label for one in item.older] == ["7.10-rc1", "7.9", "7.2"]
        made.refresh_from_db(from_queryset=Resource.objects.unscoped("test"))
        assert made.latest == "7.10"

    def test_what_is_not_published_or_was_withdrawn_is_the_desk_s_alone(self, cast):
        made = resource(cast, "Paie", ["payroll"])
        release(cast, made, "1.0").withdraw("Défaut", by=cast.viewer("responsable"))
        kept(cast, made, "2.0")
        assert names(cast, "agent") == []
        assert not Resource.objects.visible_to(cast.viewer("agent")).exists()
        assert Release.objects.visible_to(cast.viewer("technicien")).count() == 2

    def test_a_change_of_audience_holds_at_once(self, cast):
        made = resource(cast, "Paie", ["payroll"])
        release(cast, made)
        made.address({contract_audiences.PRODUCT: [cast.products["legal"].pk]}, by=cast.viewer("responsable"))
        assert (names(cast, "agent"), names(cast, "autre")) == (["Paie"], [])

    @pytest.mark.parametrize("query", ["FETE", "fête bulletin", "2.7", "nouveaute", "paquet", ""])
    def test_a_search_looks_at_names_versions_words_and_files(self, cast, query):
        made = resource(cast, "Fête du bulletin", ["payroll"])
        one = release(cast, made, "2.7")
        one.notes = "Une nouveauté"
        one.edit(by=cast.viewer("responsable"))
        File.objects.unscoped("test").filter(pk=file_of(one).pk).update(name="paquet.zip")
        release(cast, resource(cast, "Ailleurs", ["payroll"]), "9")
        assert "Fête du bulletin" in names(cast, "agent", query)
        assert ("Ailleurs" in names(cast, "agent", query)) == (query == "")

    def test_two_queries_whatever_it_holds(self, cast, django_assert_num_queries):
        for number in range(5):
            made = resource(cast, f"R{number}", ["payroll"])
            release(cast, made, "1")
            release(cast, made, "2")
        with django_assert_num_queries(2):
            assert len(names(cast, "agent")) == 5

    def test_a_house_tells_its_own_day(self, cast):
        """On the other side of the world it is tomorrow already: the contract of yesterday has ended."""
        end(cast, "school", days_ago=0)
        with clock.at(timezone.localtime(clock.now()).replace(hour=14)):
            release(cast, resource(cast, "Paie", ["payroll"]))
            assert names(cast, "autre") == ["Paie"]
            House.objects.unscoped("test").filter(slug="vendor").update(time_zone="Pacific/Auckland")
            cast.members["autre"].house.time_zone = "Pacific/Auckland"
            with timezone.override(ZoneInfo("Europe/Paris")):
                assert names(cast, "autre") == []


@pytest.mark.django_db
class TestPage:
    def test_each_version_says_what_one_needs_to_choose_and_to_check(self, scenery, cast):
        one = release(cast, resource(cast, "Paie <b>", ["payroll"]), "7.1", b"x")
        File.objects.unscoped("test").filter(pk=file_of(one).pk).update(size=145 * 1024 * 1024)
        file, page = file_of(one), read(scenery, "agent")
        assert "145\u00a0Mo" in page
        assert f'href="{file.address}" download' in page
        assert page.count(file.digest) == 3  # as a hint, in full, and for the button
        assert f"{file.digest[:12]}…" in page
        assert "Paie &lt;b&gt;" in page

    def test_older_versions_are_folded_below_the_newest(self, scenery, cast):
        made = resource(cast, "Paie", ["payroll"])
        old, new = release(cast, made, "7.9"), release(cast, made, "7.10")
        page = read(scenery, "agent")
        assert page.index(file_of(new).address) < page.index("download-older") < page.index(file_of(old).address)

    def test_categories_stand_in_their_order_and_empty_ones_do_not(self, scenery, cast):
        first, second, third = Category.objects.unscoped("test").filter(house=cast.houses["vendor"])
        for name, category in (("Z", third), ("A", first)):
            made = resource(cast, name, ["payroll"])
            Resource.objects.unscoped("test").filter(pk=made.pk).update(category=category)
            release(cast, made)
        page = read(scenery, "agent")
        assert page.index(f'id="c{first.pk}"') < page.index(f'id="c{third.pk}"')
        assert f'id="c{second.pk}"' not in page

    def test_nothing_at_all_and_nothing_found_are_said_differently(self, scenery, cast):
        assert 'class="list-bar"' not in read(scenery, "agent")
        release(cast, resource(cast, "Paie", ["payroll"]))
        missed = read(scenery, "agent", f"{PAGE}?q=zzz")
        assert f'href="{PAGE}"' in missed
        assert 'value="zzz"' in missed
        assert "/fichier/" not in missed

    def test_it_speaks_english_where_a_name_was_given(self, scenery, cast):
        made = resource(cast, "Paie", ["payroll"])
        Resource.objects.unscoped("test").filter(pk=made.pk).update(name_en="Payroll update")
        release(cast, made)
        client = scenery.client("agent")
        assert "Payroll update" not in client.get(PAGE).content.decode()
        page = client.get(PAGE, headers={"Accept-Language": "en"}).content.decode()
        assert "Payroll update" in page

    def test_its_queries_do_not_grow_with_what_it_holds(self, scenery, cast):
        def counted():
            client = scenery.client("agent")
            client.get(PAGE)
            with CaptureQueriesContext(connection) as queries:
                client.get(PAGE)
            return len(queries)

        release(cast, resource(cast, "R", ["payroll"]))
        few = counted()
        for number in range(6):
            release(cast, resource(cast, f"R{number}", ["payroll"]))
        assert counted() == few


@pytest.mark.django_db
class TestDoor:
    def test_parts_joined_are_the_very_file(self, cast, ask):
        content = bytes(range(256)) * 40
        file = file_of(release(cast, resource(cast, "Paie", ["payroll"]), "1", content))
        parts = [ask("agent", file, Range=said) for said in ("bytes=0-4095", "bytes=4096-9999", "bytes=10000-")]
        assert [part.status_code for part in parts] == [206] * 3
        assert sha256(b"".join(part.content for part in parts)).hexdigest() == file.digest

    @pytest.mark.parametrize(("method", "headers"), [("GET", {}), ("HEAD", {}), ("GET", {"Range": "bytes=0-3"})])
    def test_an_address_kept_from_yesterday_s_contract_leads_nowhere(self, cast, ask, method, headers):
        file = file_of(release(cast, resource(cast, "Paie", ["payroll"])))
        end(cast, "school", days_ago=0)
        assert ask("autre", file, method, **headers).status_code in (200, 206)
        end(cast, "school")
        gone = ask("autre", file, method, **headers)
        file.uuid = uuid4()
        absent = ask("autre", file, method, **headers)
        assert gone.status_code == absent.status_code == 404
        assert len(gone.content) == len(absent.content)
        assert gone.headers.keys() == absent.headers.keys()
        assert not {"Etag", "Accept-Ranges", "Content-Disposition", "Content-Range"} & gone.headers.keys()

    def test_another_establishment_another_house_and_the_platform_get_nothing(self, cast, ask):
        file = file_of(release(cast, resource(cast, "Droit", ["legal"])))
        codes = {one: ask(one, file, "HEAD").status_code for one in (*CUSTOMERS, "technicien", "etranger", "admin")}
        assert {one for one, code in codes.items() if code == 200} == {*HOSPITAL, "technicien"}
        assert {one for one, code in codes.items() if code == 404} == {"autre", "etranger", "admin"}

    def test_withdrawn_it_is_the_desk_s_and_published_again_it_is_back(self, cast, ask):
        one = release(cast, resource(cast, "Paie", ["payroll"]))
        file, manager = file_of(one), cast.viewer("responsable")
        one.withdraw("", by=manager)
        assert [ask(person, file).status_code for person in ("agent", "technicien")] == [404, 200]
        one.publish(by=manager)
        assert ask("agent", file).status_code == 200

    @pytest.mark.parametrize(
        ("place", "name", "loose"),
        [
            (Contract, "active", staticmethod(lambda path="": ~contract_audiences.Q(pk=None))),
            (audiences, "meant_for", lambda model, viewer: contract_audiences.Q()),
            (Release, "published", staticmethod(contract_audiences.Q)),
        ],
    )
    def test_each_guard_is_what_holds(self, cast, ask, monkeypatch, place, name, loose):
        """Planted: without it, what is refused is given."""
        ended, foreign = resource(cast, "Paie", ["payroll"]), resource(cast, "Droit", ["legal"])
        files = [file_of(release(cast, ended)), file_of(release(cast, foreign))]
        draft = file_of(kept(cast, resource_published(cast), "3.0"))
        end(cast, "school")
        refused = {"active": files[0], "meant_for": files[1], "published": draft}[name]
        person = "agent" if name == "published" else "autre"
        assert ask(person, refused).status_code == 404
        monkeypatch.setattr(place, name, loose)
        assert ask(person, refused).status_code == 200


def resource_published(cast):
    made = resource(cast, "Suite", ["payroll"])
    release(cast, made, "1.0")
    return made


@pytest.mark.django_db
class TestLog:
    def test_the_desk_reads_who_took_which_version(self, scenery, cast, ask):
        made = resource(cast, "Paie", ["payroll"])
        files = {label: file_of(release(cast, made, label)) for label in ("1.9", "1.10")}
        other = file_of(release(cast, resource(cast, "Autre", ["payroll"])))
        taken = (("agent", files["1.9"]), ("autre", files["1.10"]), ("technicien", files["1.10"]), ("agent", other))
        assert [ask(person, file).status_code for person, file in taken] == [200] * 4
        rows = downloads_of(cast.viewer("responsable"), made.pk)
        told = [(row.particulars["actor_name"], row.party, row.version) for row in rows]
        assert told == [
            ("Théo Marchand", None, "1.10"), ("Paul Vasseur", "École supérieure de Brécy", "1.10"),
            ("Nadia Ferrand", "Centre hospitalier de Valmorel", "1.9"),
        ]  # fmt: skip
        page = read(scenery, "responsable", f"{DESK}{made.pk}/telechargements/")
        assert page.count("Nadia Ferrand") == 1

    def test_it_is_exported_as_it_is_shown(self, scenery, cast, ask):
        made = resource(cast, "Paie", ["payroll"])
        ask("agent", file_of(release(cast, made, "1.9")))
        answer = scenery.client("responsable").get(f"{DESK}{made.pk}/telechargements/?tri=party&format=csv")
        sheet = b"".join(answer.streaming_content if answer.streaming else [answer.content]).decode("utf-8-sig")
        assert "Nadia Ferrand" in sheet
        assert "Centre hospitalier de Valmorel" in sheet
        assert "1.9.zip" in sheet

    def test_customers_read_nothing_of_it(self, cast, ask):
        made = resource(cast, "Paie", ["payroll"])
        ask("agent", file_of(release(cast, made)))
        assert [downloads_of(cast.viewer(one), made.pk).count() for one in ("agent", "etranger")] == [0, 0]

    def test_nobody_took_anything_yet(self, scenery, cast):
        made = resource(cast, "Paie", ["payroll"])
        assert read(scenery, "responsable", f"{DESK}{made.pk}/telechargements/")
