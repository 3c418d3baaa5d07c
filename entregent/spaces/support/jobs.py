"""What the worker does for this space."""

from __future__ import annotations

from typing import Any

from entregent.jobs import cron
from entregent.people.models import House
from entregent.spaces.support import archiving, contract_ends, deadlines


@cron.daily(at="06:10", name="support.deadlines")
def keep_deadlines() -> None:
    for house in houses():
        deadlines.keep(house)


@cron.daily(at="06:20", name="support.contracts")
def announce_ends() -> None:
    for house in houses():
        contract_ends.announce(house)


@cron.daily(at="02:20", name="support.archive")
def archive() -> None:
    for house in houses():
        archiving.archive(house)


def houses() -> Any:
    """JSON lists are searched in Python: SQLite has no containment, and houses are few."""
    every = House.objects.unscoped("the night's work of each house").filter(is_platform=False)
    return [house for house in every if "support" in house.spaces]
