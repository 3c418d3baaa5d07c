"""What two people do to a record at the same moment, and what a form about it is worth after that."""

import re

import pytest
from django.db import IntegrityError
from zeal import zeal_ignore

from entregent.people.models import Party
from entregent.records.editing import Edition
from entregent.spaces.support.models import Product
from tests.records.test_editing import EDIT, edit, hospital

pytestmark = pytest.mark.usefixtures("another_manager")


def test_a_choice_that_comes_back_forged_is_no_choice(scenery, sit, field_of):
    ines = sit("responsable")
    ines.base = r'{"city": ["Brécy", "Lyon", "\ud800"]}'
    assert ines.send(field_of("city")).status_code == 200
    assert hospital(scenery).city == ""


def test_a_record_that_goes_meanwhile_is_not_found(scenery, sit, field_of, monkeypatch):
    """Between the finding of the page and the lock."""
    locked = Edition.locked

    def gone(edition):
        monkeypatch.setattr(
            type(edition.page), "rows_of", lambda _page, viewer: Party.objects.visible_to(viewer).none()
        )
        return locked(edition)

    ines = sit("responsable")
    ines.open(field_of("city"))
    monkeypatch.setattr(Edition, "locked", gone)
    assert ines.send(field_of("city"), city="Brécy").status_code == 404


@pytest.mark.parametrize("kind", ["siret", "name"])
def test_what_somebody_takes_at_the_same_moment_is_told_in_the_form(scenery, sit, field_of, monkeypatch, kind):
    """A SIRET, the name of a product: free when the form is checked, taken when the row is written."""
    house, product = scenery.cast.houses["vendor"], scenery.cast.products["payroll"]
    others = {
        "siret": (field_of("siret"), "35600000000048", Party(house=house, name="Arrivé avant", siret="35600000000048")),
        "name": (f"/fiches/produits/{product.pk}/champs/name/modification/", "Arrivé avant",
                 Product(house=house, name="Arrivé avant", service=product.service)),
    }  # fmt: skip
    url, value, other = others[kind]
    attempt, write = Edition.attempt, Edition.write

    def overtaken(edition, record, form):
        other.save(force_insert=True)
        return write(edition, record, form)

    def attempted(edition, sent):
        try:
            return attempt(edition, sent)
        except IntegrityError:  # what the other wrote went with the attempt, for want of a second connection
            monkeypatch.setattr(Edition, "write", write)
            other.save(force_insert=True)
            raise

    ines = sit("responsable")
    ines.open(url)
    monkeypatch.setattr(Edition, "attempt", attempted)
    monkeypatch.setattr(Edition, "write", overtaken)
    with zeal_ignore():  # the lock is taken once more: that is the mend
        page = ines.send(url, **{kind: value})
    assert Edition.write is write
    assert page.status_code == 422
    assert re.search(r"field-error[^>]*>.*(SIRET|existe déjà)", page.content.decode())


def test_a_wrong_field_elsewhere_takes_no_choice_away(scenery, sit, field_of):
    """Decision 0019: nothing in dispute is written before one value is chosen."""
    ines, maud = sit("responsable"), sit("gerante")
    unchosen = {name: value for name, value in EDIT.items() if name != "city"}
    ines.open(edit(scenery), part=False)
    maud.open(field_of("city"))
    maud.send(field_of("city"), city="Nantes")
    asked = ines.send(edit(scenery), part=False, **{**EDIT, "siret": "1", "city": "Brécy"})
    for _again in range(2):
        text = asked.content.decode()
        assert asked.status_code == 422
        assert len(re.findall(r'<input type="radio" name="city" value="(?:Nantes|Brécy|Valmorel)"', text)) == 3
        assert " checked" not in text
        assert "Rien n’est enregistré avant votre" in text
        assert 'name="siret" value="1"' in text
        asked = ines.send(edit(scenery), part=False, **{**unchosen, "siret": "1"})
    mended = ines.send(edit(scenery), part=False, **unchosen)
    assert mended.status_code == 409
    assert hospital(scenery).city == "Nantes"
    assert ines.send(edit(scenery), part=False, **{**EDIT, "city": "Brécy"}).status_code == 302
    assert hospital(scenery).city == "Brécy"


def test_a_value_that_is_wrong_and_in_dispute_is_mended_then_chosen(scenery, sit, field_of):
    ines, maud = sit("responsable"), sit("gerante")
    ines.open(edit(scenery), part=False)
    maud.open(field_of("city"))
    maud.send(field_of("city"), city="Nantes")
    refused = ines.send(edit(scenery), part=False, **{**EDIT, "city": "x" * 81})
    assert refused.status_code == 422
    assert 'type="radio" name="city"' not in refused.content.decode()
    assert ines.send(edit(scenery), part=False, **{**EDIT, "city": "Brécy"}).status_code == 409
    assert hospital(scenery).city == "Nantes"
