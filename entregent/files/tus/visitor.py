"""Whoever stands at a door of this room, as Django's middleware knows them, and what the database says of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from django.utils import translation
from django.utils.translation import gettext_lazy as _

from entregent.core.bridge import pool
from entregent.core.bridge.identity import identity
from entregent.core.bridge.wire import Scope
from entregent.files.tus.asked import Fault
from entregent.people.errors import Refused
from entregent.people.viewer import Viewer

T = TypeVar("T")


@dataclass(frozen=True)
class Visitor:
    scope: Scope
    viewer: Viewer
    language: str

    @classmethod
    async def at(cls, scope: Scope) -> Visitor:
        """Raises Fault 401 for somebody who is not signed in, or the status that the middleware answered."""
        who = await identity(scope)
        if who.refusal is None:
            return cls(scope, who.viewer, str(who.request.LANGUAGE_CODE))
        if 300 <= who.refusal.status < 400:
            raise Fault(401, in_language(str(getattr(who.request, "LANGUAGE_CODE", "fr")), lambda: str(SIGN_IN)))
        raise Fault(who.refusal.status)

    async def ask(self, function: Callable[..., T], *arguments: Any, **named: Any) -> T:
        """`function(viewer, …)`, in a thread that may use the database. What it says is in the person's language."""
        return await pool.run(lambda: in_language(self.language, lambda: function(self.viewer, *arguments, **named)))


def in_language(language: str, function: Callable[[], T]) -> T:
    """A refusal that is raised inside bears words, and no promise of words in whatever language comes next."""
    with translation.override(language):
        try:
            return function()
        except Refused as refusal:
            refusal.message = str(refusal.message)
            raise


SIGN_IN = _("You are signed out: sign in again, and sending goes on from where it was.")
