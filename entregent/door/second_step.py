"""Between the password and the session: the second factor of whoever has one."""

from typing import Any

from allauth.account.stages import LoginStageController
from allauth.mfa.stages import AuthenticateStage
from django.http import HttpRequest

from entregent.door import factors
from entregent.people.models import User


class SecondStep(AuthenticateStage):  # type: ignore[misc]
    """allauth's stage; the session id changes here too, since a password has just been right."""

    def handle(self) -> tuple[Any, bool]:
        response, goes_on = super().handle()
        if response:
            self.request.session.cycle_key()
        return response, goes_on

    @classmethod
    def entered(cls, request: HttpRequest) -> Any:
        """The stage at which somebody stands, with their login; None for anybody else."""
        return LoginStageController.enter(request, cls.key)


def awaited_user(request: HttpRequest) -> User:
    """Who has given the password and is asked for more; for views behind `login_stage_required`."""
    user: User = request._login_stage.login.user  # type: ignore[attr-defined]  # noqa: SLF001 (how the library hands it over)
    return user


def has_passkey(user: User) -> bool:
    return any(factor.type == "webauthn" for factor in factors.factors_of(user.pk))
