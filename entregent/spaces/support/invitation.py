"""Whom an establishment's administrator, or the desk, invites to an establishment."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from entregent.core.logins import AddressField
from entregent.core.person_names import PersonName
from entregent.people.models import Role
from entregent.people.sides import CUSTOMER
from entregent.people.viewer import Viewer


class AgentInvitationForm(forms.Form):
    email = AddressField(label=_("E-mail"))
    first_name = PersonName(label=_("First name"), required=False)
    last_name = PersonName(label=_("Last name"))
    role = forms.ModelChoiceField(label=_("Profile"), queryset=Role.objects.none(), empty_label=_("Choose a profile"))

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        roles = Role.objects.visible_to(viewer).filter(side=CUSTOMER, space="support", retirement=None)
        self.fields["role"].queryset = roles  # type: ignore[attr-defined]

    @property
    def guest(self) -> dict[str, Any]:
        """What `invitations.invite` asks of a valid form."""
        names = ("email", "first_name", "last_name")
        return {name: self.cleaned_data[name] for name in names} | {"roles": [self.cleaned_data["role"]]}
