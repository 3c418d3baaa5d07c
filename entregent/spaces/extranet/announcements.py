"""Who is told of letters and of what becomes of them: a mail holds what waits and a link, no name, title or file."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from entregent.audit.act import act_of
from entregent.dossiers.models import Assignment, Seat
from entregent.notify.families import Shown
from entregent.notify.kinds import Kind
from entregent.notify.recipients import ActRecipients, Notice, reachable
from entregent.people.models import Membership
from entregent.people.posts import bearing, overseeing
from entregent.people.sides import ADVISER, PROVIDER
from entregent.people.viewer import Viewer
from entregent.spaces.extranet.acts import AUTHOR, BODY, CABINET
from entregent.spaces.extranet.models import Answer, ChangeRequest, Correspondence, Letter, ListUpdate, Registration
from entregent.spaces.extranet.rights import ANSWER, HANDLE, SUPERVISE

REASON = "telling those whom a letter concerns"


class _Told(ActRecipients):
    model: Any

    def members(self, event: Any, record: Any) -> Iterable[Membership]:
        act = act_of(event.verb)
        return people_told(act.to, record) if act and act.title else []

    def kind(self, event: Any, record: Any) -> str:
        return self.declared(event.verb).kind

    def notice(self, event: Any, record: Any, member: Membership) -> Notice:
        title = capfirst(self.headline(event.verb, 1))
        awaits = str(self.declared(event.verb).awaits)
        return Notice(title, title, [awaits], str(_("Open my secure space")), page_of(record))

    def rows(self, viewer: Viewer) -> QuerySet[Any]:
        rows: QuerySet[Any] = self.model.objects.visible_to(viewer)
        return rows

    def shown(self, viewer: Viewer, ids: Collection[str]) -> dict[str, Shown]:
        rows = self.rows(viewer).filter(pk__in=ids).select_related("dossier__party")
        return {str(row.pk): Shown(str(row), page_of(row), str(row.dossier.party)) for row in rows}


class LetterRecipients(_Told):
    prefix, model = "extranet.letter.", Letter
    kinds = (
        Kind("extranet-letter", _("New letters"), "extranet", ADVISER, (ANSWER,)),
        Kind("extranet-answered", _("Answers to letters"), "extranet", PROVIDER, (HANDLE,)),
    )


class AnswerRecipients(_Told):
    prefix, model = "extranet.answer.", Answer
    kinds = (
        Kind("extranet-approval", _("Answers to approve"), "extranet", ADVISER, (SUPERVISE,)),
        Kind("extranet-decision", _("What is decided on my answers and requests"), "extranet", ADVISER, (ANSWER,)),
    )

    def shown(self, viewer: Viewer, ids: Collection[str]) -> dict[str, Shown]:
        rows = self.rows(viewer).filter(pk__in=ids).select_related("letter", "dossier__party")
        return {str(row.pk): Shown(str(row), page_of(row), str(row.dossier.party)) for row in rows}


class ChangeRecipients(_Told):
    prefix, model = "extranet.changerequest.", ChangeRequest
    kinds = (Kind("extranet-change", _("Changes that cabinets ask for"), "extranet", PROVIDER, (HANDLE,)),)


class CorrespondenceRecipients(_Told):
    prefix, model = "extranet.correspondence.", Correspondence
    kinds = (
        Kind("extranet-message", _("Messages of cabinets"), "extranet", PROVIDER, (HANDLE,)),
        Kind("extranet-reply", _("Answers of the body to my messages"), "extranet", ADVISER, (ANSWER,)),
    )


class RegistrationRecipients(_Told):
    prefix, model = "extranet.registration.", Registration
    kinds = (
        Kind("extranet-registration", _("Registrations for trainings"), "extranet", PROVIDER, (HANDLE,)),
        Kind("extranet-seat", _("A seat that is freed at a training"), "extranet", ADVISER, (ANSWER,)),
    )

    def shown(self, viewer: Viewer, ids: Collection[str]) -> dict[str, Shown]:
        rows = self.rows(viewer).filter(pk__in=ids).select_related("training", "dossier__party")
        return {str(row.pk): Shown(str(row.training), page_of(row), row.name) for row in rows}


class ListUpdateRecipients(_Told):
    prefix, model = "extranet.listupdate.", ListUpdate
    kinds = (Kind("extranet-update", _("Updates of the lists of clients"), "extranet", PROVIDER, (HANDLE,)),)

    def shown(self, viewer: Viewer, ids: Collection[str]) -> dict[str, Shown]:
        rows = self.rows(viewer).filter(pk__in=ids).select_related("dossier__party")
        return {str(row.pk): Shown(str(row), update_page(row, viewer), str(row.dossier.party)) for row in rows}


def update_page(row: ListUpdate, viewer: Viewer) -> str:
    return reverse("extranet:update", args=[row.pk]) if viewer.is_provider else page_of(row)


def page_of(record: Any) -> str:
    if isinstance(record, ListUpdate):
        return reverse("extranet:client-list")
    return reverse("extranet:changes") if isinstance(record, ChangeRequest) else str(record.get_absolute_url())


def people_told(to: str, record: Any) -> Iterable[Membership]:
    every = Membership.objects.unscoped(REASON)
    if to == AUTHOR:
        return reachable(every.filter(pk=record.author_id))
    dossier = record.dossier
    if to == BODY:
        return reachable(every.filter(bearing(HANDLE, dossier.house_id), house=dossier.house_id, party=None))
    seats = Seat.objects.unscoped(REASON).filter(dossier=dossier, side=ADVISER)
    firm = every.filter(party__in=seats.values("party"), side=ADVISER)
    if to != CABINET:
        return reachable(firm.filter(bearing(SUPERVISE, dossier.house_id)))
    follow = Assignment.objects.unscoped(REASON).filter(seat__in=seats.values("pk")).values("membership")
    return reachable(firm.filter(overseeing("extranet") | Q(pk__in=follow)))
