"""What this space says of itself."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from entregent.documents.models import Document
from entregent.people.models import House, Party
from entregent.people.rights import PEOPLE_RIGHTS
from entregent.people.sides import ADVISER
from entregent.people.space import Entry, Space
from entregent.people.viewer import Viewer
from entregent.questions.models import Form
from entregent.spaces.extranet.announcements import (
    AnswerRecipients,
    ChangeRecipients,
    CorrespondenceRecipients,
    LetterRecipients,
    ListUpdateRecipients,
    RegistrationRecipients,
)
from entregent.spaces.extranet.creations import CAMPAIGN, MESSAGE, TRAINING
from entregent.spaces.extranet.letter_files import LETTERS, find_campaign_of_file, find_letter_of_file
from entregent.spaces.extranet.models import Letter
from entregent.spaces.extranet.records import CabinetPage, MemberPage
from entregent.spaces.extranet.rights import HANDLE, RIGHTS, ROLES, SIDE_OF, SUPERVISE
from entregent.spaces.extranet.statuses import ANSWERED


def menu(viewer: Viewer) -> Iterator[Entry]:
    if viewer.is_provider:
        yield from body_menu()
    elif viewer.side == ADVISER:
        yield from cabinet_menu(viewer)
    else:
        yield Entry(_("Your letters"), "mail", reverse("extranet:own-letters"))


def body_menu() -> Iterator[Entry]:
    yield Entry(_("Letters"), "mail", reverse("extranet:sent"))
    yield Entry(_("Campaigns"), "send", reverse("extranet:campaigns"))
    yield Entry(_("Members"), "users", reverse("extranet:clients"))
    yield Entry(_("Cabinets"), "building", reverse("extranet:cabinets"))
    yield Entry(_("Change requests"), "pencil", reverse("extranet:changes"))
    yield Entry(_("List updates"), "checklist", reverse("extranet:updates"))
    yield Entry(_("Messages of cabinets"), "inbox", reverse("extranet:correspondences"))
    yield Entry(_("Trainings"), "calendar", reverse("extranet:trainings"))
    yield Entry(_("Documents published"), "file-text", reverse("extranet:documentation"))


def cabinet_menu(viewer: Viewer) -> Iterator[Entry]:
    yield Entry(_("Your account"), "home", reverse("extranet:home"))
    clients: tuple[Entry, ...] = (
        Entry(_("Your clients"), "users", reverse("extranet:clients")),
        Entry(_("New letters"), "mail", reverse("extranet:letters")),
        Entry(_("Archived letters"), "archive", reverse("extranet:archives")),
    )
    if viewer.can(SUPERVISE):
        clients = (*clients, Entry(_("List of clients"), "checklist", reverse("extranet:client-list")))
    yield Entry(_("Client files"), "folders", children=clients)
    yield Entry(_("Trainings"), "calendar", reverse("extranet:trainings"))
    dialogue = (
        Entry(_("Your letters"), "inbox", reverse("extranet:own-letters")),
        Entry(_("Contact us"), "mail", reverse("extranet:correspondences")),
    )
    yield Entry(_("Dialogue with the body"), "message", children=dialogue)
    yield Entry(_("Documentation"), "file-text", reverse("extranet:documentation"))
    if viewer.can(SUPERVISE):
        supervision = (
            Entry(_("Collaborators"), "users", reverse("extranet:collaborators")),
            Entry(_("Assignment of files"), "folder", reverse("extranet:assignment")),
            Entry(_("Answers to approve"), "circle-check", reverse("extranet:approvals")),
        )
        yield Entry(_("Supervision"), "eye", children=supervision)


def open_work(house: House) -> Iterator[str]:
    rows = Letter.objects.unscoped("letters that await an answer, before the space is switched off")
    count = rows.filter(house=house, version__isnull=False).exclude(status=ANSWERED).count()
    if count:
        words = ngettext("%(count)s letter to answer", "%(count)s letters to answer", count)
        yield words % {"count": count}


SPACE = Space(
    key="extranet",
    label=_("Adviser extranet"),
    party=_("Member"),
    home="extranet:home",
    home_label=_("Your account"),
    help="extranet:help",
    roles=ROLES,
    rights=(*RIGHTS, *PEOPLE_RIGHTS),
    side_of=SIDE_OF,
    menu=menu,
    open_work=open_work,
    keepers={Party: HANDLE, Form: HANDLE, Document: HANDLE},
    pages=(MemberPage, CabinetPage),
    creations=(CAMPAIGN, MESSAGE, TRAINING),
    recipients=(
        LetterRecipients,
        AnswerRecipients,
        ChangeRecipients,
        CorrespondenceRecipients,
        RegistrationRecipients,
        ListUpdateRecipients,
    ),
    owners={"extranet.letter": find_letter_of_file, "extranet.campaign": find_campaign_of_file},
    purposes=(LETTERS,),
    demonstration="entregent.spaces.extranet.demo.story",
)
