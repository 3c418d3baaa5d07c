"""How the desk keeps resources and their versions, and who is told of a new one."""

from http import HTTPStatus

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from entregent.files import receiving
from entregent.library.models import PURPOSE, Category, Release, Resource
from entregent.notify.models import Notification
from entregent.people import audiences
from entregent.people.errors import Refused
from entregent.spaces.support import contract_audiences
from entregent.spaces.support.models import Product
from tests.notify.people import mails_to, told, wants
from tests.shelves import CUSTOMERS, DESK, HOSPITAL, PAGE, end, file_of, kept, names, read, received, release, resource


@pytest.fixture
def cast(scenery):
    """The shelf is empty at first."""
    Resource.objects.unscoped("test").delete()
    return scenery.cast


@pytest.mark.django_db
class TestTelling:
    @pytest.fixture(autouse=True)
    def silence(self, cast):
        Notification.objects.unscoped("test").all().delete()

    def rung(self, cast):
        keys = set(Notification.objects.unscoped("test").values_list("membership_id", flat=True))
        return {name for name, member in cast.members.items() if member.pk in keys}

    @pytest.mark.parametrize(("product", "meant"), [("legal", HOSPITAL), ("payroll", set(CUSTOMERS))])
    def test_a_version_tells_those_who_may_download_it(self, cast, product, meant):
        release(cast, resource(cast, "R", [product]), quiet=False)
        assert self.rung(cast) == meant == {one for one in CUSTOMERS if names(cast, one)}

    def test_those_without_an_active_contract_are_never_told(self, cast):
        end(cast, "school")
        wants(cast, "autre", support_release="now")
        release(cast, resource(cast, "R", ["payroll"]), quiet=False)
        assert self.rung(cast) == HOSPITAL
        assert mails_to(cast, "autre", "library.") == []

    def test_somebody_whose_door_is_closed_is_not_told(self, cast):
        cast.members["collegue"].close_door(by=cast.viewer("administrateur"))
        release(cast, resource(cast, "R", ["payroll"]), quiet=False)
        assert "collegue" not in self.rung(cast)

    def test_publishing_again_tells_nobody_again(self, cast):
        manager = cast.viewer("responsable")
        one = release(cast, resource(cast, "R", ["payroll"]), quiet=False)
        with pytest.raises(Refused):
            one.publish(by=manager)
        one.withdraw("", by=manager)
        one.publish(by=manager)
        assert [row.count for row in Notification.objects.unscoped("test")] == [1] * len(CUSTOMERS)

    def test_a_line_for_each_resource_however_many_versions(self, cast):
        made = resource(cast, "Paie", ["payroll"])
        for label in ("1", "2"):
            release(cast, made, label, quiet=False)
        [line] = told(cast, "agent")
        assert (line.record.label, line.record.detail, line.record.path) == ("Paie", "2", f"{PAGE}#r{made.pk}")
        assert "2" in line.headline

    def test_a_line_does_not_outlive_the_contract(self, cast):
        release(cast, resource(cast, "Paie", ["payroll"]), quiet=False)
        assert len(told(cast, "autre")) == 1
        end(cast, "school")
        assert told(cast, "autre") == []

    def test_mails_come_as_each_wants_them(self, cast):
        for person, choice in (("agent", "now"), ("collegue", "never"), ("referent", "weekly")):
            wants(cast, person, support_release=choice)
        release(cast, resource(cast, "Paie", ["payroll"]), "7.1", quiet=False)
        assert len(mails_to(cast, "agent", "library.")) == 1
        assert "7.1" in mails_to(cast, "agent", "library.")[0]
        due = {name: row.due_at for name, member in cast.members.items()
               for row in Notification.objects.unscoped("test").filter(membership_id=member.pk)}  # fmt: skip
        assert due["agent"] is due["collegue"] is None
        assert None not in (due["referent"], due["administrateur"])
        assert mails_to(cast, "administrateur", "library.") == []

    def test_the_page_leads_to_the_choice(self, scenery, cast):
        assert f'href="{reverse("mail-choices")}"' in read(scenery, "agent").partition("<main")[2]


