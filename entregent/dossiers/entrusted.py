"""What members hold in every space: the dossiers assigned to them."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from entregent import audit
from entregent.dossiers.models import Assignment
from entregent.people.holdings import Holding
from entregent.people.models import Membership
from entregent.people.space import SPACES


def holdings() -> Iterator[Holding]:
    left = _("Nobody: whoever oversees them sees to it")
    for space in SPACES.values():
        label, rows = partial(assignment_count_words, str(space.label)), partial(assignments, space.key)
        yield Holding(f"{space.key}_dossiers", space.key, "", label, left, rows, "membership", pass_on)


def assignment_count_words(space: str, count: int) -> str:
    words = ngettext(
        "%(count)s dossier assigned to them (%(space)s)", "%(count)s dossiers assigned to them (%(space)s)", count
    )
    return words % {"count": count, "space": space}


def assignments(space: str) -> Any:
    rows = Assignment.objects.unscoped("dossiers that somebody must go on looking after")
    return rows.filter(seat__dossier__space=space).select_related("seat__dossier")


def pass_on(rows: Any, to: Membership | None, by: audit.Actor) -> None:
    for assignment in rows:
        if to:
            assignment.seat.assign(to, by=by)
        assignment.end(by=by)
