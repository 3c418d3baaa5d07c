"""What the worker does for this room."""

from entregent.files import sweeping
from entregent.jobs import cron


@cron.every(seconds=3600, name="files.sweep")
def sweep() -> None:
    sweeping.sweep()
