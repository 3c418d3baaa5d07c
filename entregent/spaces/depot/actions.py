"""What may be done to several papers at once."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from entregent.documents.shelving import newest_files
from entregent.files.bundles import make_bundle
from entregent.lists.actions import Action
from entregent.people.errors import Refused
from entregent.people.viewer import Viewer
from entregent.spaces.depot.filing_form import FilingForm, RefusalForm
from entregent.spaces.depot.models import Category, Paper
from entregent.spaces.depot.rights import DEPOSIT, HANDLE


class Filing(Action):
    """Names a year and a nature for all of them."""

    def form(self, viewer: Viewer, data: Any = None) -> forms.Form:
        return FilingForm(data, viewer=viewer)

    @classmethod
    def is_offered(cls, viewer: Viewer) -> bool:
        return viewer.is_provider and viewer.can(HANDLE)


class Take(Filing):
    slug, label, icon, ability = "prise-en-charge", _("Take charge"), "hand-grab", "take"

    def apply(self, record: Paper, said: dict[str, str], *, by: Viewer) -> Any:
        record.take(category_of(said, by), int(said["year"]), said.get("summary", ""), by=by)
        return {"handler": by.membership_id}

    def undo(self, record: Paper, before: Any, *, by: Viewer) -> None:
        if record.handler_id != before["handler"]:
            raise Refused(record.too_late_words())
        record.take_back(by=by)


class File(Filing):
    slug, label, icon, ability = "classement", _("File elsewhere"), "folders", "file"

    def apply(self, record: Paper, said: dict[str, str], *, by: Viewer) -> Any:
        before = {"category": record.category_id, "year": record.year, "summary": record.summary}
        record.file(category_of(said, by), int(said["year"]), said.get("summary", ""), by=by)
        return before

    def undo(self, record: Paper, before: Any, *, by: Viewer) -> None:
        record.file(category_of(before, by), before["year"], before["summary"], by=by)


class Refuse(Action):
    slug, label, icon, ability = "refus", _("Refuse"), "circle-x", "refuse"

    @classmethod
    def is_offered(cls, viewer: Viewer) -> bool:
        return viewer.is_provider and viewer.can(HANDLE)

    def form(self, viewer: Viewer, data: Any = None) -> forms.Form:
        return RefusalForm(data)

    def apply(self, record: Paper, said: dict[str, str], *, by: Viewer) -> Any:
        record.refuse(said["reason"], by=by)

    def undo(self, record: Paper, before: Any, *, by: Viewer) -> None:
        raise Refused(_("The client has been told: write to them instead."))


class Delete(Action):
    slug, label, icon, ability = "suppression", _("Delete"), "trash", "delete"

    @classmethod
    def is_offered(cls, viewer: Viewer) -> bool:
        return viewer.is_customer and viewer.can(DEPOSIT)

    def apply(self, record: Paper, said: dict[str, str], *, by: Viewer) -> Any:
        record.remove(by=by)

    def undo(self, record: Paper, before: Any, *, by: Viewer) -> None:
        record.restore(by=by)


class Fetch(Action):
    """All of them as one archive."""

    slug, label, icon, ability = "telechargement", _("Download"), "download", "open"

    @classmethod
    def is_offered(cls, viewer: Viewer) -> bool:
        return True

    def address(self, keys: list[Any], *, by: Viewer) -> str:
        papers = Paper.objects.visible_to(by).filter(pk__in=keys)
        kept = [paper.file_uuid for paper in papers if paper.may_open(by)]
        return make_bundle(by, kept, f"{_('Documents')}.zip")

    def apply(self, record: Paper, said: dict[str, str], *, by: Viewer) -> Any:
        raise Refused(_("Tick the documents, then download them."))

    def undo(self, record: Paper, before: Any, *, by: Viewer) -> None:
        raise Refused(_("Nothing was changed."))


def category_of(said: dict[str, Any], viewer: Viewer) -> Category:
    """Raises Refused for one that is gone."""
    found: Category | None = Category.objects.visible_to(viewer).filter(pk=said["category"]).first()
    if found is None:
        raise Refused(_("This nature of documents is no longer there."))
    return found


class FetchPublished(Fetch):
    def address(self, keys: list[Any], *, by: Viewer) -> str:
        files = newest_files(by, keys)
        kept = [file.uuid for file in files if file.may_open(by)]
        return make_bundle(by, kept, f"{_('Documents')}.zip")
