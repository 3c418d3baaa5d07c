"""Where a request comes from, as throttles see it."""

from ipaddress import IPv6Address, ip_address, ip_network

from django.conf import settings
from django.http import HttpRequest

LENGTHS = {4: 24, 6: 64}


def address_of(request: HttpRequest) -> str:
    """The client's address; behind a trusted proxy, the one that the proxy saw."""
    if settings.SECURE_PROXY_SSL_HEADER:
        hops = request.headers.get("X-Forwarded-For", "").split(",")
        if hops[-1].strip():
            return str(hops[-1].strip())
    return str(request.META.get("REMOTE_ADDR", ""))


def prefix_of(request: HttpRequest) -> str:
    """The network of the client: a /24 of IPv4, a /64 of IPv6; "unknown" for what is no address."""
    try:
        address = ip_address(address_of(request))
    except ValueError:
        return "unknown"
    if isinstance(address, IPv6Address) and address.ipv4_mapped:
        address = address.ipv4_mapped
    return str(ip_network(f"{address}/{LENGTHS[address.version]}", strict=False))
