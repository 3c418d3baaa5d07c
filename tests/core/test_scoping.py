"""Forty ways to reach rows without saying who looks: each is refused before any SQL runs."""

import pytest
from asgiref.sync import async_to_sync
from django import forms
from django.db.models import Count, Exists, F, OuterRef, Prefetch, Q, Subquery
from django.shortcuts import get_object_or_404
from django.template import Context, Engine, Template

from entregent.core.forms import ViewerForm
from entregent.core.scoping import Scoped, Unscoped, with_related
from entregent.dossiers.models import Dossier, Seat
from entregent.people.models import Membership, Party
from entregent.spaces.support.models import Contract, Intervention


async def iterate(rows):
    return [row async for row in rows]


def chunked(rows):
    async def walk():
        return [row async for row in rows.aiterator()]

    return async_to_sync(walk)()


def contract_form():
    return forms.modelform_factory(Contract, fields=["dossier", "number"])


REFUSED = {
    "list": lambda c: list(Dossier.objects.all()),
    "filter": lambda c: list(Dossier.objects.filter(pk=1)),
    "get": lambda c: Dossier.objects.get(pk=1),
    "first": lambda c: Dossier.objects.first(),
    "last": lambda c: Dossier.objects.last(),
    "latest": lambda c: Dossier.objects.latest("pk"),
    "count": lambda c: Dossier.objects.count(),
    "exists": lambda c: Dossier.objects.exists(),
    "aggregate": lambda c: Dossier.objects.aggregate(n=Count("pk")),
    "values": lambda c: list(Dossier.objects.values("pk")),
    "values_list": lambda c: list(Dossier.objects.values_list("pk")),
    "dates": lambda c: list(Intervention.objects.datetimes("opened_at", "day")),
    "iterator": lambda c: list(Dossier.objects.iterator()),
    "in_bulk": lambda c: Dossier.objects.in_bulk([1]),
    "update": lambda c: Dossier.objects.update(space="x"),
    "delete": lambda c: Dossier.objects.filter(pk=1).delete(),
    "get_or_create": lambda c: Dossier.objects.get_or_create(pk=1),
    "update_or_create": lambda c: Dossier.objects.update_or_create(pk=1, defaults={"space": "x"}),
    "bulk_update": lambda c: Dossier.objects.bulk_update([c.dossiers["hospital"]], ["space"]),
    "union": lambda c: list(Dossier.objects.all().union(Dossier.objects.all())),
    "slice": lambda c: Dossier.objects.all()[0],
    "bool": lambda c: bool(Dossier.objects.all()),
    "len": lambda c: len(Dossier.objects.all()),
    "contains": lambda c: Dossier.objects.contains(c.dossiers["hospital"]),
    "explain": lambda c: Dossier.objects.all().explain(),
    "raw": lambda c: list(Dossier.objects.raw("select * from dossiers_dossier")),
    "raw on a query set": lambda c: Dossier.objects.all().raw("select 1"),
    "str(query)": lambda c: str(Dossier.objects.all().query),
    "get_object_or_404": lambda c: get_object_or_404(Dossier, pk=1),
    "reverse relation": lambda c: list(c.dossiers["hospital"].seats.all()),
    "reverse relation count": lambda c: c.dossiers["hospital"].seats.count(),
    "template loop": lambda c: Template("{% for s in d.seats.all %}{{ s }}{% endfor %}", engine=Engine()).render(
        Context({"d": c.dossiers["hospital"]})
    ),
    "plain prefetch": lambda c: list(Dossier.objects.visible_to(c.viewer("agent")).prefetch_related("seats")),
    "Prefetch without sight": lambda c: list(
        Dossier.objects.visible_to(c.viewer("agent")).prefetch_related(Prefetch("seats", Seat.objects.all()))
    ),
    "form choices": lambda c: str(contract_form()()),
    "form post": lambda c: contract_form()({"dossier": "1", "number": "2"}).is_valid(),
    "sub-query": lambda c: list(
        Dossier.objects.visible_to(c.viewer("agent")).filter(pk__in=Seat.objects.all().values("dossier"))
    ),
    "Subquery": lambda c: list(
        Dossier.objects.visible_to(c.viewer("agent")).annotate(
            s=Subquery(Seat.objects.filter(dossier=OuterRef("pk")).values("pk")[:1])
        )
    ),
    "Exists": lambda c: list(
        Dossier.objects.visible_to(c.viewer("agent")).filter(Exists(Seat.objects.filter(dossier=OuterRef("pk"))))
    ),
    "join that fans out, values": lambda c: Dossier.objects.visible_to(c.viewer("agent")).values("seats__side"),
    "join that fans out, count": lambda c: Dossier.objects.visible_to(c.viewer("agent")).annotate(n=Count("seats")),
    "join that fans out, filter": lambda c: Dossier.objects.visible_to(c.viewer("agent")).filter(
        seats__side="customer"
    ),
    "join that fans out, order": lambda c: list(Dossier.objects.visible_to(c.viewer("agent")).order_by("seats__side")),
    "join that fans out, F": lambda c: list(Dossier.objects.visible_to(c.viewer("agent")).annotate(s=F("seats__side"))),
    "async for": lambda c: async_to_sync(iterate)(Dossier.objects.all()),
    "async iterator": lambda c: chunked(Dossier.objects.all()),
    "async get": lambda c: async_to_sync(Dossier.objects.aget)(pk=1),
    "or of two sights": lambda c: (
        Dossier.objects.visible_to(c.viewer("agent")) | Dossier.objects.visible_to(c.viewer("autre"))
    ),
    "or with none": lambda c: Dossier.objects.visible_to(c.viewer("agent")) | Dossier.objects.all(),
    "and of two sights": lambda c: (
        Dossier.objects.visible_to(c.viewer("agent")) & Dossier.objects.visible_to(c.viewer("autre"))
    ),
    "xor of two sights": lambda c: (
        Dossier.objects.visible_to(c.viewer("agent")) ^ Dossier.objects.visible_to(c.viewer("autre"))
    ),
    "union of two sights": lambda c: Dossier.objects.visible_to(c.viewer("agent")).union(
        Dossier.objects.visible_to(c.viewer("autre"))
    ),
    "second sight": lambda c: Dossier.objects.visible_to(c.viewer("agent")).visible_to(c.viewer("autre")),
    "sight, then unscoped": lambda c: Dossier.objects.visible_to(c.viewer("agent")).unscoped("more"),
}


