"""Who is told of a publication: those for whom it is, and nobody else; of each document once, never with the file."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any, ClassVar

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from entregent.documents.models import Document, Folder
from entregent.notify.families import Shown
from entregent.notify.recipients import Notice, Recipients, reachable
from entregent.people import audiences
from entregent.people.models import Membership
from entregent.people.models.membership import with_posts
from entregent.people.viewer import Viewer

PUBLISHED = "documents.document.published"


class PublicationRecipients(Recipients):
    """A space names the kind of its mails, and the page of one document."""

    prefix = "documents.document."
    page: ClassVar[str]

    def members(self, event: Any, record: Document) -> Iterable[Membership]:
        if event.verb != PUBLISHED:
            return []
        (kind,) = self.kinds
        people = audiences.members_of(record)
        for folder in folders_above(record):
            people = people.filter(pk__in=audiences.members_of(folder).values("pk"))
        return [member for member in with_posts(reachable(people)) if member.rights.intersection(kind.rights)]

    def kind(self, event: Any, record: Document) -> str:
        return self.kinds[0].key

    def notice(self, event: Any, record: Document, member: Membership) -> Notice:
        lines = [str(_("A document is at your disposal in “My documents”."))]
        return Notice(
            subject=str(_("A new document for you")), title=str(_("A new document for you")), lines=lines,
            action=str(_("See the document")), path=self.address(record.pk),
            thread_key=f"documents.document.{record.pk}.{member.pk}",
        )  # fmt: skip

    def headline(self, verb: str, count: int) -> str:
        words = ngettext("a new document", "%(count)s new documents", count) % {"count": count}
        return words if verb == PUBLISHED else ""

    def rows(self, viewer: Viewer) -> QuerySet[Document]:
        return Document.objects.visible_to(viewer)

    def shown(self, viewer: Viewer, ids: Collection[str]) -> dict[str, Shown]:
        rows = self.rows(viewer).filter(pk__in=ids)
        return {str(row.pk): Shown(str(_("Document published")), self.address(row.pk), row.title) for row in rows}

    def address(self, pk: int) -> str:
        return reverse(self.page, args=[pk])


def folders_above(document: Document) -> Iterable[Folder]:
    """The folder that it lies in, and those around it."""
    rows = Folder.objects.unscoped("telling those who see what a document lies in").filter(house=document.house_id)
    known = {folder.pk: folder for folder in rows}
    key = document.folder_id
    while key in known:
        yield known[key]
        key = known[key].parent_id
