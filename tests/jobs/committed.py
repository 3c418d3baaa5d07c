"""The test database as other threads and processes see it, and how to start such a process."""

import os
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection

NAMES = ("ENGINE", "NAME", "USER", "PASSWORD", "HOST", "PORT", "OPTIONS")
SETTINGS = ("SECRET_KEY", "ENTREGENT_URL", "MAIL_FROM", "MODE", "SMTP", "TASKS", "USE_TZ", "TIME_ZONE")


@pytest.fixture
def committed(transactional_db: None) -> dict[str, Any]:
    """What is written is committed. Gives the settings with which a process finds it, and little more:

    such a process starts in a blink.
    """
    rooms = ["django.contrib.contenttypes", "django_tasks", "entregent.jobs", "entregent.audit"]
    kept = {name: getattr(settings, name) for name in SETTINGS}
    return {**kept, "DATABASES": {"default": description(connection.settings_dict)}, "INSTALLED_APPS": rooms}


def description(known: dict[str, Any]) -> dict[str, Any]:
    """A database's description as JSON can carry it."""
    return {name: str(value) if name == "NAME" else value for name, value in known.items() if name in NAMES}


def environment() -> dict[str, str]:
    """What a process needs to find the project."""
    return {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
