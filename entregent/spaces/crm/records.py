"""The records of this space: their pages, where they are searched."""

from __future__ import annotations

from functools import cached_property

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from entregent.agenda.models import Activity
from entregent.agenda.models.activity import PRIORITIES
from entregent.contacts.models import Contact
from entregent.lists.fields import Day, Field, Moment, Worded
from entregent.people.viewer import Viewer
from entregent.records.page import Panel, RecordPage, ShownPanel
from entregent.spaces.crm.forms import PartnerForm
from entregent.spaces.crm.models import Client, Partner
from entregent.spaces.crm.models import client as of_client
from entregent.spaces.crm.models import partner as of_partner
from entregent.spaces.crm.rights import PARTICULARS

SPACE = "crm"


class ClientPage(RecordPage):
    """Whoever may not read particulars gets neither their rows, nor their addresses, nor their history."""

    kind, space, model = "clients-suivis", SPACE, Client
    label, icon, searched, select = _("Clients"), "user", ("search_key",), ("dossier__party", "follower")
    panels = [
        Panel(_("Identity"), [
            Field("first_name", _("First name")), Field("last_name", _("Last name")),
            Worded("kind", _("Kind"), told=dict(of_client.KINDS).__getitem__),
            Worded("status", _("Status"), told=dict(of_client.STATUSES).__getitem__),
            Day("birth_date", _("Birth date")), Field("country", _("Country of origin")),
            Day("arrived_on", _("Arrived on")),
        ]),
        Panel(_("Contact details"), [
            Field("phone", _("Phone")), Field("email", _("E-mail")), Field("address", _("Address")),
            Field("postal_code", _("Postal code")), Field("city", _("City")),
        ]),
        Panel(_("Work"), [Field("languages", _("Languages")), Field("occupation", _("Occupation"))]),
    ]  # fmt: skip

    @property
    def url(self) -> str:
        return str(self.record.get_absolute_url())

    @property
    def hint(self) -> str:
        return str(self.record.get_kind_display())

    @classmethod
    def list_url(cls, viewer: Viewer) -> str:
        return reverse("crm:clients")

    @cached_property
    def fields(self) -> dict[str, Field]:
        hidden = () if self.viewer.can(PARTICULARS) else of_client.PRIVATE_FIELDS
        every = {field.name: field for panel in self.panels for field in panel.fields}
        return {name: field for name, field in every.items() if name not in hidden}

    @cached_property
    def shown(self) -> list[ShownPanel]:
        rows = [
            (panel, [self.row(one.name) for one in panel.fields if one.name in self.fields]) for panel in self.panels
        ]
        return [ShownPanel(str(panel.title), told) for panel, told in rows if told]


class PartnerPage(RecordPage):
    kind, space, model, form = "partenaires", SPACE, Partner, PartnerForm
    label, icon, searched, select = _("Partners"), "building", ("search_key",), ("dossier__party", "follower")
    panels = [
        Panel(_("Identification"), [
            Field("name", _("Name")), Worded("kind", _("Kind"), told=dict(of_partner.KINDS).__getitem__),
            Field("activity", _("Line of business")), Field("website", _("Web site")),
        ]),
        Panel(_("Contact details"), [
            Field("phone", _("Phone")), Field("email", _("E-mail")), Field("address", _("Address")),
            Field("postal_code", _("Postal code")), Field("city", _("City")),
        ]),
    ]  # fmt: skip

    @property
    def url(self) -> str:
        return str(self.record.get_absolute_url())

    @property
    def hint(self) -> str:
        return str(self.record.get_kind_display())

    @classmethod
    def list_url(cls, viewer: Viewer) -> str:
        return reverse("crm:partners")


class ContactPage(RecordPage):
    """« Contact »: somebody of one partner."""

    kind, space, model = "contacts-partenaires", SPACE, Contact
    label, icon, searched, select = _("Contacts"), "users", ("search_key",), ("dossier__party",)
    panels = [Panel(_("Identity"), [
        Field("title", _("Title")), Field("last_name", _("Last name")), Field("first_name", _("First name")),
        Day("birth_date", _("Birth date")), Field("notes", _("Notes")),
    ])]  # fmt: skip

    @classmethod
    def rows_of(cls, viewer: Viewer) -> object:
        return super().rows_of(viewer).filter(dossier__space=SPACE)

    @property
    def url(self) -> str:
        return reverse("crm:contact", args=[self.record.pk])

    @property
    def hint(self) -> str:
        return str(self.record.dossier.party)

    @classmethod
    def list_url(cls, viewer: Viewer) -> str:
        return reverse("crm:contacts")


class ActivityPage(RecordPage):
    kind, space, model = "activites", SPACE, Activity
    label, icon, searched = _("Activities"), "calendar", ("search_key",)
    select = ("dossier__party", "assigned_to", "contact")
    panels = [Panel(_("Activity"), [
        Field("subject", _("Subject")), Moment("starts_at", _("When")), Field("minutes", _("Minutes")),
        Worded("priority", _("Priority"), told=dict(PRIORITIES).__getitem__), Field("place", _("Place")),
        Field("description", _("Description")),
    ])]  # fmt: skip

    @classmethod
    def rows_of(cls, viewer: Viewer) -> object:
        return super().rows_of(viewer).filter(dossier__space=SPACE)

    @property
    def url(self) -> str:
        return str(self.record.get_absolute_url())

    @property
    def hint(self) -> str:
        return str(self.record.dossier.party)
