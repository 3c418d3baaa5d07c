"""The people shown on the demonstration's sign-in page, under their names and roles."""

from __future__ import annotations

from typing import Any

from entregent.people.demonstration import ADDRESS, Known
from entregent.people.models import Membership
from entregent.site.demo.people import cast_of_demonstration


def people_to_enter() -> list[dict[str, Any]]:
    """Groups of people, space by space; someone of two houses shows the first."""
    rows = Membership.objects.unscoped("the demonstration's sign-in page").filter(user__email__endswith=ADDRESS)
    shown = rows.order_by("-pk").values_list("user__email", "name", "profiles", "party__name", "house__name")
    known = {email: (name, role, party or house) for email, name, role, party, house in shown}
    return [{"space": space, "people": _those(people, known)} for space, people in cast_of_demonstration().items()]


def _those(people: tuple[Known, ...], known: dict[str, tuple[str, str, str]]) -> list[dict[str, str]]:
    return [_one(one.email, one.what, known[one.email]) for one in people if one.email in known]


def _one(email: str, what: str, shown: tuple[str, str, str]) -> dict[str, str]:
    name, role, place = shown
    return {"email": email, "name": name, "role": f"{role}, {place}", "what": what}
