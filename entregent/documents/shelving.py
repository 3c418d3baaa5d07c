"""The shelf of what is published: its tree, its files, what is new to whom."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Exists, OuterRef, Q

from entregent import audit
from entregent.core.clock import now
from entregent.core.searching import keys_with_words
from entregent.documents.models import Document, DocumentText, Folder, Version, every_reading, every_version
from entregent.files import attaching
from entregent.files.models import File
from entregent.people.viewer import Viewer

LABEL = "documents.version"


@dataclass
class Branch:
    """A folder of the tree with what lies in it, as one viewer sees it. fresh: how much there is new to them."""

    folder: Folder
    depth: int = 0
    fresh: int = 0
    branches: list[Branch] = field(default_factory=list)


def tree_of(viewer: Viewer, space: str) -> list[Branch]:
    """Folders in their order, those inside after each: flat, with their depth. Three queries."""
    folders = list(Folder.objects.visible_to(viewer).filter(space=space))
    counts = fresh_counts(viewer, space) if viewer.is_customer else {}
    children: dict[int | None, list[Folder]] = {}
    seen = {folder.pk for folder in folders}
    for folder in folders:
        children.setdefault(folder.parent_id if folder.parent_id in seen else None, []).append(folder)
    return list(_branches(None, 0, children, counts))


def _branches(
    parent: int | None, depth: int, children: dict[int | None, list[Folder]], counts: dict[int, int]
) -> Iterable[Branch]:
    for folder in children.get(parent, ()):
        below = list(_branches(folder.pk, depth + 1, children, counts))
        inside = sum(one.fresh for one in below if one.depth == depth + 1)
        yield Branch(folder, depth, counts.get(folder.pk, 0) + inside)
        yield from below


def fresh_counts(viewer: Viewer, space: str) -> dict[int, int]:
    """By folder, how many documents of it this person has not read."""
    counts: dict[int, int] = {}
    rows = with_news(Document.objects.visible_to(viewer).filter(space=space), viewer).filter(is_new=True)
    for folder in rows.values_list("folder", flat=True):
        counts[folder] = counts.get(folder, 0) + 1
    return counts


def with_news(rows: Any, viewer: Viewer) -> Any:
    """is_new: whether this person has still to read it."""
    mine = every_reading().filter(membership=viewer.membership_id or 0)
    return rows.annotate(is_new=~Exists(mine.filter(document_pk=OuterRef("pk"))))


def found_in(rows: Any, query: str) -> Any:
    """Those of the rows, which the viewer sees, that hold these words, in title and summary or in what they say."""
    reason = "words of documents among those that the viewer sees"
    named = keys_with_words(Document.objects.unscoped(reason), query)
    inside = keys_with_words(DocumentText.objects.unscoped(reason), query)
    return rows.filter(Q(pk__in=named) | Q(pk__in=inside))


def versions_of(viewer: Viewer, document: Document) -> list[tuple[Version, File]]:
    """Newest first, each with its file."""
    versions = list(Version.objects.visible_to(viewer).filter(document=document).select_related("by"))
    files = attaching.of_many({LABEL: [version.pk for version in versions]}) if versions else {}
    return [(version, file) for version in versions for file in files[LABEL, version.pk][:1]]


def newest_files(viewer: Viewer, documents: Iterable[int]) -> list[File]:
    """The file that readers get, of each of these documents that the viewer sees."""
    newest: dict[int, Version] = {}
    for version in Version.objects.visible_to(viewer).filter(document__in=list(documents)).order_by("number"):
        newest[version.document_id] = version
    keys = [version.pk for version in newest.values()]
    files = attaching.of_many({LABEL: keys}) if keys else {}
    return [file for key in keys for file in files[LABEL, key][:1]]


def find_version(viewer: Viewer, pk: int) -> Version | None:
    """For the door of files: whoever sees a version has its file."""
    found: Version | None = Version.objects.visible_to(viewer).select_related("document").filter(pk=pk).first()
    return found


def keep_words(pk: int, text: str) -> None:
    """For `files.texts`: what can be read in the newest version of a document."""
    version = every_version().filter(pk=pk).first()
    if version is None:
        return
    newest = every_version().filter(document=version.document_id).order_by("-number")
    if newest.values_list("pk", flat=True).first() != pk:
        return
    words = DocumentText(document_id=version.document_id, text=text, published_at=now())
    words.keep_words(text)
    words.save()


def listen() -> None:
    audit.subscribe("files.file.viewed", note_reading)
    audit.subscribe("files.file.fetched", note_reading)


def note_reading(event: Any, file: Any) -> None:
    """Inside the transaction of the reading of a file: its document is read."""
    if getattr(file, "owner_label", "") != LABEL or event.actor_membership_id is None:
        return
    found = every_version().select_related("document").filter(pk=file.owner_pk).first()
    if found is not None:
        mark_read(found.document, event.actor_membership_id)


def mark_read(document: Document, membership: int) -> None:
    made, is_new = every_reading().get_or_create(document_pk=document.pk, membership_id=membership)
    if not is_new:
        made.last_at = now()
        made.save(update_fields=["last_at"])
