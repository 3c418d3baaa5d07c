"""After a password was chosen by a link: whoever signs in says first which second steps are their own.

A second step that somebody else added while they held the account would else outlive the new password.
"""

from typing import Any, Final

from django.contrib.sessions.backends.base import SessionBase
from django.db import transaction

from entregent import audit
from entregent.door import factors
from entregent.people.models import FactorReview, User
from entregent.people.viewer import Viewer

AWAITED: Final = "factors_to_review"  # in a session


def ask_factor_review(user: User, *, by: Viewer) -> None:
    """Of whoever has a second step."""
    if factors.has_any(user.pk):
        _reviews(by).get_or_create(user=user)


def begin_factor_review(session: SessionBase, *, by: Viewer) -> None:
    """At sign-in: note in the session whether it is asked; each page reads it there."""
    session[AWAITED] = factors.has_any(by.user_id or 0) and _reviews(by).exists()


def is_awaited(session: SessionBase) -> bool:
    return bool(session.get(AWAITED))


def end(session: SessionBase, user: User, *, by: Viewer) -> None:
    """What is left of them is their owner's."""
    with transaction.atomic():
        gone, _each = _reviews(by).delete()
        if gone:
            audit.record("people.factors.reviewed", user, by=by, house_id=by.house_id)
        session[AWAITED] = False


def _reviews(by: Viewer) -> Any:
    return FactorReview.objects.visible_to(by)
