"""What this space says of itself."""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from entregent.agenda import versions
from entregent.contacts.models import Contact
from entregent.files.purposes import Purpose
from entregent.people.models import House, Party
from entregent.people.rights import PEOPLE_RIGHTS
from entregent.people.space import Creation, Entry, Space
from entregent.people.viewer import Viewer
from entregent.spaces.secretariat import reading
from entregent.spaces.secretariat.announcements import MessageRecipients
from entregent.spaces.secretariat.lists import SUBSCRIBERS
from entregent.spaces.secretariat.models import CallMessage
from entregent.spaces.secretariat.models.message import PURPOSE
from entregent.spaces.secretariat.records import ContactPage, MessagePage, SubscriberPage
from entregent.spaces.secretariat.rights import KEEP_CONTACTS, READ, RIGHTS, ROLES, SIDE_OF, SUPERVISE, TAKE

FAX_KINDS = frozenset(("application/pdf", "image/tiff"))
MOST_WAITING = 999


def menu(viewer: Viewer) -> Iterator[Entry]:
    yield from desk_menu(viewer) if viewer.is_provider else own_menu(viewer)


def own_menu(viewer: Viewer) -> Iterator[Entry]:
    if viewer.can(READ):
        yield Entry(_("Your messages"), "message", reverse("secretariat:messages"), count=waiting_count(viewer))
        yield Entry(_("Your archives"), "archive", reverse("secretariat:archives"))
    yield Entry(
        _("Agenda"), "calendar", reverse("secretariat:agenda"), covers=(f"{ROOT}/agendas/", f"{ROOT}/rendez-vous/")
    )
    yield Entry(_("Contacts"), "users", reverse("secretariat:contacts"))
    yield Entry(_("Rules of my line"), "settings", reverse("secretariat:rules"))


def desk_menu(viewer: Viewer) -> Iterator[Entry]:
    yield Entry(_("Calls"), "phone", reverse("secretariat:desk"), count=urgent_count(viewer))
    yield Entry(_("Subscribers"), "headset", reverse("secretariat:subscribers"), covers=(f"{ROOT}/abonnes/",))
    if viewer.can(SUPERVISE):
        yield Entry(_("Rule of the archives"), "hourglass", reverse("secretariat:keeping"))


ROOT = "/secretariat"


def waiting_count(viewer: Viewer) -> int:
    """Counted once somebody looks at it."""
    return cast("int", SimpleLazyObject(lambda: waiting(viewer)))


def waiting(viewer: Viewer) -> int:
    return int(CallMessage.objects.visible_to(viewer).filter(archived_at=None)[: MOST_WAITING + 1].count())


def urgent_count(viewer: Viewer) -> int:
    return cast("int", SimpleLazyObject(lambda: CallMessage.objects.visible_to(viewer).filter(is_pinned=True).count()))


def keeps_own_contacts(viewer: Viewer) -> bool:
    return viewer.is_customer and viewer.can(KEEP_CONTACTS)


def sends_faxes(viewer: Viewer) -> bool:
    return viewer.is_provider and viewer.can(TAKE)


def open_work(house: House) -> Iterator[str]:
    rows = CallMessage.objects.unscoped("what a house has not ended").filter(house=house, archived_at=None)
    if count := rows.count():
        yield ngettext("%(count)s message that waits", "%(count)s messages that wait", count) % {"count": count}


SPACE = Space(
    key="secretariat",
    label=_("Telephone secretariat"),
    is_kept_from_mails=True,
    party=_("Subscriber"),
    home="secretariat:home",
    help="secretariat:help",
    roles=ROLES,
    rights=(*RIGHTS, *PEOPLE_RIGHTS),
    side_of=SIDE_OF,
    menu=menu,
    open_work=open_work,
    keepers={Party: SUPERVISE, Contact: KEEP_CONTACTS},
    pages=(MessagePage, ContactPage, SubscriberPage),
    creations=(
        Creation("secretariat", _("Add a contact"), "user-plus", "secretariat:contact-new", keeps_own_contacts),
        SUBSCRIBERS,
    ),
    recipients=(MessageRecipients,),
    owners={reading.LABEL: reading.owner},
    purposes=(Purpose(PURPOSE, sends_faxes, most_files=1, kinds=FAX_KINDS),),
    live={"secretariat-messages": reading.fresh, "agendas": versions.fresh},
    demonstration="entregent.spaces.secretariat.demo.story",
)
