"""Raw doors: what lasts (sending a file, taking one, listening) stands beside the addresses of pages.

A door is registered in its room's `AppConfig.ready()` and holds no thread. It asks `identity(scope)`
who is there, does what must run in a thread through `pool.run`, and has rows in its room's access.csv.
"""

from __future__ import annotations

from entregent.core.bridge.wire import Application

_doors: dict[str, Application] = {}


def register_door(prefix: str, application: Application) -> None:
    """Everything under `prefix` ("/fichier/") goes to `application(scope, receive, send)`.

    Marks that views bear (`login_not_required`, `asked_by_pages`) mean the same on the application.
    Raises ValueError for a prefix that is no folder, or that covers another door's.
    """
    if not (prefix.startswith("/") and prefix.endswith("/") and len(prefix) > 2):
        raise ValueError(f"A door's prefix is written /like-this/, not {prefix!r}.")
    if any(_covers(prefix, other) and _doors[other] is not application for other in _doors):
        raise ValueError(f"Another door stands at {prefix!r}.")
    _doors[prefix] = application


def door_of(path: str) -> Application | None:
    """The door that the path leads to; None for a page."""
    return next((application for prefix, application in _doors.items() if path.startswith(prefix)), None)


def prefixes() -> list[str]:
    return sorted(_doors)


def _covers(one: str, other: str) -> bool:
    return one.startswith(other) or other.startswith(one)
