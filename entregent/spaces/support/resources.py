"""Resources in the words of this space: their list, their page, who took them, the mails about new versions."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from entregent.library.announcements import ReleaseRecipients
from entregent.library.downloads import downloads_of
from entregent.library.models import Resource
from entregent.lists.fields import Day, Field, Flag, Link, Moment, Worded
from entregent.lists.page import ListPage
from entregent.notify.kinds import DAILY, Kind
from entregent.people.sides import CUSTOMER
from entregent.people.space import Creation
from entregent.people.viewer import Viewer
from entregent.records.page import Panel
from entregent.spaces.support.managed_page import ManagedPage
from entregent.spaces.support.models.contract import manages
from entregent.spaces.support.resource_forms import ResourceForm
from entregent.spaces.support.rights import REQUEST

RESOURCES = Creation("support", _("Add a resource"), "download", "support:resource-new", manages)
NEW_VERSION = Kind("support-release", _("New version to download"), "support", CUSTOMER, (REQUEST,), default=DAILY)


class ResourceList(ListPage):
    model, caption = Resource, _("Resources")
    fields = [
        Link("name", _("Name"), sort="name_key", slug="nom", filter=True),
        Field("category__name", _("Category"), slug="rubrique", filter=True),
        Field("latest", _("Newest version"), sort="-", slug="version"),
        Day("latest_on", _("Date"), sort="-", slug="date"),
        Flag("for_customers", _("Published"), slug="publiee", filter=True, yes=_("Yes"), no=_("No")),
    ]
    search, route, default_sort, first = ["name_key"], "support:resource", "name_key", RESOURCES
    empty_title = _("No resource yet")
    empty_text = _("Documents and packages that customers download under their contracts appear here.")


class DownloadList(ListPage):
    """Who took which version of one resource."""

    caption = _("Downloads")
    fields = [
        Moment("at", _("When")),
        Field("particulars__actor_name", _("Who"), sort="-"),
        Worded("party", _("Establishment"), told=lambda name: name or "–"),
        Field("version", _("Version")),
        Field("particulars__name", _("File"), sort="-"),
    ]
    default_sort = "-at"
    empty_title = _("No download yet")
    empty_text = _("Each download of a version leaves a line here: who, when, which one.")

    def rows(self) -> Any:
        return downloads_of(self.viewer, self.of["resource"])


class ResourcePage(ManagedPage):
    kind, space, model, form, select = "ressources", "support", Resource, ResourceForm, ("category",)
    label, icon, searched = _("Resources"), "download", ("name_key",)
    panels = [
        Panel(_("Resource"), [
            Field("name", _("Name")), Field("name_en", _("Name in English")), Field("category__name", _("Category")),
            Field("notes", _("What it is for")),
        ]),
    ]  # fmt: skip

    @property
    def url(self) -> str:
        return reverse("support:resource", args=[self.record.pk])

    @property
    def hint(self) -> str:
        return str(self.record.category)

    @classmethod
    def list_url(cls, viewer: Viewer) -> str:
        return reverse("support:resources")


class Releases(ReleaseRecipients):
    kinds, page = (NEW_VERSION,), "support:downloads"
