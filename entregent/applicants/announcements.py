"""Who is told of an application: the staff of its house by bell and mail, and whoever applied by mail."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from entregent import audit
from entregent.applicants.doors import kind_of
from entregent.applicants.models import Application
from entregent.notify.families import Shown
from entregent.notify.recipients import Notice, Recipients, reachable
from entregent.people import mails
from entregent.people.models import Membership
from entregent.people.posts import bearing
from entregent.people.rights import MANAGE_PEOPLE
from entregent.people.viewer import Viewer

PREFIX = "applicants.application."


class ApplicationRecipients(Recipients):
    """Kinds of mails are registered space by space (doors.take_applications)."""

    prefix = PREFIX
    kinds = ()

    def listen(self) -> None:
        super().listen()
        audit.subscribe(PREFIX, answer_applicant)

    def members(self, event: Any, record: Application) -> Iterable[Membership]:
        """Whoever may decide, of the space whose door it came through; of what was decided, nobody."""
        if event.verb != f"{PREFIX}filed":
            return []
        desk = Membership.objects.visible_to(Viewer.of_house(record.house_id, record.space)).filter(party=None)
        return reachable(desk.filter(bearing(MANAGE_PEOPLE, record.house_id, record.space)))

    def kind(self, event: Any, record: Application) -> str:
        return kind_of(record.space)

    def notice(self, event: Any, record: Application, member: Membership) -> Notice:
        return Notice(
            subject=_("A request for an account waits"), title=_("A request for an account waits"),
            lines=[_("Somebody asks for an account, or for an update of theirs. Accept the request or refuse it.")],
            action=_("Open the request"), path=record.get_absolute_url(),
        )  # fmt: skip

    def headline(self, verb: str, count: int) -> str:
        told = ngettext("a request for an account", "%(count)s requests for an account", count) % {"count": count}
        return told if verb == f"{PREFIX}filed" else ""

    def rows(self, viewer: Viewer) -> QuerySet[Application]:
        rows = Application.objects.visible_to(viewer)
        return rows if viewer.can(MANAGE_PEOPLE) else rows.none()

    def shown(self, viewer: Viewer, ids: Collection[str]) -> dict[str, Shown]:
        rows = self.rows(viewer).filter(pk__in=ids).values_list("pk", "name", "party_name")
        return {
            str(pk): Shown(
                _("Request for an account no. %(number)s") % {"number": pk},
                reverse("applicants:application", args=[pk]), f"{name}, {place}",
            )
            for pk, name, place in rows
        }  # fmt: skip


def answer_applicant(event: Any, record: Any) -> None:
    """Mails what the act means for whoever applied; of an acceptance, the invitation itself is the mail."""
    act = event.verb.removeprefix(PREFIX)
    if act == "updated":
        user = record.decision.member.user
        mails.to_person(user, event.verb, lambda: update_letter(record))
    elif act in LETTERS:
        post(LETTERS[act], event, record)


def post(write: Callable[[Application], mails.Letter], event: Any, record: Application) -> None:
    with translation.override(record.language):
        letter = write(record)
    # Without a name: what a stranger calls themselves is shown in nobody's mailbox, nor kept in the outbox.
    mails.send_letter(
        letter, to_address=record.email, to_name="", language=record.language, kind=event.verb,
        house_id=record.house_id, house=record.house, event_id=event.pk,
    )  # fmt: skip


def receipt(record: Application) -> mails.Letter:
    """The same whether the mailbox has an account or not."""
    return mails.Letter(
        subject=_("Your request has been received"),
        lines=[
            _("%(house)s has received your request about an account, and will answer it by mail.")
            % {"house": record.house.name},
            _("If you did not send it, leave this mail: nothing happens without a check."),
        ],
    )


def refusal(record: Application) -> mails.Letter:
    return mails.Letter(
        subject=_("Your request could not be accepted"),
        lines=[
            _("%(house)s could not accept your request about an account.") % {"house": record.house.name},
            *record.decision.reason.splitlines(),
        ],
    )


def update_letter(record: Application) -> mails.Letter:
    """To the account's own mailbox, whatever address was given in the request."""
    return mails.Letter(
        subject=_("Your information has been updated"),
        lines=[
            _("%(house)s has updated your information, as was asked in your name.") % {"house": record.house.name},
            _("If you did not ask for it, look at your profile and warn the person who manages the accounts."),
        ],
        action_label=_("Look at my profile"),
        path=reverse("profile"),
    )


LETTERS = {"filed": receipt, "asked_again": receipt, "refused": refusal}
