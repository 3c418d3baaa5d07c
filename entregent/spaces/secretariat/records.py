"""The records of this space: their pages, and where they are searched."""

from __future__ import annotations

from typing import Any

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from entregent.contacts.models import Contact
from entregent.lists.fields import Day, Field, Worded
from entregent.people.models.membership import TITLES
from entregent.people.viewer import Viewer
from entregent.records.page import Panel, RecordPage
from entregent.spaces.secretariat.models import CallMessage, Line

SPACE = "secretariat"


class MessagePage(RecordPage):
    kind, space, model = "messages", SPACE, CallMessage
    label, icon, searched, number = _("Messages"), "message", ("search_key",), "number"
    select = ("contact", "engagement__agenda", "dossier__party", "dossier__house", "acknowledgement")
    panels = [Panel(_("Message"), [Field("text", _("Message"))])]

    @property
    def url(self) -> str:
        return str(self.record.get_absolute_url())

    @property
    def found_title(self) -> str:
        words = _("No. %(number)s · %(caller)s")
        return str(words % {"number": self.record.number, "caller": self.record.who})

    @property
    def hint(self) -> str:
        kind = str(self.record.look.label)
        return kind if self.viewer.is_customer else f"{kind} · {self.record.dossier.party}"

    @classmethod
    def list_url(cls, viewer: Viewer) -> str:
        return reverse("secretariat:messages") if viewer.is_customer else ""


class ContactPage(RecordPage):
    kind, space, model, select = "contacts", SPACE, Contact, ("dossier__party", "dossier__house")
    label, icon, searched = _("Contacts"), "users", ("search_key",)
    panels = [
        Panel(_("Person"), [
            Worded("title", pgettext_lazy("person", "Title"), told=lambda key: dict(TITLES).get(key, "")),
            Field("last_name", _("Last name")), Field("first_name", _("First name")),
            Day("birth_date", _("Birth date")), Field("notes", _("Notes")),
        ]),
    ]  # fmt: skip

    @property
    def url(self) -> str:
        return reverse("secretariat:contact", args=[self.record.pk])

    @property
    def hint(self) -> str:
        born = f"{self.record.birth_date:%d/%m/%Y}" if self.record.birth_date else ""
        return born if self.viewer.is_customer else f"{self.record.dossier.party}"

    @classmethod
    def list_url(cls, viewer: Viewer) -> str:
        return reverse("secretariat:contacts") if viewer.is_customer else ""


class SubscriberPage(RecordPage):
    """For the secretariat alone."""

    kind, space, model, select = "abonnes", SPACE, Line, ("dossier__party", "dossier__house")
    label, icon, searched = _("Subscribers"), "headset", ("dossier__party__name_key",)
    panels = [Panel(_("Line"), [Field("trade", _("Trade")), Field("called", _("Number that callers dial"))])]

    @classmethod
    def admit(cls, viewer: Viewer) -> None:
        if not viewer.is_provider:
            raise Http404

    @classmethod
    def rows_of(cls, viewer: Viewer) -> Any:
        rows = super().rows_of(viewer)
        return rows if viewer.is_provider else rows.none()

    @property
    def url(self) -> str:
        return reverse("secretariat:subscriber", args=[self.record.dossier_id])

    @classmethod
    def list_url(cls, viewer: Viewer) -> str:
        return reverse("secretariat:subscribers") if viewer.is_provider else ""
