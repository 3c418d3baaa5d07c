"""Drafts: what is being typed is on the server within seconds, and waits there for its author alone."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final

from django.db import models, transaction
from django.db.models import F
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from entregent.core.clock import now
from entregent.core.writing import FORMAT, as_typed
from entregent.people import kept_forms
from entregent.people.errors import Refused
from entregent.people.models import Draft
from entregent.people.viewer import Viewer, who_looks

PLACE: Final = "draft_place"  # the field of a form that names where its draft is kept
VERSION: Final = "draft_version"  # the one that says which text the form began with, or kept last
KEPT_FOR = timedelta(days=90)
MOST_DRAFTS = 50  # of one membership: the oldest gives way
MOST_BYTES = 150_000
_PLACES = re.compile(r"[a-z][a-z0-9_-]*(\.[a-z0-9_-]+)*(:[a-z0-9_-]+)*")
# What a form carries besides what was typed.
_NOT_TYPED = {PLACE, VERSION, "seen"}
_CARRIED = {"form_version", "asked"}  # kept with what was typed, and nothing by themselves

Listener = Callable[[Viewer, Mapping[str, Any]], None]
_kept: list[Listener] = []
_erased: list[Listener] = []


def listen_to_drafts(*, kept: Listener, erased: Listener) -> None:
    """For a room whose things wait with a draft: called with its fields when it is kept, and when it is erased."""
    _kept.append(kept)
    _erased.append(erased)


def place_of(record: models.Model, form: str) -> str:
    """Where the draft of one form about a record is kept: « support.intervention:12:answer »."""
    return f"{record._meta.label_lower}:{record.pk}:{form}"


def is_place(place: str) -> bool:
    return len(place) <= 100 and _PLACES.fullmatch(place) is not None


class Overtaken(Exception):
    """The page is older than the text that is kept: another one, or the same before it was loaded anew, kept more."""


def save(viewer: Viewer, place: str, fields: Mapping[str, Any], base: int | None = None) -> Draft | None:
    """Keep these fields for the viewer, in place of what was kept there; nothing typed keeps nothing.

    base: the version of the text on which the page stands, 0 for none. What an older page sends is kept beside the
    newer text, and never in its place: Overtaken is raised, once it is.
    Raises Refused when they are more than a draft holds, ValueError when the place is not one.
    """
    if not is_place(place):
        raise ValueError(place)
    typed = {name: _storable(value) for name, value in fields.items() if name not in _NOT_TYPED}
    if len(repr(typed).encode()) > MOST_BYTES:
        raise Refused(_("This text is too long to be kept as a draft."))
    is_empty = not any(value for name, value in typed.items() if not name.endswith(FORMAT) and name not in _CARRIED)
    if base is not None and _is_overtaken(viewer, place, typed, base, is_empty=is_empty):
        raise Overtaken
    if is_empty:
        drop(viewer, place)
        return None
    with transaction.atomic():
        draft, is_new = _own(viewer).update_or_create(
            membership_id=viewer.acting, place=place,
            defaults={"fields": typed, "at": now(), "version": F("version") + 1},
            create_defaults={"fields": typed, "at": now(), "user_id": viewer.user_id, "version": (base or 0) + 1},
        )  # fmt: skip
        if is_new:
            _make_room(viewer)
        for listener in _kept:
            listener(viewer, typed)
        draft.refresh_from_db(fields=["version"])
    return draft  # type: ignore[no-any-return]


def exchange(viewer: Viewer, place: str) -> None:
    """Its author takes up the other of the two texts; the one that was first is then kept beside."""
    with transaction.atomic():
        for draft in _own(viewer).select_for_update().filter(place=place, other__isnull=False):
            draft.fields, draft.other = draft.other, draft.fields
            draft.at, draft.other_at = draft.other_at, draft.at
            draft.version += 1
            draft.save(update_fields=["fields", "other", "at", "other_at", "version"])


def _is_overtaken(viewer: Viewer, place: str, typed: dict[str, Any], base: int, *, is_empty: bool) -> bool:
    """Whether a newer text is kept; this one is then kept beside it, unless it says the same or nothing."""
    with transaction.atomic():
        draft = _own(viewer).select_for_update().filter(place=place).first()
        if draft is None or draft.version <= base:
            return False
        if not is_empty and typed != draft.fields:
            draft.other, draft.other_at = typed, now()
            draft.save(update_fields=["other", "other_at"])
        return bool(typed != draft.fields)


def drafts_at(viewer: Viewer, *places: str) -> dict[str, Draft]:
    """Place → what the viewer left there, for those places where there is something."""
    return {draft.place: draft for draft in _own(viewer).filter(place__in=places)}


def drop(viewer: Viewer, place: str) -> None:
    """Forget it: it was sent, or is not wanted. Call it in the transaction of the act."""
    _own(viewer).filter(place=place).delete()


def erase(viewer: Viewer, place: str) -> None:
    """Its author wants none of it: what waits with it goes too."""
    with transaction.atomic():
        for draft in _own(viewer).filter(place=place):
            for listener in _erased:
                listener(viewer, draft.fields)
        drop(viewer, place)


@dataclass(frozen=True)
class FormStart:
    """What a form that is opened begins with; `at` when it comes from a draft.

    version: of that draft, 0 without one. other: words of another text that an older page sent, and when.
    """

    place: str
    initial: dict[str, Any] = field(default_factory=dict)
    at: datetime | None = None
    version: int = 0
    other: Sequence[str] = ()
    other_at: datetime | None = None


def resume(request: HttpRequest, *places: str) -> list[FormStart]:
    """What each of the forms of a page begins with.

    What was typed when a session ended comes before what was kept earlier, in the form that was sent alone.
    Forms that share a page have fields of different names: what says of no form is read by each for its own.
    """
    typed, kept = kept_forms.take_kept(request), drafts_at(who_looks(request), *places)
    return [_beginning(place, typed, kept.get(place)) for place in places]


def _beginning(place: str, typed: kept_forms.Typed | None, draft: Draft | None) -> FormStart:
    if typed is not None and typed.get(PLACE, place) == place:
        return FormStart(place, as_typed(typed))
    if draft is None:
        return FormStart(place)
    other = kept_forms.words_in(draft.other) if draft.other else ()
    return FormStart(place, as_typed(draft.fields), draft.at, draft.version, other, draft.other_at)


def draft_count_words(count: int) -> str:
    return ngettext("%(count)s draft", "%(count)s drafts", count) % {"count": count}


def forget_old_drafts() -> int:
    rows = Draft.objects.unscoped("drafts left alone for months")
    return int(rows.filter(at__lt=now() - KEPT_FOR).delete()[0])


def _storable(value: Any) -> Any:
    """PostgreSQL keeps no NUL."""
    return [_storable(one) for one in value] if isinstance(value, list) else value.replace("\x00", "")


def _own(viewer: Viewer) -> Any:
    return Draft.objects.visible_to(viewer).filter(membership=viewer.acting)


def _make_room(viewer: Viewer) -> None:
    kept = _own(viewer).order_by("-at", "-pk").values_list("pk", flat=True)
    _own(viewer).filter(pk__in=list(kept[MOST_DRAFTS : MOST_DRAFTS * 2])).delete()
