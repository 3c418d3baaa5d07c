"""The verbs of a record: each holds the row, asks again whether it may be done, and saves what it changed."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, ClassVar

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from entregent.core.searching import Findable
from entregent.lists.copied_names import CopiedName, bearers_of
from entregent.people.errors import Refused
from entregent.people.viewer import Viewer
from entregent.records.values import raw


class Acted(Findable):
    """A record with verbs, whose row carries names folded from elsewhere (`lists/copied_names.py`).

    The model says `permits(viewer)`, `fitting(viewer)` and the two lists below.
    """

    CHANGING: ClassVar[Collection[str]]  # every field that a verb may change: read again under the lock
    COPIED: ClassVar[Sequence[CopiedName]]  # the columns that `keep_names` fills, and from where

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

    def too_late_words(self) -> str:
        """What whoever comes second is told: a record may say who was quicker."""
        return str(TOO_LATE)

    def words_of_its_own(self) -> tuple[str, ...]:
        """What it is found by besides its copied names: a number, say."""
        return ()

    def keep_names(self) -> None:
        """Fold the names that lists show, to sort and to search by."""
        names = [one.name_in(self) for one in self.COPIED]
        for one, name in zip(self.COPIED, names, strict=True):
            setattr(self, one.column, name[: self._meta.get_field(one.column).max_length])  # type: ignore[union-attr]
        self.keep_words(*self.words_of_its_own(), *names)

    @classmethod
    def bearers(cls) -> tuple[str, ...]:
        """For `select_related`, where names may be folded."""
        return bearers_of(cls.COPIED)

    @contextmanager
    def locked_for(self, ability: str, by: Viewer) -> Iterator[None]:
        """Lock the row, read it again, ask the ability again.

        Of two people acting at once the second sees what the first did. Raises Refused.
        """
        with transaction.atomic():
            rows: Any = type(self)
            locked = rows.objects.visible_to(by).select_for_update(of=("self",))
            self.refresh_from_db(fields=self.CHANGING, from_queryset=locked)
            if not self.abilities(by)[ability]:
                raise Refused(self.too_late_words(), self)
            yield

    @contextmanager
    def changing(self, ability: str, by: Viewer) -> Iterator[None]:
        """The same, then save what the verb changed."""
        with self.locked_for(ability, by), self.saved():
            yield

    @contextmanager
    def saved(self) -> Iterator[None]:
        """Save what differs, and the names only when one does: their indexes are many."""
        before = {name: raw(self, name) for name in self.CHANGING}
        yield
        differing = {name for name in self.CHANGING if raw(self, name) != before[name]}
        if differing & {one.field for one in self.COPIED}:
            self.keep_names()
            differing |= {*(one.column for one in self.COPIED), "search_key"}
        self.save(update_fields=differing)


TOO_LATE = _("This record is no longer in a state that allows it.")
