"""When each person gets mails of each kind: their own choice, else the house's rule, else the kind's own."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from entregent import audit
from entregent.core.clock import now
from entregent.notify.bell import unread
from entregent.notify.kinds import AT_ONCE, CHOICES, DAILY, NEVER, Kind, kind_named
from entregent.notify.models import MailChoice, MailRule
from entregent.notify.mornings import due_at
from entregent.people.models import House, Membership
from entregent.people.viewer import Viewer


@dataclass(frozen=True)
class Offer:
    """What a house offers its people for one kind."""

    default: str
    may_be_off: bool

    @property
    def choices(self) -> list[str]:
        return [key for key, _label in CHOICES if key != NEVER or self.may_be_off]

    def settle(self, wish: str | None) -> str:
        """The wish while the house allows it: it may have forbidden « never » since."""
        return next((choice for choice in (wish, self.default) if choice in self.choices), AT_ONCE)


def choices_of(members: Collection[Membership], kinds: Collection[str]) -> dict[tuple[int, str], str]:
    """By membership and kind, in two queries: for those who write to them."""
    rules = MailRule.objects.unscoped("what a house set for the mails of its people")
    offered = offers(rules, {member.house_id for member in members}, kinds)
    rows = MailChoice.objects.unscoped("whether to write to those who are told")
    rows = rows.filter(membership_id__in=[member.pk for member in members], kind__in=kinds)
    chosen = rows.values_list("membership_id", "kind", "choice")
    wishes = {(membership, kind): choice for membership, kind, choice in chosen}
    return {
        (member.pk, kind): offered[member.house_id, kind].settle(wishes.get((member.pk, kind)))
        for member in members
        for kind in kinds
    }


def own_offers(viewer: Viewer, kinds: Collection[str]) -> dict[str, Offer]:
    """By kind, what the viewer's house offers them."""
    house = viewer.house_id or 0
    found = offers(MailRule.objects.visible_to(viewer), [house], kinds)
    return {kind: found[house, kind] for kind in kinds}


def own_choices(viewer: Viewer, offered: Mapping[str, Offer]) -> dict[str, str]:
    """By kind, what holds for the viewer, as they now work."""
    rows = MailChoice.objects.visible_to(viewer).filter(membership_id=viewer.membership_id)
    wishes = dict(rows.values_list("kind", "choice"))
    return {kind: offer.settle(wishes.get(kind)) for kind, offer in offered.items()}


def offers(rules: Any, houses: Collection[int], kinds: Collection[str]) -> dict[tuple[int, str], Offer]:
    """By house and kind, among the rules that whoever asks may read."""
    own = {key: _of_kind(kind_named(key)) for key in kinds}
    rows = rules.filter(house__in=houses, kind__in=kinds).values_list("house_id", "kind", "choice", "may_be_off")
    ruled = {(house, kind): Offer(choice, may_be_off) for house, kind, choice, may_be_off in rows}
    return {(house, key): ruled.get((house, key), own[key]) for house in houses for key in kinds}


def _of_kind(kind: Kind | None) -> Offer:
    return Offer(kind.default, kind.may_be_off) if kind else Offer(AT_ONCE, may_be_off=False)


def choose(member: Membership, wishes: dict[str, str], *, by: Viewer) -> None:
    """Keeps what a person changed; kinds that they left alone go on following the house."""
    if not wishes:
        return
    place = {"membership_id": member.pk, "user_id": by.user_id}
    with transaction.atomic():
        MailChoice.objects.bulk_create(
            [MailChoice(kind=kind, choice=choice, **place) for kind, choice in wishes.items()],
            update_conflicts=True,
            unique_fields=["membership_id", "kind"],
            update_fields=["choice"],
        )
        for kind, choice in wishes.items():
            put_off(member, kind, choice, by)
        audit.record("notify.mails.chosen", member, by=by, house_id=member.house_id, changes=wishes)


def put_off(member: Membership, kind: str, choice: str, by: Viewer) -> None:
    """What waits for a digest follows the new choice; of what now comes at once, the rest comes next morning."""
    due = due_at(DAILY if choice == AT_ONCE else choice, member.house, now())
    unread(by).filter(kind=kind, due_at__isnull=False).update(due_at=due)


def rule(house: House, offered: dict[str, Offer], *, by: Viewer) -> None:
    """Keeps what the house changed, for all its people and those of its customers."""
    if not offered:
        return
    changes = {kind: [offer.default, offer.may_be_off] for kind, offer in offered.items()}
    with transaction.atomic():
        MailRule.objects.bulk_create(
            [
                MailRule(house=house, kind=kind, choice=offer.default, may_be_off=offer.may_be_off)
                for kind, offer in offered.items()
            ],
            update_conflicts=True,
            unique_fields=["house", "kind"],
            update_fields=["choice", "may_be_off"],
        )
        audit.record("notify.mails.ruled", house, by=by, house_id=house.pk, changes=changes)


def quote_in_mails(house: House, quotes: bool, *, by: Viewer) -> None:
    """Whether mails of the house hold what people write."""
    if quotes == house.quotes_in_mails:
        return
    with transaction.atomic():
        house.mails_quote = quotes
        house.save(update_fields=["mails_quote"])
        audit.record("notify.mails.ruled", house, by=by, house_id=house.pk, changes={"quote": [not quotes, quotes]})
