"""What files this space takes, and who finds their owners."""

from __future__ import annotations

from typing import Final

from entregent.files.purposes import MEGABYTE, Purpose
from entregent.people.viewer import Viewer
from entregent.spaces.depot.creations import hands_in
from entregent.spaces.depot.models import Paper
from entregent.spaces.depot.models.deposit import PURPOSE

HANDING_IN: Final = Purpose(
    PURPOSE, lambda viewer: hands_in(viewer.in_space("depot")), most_bytes=2048 * MEGABYTE, most_files=500,
    most_together=20_480 * MEGABYTE,
)  # fmt: skip


def find_paper(viewer: Viewer, pk: int) -> Paper | None:
    """For the door of files: whoever sees a paper has its file, as its verdict says."""
    found: Paper | None = Paper.objects.visible_to(viewer).filter(pk=pk, purged_at=None).first()
    return found
