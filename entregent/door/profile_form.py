"""« Mon profil »: saving anything needs the current password."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from entregent.core.logins import AddressField, clean_login
from entregent.core.person_names import PersonName
from entregent.door import passwords
from entregent.door.forms import password_field, same_again
from entregent.door.profile import FIELDS
from entregent.people.models import Membership, User


class ProfileForm(forms.Form):
    title = forms.ChoiceField(label=pgettext_lazy("person", "Title"), required=False)
    first_name = PersonName(label=gettext_lazy("First name"), required=False)
    last_name = PersonName(label=gettext_lazy("Last name"))
    email = AddressField(label=gettext_lazy("E-mail"), max_length=254)
    phone = forms.CharField(label=gettext_lazy("Phone"), max_length=30, required=False)
    password1 = password_field(gettext_lazy("New password"), required=False)
    password2 = password_field(gettext_lazy("New password, again"), required=False)
    current_password = password_field(gettext_lazy("Current password"), "current-password")

    def __init__(self, data: Any, *, user: User, membership: Membership, typed: Mapping[str, Any]) -> None:
        known = {name: getattr(membership, name) for name in FIELDS} | {"email": user.email}
        super().__init__(data, initial={**known, **typed})
        self.user = user
        choices = Membership._meta.get_field("title").choices
        self.fields["title"].choices = choices  # type: ignore[attr-defined]
        self.fields["email"].help_text = _("A new address takes effect once you have opened the link sent to it.")
        self.fields["current_password"].help_text = _("Required to save your new information.")
        least = passwords.least_for(user)
        self.fields["password1"].help_text = _("Leave empty to keep yours.") + " " + passwords.help_text(least)

    def clean_email(self) -> str:
        return clean_login(self.cleaned_data["email"])

    def clean_password1(self) -> str:
        password: str = self.cleaned_data["password1"]
        if password:
            passwords.PasswordRule().validate(password, self.user)
        return password

    def clean_password2(self) -> str:
        return same_again(self.cleaned_data)
