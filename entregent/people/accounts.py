"""Accounts for the rooms above, which never touch the User model itself."""

from __future__ import annotations

from django.contrib.auth.hashers import make_password

from entregent.people.models import User


def create(email: str, password: str, identifier: str = "") -> User:
    """A new account; the caller has checked the password by the rule.

    Raises IntegrityError when the address or the identifier is taken.
    """
    return create_hashed(email, make_password(password), identifier)


def create_hashed(email: str, encoded: str, identifier: str = "") -> User:
    """A new account whose password is already hashed: a thousand people need not cost a thousand hashes."""
    user = User(email=email, identifier=identifier or None, password=encoded)
    user.save(force_insert=True)
    return user


def by_email(email: str) -> User | None:
    return User.objects.filter(email=email).first()


def any_ending_with(ending: str) -> bool:
    """Whether some address ends so: the demonstration's people, in a database that is none."""
    return User.objects.filter(email__endswith=ending).exists()
