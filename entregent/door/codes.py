"""Codes that somebody types, of their authenticator program or of their list, judged under growing waits.

Those of a program have six digits and are of use once (RFC 6238); those of a list are in recovery.py.
"""

from dataclasses import dataclass
from enum import Enum, auto

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, generate_totp_secret, hotp_value
from django.db import transaction
from django.http import HttpRequest
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext as _

from entregent import audit
from entregent.core.clock import now
from entregent.door import known_browsers, recovery_codes, throttle
from entregent.door.network import prefix_of
from entregent.door.sealing import Unreadable, seal, unseal
from entregent.door.throttle import CODES, Counter
from entregent.people import memberships
from entregent.people.models import User

STEP = 30  # seconds that a code is shown
TOLERATED = (-1, 0, 1)  # steps by which a telephone's clock may be off
DIGITS = 6


class Judged(Enum):
    RIGHT = auto()
    USED = auto()  # right, but it has been used before, or a later one has
    WRONG = auto()


@dataclass(frozen=True)
class Verdict:
    """What came of a code: right; or seconds to wait; or what is wrong, in words."""

    is_right: bool = False
    wait: int = 0
    words: str = ""


def judge(request: HttpRequest, user: User, typed: str) -> Verdict:
    """Judge a code of this person, unless too many were wrong. Call it outside of any transaction."""
    counter = _counter(request, user)
    wait = throttle.count_try(counter)
    if wait:
        words = _("Too many wrong codes. Wait %(wait)s, then try again.") % {"wait": throttle.wait_in_words(wait)}
        return Verdict(wait=wait, words=words)
    judged = _judge_digits(user, "".join(filter(str.isdecimal, typed[:40])))
    if judged is Judged.RIGHT:
        throttle.reset(counter)
        return Verdict(is_right=True)
    _note(request, user)
    if judged is Judged.USED:
        return Verdict(words=_("This code has been used already. Wait for the next one, then type it."))
    return Verdict(words=_("This code is not right. Check it, and that your telephone tells the right time."))


def _judge_digits(user: User, code: str) -> Judged:
    if len(code) == recovery_codes.DIGITS:
        return Judged.RIGHT if recovery_codes.use(user.pk, code) else Judged.WRONG
    return judge_program(user.pk, code)


def _counter(request: HttpRequest, user: User) -> Counter:
    """Counted for the account over all places: whoever is asked for a code has given its password.

    A browser that signed in before has its own count, so that nobody else makes the rightful person wait.
    """
    browser = known_browsers.token(request, user.pk)
    return Counter(CODES, "code.known", (str(user.pk), browser)) if browser else Counter(CODES, "code", (str(user.pk),))


def _note(request: HttpRequest, user: User) -> None:
    home = memberships.viewer_of(user.pk, request.session)
    with transaction.atomic():
        audit.record("people.code.refused", user, by=audit.SYSTEM, house_id=home.house_id, network=prefix_of(request))


# The codes of a program


def new_secret() -> str:
    """160 random bits, in the 32 letters and digits that programs read."""
    return str(generate_totp_secret())


def step_of(secret: str, code: str) -> int | None:
    """The step of time at which this code is shown, among the present one and its neighbours."""
    present = int(now().timestamp()) // STEP
    shown = {present + away: format_hotp_value(hotp_value(secret, present + away)) for away in TOLERATED}
    return next((step for step, value in shown.items() if constant_time_compare(value, code)), None)


def keep_program(user_id: int, secret: str, step: int) -> Authenticator:
    """Keep a secret whose first code, that of this step, was right."""
    data = {"secret": seal(secret), "last_step": step}
    return Authenticator.objects.create(user_id=user_id, type=Authenticator.Type.TOTP, data=data)


def judge_program(user_id: int, code: str) -> Judged:
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
