"""Audiences: the groups of customers to whom a published row may be addressed, and who belongs to them now.

A group has a label and a key: « people.role 3 ». The room that owns such groups registers how it knows its people; a
rule of sight (`ForAudience`) asks it in the very query that fetches the rows, hence at each request.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, Any, Final

from django.db import models
from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from entregent.core.onlooker import Onlooker
from entregent.people.models import Addressee, Membership, Party, Role
from entregent.people.posts import wearing
from entregent.people.sides import CUSTOMER
from entregent.people.sight import NOTHING, parties_met

if TYPE_CHECKING:
    from entregent.people.sight import ForAudience

Groups = Mapping[str, Collection[int]]  # label → keys
ROLE: Final = "people.role"
PARTY: Final = "people.party"


@dataclass(frozen=True, slots=True)
class Belonging:
    """The two sides of one kind of group, which must agree.

    Belonging("support.product", keys_of_products, holders_of, _("With a contract for these products"), products_of)

    keys: of the groups to which a viewer belongs now, as a collection or a sub-query.
    members: the memberships that belong to one of these keys now.
    name: how a form that addresses something names these groups; rows: those that whoever writes may choose.
    """

    label: str
    keys: Callable[[Onlooker], Any]
    members: Callable[[Collection[int]], Q]
    name: str | Promise = ""
    rows: Callable[[Onlooker], Any] | None = None


def profiles(viewer: Onlooker) -> Any:
    return Role.objects.visible_to(viewer).filter(house=viewer.house_id, side=CUSTOMER, retirement=None)


_known: dict[str, Belonging] = {
    ROLE: Belonging(ROLE, lambda viewer: viewer.role_ids, wearing, _("Of these profiles"), profiles),
    PARTY: Belonging(PARTY, lambda viewer: [viewer.party_id or 0], lambda keys: Q(party__in=keys)),
}


def register_group(belonging: Belonging) -> None:
    """Raises ValueError when the label is taken."""
    if _known.setdefault(belonging.label, belonging) is not belonging:
        raise ValueError(f"Two kinds of groups are named {belonging.label!r}.")


# For the rule of sight


def addressees_of(model: type[models.Model]) -> Any:
    """Rows of the address book: to whom rows of this model are addressed."""
    rows = Addressee.objects.unscoped("to whom something is addressed, as its rule of sight asks")
    return rows.filter(record_label=model._meta.label_lower)


def meant_for(model: type[models.Model], viewer: Onlooker) -> Q:
    """The rows that are addressed to a group to which the viewer belongs now."""
    mine = (Q(group_label=one.label, group_pk__in=one.keys(viewer)) for one in _known.values())
    return Q(pk__in=addressees_of(model).filter(reduce(or_, mine)).values("record_pk"))


def meant_for_all(model: type[models.Model]) -> Q:
    """The rows that are addressed to nobody in particular."""
    return ~Q(pk__in=addressees_of(model).values("record_pk"))


def for_those_met(model: type[models.Model], viewer: Onlooker) -> Q:
    """The rows that name no single customer, or one whom the viewer meets.

    Whom they meet is asked first, apart: inside of what already nests, SQLite would refuse the depth of the question.
    """
    named = addressees_of(model).filter(group_label=PARTY)
    parties = Party.objects.unscoped("whom somebody meets, as a rule of sight asks")
    met = list(parties.filter(parties_met(viewer, "pk")).order_by().values_list("pk", flat=True))
    return ~Q(pk__in=named.values("record_pk")) | Q(pk__in=named.filter(group_pk__in=met).values("record_pk"))


# For whoever publishes


def groups_on_offer() -> list[Belonging]:
    """The kinds of groups from which a form lets one choose."""
    return [one for one in _known.values() if one.rows]


def address(row: ForAudience, groups: Groups) -> bool:
    """Makes these the groups to whom the row is addressed; whether anything changed.

    Call it in the transaction of the row's verb, with keys of groups that whoever acts can see. Raises LookupError for
    a kind of group that nobody registered.
    """
    wanted = {(label, key) for label, keys in groups.items() for key in keys}
    if unknown := {label for label, _key in wanted} - _known.keys():
        raise LookupError(f"No kind of group is named {', '.join(sorted(unknown))}.")
    rows = addressees_of(type(row)).filter(record_pk=row.pk)
    there = {(one.group_label, one.group_pk): one.pk for one in rows}
    rows.filter(pk__in=[pk for place, pk in there.items() if place not in wanted]).delete()
    place = {"house_id": row.house_id, "record_label": row._meta.label_lower, "record_pk": row.pk}
    for label, key in sorted(wanted - there.keys()):  # one by one: what is kept of news is told of each
        Addressee(group_label=label, group_pk=key, **place).save(force_insert=True)
    return wanted != there.keys()


def groups_of(rows: Iterable[ForAudience]) -> dict[int, dict[str, set[int]]]:
    """By key, to whom each of these rows is addressed: one query. The caller's viewer sees them already."""
    found = list(rows)
    told: dict[int, dict[str, set[int]]] = {row.pk: defaultdict(set) for row in found}
    book = addressees_of(type(found[0])).filter(record_pk__in=told) if found else ()
    for one in book:
        told[one.record_pk][one.group_label].add(one.group_pk)
    return told


def members_of(row: ForAudience) -> Any:
    """The memberships of customers to whom the row is addressed now, for those who tell them."""
    rows = Membership.objects.unscoped("telling those to whom something is addressed")
    customers = rows.filter(house=row.house_id, side=CUSTOMER)
    groups = groups_of([row])[row.pk]
    if not groups:
        return customers.none() if row.addressed_only else customers
    meant = (_known[label].members(keys) for label, keys in groups.items() if label in _known)
    return customers.filter(reduce(or_, meant, NOTHING))
