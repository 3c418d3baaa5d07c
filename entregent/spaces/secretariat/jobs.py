"""What the worker does for this space."""

from __future__ import annotations

from entregent.jobs import cron
from entregent.people.space import houses_of
from entregent.spaces.secretariat import erasing


@cron.daily(at="02:40", name="secretariat.erasing")
def erase_archives() -> None:
    for house in houses_of("secretariat"):
        erasing.erase_old(house)
