"""Starts the room: its check, its turn of the worker, and the handlers of the rooms above."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class AuditConfig(AppConfig):
    name = "entregent.audit"

    def ready(self) -> None:
        from entregent.audit import chain  # noqa: F401

        # A room subscribes to events in its own events.py, and says in its acts.py how its own are told.
        autodiscover_modules("events", "acts")
