"""Forms sent by somebody whose session is over: few of each person, for the browser that sent them alone.

The key of a form says whose it is and is no proof of who sends it: what it makes the server keep is bounded by person.
"""

from __future__ import annotations

from hashlib import sha256
from secrets import token_urlsafe
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from entregent.core.clock import now
from entregent.core.scoping import GuardedQuerySet
from entregent.people.form_keys import LIFE, Key
from entregent.people.models import KeptForm, User

MOST_FORMS = 5
COOKIE = "__Host-kept" if settings.SESSION_COOKIE_SECURE else "kept"


def leave_form(request: HttpRequest, key: Key, back: str, fields: dict[str, Any]) -> str:
    """Keep it until its author signs in; gives what the cookie of this browser has to say ("" for nobody's form)."""
    token, path = request.COOKIES.get(COOKIE) or token_urlsafe(32), urlsplit(back).path[:500]
    with transaction.atomic():
        if not User.objects.filter(pk=key.user_id).exists():
            return ""
        mine = every_kept_form().filter(user=key.user_id)
        mine.filter(browser=_digest(token), path=path).delete()
        older = mine.order_by("-pk").values_list("pk", flat=True)[MOST_FORMS - 1 :]
        mine.filter(pk__in=list(older)).delete()
        KeptForm(
            user_id=key.user_id, browser=_digest(token), membership_id=key.membership_id, path=path, fields=fields
        ).save(force_insert=True)
    return token


def set_cookie(response: HttpResponseBase, token: str) -> None:
    response.set_cookie(
        COOKIE, token, max_age=int(LIFE.total_seconds()), secure=settings.SESSION_COOKIE_SECURE, httponly=True,
        samesite="Lax",
    )  # fmt: skip


def collect_forms(request: HttpRequest, user_id: int) -> list[KeptForm]:
    """What waits for this person on this browser, oldest first. All that waits here goes: somebody else came."""
    token = request.COOKIES.get(COOKIE)
    rows = every_kept_form().filter(browser=_digest(token)) if token else every_kept_form().none()
    found = list(rows.filter(user=user_id).order_by("pk"))
    rows.delete()
    return found


def forget_waiting_forms() -> None:
    every_kept_form().filter(at__lt=now() - LIFE).delete()


def every_kept_form() -> GuardedQuerySet[KeptForm]:
    return KeptForm.objects.unscoped("what was typed, for its author on this very browser")


def _digest(token: str) -> str:
    return sha256(token.encode()).hexdigest()
