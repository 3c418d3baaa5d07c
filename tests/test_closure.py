"""What you see leads only to what you see: every arrow of every visible row, for everyone."""

import pytest
from django.apps import apps

from entregent.core.scoping import Scoped, Unscoped
from tests.access import PEOPLE


def guarded():
    return [
        model for model in apps.get_models() if issubclass(model, Scoped) and model.__module__.startswith("entregent")
    ]


def arrows():
    return [
        (model, field)
        for model in guarded()
        for field in model._meta.fields
        if field.is_relation and issubclass(field.related_model, Scoped)
    ]


def leaks(viewer, model, field):
    """Keys that visible rows point at and that are not visible."""
    try:
        rows = model.objects.visible_to(viewer)
    except Unscoped:
        return set()  # numbering has no reader at all
    targets = set(rows.exclude(**{field.name: None}).values_list(field.attname, flat=True))
    return targets - set(field.related_model.objects.visible_to(viewer).values_list("pk", flat=True))


@pytest.mark.django_db
def test_what_you_see_leads_only_to_what_you_see(scenery):
    found = [
        f"{person} sees {model.__name__}.{field.name} → {leaking}"
        for person in PEOPLE
        for model, field in arrows()
        if (leaking := leaks(scenery.cast.viewer(person), model, field))
    ]
    assert not found, "\n".join(found)


@pytest.mark.django_db
def test_a_leaking_arrow_is_noticed(scenery, monkeypatch):
    """Planted: members whose establishment is hidden from the very people who see them."""
    from django.db.models import Q

    from entregent.people.models import Party

    monkeypatch.setattr(Party, "sight", classmethod(lambda cls, viewer: Q(pk__in=[])))
    found = [field.name for model, field in arrows() if leaks(scenery.cast.viewer("agent"), model, field)]
    assert "party" in found


@pytest.mark.django_db
def test_every_guarded_model_hides_something_from_someone(scenery):
    shown = {}
    for model in guarded():
        total = model.objects.unscoped("test").count()
        if total and model.__name__ != "Sequence":
            counts = {model.objects.visible_to(scenery.cast.viewer(person)).count() for person in PEOPLE}
            shown[model.__name__] = min(counts) < total
    assert all(shown.values()), shown
