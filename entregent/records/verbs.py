"""The verbs of a record: each holds the row, asks again whether it may be done, and saves what it changed."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from typing import Any, ClassVar

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from entregent.people.errors import Refused
from entregent.people.viewer import Viewer
from entregent.records.values import raw


class Acted(models.Model):
    """A record with verbs, whose row carries names folded from elsewhere (`lists/carried.py`).

    The model says `permits(viewer)`, `fitting(viewer)`, `keep_names()` and the three lists below.
    """

    CHANGING: ClassVar[Collection[str]]  # every field that a verb may change: read again under the lock
    NAMING: ClassVar[Collection[str]]  # those of them that `keep_names` reads
    NAMED: ClassVar[Collection[str]]  # the columns that it fills

    class Meta:
        abstract = True

    def abilities(self, viewer: Viewer) -> dict[str, bool]:
        """What this viewer may do now. Guards, buttons and tests read this same table."""
        permitted, fitting = self.permits(viewer), self.fitting(viewer)
        return {act: permitted[act] and fitting[act] for act in permitted}

    @abstractmethod
    def permits(self, viewer: Viewer) -> dict[str, bool]:
        """What is this person's to do, whatever the state."""

    @abstractmethod
    def fitting(self, viewer: Viewer) -> dict[str, bool]:
        """What the state allows, whoever asks."""

    @abstractmethod
    def keep_names(self) -> None:
        """Fold the names that lists show, to sort and to search by."""

    @contextmanager
    def holding(self, ability: str, by: Viewer) -> Iterator[None]:
        """Lock the row, read it again, ask the ability again.

        Of two people acting at once the second sees what the first did. Raises Refused.
        """
        with transaction.atomic():
            rows: Any = type(self)
            locked = rows.objects.visible_to(by).select_for_update(of=("self",))
            self.refresh_from_db(fields=self.CHANGING, from_queryset=locked)
            if not self.abilities(by)[ability]:
                raise Refused(_("This record is no longer in a state that allows it."))
            yield

    @contextmanager
    def changing(self, ability: str, by: Viewer) -> Iterator[None]:
        """The same, then save what the verb changed."""
        with self.holding(ability, by), self.saved():
            yield

    @contextmanager
    def saved(self) -> Iterator[None]:
        """Save what differs, and the names only when one does: their indexes are many."""
        before = {name: raw(self, name) for name in self.CHANGING}
        yield
        differing = {name for name in self.CHANGING if raw(self, name) != before[name]}
        if differing & set(self.NAMING):
            self.keep_names()
            differing |= {*self.NAMED, "search_key"}
        self.save(update_fields=differing)
