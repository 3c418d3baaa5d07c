"""Whose line a page is about, and the addresses around it: a subscriber's own, or one of those of an operator."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from entregent.people.viewer import Viewer, who_looks
from entregent.spaces.secretariat.models import Line


@dataclass(frozen=True)
class Where:
    viewer: Viewer
    line: Line

    @property
    def dossier_id(self) -> int:
        return self.line.dossier_id

    @property
    def name(self) -> str:
        return self.line.dossier.party.name

    def url(self, name: str) -> str:
        """Of a page that both sides have: « messages » is /messages/ for one, /abonnes/4/messages/ for the other."""
        if self.viewer.is_customer:
            return reverse(f"secretariat:{name}")
        return reverse(f"secretariat:{name}-of", args=[self.dossier_id])

    @property
    def messages(self) -> str:
        return self.url("messages")

    @property
    def archives(self) -> str:
        return self.url("archives")

    @property
    def archiving(self) -> str:
        """Only subscribers archive."""
        return reverse("secretariat:archiving")

    @property
    def paper(self) -> str:
        return self.url("paper")

    @property
    def export(self) -> str:
        return self.url("export")

    @property
    def contacts(self) -> str:
        return self.url("contacts")

    @property
    def contact_new(self) -> str:
        return self.url("contact-new")

    @property
    def agenda(self) -> str:
        return self.url("agenda")

    @property
    def contact_choice(self) -> str:
        return self.url("contact-choice")

    @property
    def rules(self) -> str:
        return self.url("rules")

    @property
    def line_edit(self) -> str:
        return self.url("line")

    @property
    def delivery_new(self) -> str:
        return self.url("delivery-new")

    @property
    def instruction_new(self) -> str:
        return self.url("instruction-new")

    @property
    def agenda_new(self) -> str:
        return self.url("agenda-new")

    @property
    def crumbs(self) -> list[tuple[str, str]]:
        """An operator comes from the list of subscribers; a subscriber is at home."""
        if self.viewer.is_customer:
            return []
        home = reverse("secretariat:subscriber", args=[self.dossier_id])
        return [(_("Subscribers"), reverse("secretariat:subscribers")), (self.name, home)]


def where_of(request: HttpRequest, pk: int | None = None) -> Where:
    """pk: of the dossier, for the secretariat; a subscriber has one line, their own. Raises Http404."""
    viewer = who_looks(request)
    if viewer.is_customer == (pk is not None):
        raise Http404
    rows = Line.objects.visible_to(viewer).select_related("dossier__party", "dossier__house")
    return Where(viewer, get_object_or_404(rows, **({"dossier": pk} if pk is not None else {})))


def where_of_dossier(viewer: Viewer, dossier: int) -> Where:
    """Of something that hangs on a dossier and that the viewer sees already."""
    rows = Line.objects.visible_to(viewer).select_related("dossier__party", "dossier__house")
    return Where(viewer, get_object_or_404(rows, dossier=dossier))
