"""A customer whom the house knows from another space: found by what identifies it, exactly, and by nothing else."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from entregent import audit
from entregent.core.forms import HouseForm
from entregent.dossiers.models import Dossier
from entregent.people.models import Party
from entregent.people.viewer import Viewer


def known_elsewhere(viewer: Viewer, *, siret: str = "", reference: str = "") -> Party | None:
    """The customer of the viewer's house that bears this very SIRET or reference and that they do not see.

    Ask it for whoever may open a dossier; of what is found, tell them nothing but that the house knows it.
    """
    named = [Q(**{name: value}) for name, value in (("siret", siret), ("reference", reference)) if value]
    if not named or viewer.house_id is None:
        return None
    rows = Party.objects.unscoped("whether the house knows a customer by an exact number").filter(house=viewer.house_id)
    seen = Party.objects.visible_to(viewer).values("pk")
    found: Party | None = rows.filter(named[0] if len(named) == 1 else named[0] | named[1]).exclude(pk__in=seen).first()
    return found


class PartyForm(HouseForm):
    """A customer to be opened a dossier; one whom the house knows already is taken as it stands, once it is ticked."""

    known = forms.BooleanField(
        label=_("Open a dossier here for the customer whom the organisation knows already"), required=False,
        help_text=_("It keeps the particulars that it has; what is typed here is left aside."),
    )  # fmt: skip

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, viewer=viewer, **kwargs)
        self.acquaintance = None if self.instance.pk else known_elsewhere(viewer, **self._numbers())
        if self.acquaintance is None:
            del self.fields["known"]

    def open_dossier(self, space: str, *, by: Viewer) -> Party:
        """The customer of a valid form, with its dossier in this space. Call it in a transaction."""
        party: Party = self.acquaintance or self.save()
        if self.acquaintance is None:
            audit.record("people.party.created", party, by=by, house_id=party.house_id)
        Dossier.open(party, space, by=by)
        return party

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or self.cleaned_data
        if self.acquaintance and not said.get("known"):
            self.add_error("known", _("The organisation knows this customer already, from other work: tick this box."))
        return said

    def _numbers(self) -> dict[str, str]:
        return {name: "".join(str(self.data.get(name, "")).split()) for name in ("siret", "reference")}

    def _get_validation_exclusions(self) -> set[str]:
        """Its SIRET is taken by itself."""
        return super()._get_validation_exclusions() | ({"siret"} if self.acquaintance else set())
