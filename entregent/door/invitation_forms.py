"""What a guest fills in: a newcomer chooses a password, somebody who has an account gives theirs."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from entregent.core.person_names import PersonName
from entregent.door import passwords
from entregent.door.forms import password_field, same_again
from entregent.people.models import Invitation
from entregent.people.sides import PLATFORM, PROVIDER


class NewcomerForm(forms.Form):
    first_name = PersonName(label=_("First name"), required=False)
    last_name = PersonName(label=_("Last name"))
    password1 = password_field(_("Password"))
    password2 = password_field(_("The same again"))

    def __init__(self, data: Any, *, invitation: Invitation) -> None:
        names = {"first_name": invitation.first_name, "last_name": invitation.last_name}
        super().__init__(data, initial=names)
        self.invitation = invitation
        self.fields["password1"].help_text = passwords.help_text(self.least)

    @property
    def least(self) -> int:
        staff = any(role.side in (PROVIDER, PLATFORM) for role in self.invitation.roles)
        return passwords.LEAST_OF_STAFF if staff else passwords.LEAST

    def clean_password1(self) -> str:
        password: str = self.cleaned_data["password1"]
        names = [self.cleaned_data.get("first_name", ""), self.cleaned_data.get("last_name", "")]
        place = [self.invitation.house.name, self.invitation.party.name if self.invitation.party else ""]
        words = passwords.words_and_wholes(self.invitation.email, " ".join(names), *place)
        passwords.refuse_weak(password, words=words, least=self.least)
        return password

    def clean_password2(self) -> str:
        return same_again(self.cleaned_data)


class ReturningForm(forms.Form):
    password = password_field(_("Your password here"), "current-password")
