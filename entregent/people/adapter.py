"""What allauth asks of this site."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.contrib.auth import authenticate
from django.http import HttpRequest

from entregent.people.models import User
from entregent.people.paths import is_local
from entregent.people.signin import sign_in


class Adapter(DefaultAccountAdapter):  # type: ignore[misc]
    """People come by invitation; addresses lead to this site; messages and mails are our own."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def is_safe_url(self, url: str | None) -> bool:
        return bool(url) and is_local(str(url))

    def authenticate(self, request: HttpRequest, **credentials: Any) -> User | None:
        user = authenticate(request, **credentials)
        return user if isinstance(user, User) else None

    def login(self, request: HttpRequest, user: User) -> None:
        sign_in(request, user)

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """Messages are written by our own views."""
