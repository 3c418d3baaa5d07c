"""Who is told of what happens to a request: always the other side, never the one who acted."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext_lazy

from entregent.notify.families import Shown
from entregent.notify.kinds import Kind
from entregent.notify.recipients import Notice, Recipients, reachable
from entregent.people.models import Membership
from entregent.people.sides import CUSTOMER, PROVIDER
from entregent.people.viewer import Viewer
from entregent.spaces.support.models import Intervention
from entregent.spaces.support.rights import HANDLE, REASSIGN, REQUEST

DESK, OWNER = "desk", "owner"
TOLD = {
    "opened": DESK, "answered": "", "taken": OWNER, "edited": DESK, "cancelled": DESK, "handed_over": OWNER,
    "orphaned": OWNER, "closure_proposed": OWNER, "closed": DESK, "closure_refused": DESK,
}  # fmt: skip


def ours(key: str, label: Any, **more: Any) -> Kind:
    """A kind of mails for establishments."""
    return Kind(f"support-{key}", label, "support", CUSTOMER, (REQUEST,), **more)


def desks(key: str, label: Any, **more: Any) -> Kind:
    """A kind of mails for the desk."""
    return Kind(f"support-{key}", label, "support", PROVIDER, (HANDLE,), **more)


# What waits for someone cannot be switched off, unless the house says so.
KINDS = {
    (OWNER, "answered"): ours("reply", gettext_lazy("Reply of the support")),
    (OWNER, "taken"): ours("taken", gettext_lazy("Request taken in charge")),
    (OWNER, "closure_proposed"): ours("closure", gettext_lazy("Closure to confirm"), may_be_off=False),
    (OWNER, "handed_over"): ours("owner", gettext_lazy("Request that changes hands"), may_be_off=False),
    (DESK, "opened"): desks("new", gettext_lazy("New request"), may_be_off=False),
    (DESK, "answered"): desks("customer-reply", gettext_lazy("Message of a customer")),
    (DESK, "edited"): desks("change", gettext_lazy("Request changed or cancelled by the customer")),
    (DESK, "closed"): desks("outcome", gettext_lazy("Closure confirmed or refused")),
}
SAME_KIND = {"orphaned": "handed_over", "cancelled": "edited", "closure_refused": "closed"}
HEADLINES = {
    "opened": gettext_lazy("a new request"),
    "answered": ngettext_lazy("a new message", "%(count)s new messages", "count"),
    "taken": gettext_lazy("taken in charge"),
    "edited": ngettext_lazy("changed", "changed %(count)s times", "count"),
    "cancelled": gettext_lazy("cancelled"),
    "handed_over": gettext_lazy("now yours"),
    "orphaned": gettext_lazy("to be reassigned"),
    "closure_proposed": gettext_lazy("closure to confirm"),
    "closed": gettext_lazy("closed"),
    "closure_refused": gettext_lazy("closure refused"),
}
LINES = {
    "opened": gettext_lazy("A new request waits at the desk."),
    "answered": gettext_lazy("A message waits for you."),
    "taken": gettext_lazy("The desk is now working on your request."),
    "edited": gettext_lazy("Its subject or its details have changed."),
    "cancelled": gettext_lazy("The request is cancelled: nothing more is expected of you."),
    "handed_over": gettext_lazy("You are now the owner of this request."),
    "orphaned": gettext_lazy("This request no longer has an owner: name one."),
    "closure_proposed": gettext_lazy("Confirm the closure with the questionnaire, or refuse it."),
    "closed": gettext_lazy("The owner has confirmed the closure."),
    "closure_refused": gettext_lazy("The owner says that it is not done: the reason is in the conversation."),
}


class RequestRecipients(Recipients):
    prefix = "support.intervention."
    kinds = tuple(KINDS.values())

    def members(self, event: Any, record: Intervention) -> Iterable[Membership]:
        if event.particulars.get("quiet"):
            return []
        return self.owner_of(record) if self.told(event, record) == OWNER else self.desk_of(record)

    def told(self, event: Any, record: Intervention) -> str:
        """Which side."""
        return TOLD[self.act(event.verb)] or (OWNER if record.awaits_owner else DESK)

    def act(self, verb: str) -> str:
        return verb.removeprefix(self.prefix)

    def kind(self, event: Any, record: Intervention) -> str:
        act = self.act(event.verb)
        return KINDS[self.told(event, record), SAME_KIND.get(act, act)].key

    def owner_of(self, record: Intervention) -> Iterable[Membership]:
        """The owner, or while there is none the establishment's administrators."""
        rows = Membership.objects.unscoped("telling the owner of a request")
        if record.owner_id:
            return reachable(rows.filter(pk=record.owner_id))
        people = reachable(rows.filter(party=record.dossier.party_id)).select_related(
            "role", "user__preferences", "house"
        )
        return [member for member in people if REASSIGN in member.role.rights]

    def desk_of(self, record: Intervention) -> Iterable[Membership]:
        """The handler, or while there is none everyone at the desk."""
        rows = Membership.objects.unscoped("telling the desk of a request")
        if record.handler_id:
            return reachable(rows.filter(pk=record.handler_id))
        people = reachable(rows.filter(house=record.house_id, party=None))
        people = people.select_related("role", "user__preferences", "house")
        return [member for member in people if HANDLE in member.role.rights]

    def notice(self, event: Any, record: Intervention, member: Membership) -> Notice:
        title, line = self.headline(event.verb, 1), str(LINES[self.act(event.verb)])
        actor = event.particulars.get("actor_name", "")
        who = _("%(name)s, about request no. %(number)s.") % {"name": actor, "number": record.number}
        return Notice(
            subject=_("Request no. %(number)s: %(title)s") % {"number": record.number, "title": title},
            title=title, lines=[who, line] if actor else [line], action=_("Open the request"),
            path=record.get_absolute_url(), thread_key=f"support.intervention.{record.pk}.{member.pk}",
        )  # fmt: skip

    def headline(self, verb: str, count: int) -> str:
        return str(HEADLINES[self.act(verb)] % {"count": count})

    def shown(self, viewer: Viewer, ids: Collection[str]) -> dict[str, Shown]:
        rows = Intervention.objects.visible_to(viewer).filter(pk__in=ids).values_list("pk", "number", "subject")
        return {
            str(pk): Shown(
                _("Request no. %(number)s") % {"number": number}, reverse("support:request", args=[number]), subject
            )
            for pk, number, subject in rows
        }
