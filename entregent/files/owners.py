"""The records that files belong to: each room says how one of its own is found for a viewer."""

from __future__ import annotations

from collections.abc import Callable

from django.db import models

from entregent.people.viewer import Viewer

Find = Callable[[Viewer, int], models.Model | None]
_known: dict[str, Find] = {}


def register_owner(label: str, find: Find) -> None:
    """Files may belong to this model ("threads.message"). `find(viewer, pk)` gives the record, or None to a stranger.

    It is asked at every download: what it finds now decides. Raises ValueError when the label is taken.
    """
    if _known.setdefault(label, find) is not find:
        raise ValueError(f"Two rooms own files as {label!r}.")


def label_of(owner: models.Model) -> str:
    """Raises LookupError for a record of a model that was not registered."""
    label = owner._meta.label_lower
    if label not in _known:
        raise LookupError(f"{label} is not registered as an owner of files.")
    return label


def sees_owner(viewer: Viewer, label: str, pk: int | None) -> bool:
    """Whether the viewer sees this owner now; nobody sees one whose room is gone."""
    find = _known.get(label)
    return find is not None and pk is not None and find(viewer, pk) is not None


def crumbs_of(viewer: Viewer, label: str, pk: int | None) -> list[tuple[str, str]]:
    """The way back to the record that a file belongs to, where it has a page."""
    find = _known.get(label)
    owner = find(viewer, pk) if find and pk else None
    page = getattr(owner, "get_absolute_url", None)
    return [(str(owner), page())] if page else []
