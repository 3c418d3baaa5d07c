"""Addresses for mails and files: from the configured address, never from a request."""

from django.conf import settings


def absolute(path: str) -> str:
    """The full address of a path of this site, such as "/support/interventions/12/".

    Raises ValueError for anything but a path: "//elsewhere" and "https:…" lead out of the site.
    """
    if not path.startswith("/") or path.startswith(("//", "/\\")):
        raise ValueError(f"Not a path of this site: {path!r}")
    return f"{settings.ENTREGENT_URL}{path}"
