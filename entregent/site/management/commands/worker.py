"""`entregent worker`: mail, periodic work, jobs and the audit chain, until stopped."""

import os
from typing import Any

from django.core.management.base import BaseCommand

from entregent.jobs.worker import Worker

BEHIND_PAGES = 5  # as `nice` counts, on top of the server's: people wait for pages, nobody for a job


class Command(BaseCommand):
    help = "Sends mail, runs jobs and seals the audit chain, until stopped."

    def handle(self, *args: Any, **options: Any) -> None:
        os.nice(BEHIND_PAGES)
        Worker().run()
