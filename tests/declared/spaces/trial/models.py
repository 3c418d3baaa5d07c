from django.db import models, transaction
from django.urls import reverse

from entregent import audit
from entregent.core.clock import now
from entregent.dossiers.models import Dossier
from entregent.dossiers.sight import OfDossier
from entregent.people.errors import Refused
from entregent.people.viewer import Viewer

WORK = "trial.work"


class Note(OfDossier):
    """Something to do for a customer."""

    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="+")
    text = models.CharField("Texte", max_length=200)
    text_key = models.CharField(max_length=200, blank=True)
    done_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.text

    def get_absolute_url(self) -> str:
        return reverse("trial:note", args=[self.pk])

    def edit_fields(self, viewer: Viewer) -> frozenset[str]:
        return frozenset(("text",) if viewer.can(WORK) else ())

    def abilities(self, viewer: Viewer) -> dict[str, bool]:
        return {"tick": viewer.can(WORK) and self.done_at is None}

    def write(self, *, by: Viewer) -> None:
        with transaction.atomic():
            self.text_key = self.text.lower()
            self.save(force_insert=True)
            self._tell("written", by)

    def tick(self, *, by: Viewer) -> None:
        with transaction.atomic():
            self.refresh_from_db(from_queryset=Note.objects.visible_to(by).select_for_update())
            if not self.abilities(by)["tick"]:
                raise Refused("Cette note est faite.")
            self.done_at = now()
            self.save(update_fields=["done_at"])
            self._tell("ticked", by)

    def _tell(self, act: str, by: Viewer) -> None:
        around = {"house_id": self.dossier.house_id, "dossier_id": self.dossier_id}
        audit.record(f"trial.note.{act}", self, by=by, **around)
