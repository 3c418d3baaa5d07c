"""A link by mail in the place of the tick box: for browsers that cannot work for their proof."""

from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

from django.db import transaction
from django.http import HttpRequest
from django.urls import Resolver404, resolve, reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django_tasks import task

from entregent.core.logins import clean_login
from entregent.door import throttle
from entregent.door.network import prefix_of
from entregent.door.proof import BY_MAIL, PURPOSES, Purpose
from entregent.door.throttle import FORGOTTEN, FORGOTTEN_FOR_ONE_MAILBOX, FORGOTTEN_FROM_ONE_PLACE, Counter
from entregent.people import mails, memberships
from entregent.people.models import User
from entregent.people.paths import is_local
from entregent.proofs import pass_by_mail

KIND = "people.proof.asked"


def ask_proof_mail(request: HttpRequest, purpose: Purpose, login: str, page: str) -> None:
    """Note that a link is wanted; beyond a few times a quarter of an hour, do nothing, as silently.

    login: a mailbox; for a form of those who have an account, their identifier too. page: the form's own, or nothing.
    """
    login, prefix = clean_login(login), prefix_of(request)
    place = Counter(FORGOTTEN_FROM_ONE_PLACE, "proof.mail.place", (prefix,))
    mailbox = Counter(FORGOTTEN_FOR_ONE_MAILBOX, "proof.mail.mailbox", (login,))
    if throttle.count_try(Counter(FORGOTTEN, "proof.mail", (purpose.key, login, prefix)), place, mailbox) == 0:
        post_link.enqueue(purpose.key, login, form_page(purpose, page), translation.get_language() or "fr")


@task(max_attempts=3)
def post_link(key: str, login: str, page: str, language: str) -> None:
    """Mail the link; where an account is needed, to whoever bears this login and may enter."""
    write = _writer(PURPOSES[key], page)
    with transaction.atomic():
        if PURPOSES[key].for_accounts:
            _to_member(login, write)
        else:
            _to_mailbox(login, language, write)


def form_page(purpose: Purpose, page: str) -> str:
    """The page of the form that was left, with what its address said; else the form's own address."""
    return page if is_local(page) and _route_of(page) == purpose.route else reverse(purpose.home or purpose.route)


def _route_of(page: str) -> str:
    try:
        return resolve(urlsplit(page).path).view_name
    except Resolver404:
        return ""


def _to_member(login: str, write: Callable[[], mails.Letter]) -> None:
    user = User.objects.by_login(login)
    if user and user.is_active and memberships.open_memberships(user.pk).exists():
        mails.to_person(user, KIND, write)


def _to_mailbox(address: str, language: str, write: Callable[[], mails.Letter]) -> None:
    with translation.override(language):
        letter = write()
    mails.send_letter(letter, to_address=address, to_name="", language=language, kind=KIND, house_id=None)


def _writer(purpose: Purpose, page: str) -> Callable[[], mails.Letter]:
    def write() -> mails.Letter:
        return mails.Letter(
            subject=_("Open the form without the robot check"),
            lines=[
                _("You asked for this link because the check of your browser could not be made."),
                _("The button below works once, within 15 minutes."),
                _("If you did not ask, leave this mail: nothing changes."),
            ],
            action_label=_("Open the form"),
            path=with_pass(page, pass_by_mail.make(purpose.key)), holds_key=True,
        )  # fmt: skip

    return write


def with_pass(page: str, token: str) -> str:
    """The page's address, with the pass in the place of an older one."""
    parts = urlsplit(page)
    query: list[Any] = [(name, value) for name, value in parse_qsl(parts.query) if name != BY_MAIL]
    return f"{parts.path}?{urlencode([*query, (BY_MAIL, token)])}"
