"""The desks of services: who is at which, what is in whose queue, what follows a product to another service."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, Final

from django.db import transaction
from django.db.models import Count, Exists, OuterRef, Q, Subquery
from django.utils.translation import gettext_lazy as _

from entregent import audit
from entregent.lists.filters import Choose
from entregent.people.models import Membership
from entregent.people.viewer import Viewer
from entregent.spaces.support.models import DeskMember, Intervention, Product, Service

MINE: Final = "moi"
QUEUE: Final = "file"  # in addresses


def services(viewer: Viewer, besides: int | None = None) -> Any:
    """Those in use, each with `is_mine`: whether the viewer is at its desk. besides: one that stays offered."""
    here = places(viewer, service=OuterRef("pk"), member=viewer.membership_id)
    used = Service.objects.visible_to(viewer).filter(Q(is_active=True) | Q(pk=besides))
    return used.annotate(is_mine=Exists(here))


def places(viewer: Viewer, **of: Any) -> Any:
    return DeskMember.objects.visible_to(viewer).filter(service__is_active=True, **of)


def at_desk(viewer: Viewer, service: Any) -> Any:
    """Keys of the members at the desk of a service."""
    return DeskMember.objects.visible_to(viewer).filter(service=service).values_list("member", flat=True)


def with_desks(viewer: Viewer) -> Any:
    """All of them, each with how many are `at_desk`."""
    counted = at_desk(viewer, OuterRef("pk")).order_by().values("service").annotate(count=Count("pk")).values("count")
    return Service.objects.visible_to(viewer).annotate(at_desk=Subquery(counted))


def is_used(service: Service, viewer: Any) -> bool:
    """Whether it has products, or requests under way."""
    rows = (Product.objects.visible_to(viewer), Intervention.objects.visible_to(viewer).filter(ended_at=None))
    return any(found.filter(service=service).exists() for found in rows)


def for_my_desks(viewer: Viewer) -> Q:
    """Requests of the services at whose desk the viewer is; of all of them for somebody at none."""
    mine = places(viewer, member=viewer.membership_id).values("service")
    return Q(service__in=mine) | ~Q(Exists(mine))


def my_queue(viewer: Viewer) -> Q:
    """In my hands, or in nobody's at one of my desks."""
    return Q(handler=viewer.membership_id) | Q(handler=None) & for_my_desks(viewer)


def queues(viewer: Viewer) -> Choose:
    """« Ma file », for somebody at a desk; then a queue for each service."""
    every = list(services(viewer))
    own = [(MINE, my_queue(viewer), _("My queue"))] if any(one.is_mine for one in every) else []
    options = (*own, *((str(one.pk), Q(service=one.pk), one.name) for one in every))
    return Choose(QUEUE, _("Queue"), "service", options, at_hand=True)


def people(service: int) -> Any:
    """Keys of the members at its desk, for those who tell them."""
    rows = DeskMember.objects.unscoped("telling the desk of a service")
    return rows.filter(service=service).values_list("member", flat=True)


def seat(service: Service, people: Collection[Membership], *, by: Any) -> bool:
    """Makes these the people at the desk; whether anything changed. Call it in the transaction of the service's own."""
    there = DeskMember.objects.visible_to(by).filter(service=service)
    wanted, before = {one.pk for one in people}, set(there.values_list("member", flat=True))
    there.exclude(member__in=wanted).delete()
    DeskMember.objects.bulk_create(DeskMember(service=service, member_id=pk) for pk in sorted(wanted - before))
    return wanted != before


def follow_product(event: Any, product: Any) -> None:
    """A product went to another service: its open requests go with it, but for those that were moved by hand."""
    before, after = (event.particulars.get("changes") or {}).get("service", (None, None))
    if before != after:
        rows = Intervention.objects.unscoped("open requests of a product that changes service")
        with transaction.atomic():
            rows.filter(contract__product=product.pk, service=before, ended_at=None).update(service=after)


def listen_for_desks() -> None:
    audit.subscribe("support.product.changed", follow_product)
