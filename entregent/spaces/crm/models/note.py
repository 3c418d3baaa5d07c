from __future__ import annotations

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from entregent import audit
from entregent.core.clock import now
from entregent.dossiers.models import Dossier
from entregent.dossiers.sight import OfDossier
from entregent.people.models import Membership
from entregent.people.viewer import Viewer


class Note(OfDossier):
    """What somebody wants the others to know of a record: never changed, signed and dated."""

    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="+")
    text = models.TextField(_("Note"), max_length=10_000)
    author = models.ForeignKey(Membership, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=now)

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["dossier", "-at"], name="crm_note_of_dossier")]

    def __str__(self) -> str:
        return f"{self.pk}"

    @classmethod
    def leave(cls, dossier: Dossier, text: str, *, by: Viewer) -> Note:
        with transaction.atomic():
            made = cls(dossier=dossier, text=text, author_id=by.acting)
            made.save(force_insert=True)
            around = {"house_id": dossier.house_id, "dossier_id": dossier.pk}
            audit.record("crm.note.left", made, by=by, **around)
        return made
