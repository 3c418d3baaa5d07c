"""Starts the room: its checks and periodic functions, and those of the rooms above."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class JobsConfig(AppConfig):
    name = "entregent.jobs"

    def ready(self) -> None:
        from entregent.jobs import checks, purge, upkeep  # noqa: F401

        # A room declares its tasks and periodic functions in its own jobs.py.
        autodiscover_modules("jobs")
