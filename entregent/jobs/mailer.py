"""Which way mails leave, by the settings."""

from typing import Any

from django.conf import settings

from entregent.jobs.models import Mail
from entregent.jobs.smtp import SmtpTransport
from entregent.jobs.transport import Transport


class KeptTransport:
    """The demo's: mails are shown in a browsable outbox and go nowhere."""

    def send(self, mail: Mail) -> None:
        """Nothing to do: the worker marks the mail as sent."""


def chosen_transport() -> Transport | None:
    """The transport of the settings; None without a mail server: mails then wait.

    Raises ImproperlyConfigured for a way of sending that is unsafe.
    """
    smtp: dict[str, Any] = settings.SMTP
    if smtp["host"]:
        return SmtpTransport(**smtp)
    return KeptTransport() if settings.MODE == "demo" else None
