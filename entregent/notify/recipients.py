"""Recipients: for one family of events, who is told, by the bell and by mail, and in which words."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, ClassVar

from django.db import models
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import translation

from entregent import audit
from entregent.audit.act import Act, act_of
from entregent.jobs.outbox import mails_together
from entregent.notify import families, kinds
from entregent.notify.bell import mark_read_by_actor, ring
from entregent.notify.bundling import wait_of_mails
from entregent.notify.choices import choices_of
from entregent.notify.families import Family
from entregent.notify.kinds import AT_ONCE, Kind
from entregent.notify.mornings import due_at
from entregent.people import mails
from entregent.people.models import Membership
from entregent.people.models.membership import OPEN


@dataclass(frozen=True)
class Notice:
    """What one person reads: who, what waits, one link; nothing confidential, unless the house quotes in mails."""

    subject: str
    title: str
    lines: list[str]
    action: str
    path: str
    thread_key: str = ""
    quoted: str = ""  # what somebody wrote, where the house lets mails hold it
    about: str = ""  # the subject, without words of the record: administrators see it among the mails


class Recipients(Family):
    """One subclass per family; `listen` connects it. Nobody is told of what they did themselves."""

    kinds: ClassVar[tuple[Kind, ...]]

    @abstractmethod
    def members(self, event: Any, record: Any) -> Iterable[Membership]:
        """Who should know: open memberships, fetched with user and preferences."""

    @abstractmethod
    def kind(self, event: Any, record: Any) -> str:
        """The key of the kind of mails that the event makes."""

    @abstractmethod
    def notice(self, event: Any, record: Any, member: Membership) -> Notice:
        """The words for one of them; called in their language."""

    def listen(self) -> None:
        kinds.register_kinds(self.kinds)
        families.register_family(self)
        audit.subscribe(self.prefix, self.tell)

    def tell(self, event: Any, record: models.Model) -> None:
        """Rings each one's bell, and writes to those who want mails at once; whoever acts has read what was told."""
        mark_read_by_actor(event)
        if event.taken_back_at:
            return
        told = [member for member in self.members(event, record) if member.pk != event.actor_membership_id]
        if not told:
            return
        kind = self.kind(event, record)
        choices = choices_of(told, [kind])
        at_once = [member for member in told if choices[member.pk, kind] == AT_ONCE]
        dues = {member: due_at(choices[member.pk, kind], member.house, event.at) for member in told}
        if wait := wait_of_mails():
            ring(dues | dict.fromkeys(at_once, event.at + wait), event, kind)
            return
        ring(dues, event, kind)
        with mails_together():
            for member in at_once:
                self.write(event, record, member)

    def write(self, event: Any, record: models.Model, member: Membership) -> None:
        with translation.override(language_of(member)):
            self.post(event, member, self.notice(event, record, member))

    def post(self, event: Any, member: Membership, notice: Notice) -> None:
        mails.send(
            to_address=member.user.email, to_name=member.name, language=language_of(member), kind=event.verb,
            house_id=member.house_id, house=member.house, subject=notice.subject, title=notice.title,
            lines=notice.lines, action_label=notice.action, path=notice.path, event_id=event.pk,
            thread_key=notice.thread_key, quoted=notice.quoted, about=notice.about,
            choices_path=reverse("mail-choices"),
        )  # fmt: skip


class ActRecipients(Recipients):
    """Recipients of events whose words their acts declare (audit/act.py)."""

    def declared(self, verb: str) -> Act:
        """Raises LookupError for a verb that no act declares."""
        act = act_of(verb)
        if act is None:
            raise LookupError(f"No act declares {verb!r}.")
        return act

    def headline(self, verb: str, count: int) -> str:
        act = act_of(verb)
        return str(act.title % {"count": count}) if act and act.title else ""


def language_of(member: Membership) -> str:
    preferences = getattr(member.user, "preferences", None)
    return (preferences.language if preferences else "") or member.house.default_language


def reachable(rows: QuerySet[Membership]) -> QuerySet[Membership]:
    """Of these memberships, the open ones, ready to be written to."""
    return rows.filter(user__is_active=True, **OPEN).select_related("user__preferences", "house").order_by("pk")
