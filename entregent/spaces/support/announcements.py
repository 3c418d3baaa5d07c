"""Who is told of what happens to a request: always the other side, never the one who acted."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import translation
from django.utils.text import Truncator, capfirst
from django.utils.translation import gettext_lazy as _

from entregent.audit.act import Act, act_of
from entregent.notify.choices import choices_of
from entregent.notify.families import Shown
from entregent.notify.kinds import AT_ONCE, Kind
from entregent.notify.recipients import ActRecipients, Notice, language_of, reachable
from entregent.people.models import Membership
from entregent.people.posts import bearing
from entregent.people.sides import CUSTOMER, PROVIDER
from entregent.people.viewer import Viewer
from entregent.spaces.support import desks
from entregent.spaces.support.acts import CHIEFS, DESK, HANDLER, MANAGERS, OTHER_SIDE, OWNER
from entregent.spaces.support.models import Intervention
from entregent.spaces.support.rights import HANDLE, MANAGE, REASSIGN, REQUEST
from entregent.threads.models import Message

OURS, DESKS = ("support", CUSTOMER, (REQUEST,)), ("support", PROVIDER, (HANDLE,))
FILED, RECEIPT = "support.intervention.opened", "support-receipt"
MOST_QUOTED = 3_000  # signs
# What waits for someone cannot be switched off, unless the house says so.
KINDS = (
    Kind("support-reply", _("Reply of the support"), *OURS),
    Kind(RECEIPT, _("Receipt of a request that I file"), *OURS),
    Kind("support-taken", _("Request taken in charge"), *OURS),
    Kind("support-closure", _("Closure to confirm"), *OURS, may_be_off=False),
    Kind("support-owner", _("Request that changes hands"), *OURS, may_be_off=False),
    Kind("support-recall", _("Reminder of an answer that is awaited"), *OURS),
    Kind("support-new", _("New request"), *DESKS, may_be_off=False),
    Kind("support-assigned", _("Request assigned to me"), *DESKS),
    Kind("support-note", _("Internal note on a request of mine"), *DESKS),
    Kind("support-customer-reply", _("Message of a customer"), *DESKS),
    Kind("support-change", _("Request changed or cancelled by the customer"), *DESKS),
    Kind("support-outcome", _("Closure confirmed or refused"), *DESKS),
    Kind("support-dissatisfied", _("Dissatisfied customer"), "support", PROVIDER, (MANAGE,)),
)
REPLIES = {OWNER: "support-reply", DESK: "support-customer-reply"}


class RequestRecipients(ActRecipients):
    prefix = "support.intervention."
    kinds = KINDS

    def members(self, event: Any, record: Intervention) -> Iterable[Membership]:
        act = act_of(event.verb)
        if act is None or not act.title or event.particulars.get("quiet"):
            return []
        told = self.told(act, event, record)
        if told == MANAGERS:
            return self.bearers_of(record, MANAGE)
        groups = {OWNER: self.owner_of, CHIEFS: self.chiefs_of, HANDLER: self.handler_of}
        return groups.get(told, self.desk_of)(record)

    def told(self, act: Act, event: Any, record: Intervention) -> str:
        """Which side."""
        if act.to != OTHER_SIDE:
            return act.to
        return DESK if event.actor_membership_id == record.owner_id else OWNER

    def kind(self, event: Any, record: Intervention) -> str:
        act = self.declared(event.verb)
        return act.kind or REPLIES[self.told(act, event, record)]

    def owner_of(self, record: Intervention) -> Iterable[Membership]:
        """The owner, or while there is none whom one can reach the establishment's administrators."""
        return self.one(record.owner_id) or self.chiefs_of(record)

    def chiefs_of(self, record: Intervention) -> Iterable[Membership]:
        """The administrators of the establishment, who may hand the request over."""
        people = everybody().filter(bearing(REASSIGN, record.house_id), party=record.dossier.party_id)
        return list(reachable(people))

    def handler_of(self, record: Intervention) -> Iterable[Membership]:
        return self.one(record.handler_id)

    def desk_of(self, record: Intervention) -> Iterable[Membership]:
        """The handler, or while there is none whom one can reach the desk of its service; everyone who handles when
        nobody is there.
        """
        if handler := self.one(record.handler_id):
            return handler
        people, at_desk = self.bearers_of(record, HANDLE), set(desks.people(record.service_id))
        return [member for member in people if member.pk in at_desk] or people

    def one(self, pk: int | None) -> list[Membership]:
        return list(reachable(everybody().filter(pk=pk))) if pk else []

    def bearers_of(self, record: Intervention, right: str) -> list[Membership]:
        people = everybody().filter(bearing(right, record.house_id), house=record.house_id, party=None)
        return list(reachable(people))

    def notice(self, event: Any, record: Intervention, member: Membership) -> Notice:
        actor, title = event.particulars.get("actor_name", ""), self.headline(event.verb, 1)
        if actor and event.verb.endswith(".answered"):
            title = _("answer from %(name)s") % {"name": actor}
        who = _("%(name)s, about request no. %(number)s.") % {"name": actor, "number": record.number}
        lines = [who] * bool(actor) + [str(self.declared(event.verb).awaits)]
        return self.about_request(record, member, title, lines, event)

    def receipt(self, record: Intervention, member: Membership) -> Notice:
        """To whoever has just filed: that it arrived, and under which number."""
        line = _("It has the number %(number)s. The desk is told; each of its answers is announced to you by mail.")
        return self.about_request(record, member, str(_("request received")), [line % {"number": record.number}])

    def about_request(
        self, record: Intervention, member: Membership, title: str, lines: list[str], event: Any = None
    ) -> Notice:
        """With the words of the request where the house lets mails hold them."""
        quotes, words = member.house.quotes_in_mails, {"number": record.number, "title": title}
        bare, whole = _("[no. %(number)s] %(title)s"), _("[no. %(number)s] %(subject)s: %(title)s")
        return Notice(
            subject=(whole if quotes else bare) % {**words, "subject": record.subject}, about=bare % words,
            title=record.subject if quotes else capfirst(title), lines=lines, action=str(_("Open the request")),
            path=record.get_absolute_url(), thread_key=f"support.intervention.{record.pk}.{member.pk}",
            quoted=said_in(event) if quotes and event else "",
        )  # fmt: skip

    def tell(self, event: Any, record: Any) -> None:
        super().tell(event, record)
        owner = self.one(record.owner_id) if event.verb == FILED else []
        for member in owner:
            if choices_of(owner, [RECEIPT])[member.pk, RECEIPT] == AT_ONCE:
                with translation.override(language_of(member)):
                    self.post(event, member, self.receipt(record, member))

    def rows(self, viewer: Viewer) -> QuerySet[Intervention]:
        return Intervention.objects.visible_to(viewer)

    def shown(self, viewer: Viewer, ids: Collection[str]) -> dict[str, Shown]:
        rows = self.rows(viewer).filter(pk__in=ids).values_list("pk", "number", "subject")
        return {
            str(pk): Shown(
                _("Request no. %(number)s") % {"number": number}, reverse("support:request", args=[number]), subject
            )
            for pk, number, subject in rows
        }


def said_in(event: Any) -> str:
    """The text of the message that an event tells of, asked for once; none of a note, which is the desk's own."""
    if not hasattr(event, "words_said"):
        key = event.particulars.get("message")
        rows = Message.objects.unscoped("the words that a mail quotes, to those whom the message is for")
        text = rows.filter(pk=key, is_internal=False).values_list("text", flat=True).first() if key else None
        event.words_said = Truncator(text or "").chars(MOST_QUOTED)
    return str(event.words_said)


def everybody() -> Any:
    return Membership.objects.unscoped("telling those whom a request concerns")
