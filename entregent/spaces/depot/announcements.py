"""Who is told of what is handed in and of what becomes of it; never with a document attached, nor named in a mail."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from django.db.models import QuerySet
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from entregent.audit.act import act_of
from entregent.notify.families import Shown
from entregent.notify.kinds import Kind
from entregent.notify.recipients import ActRecipients, Notice
from entregent.people.models import Membership
from entregent.people.sides import CUSTOMER, PROVIDER
from entregent.people.viewer import Viewer
from entregent.spaces.depot import followers
from entregent.spaces.depot.acts import CLIENT
from entregent.spaces.depot.models import Alert, Deposit, Paper
from entregent.spaces.depot.models.deposit import seal_of
from entregent.spaces.depot.models.paper import every_paper
from entregent.spaces.depot.rights import DEPOSIT, HANDLE

OURS, FIRM = ("depot", CUSTOMER, (DEPOSIT,)), ("depot", PROVIDER, (HANDLE,))


class DepositRecipients(ActRecipients):
    """One mail a deposit: to those who handle it and those alerted; to whoever handed it in, the receipt."""

    prefix = "depot.deposit."
    kinds = (
        Kind("depot-new", _("Documents handed in by a client"), *FIRM, may_be_off=False),
        Kind("depot-receipt", _("Receipt of my deposits"), *OURS),
    )

    def members(self, event: Any, record: Deposit) -> Iterable[Membership]:
        act = act_of(event.verb)
        if act is None or not act.title:
            return []
        if act.to == CLIENT:
            return list(followers.people([record.depositor_id]))
        found = followers.handlers_of(record.dossier_id, record.destination_id, record.house_id)
        ticked = Alert.objects.unscoped("telling those whom a client ticked").filter(deposit=record)
        alerted = followers.people(followers.with_deputies(list(ticked.values_list("member", flat=True))))
        return list({member.pk: member for member in (*found, *alerted)}.values())

    def kind(self, event: Any, record: Deposit) -> str:
        return self.declared(event.verb).kind

    def notice(self, event: Any, record: Deposit, member: Membership) -> Notice:
        count = event.particulars.get("count", 0)
        told = {"count": count, "number": record.number, "destination": record.destination}
        path, key = record.get_absolute_url(), f"depot.deposit.{record.pk}.{member.pk}"
        if event.verb.endswith("acknowledged"):
            return self.receipt(record, told, path, key)
        line = ngettext(
            "%(count)s document for “%(destination)s”, deposit no. %(number)s.",
            "%(count)s documents for “%(destination)s”, deposit no. %(number)s.", count,
        ) % told  # fmt: skip
        who = _("%(name)s, of %(party)s.") % {"name": record.depositor.name, "party": record.dossier.party}
        subject = _("Deposit no. %(number)s: documents handed in") % told
        lines = [str(who), line, str(self.declared(event.verb).awaits)]
        return Notice(str(subject), str(_("Documents handed in")), lines, str(_("See the deposit")), path, key)

    def receipt(self, record: Deposit, told: dict[str, Any], path: str, key: str) -> Notice:
        rows = every_paper().filter(deposit=record).order_by("pk")
        papers = list(rows.values_list("name", "size", "digest"))
        received = ngettext(
            "%(count)s document received for “%(destination)s”.",
            "%(count)s documents received for “%(destination)s”.", told["count"],
        ) % told  # fmt: skip
        seal = _("Fingerprint of the receipt (SHA-256): %(seal)s") % {"seal": seal_of(papers)}
        lines = [received, str(self.declared("depot.deposit.acknowledged").awaits), str(seal)]
        title = str(_("Receipt no. %(number)s") % told)
        return Notice(title, title, lines, str(_("See the receipt")), path, key)

    def rows(self, viewer: Viewer) -> QuerySet[Deposit]:
        return Deposit.objects.visible_to(viewer)

    def shown(self, viewer: Viewer, ids: Collection[str]) -> dict[str, Shown]:
        rows = self.rows(viewer).filter(pk__in=ids).select_related("dossier__party")
        return {
            str(row.pk): Shown(
                str(_("Deposit no. %(number)s") % {"number": row.number}), row.get_absolute_url(),
                "" if viewer.is_customer else str(row.dossier.party),
            )
            for row in rows
        }  # fmt: skip


class PaperRecipients(ActRecipients):
    prefix = "depot.paper."
    kinds = (
        Kind("depot-taken", _("My documents taken in charge"), *OURS),
        Kind("depot-refused", _("A document of mine refused"), *OURS, may_be_off=False),
        Kind("depot-answer", _("Answer to a removal that I asked for"), *OURS),
        Kind("depot-removal", _("Removal that a client asks for"), *FIRM),
    )

    def members(self, event: Any, record: Paper) -> Iterable[Membership]:
        act = act_of(event.verb)
        if act is None or not act.title:
            return []
        if act.to == CLIENT:
            return list(followers.people([record.deposit.depositor_id]))
        if record.handler_id and (taker := list(followers.people([record.handler_id]))):
            return taker
        return followers.handlers_of(record.dossier_id, record.destination_id, record.house_id)

    def kind(self, event: Any, record: Paper) -> str:
        return self.declared(event.verb).kind

    def notice(self, event: Any, record: Paper, member: Membership) -> Notice:
        title, awaits = self.headline(event.verb, 1), str(self.declared(event.verb).awaits)
        number, actor = record.deposit.number, event.particulars.get("actor_name", "")
        who = _("%(name)s, about a document of deposit no. %(number)s.") % {"name": actor, "number": number}
        subject = _("Deposit no. %(number)s: %(title)s") % {"number": number, "title": title}
        return Notice(
            str(subject), capfirst(title), [str(who), awaits] if actor else [awaits], str(_("See the document")),
            record.get_absolute_url(), f"depot.deposit.{record.deposit_id}.{member.pk}",
        )  # fmt: skip

    def rows(self, viewer: Viewer) -> QuerySet[Paper]:
        return Paper.objects.visible_to(viewer)

    def shown(self, viewer: Viewer, ids: Collection[str]) -> dict[str, Shown]:
        rows = self.rows(viewer).filter(pk__in=ids).select_related("deposit")
        label = _("Document of deposit no. %(number)s")
        return {
            str(row.pk): Shown(str(label % {"number": row.deposit.number}), row.get_absolute_url(), row.name)
            for row in rows
        }
