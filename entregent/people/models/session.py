from typing import Any

from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models


class Session(AbstractBaseSession):
    """A browser that is signed in, or that brings something back to the sign-in page.

    What stands beside the session's own data is drawn from it at each save (people/sessions.py), so
    that a person can read where they are signed in and end it: the row goes, and the session with it.
    """

    user = models.ForeignKey("people.User", models.CASCADE, null=True, related_name="+")
    device = models.UUIDField(null=True, db_index=True)  # what addresses call it by: the key itself is a secret
    browser = models.CharField(max_length=40, blank=True)
    system = models.CharField(max_length=40, blank=True)
    network = models.CharField(max_length=60, blank=True)
    started_at = models.DateTimeField(null=True)
    seen_at = models.DateTimeField(null=True)
    is_remembered = models.BooleanField(default=False)
    link = models.ForeignKey("people.PersonalLink", models.CASCADE, null=True, related_name="+")

    class Meta(AbstractBaseSession.Meta):
        abstract = False

    @classmethod
    def get_session_store_class(cls) -> Any:
        from entregent.people.sessions import SessionStore  # noqa: PLC0415 (it points back here)

        return SessionStore
