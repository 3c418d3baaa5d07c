from typing import ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models

from entregent.core.logins import LoginAddress, LoginName


class Users(BaseUserManager["User"]):
    def by_login(self, login: str) -> "User | None":
        """The person whose address or house-given identifier this is, in any case of letters."""
        if "\0" in login:  # PostgreSQL refuses the very question
            return None
        field = "email" if "@" in login else "identifier"
        return self.filter(**{field: login}).first()


class User(AbstractBaseUser):
    """A person's key to the door, and nothing else: their names live in their memberships."""

    email: models.EmailField[str, str] = LoginAddress(max_length=254, unique=True)
    identifier: models.CharField[str | None, str | None] = LoginName(max_length=40, unique=True, null=True, blank=True)
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[Users] = Users()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"

    def __str__(self) -> str:
        return self.email
