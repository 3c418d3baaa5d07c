"""Folder, Document, Version: what is published, where it lies, for whom; DocumentText, Reading."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import timedelta
from typing import Any, ClassVar, Final
from uuid import UUID

from django.db import models, transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from entregent import audit
from entregent.core.clock import now
from entregent.core.scoping import GuardedQuerySet
from entregent.core.searching import Findable, Folded
from entregent.files import attaching
from entregent.files.purposes import MEGABYTE, Purpose
from entregent.files.texts import MOST_KEPT
from entregent.library.models import Named
from entregent.people import audiences
from entregent.people.errors import Refused
from entregent.people.guard import demand
from entregent.people.models import Membership
from entregent.people.sight import ForAudience, OfAudience, Personal, Unread
from entregent.people.viewer import Viewer

PUBLISHING: Final = "publication"
TRASH = timedelta(days=30)
DEEPEST = 5  # levels of folders


def keeps(viewer: Viewer) -> bool:
    """Whether the viewer publishes for their house. Which rows, their sight says."""
    return viewer.is_provider and not Document.keepers.isdisjoint(viewer.rights)


# In whatever space: which folders are theirs, the form of the space says.
PUBLICATIONS: Final = Purpose(
    PUBLISHING, keeps, most_bytes=500 * MEGABYTE, most_files=1, most_together=500 * MEGABYTE
)  # fmt: skip


class Folder(Named, ForAudience):
    """A folder of a tree: whoever does not see it sees nothing of what lies in it."""

    space_field = "space"
    within_field = "parent"
    met_only = True

    space = models.CharField(max_length=20, editable=False)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("In"))
    position = models.PositiveSmallIntegerField(_("Order"), default=0)
    name_key = Folded("name", max_length=240)

    class Meta:
        ordering = ["position", "name_key", "pk"]
        indexes = [models.Index(fields=["house", "space", "parent", "position"], name="folder_of_house")]

    def edit_fields(self, viewer: Viewer) -> frozenset[str]:
        return frozenset(("name", "name_en", "position") if keeps(viewer) else ())

    def permits(self, viewer: Viewer) -> dict[str, bool]:
        return dict.fromkeys(("edit", "delete"), keeps(viewer))

    def fitting(self, viewer: Viewer) -> dict[str, bool]:
        return {"edit": True, "delete": self.pk is not None and not self._is_used()}

    def abilities(self, viewer: Viewer) -> dict[str, bool]:
        return {act: may and self.fitting(viewer)[act] for act, may in self.permits(viewer).items()}

    def keep(self, groups: audiences.Groups, *, by: Viewer) -> None:
        """Save it, new or changed, for these groups. Raises Refused where it may not lie."""
        with transaction.atomic():
            verb = "changed" if self.pk else "created"
            self.demand_place(by)
            self.save()
            self._keep_places(by)
            self._tell(verb, by=by)
            if audiences.address(self, groups):
                self._tell("addressed", by=by, groups={label: sorted(keys) for label, keys in groups.items()})

    def delete_empty(self, *, by: Viewer) -> None:
        """Raises Refused while something lies in it."""
        with transaction.atomic():
            demand(self, "delete", by)
            self._tell("deleted", by=by)
            audiences.address(self, {})
            self.delete()

    def demand_place(self, by: Viewer) -> None:
        """Not in itself, nor below, nor deeper than folders go. Raises Refused."""
        parents = dict(Folder.objects.visible_to(by).values_list("pk", "parent"))
        key, depth = self.parent_id, 1
        while key is not None:
            if key == self.pk:
                raise Refused(_("A folder cannot lie in itself."))
            key, depth = parents.get(key), depth + 1
        if depth + self._height(parents) > DEEPEST:
            raise Refused(_("Folders lie at most %(depth)d deep.") % {"depth": DEEPEST})

    def _height(self, parents: dict[int, int | None]) -> int:
        """Levels of folders below this one."""
        below, height = {self.pk} if self.pk else set(), -1
        while below:
            below, height = {key for key, parent in parents.items() if parent in below}, height + 1
        return max(height, 0)

    def _keep_places(self, by: Viewer) -> None:
        """Of itself and of all that lies in it: the folders around each."""
        parents = dict(Folder.objects.visible_to(by).values_list("pk", "parent"))
        for key in [key for key in parents if self.pk in chain_of(key, parents)]:
            rows = FolderPlace.objects.unscoped("where a folder lies").filter(inside=key)
            rows.delete()
            for around in chain_of(key, parents):
                FolderPlace(inside_id=key, around_id=around).save(force_insert=True)

    def _is_used(self) -> bool:
        inside = Document.objects.unscoped("whether a folder is empty, for whoever sees it").filter(folder=self.pk)
        below = FolderPlace.objects.unscoped("whether a folder is empty, for whoever sees it").filter(around=self.pk)
        return bool(inside.exists() or below.exclude(inside=self.pk).exists())

    def _tell(self, act: str, *, by: audit.Actor, **more: Any) -> None:
        audit.record(f"documents.folder.{act}", self, by=by, house_id=self.house_id, **more)


class FolderPlace(Unread):
    """That a folder lies in another, at whatever depth; each lies in itself. The rule of sight alone reads it."""

    inside = models.ForeignKey(Folder, models.CASCADE, related_name="places")
    around = models.ForeignKey(Folder, models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["inside", "around"], name="lies_once")]

    def __str__(self) -> str:
        return f"{self.inside_id} in {self.around_id}"


def chain_of(key: int | None, parents: Mapping[int, int | None]) -> list[int]:
    """The folder, the one that it lies in, and so on to the top."""
    chain: list[int] = []
    while key is not None and key not in chain:
        chain.append(key)
        key = parents.get(key)
    return chain


class Document(Findable, ForAudience):
    """A published document: versions of a file, or a link. Where it lies and for whom it is are rows: no byte moves."""

    space_field = "space"
    within_field = "folder"
    met_only = True
    gone_field = "trashed_at"

    # Rights whose bearers publish for their house; each space adds its own.
    keepers: ClassVar[set[str]] = set()

    space = models.CharField(max_length=20, editable=False)
    folder = models.ForeignKey(Folder, models.PROTECT, related_name="+", verbose_name=_("Folder"))
    title = models.CharField(_("Title"), max_length=200)
    title_key = Folded("title", max_length=400)
    summary = models.CharField(_("Summary"), max_length=400, blank=True)
    link = models.CharField(_("Address of a page"), max_length=500, blank=True)
    position = models.PositiveSmallIntegerField(_("Order"), default=0)
    by = models.ForeignKey(Membership, models.SET_NULL, null=True, editable=False, related_name="+")
    told_at = models.DateTimeField(null=True, editable=False)  # when its audience was told, once and for all
    trashed_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        indexes = [
            models.Index(fields=["house", "-starts_at", "-id"], name="document_of_house"),
            models.Index(fields=["folder", "position", "-starts_at"], name="document_of_folder"),
            models.Index(fields=["house", "title_key", "id"], name="document_by_title"),
            models.Index(fields=["trashed_at"], condition=~Q(trashed_at=None), name="document_in_trash"),
            models.Index(fields=["starts_at"], condition=Q(told_at=None), name="document_to_tell"),
        ]

    def __str__(self) -> str:
        return self.title

    def permits(self, viewer: Viewer) -> dict[str, bool]:
        return dict.fromkeys(("edit", "version", "trash", "restore"), keeps(viewer))

    def fitting(self, viewer: Viewer) -> dict[str, bool]:
        here = self.trashed_at is None
        return {"edit": here, "version": here and not self.link, "trash": here, "restore": self.is_restorable}

    def abilities(self, viewer: Viewer) -> dict[str, bool]:
        return {act: may and self.fitting(viewer)[act] for act, may in self.permits(viewer).items()}

    @property
    def is_restorable(self) -> bool:
        return self.trashed_at is not None and now() < self.trashed_at + TRASH

    # Its verbs, each one transaction

    def publish(self, groups: audiences.Groups, files: Collection[UUID] = (), *, by: Viewer) -> None:
        """Keep it with its first version, for these groups, and tell them, at once or when its time comes.

        Raises Refused without a file and without a link.
        """
        if not files and not self.link:
            raise Refused(_("Add a file, or the address of a page."))
        with transaction.atomic():
            self.by_id = by.membership_id
            self.keep_words(self.title, self.summary)
            self.save(force_insert=True)
            audiences.address(self, groups)
            self._tell("filed", by=by, folder=self.folder_id)
            if files:
                self._version(files, by=by)
            self.announce(by=by)

    def announce(self, *, by: audit.Actor) -> None:
        """Tell its audience, once, from the day on which they see it."""
        if self.told_at is None and self.starts_at <= now() and self.for_customers and self.trashed_at is None:
            self.told_at = now()
            self.save(update_fields=["told_at"])
            self._tell("published", by=by)

    def add_version(self, files: Collection[UUID], *, by: Viewer) -> None:
        """What readers get from now on; former versions stay to be read. Its audience has something new to read."""
        with transaction.atomic():
            self._lock("version", by)
            self._version(files, by=by)
            every_reading().filter(document_pk=self.pk).delete()
            self._tell("versioned", by=by)

    def edit(self, groups: audiences.Groups, *, by: Viewer) -> None:
        """Keep its corrected words, its folder, its days and for whom it is."""
        with transaction.atomic():
            before = Document.objects.visible_to(by).select_for_update(of=("self",)).get(pk=self.pk)
            demand(before, "edit", by)
            self.keep_words(self.title, self.summary)
            self.save()
            moved = before.folder_id != self.folder_id
            self._tell("moved" if moved else "changed", by=by, changes={"folder": [before.folder_id, self.folder_id]})
            if audiences.address(self, groups):
                self._tell("addressed", by=by, groups={label: sorted(keys) for label, keys in groups.items()})
            self.announce(by=by)

    def trash(self, *, by: Viewer) -> None:
        """Nobody but the house sees it any more; it can be brought back for thirty days."""
        with transaction.atomic():
            self._lock("trash", by)
            self.trashed_at = now()
            self.save(update_fields=["trashed_at"])
            self._tell("trashed", by=by)

    def restore(self, *, by: Viewer) -> None:
        with transaction.atomic():
            self._lock("restore", by)
            self.trashed_at = None
            self.save(update_fields=["trashed_at"])
            self._tell("restored", by=by)

    def purge(self) -> None:
        """Its time in the trash is over. Asks nobody."""
        with transaction.atomic():
            for version in every_version().filter(document=self.pk):
                attaching.let_go(version, by=audit.SYSTEM)
            self._tell("purged", by=audit.SYSTEM)
            every_reading().filter(document_pk=self.pk).delete()
            audiences.address(self, {})
            self.delete()

    def _version(self, files: Collection[UUID], *, by: Viewer) -> None:
        last = Version.objects.visible_to(by).filter(document=self.pk).aggregate(last=models.Max("number"))["last"]
        version = Version(document=self, number=(last or 0) + 1, by_id=by.membership_id, published_at=now())
        version.save(force_insert=True)
        attaching.attach(by, files, version, purpose=PUBLISHING)

    def _lock(self, act: str, by: Viewer) -> None:
        self.refresh_from_db(from_queryset=Document.objects.visible_to(by).select_for_update(of=("self",)))
        demand(self, act, by)

    def _tell(self, act: str, *, by: audit.Actor, **more: Any) -> None:
        audit.record(f"documents.document.{act}", self, by=by, house_id=self.house_id, **more)


class Version(OfAudience):
    """One file of a document; the newest is what readers get."""

    audience_field = "document"

    document = models.ForeignKey(Document, models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField()
    by = models.ForeignKey(Membership, models.SET_NULL, null=True, editable=False, related_name="+")

    class Meta:
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["document", "number"], name="version_once")]

    def __str__(self) -> str:
        return str(_("Version %(number)s") % {"number": self.number})


class DocumentText(Findable, OfAudience):
    """What can be read in the newest version, to find the document by."""

    audience_field = "document"
    longest = MOST_KEPT

    document = models.OneToOneField(Document, models.CASCADE, primary_key=True, related_name="words")
    text = models.TextField(blank=True)
    search_key = models.CharField(max_length=MOST_KEPT, default="", editable=False)

    def __str__(self) -> str:
        return f"{self.document_id}"


class Reading(Personal):
    """Somebody has read a document: it is no longer new to them. The document may be out of their sight since."""

    worn_field = "membership"

    document_pk = models.BigIntegerField()
    membership = models.ForeignKey(Membership, models.CASCADE, related_name="+")
    first_at = models.DateTimeField(default=now)
    last_at = models.DateTimeField(default=now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["document_pk", "membership"], name="read_once")]

    def __str__(self) -> str:
        return f"{self.membership_id} {self.document_pk}"


def readings_of(document: Document) -> Any:
    """Who read it, first reader first. The caller's viewer keeps the document."""
    return every_reading().filter(document_pk=document.pk).select_related("membership__party").order_by("first_at")


def every_reading() -> GuardedQuerySet[Reading]:
    """For this room alone: what is new to whom, and who has read what the viewer publishes."""
    return Reading.objects.unscoped("who read what a house published")


def every_version() -> GuardedQuerySet[Version]:
    """For this room alone: of a document that was found first, or whose file was."""
    return Version.objects.unscoped("the versions of a document that was found")
