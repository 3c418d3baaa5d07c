"""Codes of six digits that an authenticator program shows, each of use once (RFC 6238)."""

from enum import Enum, auto

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, generate_totp_secret, hotp_value
from django.db import transaction
from django.utils.crypto import constant_time_compare

from entregent.core.clock import now
from entregent.people.sealing import Unreadable, seal, unseal

STEP = 30  # seconds that a code is shown
TOLERATED = (-1, 0, 1)  # steps by which a telephone's clock may be off
DIGITS = 6


class Judged(Enum):
    RIGHT = auto()
    USED = auto()  # right, but it has been used before, or a later one has
    WRONG = auto()


def new_secret() -> str:
    """160 random bits, in the 32 letters and digits that programs read."""
    return str(generate_totp_secret())


def step_of(secret: str, code: str) -> int | None:
    """The step of time at which this code is shown, among the present one and its neighbours."""
    present = int(now().timestamp()) // STEP
    shown = {present + away: format_hotp_value(hotp_value(secret, present + away)) for away in TOLERATED}
    return next((step for step, value in shown.items() if constant_time_compare(value, code)), None)


def keep(user_id: int, secret: str, step: int) -> Authenticator:
    """Keep a secret whose first code, that of this step, was right."""
    data = {"secret": seal(secret), "last_step": step}
    return Authenticator.objects.create(user_id=user_id, type=Authenticator.Type.TOTP, data=data)


def judge(user_id: int, code: str) -> Judged:
    """Judge a code, and note that it is used. Of two that come at once, one is right.

    What was sealed with a former key is sealed with the present one meanwhile.
    """
    with transaction.atomic():
        rows = Authenticator.objects.select_for_update().filter(user_id=user_id, type=Authenticator.Type.TOTP)
        row = rows.first()
        secret = _secret(row) if row else ""
        step = step_of(secret, code) if secret else None
        if row is None or step is None:
            return Judged.WRONG
        if step <= row.data.get("last_step", 0):
            return Judged.USED
        row.data, row.last_used_at = {"secret": seal(secret), "last_step": step}, now()
        row.save(update_fields=["data", "last_used_at"])
        return Judged.RIGHT


def _secret(row: Authenticator) -> str:
    try:
        return unseal(row.data["secret"])
    except Unreadable:
        return ""
