"""What the bridge refuses by itself, before any page has been asked."""

from __future__ import annotations

from http import HTTPStatus


class Refusal(Exception):
    """Answered with a small page in the person's language, unless an answer has begun."""

    status = HTTPStatus.BAD_REQUEST
    retry_seconds = 0  # said in Retry-After; 0 says nothing
    pause_seconds = 0.0  # before it is answered: who asks again at once takes no more of the server for it
    template = ""  # of its page, where that is not the one of its status


class UnknownMethod(Refusal):
    """No page answers it. In small letters too: what reads it as POST would run it where readings run."""

    status = HTTPStatus.METHOD_NOT_ALLOWED
    pause_seconds = 1.0


class WithoutPage(Refusal):
    """A form that no page of ours sent: each gives its browser a cookie, and none came back."""

    status = HTTPStatus.FORBIDDEN
    pause_seconds = 1.0
    template = "shell/stale.html"


class TooLarge(Refusal):
    """The body is larger than its address takes."""

    status = HTTPStatus.REQUEST_ENTITY_TOO_LARGE


class TooSlow(Refusal):
    """The body stopped coming, or comes in drops."""

    status = HTTPStatus.REQUEST_TIMEOUT


class Crowded(Refusal):
    """The server, or this address of the network, has as much under way as it may."""

    status = HTTPStatus.SERVICE_UNAVAILABLE
    retry_seconds = 10


class Broken(Refusal):
    """A raw door failed."""

    status = HTTPStatus.INTERNAL_SERVER_ERROR


class Gone(Exception):
    """The client went away: nobody is there to be answered."""
