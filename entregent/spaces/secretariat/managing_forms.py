"""What the supervisor types: a new subscriber, their people, their operators, their agendas."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from entregent.agenda.models import Agenda
from entregent.agenda.models.agenda import QUANTA
from entregent.core.forms import ViewerForm
from entregent.dossiers.acquaintance import PartyForm
from entregent.people.models import Membership, Party, Role
from entregent.people.models.membership import OPEN
from entregent.people.posts import bearing
from entregent.people.sides import CUSTOMER
from entregent.people.viewer import Viewer
from entregent.spaces.secretariat.rights import TAKE


class SubscriberForm(PartyForm):
    trade = forms.CharField(label=_("Trade"), max_length=80, required=False)
    called = forms.CharField(label=_("Number that callers dial"), max_length=30, required=False)
    has_health_data = forms.BooleanField(label=_("Health data"), required=False)

    class Meta:
        model = Party
        fields = ["name", "reference", "address", "postal_code", "city", "email", "phone"]

    def line_said(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("trade", "called", "has_health_data")}


class TeamForm(forms.Form):
    """Operators to whom a line is entrusted; whoever oversees sees every line."""

    members = forms.ModelMultipleChoiceField(
        label=_("Operators"), queryset=Membership.objects.none(), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("They see this subscriber alone among those who are entrusted to them."),
    )  # fmt: skip

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["members"].queryset = operators_of(viewer)  # type: ignore[attr-defined]


class SubscriberInvitationForm(forms.Form):
    email = forms.EmailField(label=_("E-mail"))
    first_name = forms.CharField(label=_("First name"), max_length=80, required=False)
    last_name = forms.CharField(label=_("Last name"), max_length=80)
    role = forms.ModelChoiceField(label=_("Profile"), queryset=Role.objects.none(), empty_label=_("Choose a profile"))

    def __init__(self, *args: Any, viewer: Viewer, is_health: bool, **kwargs: Any) -> None:
        """is_health: health data is for those whose profile asks a second factor."""
        super().__init__(*args, **kwargs)
        roles = Role.objects.visible_to(viewer).filter(side=CUSTOMER, space="secretariat", retirement=None)
        roles = roles.filter(sees_health_data=True) if is_health else roles
        self.fields["role"].queryset = roles  # type: ignore[attr-defined]

    @property
    def guest(self) -> dict[str, Any]:
        """What `invitations.invite` asks of a valid form."""
        names = ("email", "first_name", "last_name")
        return {name: self.cleaned_data[name] for name in names} | {"roles": [self.cleaned_data["role"]]}


class AgendaForm(ViewerForm):
    quantum = forms.TypedChoiceField(
        label=_("Counted in"), choices=QUANTA, coerce=int, initial=5,
        help_text=_("Every length of slot is a multiple of it; it never changes afterwards."),
    )  # fmt: skip

    class Meta:
        model = Agenda
        fields = ["name", "slot_minutes", "keeps_holidays", "is_booked_by_provider"]

    def clean_quantum(self) -> int:
        """Before the record checks its length of slot."""
        self.instance.quantum = self.cleaned_data["quantum"]
        return int(self.cleaned_data["quantum"])


def operators_of(viewer: Viewer) -> Any:
    """Open members of the house who take messages."""
    people = Membership.objects.visible_to(viewer).filter(bearing(TAKE, viewer.house_id or 0), party=None, **OPEN)
    return people.order_by("name_key")
