"""A code that somebody types: of their authenticator program or of their list, judged under growing waits."""

from dataclasses import dataclass

from django.db import transaction
from django.http import HttpRequest
from django.utils.translation import gettext as _

from entregent import audit
from entregent.people import known, memberships, recovery, throttle, totp
from entregent.people.models import User
from entregent.people.network import prefix_of
from entregent.people.throttle import CODES, Counter


@dataclass(frozen=True)
class Verdict:
    """What came of a code: right; or seconds to wait; or what is wrong, in words."""

    is_right: bool = False
    wait: int = 0
    words: str = ""


def judge(request: HttpRequest, user: User, typed: str) -> Verdict:
    """Judge a code of this person, unless too many were wrong. Call it outside of any transaction."""
    counter = _counter(request, user)
    wait = throttle.take(counter)
    if wait:
        words = _("Too many wrong codes. Wait %(wait)s, then try again.") % {"wait": throttle.wait_in_words(wait)}
        return Verdict(wait=wait, words=words)
    judged = _judged(user, "".join(filter(str.isdecimal, typed[:40])))
    if judged is totp.Judged.RIGHT:
        throttle.reset(counter)
        return Verdict(is_right=True)
    _note(request, user)
    if judged is totp.Judged.USED:
        return Verdict(words=_("This code has been used already. Wait for the next one, then type it."))
    return Verdict(words=_("This code is not right. Check it, and that your telephone tells the right time."))


def _judged(user: User, code: str) -> totp.Judged:
    if len(code) == recovery.DIGITS:
        return totp.Judged.RIGHT if recovery.use(user.pk, code) else totp.Judged.WRONG
    return totp.judge(user.pk, code)


def _counter(request: HttpRequest, user: User) -> Counter:
    """Counted for the account over all places: whoever is asked for a code has given its password.

    A browser that signed in before has its own count, so that nobody else makes the rightful person wait.
    """
    browser = known.token(request, user.pk)
    return Counter(CODES, "code.known", (str(user.pk), browser)) if browser else Counter(CODES, "code", (str(user.pk),))


def _note(request: HttpRequest, user: User) -> None:
    home = memberships.viewer_of(user.pk, request.session)
    with transaction.atomic():
        audit.record("people.code.refused", user, by=audit.SYSTEM, house_id=home.house_id, network=prefix_of(request))
