"""What the firm publishes: its lists, the page of one document, who is told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from entregent.documents.announcements import PublicationRecipients
from entregent.documents.models import Document, keeps
from entregent.documents.shelving import found_in, with_news
from entregent.lists.fields import Day, Field, Flag, Link, Mark
from entregent.lists.page import ListPage, Tab
from entregent.notify.kinds import Kind
from entregent.people import audiences
from entregent.people.audiences import PARTY
from entregent.people.models import Party
from entregent.people.sides import CUSTOMER
from entregent.people.viewer import Viewer
from entregent.records.page import Panel, RecordPage
from entregent.spaces.depot.actions import FetchPublished
from entregent.spaces.depot.client_audiences import GROUP
from entregent.spaces.depot.creations import PUBLICATION
from entregent.spaces.depot.models import ClientGroup
from entregent.spaces.depot.rights import DEPOSIT

NEW_DOCUMENT = Kind("depot-published", _("Document published by the firm"), "depot", CUSTOMER, (DEPOSIT,))


class Publications(PublicationRecipients):
    kinds = (NEW_DOCUMENT,)
    page = "depot:publication"


class DocumentPage(RecordPage):
    kind, space, model = "publications", "depot", Document
    label, icon, searched, select = _("Documents published"), "file-text", ("search_key",), ("folder", "by")
    panels = [Panel(_("Document"), [Field("title", _("Title"))])]
    told_fields = {"folder": _("Folder")}

    @classmethod
    def rows_of(cls, viewer: Viewer) -> Any:
        return super().rows_of(viewer).filter(space="depot")

    @property
    def url(self) -> str:
        return reverse("depot:publication", args=[self.record.pk])

    @property
    def hint(self) -> str:
        return str(self.record.folder)

    @property
    def editable(self) -> frozenset[str]:
        return frozenset()

    @classmethod
    def list_url(cls, viewer: Viewer) -> str:
        return reverse("depot:published")


class PublishedList(ListPage):
    """« Documents »: what the firm has published, in one folder or in all."""

    model, caption, route = Document, _("Documents"), "depot:publication"
    fields = [
        Mark("is_new", _("New"), hint=_("New"), icon="circle-dot", sort="-", slug="nouveau", filter=True),
        Link("title", _("Title"), sort="title_key", slug="titre", filter=True),
        Field("folder__name", _("Folder"), sort="-", slug="dossier"),
        Day("starts_at", _("Date"), slug="date", filter=True),
    ]  # fmt: skip
    default_sort, search, marking, actions = "-starts_at", ["search_key"], ["summary", "is_new"], [FetchPublished]
    empty_title = _("No document here")
    empty_text = _("Documents that your firm puts at your disposal appear here.")
    first = PUBLICATION

    def rows(self) -> Any:
        return with_news(super().rows().filter(space="depot", trashed_at=None), self.viewer)

    def searched(self, rows: Any) -> Any:
        return found_in(rows, self.state.query) if self.state.query else rows

    def hints(self, told: Sequence[Mapping[str, Any]]) -> Sequence[str]:
        return [str(one["summary"]) for one in told]

    def is_marked(self, values: Mapping[str, Any]) -> bool:
        return bool(values["is_new"]) and self.viewer.is_customer


class PublicationList(PublishedList):
    """The same for the firm, with the trash."""

    fields = [
        *PublishedList.fields[1:], Day("ends_at", _("Until"), sort="-", slug="fin"),
        Flag("for_customers", _("Clients"), slug="clients", yes=_("Yes"), no=_("The firm alone")),
    ]  # fmt: skip
    tabs = [
        Tab("", _("Published"), lambda rows: rows.filter(trashed_at=None)),
        Tab("corbeille", _("Trash"), lambda rows: rows.exclude(trashed_at=None)),
    ]
    empty_text = _("Documents that you put at the disposal of your clients appear here.")

    def rows(self) -> Any:
        return with_news(ListPage.rows(self).filter(space="depot"), self.viewer)


def audience_words(document: Any, viewer: Viewer) -> list[str]:
    """For whom it is, by name."""
    if not document.for_customers:
        return [str(_("The firm alone"))]
    groups = audiences.groups_of([document])[document.pk]
    if not groups:
        return [str(_("All the clients"))]
    parties = Party.objects.visible_to(viewer).filter(pk__in=groups.get(PARTY, ())).order_by("name_key")
    named = ClientGroup.objects.visible_to(viewer).filter(pk__in=groups.get(GROUP, ()))
    return [str(one) for one in (*named, *parties)]


def may_publish(viewer: Viewer) -> bool:
    return keeps(viewer)
