"""Which passwords are good enough, and how they are kept.

The rule follows CNIL 2022-100 (50 bits where tries are throttled, and no guessable password) and
OWASP ASVS 6.2 (at least 12 characters, no rule on classes, no renewal, up to 128 accepted).
"""

import math
from collections.abc import Iterable
from functools import cache
from threading import BoundedSemaphore

from django.contrib.auth.hashers import Argon2PasswordHasher
from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from entregent.core.folding import fold
from entregent.door.password_strength import guesses
from entregent.people.models import Membership, User
from entregent.people.sides import PLATFORM, PROVIDER

LEAST, LEAST_OF_STAFF, MOST = 12, 15, 128
BITS = 50
# As many tries as twelve signs without any meaning would take (zxcvbn counts ten tries a sign).
GUESSES = 10**12
ALPHABETS = ((str.isdigit, 10), (str.islower, 26), (str.isupper, 26))
OTHER_SIGNS = 33

_hashing = BoundedSemaphore(3)  # each hash takes 19 MiB while it runs


class ModestArgon2(Argon2PasswordHasher):
    """Argon2id as OWASP asks at least: 19 MiB, two passes, one lane; three hashes at once."""

    memory_cost = 19 * 1024
    time_cost = 2
    parallelism = 1

    def encode(self, password: str, salt: str) -> str:
        with _hashing:
            return super().encode(password, salt)

    def verify(self, password: str, encoded: str) -> bool:
        with _hashing:
            return super().verify(password, encoded)


class PasswordRule:
    """The rule, as Django's validators have it."""

    def validate(self, password: str, user: User | None = None) -> None:
        known = user if user is not None and user.pk else None
        refuse_weak(password, words=words_about(known) if known else (), least=least_for(known))

    def get_help_text(self) -> str:
        return help_text(LEAST)


def help_text(least: int) -> str:
    return _("At least %(least)s characters. Four words that have nothing to do with one another do very well.") % {
        "least": least
    }


@cache
def leaked_passwords() -> frozenset[str]:
    """The list that comes with Django, of those found most in stolen lists: nobody outside is asked."""
    return frozenset(CommonPasswordValidator().passwords)


def refuse_weak(password: str, *, words: Iterable[str] = (), least: int = LEAST) -> None:
    """Raises ValidationError, saying what to do, unless the password is good enough.

    words: what a stranger may know of the person (names, address, house). least: characters.
    """
    if len(password) < least:
        message = _("This password has %(count)s characters; use at least %(least)s: four unrelated words, say.")
        raise ValidationError(message % {"count": len(password), "least": least}, code="short")
    if len(password) > MOST:
        raise ValidationError(_("Use at most %(most)s characters.") % {"most": MOST}, code="long")
    if bits(password) < BITS:
        raise ValidationError(_("This password can be found by trying: add letters or make it longer."), code="poor")
    if guesses(password, tuple(words)) < GUESSES:
        message = _(
            "This password would soon be guessed: it holds a known word, a name, a date or a row of keys."
            " Add unrelated words."
        )
        raise ValidationError(message, code="guessable")
    if password.casefold().strip() in leaked_passwords():
        raise ValidationError(_("This password is in lists of stolen ones: choose another."), code="leaked")


def bits(password: str) -> float:
    """Length times log2 of the alphabet really used."""
    alphabet = sum(size for holds, size in ALPHABETS if any(map(holds, password)))
    others = any(not sign.isdigit() and not sign.islower() and not sign.isupper() for sign in password)
    alphabet += OTHER_SIGNS if others else 0
    return len(password) * math.log2(alphabet) if alphabet else 0.0


def least_for(user: User | None) -> int:
    return LEAST_OF_STAFF if any(row.side in (PROVIDER, PLATFORM) for row in _memberships(user)) else LEAST


def words_about(user: User) -> list[str]:
    """What others know of a person: their names, address, identifier, houses."""
    words = words_and_wholes(user.email, user.identifier or "")
    for row in _memberships(user):
        words += words_and_wholes(row.name, row.house.name, row.party.name if row.party else "", row.phone)
    return words


def words_and_wholes(*texts: str) -> list[str]:
    """The words of the texts, and each text in one piece: « camille », « roux », « camilleroux »."""
    pieces = [fold(text.translate(_BREAKS)).split() for text in texts]
    return [word for words in pieces for word in [*words, "".join(words)] if len(word) > 2]


_BREAKS = str.maketrans(dict.fromkeys("@._-+/,;:", " "))


def _memberships(user: User | None) -> Iterable[Membership]:
    if user is None:
        return []
    rows = Membership.objects.unscoped("what may not be in a person's own password")
    return list(rows.filter(user=user).select_related("house", "party"))
