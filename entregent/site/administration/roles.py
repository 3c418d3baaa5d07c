"""Roles: a table of rights to tick, one column a role."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from entregent import audit
from entregent.door.confirmation import proof_required_when
from entregent.people import holdings, kept_forms, stewards
from entregent.people.errors import Refused
from entregent.people.guard import demand_right
from entregent.people.models import Role
from entregent.people.rights import HAVE_LINK, HOUSE_RIGHTS, MANAGE_PEOPLE, MANAGE_ROLES, PEOPLE_RIGHTS
from entregent.people.sides import CUSTOMER
from entregent.people.space import SPACES, Right
from entregent.people.submissions import once
from entregent.people.viewer import Viewer, who_looks
from entregent.site.administration.own_roles import in_service, own, place_of

PROTECTIONS = ("needs_second_factor", "sees_health_data")


@dataclass(frozen=True)
class Tick:
    name: str
    label: str
    on: bool


@dataclass(frozen=True)
class Line:
    """One right: a tick for each role that may bear it, None for the others."""

    label: str | Promise
    ticks: list[Tick | None]


def is_change(request: HttpRequest) -> bool:
    """Looking at rights is nothing delicate. Raises PermissionDenied for whoever may not change them."""
    demand_right(who_looks(request), MANAGE_ROLES)
    return request.method == "POST"


@proof_required_when(is_change)
@require_http_methods(["GET", "POST"])
@once
def roles(request: HttpRequest) -> HttpResponse:
    viewer = who_looks(request)
    demand_right(viewer, MANAGE_ROLES)
    known = list(in_service(viewer))
    if request.method == "POST":
        with stewards.keeping_a_steward(viewer.house_id or 0):
            save(known, set(request.POST.getlist("right")), viewer)
            protect(known, set(request.POST.getlist("protection")), viewer)
        messages.success(request, _("The rights are saved. They hold from the next page that each person opens."))
        return redirect("administration:roles")
    ticked = ticked_before(kept_forms.take_kept(request)) or boxes_in_force(known)
    context = {
        "roles": known, "lines": table(known, ticked), "protections": protections(known, ticked),
        "served": [(role, place_of(role)) for role in known],
        "retired": own(viewer).filter(retirement__isnull=False).select_related("retirement__by"),
    }  # fmt: skip
    return render(request, "administration/roles.html", context)


def ticked_before(typed: kept_forms.Typed | None) -> set[str]:
    """What had been ticked before a proof was asked for."""
    return {*typed.getlist("right"), *typed.getlist("protection")} if typed else set()


def boxes_in_force(known: list[Role]) -> set[str]:
    rights = {f"{role.pk}:{code}" for role in known for code in role.rights}
    return rights | {f"{role.pk}:{name}" for role in known for name in PROTECTIONS if getattr(role, name)}


def table(known: list[Role], ticked: set[str]) -> list[Line]:
    spaces = dict.fromkeys(role.space for role in known)
    rights = {code: label for space in spaces for code, label in (*rights_of(space), *HOUSE_RIGHTS)}
    return [
        Line(label, [tick(code, str(label), role, ticked) if code in bearable(role) else None for role in known])
        for code, label in rights.items()
    ]


def tick(code: str, label: str, role: Role, ticked: set[str]) -> Tick:
    name = f"{role.pk}:{code}"
    return Tick(name, f"{role.name}, {label}", name in ticked)


def rights_of(space: str) -> Iterable[Right]:
    """Those of a space; of the house itself, those over its people."""
    return SPACES[space].rights if space else PEOPLE_RIGHTS


def bearable(role: Role) -> set[str]:
    """Customers never get the rights of the house itself; staff, and who sees health data, no personal link."""
    sides = SPACES[role.space].side_of if role.space else {}
    there = {code for code, _label in rights_of(role.space) if sides.get(code, role.side) == role.side}
    if role.side != CUSTOMER:
        return (there | {code for code, _label in HOUSE_RIGHTS}) - {HAVE_LINK}
    return there - {HAVE_LINK} if role.sees_health_data else there


def protections(known: list[Role], ticked: set[str]) -> list[Line]:
    """What is asked of those who bear a role, before they see anything."""
    fields: dict[str, Any] = {name: Role._meta.get_field(name) for name in PROTECTIONS}
    return [
        Line(field.verbose_name, [tick(name, str(field.verbose_name), role, ticked) for role in known])
        for name, field in fields.items()
    ]


def protect(known: list[Role], ticked: set[str], viewer: Viewer) -> None:
    for role in known:
        wanted = {name: f"{role.pk}:{name}" in ticked for name in PROTECTIONS}
        changes = {name: [getattr(role, name), on] for name, on in wanted.items() if getattr(role, name) != on}
        if changes:
            for name, on in wanted.items():
                setattr(role, name, on)
            role.save(update_fields=list(PROTECTIONS))
            audit.record("people.role.changed", role, by=viewer, house_id=role.house_id, changes=changes)


def save(known: list[Role], ticked: set[str], viewer: Viewer) -> None:
    """Raises Refused when nobody could manage roles or people any more."""
    wanted = {role.pk: sorted(code for code in bearable(role) if f"{role.pk}:{code}" in ticked) for role in known}
    worn = [wanted[role] for role in viewer.role_ids if role in wanted]
    mine = {right for rights in worn for right in rights} if worn else viewer.rights
    if MANAGE_ROLES not in mine or MANAGE_PEOPLE not in mine:
        raise Refused(
            gettext_lazy("Keep for your own role the right to manage roles and people: nobody could give it back.")
        )
    with transaction.atomic():
        for role in known:
            change(role, wanted[role.pk], viewer)


def change(role: Role, rights: list[str], viewer: Viewer) -> None:
    before: Any = sorted(role.rights)
    if before != rights:
        role.rights = rights
        role.save(update_fields=["rights"])
        audit.record(
            "people.role.changed", role, by=viewer, house_id=role.house_id, changes={"rights": [before, rights]}
        )
        holdings.hand_over_lost_of(role, by=viewer)
