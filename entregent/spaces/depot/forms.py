"""What people type in this space."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from entregent.core.forms import DayInput, HouseForm
from entregent.dossiers.acquaintance import PartyForm
from entregent.dossiers.models import Dossier
from entregent.files.field import FilesField
from entregent.people.models import Membership, Party
from entregent.people.models.membership import OPEN
from entregent.people.posts import bearing
from entregent.people.viewer import Viewer
from entregent.spaces.depot.followers import contacts_of, open_destinations
from entregent.spaces.depot.models import Absence, Category, Destination
from entregent.spaces.depot.models.deposit import PURPOSE
from entregent.spaces.depot.rights import HANDLE
from entregent.threads.attachments import FILES


class TransferForm(forms.Form):
    """« Transférer des documents »: files, to whom they go, who is to be alerted besides."""

    destination = forms.ModelChoiceField(
        label=_("Destination folder"), queryset=Destination.objects.none(), empty_label=_("Choose a destination"),
        error_messages={"required": _("Choose to whom these documents go.")},
    )  # fmt: skip
    alerts = forms.MultipleChoiceField(
        label=_("Alert your contacts"), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("Whoever handles your documents is told in every case."),
    )  # fmt: skip
    fichiers = FilesField(PURPOSE, label=_("Files waiting to be transferred"), required=True)

    def __init__(self, *args: Any, viewer: Viewer, dossier: Dossier, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.viewer, self.contacts = viewer, {str(one.member.pk): one for one in contacts_of(viewer, dossier)}
        self.fields["destination"].queryset = open_destinations(viewer)  # type: ignore[attr-defined]
        self.fields["alerts"].choices = [(key, str(one)) for key, one in self.contacts.items()]  # type: ignore[attr-defined]
        self.fields[FILES].viewer = viewer  # type: ignore[attr-defined]
        self.fields[FILES].error_messages["required"] = _("Choose at least one document.")
        if not self.contacts:
            del self.fields["alerts"]

    @property
    def alerted(self) -> list[Membership]:
        return [self.contacts[key].member for key in self.cleaned_data.get("alerts", ())]


class ClientForm(PartyForm):
    class Meta:
        model = Party
        fields = ["name", "full_name", "siret", "reference", "address", "postal_code", "city", "email", "phone"]


class EntrustForm(forms.Form):
    """Somebody handles what a client hands to one destination."""

    destination = forms.ModelChoiceField(label=_("Destination"), queryset=Destination.objects.none())
    member = forms.ModelChoiceField(
        label=_("Person"), queryset=Membership.objects.none(), empty_label=_("Choose a person")
    )

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["destination"].queryset = open_destinations(viewer)  # type: ignore[attr-defined]
        self.fields["member"].queryset = firm_people(viewer)  # type: ignore[attr-defined]


class AbsenceForm(HouseForm):
    class Meta:
        model = Absence
        fields = ["member", "deputy", "first", "last"]
        labels = {
            "member": _("Who is away"), "deputy": _("Who stands in"), "first": _("From"), "last": _("Until"),
        }  # fmt: skip
        widgets = {"first": DayInput(), "last": DayInput()}

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, viewer=viewer, **kwargs)
        for name in ("member", "deputy"):
            self.fields[name].queryset = firm_people(viewer)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or self.cleaned_data
        if said.get("member") and said.get("member") == said.get("deputy"):
            self.add_error("deputy", _("Choose somebody else than whoever is away."))
        if said.get("first") and said.get("last") and said["last"] < said["first"]:
            self.add_error("last", _("The last day comes before the first."))
        return said


class DestinationForm(HouseForm):
    class Meta:
        model = Destination
        fields = ["name", "name_en", "position"]


class CategoryForm(HouseForm):
    class Meta:
        model = Category
        fields = ["name", "name_en", "position"]


def firm_people(viewer: Viewer) -> Any:
    """Open members of the firm who handle documents."""
    people = Membership.objects.visible_to(viewer).filter(bearing(HANDLE, viewer.house_id or 0, "depot"), **OPEN)
    return people.filter(party=None).select_related("block").order_by("name_key")
