from __future__ import annotations

from django.db import models

from entregent.core.searching import Findable
from entregent.dossiers.sight import OfDossier
from entregent.files.texts import MOST_KEPT
from entregent.spaces.depot.models.paper import Paper


class PaperText(Findable, OfDossier):
    """What can be read in a paper, to find it by."""

    dossier_field = "paper__dossier"
    longest = MOST_KEPT

    paper = models.OneToOneField(Paper, models.CASCADE, primary_key=True, related_name="words")
    text = models.TextField(blank=True)
    search_key = models.CharField(max_length=MOST_KEPT, default="", editable=False)

    def __str__(self) -> str:
        return f"{self.paper_id}"
