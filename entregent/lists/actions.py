"""Action: what may be done to several rows of a list at once."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import Any, ClassVar

from django import forms

from entregent.core.words import Words
from entregent.people.viewer import Viewer


class Action(ABC):
    """Subclasses declare. The ability is asked of each row again, when its turn comes.

    class Archive(Action):
        slug, label, icon, ability = "archivage", _("Archive"), "archive", "archive"
    """

    slug: ClassVar[str]
    label: ClassVar[Words]
    icon: ClassVar[str] = "pencil"
    ability: ClassVar[str]

    @classmethod
    @abstractmethod
    def is_offered(cls, viewer: Viewer) -> bool:
        """Whether this person could ever do it to a row of the list."""

    def form(self, viewer: Viewer, data: Any = None) -> forms.Form | None:
        """What must be said before it begins; nothing for most."""
        return None

    def address(self, keys: list[Any], *, by: Viewer) -> str:
        """Where the browser goes with these rows, when it is no work on them: a file to fetch. Nothing for most."""
        return ""

    @abstractmethod
    def apply(self, record: Any, said: dict[str, str], *, by: Viewer) -> Any:
        """Do it to one row by the row's own verb. Returns what `undo` will need, as JSON holds it. Raises Refused."""

    @abstractmethod
    def undo(self, record: Any, before: Any, *, by: Viewer) -> None:
        """Put one row back. Raises Refused when it has moved on since."""
