"""The events of the record that a conversation is about: what happened since somebody opened its page."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.utils.translation import gettext_lazy as _

from entregent.audit.act import acts_on
from entregent.audit.search import history_of
from entregent.people.errors import Refused
from entregent.people.viewer import Viewer


class Overtaken(Refused):
    """Others wrote or acted while this was being typed: it is shown to its author before it is sent."""


@dataclass(frozen=True)
class Trail:
    """Of one kind of record, by what its acts declare (audit/act.py)."""

    record_type: str

    @cached_property
    def private(self) -> tuple[str, ...]:
        """Verbs that the provider's side alone knows of."""
        return tuple(verb for verb, act in acts_on(self.record_type).items() if act.is_private)

    @cached_property
    def minor(self) -> tuple[str, ...]:
        """Verbs that stop no other side's writing."""
        return tuple(verb for verb, act in acts_on(self.record_type).items() if act.is_minor)

    def turns(self) -> dict[str, str]:
        """Events told as thin lines between the messages, in the reader's language; answers tell themselves."""
        return {verb: str(act.turn) for verb, act in acts_on(self.record_type).items() if act.turn}

    def known_to(self, viewer: Viewer, record: int) -> Any:
        """The events of a record that was found among what the viewer sees, oldest first; none that was taken back."""
        events = history_of(self.record_type, record).filter(taken_back_at=None)
        return events if viewer.is_provider else events.exclude(verb__in=self.private)

    def last_known(self, viewer: Viewer, record: int) -> int:
        """Key of the latest of them; 0 when there is none."""
        return int(self.known_to(viewer, record).values_list("id", flat=True).last() or 0)

    def demand_nothing_new(self, record: int, seen: int | None, by: Viewer, *, of: str = "") -> None:
        """Raises Overtaken when others did something since the event `seen`. None asks nothing.

        of: a verb that alone counts, whoever did it: oneself too, in another window.
        Call it with the row of the record locked: what comes at the same time then waits.
        """
        if seen is not None and self._since(record, seen, by, of).exists():
            raise Overtaken(_("Others wrote or acted while you were writing. Read what arrived, then send."))

    def _since(self, record: int, seen: int, by: Viewer, of: str) -> Any:
        since = self.known_to(by, record).filter(id__gt=seen)
        if of:
            return since.filter(verb=of)
        since = since.exclude(actor_membership_id=by.acting)
        return since if by.is_provider else since.exclude(verb__in=self.minor)
