"""What is asked for at the door and holds once one is in: kept over the second step, in the session."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Final

from django.contrib.sessions.backends.base import SessionBase

KEY: Final = "entry"


@dataclass(frozen=True)
class Arrival:
    """remember: stay signed in on this device. link: the personal link by which one comes. membership: worn first.

    invitation: accepted once one is in, and not before the second step.
    """

    remember: bool = False
    link: int | None = None
    membership: int | None = None
    invitation: int | None = None

    def keep(self, session: SessionBase) -> None:
        session[KEY] = asdict(self)

    @classmethod
    def taken(cls, session: SessionBase) -> Arrival:
        """What was asked for last on this browser, once."""
        return cls(**session.pop(KEY, {}))
