"""Who is told of a new version: those for whom its resource is, and nobody else; of each version once."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any, ClassVar

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from entregent.library.models import Resource
from entregent.notify.families import Shown
from entregent.notify.recipients import Notice, Recipients, reachable
from entregent.people import audiences
from entregent.people.models import Membership
from entregent.people.models.membership import with_posts
from entregent.people.viewer import Viewer

PUBLISHED = "library.resource.published"


class ReleaseRecipients(Recipients):
    """A space names the kind of its mails, and the page where its customers find their downloads."""

    prefix = "library.resource."
    page: ClassVar[str]

    def members(self, event: Any, record: Resource) -> Iterable[Membership]:
        if event.verb != PUBLISHED or event.particulars.get("quiet"):
            return []
        (kind,) = self.kinds
        people = with_posts(reachable(audiences.members_of(record)))
        return [member for member in people if member.rights.intersection(kind.rights)]

    def kind(self, event: Any, record: Resource) -> str:
        return self.kinds[0].key

    def notice(self, event: Any, record: Resource, member: Membership) -> Notice:
        told = {"name": str(record), "version": event.particulars["version"]}
        return Notice(
            subject=str(_("%(name)s: version %(version)s") % told), title=str(_("A new version")),
            lines=[str(_("Version %(version)s of “%(name)s” can be downloaded.") % told)],
            action=str(_("See the downloads")), path=self.address(record.pk),
            thread_key=f"library.resource.{record.pk}.{member.pk}",
        )  # fmt: skip

    def headline(self, verb: str, count: int) -> str:
        words = ngettext("a new version", "%(count)s new versions", count) % {"count": count}
        return words if verb == PUBLISHED else ""

    def rows(self, viewer: Viewer) -> QuerySet[Resource]:
        return Resource.objects.visible_to(viewer)

    def shown(self, viewer: Viewer, ids: Collection[str]) -> dict[str, Shown]:
        rows = self.rows(viewer).filter(pk__in=ids)
        return {str(row.pk): Shown(str(row), self.address(row.pk), row.latest) for row in rows}

    def address(self, pk: int) -> str:
        return f"{reverse(self.page)}#r{pk}"
