"""The fourth rule of sight: of a dossier where I sit."""

from __future__ import annotations

from typing import ClassVar

from django.db.models import Q

from entregent.core.onlooker import Onlooker
from entregent.core.scoping import Scoped
from entregent.people.sides import PROVIDER
from entregent.people.sight import NOTHING


class OfDossier(Scoped):
    """Seen by whoever works in the space of its dossier, sits at it on their own side, and there oversees the seat or
    is assigned to it. `Dossier.seen_by` says it.
    """

    dossier_field: ClassVar[str] = "dossier"
    # Set on big tables of a space that carry their dossier's house: the provider then needs no sub-query.
    house_field: ClassVar[str] = ""
    # A boolean: rows where it is true are the provider's own, and nobody else gets them by any way.
    private_field: ClassVar[str] = ""
    # A membership: outside the provider's side, people get the rows of their own alone.
    own_field: ClassVar[str] = ""
    # A side, whose own the rows are until the date in `released_field` is set: nobody else gets them by any way before.
    holder: ClassVar[str] = ""
    released_field: ClassVar[str] = ""

    class Meta:
        abstract = True

    @classmethod
    def sight(cls, viewer: Onlooker) -> Q:
        if viewer.house_id is None:
            return NOTHING
        return cls._of_dossiers(viewer) & cls._of_side(viewer) & cls._released(viewer)

    @classmethod
    def _of_dossiers(cls, viewer: Onlooker) -> Q:
        from entregent.dossiers.models import Dossier  # noqa: PLC0415 (its own seats follow this rule)

        if cls.house_field and viewer.side == PROVIDER and cls.own_space() in viewer.overseen:
            return Q(**{cls.house_field: viewer.house_id})
        return Q(**{f"{cls.dossier_field}__in": Dossier.seen_by(viewer)})

    @classmethod
    def _of_side(cls, viewer: Onlooker) -> Q:
        if viewer.side == PROVIDER:
            return Q()
        public = Q(**{cls.private_field: False}) if cls.private_field else Q()
        if not cls.own_field:
            return public
        return public & Q(**{cls.own_field: viewer.membership_id}) if viewer.membership_id else NOTHING

    @classmethod
    def _released(cls, viewer: Onlooker) -> Q:
        if not cls.holder or viewer.side == cls.holder:
            return Q()
        return Q(**{f"{cls.released_field}__isnull": False})
