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
    plural: str | Promise  # of the tab that shows them all
    slug: str
    tone: str
    icon: str


ONE = {ACCEPTED: pgettext_lazy("account request", "Accepted"), REFUSED: pgettext_lazy("account request", "Refused")}
ALL = {ACCEPTED: pgettext_lazy("account requests", "Accepted"), REFUSED: pgettext_lazy("account requests", "Refused")}
STATES = {
    WAITING: State(_("To decide"), _("To decide"), "a-traiter", "attention", "inbox"),
    ACCEPTED: State(ONE[ACCEPTED], ALL[ACCEPTED], "acceptees", "done", "circle-check"),
    REFUSED: State(ONE[REFUSED], ALL[REFUSED], "refusees", "neutral", "ban"),
}
CHOICES = [(key, state.label) for key, state in STATES.items()]
