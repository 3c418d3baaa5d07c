"""The forms at the door: sign-in, forgotten password, new password."""

from typing import Any

from allauth.account.forms import LoginForm
from allauth.account.internal.flows.login import perform_password_login
from allauth.account.models import Login
from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from entregent.core.bridge.pool import PASSWORDS, demand_lane
from entregent.door import known_browsers, passwords, proof, resets, signin, throttle
from entregent.door.arrival import Arrival
from entregent.people import farewell, memberships
from entregent.people.models import User

LOGIN = {"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}
LONGEST_PASSWORD = 1024  # what may be typed; what may be chosen is the rule's business


def login_field() -> forms.CharField:
    return forms.CharField(
        label=gettext_lazy("E-mail address or identifier"), max_length=254, widget=forms.TextInput(attrs=LOGIN)
    )


def password_field(label: Any, autocomplete: str = "new-password", **more: Any) -> forms.CharField:
    """A password is taken exactly as typed."""
    widget = forms.PasswordInput(attrs={"autocomplete": autocomplete})
    return forms.CharField(label=label, strip=False, max_length=LONGEST_PASSWORD, widget=widget, **more)


def remember_field() -> forms.BooleanField:
    help_text = gettext_lazy("For 30 days. Do not tick it on a computer that others use.")
    return forms.BooleanField(label=gettext_lazy("Stay signed in on this device"), required=False, help_text=help_text)


class SignInForm(LoginForm):  # type: ignore[misc]
    """allauth's form, judged by `signin.attempt`. `wait` tells the seconds to wait."""

    wait = 0

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"] = login_field()
        self.fields["password"] = password_field(gettext_lazy("Password"), "current-password")
        self.fields["remember"] = remember_field()
        self.order_fields(["login", "password", "remember"])
        if not self._comes_from_a_known_browser():
            proof.add_proof_field(self, proof.SIGN_IN, self.request)

    def login(self, request: HttpRequest, redirect_url: str | None = None) -> Any:
        """The session, or the page of the second step."""
        Arrival(remember=self.cleaned_data["remember"]).keep(request.session)
        self._login.redirect_url = redirect_url
        return perform_password_login(request, self.user_credentials(), self._login)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = self.cleaned_data
        if not self.errors:  # before the proof is used up
            demand_lane(self.request, PASSWORDS)
        if proof.spend(self):  # before the password is looked at: a flood of tries costs its senders more than us
            self._judge(signin.attempt(self.request, cleaned["login"], cleaned["password"]))
        return cleaned

    def _comes_from_a_known_browser(self) -> bool:
        """Before a login is typed, of anybody; then of this very person. They are asked for no proof."""
        if not self.is_bound:
            return known_browsers.cookie_name() in self.request.COOKIES
        user = User.objects.by_login(self.data.get("login", ""))
        return bool(user and known_browsers.token(self.request, user.pk))

    def _judge(self, outcome: signin.Attempt) -> None:
        if outcome.wait:
            self.wait = outcome.wait
            raise ValidationError(too_many(outcome.wait))
        if outcome.user is None:
            raise ValidationError(
                _("This login and password do not go together. Check both, or ask for a new password.")
            )
        if not memberships.open_memberships(outcome.user.pk).exists():
            raise ValidationError(farewell.closed_words())
        self.user = outcome.user
        self._login = Login(user=outcome.user)


def too_many(wait: int) -> str:
    return _("Too many wrong passwords. Wait %(wait)s, then try again.") % {"wait": throttle.wait_in_words(wait)}


class ForgottenPasswordForm(forms.Form):
    """Looks nobody up: a job will. Whether the account exists changes nothing here."""

    email = login_field()

    def __init__(self, *args: Any, request: HttpRequest, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        proof.add_proof_field(self, proof.FORGOTTEN, request)

    def clean(self) -> dict[str, Any]:
        proof.spend(self)
        return self.cleaned_data

    def save(self, request: HttpRequest) -> None:
        resets.ask_reset(request, self.cleaned_data["email"])


class NewPasswordForm(forms.Form):
    """A new password, twice, by the rule for this person."""

    password1 = password_field(gettext_lazy("New password"))
    password2 = password_field(gettext_lazy("The same again"))

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        self.fields["password1"].help_text = passwords.help_text(passwords.least_for(user))

    def clean_password1(self) -> str:
        password: str = self.cleaned_data["password1"]
        passwords.PasswordRule().validate(password, self.user)
        return password

    def clean_password2(self) -> str:
        return same_again(self.cleaned_data)


def same_again(cleaned: dict[str, Any]) -> str:
    """Raises ValidationError unless password2 repeats password1."""
    again: str = cleaned["password2"]
    if "password1" in cleaned and cleaned["password1"] != again:
        raise ValidationError(_("The two passwords differ: type the same one twice."))
    return again
