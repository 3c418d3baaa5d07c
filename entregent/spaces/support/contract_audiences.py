"""Who holds a contract in force, for a product or of a desk: audiences of what the house publishes."""

from __future__ import annotations

from collections.abc import Collection
from contextlib import nullcontext
from functools import partial
from typing import Any, Final
from zoneinfo import ZoneInfo

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from entregent.people.audiences import Belonging
from entregent.people.posts import overseeing
from entregent.spaces.support.models import Contract, Product, Service

PRODUCT: Final = "support.product"
SERVICE: Final = "support.service"


def keys_in_contracts(path: str, viewer: Any) -> Any:
    """Keys, at the end of the path, of what the viewer's own contracts are about today, in their house's zone.

    Raw doors ask without having told the time of any house.
    """
    house = viewer.house
    with timezone.override(ZoneInfo(house.time_zone)) if house else nullcontext():
        rows = Contract.objects.visible_to(viewer).filter(Contract.active(), dossier__party=viewer.party_id)
    return rows.order_by().values(path)


def contract_holders(path: str, keys: Collection[int]) -> Q:
    """The people of establishments with such a contract today. One who does not oversee has requests, not contracts."""
    rows = Contract.objects.unscoped("telling those who hold a contract").filter(Contract.active())
    parties = rows.filter(**{f"{path}__in": keys}).order_by().values("dossier__party")
    return Q(party__in=parties) & overseeing("support")


GROUPS = (
    Belonging(
        SERVICE, partial(keys_in_contracts, "product__service"), partial(contract_holders, "product__service"),
        _("With an active contract of these services"), Service.objects.visible_to,
    ),
    Belonging(
        PRODUCT, partial(keys_in_contracts, "product"), partial(contract_holders, "product"),
        _("With an active contract for these products"), Product.objects.visible_to,
    ),
)  # fmt: skip
