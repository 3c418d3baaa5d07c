"""Ten codes to keep on paper, each of use once, for the day on which the telephone is lost."""

from datetime import timedelta
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.db import transaction
from django.utils.dateparse import parse_datetime

from entregent.core.clock import now
from entregent.door.sealing import Unreadable
from entregent.people.models import User

DIGITS = 10
SHOWN_FOR = timedelta(minutes=30)  # from when they are made, unless their owner says before that they are kept


def make(user: User) -> None:
    """Ten new codes; the former ones are dead."""
    with transaction.atomic():
        User.objects.select_for_update().get(pk=user.pk)  # of two that come at once, the second replaces the first
        _rows(user.pk).delete()
        codes = RecoveryCodes.activate(user)
        codes.instance.data["shown_until"] = (now() + SHOWN_FOR).isoformat()
        codes.instance.save(update_fields=["data"])


def make_first(user: User) -> None:
    if not _rows(user.pk).exists():
        make(user)


def visible_codes(user_id: int) -> list[str]:
    """The codes, while they may still be seen: « 12345 67890 »."""
    row = _rows(user_id).first()
    until = parse_datetime(row.data.get("shown_until") or "") if row else None
    if row is None or until is None or until <= now():
        return []
    return [f"{code[:5]} {code[5:]}" for code in RecoveryCodes(row).get_unused_codes()]


def hide(user_id: int) -> None:
    """Their owner has kept them: nobody sees them again."""
    with transaction.atomic():
        for row in _rows(user_id).select_for_update():
            row.data["shown_until"] = ""
            row.save(update_fields=["data"])


def unused_count(user_id: int) -> int:
    """How many have not been used."""
    row = _rows(user_id).first()
    return 10 - int(row.data["used_mask"]).bit_count() if row else 0


def use(user_id: int, code: str) -> bool:
    """Whether the code was right; it is dead from now on."""
    row = _rows(user_id).first()
    try:
        return bool(row) and bool(RecoveryCodes(row).validate_code(code))
    except (Unreadable, Authenticator.DoesNotExist):
        return False


def _rows(user_id: int) -> Any:
    return Authenticator.objects.filter(user_id=user_id, type=Authenticator.Type.RECOVERY_CODES)
