"""The life of a paper: its statuses, and the only order in which they may follow."""

from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

HANDED: Final = "handed"
TAKEN: Final = "taken"
REFUSED: Final = "refused"
REMOVED: Final = "removed"


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
        Status(HANDED, _("Handed in"), "info", "inbox", "deposes"),
        Status(TAKEN, _("Taken in charge"), "done", "circle-check", "pris-en-charge"),
        Status(REFUSED, _("Refused by the firm"), "urgent", "circle-x", "refuses"),
        Status(REMOVED, _("Deleted"), "neutral", "trash", "supprimes"),
    )
}
CHOICES = [(status.key, status.label) for status in STATUSES.values()]

FOLLOWS = {HANDED: {TAKEN, REFUSED, REMOVED}, TAKEN: {REMOVED}, REFUSED: {REMOVED}, REMOVED: {HANDED, TAKEN, REFUSED}}
