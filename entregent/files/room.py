"""How much a house may keep, and how much of it is taken: what is stored, and what was promised to those who send."""

from __future__ import annotations

import shutil
from dataclasses import dataclass

from django.conf import settings
from django.db import transaction
from django.db.models import Sum
from django.utils.translation import gettext_lazy as _

from entregent import audit
from entregent.files.models import OPEN, every_file, every_upload
from entregent.files.purposes import MEGABYTE
from entregent.files.storage import folder, make_folders
from entregent.people.errors import Refused
from entregent.people.models import House
from entregent.people.viewer import Viewer

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
    kept = every_file().filter(house=house_id).aggregate(sum=Sum("size"))["sum"]
    promised = every_upload().filter(house=house_id, state=OPEN).aggregate(sum=Sum("size"))["sum"]
    return (kept or 0) + (promised or 0)


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
