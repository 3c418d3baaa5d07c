"""Where an application stands, and how that is shown."""

from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

WAITING: Final = "waiting"
ACCEPTED: Final = "accepted"
REFUSED: Final = "refused"


@dataclass(frozen=True)
class State:
    label: str | Promise
    slug: str
    tone: str
    icon: str


STATES = {
    WAITING: State(_("To decide"), "a-traiter", "attention", "inbox"),
    ACCEPTED: State(pgettext_lazy("account request", "Accepted"), "acceptees", "done", "circle-check"),
    REFUSED: State(pgettext_lazy("account request", "Refused"), "refusees", "neutral", "ban"),
}
CHOICES = [(key, state.label) for key, state in STATES.items()]
