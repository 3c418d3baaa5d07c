"""What people type in this space."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from entregent.core.forms import DayInput, HouseForm, ViewerForm
from entregent.core.writing import RichText
from entregent.dossiers.acquaintance import PartyForm
from entregent.people.models import Membership, Party
from entregent.people.viewer import Viewer
from entregent.questions.answers import SWAP
from entregent.spaces.support.desks import at_desk, is_used, seat, services
from entregent.spaces.support.models import (
    Cancellation,
    Contract,
    Intervention,
    Product,
    Service,
    Training,
)
from entregent.spaces.support.owners import desk_people
from entregent.threads.attachments import FilesField, WithFiles
from entregent.threads.reply import number_in

NEVER_OFFERED, ENDED = "invalid_choice", "ended"


class RequestForm(WithFiles, ViewerForm):
    """A new request: its contract is one of the viewer's own active ones. Files go with its words, not instead."""

    follows = forms.ModelChoiceField(
        queryset=Intervention.objects.none(), required=False, widget=forms.HiddenInput
    )  # fmt: skip
    text = RichText(label=_("Description"), rows=10)
    fichiers = FilesField()

    class Meta:
        model = Intervention
        fields = ["contract", "subject"]

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, viewer=viewer, **kwargs)
        self.fields["follows"].queryset = followable(viewer)  # type: ignore[attr-defined]
        contracts = self.fields["contract"]
        contracts.queryset = active_contracts(viewer)  # type: ignore[attr-defined]
        contracts.empty_label = _("Choose a contract")  # type: ignore[attr-defined]
        contracts.label_from_instance = contract_label  # type: ignore[attr-defined]
        contracts.widget.attrs |= {**SWAP, "hx-post": reverse("support:request-questions")}
        contracts.error_messages[NEVER_OFFERED] = _("Choose one of your establishment’s active contracts.")

    def clean(self) -> dict[str, Any]:
        said = super().clean()
        if self.has_error("contract", NEVER_OFFERED) and self._was_theirs():
            del self.errors["contract"]
            words = _("This contract is no longer active: nothing is sent, and what you typed is kept.")
            self.add_error("contract", forms.ValidationError(words, code=ENDED))
        return said

    def unchecked(self) -> RequestForm:
        """As it was typed, with nothing said of it yet."""
        viewer: Any = self.viewer
        typed = {
            name: field.widget.value_from_datadict(self.data, self.files, name) for name, field in self.fields.items()
        }
        return RequestForm(initial=typed, viewer=viewer)

    @property
    def followed(self) -> Intervention | None:
        """The request that this one follows, if it is one of the viewer's own that ended."""
        key = number_in(str(self["follows"].value() or ""))
        return self.fields["follows"].queryset.filter(pk=key).first()  # type: ignore[attr-defined, no-any-return]

    def _was_theirs(self) -> bool:
        number = number_in(self.data.get("contract"))
        return bool(own_contracts(self.viewer).filter(pk=number).exists())

    @property
    def status(self) -> int:
        """Of an answer that says what is wrong: 400 for a contract that is not theirs, 409 for one that has ended."""
        if self.has_error("contract", NEVER_OFFERED):
            return 400
        return 409 if self.has_error("contract", ENDED) else 422


class EditForm(WithFiles, forms.ModelForm[Intervention]):
    fichiers = FilesField()

    class Meta:
        model = Intervention
        fields = ["subject"]


class CancellationForm(forms.ModelForm[Cancellation]):
    class Meta:
        model = Cancellation
        fields = ["reason"]
        help_texts = {"reason": _("Optional. The desk will read it.")}


