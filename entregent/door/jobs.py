"""What the worker does for this room: links by mail, and the night's tidying."""

from entregent.door import factors, resets, throttle
from entregent.jobs import cron

post_reset_link = resets.post_link


@cron.daily(at="03:35", name="door.forget")
def forget_tries() -> None:
    """Old counts of wrong tries; and what was sealed with a former key is sealed with the present one."""
    throttle.forget_old_counts()
    factors.renew_seals()