@pytest.mark.django_db
@pytest.mark.parametrize("way", REFUSED)
def test_refused_without_sight(cast, way):
    with pytest.raises(Unscoped):
        REFUSED[way](cast)


def test_refusal_comes_before_any_sql(cast, django_assert_num_queries):
    for name in ("list", "count", "update", "delete", "reverse relation", "sub-query"):
        with django_assert_num_queries(0), pytest.raises(Unscoped):
            REFUSED[name](cast)


def test_a_model_without_a_rule_shows_nothing():
    class Loose(Scoped):
        class Meta:
            app_label = "core"
            managed = False

    with pytest.raises(Unscoped):
        Loose.objects.visible_to(object())


def test_sight_survives_chaining(cast):
    rows = (
        Dossier.objects.visible_to(cast.viewer("agent")).filter(space="support").order_by("pk").select_related("party")
    )
    assert [row.party.name for row in rows] == ["Centre hospitalier de Valmorel"]
    assert rows.count() == len(rows.values_list("pk")) == 1
    assert rows.exists()
    assert list(rows[:1])


def test_same_sight_combines(cast):
    rows = Dossier.objects.visible_to(cast.viewer("agent"))
    again = Dossier.objects.visible_to(cast.viewer("agent"))
    assert (rows | again).count() == 1
    assert rows.union(again).count() == 1


def test_update_and_delete_stay_inside_the_sight(cast):
    assert Party.objects.visible_to(cast.viewer("agent")).update(city="Ailleurs") == 1
    assert set(Party.objects.unscoped("test").values_list("city", flat=True)) == {"Ailleurs", "Valmorel"}


def test_related_rows_carry_the_sight(cast):
    rows = with_related(Dossier.objects.visible_to(cast.viewer("agent")), "seats", cast.viewer("agent"))
    assert {seat.side for seat in rows[0].seats.all()} == {"customer", "provider"}


def test_uniqueness_is_asked_over_all_rows_and_only_then(cast):
    twin = Party(house=cast.houses["vendor"], name="Autre", siret=cast.parties["hospital"].siret)
    twin.name_key = "autre"
    with pytest.raises(Exception, match="SIRET"):
        twin.full_clean()
    with pytest.raises(Unscoped):
        Party.objects.count()


class DossierChoice(ViewerForm):
    class Meta:
        model = Contract
        fields = ["dossier", "product", "number", "signed_on"]


def test_a_viewers_form_offers_and_accepts_only_their_rows(cast):
    posted = {"product": cast.products["payroll"].pk, "number": "1", "signed_on": "2026-01-01"}
    form = DossierChoice(viewer=cast.viewer("agent"))
    assert "Valmorel" in str(form["dossier"])
    assert "Brécy" not in str(form["dossier"])
    foreign = DossierChoice({**posted, "dossier": cast.dossiers["school"].pk}, viewer=cast.viewer("agent"))
    assert "dossier" in foreign.errors
    own = DossierChoice({**posted, "dossier": cast.dossiers["hospital"].pk}, viewer=cast.viewer("agent"))
    assert own.is_valid()


def test_bulk_creation_and_saving_need_no_sight(cast):
    dossier = cast.dossiers["hospital"]
    dossier.space = "depot"
    dossier.save()
    dossier.refresh_from_db()
    assert dossier.space == "depot"
    assert Membership.objects.unscoped("test").filter(~Q(party=None)).count() == 5
