"""Accounts that nobody uses: a mail two weeks before, then a lock that whoever manages the accounts lifts.

Off unless the house chose a number of months. Used is: signed in, or seen in a session that lasts. The platform's own
people are never locked, nor the last who manages a place.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, Final

from django.db import transaction
from django.db.models import F
from django.db.models.functions import Coalesce, Greatest
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from entregent import audit
from entregent.core.clock import now
from entregent.people import mails
from entregent.people.errors import Refused
from entregent.people.languages import preferred_by
from entregent.people.models import House, LockWarning, Membership, Session
from entregent.people.models.membership import OPEN, with_posts
from entregent.people.sides import PLATFORM

AHEAD: Final = timedelta(days=14)
A_MONTH: Final = timedelta(days=30.4375)


def lock_unused() -> None:
    """The work of one night, in every house that asked for it."""
    rows = House.objects.unscoped("houses that lock the accounts that nobody uses")
    for house in rows.exclude(lock_after_months=None).order_by("pk"):
        _forget_used(house)
        warn(house)
        lock(house)


def warn(house: House) -> None:
    """Tell those whose account will be locked in two weeks unless they sign in."""
    for member in unused_memberships(house, since=_limit(house) + AHEAD).filter(lock_warning=None):
        with transaction.atomic():
            LockWarning(membership=member).save(force_insert=True)
            audit.record("people.membership.warned", member, by=audit.SYSTEM, house_id=house.pk)
            _write(member)


def lock(house: House) -> None:
    """Block those who were warned two weeks ago and have not come since."""
    warned = unused_memberships(house, since=_limit(house)).filter(lock_warning__at__lte=now() - AHEAD)
    for member in warned:
        try:
            with transaction.atomic():
                member.close_door(by=audit.SYSTEM, reason=_reason(house))
                member.lock_warning.delete()
        except Refused:  # the last who manages this place
            continue


def unused_memberships(house: House, *, since: datetime) -> Any:
    """Open memberships whose person was not there after that moment: the one who left longest ago first."""
    rows = Membership.objects.unscoped("accounts that nobody uses").filter(house=house, **OPEN)
    rows = rows.filter(user__is_active=True).exclude(side=PLATFORM).annotate(last=_last_use())
    seen = Session.objects.filter(seen_at__gt=since).exclude(user=None).values("user")
    found = rows.filter(last__lte=since).exclude(user__in=seen).select_related("user__preferences", "house", "party")
    return with_posts(found.order_by("last", "pk"))


def _last_use() -> Any:
    """Whoever never signed in has not used it since they came."""
    return Greatest("created_at", Coalesce(F("user__last_login"), F("created_at")))


def _limit(house: House) -> datetime:
    return now() - (house.lock_after_months or 0) * A_MONTH


def _forget_used(house: House) -> None:
    """Who came since they were warned, or is blocked or gone, begins anew."""
    still = unused_memberships(house, since=_limit(house) + AHEAD).values("pk")
    rows = LockWarning.objects.unscoped("warnings that no longer hold").filter(membership__house=house)
    rows.exclude(membership__in=still).delete()


def _reason(house: House) -> str:
    with translation.override(house.default_language):
        return _("Not used for %(months)s months") % {"months": house.lock_after_months}


def _write(member: Membership) -> None:
    language = preferred_by(member.user) or member.house.default_language
    with translation.override(language):
        words = {"house": member.party.name if member.party else member.house.name}
        letter = mails.Letter(
            subject=_("Your access to %(house)s will soon be locked") % words,
            lines=[
                _("Nobody has signed in with your account for a long time."),
                _("Sign in within two weeks to keep it; otherwise it is locked, and nothing of it is lost."),
            ],
            action_label=_("Sign in"), path=reverse("account_login"),
        )  # fmt: skip
    mails.send_letter(
        letter, to_address=member.user.email, to_name=member.name, language=language,
        kind="people.membership.warned", house_id=member.house_id,
    )  # fmt: skip
