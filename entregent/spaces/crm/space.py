"""What this space says of itself."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from entregent.agenda.models import Activity
from entregent.contacts.models import Contact
from entregent.people.rights import PEOPLE_RIGHTS
from entregent.people.space import Entry, Space
from entregent.people.viewer import Viewer
from entregent.spaces.crm.creations import CALL, CLIENT, CONTACT, MEETING, PARTNER, TASK
from entregent.spaces.crm.records import ActivityPage, ClientPage, ContactPage, PartnerPage
from entregent.spaces.crm.rights import FOLLOW, RIGHTS, ROLES, SIDE_OF


def menu(viewer: Viewer) -> Iterator[Entry]:
    yield Entry(_("Dashboard"), "layout-dashboard", reverse("crm:dashboard"))
    yield Entry(_("Clients"), "user", reverse("crm:clients"))
    yield Entry(_("Partners"), "building", reverse("crm:partners"))
    yield Entry(_("Contacts"), "users", reverse("crm:contacts"))
    yield Entry(_("Calls"), "phone", reverse("crm:calls"))
    yield Entry(_("Meetings"), "calendar", reverse("crm:meetings"))
    yield Entry(_("Tasks"), "checklist", reverse("crm:tasks"))


SPACE = Space(
    key="crm",
    label=_("Customer relations"),
    party=_("Client"),
    home="crm:dashboard",
    home_label=_("Dashboard"),
    roles=ROLES,
    rights=(*RIGHTS, *PEOPLE_RIGHTS),
    side_of=SIDE_OF,
    menu=menu,
    keepers={Contact: FOLLOW, Activity: FOLLOW},
    pages=(ClientPage, PartnerPage, ContactPage, ActivityPage),
    creations=(CLIENT, PARTNER, CONTACT, CALL, MEETING, TASK),
    demonstration="entregent.spaces.crm.demo.story",
)
