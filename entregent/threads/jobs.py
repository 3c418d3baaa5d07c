"""What the worker does for this room."""

from entregent.jobs import cron
from entregent.threads import presence


@cron.daily(at="03:50", name="threads.forget")
def forget_presences() -> None:
    presence.forget_old_presences()
