"""The shelf: what somebody may download, by category, each resource with its newest version first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from entregent.core.folding import fold
from entregent.files import attaching
from entregent.files.models import File
from entregent.library.models import Category, Release, Resource
from entregent.people.viewer import Viewer

LABEL = "library.release"
SHORT = 12  # signs of a digest that are shown before the rest is asked for


@dataclass(frozen=True)
class Copy:
    """A release, and the file that is downloaded."""

    release: Release
    file: File

    @property
    def short_digest(self) -> str:
        return self.file.digest[:SHORT]


@dataclass(frozen=True)
class Item:
    """copies: newest first, at least one."""

    resource: Resource
    copies: list[Copy]

    @property
    def newest(self) -> Copy:
        return self.copies[0]

    @property
    def older(self) -> list[Copy]:
        return self.copies[1:]

    @property
    def words(self) -> str:
        """All that a search looks at."""
        resource = self.resource
        texts = [resource.name, resource.name_en, resource.notes, str(resource.category)]
        texts += [text for one in self.copies for text in (one.release.label, one.release.notes, one.file.name)]
        return fold(*texts)


@dataclass(frozen=True)
class Group:
    category: Category
    items: list[Item]


def shelf_of(viewer: Viewer, query: str = "") -> list[Group]:
    """What the viewer may download now, in which every word of the query is found. Two queries."""
    rows = Release.objects.visible_to(viewer).filter(Release.published()).select_related("resource__category")
    words = fold(query).split()
    items = [item for item in items_of(rows) if all(word in item.words for word in words)]
    items.sort(key=lambda item: (*place_of(item.resource.category), fold(str(item.resource)), item.resource.pk))
    return [Group(key, list(some)) for key, some in groupby(items, key=lambda item: item.resource.category)]


def items_of(rows: Iterable[Release]) -> list[Item]:
    """Of releases that their viewer sees, those whose file is there."""
    by_resource: dict[int, list[Copy]] = {}
    for copy in copies_of(rows):
        by_resource.setdefault(copy.release.resource_id, []).append(copy)
    return [Item(copies[0].release.resource, copies) for copies in by_resource.values()]


def copies_of(rows: Iterable[Release]) -> list[Copy]:
    """Of releases that their viewer sees, in the order of their versions, newest first; one query."""
    releases = sorted(rows, key=lambda release: release.rank, reverse=True)
    files = attaching.of_many({LABEL: [release.pk for release in releases]})
    return [Copy(release, file) for release in releases for file in files[LABEL, release.pk][:1]]


def place_of(category: Category) -> tuple[int, str, int]:
    return category.position, fold(category.name), category.pk
