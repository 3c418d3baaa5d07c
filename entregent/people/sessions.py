"""Where sessions are kept: in the database, each with what its owner may read of it."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore

from entregent.people.lives import REMEMBERED, SEEN, STARTED

DEVICE = "device"  # what was noted at sign-in: {"id", "browser", "system", "network", "link"}


class SessionStore(DatabaseStore):
    """Django's own, whose rows also say whose they are, from where and until when they were seen."""

    @classmethod
    def get_model_class(cls) -> Any:
        from entregent.people.models import Session  # noqa: PLC0415 (models are loaded after settings)

        return Session

    def create_model_instance(self, data: dict[str, Any]) -> Any:
        row: Any = super().create_model_instance(data)
        for name, value in session_columns(data).items():
            setattr(row, name, value)
        return row


def session_columns(data: dict[str, Any]) -> dict[str, Any]:
    """The columns of a session, from its data."""
    device = data.get(DEVICE) or {}
    return {
        "user_id": int(data[SESSION_KEY]) if SESSION_KEY in data else None,
        "device": UUID(device["id"]) if device else None,
        "browser": device.get("browser", ""), "system": device.get("system", ""),
        "network": device.get("network", ""), "link_id": device.get("link"),
        "started_at": _moment(data.get(STARTED)), "seen_at": _moment(data.get(SEEN)),
        "is_remembered": bool(data.get(REMEMBERED)),
    }  # fmt: skip


def _moment(timestamp: float | None) -> datetime | None:
    return datetime.fromtimestamp(timestamp, UTC) if timestamp else None
