"""What the worker does for this space."""

from __future__ import annotations

from entregent.jobs import cron
from entregent.people.space import houses_of
from entregent.spaces.support import archiving, contract_ends, deadlines


@cron.daily(at="06:10", name="support.deadlines")
def keep_deadlines() -> None:
    for house in houses_of("support"):
        deadlines.keep_deadlines(house)


@cron.daily(at="06:20", name="support.contracts")
def announce_ends() -> None:
    for house in houses_of("support"):
        contract_ends.announce(house)


@cron.daily(at="02:20", name="support.archive")
def archive() -> None:
    for house in houses_of("support"):
        archiving.archive(house)
