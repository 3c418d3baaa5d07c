"""What files are sent for: who may, how large, how many. Declared by the rooms that own them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from entregent.files import tus
from entregent.files.kinds import DOCUMENTS
from entregent.people.viewer import Viewer

MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Purpose:
    """may: asked before the first byte, and again after the last. Sizes in bytes. kinds: of kinds.py.

    Purpose("demande", may_send, most_files=5, most_bytes=10 * MEGABYTE)
    """

    name: str
    may: Callable[[Viewer], bool]
    most_bytes: int = 25 * MEGABYTE
    most_files: int = 20
    most_together: int = 100 * MEGABYTE
    kinds: frozenset[str] = DOCUMENTS

    @property
    def door(self) -> str:
        """Where pages send them, whatever they are for."""
        return tus.PREFIX


_known: dict[str, Purpose] = {}


def register_purpose(purpose: Purpose) -> None:
    """Raises ValueError when another purpose has this name."""
    if _known.setdefault(purpose.name, purpose) != purpose:
        raise ValueError(f"Two purposes are named {purpose.name!r}.")


def purpose_named(name: str) -> Purpose | None:
    return _known.get(name)


def open_to(viewer: Viewer, name: str) -> Purpose | None:
    """The purpose, when this person may send files for it now."""
    purpose = purpose_named(name)
    return purpose if purpose is not None and viewer.is_signed_in and purpose.may(viewer) else None


def most_bytes() -> int:
    """Of one file, for whatever purpose."""
    return max((purpose.most_bytes for purpose in _known.values()), default=0)