class ToForm(forms.Form):
    """to: one of the rows given, which only the view knows; subclasses declare its words."""

    def __init__(self, *args: Any, among: QuerySet[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].queryset = among  # type: ignore[attr-defined]


class HandOverForm(ToForm):
    to = forms.ModelChoiceField(
        label=_("New owner"), queryset=Membership.objects.none(), empty_label=_("Choose a person")
    )


class MoveForm(ToForm):
    to = forms.ModelChoiceField(
        label=_("Service"), queryset=Service.objects.none(), empty_label=_("Choose a service")
    )  # fmt: skip
    reason = forms.CharField(
        label=_("Reason"), max_length=2000, widget=forms.Textarea({"rows": 3}),
        help_text=_("A note of the desk: the customer does not read it."),
    )  # fmt: skip


class ProposalForm(WithFiles, forms.Form):
    FIELD, PLACE = "text", "proposal"

    text = RichText(
        label=_("Message to the owner"), required=False, help_text=_("Optional: what was done, in two sentences.")
    )
    fichiers = FilesField()


class RefusalForm(WithFiles, forms.Form):
    FIELD, PLACE = "reason", "refusal"

    reason = RichText(label=_("What is still missing?"))
    fichiers = FilesField()


class EstablishmentForm(PartyForm):
    siret = forms.CharField(label=_("SIRET"), max_length=20, required=False)  # it may be typed in groups

    class Meta:
        model = Party
        fields = ["name", "full_name", "siret", "reference", "address", "postal_code", "city", "email", "phone", "fax"]

    def clean_siret(self) -> str:
        return "".join(self.cleaned_data["siret"].split())


class ContractForm(ViewerForm):
    class Meta:
        model = Contract
        fields = ["product", "reference", "number", "licence", "signed_on", "ends_on", "renews_for", "terminated_on"]
        widgets = {"signed_on": DayInput(), "ends_on": DayInput(), "terminated_on": DayInput()}


class TrainingForm(ViewerForm):
    class Meta:
        model = Training
        fields = ["course", "followed_on", "first_name", "last_name", "email", "qualifies"]
        widgets = {"followed_on": DayInput()}

    def _get_validation_exclusions(self) -> set[str]:
        return super()._get_validation_exclusions() - {"dossier"}  # type: ignore[misc, no-any-return]


class ProductForm(HouseForm):
    class Meta:
        model = Product
        fields = ["name", "service", "form"]

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, viewer=viewer, **kwargs)
        self.fields["service"].queryset = services(viewer, besides=self.instance.service_id)  # type: ignore[attr-defined]
        if "form" in self.fields:  # a questionnaire of the house is asked elsewhere
            self.fields["form"].queryset = self.fields["form"].queryset.filter(use="")  # type: ignore[attr-defined]


class ServiceForm(HouseForm):
    """A service and the people at its desk."""

    desk = forms.ModelMultipleChoiceField(
        label=_("At its desk"), queryset=Membership.objects.none(), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("Its new requests ring for them alone, and stand in their queue. Nobody: for all who handle."),
    )  # fmt: skip

    class Meta:
        model = Service
        fields = ["name", "is_active"]

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, viewer=viewer, **kwargs)
        self.fields["desk"].queryset = desk_people(viewer)  # type: ignore[attr-defined]
        self.initial["desk"] = list(at_desk(viewer, service=self.instance.pk))

    def clean_is_active(self) -> bool:
        """What still works through it would be in no queue."""
        active: bool = self.cleaned_data["is_active"]
        if not active and self.instance.pk and is_used(self.instance, self.viewer):
            raise forms.ValidationError(_("Products or open requests still belong to it: move them first."))
        return active

    def save(self, commit: bool = True) -> Service:
        saved: Service = super().save(commit)
        seat(saved, self.cleaned_data["desk"], by=self.viewer)
        return saved


def followable(viewer: Viewer) -> Any:
    """What the viewer asked and is over: it may be followed by a new request."""
    return Intervention.objects.visible_to(viewer).filter(owner=viewer.acting).exclude(ended_at=None)


def own_contracts(viewer: Any) -> Any:
    return Contract.objects.visible_to(viewer).filter(dossier__party=viewer.party_id)


def active_contracts(viewer: Viewer) -> Any:
    """Contracts under which the viewer may ask today."""
    return own_contracts(viewer).filter(Contract.active()).select_related("product__service", "dossier__party")


def contract_label(contract: Contract) -> str:
    number = f" · {contract.number}" if contract.number else ""
    return f"{contract.product.name} ({contract.product.service.name}){number}"
