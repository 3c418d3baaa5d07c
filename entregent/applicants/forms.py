"""What strangers fill in, and what the staff answers with."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.forms.boundfield import BoundWidget
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from entregent.applicants.doors import PURPOSE
from entregent.applicants.likeness import Difference
from entregent.applicants.models import ASKED_AGAIN, KINDS, Application
from entregent.core.person_names import PersonName
from entregent.door import proof
from entregent.people.models import Party, Role
from entregent.people.sides import CUSTOMER
from entregent.people.space import SPACES
from entregent.people.viewer import Viewer

FILLED_IN_BY_BROWSERS = {
    "last_name": "family-name", "first_name": "given-name", "phone": "tel", "email": "email",
    "party_name": "organization",
}  # fmt: skip
LONGEST_NUMBER = 19  # figures: a longer one is no key of a row, and the database refuses to look for it


class ApplicationForm(forms.ModelForm[Application]):
    """« Les champs obligatoires sont marqués. »"""

    kind = forms.ChoiceField(label=_("Your request"), choices=KINDS, widget=forms.RadioSelect)

    class Meta:
        model = Application
        fields = ["kind", "last_name", "first_name", "phone", "email", "party_name"]

    def __init__(self, *args: Any, request: HttpRequest, space: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, words in FILLED_IN_BY_BROWSERS.items():
            self.fields[name].widget.attrs["autocomplete"] = words
        self.fields["phone"].widget.input_type = "tel"
        asked: Any = SPACES[space].applicant_party
        self.fields["party_name"].label = asked or self.fields["party_name"].label
        self.fields["party_name"].help_text = _("As it is written on your contract, for instance.")
        proof.add_proof_field(self, PURPOSE, request)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        proof.spend(self)
        return cleaned


class AcceptanceForm(forms.Form):
    """As whom, and where, the person comes in."""

    last_name = PersonName(label=_("Last name"))
    first_name = PersonName(label=_("First name"), required=False)
    party = forms.ModelChoiceField(
        label=_("Customer"), queryset=Party.objects.none(), widget=forms.RadioSelect, empty_label=None
    )
    role = forms.ModelChoiceField(
        label=_("Profile"), queryset=Role.objects.none(), widget=forms.RadioSelect, empty_label=None
    )

    def __init__(self, *args: Any, application: Application, viewer: Viewer, near: list[Party], **kwargs: Any) -> None:
        names = {"last_name": application.last_name, "first_name": application.first_name}
        super().__init__(*args, **kwargs)
        self.initial.update({**names, "party": near[0] if len(near) == 1 else None})
        chosen = str(self.data.get("party", ""))
        is_number = chosen.isdecimal() and len(chosen) < LONGEST_NUMBER
        shown = {party.pk for party in near} | ({int(chosen)} if is_number else set())
        parties = Party.objects.visible_to(viewer).filter(pk__in=shown).order_by("name_key")
        roles = Role.objects.visible_to(viewer).filter(side=CUSTOMER, space=application.space, retirement=None)
        self.fields["party"].queryset = parties  # type: ignore[attr-defined]
        self.fields["party"].label_from_instance = establishment_label  # type: ignore[attr-defined]
        self.fields["role"].queryset = roles  # type: ignore[attr-defined]


def establishment_label(party: Party) -> str:
    return f"{party.name} · {party.postal_code} {party.city}".rstrip(" ·")


class UpdateForm(forms.Form):
    """Each difference that an update may bring in, ticked."""

    fields_taken = forms.MultipleChoiceField(
        label=_("Bring into the account"), widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Tick at least one field, or refuse the request.")},
    )  # fmt: skip

    seen = forms.CharField(widget=forms.HiddenInput, required=False)  # which of its sendings the staff read

    def __init__(self, *args: Any, found: list[Difference], sent: datetime | None, **kwargs: Any) -> None:
        taken = [(one.name, one.label) for one in found if one.may_change]
        super().__init__(*args, **kwargs)
        self.found, self.sent = found, str(sent or "")
        self.initial["fields_taken"] = [name for name, _label in taken]
        self.fields["fields_taken"].choices = taken  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        if self.cleaned_data["seen"] != self.sent:
            raise forms.ValidationError(ASKED_AGAIN)
        return self.cleaned_data

    def lines(self) -> list[tuple[Difference, BoundWidget | None]]:
        """Each difference with its box; none where nothing may be changed from here."""
        boxes = {box.data["value"]: box for box in self["fields_taken"]}
        return [(one, boxes.get(one.name)) for one in self.found]


class RefusalForm(forms.Form):
    reason = forms.CharField(
        label=_("Reason"), max_length=1000, widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("It is mailed as you write it. Say what to do, and nothing confidential."),
    )  # fmt: skip
