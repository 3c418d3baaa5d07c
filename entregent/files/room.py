"""How much a house may keep, and how much of it is taken: what is stored, and what was promised to those who send."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Sum
from django.utils.translation import gettext_lazy as _

from entregent import audit
from entregent.core.clock import now
from entregent.files import staging
from entregent.files.models import OPEN, every_file, every_upload
from entregent.files.purposes import MEGABYTE
from entregent.files.storage import folder, make_folders
from entregent.people.errors import Refused
from entregent.people.models import House
from entregent.people.viewer import Viewer

PROMISED_FOR = timedelta(hours=1)  # to an upload of which no byte comes; what has come keeps its room
SPARE = 256 * MEGABYTE  # left on the disk for the database and the rest of the machine


class NoRoom(Refused):
    """The house has used its share, or the machine its disk."""


@dataclass(frozen=True)
class Use:
    """Bytes: how many are taken, of how many."""

    taken: int
    most: int

    @property
    def percent(self) -> int:
        return min(100, round(100 * self.taken / self.most)) if self.most else 100


def use_of(house: House) -> Use:
    return Use(bytes_taken(house.pk), share(house))


def share(house: House) -> int:
    """Bytes that it may keep: its own figure, or the installation's."""
    return int(settings.HOUSE_FILES_BYTES if house.files_most is None else house.files_most)


def resize(house: House, most: int, *, by: Viewer) -> None:
    """Give the house a figure of its own, in bytes. Below what is taken, nothing is deleted: new files are refused."""
    with transaction.atomic():
        before, house.files_most = share(house), most
        house.save(update_fields=["files_most"])
        audit.record("files.room.changed", house, by=by, house_id=house.pk, changes={"most": [before, most]})


def bytes_taken(house_id: int | None) -> int:
    """Bytes. Each file counts for itself, also when its content is kept once for several."""
    return bytes_kept(house_id) + bytes_promised(every_upload().filter(house=house_id))


def bytes_kept(house_id: int | None) -> int:
    return int(every_file().filter(house=house_id).aggregate(sum=Sum("size"))["sum"] or 0)


def bytes_promised(uploads: Any) -> int:
    """To those of the uploads that move, their whole size; to the others, the bytes that came."""
    open_ones, since = uploads.filter(state=OPEN), now() - PROMISED_FOR
    moving = open_ones.filter(moved_at__gt=since).aggregate(sum=Sum("size"))["sum"] or 0
    still = open_ones.filter(moved_at__lte=since).values_list("uuid", flat=True)
    return int(moving) + sum(staging.size(uuid) or 0 for uuid in still)


def demand(viewer: Viewer, more: int) -> None:
    """Raises NoRoom when `more` bytes would not fit. Call it in the transaction that takes them."""
    demand_share(viewer, more)
    make_folders(folder())
    if shutil.disk_usage(folder()).free < more + SPARE:
        raise NoRoom(_("The server has no room left for files: try again later."))


def demand_share(viewer: Viewer, more: int = 0) -> None:
    """Raises NoRoom when the house would keep more than its share.

    The house's row is held until the transaction ends: of ten that come at once, each sees what the others took.
    """
    # No key of it changes: rows that point at the house are still written meanwhile.
    rows = House.objects.visible_to(viewer).select_for_update(no_key=True, of=("self",)).filter(pk=viewer.house_id)
    held = list(rows)  # before anything is counted
    if bytes_taken(viewer.house_id) + more > sum(map(share, held)):
        raise NoRoom(_("The room for files is used up: ask the people who run the portal for more."))


def demand_fair(viewer: Viewer, more: int) -> None:
    """Raises NoRoom when one customer's people together would be promised more than half of what is not kept yet.

    The first file of a customer is its own measure. Call it after `demand`, which holds the house's row.
    """
    mine = every_upload().filter(house=viewer.house_id, membership__party=viewer.party_id)
    promised = bytes_promised(mine) if viewer.party_id else 0
    if promised and 2 * (promised + more) > use_left(viewer):
        raise NoRoom(_("Too many files are on their way at once: finish or cancel some of them first."))


def use_left(viewer: Viewer) -> int:
    """Bytes of the share that no file has taken."""
    houses = House.objects.visible_to(viewer).filter(pk=viewer.house_id)
    return sum(map(share, houses)) - bytes_kept(viewer.house_id)
