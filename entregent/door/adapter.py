"""What allauth asks of this site."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.contrib.auth import authenticate
from django.http import HttpRequest, HttpResponse

from entregent.door import known_browsers, sealing
from entregent.door.signin import sign_in
from entregent.people import memberships
from entregent.people.models import User
from entregent.people.paths import is_local


class Adapter(DefaultAccountAdapter):  # type: ignore[misc]
    """People come by invitation; addresses lead to this site; messages and mails are our own."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def is_safe_url(self, url: str | None) -> bool:
        return bool(url) and is_local(str(url))

    def authenticate(self, request: HttpRequest, **credentials: Any) -> User | None:
        user = authenticate(request, **credentials)
        return user if isinstance(user, User) else None

    def get_login_stages(self) -> list[str]:
        return ["entregent.door.second_step.SecondStep"]

    def login(self, request: HttpRequest, user: User) -> None:
        sign_in(request, user)

    def post_login(self, request: HttpRequest, user: User, **more: Any) -> HttpResponse:
        """Only now is the browser one that has signed in as this person: the second step is behind them."""
        response: HttpResponse = super().post_login(request, user, **more)
        known_browsers.remember(request, response, user.pk)
        return response

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """Messages are written by our own views."""

    def send_notification_mail(self, *args: Any, **kwargs: Any) -> None:
        """Mails too."""


class FactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """Secrets are sealed at rest; authenticator programs and browsers show who the key is for."""

    def encrypt(self, text: str) -> str:
        return sealing.seal(text)

    def decrypt(self, encrypted_text: str) -> str:
        """Raises Unreadable."""
        return sealing.unseal(encrypted_text)

    def get_public_key_credential_user_entity(self, user: User) -> dict[str, Any]:
        home = memberships.open_memberships(user.pk).first()
        entity: dict[str, Any] = super().get_public_key_credential_user_entity(user)
        return entity | {"display_name": home.name if home else user.email}

    def _get_site_name(self) -> str:
        return "Entregent"
