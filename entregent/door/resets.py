"""Passwords forgotten: a link by mail, 60 minutes, once; the same answer whether the account exists."""

from typing import Any

from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.db import transaction
from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import base36_to_int, int_to_base36
from django.utils.translation import gettext as _
from django_tasks import task

from entregent import audit
from entregent.core.logins import clean_login
from entregent.door import devices, factor_review, personal_links, throttle
from entregent.door.network import prefix_of
from entregent.door.throttle import FORGOTTEN, FORGOTTEN_FOR_ONE_MAILBOX, FORGOTTEN_FROM_ONE_PLACE, Counter
from entregent.people import mails, memberships
from entregent.people.models import User
from entregent.people.viewer import Viewer

# Dies with the password, the address or the next sign-in; its life is PASSWORD_RESET_TIMEOUT.
tokens = PasswordResetTokenGenerator()


def ask_reset(request: HttpRequest, login: str) -> None:
    """Note that somebody forgot their password; beyond a few times an hour, do nothing, as silently."""
    login, prefix = clean_login(login), prefix_of(request)
    place = Counter(FORGOTTEN_FROM_ONE_PLACE, "forgotten.place", (prefix,))
    # Whoever owns the mailbox has links enough by then, and each of them still opens the door.
    mailbox = Counter(FORGOTTEN_FOR_ONE_MAILBOX, "forgotten.mailbox", (login,))
    if throttle.count_try(Counter(FORGOTTEN, "forgotten", (login, prefix)), place, mailbox) == 0:
        post_link.enqueue(login)


@task(max_attempts=3)
def post_link(login: str) -> None:
    """Mail the link to whoever bears this login and may enter."""
    user = User.objects.by_login(login)
    if user and user.is_active and memberships.open_memberships(user.pk).exists():
        with transaction.atomic():
            mails.to_person(user, "people.password.forgotten", lambda: _letter(user))


def holder(uidb36: str, token: str, rows: Any = None) -> User | None:
    """The person of a link that still holds; None for any other."""
    try:
        user: User | None = (rows or User.objects).filter(pk=base36_to_int(uidb36)).first()
    except ValueError:
        return None
    return user if user and user.is_active and tokens.check_token(user, token) else None


def use(uidb36: str, token: str, password: str) -> User | None:
    """Set the password by a link, which dies of it; None when it is dead already.

    All that opened the account before ends: sessions, remembered devices, personal links. Second steps stay, since
    whoever reads the mailbox alone must not get round them; their owner looks at them at the next sign-in.
    """
    with transaction.atomic():
        user = holder(uidb36, token, User.objects.select_for_update())
        if user:
            viewer = memberships.viewer_among(list(memberships.open_memberships(user.pk)), {})
            personal_links.revoke_all(user, by=viewer)
            factor_review.ask_factor_review(user, by=viewer)
            change(user, password, by=viewer, by_link=True)
        return user


def change(user: User, password: str, *, by: Viewer, by_link: bool = False) -> None:
    """Set a password and tell its owner by mail; their other sessions end of it, on remembered devices too."""
    with transaction.atomic():
        user.set_password(password)
        user.save(update_fields=["password"])
        devices.end_all(user.pk)  # the one at hand goes on under a new key, if its page says so
        audit.record("people.password.changed", user, by=by, house_id=by.house_id)
        mails.to_person(user, "people.password.changed", _notice_of_link if by_link else _notice)


def path_for(user: User) -> str:
    """Of the page where they choose a password."""
    key = {"uidb36": int_to_base36(user.pk), "key": tokens.make_token(user)}
    return reverse("account_reset_password_from_key", kwargs=key)


def _letter(user: User) -> mails.Letter:
    return mails.Letter(
        subject=_("Choose a new password"),
        lines=[
            _("You asked for a new password."),
            _("The button below works once, within 60 minutes. If you did not ask, leave this mail: nothing changes."),
        ],
        action_label=_("Choose a new password"),
        path=path_for(user),
        holds_key=True,
    )


def _notice_of_link() -> mails.Letter:
    return _notice(_("Your personal links no longer open anything. Your second steps are asked for as before."))


def _notice(*more: str) -> mails.Letter:
    return mails.Letter(
        subject=_("Your password was changed"),
        lines=[
            _("Your password has just been changed; your other sessions are closed."),
            *more,
            _("If it was not you, ask for a new password at once and warn the person who manages the accounts."),
        ],
        action_label=_("Ask for a new password"),
        path=reverse("account_reset_password"),
    )
