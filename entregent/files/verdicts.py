"""What the examination of a file said, and what each side may do with it then: one table for doors and pages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

NOT_EXAMINED: Final = "not_examined"
CLEAN: Final = "clean"
INFECTED: Final = "infected"
UNSCANNABLE: Final = "unscannable"
PENDING: Final = "pending"
SENDER, OTHER = "sender", "other"  # the side that sent the file, and everybody else


@dataclass(frozen=True)
class Verdict:
    """opens: the sides that may have its bytes. opens_released: the same, once somebody answers for it."""

    key: str
    label: str | Promise
    tone: str
    icon: str
    opens: frozenset[str]
    opens_released: frozenset[str]

    @property
    def slug(self) -> str:
        return self.key.replace("_", "-")


BOTH, OWN, NOBODY = frozenset((SENDER, OTHER)), frozenset((SENDER,)), frozenset[str]()
TABLE: Final = {
    verdict.key: verdict
    for verdict in (
        Verdict(NOT_EXAMINED, _("Not examined"), "neutral", "circle-dashed", BOTH, BOTH),
        Verdict(CLEAN, _("Clean"), "done", "circle-check", BOTH, BOTH),
        Verdict(INFECTED, _("Infected"), "urgent", "alert-triangle", NOBODY, NOBODY),
        Verdict(UNSCANNABLE, _("Could not be examined"), "attention", "alert-circle", OWN, BOTH),
        Verdict(PENDING, _("Examination pending"), "attention", "clock", OWN, OWN),
    )
}
VERDICTS = [(one.key, one.label) for one in TABLE.values()]


def may_open(verdict: str, *, is_sender: bool, is_released: bool = False) -> bool:
    """Whether this side may have the bytes: pages, text, download, archive."""
    known = TABLE[verdict]
    return (SENDER if is_sender else OTHER) in (known.opens_released if is_released else known.opens)
