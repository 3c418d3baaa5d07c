"""Signed tickets: for one form, for a while, used once. Their age is the server's to tell, never the browser's."""

import secrets
from dataclasses import dataclass
from datetime import timedelta

from django.core import signing

from entregent.proofs.unproven import Reason, Unproven

SALT = "entregent.proofs"


@dataclass(frozen=True)
class Ticket:
    """What was signed. bits: of work; none for a ticket that came by mail. life: how long it can be shown."""

    nonce: str
    purpose: str
    bits: int
    life: timedelta


def issue(kind: str, purpose: str, bits: int = 0) -> tuple[str, str]:
    """The token of a new ticket, and the random word in it."""
    nonce = secrets.token_urlsafe(16)
    return signing.dumps([nonce, purpose, bits], salt=_salt(kind)), nonce


def read_ticket(kind: str, token: str, purpose: str, life: timedelta) -> Ticket:
    """Raises Unproven unless the token is one of ours, of this kind, for this form, and younger than `life`."""
    try:
        nonce, made_for, bits = signing.loads(token, salt=_salt(kind), max_age=life)
    except signing.SignatureExpired:
        raise Unproven(Reason.EXPIRED) from None
    except signing.BadSignature:
        raise Unproven(Reason.FORGED) from None
    if made_for != purpose:
        raise Unproven(Reason.ELSEWHERE)
    return Ticket(nonce, purpose, bits, life)


def _salt(kind: str) -> str:
    return f"{SALT}.{kind}"
