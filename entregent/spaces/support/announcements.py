"""Who is told of what happens to a request: always the other side, never the one who acted."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from entregent.notify.recipients import Notice, Recipients, reachable
from entregent.people.models import Membership
from entregent.spaces.support.models import Intervention
from entregent.spaces.support.rights import HANDLE, REASSIGN

DESK, OWNER, HANDLER = "desk", "owner", "handler"
TOLD = {
    "opened": DESK, "answered": "", "taken": OWNER, "edited": DESK, "cancelled": DESK, "handed_over": OWNER,
    "orphaned": OWNER, "closure_proposed": OWNER, "closed": DESK, "closure_refused": DESK,
    "noted": HANDLER,
}  # fmt: skip


class RequestRecipients(Recipients):
    prefix = "support.intervention."

    def members(self, event: Any, record: Intervention) -> Iterable[Membership]:
        if event.particulars.get("quiet"):
            return []
        told = TOLD[event.verb.removeprefix(self.prefix)] or (OWNER if record.awaits_owner else DESK)
        if told == HANDLER and not record.handler_id:
            return []
        return self.owner_of(record) if told == OWNER else self.desk_of(record)

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
        title, line = self.words(event, record)
        actor = event.particulars.get("actor_name", "")
        who = _("%(name)s, about request no. %(number)s.") % {"name": actor, "number": record.number}
        return Notice(
            subject=_("Request no. %(number)s: %(title)s") % {"number": record.number, "title": title},
            title=title, lines=[who, line] if actor else [line], action=_("Open the request"),
            path=record.get_absolute_url(), thread_key=f"support.intervention.{record.pk}.{member.pk}",
        )  # fmt: skip

    def words(self, event: Any, record: Intervention) -> tuple[str, str]:
        return {
            "opened": (_("a new request"), _("A new request waits at the desk.")),
            "answered": (_("a new message"), _("A message waits for you.")),
            "noted": (_("an internal note"), _("A colleague left a note for the desk.")),
            "taken": (_("taken in charge"), _("The desk is now working on your request.")),
            "edited": (_("changed"), _("Its subject or its details have changed.")),
            "cancelled": (_("cancelled"), _("The request is cancelled: nothing more is expected of you.")),
            "handed_over": (_("now yours"), _("You are now the owner of this request.")),
            "orphaned": (_("to be reassigned"), _("This request no longer has an owner: name one.")),
            "closure_proposed": (
                _("closure to confirm"),
                _("Confirm the closure with the questionnaire, or refuse it."),
            ),
            "closed": (_("closed"), _("The owner has confirmed the closure.")),
            "closure_refused": (
                _("closure refused"),
                _("The owner says that it is not done: the reason is in the conversation."),
            ),
        }[event.verb.removeprefix(self.prefix)]