@pytest.mark.django_db
class TestDesk:
    def form(self, cast, **more):
        category = Category.objects.visible_to(cast.viewer("responsable")).first()
        return {"name": "Paie", "category": category.pk, "products": [cast.products["payroll"].pk], **more}

    def test_a_resource_is_added_with_its_audience(self, scenery, cast, post):
        answer = post("responsable", f"{DESK}nouvelle/", **self.form(cast))
        made = Resource.objects.unscoped("test").get()
        assert answer.url == f"{DESK}{made.pk}/"
        assert audiences.groups_of([made])[made.pk] == {contract_audiences.PRODUCT: {cast.products["payroll"].pk}}
        assert cast.products["payroll"].name in read(scenery, "responsable", answer.url)

    def test_it_is_for_somebody(self, cast, post):
        answer = post("responsable", f"{DESK}nouvelle/", **self.form(cast, products=[]))
        assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
        assert 'value="Paie"' in answer.content.decode()
        assert not Resource.objects.unscoped("test").exists()

    def test_products_of_another_house_are_no_choice(self, cast, post):
        product = Product(house=cast.houses["rival"], name="X", service=cast.products["legal"].service)
        product.save()
        assert post("responsable", f"{DESK}nouvelle/", **self.form(cast, products=[product.pk])).status_code == 422

    def test_its_audience_is_changed_on_a_page_of_its_own(self, scenery, cast, post):
        made = resource(cast, "Paie", ["payroll"])
        page = read(scenery, "responsable", f"{DESK}{made.pk}/destinataires/")
        assert page.count("checked") == 1
        service = cast.products["legal"].service_id
        assert post("responsable", f"{DESK}{made.pk}/destinataires/", services=[service]).status_code == 302
        assert audiences.groups_of([made])[made.pk] == {contract_audiences.SERVICE: {service}}

    def test_a_version_is_kept_with_its_file_then_published(self, scenery, cast, post):
        made, file = resource(cast, "Paie", ["payroll"]), received(cast, b"paquet")
        typed = {"label": "7.1", "released_on": "2026-11-02", "notes": "Mieux", "fichiers": [file.uuid],
                 "expected": f" {file.digest.upper()} "}  # fmt: skip
        assert post("responsable", f"{DESK}{made.pk}/version/", **typed).status_code == 302
        one = Release.objects.unscoped("test").get()
        assert (file_of(one).uuid, names(cast, "agent")) == (file.uuid, [])
        page = read(scenery, "responsable", f"{DESK}{made.pk}/")
        assert f"/versions/{one.pk}/publication/" in page
        assert f"/versions/{one.pk}/retrait/" not in page
        assert post("responsable", f"{DESK}versions/{one.pk}/publication/").status_code == 302
        assert names(cast, "agent") == ["Paie"]
        page = read(scenery, "responsable", f"{DESK}{made.pk}/")
        assert f"/versions/{one.pk}/retrait/" in page
        assert "Inès Valade" in page
        assert file.digest in page

    @pytest.mark.parametrize(
        "typed", [{"expected": "0" * 64}, {"expected": "abc"}, {"label": "1.0"}, {"fichiers": []}, {"label": ""}]
    )
    def test_a_version_that_is_not_right_is_not_kept_and_its_file_stays(self, cast, post, typed):
        made, file = resource(cast, "Paie", ["payroll"]), received(cast, b"paquet")
        kept(cast, made, "1.0")
        whole = {"label": "7.1", "released_on": "2026-11-02", "fichiers": [file.uuid], **typed}
        answer = post("responsable", f"{DESK}{made.pk}/version/", **whole)
        assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
        assert Release.objects.unscoped("test").count() == 1
        assert ("expected" in typed) <= (file.digest in answer.content.decode() or typed.get("expected") == "abc")
        assert ("fichiers" in typed) or f'value="{file.uuid}" checked' in answer.content.decode()

    def test_without_a_script_the_file_comes_in_the_form(self, cast, post, monkeypatch):
        def take(viewer, sent, purpose):
            assert purpose == PURPOSE
            return received(cast, sent.read(), sent.name)

        monkeypatch.setattr(receiving, "take_plain_file", take)
        made = resource(cast, "Paie", ["payroll"])
        typed = {"label": "7.1", "released_on": "2026-11-02", "fichiers_un": SimpleUploadedFile("paquet.zip", b"PK")}
        assert post("responsable", f"{DESK}{made.pk}/version/", **typed).status_code == 302
        assert file_of(Release.objects.unscoped("test").get()).name == "paquet.zip"

    def test_a_version_without_a_file_is_not_published(self, cast):
        made = Release(resource=resource(cast, "Paie", ["payroll"]), label="1")
        made.add([], by=cast.viewer("responsable"))
        with pytest.raises(Refused):
            made.publish(by=cast.viewer("responsable"))

    def test_withdrawing_says_who_when_and_why(self, scenery, cast, post):
        one = release(cast, resource(cast, "Paie", ["payroll"]))
        answer = post("responsable", f"{DESK}versions/{one.pk}/retrait/", reason="Défaut grave")
        page = read(scenery, "responsable", answer.url)
        assert "Défaut grave" in page
        assert "Inès Valade" in page
        assert post("responsable", f"{DESK}versions/{one.pk}/retrait/").status_code == HTTPStatus.CONFLICT

    def test_a_corrected_label_is_the_one_that_customers_read(self, cast, post):
        one = release(cast, resource(cast, "Paie", ["payroll"]), "7.l")
        typed = {"label": "7.1", "released_on": "2026-11-02", "notes": ""}
        assert post("responsable", f"{DESK}versions/{one.pk}/modification/", **typed).status_code == 302
        assert Resource.objects.unscoped("test").get().latest == "7.1"

    def test_categories_are_the_house_s_to_name(self, scenery, cast, post):
        assert post("responsable", f"{DESK}rubriques/nouvelle/", name="Formulaires", position=0).status_code == 302
        twice = post("responsable", f"{DESK}rubriques/nouvelle/", name="Formulaires", position=0)
        assert twice.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
        assert "Formulaires" in read(scenery, "responsable", DESK)

    def test_the_list_and_the_search_know_resources(self, scenery, cast):
        release(cast, resource(cast, "Éclair", ["payroll"]), "7.1")
        assert "7.1" in read(scenery, "responsable", f"{DESK}?q=eclair")
        assert "Éclair" in read(scenery, "responsable", "/recherche/?q=eclair")
        assert "Éclair" not in read(scenery, "agent", "/recherche/?q=eclair").partition("<main")[2]

    def test_the_page_of_a_resource_asks_the_same_however_many_versions(self, scenery, cast):
        def counted():
            client = scenery.client("responsable")
            client.get(f"{DESK}{made.pk}/")
            with CaptureQueriesContext(connection) as queries:
                client.get(f"{DESK}{made.pk}/")
            return len(queries)

        made = resource(cast, "Paie", ["payroll"])
        release(cast, made, "1")
        few = counted()
        for number in range(2, 7):
            release(cast, made, str(number))
        assert counted() == few
