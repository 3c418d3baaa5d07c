"""Files of releases: what may be sent for them, and who gets them."""

from __future__ import annotations

from entregent.files.purposes import MEGABYTE, Purpose
from entregent.library.models import PURPOSE as NAME
from entregent.library.models import Release, keeps
from entregent.people.viewer import Viewer

MOST_BYTES = 2048 * MEGABYTE
PURPOSE = Purpose(NAME, keeps, most_bytes=MOST_BYTES, most_files=1, most_together=MOST_BYTES)


def owner(viewer: Viewer, pk: int) -> Release | None:
    """For the door of files: whoever sees a release has its file, for as long as they see it."""
    found: Release | None = Release.objects.visible_to(viewer).filter(pk=pk).first()
    return found
