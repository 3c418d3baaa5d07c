"""A person's own information: changed in all their memberships, each with its event."""

from collections.abc import Callable, Mapping
from typing import Any

from django.db import transaction
from django.http import HttpRequest

from entregent import audit
from entregent.people import memberships
from entregent.people.viewer import Viewer

FIELDS = ("title", "first_name", "last_name", "phone")

Panel = Callable[[HttpRequest], str | None]
_panels: list[Panel] = []


def register_panel(panel: Panel) -> Panel:
    """Adds a panel to the profile page: a function that gives its HTML, or None for this person."""
    if panel not in _panels:
        _panels.append(panel)
    return panel


def panels(request: HttpRequest) -> list[str]:
    return [html for html in (panel(request) for panel in _panels) if html]


def describe(viewer: Viewer, values: Mapping[str, Any]) -> None:
    """Write title, names and phone to each membership of the person that does not bear them yet."""
    with transaction.atomic():
        for row in memberships.open_memberships(viewer.user_id or 0):
            before = {name: getattr(row, name) for name in FIELDS}
            changes = {name: [old, values[name]] for name, old in before.items() if old != values[name]}
            if changes:
                for name in changes:
                    setattr(row, name, values[name])
                row.save()
                audit.record("people.membership.changed", row, by=viewer, house_id=row.house_id, changes=changes)
