"""« Je ne suis pas un robot » in the forms that strangers fill in: who is asked for it, and how it is judged.

The browser works while the form is filled in (front/js/proof.js). Where it cannot, a link by mail does in its place.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from entregent.core.clock import now
from entregent.door.network import prefix_of
from entregent.door.throttle import FORGOTTEN_FROM_ONE_PLACE, PASSWORDS, Counter
from entregent.people.models import Throttle
from entregent.proofs import challenge, effort, judging
from entregent.proofs.challenge import Challenge
from entregent.proofs.tickets import Ticket
from entregent.proofs.unproven import Reason, Unproven

FIELD = "proof"
BY_MAIL = "preuve"  # the query of a link that came by mail
WORDS = {
    Reason.MISSING: _("Tick “I am not a robot”, or ask for a link by mail."),
    Reason.FORGED: _("This check was not made here. Tick the box again."),
    Reason.EXPIRED: _("This check is too old. Tick the box again."),
    Reason.ELSEWHERE: _("This check was made for another page. Tick the box again."),
    Reason.EASY: _("Many tries have come from your network. Tick the box again: the check takes a little longer."),
    Reason.WRONG: _("The check did not succeed. Tick the box again, or ask for a link by mail."),
    Reason.SPENT: _("This check has served already. Tick the box again."),
}


@dataclass(frozen=True)
class Purpose:
    """A form that asks for a proof. key: in addresses. route: the name of its page. home: of the one that leads there.

    Purpose("demande", "applicants:form", from_here, for_accounts=False, home="applicants:houses")

    place: the count of what went wrong there lately, which makes the work longer.
    for_accounts: whether its mailed links are for people who have an account, and for nobody else.
    """

    key: str
    route: str
    place: Callable[[HttpRequest], Counter]
    for_accounts: bool = True
    home: str = ""

    def failures(self, request: HttpRequest) -> int:
        counter = self.place(request)
        row = Throttle.objects.filter(key=counter.key).first()
        return counter.limit.left(row, now()) if row else 0


def from_one_place(limit: Any, kind: str) -> Callable[[HttpRequest], Counter]:
    return lambda request: Counter(limit, kind, (prefix_of(request),))


SIGN_IN = Purpose("connexion", "account_login", from_one_place(PASSWORDS, "password.place"))
FORGOTTEN = Purpose(
    "mot-de-passe", "account_reset_password", from_one_place(FORGOTTEN_FROM_ONE_PLACE, "forgotten.place")
)
PURPOSES = {purpose.key: purpose for purpose in (SIGN_IN, FORGOTTEN)}


def register_proof_purpose(purpose: Purpose) -> None:
    """Called by a room above when the application starts."""
    PURPOSES[purpose.key] = purpose


def new_challenge(purpose: Purpose, request: HttpRequest) -> Challenge:
    return challenge.make(purpose.key, effort.bits_due(purpose.failures(request)))


class ProofInput(forms.TextInput):
    """A tick box whose value is the proof itself (door/proof.html)."""


class ProofField(forms.Field):
    """Judges the proof when the form is cleaned; `spend`, called last, uses it up.

    kept: the proof to be shown as made, when the form comes back for another reason or was opened by a mailed link.
    """

    widget = ProofInput

    def __init__(self, purpose: Purpose, request: HttpRequest) -> None:
        super().__init__(label=_("I am not a robot"), required=False)
        self.purpose, self.request = purpose, request
        self.kept = ""
        if request.method == "GET":
            self._take_from_link(request.GET.get(BY_MAIL, ""))

    @property
    def page_query(self) -> str:
        """Where the form is, for the page that mails a link to it."""
        return urlencode({"page": self.request.get_full_path()})

    def clean(self, value: Any) -> Ticket:
        ticket = self._judge(str(value or ""))
        self.kept = str(value)
        return ticket

    def spend(self, ticket: Ticket) -> None:
        """Raises ValidationError when it was used a moment ago."""
        self.kept = ""
        try:
            judging.spend(ticket)
        except Unproven as error:
            raise ValidationError(WORDS[error.reason]) from None

    def _judge(self, given: str) -> Ticket:
        try:
            return judging.judge(given, self.purpose.key, effort.bits_taken(self.purpose.failures(self.request)))
        except Unproven as error:
            raise ValidationError(WORDS[error.reason]) from None

    def _take_from_link(self, token: str) -> None:
        """A link that is too old opens the form as if it were none."""
        if token:
            try:
                self.clean(token)
            except ValidationError:
                self.kept = ""


def add_proof_field(form: forms.BaseForm, purpose: Purpose, request: HttpRequest) -> None:
    """Add the tick box to a form, where the installation asks for proofs."""
    if effort.bits_due(0):
        form.fields[FIELD] = ProofField(purpose, request)


def spend(form: forms.BaseForm) -> bool:
    """For the end of `clean`: uses the proof up once all else is right; False when the form is not to go on."""
    field = form.fields.get(FIELD)
    if isinstance(field, ProofField) and not form.errors:
        try:
            field.spend(form.cleaned_data[FIELD])
        except ValidationError as error:
            form.add_error(FIELD, error)
    return not form.errors
