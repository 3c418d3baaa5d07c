"""A new e-mail address takes effect when its mailbox says so: a link, 60 minutes, once."""

from datetime import timedelta
from typing import Any

from django.core import signing
from django.db import transaction
from django.urls import reverse
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext as _

from entregent import audit
from entregent.door import alerts, throttle
from entregent.door.throttle import ADDRESS_CHANGES, Counter
from entregent.people import mails, memberships
from entregent.people.errors import Refused
from entregent.people.models import User
from entregent.people.viewer import Viewer

SALT = "entregent.people.address_change"
LIFE = timedelta(minutes=60)


def ask_address_change(user: User, address: str, *, by: Viewer) -> None:
    """Write to the new mailbox, and warn the old one. Nothing tells whether the new one is taken.

    Raises Refused when they, or others for this mailbox, asked too often.
    """
    _refuse_flood(user, address)
    with transaction.atomic():
        audit.record("people.email.asked", user, by=by, house_id=by.house_id)
        taken = User.objects.filter(email=address).exists()
        write = _letter_to_taken_address if taken else lambda: _letter(user, address)
        mails.to_person(user, "people.email.asked", write, address=address)
        mails.to_person(user, "people.email.asked", _warning)


def _refuse_flood(user: User, address: str) -> None:
    counters = (
        Counter(ADDRESS_CHANGES, "address.person", (str(user.pk),)),
        Counter(ADDRESS_CHANGES, "address.mailbox", (address,)),
    )
    if wait := throttle.count_try(*counters):
        words = {"wait": throttle.wait_in_words(wait)}
        raise Refused(_("Many changes of address were asked for. Wait %(wait)s, then ask again.") % words)


def holder(token: str, rows: Any = None) -> tuple[User, str] | None:
    """The person of a link that still holds, and the address it stands for; None for any other."""
    try:
        asked = signing.loads(token, salt=SALT, max_age=LIFE)
    except signing.BadSignature:
        return None
    user = (rows or User.objects).filter(pk=asked["user"], email=asked["old"], is_active=True).first()
    if user is None or not constant_time_compare(asked["as_of"], _as_of(user)):
        return None
    return user, asked["new"]


def use(token: str) -> User | None:
    """Change the address; None when the link is dead, or another account took the address meanwhile."""
    with transaction.atomic():
        held = holder(token, User.objects.select_for_update())
        if held is None or User.objects.filter(email=held[1]).exists():
            return None
        user, old = held[0], held[0].email
        user.email = held[1]
        user.save(update_fields=["email"])
        viewer = memberships.viewer_among(list(memberships.open_memberships(user.pk)), {})
        changes = {"email": [old, user.email]}
        audit.record("people.email.changed", user, by=viewer, house_id=viewer.house_id, changes=changes)
        alerts.send_alert(user, "people.email.changed", address=old)
        return user


def _as_of(user: User) -> str:
    """Changes with the password, so that the link dies of a new one."""
    return salted_hmac(SALT, user.password, algorithm="sha256").hexdigest()[:24]


def _token(user: User, address: str) -> str:
    return signing.dumps({"user": user.pk, "old": user.email, "new": address, "as_of": _as_of(user)}, salt=SALT)


def _letter(user: User, address: str) -> mails.Letter:
    return mails.Letter(
        subject=_("Confirm your new e-mail address"),
        lines=[
            _("You asked to use this address from now on to sign in and to be written to."),
            _("The button below works once, within 60 minutes. If you did not ask, leave this mail: nothing changes."),
        ],
        action_label=_("Confirm this address"),
        path=reverse("email-confirm", args=[_token(user, address)]),
        holds_key=True,
    )


def _letter_to_taken_address() -> mails.Letter:
    return mails.Letter(
        subject=_("This address has an account already"),
        lines=[
            _("Somebody asked to use this address for their account, but it already has an account of its own."),
            _("If it was you, sign in with this address. Otherwise leave this mail: nothing changes."),
        ],
        action_label=_("Sign in"),
        path=reverse("account_login"),
    )


def _warning() -> mails.Letter:
    return mails.Letter(
        subject=_("A change of your e-mail address was asked for"),
        lines=[
            _("Somebody who knows your password asked to replace this address by another. It is still yours for now."),
            _("If it was not you, choose a new password at once: the change can then no longer be confirmed."),
        ],
        action_label=_("Choose a new password"),
        path=reverse("account_reset_password"),
    )
