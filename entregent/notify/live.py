"""The bell of a page that stays open."""

from collections.abc import Callable
from typing import Any

from entregent.notify.bell import bell_of
from entregent.people.viewer import Viewer

Part = Callable[[Viewer, str], Any]


def bell(viewer: Viewer, argument: str) -> dict[str, Any] | None:
    """{"count": 3, "label": "3", "words": "Notifications, 3 non lues"}; None for a stranger."""
    found = bell_of(viewer)
    return {"count": found.count, "label": found.label, "words": found.words} if found else None


def register_live(register: Callable[[str, Part], None]) -> None:
    """Names the part « bell » where open pages ask what is new."""
    register("bell", bell)
