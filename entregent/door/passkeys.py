"""Passkeys: the key stays in the telephone, the computer or the token; here lies its public half (WebAuthn)."""

from ipaddress import ip_address
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.internal import auth
from django.core.exceptions import ValidationError
from django.http import HttpRequest

from entregent.core.clock import now
from entregent.people.models import User

# What a reader of somebody else's JSON may stumble over: all of it means that this is no answer to our question.
FAULTS = (ValidationError, ValueError, TypeError, KeyError, AttributeError)
ASKED = "asked"  # in the question that the session remembers: of whom it was asked, None for whoever is there


def are_possible(request: HttpRequest) -> bool:
    """Browsers know passkeys of named hosts only, over https or on the machine itself."""
    host = request.get_host().rpartition(":")[0] or request.get_host()
    try:
        ip_address(host.strip("[]"))
    except ValueError:
        return request.is_secure() or host == "localhost"
    return False


def question_to_add(user: User) -> dict[str, Any]:
    """What the browser is asked to make a key; the session remembers the question."""
    return dict(plain(auth.begin_registration(user, passwordless=True)))


def add_passkey(user: User, name: str, credential: Any) -> Authenticator | None:
    """The key that the browser made; None when this is no answer to the question."""
    try:
        auth.parse_registration_response(credential)
        auth.complete_registration(credential)  # which refuses a key that did not check its holder, as was asked
    except FAULTS:
        return None
    return auth.WebAuthn.add(user, name, credential).instance


def passkey_question(user: User | None = None) -> dict[str, Any]:
    """What the browser is asked to sign, with a key of this person, or of whoever is there."""
    asked = dict(plain(auth.begin_authentication(user)))
    auth.set_state({**(auth.get_state() or {}), ASKED: user.pk if user else None})
    return asked


def signer_of(credential: Any, user: User | None = None) -> User | None:
    """Who signed the question: this person, or whoever the key is of; None for anything else.

    A question asked of somebody, or to add a key, is not one that lets whoever answers come in.
    """
    if not _was_asked_of(user):
        return None
    try:
        auth.parse_authentication_response(credential)
        who = user or auth.extract_user_from_response(credential)
        key = auth.complete_authentication(who, credential)
    except FAULTS:
        return None
    Authenticator.objects.filter(pk=key.pk).update(last_used_at=now())
    return who if who.is_active else None


def _was_asked_of(user: User | None) -> bool:
    remembered = auth.get_state() or {}
    return ASKED in remembered and remembered[ASKED] == (user.pk if user else None)


def plain(options: Any) -> Any:
    """JSON of what the library asks; it writes bytes in base64url itself."""
    if isinstance(options, list | tuple):
        return [plain(one) for one in options]
    if hasattr(options, "items"):
        return {str(name): plain(one) for name, one in options.items()}
    return options
