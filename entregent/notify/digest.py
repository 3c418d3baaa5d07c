"""Digests: one mail for what was not told at once, each working morning or each Monday."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from itertools import groupby
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import translation
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from entregent.core.clock import now
from entregent.jobs import cron
from entregent.notify.bell import Line, lines, rung
from entregent.notify.choices import choices_of
from entregent.notify.kinds import NEVER
from entregent.notify.models import Notification
from entregent.notify.recipients import language_of
from entregent.people import mails
from entregent.people.memberships import open_memberships
from entregent.people.models import Membership
from entregent.people.viewer import Viewer

log = logging.getLogger(__name__)

MOST_RECORDS = 20


@cron.every(seconds=300, name="notify.digests")
def send_digests() -> None:
    """Writes to whoever is due a digest, each in a transaction of their own: one that fails holds nobody else up.

    Each house has its own morning, so it is asked often; when nothing is due that is one small query. What failed is
    still due, and tried again the next time.
    """
    due = due_now().order_by("membership_id").values_list("membership_id", "user_id").distinct()
    for membership_id, user_id in list(due):
        try:
            with transaction.atomic():
                send_digest(membership_id, user_id)
        except Exception:
            log.exception("The digest of membership %s failed", membership_id)


def due_now() -> Any:
    return rung().filter(due_at__lte=now(), read_at=None)


def send_digest(membership_id: int, user_id: int) -> None:
    """Claims what is due and writes it: whoever comes second finds nothing left to claim.

    A member whose door was closed since is written to no more.
    """
    claimed = list(due_now().filter(membership_id=membership_id).select_for_update().order_by("-at", "-id"))
    rung().filter(pk__in=[row.pk for row in claimed]).update(due_at=None)
    member = open_memberships(user_id).filter(pk=membership_id, user__is_active=True).first()
    if member and claimed:
        write(member, claimed)


def write(member: Membership, claimed: list[Notification]) -> None:
    """One mail of what its reader may still see; none when nothing is left."""
    choices = choices_of([member], {row.kind for row in claimed})
    wanted = [row for row in claimed if choices[member.pk, row.kind] != NEVER]
    with translation.override(language_of(member)):
        told = lines(wanted, Viewer.wearing(member))
        if told:
            post(member, told)


def post(member: Membership, told: list[Line]) -> None:
    count = len(told)
    title = ngettext("%(count)s thing to read", "%(count)s things to read", count) % {"count": count}
    mails.send(
        to_address=member.user.email, to_name=member.name, language=language_of(member), kind="notify.digest",
        house_id=member.house_id, house=member.house, subject=title, title=title, lines=list(sentences(told)),
        action_label=_("See what is new"), path=reverse("notifications"), choices_path=reverse("mail-choices"),
    )  # fmt: skip


def sentences(told: list[Line]) -> Iterator[str]:
    """A line for each record: « Demande n° 1204 : nouveau message, clôture à valider »."""
    ordered = sorted(told, key=lambda line: line.record.label)
    records = [(label, list(of_it)) for label, of_it in groupby(ordered, key=lambda line: line.record.label)]
    for label, of_it in records[:MOST_RECORDS]:
        words = ", ".join(line.headline for line in of_it)
        yield capfirst(_("%(record)s: %(news)s.") % {"record": label, "news": words})
    rest = len(records) - MOST_RECORDS
    if rest > 0:
        yield ngettext("And %(count)s other.", "And %(count)s others.", rest) % {"count": rest}
