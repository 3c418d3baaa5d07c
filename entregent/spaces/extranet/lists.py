"""The lists of this space."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from entregent.core.clock import now
from entregent.documents.models import Document
from entregent.documents.shelving import found_in
from entregent.lists.fields import Day, Field, Flag, Link, Moment, Number, Person, Status, Worded
from entregent.lists.page import ListPage, Tab
from entregent.people.viewer import Viewer
from entregent.spaces.extranet.creations import CAMPAIGN, DOCUMENT, MESSAGE, TRAINING
from entregent.spaces.extranet.models import (
    Answer,
    Cabinet,
    Campaign,
    ChangeRequest,
    Correspondence,
    Letter,
    ListUpdate,
    Member,
    Training,
)
from entregent.spaces.extranet.models.list_update import KINDS, STATES, WAITS
from entregent.spaces.extranet.statuses import ANSWERED, NEW, STATUSES

AWAITING = Q(version__isnull=False) & ~Q(status=ANSWERED)


class ClientList(ListPage):
    """« Gestion de vos clients »."""

    model, route, key = Member, "extranet:client", "number"
    caption, staff_caption = _("Your clients"), _("Members")
    fields = [
        Number("number", _("Member no."), slug="numero"),
        Link("dossier__party__name", _("Name"), sort="dossier__party__name_key", slug="nom", filter=True),
        Field("professions", _("Profession"), slug="profession", filter=True),
        Field("dossier__party__city", _("City"), slug="ville", filter=True),
        Field("reference", _("File number"), slug="dossier"),
    ]  # fmt: skip
    search, default_sort = ["dossier__party__name_key", "number"], "number"
    empty_title = _("No client yet")
    empty_text = _("Clients whose file is yours appear here.")


class LetterList(ListPage):
    """What new letters and archives share."""

    model, route = Letter, "extranet:letter"
    caption = _("Letters")
    fields = [
        Status("status", _("Status"), slug="etat", states=STATUSES),
        Link("title", _("Letter"), slug="courrier"),
        Field("dossier__party__name", _("Name"), sort="dossier__party__name_key", slug="nom"),
        Number("dossier__member__number", _("Member no."), slug="numero"),
        Field("letter_type__name", _("Type of letter"), slug="type", filter=True, yields=1),
        Moment("sent_at", pgettext_lazy("letter", "Received on"), slug="date", yields=2),
        Day("due_on", _("Answer before"), sort="-", slug="echeance"),
    ]  # fmt: skip
    default_sort, marking = "-sent_at", ("status", "version", "pk")
    search = ["dossier__party__name_key"]
    empty_title = _("No new letter")
    empty_text = _("Letters of the body that nobody has opened yet appear here.")

    def is_marked(self, values: Mapping[str, Any]) -> bool:
        return bool(values["status"] == NEW)

    def hints(self, told: Sequence[Mapping[str, Any]]) -> Sequence[str]:
        waiting = Answer.objects.visible_to(self.viewer).filter(letter__in=[one["pk"] for one in told], decision="")
        held = set(waiting.values_list("letter", flat=True))
        return [hint_of(one, held) for one in told]


def hint_of(told: Mapping[str, Any], held: set[int]) -> str:
    if told["pk"] in held:
        return str(_("Answer waits for approval"))
    return str(_("An answer is awaited")) if told["version"] and told["status"] != ANSWERED else ""


class NewLetterList(LetterList):
    """« Nouveaux courriers »: of every client, what is not archived."""

    caption = _("New letters")
    tabs = [
        Tab("", _("All"), lambda rows: rows),
        Tab("sans-reponse", _("Letters without answer"), lambda rows: rows.filter(version=None)),
        Tab("a-repondre", _("Letters to answer"), lambda rows: rows.filter(AWAITING)),
    ]

    def rows(self) -> Any:
        return super().rows().filter(archived_at=None, dossier__member__isnull=False)


class ArchiveList(LetterList):
    """« Archives courriers »."""

    caption, empty_title = _("Archived letters"), _("No archived letter")
    empty_text = _("A letter that was opened, or answered where it asks for it, lies here.")

    def rows(self) -> Any:
        return super().rows().filter(archived_at__isnull=False)


class OwnLetterList(LetterList):
    """« Votre courrier »: of the cabinet, or of the member who reads their own."""

    caption = _("Your letters")

    def rows(self) -> Any:
        rows = super().rows()
        return rows.filter(dossier__party=self.viewer.party_id) if self.viewer.party_id else rows


class SentList(LetterList):
    """Every letter that the body sent."""

    caption, first = _("Letters sent"), CAMPAIGN
    tabs = [
        Tab("", _("All"), lambda rows: rows),
        Tab("sans-reponse", _("Letters to answer"), lambda rows: rows.filter(AWAITING)),
        Tab("repondus", _("Answered"), lambda rows: rows.filter(status=ANSWERED)),
    ]


class WaitingList(ListPage):
    """« Validation des réponses »."""

    model, route, caption, key = Answer, "extranet:letter", _("Answers to approve"), "letter"
    fields = [
        Link("letter__title", _("Letter"), sort="-"), Field("dossier__party__name", _("Client"), sort="-"),
        Person("author__name", _("Prepared by"), sort="-"), Moment("at", _("Date")),
        Day("letter__due_on", _("Answer before"), sort="-"),
    ]  # fmt: skip
    default_sort = "at"
    empty_title = _("No answer of a collaborator to approve")
    empty_text = _("Answers that your collaborators prepare wait here while supervision is on.")

    def rows(self) -> Any:
        return super().rows().filter(decision="")


class CabinetList(ListPage):
    model, caption, route = Cabinet, _("Cabinets"), "extranet:cabinet"
    fields = [
        Number("number", _("Number CNS")), Link("party__name", _("Name"), sort="party__name_key"),
        Field("profession", _("Profession")), Field("party__city", _("City"), sort="-"),
    ]  # fmt: skip
    search, default_sort = ["party__name_key"], "number"
    empty_title, empty_text = _("No cabinet yet"), _("Accounting firms that advise your members appear here.")


class CampaignList(ListPage):
    model, caption, route, first = Campaign, _("Campaigns"), "extranet:campaign", CAMPAIGN
    fields = [
        Link("title", _("Title")), Field("letter_type__name", _("Type of letter"), sort="-"),
        Moment("at", _("Sent on")), Person("by__name", _("Sent by"), sort="-"),
    ]  # fmt: skip
    default_sort = "-at"
    empty_title, empty_text = _("No campaign yet"), _("A campaign sends one letter to many members.")


class ChangeList(ListPage):
    model, caption, route = ChangeRequest, _("Change requests"), "extranet:change"
    fields = [
        Link("dossier__party__name", _("Name"), sort="-"), Field("old", _("Before"), sort="-"),
        Field("new", _("After"), sort="-"), Person("author__name", _("Asked by"), sort="-"), Moment("at", _("Date")),
    ]  # fmt: skip
    default_sort = "-at"
    tabs = [
        Tab("", _("Being processed"), lambda rows: rows.filter(state="pending")),
        Tab("traitees", _("Processed"), lambda rows: rows.exclude(state="pending")),
    ]
    empty_title, empty_text = _("No change request"), _("Changes that cabinets ask for wait here for your decision.")


class CorrespondenceList(ListPage):
    """« Nous contacter »: what was written, the last that moved first."""

    model, caption, route = Correspondence, _("Contact us"), "extranet:correspondence"
    fields = [
        Link("subject", _("Object")), Field("dossier__party__name", _("About"), sort="-", yields=2),
        Field("address__name", _("To"), sort="-"), Person("author__name", _("Sender"), sort="-"),
        Moment("last_at", _("Date")), Flag("is_answered", _("Answered"), yes=_("Answered"), no=_("Waiting")),
    ]  # fmt: skip
    search, default_sort, first = ["subject"], "-last_at", MESSAGE
    empty_title, empty_text = _("No message yet"), _("What you write to the body, and its answers, appear here.")


class DocumentList(ListPage):
    """« Espace documents »: what the body has published, in one folder or in all."""

    model, caption, route = Document, _("Documentation"), "extranet:document"
    fields = [
        Link("title", _("Title"), sort="title_key"), Field("folder__name", _("Folder"), sort="-"),
        Day("starts_at", _("Date")),
    ]  # fmt: skip
    default_sort, search, marking, first = "-starts_at", ["search_key"], ["summary"], DOCUMENT
    empty_title, empty_text = _("No document here"), _("Documents, forms and links of the body appear here.")

    def rows(self) -> Any:
        return super().rows().filter(space="extranet", trashed_at=None)

    def searched(self, rows: Any) -> Any:
        return found_in(rows, self.state.query) if self.state.query else rows

    def hints(self, told: Sequence[Mapping[str, Any]]) -> Sequence[str]:
        return [str(one["summary"]) for one in told]


class TrainingList(ListPage):
    model, caption, route = Training, _("Trainings"), "extranet:training"
    fields = [
        Link("title", _("Title")), Moment("starts_at", _("Begins")), Moment("ends_at", _("Ends"), yields=2),
        Field("place", _("Place or link"), sort="-"), Number("seats", _("Seats")),
    ]  # fmt: skip
    default_sort, first = "starts_at", TRAINING
    tabs = [
        Tab("", _("To come"), lambda rows: rows.filter(starts_at__gt=now())),
        Tab("passees", _("Over"), lambda rows: rows.filter(starts_at__lte=now())),
    ]
    empty_title, empty_text = _("No training to come"), _("Sessions that the body offers appear here.")


class ListUpdateList(ListPage):
    """Lines of the baskets that cabinets have sent."""

    model, caption, route = ListUpdate, _("List updates"), "extranet:update"
    fields = [
        Number("number", _("Sending no.")), Link("name", _("Client")),
        Field("dossier__party__name", _("Cabinet"), sort="-"),
        Worded("kind", _("Kind"), told=dict(KINDS).__getitem__),
        Worded("state", _("Status"), told=dict(STATES).__getitem__),
        Day("on", _("As of")), Moment("sent_at", _("Sent on")),
    ]  # fmt: skip
    default_sort = "-sent_at"
    tabs = [
        Tab("", _("Being processed"), lambda rows: rows.filter(state=WAITS)),
        Tab("traitees", _("Processed"), lambda rows: rows.exclude(state=WAITS)),
    ]
    empty_title, empty_text = _("No update to process"), _("What cabinets send of their lists waits here.")


def new_counts(viewer: Viewer) -> tuple[int, int]:
    """New letters of clients, and of the cabinet itself."""
    rows = Letter.objects.visible_to(viewer)
    new = rows.filter(status=NEW, archived_at=None)
    clients = new.filter(dossier__member__isnull=False).count()
    return clients, new.filter(dossier__party=viewer.party_id).count()
