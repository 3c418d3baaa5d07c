"""What the worker does for this room."""

from entregent.jobs import cron
from entregent.records import pointers


@cron.daily(at="03:55", name="records.forget")
def forget_pointers() -> None:
    pointers.forget_old_pointers()
