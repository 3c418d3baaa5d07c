"""The bell: what happened since one last looked, of what one may still see."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import F, Max
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from entregent.core.clock import now
from entregent.notify.families import Family, Shown, family_of
from entregent.notify.models import Notification
from entregent.people.models import Membership
from entregent.people.viewer import Viewer

MOST_COUNTED = 99
LAST = 10


@dataclass(frozen=True)
class Line:
    """A notification in words, in the reader's language."""

    pk: int
    headline: str
    record: Shown
    actor: str
    at: datetime
    is_unread: bool


@dataclass(frozen=True)
class Bell:
    count: int

    @property
    def label(self) -> str:
        """What is seen: nothing, a number, « 99+ »."""
        return f"{MOST_COUNTED}+" if self.count > MOST_COUNTED else str(self.count or "")

    @property
    def words(self) -> str:
        """The same for whoever hears the page."""
        if not self.count:
            return _("Notifications, nothing unread")
        return ngettext("Notifications, %(count)s unread", "Notifications, %(count)s unread", self.count) % {
            "count": self.label
        }


def ring(told: Mapping[Membership, datetime | None], event: Any, kind: str) -> None:
    """One more line in each member's bell, or one more event in the line that still waits there.

    told: each with the date at which a digest is to tell of it; an earlier date that the line has stays.
    """
    place = {"record_type": event.record_type, "record_id": event.record_id, "verb": event.verb}
    latest = {"event_id": event.pk, "at": event.at, "actor_name": event.particulars.get("actor_name", "")}
    for due in set(told.values()):
        members = {member.pk: member for member, date in told.items() if date == due}
        waiting = rung().filter(membership_id__in=members, **place, read_at=None)
        more = latest | {"count": F("count") + 1} | ({"due_at": Coalesce("due_at", due)} if due else {})
        joined = waiting.update(**more)
        if joined == len(members):
            continue
        missing = members.keys() - (set(waiting.values_list("membership_id", flat=True)) if joined else set())
        # Where another act tells of the same record at the same moment, one line serves for both.
        Notification.objects.bulk_create(
            (
                Notification(
                    membership_id=pk, user_id=members[pk].user_id, kind=kind,
                    due_at=due, **place, **latest,
                )
                for pk in sorted(missing)
            ),
            ignore_conflicts=True,
        )  # fmt: skip


def forget_rung(events: Collection[int]) -> None:
    """What these told was undone: a line that tells of one alone goes, with the mail that it waited for."""
    lines = rung().filter(event_id__in=events)
    lines.filter(count__lte=1).delete()
    lines.update(count=F("count") - 1)


def mark_read_by_actor(event: Any) -> None:
    """Whoever acts on a record has seen what they were told of it."""
    if event.actor_membership_id:
        place = {"record_type": event.record_type, "record_id": event.record_id}
        mark_read(rung().filter(membership_id=event.actor_membership_id, **place))


def rung() -> Any:
    """Everybody's lines, for those who ring, write and clear away."""
    return Notification.objects.unscoped("ringing, writing and clearing away for everybody")


def own(viewer: Viewer) -> Any:
    """The lines of the person, as they now work; latest first."""
    return Notification.objects.visible_to(viewer).filter(membership_id=viewer.membership_id).order_by("-at", "-id")


def unread(viewer: Viewer) -> Any:
    return own(viewer).filter(read_at=None)


def latest(viewer: Viewer) -> int:
    """The latest event that is unread now: what comes while a page is made or read is not marked with the rest.

    Ask it before the lines: asked after them, it may be an event that they do not tell.
    """
    return unread(viewer).aggregate(latest=Max("event_id"))["latest"] or 0


def bell_of(viewer: Viewer) -> Bell | None:
    """How many lines are unread, counting no further than is shown. None for a stranger.

    Two queries at most, as long as one family of events rings.
    """
    if not viewer.is_signed_in:
        return None
    rows = list(unread(viewer).values_list("verb", "record_id")[: MOST_COUNTED + 1])
    places = _by_family(rows)
    seen = {family: family.seen(viewer, {key for _verb, key in told}) for family, told in places.items()}
    return Bell(sum(key in seen[family] for family, told in places.items() for _verb, key in told))


def last_lines(viewer: Viewer) -> list[Line]:
    """What is unread, or else what was read last."""
    return lines(unread(viewer)[:LAST], viewer) or lines(own(viewer)[:LAST], viewer)


def lines(rows: Iterable[Notification], viewer: Viewer) -> list[Line]:
    """In words those of which the viewer sees the record now: no line outlives the right to what it tells of."""
    found = list(rows)
    seen = records_of(found, viewer)
    return [
        Line(
            row.pk, told[0].headline(row.verb, row.count), told[1], row.actor_name, row.at,
            row.read_at is None,
        )
        for row in found
        if (told := seen.get((row.verb, row.record_id)))
    ]  # fmt: skip


def records_of(rows: Iterable[Notification], viewer: Viewer) -> dict[tuple[str, str], tuple[Family, Shown]]:
    """By verb and id, the records that the viewer sees, and who knows their words; one query for each family."""
    wanted = _by_family((row.verb, row.record_id) for row in rows)
    seen: dict[tuple[str, str], tuple[Family, Shown]] = {}
    for family, places in wanted.items():
        shown = family.shown(viewer, {key for _verb, key in places})
        seen |= {(verb, key): (family, shown[key]) for verb, key in places if key in shown}
    return seen


def _by_family(places: Iterable[tuple[str, str]]) -> dict[Family, list[tuple[str, str]]]:
    """Verbs and ids of the lines that somebody has words for."""
    found = list(places)
    families = {verb: family_of(verb) for verb in {verb for verb, _key in found}}
    knowing = {verb: family for verb, family in families.items() if family and family.knows(verb)}
    wanted: dict[Family, list[tuple[str, str]]] = defaultdict(list)
    for verb, key in found:
        if verb in knowing:
            wanted[knowing[verb]].append((verb, key))
    return wanted


def mark_read(rows: Any) -> None:
    """What was read is due in no mail any more. No event: that somebody looked is nobody's business."""
    rows.filter(read_at=None).update(read_at=now(), due_at=None)
