"""How far each person has read, and what is new to them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.db.models import Count, F, IntegerField, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce

from entregent.core.clock import now
from entregent.people.viewer import Viewer
from entregent.threads.models import Message, ReadMark, Thread


@dataclass(frozen=True)
class Reading:
    """How far the viewer has read (key of a message, 0 before their first visit), and who else has read how far."""

    upto: int = 0
    others: tuple[ReadMark, ...] = ()


def reading_of(thread: Thread, viewer: Viewer) -> Reading:
    """The marks of one conversation that the viewer may know of: customers know of their own alone."""
    marks = list(ReadMark.objects.visible_to(viewer).filter(thread=thread).select_related("membership").order_by("-at"))
    own = next((mark.upto_id for mark in marks if mark.membership_id == viewer.membership_id), 0)
    return Reading(own, tuple(mark for mark in marks if mark.membership_id != viewer.membership_id))


def mark_read(thread: Thread, upto: int, viewer: Viewer, *, read: int) -> None:
    """Note that the viewer has everything up to a message before them. Writes nothing when nothing is new.

    upto: key of a message that the viewer sees. read: how far `reading_of` says they had read.
    """
    if upto <= read:
        return
    marks = ReadMark.objects.visible_to(viewer)
    if read:
        marks.filter(thread=thread, membership=viewer.membership_id, upto__lt=upto).update(upto=upto, at=now())
        return
    first = ReadMark(dossier_id=thread.dossier_id, thread=thread, membership_id=viewer.acting, upto_id=upto)
    marks.bulk_create([first], ignore_conflicts=True)  # another tab of theirs may be as quick


def unread_among(messages: Sequence[Message], read: int, viewer: Viewer) -> list[Message]:
    """Those by someone else that are newer than `read`; none on a first visit, when all is new."""
    return [one for one in messages if read and one.pk > read and one.author_id != viewer.membership_id]


def unread_of(viewer: Viewer, threads: Collection[int]) -> dict[int, int]:
    """Thread → how many messages of others the viewer has not read, for those threads that have some."""
    marks = ReadMark.objects.visible_to(viewer).filter(membership=viewer.membership_id, thread=OuterRef("thread"))
    read = Coalesce(Subquery(marks.values("upto")[:1]), Value(0), output_field=IntegerField())
    rows = Message.objects.visible_to(viewer).filter(thread__in=threads).exclude(author=viewer.membership_id)
    rows = rows.order_by().annotate(read=read).filter(Q(pk__gt=F("read")))
    return dict(rows.values_list("thread").annotate(count=Count("pk")))


def customers_who_read(reading: Reading, message: int) -> list[ReadMark]:
    """Of the others whom the viewer may know of, the customers who have read this message."""
    return [mark for mark in reading.others if mark.membership.party_id is not None and mark.upto_id >= message]
