"""What people type in this space."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from entregent.core.forms import DayInput, HouseForm, ViewerForm
from entregent.core.writing import RichText
from entregent.people.models import Membership, Party
from entregent.people.viewer import Viewer
from entregent.spaces.support.models import (
    Cancellation,
    Contract,
    Evaluation,
    Intervention,
    Product,
    Service,
    Training,
)
from entregent.threads.attachments import FilesField, WithFiles


class RequestForm(WithFiles, ViewerForm):
    """A new request: its contract is one of the viewer's own active ones. Files go with its words, not instead."""

    text = RichText(label=_("Description"), rows=10)
    fichiers = FilesField()

    class Meta:
        model = Intervention
        fields = ["contract", "subject"]

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, viewer=viewer, **kwargs)
        contracts = self.fields["contract"]
        contracts.queryset = active_contracts(viewer)  # type: ignore[attr-defined]
        contracts.empty_label = _("Choose a contract")  # type: ignore[attr-defined]
        contracts.label_from_instance = contract_label  # type: ignore[attr-defined]
        contracts.error_messages["invalid_choice"] = _("Choose one of your establishment’s active contracts.")


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


class HandOverForm(forms.Form):
    to = forms.ModelChoiceField(
        label=_("New owner"), queryset=Membership.objects.none(), empty_label=_("Choose a person")
    )

    def __init__(self, *args: Any, people: QuerySet[Membership], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].queryset = people  # type: ignore[attr-defined]


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


class EvaluationForm(forms.ModelForm[Evaluation]):
    """No level is chosen beforehand: a prefilled mark would be ours, not theirs."""

    PAGE = "support/confirmation.html"
    TOPICS = ("delay", "follow_up", "solution")
    LEVELS = ("regulatory", "technical", "human")

    class Meta:
        model = Evaluation
        fields = ["score", "delay", "follow_up", "solution", "regulatory", "technical", "human", "comment"]
        widgets = {"comment": forms.Textarea(attrs={"rows": 4})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("score", *self.TOPICS, *self.LEVELS):
            field = self.fields[name]
            field.widget = forms.RadioSelect()
            field.widget.choices = [choice for choice in field.choices if choice[0] != ""]  # type: ignore[attr-defined]
            field.error_messages["required"] = _("Choose an answer.")

    def topics(self) -> list[forms.BoundField]:
        return [self[name] for name in self.TOPICS]

    def levels(self) -> list[forms.BoundField]:
        return [self[name] for name in self.LEVELS]


class EstablishmentForm(HouseForm):
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


class ServiceForm(HouseForm):
    class Meta:
        model = Service
        fields = ["name"]


def active_contracts(viewer: Viewer) -> Any:
    """Contracts under which the viewer may ask today."""
    rows = Contract.objects.visible_to(viewer).filter(Contract.active(), dossier__party=viewer.party_id)
    return rows.select_related("product__service", "dossier")


def contract_label(contract: Contract) -> str:
    number = f" · {contract.number}" if contract.number else ""
    return f"{contract.product.name} ({contract.product.service.name}){number}"
