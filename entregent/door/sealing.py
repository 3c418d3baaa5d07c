"""Secrets that must be read again are sealed at rest, with a key made from SECRET_KEY.

Former keys (SECRET_KEY_FALLBACKS) still open what they sealed; `renewed` seals it with the present one.
"""

from base64 import urlsafe_b64encode
from functools import cache

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.utils.crypto import salted_hmac

SALT = "entregent.people.sealing"


class Unreadable(Exception):
    """It was sealed with a key that is no longer known, or was altered."""


def seal(text: str) -> str:
    return _keys().encrypt(text.encode()).decode()


def unseal(sealed: str) -> str:
    """Raises Unreadable."""
    try:
        return _keys().decrypt(sealed.encode()).decode()
    except InvalidToken:
        raise Unreadable from None


def is_present(sealed: str) -> bool:
    """Whether it was sealed with the present key."""
    try:
        _make_keys((settings.SECRET_KEY,)).decrypt(sealed.encode())
    except InvalidToken:
        return False
    return True


def renew_seal(sealed: str) -> str:
    """The same, under the present key. Raises Unreadable."""
    try:
        return _keys().rotate(sealed.encode()).decode()
    except InvalidToken:
        raise Unreadable from None


def _keys() -> MultiFernet:
    return _make_keys((settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS))


@cache
def _make_keys(secrets: tuple[str, ...]) -> MultiFernet:
    digests = [salted_hmac(SALT, "key", secret=secret, algorithm="sha256").digest() for secret in secrets]
    return MultiFernet([Fernet(urlsafe_b64encode(digest)) for digest in digests])
