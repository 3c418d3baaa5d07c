"""What a production start refuses: settings that would let strangers in or mail go astray."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

import django
from django.conf import settings

from entregent.core.environment import Misconfigured
from entregent.people.accounts import any_ending_with
from entregent.people.demonstration import ADDRESS

LOOPBACK = ("127.0.0.1", "localhost", "::1")
LEAST_DJANGO = (5, 2, 19)  # earlier ones of the series have known holes


def refuse_unsafe() -> None:
    """Raises Misconfigured, naming every fault at once."""
    faults = list(faults_of_settings()) if settings.MODE == "production" else []
    if faults:
        raise Misconfigured("Entregent does not start:\n" + "\n".join(f"- {fault}" for fault in faults))


def faults_of_settings() -> Iterator[str]:
    address = urlsplit(settings.ENTREGENT_URL)
    if address.scheme != "https" and address.hostname not in LOOPBACK:
        yield "ENTREGENT_URL must begin with https:// (plain http is for this machine alone)."
    if not settings.ALLOWED_HOSTS or "*" in settings.ALLOWED_HOSTS:
        yield "ENTREGENT_URL must name the one host that the portal answers to."
    if settings.SMTP["security"] not in ("starttls", "tls") and settings.SMTP["host"] not in ("", *LOOPBACK):
        yield "ENTREGENT_SMTP_SECURITY must be starttls or tls: mail would travel in clear."
    if settings.DEBUG:
        yield "DEBUG must be off."
    if django.VERSION[:3] < LEAST_DJANGO:
        yield f"Django must be at least {'.'.join(map(str, LEAST_DJANGO))}."
    if any_ending_with(ADDRESS):
        yield "The demonstration's people are in this database: their password is public. Start on an empty one."
