"""Mails that tell a person of a change to the doors of their account: whoever did not make it can act at once."""

from collections.abc import Callable

from django.urls import reverse
from django.utils.translation import gettext as _

from entregent.people import mails
from entregent.people.models import User


def send_alert(user: User, kind: str, *, address: str = "", **particulars: str) -> None:
    """Post the mail that this kind of event calls for, in the person's language.

    address: where to, when it is not the person's own. particulars: what the mail's words name.
    """
    mails.to_person(user, kind, lambda: LETTERS[kind](**particulars), address=address)


def _factor_added() -> mails.Letter:
    return _to_security(
        _("A second step was added to your sign-in"),
        _("From now on your password alone no longer opens your account. Your other sessions are closed."),
    )


def _factor_removed() -> mails.Letter:
    return _to_security(
        _("A second step was removed from your sign-in"),
        _("A code program or a passkey of your account was removed. Your other sessions are closed."),
    )


def _factor_reset() -> mails.Letter:
    return _to_security(
        _("Your second step was reset"),
        _("An administrator removed the second step of your account; your sessions are closed."),
        _("Your password opens your account again. Set up a second step at your next sign-in."),
    )


def _password_rescued() -> mails.Letter:
    return _to_security(
        _("A way to choose a new password was made for you"),
        _("Somebody who runs the server of the portal made a link by which you choose a new password."),
        _("Your sessions are closed."),
    )


def _codes_renewed() -> mails.Letter:
    return _to_security(_("Your recovery codes were replaced"), _("The former codes no longer work."))


def _link_created(name: str = "") -> mails.Letter:
    return _to_security(
        _("A personal link to sign in was created"),
        _("Its name is “%(name)s”. It will work on the first device that uses it, and on no other.") % {"name": name},
    )


def _link_bound(name: str = "", device: str = "") -> mails.Letter:
    words = {"name": name, "device": device}
    return _to_security(
        _("Your personal link is now bound to a device"),
        _("“%(name)s” was used for the first time, on %(device)s. It opens your account from there alone.") % words,
    )


def _link_refused(name: str = "", device: str = "") -> mails.Letter:
    words = {"name": name, "device": device}
    return _to_security(
        _("Your personal link was tried on another device"),
        _("“%(name)s” was opened on %(device)s, which is not its device: it let nobody in.") % words,
        _("If it was not you, revoke this link: somebody else knows it."),
    )


def _email_changed() -> mails.Letter:
    return mails.Letter(
        subject=_("Your account has another e-mail address"),
        lines=[
            _("This address is no longer that of your account: the new one was confirmed."),
            _("If it was not you, warn the person who manages the accounts of your organisation at once."),
        ],
        action_label=_("Sign in"),
        path=reverse("account_login"),
    )


def _to_security(subject: str, *lines: str) -> mails.Letter:
    alarm = _("If it was not you, choose a new password at once and warn the person who manages the accounts.")
    return mails.Letter(
        subject=subject,
        lines=[*lines, alarm],
        action_label=_("See the security of my account"),
        path=reverse("security"),
    )


LETTERS: dict[str, Callable[..., mails.Letter]] = {
    "people.factor.added": _factor_added,
    "people.factor.removed": _factor_removed,
    "people.factor.reset": _factor_reset,
    "people.password.rescued": _password_rescued,
    "people.codes.renewed": _codes_renewed,
    "people.link.created": _link_created,
    "people.link.bound": _link_bound,
    "people.link.refused": _link_refused,
    "people.email.changed": _email_changed,
}
