"""The same form, sent twice, counts once.

Its key, with what was typed, is the identity of a submission: a double click repeats it; text
changed after going back makes another one.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec
from urllib.parse import urlsplit
from uuid import UUID, uuid5

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError
from django.http import Http404, HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase

from entregent.core.clock import now
from entregent.core.late import late_transaction
from entregent.people import kept_forms
from entregent.people.errors import Refused
from entregent.people.form_keys import FIELD, LIFE, STRANGER, Key, key_of, new_key
from entregent.people.models import Submission
from entregent.people.viewer import who_looks

__all__ = ["forget_old_submissions", "new_key", "once"]

NOT_TYPED = {FIELD, "csrfmiddlewaretoken"}

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponseBase]


class Undone(Exception):
    """Carries an answer of 4xx out of the transaction that it undoes."""

    def __init__(self, response: HttpResponseBase) -> None:
        self.response = response


class Repeated(Exception):
    """This submission has been received before."""


def once(view: View[P]) -> View[P]:
    """A view whose POST has its effect once, in one transaction.

    A redirect is kept, and given again to whoever sends the same; an answer of 4xx undoes all.
    """

    @wraps(view)
    def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if request.method != "POST":
            return view(request, *args, **kwargs)
        key = key_of(request)
        if key is None or key.too_old or not key.is_of(who_looks(request)):
            return kept_forms.refuse_form(request, key)
        return _receive(request, key, lambda: view(request, *args, **kwargs))

    return guarded


def forget_old_submissions() -> int:
    rows = Submission.objects.unscoped("keys too old to be sent again")
    return int(rows.filter(at__lt=now() - LIFE).delete()[0])


def _receive(request: HttpRequest, key: Key, answer: Callable[[], HttpResponseBase]) -> HttpResponseBase:
    identity = _identity(request, key)
    try:
        return _attempt(_Claim(identity, key.user_id), answer)
    except Undone as undone:
        return undone.response
    except Repeated:
        return kept_forms.see_other(_location(identity) or kept_forms.form_page(request))


def _attempt(claim: _Claim, answer: Callable[[], HttpResponseBase]) -> HttpResponseBase:
    """Twice at most: whoever took, at the same moment, what may stand once can by then be seen by the form."""
    try:
        return _answer_once(claim, answer)
    except IntegrityError:
        return _answer_once(claim, answer)


def _answer_once(claim: _Claim, answer: Callable[[], HttpResponseBase]) -> HttpResponseBase:
    """The form is checked, and what is wrong with it told, before anything is locked; the first write claims it.

    Raises Undone, Repeated.
    """
    try:
        with late_transaction(claim.take):
            response = answer()
            undo_refused(response)
            claim.note(response)
    except (Undone, Http404, PermissionDenied, Refused):
        claim.demand_new()  # a twin may have ended meanwhile: what it did is then why this one was refused
        raise
    return response


def undo_refused(response: HttpResponseBase) -> None:
    """Raises Undone."""
    if 400 <= response.status_code < 500:
        raise Undone(response)


class _Claim:
    """Of one submission, by whoever writes first for it. Strangers' are not counted."""

    def __init__(self, identity: UUID, user_id: int) -> None:
        self.identity, self.user_id = identity, user_id
        self.is_counted = user_id != STRANGER

    def demand_new(self) -> None:
        """Raises Repeated."""
        if self.is_counted and _rows().filter(pk=self.identity).exists():
            raise Repeated

    def take(self) -> None:
        """Waits for a twin under way: its transaction holds the identity until it ends. Raises Repeated."""
        if not self.is_counted:
            return
        try:
            Submission(key=self.identity, user_id=self.user_id).save(force_insert=True)
        except IntegrityError:
            raise Repeated from None  # the transaction is undone with it: no savepoint is needed

    def note(self, response: HttpResponseBase) -> None:
        if self.is_counted and isinstance(response, HttpResponseRedirect):
            _rows().filter(pk=self.identity).update(location=_short(response.url))


def _location(identity: UUID) -> str:
    return str(_rows().filter(pk=identity).values_list("location", flat=True).first() or "")


def _rows() -> Any:
    return Submission.objects.unscoped("the key of this very form")


def _identity(request: HttpRequest, key: Key) -> UUID:
    typed = sorted((name, values) for name, values in request.POST.lists() if name not in NOT_TYPED)
    files = sorted((name, [(file.name, file.size) for file in many]) for name, many in request.FILES.lists())
    return uuid5(key.form, repr([request.path, typed, files]))


def _short(location: str) -> str:
    return location if len(location) <= 300 else urlsplit(location).path[:300]
