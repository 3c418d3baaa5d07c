"""The end of a contract is told before it comes: to the administrators of the establishment, and to the desk."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from entregent import audit
from entregent.core.clock import now
from entregent.notify.families import Shown
from entregent.notify.kinds import Kind
from entregent.notify.recipients import Notice, Recipients, reachable
from entregent.people.models import House, Membership
from entregent.people.posts import bearing
from entregent.people.sides import CUSTOMER, PROVIDER
from entregent.people.viewer import Viewer
from entregent.spaces.support.models import Contract, EndAlert
from entregent.spaces.support.rights import MANAGE, REASSIGN

OURS, THEIRS = "support.contract.ending", "support.contract.expiring"  # told to the establishment, and to the desk
BEFORE = (60, 30)  # days, the longest first


def announce(house: House) -> None:
    """Tells the ends that are 60, then 30 days away, or less when nobody could be told before."""
    today = now().astimezone(ZoneInfo(house.time_zone)).date()
    for contract, last_day, days in due(house, today):
        with transaction.atomic():
            _alert, is_new = EndAlert.objects.unscoped("one alert for each end").get_or_create(
                contract=contract, last_day=last_day, days=days
            )
            if is_new:
                announce_end(contract, last_day, (last_day - today).days)


def announce_end(contract: Contract, last_day: date, days: int) -> None:
    around = {"house_id": contract.dossier.house_id, "dossier_id": contract.dossier_id}
    for verb in (OURS, THEIRS):
        audit.record(verb, contract, by=audit.SYSTEM, **around, last_day=last_day, days=days)


def due(house: House, today: date) -> Iterator[tuple[Contract, date, int]]:
    rows = Contract.objects.unscoped("ends to be told").filter(Contract.active(), dossier__house=house)
    for contract in rows.exclude(ends_on=None, terminated_on=None).select_related("dossier__party", "product"):
        last_day = contract.last_day(today)
        near = [days for days in BEFORE if last_day and 0 <= (last_day - today).days <= days]
        if last_day and near:
            yield contract, last_day, near[-1]


class EndRecipients(Recipients):
    """The administrators of the establishment: they may ask for another contract, or let this one go."""

    prefix = OURS
    kinds = (Kind("support-contract", gettext_lazy("End of a contract"), "support", CUSTOMER, (REASSIGN,)),)

    def members(self, event: Any, record: Contract) -> Iterable[Membership]:
        rows = Membership.objects.unscoped("telling the end of a contract").filter(house=event.house_id)
        right = self.kinds[0].rights[0]
        return list(reachable(self.of(rows, record).filter(bearing(right, record.dossier.house_id))))

    def of(self, rows: Any, record: Contract) -> Any:
        return rows.filter(party=record.dossier.party_id)

    def kind(self, event: Any, record: Contract) -> str:
        return self.kinds[0].key

    def notice(self, event: Any, record: Contract, member: Membership) -> Notice:
        day = date_format(date.fromisoformat(event.particulars["last_day"]), "DATE_FORMAT")
        end = (
            _("It is renewed by itself after that day, unless it is terminated.")
            if record.renews_for
            else _("After that day, no request can be filed under it.")
        )
        period = _("A period of the contract %(product)s ends on %(day)s.") % {"product": record.product, "day": day}
        return Notice(
            subject=_("A contract ends on %(day)s") % {"day": day}, title=_("A contract ends soon"),
            lines=[period, end], action=_("Open the contract"), path=reverse("support:contract", args=[record.pk]),
        )  # fmt: skip

    def headline(self, verb: str, count: int) -> str:
        return ngettext("a contract ends soon", "%(count)s contracts end soon", count) % {"count": count}

    def rows(self, viewer: Viewer) -> QuerySet[Contract]:
        return Contract.objects.visible_to(viewer)

    def shown(self, viewer: Viewer, ids: Collection[str]) -> dict[str, Shown]:
        rows = self.rows(viewer).filter(pk__in=ids).select_related("product", "dossier__party")
        return {
            str(row.pk): Shown(
                _("Contract %(product)s") % {"product": row.product}, reverse("support:contract", args=[row.pk]),
                "" if viewer.is_customer else row.dossier.party.name,
            )
            for row in rows
        }  # fmt: skip


class ExpiryRecipients(EndRecipients):
    """Whoever keeps the contracts of the house."""

    prefix = THEIRS
    kinds = (
        Kind("support-contract-desk", gettext_lazy("End of a contract of a customer"), "support", PROVIDER, (MANAGE,)),
    )

    def of(self, rows: Any, record: Contract) -> Any:
        return rows.filter(party=None)
