"""The bell of a page that stays open."""

from typing import Any

from entregent.notify.bell import bell_of
from entregent.people.viewer import Viewer


def bell(viewer: Viewer, argument: str) -> dict[str, Any] | None:
    """{"count": 3, "label": "3", "words": "Notifications, 3 non lues"}; None for a stranger."""
    found = bell_of(viewer)
    return {"count": found.count, "label": found.label, "words": found.words} if found else None
