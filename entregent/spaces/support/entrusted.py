"""What members hold in this space: requests that they own, requests that they handle, places at desks."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from entregent import audit
from entregent.notify.bundling import bundle_mails
from entregent.people.holdings import Holding
from entregent.people.models import Membership
from entregent.people.viewer import Viewer
from entregent.spaces.support.models import DeskMember, Intervention, Service
from entregent.spaces.support.rights import HANDLE, REASSIGN, REQUEST


def holdings() -> Iterator[Holding]:
    left = _("Nobody yet: they are to be reassigned")
    yield Holding(
        "support_owned", "support", REQUEST, owned_count_words, left, under_way, "owner", pass_on, chooses_owners
    )
    left = _("Back to the queue of their service")
    yield Holding("support_handled", "support", HANDLE, handled_count_words, left, under_way, "handler", share_out)
    yield Holding(
        "support_desks", "support", HANDLE, desk_count_words, _("Nobody in their place"), places, "member", seat
    )


def owned_count_words(count: int) -> str:
    words = ngettext("%(count)s request under way that they own", "%(count)s requests under way that they own", count)
    return words % {"count": count}


def handled_count_words(count: int) -> str:
    words = ngettext(
        "%(count)s request under way that they handle", "%(count)s requests under way that they handle", count
    )
    return words % {"count": count}


def desk_count_words(count: int) -> str:
    return ngettext("%(count)s place at a desk", "%(count)s places at desks", count) % {"count": count}


def under_way() -> Any:
    rows = Intervention.objects.unscoped("requests that somebody must go on looking after").filter(ended_at=None)
    return rows.select_related(*Intervention.bearers())


def places() -> Any:
    return DeskMember.objects.unscoped("places at desks that somebody must take over").select_related("service")


def chooses_owners(viewer: Viewer) -> bool:
    """To whom requests go is the establishment's own business: staff leave them to be reassigned."""
    return viewer.is_customer and viewer.can(REASSIGN)


def pass_on(rows: Any, to: Membership | None, by: audit.Actor) -> None:
    """Without a taker it is nobody's act: the administrators of the establishment are told, whoever caused it."""
    for request in locked_requests(rows):
        if to:
            with request.saved():
                request.give(to, by=by)
        else:
            request.orphan(by=audit.SYSTEM)


def share_out(rows: Any, to: Membership | None, by: audit.Actor) -> None:
    for request in locked_requests(rows):
        with request.saved():
            request.entrust(to, by=by) if to else request.hand_back(by=by)


def locked_requests(rows: Any) -> Iterator[Intervention]:
    """One mail for all that one person gets."""
    theirs = list(rows.select_for_update(of=("self",)))
    with bundle_mails(len(theirs)):
        yield from theirs


def seat(rows: Any, to: Membership | None, by: audit.Actor) -> None:
    for place in rows:
        place.delete()
        if to:
            places().get_or_create(service=place.service, member=to)
        tell_desk(place.service, by)


def tell_desk(service: Service, by: audit.Actor) -> None:
    audit.record("support.service.changed", service, by=by, house_id=service.house_id, fields=["desk"])
