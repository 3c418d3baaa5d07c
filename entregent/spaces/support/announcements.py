"""Who is told of what happens to a request: always the other side, never the one who acted."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from entregent.notify.families import Shown
from entregent.notify.kinds import Kind
from entregent.notify.recipients import Notice, Recipients, reachable
from entregent.people.models import Membership
from entregent.people.posts import bearing
from entregent.people.sides import CUSTOMER, PROVIDER
from entregent.people.viewer import Viewer
from entregent.spaces.support import desks
from entregent.spaces.support.models import Intervention
from entregent.spaces.support.rights import HANDLE, MANAGE, REASSIGN, REQUEST

DESK, OWNER, HANDLER, CHIEFS, MANAGERS = "desk", "owner", "handler", "chiefs", "managers"
OURS, DESKS = ("support", CUSTOMER, (REQUEST,)), ("support", PROVIDER, (HANDLE,))
# What waits for someone cannot be switched off, unless the house says so.
KINDS = (
    Kind("support-reply", _("Reply of the support"), *OURS),
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
# Which side is told of an act ("": whoever's turn it is), as a mail of which kind, in which words.
TOLD = {
    "opened": (DESK, "support-new", _("a new request"), _("A new request waits at the desk.")),
    "answered": ("", "", ngettext_lazy("a new message", "%(count)s new messages", "count"),
                 _("A message waits for you.")),
    "taken": (OWNER, "support-taken", _("taken in charge"), _("The desk is now working on your request.")),
    "edited": (DESK, "support-change", ngettext_lazy("changed", "changed %(count)s times", "count"),
               _("Its subject or its details have changed.")),
    "moved": (DESK, "support-new", _("moved to your desk"),
              _("A request came from the desk of another service: the reason is in a note.")),
    "assigned": (HANDLER, "support-assigned", _("request assigned"), _("This request is now in your hands.")),
    "noted": (HANDLER, "support-note", ngettext_lazy("an internal note", "%(count)s internal notes", "count"),
              _("A colleague left a note for the desk.")),
    "cancelled": (DESK, "support-change", _("cancelled"),
                  _("The request is cancelled: nothing more is expected of you.")),
    "restored": (DESK, "support-change", _("put back"), _("Its owner takes the cancellation back: it goes on.")),
    "wanted": (CHIEFS, "support-owner", _("a colleague asks for it"),
               _("Somebody of your establishment asks to become its owner. Hand it over, if you agree.")),
    "handed_over": (OWNER, "support-owner", _("now yours"), _("You are now the owner of this request.")),
    "orphaned": (OWNER, "support-owner", _("to be reassigned"), _("This request no longer has an owner: name one.")),
    "unowned": (CHIEFS, "support-owner", _("still to be reassigned"),
                _("Nobody has owned this request for two days: name somebody.")),
    "closure_proposed": (OWNER, "support-closure", _("closure to confirm"),
                         _("Confirm the closure with the questionnaire, or refuse it.")),
    "closed": (DESK, "support-outcome", _("closed"), _("The owner has confirmed the closure.")),
    "recalled": (OWNER, "support-recall", _("your answer is awaited"),
                 _("The desk awaits your answer to go on.")),
    "escalated": (CHIEFS, "support-recall", _("no answer"),
                  _("Its owner does not answer: you can hand it over to somebody else.")),
    "lapsed": (OWNER, "support-closure", _("closed without an answer"),
               _("It is closed for want of an answer. You may still fill in the questionnaire for 30 days.")),
    "rated": (DESK, "support-outcome", _("evaluated"), _("The owner has filled in the questionnaire after all.")),
    "evaluation_corrected": (DESK, "support-outcome", _("evaluation corrected"),
                             _("The owner has corrected the evaluation.")),
    "dissatisfied": (MANAGERS, "support-dissatisfied", _("dissatisfied customer"),
                     _("The evaluation tells of somebody dissatisfied: read it, and call them if need be.")),
    "closure_refused": (DESK, "support-outcome", _("closure refused"),
                        _("The owner says that it is not done: the reason is in the conversation.")),
}  # fmt: skip


class RequestRecipients(Recipients):
    prefix = "support.intervention."
    kinds = KINDS

    def members(self, event: Any, record: Intervention) -> Iterable[Membership]:
        if self.act(event.verb) not in TOLD or event.particulars.get("quiet"):
            return []
        told = self.told(event, record)
        if told == HANDLER and not record.handler_id:
            return []
        if told == MANAGERS:
            return self.bearers_of(record, MANAGE)
        groups = {OWNER: self.owner_of, CHIEFS: self.chiefs_of}
        return groups.get(told, self.desk_of)(record)

    def told(self, event: Any, record: Intervention) -> str:
        """Which side: of a message, the one that did not write it."""
        return TOLD[self.act(event.verb)][0] or (DESK if event.actor_membership_id == record.owner_id else OWNER)

    def act(self, verb: str) -> str:
        return verb.removeprefix(self.prefix)

    def kind(self, event: Any, record: Intervention) -> str:
        return TOLD[self.act(event.verb)][1] or REPLIES[self.told(event, record)]

    def owner_of(self, record: Intervention) -> Iterable[Membership]:
        """The owner, or while there is none the establishment's administrators."""
        if record.owner_id:
            return reachable(everybody().filter(pk=record.owner_id))
        return self.chiefs_of(record)

    def chiefs_of(self, record: Intervention) -> Iterable[Membership]:
        """The administrators of the establishment, who may hand the request over."""
        people = everybody().filter(bearing(REASSIGN, record.house_id), party=record.dossier.party_id)
        return list(reachable(people))

    def desk_of(self, record: Intervention) -> Iterable[Membership]:
        """The handler, or while there is none the desk of its service; everyone who handles when nobody is there."""
        if record.handler_id:
            return reachable(everybody().filter(pk=record.handler_id))
        people, at_desk = self.bearers_of(record, HANDLE), set(desks.people(record.service_id))
        return [member for member in people if member.pk in at_desk] or people

    def bearers_of(self, record: Intervention, right: str) -> list[Membership]:
        people = everybody().filter(bearing(right, record.house_id), house=record.house_id, party=None)
        return list(reachable(people))

    def notice(self, event: Any, record: Intervention, member: Membership) -> Notice:
        title, line = self.headline(event.verb, 1), str(TOLD[self.act(event.verb)][3])
        actor = event.particulars.get("actor_name", "")
        who = _("%(name)s, about request no. %(number)s.") % {"name": actor, "number": record.number}
        return Notice(
            subject=_("Request no. %(number)s: %(title)s") % {"number": record.number, "title": title},
            title=capfirst(title), lines=[who, line] if actor else [line], action=str(_("Open the request")),
            path=record.get_absolute_url(), thread_key=f"support.intervention.{record.pk}.{member.pk}",
        )  # fmt: skip

    def headline(self, verb: str, count: int) -> str:
        told = TOLD.get(self.act(verb))
        return str(told[2] % {"count": count}) if told else ""

    def shown(self, viewer: Viewer, ids: Collection[str]) -> dict[str, Shown]:
        rows = Intervention.objects.visible_to(viewer).filter(pk__in=ids).values_list("pk", "number", "subject")
        return {
            str(pk): Shown(
                _("Request no. %(number)s") % {"number": number}, reverse("support:request", args=[number]), subject
            )
            for pk, number, subject in rows
        }


def everybody() -> Any:
    return Membership.objects.unscoped("telling those whom a request concerns")
