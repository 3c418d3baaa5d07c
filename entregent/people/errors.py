"""What a verb raises when it cannot be done now."""

from typing import Any

from django.utils.functional import Promise


class Refused(Exception):
    """The act does not fit the state of things; the message says why, to the person (HTTP 409).

    record: what it was about, whose page tells how things stand.
    """

    def __init__(self, message: str | Promise, record: Any = None) -> None:
        super().__init__(message)
        self.message = message
        self.record = record
