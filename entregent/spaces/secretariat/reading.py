"""Messages as a page shows them, read in a few queries."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from entregent.files import attaching
from entregent.files.models import File
from entregent.people.viewer import Viewer
from entregent.spaces.secretariat.models import CallMessage

LABEL = "secretariat.callmessage"


@dataclass(frozen=True)
class ShownMessage:
    message: CallMessage
    files: Sequence[File] = ()


def shown_messages(keys: Sequence[int], viewer: Viewer) -> list[ShownMessage]:
    """Those of these messages that the viewer sees, in the order of their keys, each with its fax."""
    rows = CallMessage.objects.visible_to(viewer).filter(pk__in=keys)
    by_key = {row.pk: row for row in rows.select_related("contact", "engagement", "acknowledgement")}
    files: Any = attaching.of_many({LABEL: list(by_key)}) if by_key else {}
    return [ShownMessage(by_key[key], files.get((LABEL, key), ())) for key in keys if key in by_key]


def owner(viewer: Viewer, pk: int) -> CallMessage | None:
    """For the door of files: whoever sees a message has its fax."""
    found: CallMessage | None = CallMessage.objects.visible_to(viewer).filter(pk=pk).first()
    return found


def fresh(viewer: Viewer, argument: str) -> dict[str, int] | None:
    """For the live door: how many messages wait on a line, and the latest of them."""
    viewer = viewer.in_space("secretariat")
    if not argument.isdigit() or not viewer.works_in("secretariat"):
        return None
    rows = CallMessage.objects.visible_to(viewer).filter(dossier=int(argument[:18]), archived_at=None)
    last = rows.order_by("-pk").values_list("pk", flat=True).first()
    return {"count": rows.count(), "last": last or 0}
