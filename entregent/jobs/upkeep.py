"""What keeps the database quick."""

from entregent.core import statistics
from entregent.jobs import cron


@cron.daily(at="04:30", name="jobs.refresh_statistics")
def refresh_statistics() -> None:
    statistics.refresh()
