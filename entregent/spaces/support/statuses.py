"""The life of a request: its statuses, and the only order in which they may follow."""

from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

TO_HANDLE: Final = "to_handle"
IN_PROGRESS: Final = "in_progress"
TO_CONFIRM: Final = "to_confirm"
CLOSED: Final = "closed"
CANCELLED: Final = "cancelled"


@dataclass(frozen=True)
class Status:
    key: str
    label: str | Promise
    tone: str
    icon: str
    slug: str


STATUSES = {
    status.key: status
    for status in (
        Status(TO_HANDLE, _("To handle"), "attention", "inbox", "a-traiter"),
        Status(IN_PROGRESS, _("In progress"), "info", "progress", "en-cours"),
        Status(TO_CONFIRM, _("Closure to confirm"), "urgent", "checklist", "cloture-a-valider"),
        Status(CLOSED, _("Closed"), "done", "circle-check", "cloturees"),
        Status(CANCELLED, _("Cancelled"), "neutral", "ban", "annulees"),
    )
}
CHOICES = [(status.key, status.label) for status in STATUSES.values()]

OPEN = (TO_HANDLE, IN_PROGRESS, TO_CONFIRM)
ENDED = (CLOSED, CANCELLED)

FOLLOWS = {
    TO_HANDLE: {IN_PROGRESS, CANCELLED},
    IN_PROGRESS: {TO_CONFIRM, CANCELLED},
    TO_CONFIRM: {CLOSED, IN_PROGRESS},
    CLOSED: set[str](),
    CANCELLED: {TO_HANDLE, IN_PROGRESS},  # put back, to where it was
}
