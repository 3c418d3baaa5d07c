"""The lists of this space. « Mes éléments » and « Tous » stand side by side: a search that finds nothing in the one is
seen at once in the other.
"""

from __future__ import annotations

from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from entregent.agenda.models import Activity
from entregent.agenda.models.activity import CALL, DONE, MEETING, PRIORITIES, STATUSES, TASK
from entregent.contacts.models import Contact
from entregent.lists.fields import Field, Link, Moment, Person, Worded
from entregent.lists.page import ListPage, Tab
from entregent.spaces.crm.creations import CALL as PLAN_CALL
from entregent.spaces.crm.creations import CLIENT, CONTACT, PARTNER
from entregent.spaces.crm.creations import MEETING as PLAN_MEETING
from entregent.spaces.crm.creations import TASK as NEW_TASK
from entregent.spaces.crm.models import Client, Partner
from entregent.spaces.crm.models import client as of_client
from entregent.spaces.crm.models import partner as of_partner
from entregent.spaces.crm.rights import PARTICULARS


class MineList(ListPage):
    """Tabs know who looks. mine: the column that names whose a row is."""

    mine: ClassVar[str]

    @property
    def tabs(self) -> list[Tab]:  # type: ignore[override]
        mine = {self.mine: self.viewer.membership_id or 0}
        return [
            Tab("", pgettext_lazy("records", "All"), lambda rows: rows),
            Tab("miens", _("My items"), lambda rows: rows.filter(**mine)),
        ]


class ClientList(MineList):
    model, caption, route, mine = Client, _("Clients"), "crm:client", "follower"
    fields = [
        Link("last_name", _("Last name"), sort="name_key"), Field("first_name", _("First name"), sort="-"),
        Worded("kind", _("Kind"), told=dict(of_client.KINDS).__getitem__),
        Worded("status", _("Status"), told=dict(of_client.STATUSES).__getitem__),
        Field("city", _("City"), filter=True, yields=2), Field("occupation", _("Occupation"), filter=True, yields=3),
        Person("follower__name", _("Followed by"), sort="-", yields=1),
    ]  # fmt: skip
    search, default_sort, first = ["search_key"], "name_key", CLIENT
    empty_title, empty_text = _("No client yet"), _("Newcomers, permanent residents and job seekers appear here.")


class FullClientList(ClientList):
    """For whoever may read how to reach people."""

    fields = [*ClientList.fields[:4], Field("phone", _("Phone"), sort="-"), *ClientList.fields[4:]]


def client_list(viewer: Any) -> type[ClientList]:
    return FullClientList if viewer.can(PARTICULARS) else ClientList


class PartnerList(MineList):
    model, caption, route, mine = Partner, _("Partners"), "crm:partner", "follower"
    fields = [
        Link("name", _("Name"), sort="name_key"), Worded("kind", _("Kind"), told=dict(of_partner.KINDS).__getitem__),
        Field("activity", _("Line of business"), filter=True), Field("city", _("City"), filter=True, yields=1),
        Field("phone", _("Phone"), sort="-", yields=1), Person("follower__name", _("Followed by"), sort="-"),
    ]  # fmt: skip
    search, default_sort, first = ["search_key"], "name_key", PARTNER
    empty_title, empty_text = _("No partner yet"), _("Companies, consultants and organisations appear here.")


class ContactList(ListPage):
    model, caption, route = Contact, _("Contacts"), "crm:contact"
    fields = [
        Link("last_name", _("Last name"), sort="name_key"), Field("first_name", _("First name"), sort="-"),
        Field("dossier__party__name", _("Partner"), sort="dossier__party__name_key"),
    ]  # fmt: skip
    search, default_sort, first = ["search_key"], "name_key", CONTACT
    empty_title, empty_text = _("No contact yet"), _("Each contact belongs to one partner.")

    def rows(self) -> Any:
        return super().rows().filter(dossier__space="crm")


class ActivityList(MineList):
    """To come first, by their moment; those that are over have their tab."""

    model, route, mine = Activity, "crm:activity", "assigned_to"
    caption = _("Activities")
    of_kind: ClassVar[str]
    fields = [
        Link("subject", _("Subject"), sort="-"), Moment("starts_at", _("When")),
        Worded("status", _("Status"), told=dict(STATUSES).__getitem__),
        Field("dossier__party__name", _("About"), sort="-"), Person("assigned_to__name", _("Assigned to"), sort="-"),
    ]  # fmt: skip
    search, default_sort = ["search_key"], "starts_at"
    empty_title, empty_text = (
        _("Nothing planned"),
        _("What is planned for clients, partners and contacts appears here."),
    )

    def rows(self) -> Any:
        return super().rows().filter(dossier__space="crm", kind=self.of_kind)

    @property
    def tabs(self) -> list[Tab]:  # type: ignore[override]
        mine = {self.mine: self.viewer.membership_id or 0}
        return [
            Tab("", _("My items"), lambda rows: rows.filter(**mine).exclude(status=DONE)),
            Tab("tous", pgettext_lazy("records", "All"), lambda rows: rows.exclude(status=DONE)),
            Tab("historique", _("History"), lambda rows: rows.filter(status=DONE)),
        ]


class CallList(ActivityList):
    caption, of_kind, first = _("Calls"), CALL, PLAN_CALL


class MeetingList(ActivityList):
    caption, of_kind, first = _("Meetings"), MEETING, PLAN_MEETING


class TaskList(ActivityList):
    caption, of_kind, first = _("Tasks"), TASK, NEW_TASK
    fields = [
        *ActivityList.fields[:3], Worded("priority", _("Priority"), told=dict(PRIORITIES).__getitem__),
        *ActivityList.fields[3:],
    ]  # fmt: skip


LISTS = {CALL: CallList, MEETING: MeetingList, TASK: TaskList}
