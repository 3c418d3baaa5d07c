"""The one check between finding a record and calling its verb."""

from typing import Protocol

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext_lazy as _

from entregent.people.errors import Refused
from entregent.people.viewer import Viewer


class Actable(Protocol):
    def permits(self, viewer: Viewer) -> dict[str, bool]: ...
    def fitting(self, viewer: Viewer) -> dict[str, bool]: ...


def demand(record: Actable, act: str, viewer: Viewer) -> None:
    """Raises PermissionDenied (403) when the act is not this person's, Refused (409) when it is too late."""
    if not record.permits(viewer)[act]:
        raise PermissionDenied
    if not record.fitting(viewer)[act]:
        words = getattr(record, "too_late_words", lambda: _("This record is no longer in a state that allows it."))
        raise Refused(words(), record)


def demand_right(viewer: Viewer, right: str) -> None:
    """Raises PermissionDenied unless the viewer's role bears the right."""
    if not viewer.can(right):
        raise PermissionDenied
