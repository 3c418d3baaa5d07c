"""Where one may be sent back to: paths of this site, and nothing that a browser could read as elsewhere."""

import re
from urllib.parse import urlsplit

from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme

LONGEST = 2000
UNSAFE = re.compile(r"[\x00-\x20\x7f\\]")


def is_local(path: str) -> bool:
    """A path of this site, perhaps with a query: one slash first, no control sign, no backslash."""
    return (
        path.startswith("/")
        and len(path) <= LONGEST
        and not UNSAFE.search(path)
        and url_has_allowed_host_and_scheme(path, allowed_hosts=None)
    )


def local(path: str, default: str) -> str:
    return path if is_local(path) else default


def referring_page(request: HttpRequest) -> str:
    """Path and query of the page that sent this request, when it is of this site; else empty."""
    parts = urlsplit(request.headers.get("Referer", ""))
    if parts.netloc != request.get_host():
        return ""
    return local(f"{parts.path}?{parts.query}" if parts.query else parts.path, "")
