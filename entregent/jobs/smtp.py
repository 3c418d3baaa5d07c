"""SMTP: never in clear when TLS was asked for, never for longer than its time."""

import ipaddress
import smtplib
import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from entregent.jobs import message
from entregent.jobs.models import Mail
from entregent.jobs.transport import Refused, TryLater, Undelivered, Unreachable

CONNECT_SECONDS = 10.0
TOTAL_SECONDS = 60.0
# "Authenticate first", "TLS first": our configuration is at fault, not the mail.
OUR_FAULT = {530, 534, 535, 538}


@dataclass(frozen=True, slots=True)
class SmtpTransport:
    """One connection per mail. Raises ImproperlyConfigured for a way of sending that is unsafe."""

    host: str
    port: int
    user: str = ""
    password: str = ""
    security: str = "starttls"
    certificates: str = ""
    connect_seconds: float = CONNECT_SECONDS
    total_seconds: float = TOTAL_SECONDS

    def __post_init__(self) -> None:
        if self.security not in ("starttls", "tls", "none"):
            raise ImproperlyConfigured("SMTP security must be starttls, tls or none.")
        if self.security == "none" and settings.MODE == "production" and not is_loopback(self.host):
            raise ImproperlyConfigured("SMTP without TLS is only possible with a server on this machine.")

    def send(self, mail: Mail) -> None:
        content = message.build(mail).as_bytes()
        session = self._session()
        with time_limit(session, self.total_seconds):
            with hurdles_are_ours():
                self._open(session)
            with hurdles_are_the_mails():
                session.sendmail(message.sender().addr_spec, [mail.to_address], content)
            with suppress(OSError, smtplib.SMTPException):
                session.quit()

    def _session(self) -> smtplib.SMTP:
        if self.security == "tls":
            session: smtplib.SMTP = smtplib.SMTP_SSL(
                local_hostname=message.host(), timeout=self.connect_seconds, context=self._trust()
            )
        else:
            session = smtplib.SMTP(local_hostname=message.host(), timeout=self.connect_seconds)
        # The certificate is checked against this name, which the class only learns from a
        # constructor that connects, before anybody could limit its time.
        session._host = self.host  # type: ignore[attr-defined]  # noqa: SLF001
        return session

    def _open(self, session: smtplib.SMTP) -> None:
        code, words = session.connect(self.host, self.port)
        if code != 220:
            raise smtplib.SMTPConnectError(code, words)
        if session.sock is not None:
            session.sock.settimeout(self.total_seconds)
        session.ehlo_or_helo_if_needed()
        if self.security == "starttls":
            session.starttls(context=self._trust())
        if self.user:
            session.login(self.user, self.password)

    def _trust(self) -> ssl.SSLContext:
        return ssl.create_default_context(cafile=self.certificates or None)


def is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


@contextmanager
def time_limit(session: smtplib.SMTP, seconds: float) -> Iterator[None]:
    """Cuts the connection when time is up: a peer that sends a byte now and then defeats socket time-outs."""

    def cut() -> None:
        with suppress(OSError, AttributeError):
            session.sock.shutdown(socket.SHUT_RDWR)  # type: ignore[union-attr]

    timer = threading.Timer(seconds, cut)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
        session.close()


@contextmanager
def hurdles_are_ours() -> Iterator[None]:
    """Connection, TLS, password: whatever the peer's code, the mail is not to blame."""
    try:
        yield
    except (OSError, smtplib.SMTPException) as error:
        raise Unreachable(*words_and_code(error)) from error


@contextmanager
def hurdles_are_the_mails() -> Iterator[None]:
    try:
        yield
    except (OSError, smtplib.SMTPException) as error:
        words, code = words_and_code(error)
        raise failure_of(code)(words, code) from error


def failure_of(code: int | None) -> type[Undelivered]:
    if code is None or code == 421 or code in OUR_FAULT:
        return Unreachable
    return Refused if 500 <= code <= 599 else TryLater


def words_and_code(error: Exception) -> tuple[str, int | None]:
    match error:
        case smtplib.SMTPRecipientsRefused():
            code, words = next(iter(error.recipients.values()))
            return decode(words), code
        case smtplib.SMTPResponseException():
            return decode(error.smtp_error), error.smtp_code
        case _:
            return f"{type(error).__name__}: {error}", None


def decode(words: bytes | str) -> str:
    return words.decode("utf-8", "replace") if isinstance(words, bytes) else words
