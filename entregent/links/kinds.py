"""In which words one record is linked with another, read from either side."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

RELATED: Final = "related"
DUPLICATE: Final = "duplicate"
FOLLOWS: Final = "follows"


@dataclass(frozen=True)
class Kind:
    """words: of the record where the link was made, about the other. back: of the other, about it.

    Kind(FOLLOWS, _("Follows"), _("Is followed by"))
    """

    key: str
    words: str | Promise
    back: str | Promise


KINDS = {
    one.key: one
    for one in (
        Kind(RELATED, _("Related to"), _("Related to")),
        Kind(DUPLICATE, _("Duplicate of"), _("Has for duplicate")),
        Kind(FOLLOWS, _("Follows"), _("Is followed by")),
    )
}
CHOICES = [(one.key, one.words) for one in KINDS.values()]
