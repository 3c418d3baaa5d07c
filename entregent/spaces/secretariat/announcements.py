"""Who is told of what happens to a message: always the other side, never the one who acted."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from entregent.dossiers.models import Assignment
from entregent.notify.families import Shown
from entregent.notify.kinds import Kind
from entregent.notify.recipients import ActRecipients, Notice, reachable
from entregent.people.models import Membership
from entregent.people.posts import bearing
from entregent.people.sides import CUSTOMER, PROVIDER
from entregent.people.viewer import Viewer
from entregent.spaces.secretariat.acts import OPERATORS, OTHER_SIDE
from entregent.spaces.secretariat.models import CallMessage
from entregent.spaces.secretariat.rights import READ, TAKE

KINDS = (
    Kind("secretariat-message", _("New message"), "secretariat", CUSTOMER, (READ,)),
    Kind("secretariat-acknowledged", _("Urgent message acknowledged"), "secretariat", PROVIDER, (TAKE,)),
    Kind("secretariat-answer", _("Answer about a message"), "secretariat", CUSTOMER, (READ,)),
    Kind("secretariat-reply", _("Answer of a subscriber"), "secretariat", PROVIDER, (TAKE,)),
)


class MessageRecipients(ActRecipients):
    prefix = "secretariat.callmessage."
    kinds = KINDS

    def members(self, event: Any, record: CallMessage) -> Iterable[Membership]:
        act = self.declared(event.verb)
        if not act.title:
            return []
        return self.operators(record) if self.is_for_operators(event) else self.subscribers(record)

    def is_for_operators(self, event: Any) -> bool:
        """An answer is for the side that did not write it."""
        act = self.declared(event.verb)
        if act.to != OTHER_SIDE:
            return act.to == OPERATORS
        rows = everybody().filter(pk=event.actor_membership_id)
        return not rows.filter(party=None).exists()

    def kind(self, event: Any, record: CallMessage) -> str:
        act = self.declared(event.verb)
        return "secretariat-reply" if act.to == OTHER_SIDE and self.is_for_operators(event) else act.kind

    def subscribers(self, record: CallMessage) -> Iterable[Membership]:
        people = everybody().filter(bearing(READ, record.house_id), party=record.dossier.party_id)
        return reachable(people)

    def operators(self, record: CallMessage) -> Iterable[Membership]:
        """Those to whom the line is entrusted."""
        rows = Assignment.objects.unscoped("telling the operators of a line")
        mine = rows.filter(seat__dossier=record.dossier_id, seat__side=PROVIDER).values("membership")
        return reachable(everybody().filter(bearing(TAKE, record.house_id), pk__in=mine))

    def notice(self, event: Any, record: CallMessage, member: Membership) -> Notice:
        title, line = self.headline(event.verb, 1), str(self.declared(event.verb).awaits)
        subject = _("Message no. %(number)s: %(title)s") % {"number": record.number, "title": title}
        return Notice(
            subject=subject, title=capfirst(title), lines=[line], action=str(_("Read the message")),
            path=record.get_absolute_url(), thread_key=f"secretariat.callmessage.{record.pk}.{member.pk}",
        )  # fmt: skip

    def rows(self, viewer: Viewer) -> Any:
        return CallMessage.objects.visible_to(viewer)

    def shown(self, viewer: Viewer, ids: Collection[str]) -> dict[str, Shown]:
        rows = CallMessage.objects.visible_to(viewer).filter(pk__in=ids)
        return {str(row.pk): Shown(str(row), row.get_absolute_url(), row.who) for row in rows}


def everybody() -> Any:
    return Membership.objects.unscoped("telling those whom a message concerns")
