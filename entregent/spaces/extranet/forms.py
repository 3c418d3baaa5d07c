"""What people type in this space."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from entregent.core.forms import DayInput, ViewerForm
from entregent.dossiers.models import Dossier
from entregent.people.models import Membership
from entregent.people.models.membership import OPEN
from entregent.people.models.party import Party
from entregent.people.sides import ADVISER
from entregent.people.viewer import Viewer
from entregent.spaces.extranet.models import Campaign
from entregent.spaces.extranet.models.change import FIELDS


class CampaignForm(ViewerForm):
    """To whom: every member, or those ticked."""

    due_on = forms.DateField(label=_("Answer before"), required=False, widget=DayInput(),
                             help_text=_("Empty: as the type of letter says."))  # fmt: skip
    dossiers = forms.ModelMultipleChoiceField(
        label=_("Addressees"), queryset=Dossier.objects.none(), widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one addressee.")},
    )  # fmt: skip

    class Meta:
        model = Campaign
        fields = ["letter_type", "title", "text"]

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, viewer=viewer, **kwargs)
        rows = Dossier.objects.visible_to(viewer).filter(space="extranet")
        self.fields["dossiers"].queryset = rows.select_related("party").order_by("party__name_key")  # type: ignore[attr-defined]


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=_("Reason"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Say why: whoever asked reads it.")},
    )  # fmt: skip


class ChangeForm(forms.Form):
    """One field of a party, checked as the party itself checks it."""

    def __init__(self, *args: Any, field: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        column: Any = Party._meta.get_field(field)
        asked = column.formfield(validators=column.validators)
        asked.required = field == "siret"
        self.fields["value"] = asked


class AssignForm(forms.Form):
    """Whom the ticked files are given to; nobody: they are withdrawn."""

    collaborator = forms.ModelChoiceField(
        label=_("Collaborator"), queryset=Membership.objects.none(), required=False, empty_label=_("Nobody: withdraw")
    )
    dossiers = forms.ModelMultipleChoiceField(
        label=_("Client files"), queryset=Dossier.objects.none(), widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Tick at least one file.")},
    )  # fmt: skip

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = Dossier.objects.visible_to(viewer).filter(space="extranet", member__isnull=False)
        self.fields["dossiers"].queryset = rows.select_related("party").order_by("party__name_key")  # type: ignore[attr-defined]
        self.fields["collaborator"].queryset = colleagues(viewer)  # type: ignore[attr-defined]


def colleagues(viewer: Viewer) -> Any:
    """The people of the viewer's own cabinet."""
    people = Membership.objects.visible_to(viewer).filter(party=viewer.party_id, side=ADVISER, **OPEN)
    return people.order_by("name_key")


def is_field(name: str) -> bool:
    return name in FIELDS
