"""What the house knows already of whoever applies: accounts and customers that look like theirs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from entregent.applicants import states
from entregent.applicants.models import COMPARED, Application
from entregent.applicants.phone import digits_of, line_of
from entregent.core.folding import fold, words_of
from entregent.people.models import Membership, Party
from entregent.people.viewer import Viewer

MOST = 10
SAME_MAILBOX, SAME_NAME, SAME_PHONE = _("same e-mail"), _("same name and customer"), _("same phone")


@dataclass(frozen=True)
class Likeness:
    """An account, and by what it looks like the one asked for; the strongest reason first."""

    member: Membership
    reasons: list[str | Promise]


@dataclass(frozen=True)
class Difference:
    """A field as it stands and as it was asked. may_change: whether an update may bring it in."""

    name: str
    label: str
    before: str
    after: str
    may_change: bool


def accounts_like(application: Application, viewer: Viewer) -> list[Likeness]:
    """Of the house's customers, those with the same mailbox, name and customer, or line."""
    rows = Membership.objects.visible_to(viewer).filter(departure=None).exclude(party=None)
    rows = rows.select_related("party", "user", "block")
    line = line_of(application.phone_key)
    alike = Q(user__email=application.email) | Q(name_key=application.name_key, party__name_key=application.party_key)
    if line:
        alike |= Q(phone__digits__endswith=line)
    found = [Likeness(member, list(reasons(application, member))) for member in rows.filter(alike)[:MOST]]
    return sorted(found, key=lambda one: WEIGHT[one.reasons[0]])


def reasons(application: Application, member: Membership) -> Iterator[Any]:
    if member.user.email == application.email:
        yield SAME_MAILBOX
    party_key = member.party.name_key if member.party else ""
    if (member.name_key, party_key) == (application.name_key, application.party_key):
        yield SAME_NAME
    if line_of(application.phone_key) and line_of(application.phone_key) == line_of(digits_of(member.phone)):
        yield SAME_PHONE


WEIGHT: dict[Any, int] = {SAME_MAILBOX: 0, SAME_NAME: 1, SAME_PHONE: 2}


def other_applications(application: Application, viewer: Viewer) -> Any:
    """Others that wait, from the same mailbox or in the same name."""
    rows = Application.objects.visible_to(viewer).filter(state=states.WAITING).exclude(pk=application.pk)
    return rows.filter(Q(email=application.email) | Q(name_key=application.name_key)).order_by("pk")[:MOST]


def parties_like(application: Application, viewer: Viewer, asked: str = "") -> list[Party]:
    """Of the same legal name; else those that share its words. asked: what the staff looks for instead."""
    rows = Party.objects.visible_to(viewer).filter(kind=Party.ORGANISATION).order_by("name_key")
    if asked:
        return list(rows.filter(*map(name_or_city_has, fold(asked).split()))[:MOST])
    same = list(rows.filter(name_key=application.party_key)[:MOST])
    telling = [word for word in words_of(application.party_name) if len(word) > 3]
    return same or (list(rows.filter(*map(name_or_city_has, telling))[:MOST]) if telling else [])


def name_or_city_has(word: str) -> Q:
    return Q(name_key__contains=word) | Q(city__icontains=word)


def differences(application: Application, member: Membership, viewer: Viewer) -> list[Difference]:
    """Field by field, what was asked and does not stand yet. The mailbox and the place are told, never changed here."""
    may = member.edit_fields(viewer)
    stands = {name: getattr(member, name) for name in COMPARED} | {"email": member.user.email}
    place = member.party.name if member.party else ""
    if fold(place) != application.party_key:
        stands["party_name"] = place
    return [
        Difference(name, label_of(name), before, getattr(application, name), name in may and name in COMPARED)
        for name, before in stands.items()
        if before != getattr(application, name)
    ]


def label_of(name: str) -> str:
    field: Any = Application._meta.get_field(name)
    return str(field.verbose_name)
