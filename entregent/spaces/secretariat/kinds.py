"""What a message is about: an icon and a word, five of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

INFORMATION, APPOINTMENT, VISIT, FAX, URGENT = "information", "appointment", "visit", "fax", "urgent"


@dataclass(frozen=True)
class MessageKind:
    slug: str
    label: Promise
    icon: str
    tone: str


KINDS: Final = {
    INFORMATION: MessageKind("information", _("Information"), "message", "neutral"),
    APPOINTMENT: MessageKind("rendez-vous", _("Appointment"), "calendar", "info"),
    VISIT: MessageKind("visite", _("Visit"), "home", "done"),
    FAX: MessageKind("fax", _("Fax"), "file-text", "attention"),
    URGENT: MessageKind("urgent", pgettext_lazy("message", "Urgent"), "alert-triangle", "urgent"),
}
CHOICES = tuple((key, kind.label) for key, kind in KINDS.items() if key != URGENT)
OPTIONS = tuple(
    (kind.slug, Q(is_urgent=True) if key == URGENT else Q(kind=key), kind.label) for key, kind in KINDS.items()
)
