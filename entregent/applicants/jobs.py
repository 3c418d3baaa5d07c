"""What the worker does for this room."""

from entregent.applicants import retention
from entregent.jobs import cron


@cron.daily(at="04:05", name="applicants.forget")
def forget_applications() -> None:
    retention.forget_old_applications()
