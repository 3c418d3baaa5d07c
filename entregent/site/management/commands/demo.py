"""`entregent demo`: a year of invented life, served with its worker in one terminal."""

import os
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand

from entregent.site import serving
from entregent.site.demo import story


class Command(BaseCommand):
    help = "Prepares the demonstration on its first run, then serves it. Ctrl-C stops everything."

    def handle(self, *args: Any, **options: Any) -> None:
        call_command("migrate", verbosity=0)
        if not story.is_told():
            self.stdout.write("Writing a year of life…")
            story.tell_story()
        self.stdout.write(f"Entregent: {settings.ENTREGENT_URL} (Ctrl-C to stop)")
        self.stdout.flush()
        port = int(os.environ.get("PORT", "8000"))
        serving.stay_with([serving.web("127.0.0.1", port, 1), serving.worker()])
