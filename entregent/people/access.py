"""Whether a member's door is open, blocked or closed for good, as lists tell it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from django.db.models import Case, Q, Value, When
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from entregent.people.models.membership import OPEN


@dataclass(frozen=True)
class Access:
    """condition: on memberships."""

    slug: str
    label: str | Promise
    tone: str
    icon: str
    condition: Q


ACCESS: Final = {
    "ended": Access("termine", _("Ended"), "neutral", "user-off", Q(departure__isnull=False)),
    "blocked": Access("non", _("Blocked"), "urgent", "lock", Q(block__isnull=False, departure=None)),
    "open": Access("oui", _("Yes"), "done", "check", Q(**OPEN)),
}


def with_access(rows: Any) -> Any:
    """Memberships, each with the key of its `access`."""
    cases = [When(one.condition, then=Value(key)) for key, one in ACCESS.items()]
    return rows.annotate(access=Case(*cases, default=Value("open")))
