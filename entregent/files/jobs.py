"""What the worker does for this room."""

from entregent.files import examining, sweeping
from entregent.jobs import cron


@cron.every(seconds=3600, name="files.sweep")
def sweep() -> None:
    sweeping.sweep()


@cron.every(seconds=60, name="files.examine")
def examine_waiting() -> None:
    examining.examine_waiting()


@cron.daily(at="03:40", name="files.examine_again")
def examine_again() -> None:
    examining.examine_again()
