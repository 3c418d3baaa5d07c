"""Files that are answers wait with the draft of their form, and go with it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from entregent.files import attaching
from entregent.files.field import as_tuple, valid_keys
from entregent.people.viewer import Viewer
from entregent.questions.question import FIELD


def keep_draft_files(viewer: Viewer, fields: Mapping[str, Any]) -> None:
    if keys := keys_in(fields):
        attaching.keep_waiting_files(viewer, keys)


def free(viewer: Viewer, fields: Mapping[str, Any]) -> None:
    if keys := keys_in(fields):
        attaching.free(viewer, keys)


def keys_in(fields: Mapping[str, Any]) -> list[UUID]:
    """Whatever of the answers is the key of a file: those that are none, or another's, are passed over."""
    return valid_keys(value for name in fields if name.startswith(FIELD) for value in as_tuple(fields[name]))
