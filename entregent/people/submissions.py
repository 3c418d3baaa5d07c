"""The same form, sent twice, counts once.

Its key, with what was typed, is the identity of a submission: a double click repeats it; text
changed after going back makes another one.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec
from urllib.parse import urlsplit
from uuid import UUID, uuid5

from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase

from entregent.core.clock import now
from entregent.people import kept_forms
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
        return _attempt(identity, key.user_id, answer)
    except Undone as undone:
        return undone.response
    except Repeated:
        return kept_forms.see_other(_location(identity) or kept_forms.form_page(request))


def _attempt(identity: UUID, user_id: int, answer: Callable[[], HttpResponseBase]) -> HttpResponseBase:
    """Twice at most: whoever took, at the same moment, what may stand once can by then be seen by the form."""
    try:
        with transaction.atomic():
            return _answer_once(identity, user_id, answer)
    except IntegrityError:
        with transaction.atomic():
            return _answer_once(identity, user_id, answer)


def _answer_once(identity: UUID, user_id: int, answer: Callable[[], HttpResponseBase]) -> HttpResponseBase:
    if user_id != STRANGER:
        _claim(identity, user_id)
    response = answer()
    if 400 <= response.status_code < 500:
        raise Undone(response)
    if user_id != STRANGER and isinstance(response, HttpResponseRedirect):
        _rows().filter(pk=identity).update(location=_short(response.url))
    return response


def _claim(identity: UUID, user_id: int) -> None:
    """Waits for a twin under way: its transaction holds the identity until it ends."""
    try:
        with transaction.atomic():
            Submission(key=identity, user_id=user_id).save(force_insert=True)
    except IntegrityError:
        raise Repeated from None


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
