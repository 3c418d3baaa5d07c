"""The lists of this space."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from entregent.contacts.finding import search_words
from entregent.contacts.models import Contact
from entregent.core.searching import rows_with_words
from entregent.lists.fields import Day, Field, Flag, Link, Moment, Number, Status
from entregent.lists.filters import Choose
from entregent.lists.page import ListPage
from entregent.people.space import Creation
from entregent.people.viewer import Viewer
from entregent.spaces.secretariat import kinds
from entregent.spaces.secretariat.models import CallMessage, Line
from entregent.spaces.secretariat.models.message import CALLED, TO_CALL
from entregent.spaces.secretariat.rights import SUPERVISE


def supervises(viewer: Viewer) -> bool:
    return viewer.is_provider and viewer.can(SUPERVISE)


SUBSCRIBERS = Creation("secretariat", _("Add a subscriber"), "headset", "secretariat:subscriber-new", supervises)
PLAIN_KINDS = {key: kind for key, kind in kinds.KINDS.items() if key != kinds.URGENT}


class MessageList(ListPage):
    """« Vos messages »: urgent ones that nobody acknowledged first, then the newest. Drawn by its own template."""

    model = CallMessage
    caption, staff_caption = _("Your messages"), _("Messages")
    fields = [
        Number("number", _("No."), slug="numero"),
        Status("kind", _("Type"), slug="nature", states=PLAIN_KINDS),
        Flag("is_urgent", pgettext_lazy("message", "Urgent"), slug="urgent", yes=_("Yes"), no=_("No")),
        Moment("received_at", _("Received"), slug="recu", filter=True),
        Link("caller", _("Caller"), slug="appelant"),
        Field("phone", _("Telephone"), slug="telephone"),
        Field("address", _("Address"), slug="adresse", shown=False),
        Field("text", _("Message"), sort="-", slug="message"),
        Day("call_on", _("To call back on"), sort="-", slug="rappel", shown=False),
    ]
    filters = [
        Choose("type", _("Type"), "kind", kinds.OPTIONS, at_hand=True, everything=pgettext_lazy("messages", "All")),
        Choose(
            "suite", _("Calling back"), "followed",
            (("a-rappeler", TO_CALL, _("To call back")), ("rappele", CALLED, _("Called back"))),
        ),
    ]  # fmt: skip
    search, route, default_sort = ["search_key"], "secretariat:message", "-is_pinned"
    empty_title = _("No message waits")
    empty_text = _("Messages that the secretariat takes for you appear here.")

    def rows(self) -> Any:
        return super().rows().filter(archived_at=None)

    def searched(self, rows: Any) -> Any:
        """Numbers and dates are found in whatever form they are typed."""
        return rows_with_words(rows, search_words(self.state.query)) if self.state.query else rows


class ArchiveList(MessageList):
    """« Vos archives »: erased by the rule of the house."""

    caption, staff_caption = _("Your archives"), _("Archives")
    default_sort = "-archived_at"
    empty_title = _("No archived message")
    empty_text = _("Messages that you archive stay here for a while, then are erased.")

    def rows(self) -> Any:
        return self.model.objects.visible_to(self.viewer).filter(**self.of, archived_at__isnull=False)


class ContactList(ListPage):
    model = Contact
    caption = _("Contacts")
    fields = [
        Link("name", _("Name"), sort="name_key", slug="nom"),
        Day("birth_date", _("Birth date"), sort="-", slug="naissance"),
        Day("created_at", _("Added on"), slug="ajoute"),
    ]
    search, route, default_sort = ["search_key"], "secretariat:contact", "name_key"
    empty_title = _("No contact yet")
    empty_text = _("People whom you add, or for whom an appointment is taken, appear here.")

    def searched(self, rows: Any) -> Any:
        return rows_with_words(rows, search_words(self.state.query)) if self.state.query else rows


class SubscriberList(ListPage):
    """For the secretariat: those who are entrusted to whoever looks."""

    model = Line
    caption = _("Subscribers")
    fields = [
        Link("dossier__party__name", _("Subscriber"), sort="dossier__party__name_key", slug="nom"),
        Field("trade", _("Trade"), slug="metier"),
        Field("called", _("Number that callers dial"), sort="-", slug="numero"),
        Flag("has_health_data", _("Health data"), slug="sante", yes=_("Yes"), no=_("No")),
    ]
    search, route, key = ["dossier__party__name_key", "trade", "called_key"], "secretariat:subscriber", "dossier_id"
    default_sort = "dossier__party__name_key"
    first, empty_title = SUBSCRIBERS, _("No subscriber yet")
    empty_text = _("Subscribers whom you answer for appear here.")
