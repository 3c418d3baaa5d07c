"""`entregent worker`: mail, periodic work, jobs and the audit chain, until stopped."""

from typing import Any

from django.core.management.base import BaseCommand

from entregent.jobs.worker import Worker


class Command(BaseCommand):
    help = "Sends mail, runs jobs and seals the audit chain, until stopped."

    def handle(self, *args: Any, **options: Any) -> None:
        Worker().run()
