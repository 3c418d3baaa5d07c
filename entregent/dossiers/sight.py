"""The fourth rule of sight: of a dossier where I sit."""

from __future__ import annotations

from typing import ClassVar

from django.db.models import Q

from entregent.core.looking import Looking
from entregent.core.scoping import Scoped
from entregent.people.sides import PROVIDER
from entregent.people.sight import NOTHING


class OfDossier(Scoped):
    """Seen by whoever sits at its dossier and oversees the seat, or is assigned to it."""

    dossier_field: ClassVar[str] = "dossier"
    # Set on big tables that carry their dossier's house: the provider then needs no sub-query.
    house_field: ClassVar[str] = ""

    class Meta:
        abstract = True

    @classmethod
    def sight(cls, viewer: Looking) -> Q:
        from entregent.dossiers.models import Dossier  # noqa: PLC0415 (its own seats follow this rule)

        if viewer.house_id is None:
            return NOTHING
        if cls.house_field and viewer.oversees and viewer.side == PROVIDER:
            return Q(**{cls.house_field: viewer.house_id})
        return Q(**{f"{cls.dossier_field}__in": Dossier.seen_by(viewer)})
