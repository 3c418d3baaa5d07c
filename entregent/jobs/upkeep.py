"""What keeps the database quick."""

from entregent.core import planner
from entregent.jobs import cron


@cron.daily(at="04:30", name="jobs.refresh_statistics")
def refresh_statistics() -> None:
    planner.refresh_statistics()
