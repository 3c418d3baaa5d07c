"""Where a request comes from, as limits see it."""

from __future__ import annotations

from contextvars import ContextVar
from ipaddress import IPv6Address, ip_address, ip_network

from django.conf import settings

from entregent.core.bridge.wire import Scope, header

client: ContextVar[str] = ContextVar("client", default="")  # the address of the request that is being answered
OF_ONE_CLIENT = 64  # bits of an IPv6 address that its holder does not choose


def address_of(scope: Scope) -> str:
    """The client's address; behind a trusted proxy, the one that the proxy saw. IPv6 counts by its network."""
    said = header(scope, b"x-forwarded-for").rpartition(",")[2].strip() if settings.SECURE_PROXY_SSL_HEADER else ""
    return _network(said or str((scope.get("client") or ("",))[0]))


def _network(said: str) -> str:
    try:
        address = ip_address(said)
    except ValueError:
        return "unknown"
    if isinstance(address, IPv6Address) and not address.ipv4_mapped:
        return str(ip_network(f"{address}/{OF_ONE_CLIENT}", strict=False))
    return str(getattr(address, "ipv4_mapped", None) or address)
