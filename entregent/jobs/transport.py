"""How a mail leaves, and the ways in which it may not."""

from typing import Protocol

from entregent.jobs import message
from entregent.jobs.models import Mail


class Undelivered(Exception):
    """Carries the peer's words, on one line."""

    def __init__(self, words: str, code: int | None = None) -> None:
        self.words = message.one_line(f"{code} {words}" if code else words, 500)
        self.code = code
        super().__init__(self.words)


class Unreachable(Undelivered):
    """No usable connection: no other mail would get through now either."""


class TryLater(Undelivered):
    """The peer put this mail off."""


class Refused(Undelivered):
    """The peer refused this mail for good."""


class Transport(Protocol):
    def send(self, mail: Mail) -> None:
        """Returns once somebody else answers for the mail; raises Unreachable, TryLater or Refused."""
