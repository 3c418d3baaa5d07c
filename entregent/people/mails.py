"""Mails to people: what happened, what waits, one link; nothing confidential."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from entregent.core.links import absolute
from entregent.jobs import outbox
from entregent.people import memberships
from entregent.people.languages import preferred_by
from entregent.people.models import House, User


def send(  # noqa: PLR0913 the parts of a mail
    *,
    to_address: str,
    to_name: str,
    language: str,
    kind: str,
    house_id: int | None,
    house: House | None = None,
    subject: str,
    title: str,
    lines: Sequence[str],
    action_label: str = "",
    path: str = "",
    event_id: int | None = None,
    thread_key: str = "",
    choices_path: str = "",
    holds_key: bool = False,
    quoted: str = "",
    about: str = "",
) -> Any:
    """Post a mail of a title, a few lines and one link, from inside the transaction of the act.

    path: of the page that the link opens, on this site. kind: the verb of the event it tells of.
    house: that of house_id, where it is at hand.
    holds_key: whether that page opens by the link alone. quoted: what somebody wrote, as plain text.
    about: what administrators read of it, where its subject is not theirs to read.
    choices_path: of the page where its reader says which mails they want, for mails that may be unwanted.
    """
    house = house or _house(house_id)
    with translation.override(language):
        context = _context(house, language, title, lines) | {
            "greeting": _("Hello %(name)s,") % {"name": to_name} if to_name else _("Hello,"),
            "quoted": quoted.strip(),
            "action_label": action_label,
            "action_url": absolute(path) if path else "",
            "choices_url": absolute(choices_path) if choices_path else "",
        }
        return outbox.post(
            to_address=to_address, to_name=to_name, subject=subject, kind=kind, house_id=house_id, language=language,
            text=render_to_string("shell/mail.txt", context), html=render_to_string("shell/mail.html", context),
            event_id=event_id, thread_key=thread_key, holds_key=holds_key, about=about,
        )  # fmt: skip


@dataclass(frozen=True)
class Letter:
    """The words of a mail. holds_key: its link opens a door by itself."""

    subject: str
    lines: Sequence[str]
    action_label: str = ""
    path: str = ""
    holds_key: bool = False


def to_person(user: User, kind: str, write: Callable[[], Letter], *, address: str = "") -> None:
    """Post what `write` says, in the language of the person, to their own address or to the one given."""
    home = memberships.open_memberships(user.pk).first()
    language = preferred_by(user) or (home.house.default_language if home else "fr")
    with translation.override(language):
        letter = write()
    name, house_id = (home.name, home.house_id) if home else ("", None)
    send_letter(letter, to_address=address or user.email, to_name=name, language=language, kind=kind, house_id=house_id)


def send_letter(letter: Letter, **to: Any) -> None:
    """`send`, with the words of a letter; its subject is its title."""
    words: dict[str, Any] = {
        "lines": letter.lines, "action_label": letter.action_label, "path": letter.path, "holds_key": letter.holds_key,
    }  # fmt: skip
    send(subject=letter.subject, title=letter.subject, **words, **to)


def _house(house_id: int | None) -> House | None:
    return House.objects.unscoped("the name under which a mail is written").filter(pk=house_id).first()


def _context(house: House | None, language: str, title: str, lines: Sequence[str]) -> dict[str, Any]:
    footer = _("This mail was written by the portal; answers to it are not read.")
    return {
        "title": title, "lines": lines, "language": language, "footer_lines": [footer],
        "house_name": house.name if house else "Entregent", "accent": house.accent if house else "#0e5a6b",
    }  # fmt: skip
