"""Groups of clients, as audiences of what is published."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, Final

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from entregent.core.onlooker import Onlooker
from entregent.people.audiences import Belonging
from entregent.spaces.depot.models import Grouping

GROUP: Final = "depot.group"
REASON = "which clients are in a group, as its audience asks"


def keys_of(viewer: Onlooker) -> Any:
    return Grouping.objects.unscoped(REASON).filter(party=viewer.party_id or 0).order_by().values("group")


def members_of(keys: Collection[int]) -> Q:
    return Q(party__in=Grouping.objects.unscoped(REASON).filter(group__in=keys).order_by().values("party"))


# Without rows: forms of other spaces do not offer them; this space's own form does.
GROUPS = (Belonging(GROUP, keys_of, members_of, _("Of these groups of clients")),)
