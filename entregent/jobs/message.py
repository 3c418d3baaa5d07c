"""What a Mail is on the wire: headers that cannot be injected, ids that never change."""

import hashlib
import json
import unicodedata
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime, parseaddr
from urllib.parse import urlsplit
from uuid import UUID

from django.conf import settings
from django.core.validators import validate_email
from django.utils.crypto import salted_hmac
from django.utils.http import urlsafe_base64_encode

from entregent.jobs.headers import WIRE
from entregent.jobs.models import Mail

SEALED = ("message_id", "to_address", "to_name", "subject", "text", "html", "language", "kind", "about", "thread_key")

SIGNS = dict.fromkeys(map(ord, '()<>[]:;@\\,"'), " ")
LONGEST_NAME = 60  # of the 78 characters of a line


def one_line(text: str, length: int) -> str:
    """Text fit for a header: line breaks of every alphabet and control characters become spaces.

    What looks like an encoded word (RFC 2047) is taken apart: the library would decode it, with the breaks in it.
    """
    text = text.replace("=?", "= ?")
    plain = "".join(" " if unicodedata.category(c) in ("Cc", "Cs", "Zl", "Zp") else c for c in text)
    line = " ".join(plain.split())
    return line if len(line) <= length else line[: length - 1] + "…"


def address(text: str) -> str:
    """An e-mail address as the envelope wants it. Raises ValidationError when it is none."""
    validate_email(text)
    local, _, domain = text.rpartition("@")
    return f"{local}@{domain.encode('idna').decode('ascii')}"


def host() -> str:
    return urlsplit(settings.ENTREGENT_URL).hostname or "localhost"


def message_id(uuid: UUID) -> str:
    """Signed, so that what comes back with it can be told from what was made up.

    Short, so that its header stays on one line: not every mail server unfolds it rightly.
    """
    name = urlsafe_base64_encode(uuid.bytes)
    return f"<{name}.{_signature('message', name)}@{host()}>"


def thread_id(thread_key: str) -> str:
    """The one ancestor that all mails of a thread name: mail programs gather them under it."""
    return f"<thread.{_signature('thread', thread_key)}@{host()}>"


def _signature(kind: str, value: str) -> str:
    return salted_hmac(f"entregent.jobs.{kind}", value, algorithm="sha256").hexdigest()[:16]


def digest(mail: Mail) -> str:
    content = [getattr(mail, name) for name in SEALED]
    return hashlib.sha256(json.dumps(content).encode("ascii")).hexdigest()


def addressee(name: str, addr_spec: str) -> Address:
    """A name beside an address, of which nothing can be read as an address.

    Programs on the way forget the quotes of a name that they fold, so that « Ada <other@…> » would be written to: signs
    that mean something in a list of addresses become spaces, and a name is short enough to stand on its line.
    """
    return Address(one_line(name.translate(SIGNS), LONGEST_NAME), addr_spec=addr_spec)


def sender() -> Address:
    return addressee(*parseaddr(settings.MAIL_FROM))


def build(mail: Mail) -> EmailMessage:
    message = EmailMessage(policy=WIRE)
    message["From"] = sender()
    message["To"] = addressee(mail.to_name, mail.to_address)
    message["Subject"] = mail.subject
    message["Date"] = format_datetime(mail.created_at)
    message["Message-ID"] = mail.message_id
    message["Auto-Submitted"] = "auto-generated"
    message["X-Auto-Response-Suppress"] = "All"
    if mail.thread_key:
        message["In-Reply-To"] = message["References"] = thread_id(mail.thread_key)
    # Seven bits and short lines: nothing depends on what the peer supports.
    message.set_content(mail.text, cte="quoted-printable")
    if mail.html:
        message.add_alternative(mail.html, subtype="html", cte="quoted-printable")
    message["Content-Language"] = mail.language  # last: setting a content takes Content-… headers away
    return message
