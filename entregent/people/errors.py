"""What a verb raises when it cannot be done now."""

from django.utils.functional import Promise


class Refused(Exception):
    """The act does not fit the state of things; the message says why, to the person (HTTP 409)."""

    def __init__(self, message: str | Promise) -> None:
        super().__init__(message)
        self.message = message
