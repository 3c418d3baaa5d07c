from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models


class Users(BaseUserManager["User"]):
    def by_login(self, login: str) -> "User | None":
        """The person whose address or house-given identifier this is, in any case of letters."""
        if "\0" in login:  # PostgreSQL refuses the very question
            return None
        field = "email" if "@" in login else "identifier"
        return self.filter(**{field: login.strip().lower()}).first()


class User(AbstractBaseUser):
    """A person's key to the door, and nothing else: their names live in their memberships."""

    email = models.EmailField(max_length=254, unique=True)
    identifier = models.CharField(max_length=40, unique=True, null=True, blank=True)
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[Users] = Users()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"

    def __str__(self) -> str:
        return self.email

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.email = self.email.strip().lower()
        self.identifier = (self.identifier or "").strip().lower() or None
        super().save(*args, **kwargs)
