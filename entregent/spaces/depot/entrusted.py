"""What members hold in this space: the clients whose documents reach them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from entregent import audit
from entregent.people.holdings import Holding
from entregent.people.models import Membership
from entregent.spaces.depot.models import Handler
from entregent.spaces.depot.rights import HANDLE


def holdings() -> Iterator[Holding]:
    left = _("Nobody: whoever follows the client is told")
    yield Holding("depot_handled", "depot", HANDLE, count_words, left, rows, "member", pass_on)


def count_words(count: int) -> str:
    words = ngettext(
        "documents of %(count)s client that reach them", "documents of %(count)s clients that reach them", count
    )
    return words % {"count": count}


def rows() -> Any:
    found = Handler.objects.unscoped("clients whose documents somebody must go on handling")
    return found.select_related("dossier", "destination")


def pass_on(handlers: Any, to: Membership | None, by: audit.Actor) -> None:
    for handler in handlers:
        if to:
            Handler.entrust(handler.dossier, handler.destination, to, by=by)
        handler.release(by=by)
