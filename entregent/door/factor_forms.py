"""What is typed, or handed over by the browser, to prove who sits there."""

import json
from typing import Any, TypeVar

from django import forms
from django.utils.translation import gettext_lazy as _

from entregent.door.forms import password_field

LONGEST_CREDENTIAL = 20_000  # signs of JSON
NEEDS_SCRIPTS = _("Passkeys need a browser with scripts switched on. A code program works without.")
UNSIGNED = _("This passkey was not recognised here. Try again, or sign in another way.")

AnyForm = TypeVar("AnyForm", bound=forms.Form)


def code_field(label: Any, **more: Any) -> forms.CharField:
    """Spaces between the digits are welcome."""
    attrs = {"autocomplete": "one-time-code", "inputmode": "numeric", "spellcheck": "false"}
    return forms.CharField(label=label, max_length=40, widget=forms.TextInput(attrs=attrs), **more)


def name_field(label: Any, **more: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=60, **more)


class CodeForm(forms.Form):
    """The second step."""

    code = code_field(_("Code"), help_text=_("The six digits of your code program, or one of your recovery codes."))


class FirstCodeForm(forms.Form):
    """The first code of a program that is being set up."""

    code = code_field(_("Code that the program shows"), help_text=_("Six digits, renewed every 30 seconds."))


def with_unsigned_error(form: AnyForm) -> AnyForm:
    """The form of codes, shown again where a passkey was not recognised: none of its own fields is wrong."""
    form.errors.clear()
    form.add_error(None, UNSIGNED)
    return form


class CredentialForm(forms.Form):
    """What a passkey signed."""

    credential = forms.CharField(widget=forms.HiddenInput, max_length=LONGEST_CREDENTIAL)

    def clean_credential(self) -> dict[str, Any]:
        """What the JSON holds; the library reads it with care once it is a dictionary."""
        try:
            found = json.loads(self.cleaned_data["credential"])
        except (ValueError, RecursionError):
            found = None
        if not isinstance(found, dict):
            raise forms.ValidationError(_("The browser handed over no passkey."))
        return found


class PasskeyForm(CredentialForm):
    name = name_field(_("Name of this passkey"), help_text=_("Such as “My telephone”: you will know it by this name."))
    field_order = ["name", "credential"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["credential"].error_messages["required"] = NEEDS_SCRIPTS

    def clean(self) -> dict[str, Any]:
        """What is wrong with a field that nobody sees is said of the whole."""
        cleaned = super().clean() or {}
        for words in self.errors.pop("credential", ()):
            self.add_error(None, words)
        return cleaned


class NameForm(forms.Form):
    name = name_field(_("Name"))


class LinkForm(forms.Form):
    name = name_field(_("Name of the link"), help_text=_("Such as the computer that you will use it on."))


class ProofForm(forms.Form):
    """The password, or a code of whoever has a second factor: either will do."""

    password = password_field(_("Your password"), "current-password", required=False)
    code = code_field(_("Or a code of your program"), required=False)

    def __init__(self, data: Any, *, has_factor: bool) -> None:
        super().__init__(data)
        if not has_factor:
            self.fields["password"].required = True
            del self.fields["code"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.errors and not cleaned.get("password") and not cleaned.get("code"):
            self.add_error("password", _("Type your password, or a code."))
        return cleaned
