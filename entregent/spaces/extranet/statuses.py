"""The life of a letter, as the body and the cabinet see it; what goes on inside the cabinet is no part of it."""

from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

NEW: Final = "new"
READ: Final = "read"
ANSWERED: Final = "answered"


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
        Status(NEW, _("Not read"), "urgent", "mail", "non-lus"),
        Status(READ, _("Read"), "info", "mail-opened", "lus"),
        Status(ANSWERED, _("Answered"), "done", "circle-check", "repondus"),
    )
}
CHOICES = [(status.key, status.label) for status in STATUSES.values()]
