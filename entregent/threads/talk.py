"""Messages and the turns of a record's life, as one conversation."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from entregent.core.richtext import printable
from entregent.files import attaching
from entregent.files.models import File
from entregent.people.sides import ADVISER, CUSTOMER, PROVIDER
from entregent.people.viewer import Viewer, initials
from entregent.threads.models import Message, Thread
from entregent.threads.reading import customers_who_read, reading_of, unread_among
from entregent.threads.trail import Trail

MOST_LINES = 100  # messages on one page
MOST_BYTES = 200_000  # of their text and markup: each is cleaned again when it is shown
AT_FIRST = 50  # messages are fetched, and the others when those leave room
MESSAGE = "threads.message"


@dataclass(frozen=True)
class Subject:
    """What a conversation is about, as its space tells it.

    turns: verb → its sentence, with %(name)s. customer, provider: what the two sides are called.
    """

    thread: Thread
    trail: Trail
    record: int
    turns: Mapping[str, str]
    customer: str
    provider: str


@dataclass(frozen=True)
class Line:
    """One message, or one turn (side "system")."""

    at: datetime
    side: str
    author: str = ""
    anchor: str = ""
    side_label: str = ""
    said: str = ""
    quoted: str = ""
    files: Sequence[File] = ()
    is_new: bool = False  # not read yet
    is_first_new: bool = False

    @property
    def initials(self) -> str:
        return initials(self.author)


@dataclass(frozen=True)
class Conversation:
    """What one page shows of it."""

    lines: list[Line]
    last_message: int  # key of the latest on the page; 0 when there is none
    last_event: int  # key of the latest event that the viewer may know of
    earlier: int = 0  # key of the oldest on the page, when there are older ones
    is_past: bool = False  # the page shows older messages, not the latest
    read: int = 0
    readers: list[Any] = field(default_factory=list)
    files: Sequence[File] = ()  # of the record itself, and of none of its messages


def conversation_of(
    about: Subject, viewer: Viewer, *, before: int | None = None, seen: int | None = None
) -> Conversation:  # fmt: skip
    """Oldest to newest: the latest messages, or those before the one with the key `before`.

    seen: key of an event; what others did since is then what is new, whatever was read.
    """
    events = _events(about, viewer)
    rows = _messages(about, viewer)
    newest, is_cut = _fitting((rows.filter(pk__lt=before) if before else rows).order_by("-pk"))
    page = newest[::-1]
    newer = rows.filter(pk__gte=before).order_by("pk").first() if before else None
    span = _Span(page[0] if is_cut else None, newer)
    return _conversation(about, viewer, page, events, span, is_past=bool(before), seen=seen)


def since(about: Subject, viewer: Viewer, message: int, event: int) -> Conversation:
    """What came after a message and an event that the page already shows."""
    events = _events(about, viewer, after=event)
    page, _is_cut = _fitting(_messages(about, viewer).filter(pk__gt=message).order_by("pk"))
    return _conversation(about, viewer, page, events, _Span(), known=event)


def basis(about: Subject, viewer: Viewer, seen: int | None, *, late: bool) -> Conversation:
    """What a form about the record stands on: the event `seen`, else the latest.

    late: it came back because others were quicker; what they did since is then in it.
    """
    if not late:
        return Conversation([], 0, seen or about.trail.last_known(viewer, about.record))
    told = conversation_of(about, viewer, seen=seen)
    return replace(told, lines=[line for line in told.lines if line.is_new])


@dataclass(frozen=True)
class _Span:
    """Which turns go with a page of messages: those from its first message to the first of the newer page."""

    first: Message | None = None
    newer: Message | None = None

    def holds(self, event: Any) -> bool:
        begun = self.first is None or event.at >= self.first.at
        return begun and (self.newer is None or event.at < self.newer.at)


def _events(about: Subject, viewer: Viewer, after: int = 0) -> list[Any]:
    """Fetched before the messages: what comes in between is then shown, and asked for again, never passed over."""
    known = about.trail.known_to(viewer, about.record).filter(id__gt=after)
    return list(known.only("id", "at", "verb", "particulars", "actor_membership_id"))


def _messages(about: Subject, viewer: Viewer) -> Any:
    return Message.objects.visible_to(viewer).filter(thread=about.thread).select_related("author__party")


def _fitting(rows: Any) -> tuple[list[Message], bool]:
    """The first of them, as many as one page takes and one at least; whether there are more."""
    page: list[Message] = []
    size = 0
    for message in _by_parts(rows):
        size += len(message.text) + len(message.html)
        if page and (size > MOST_BYTES or len(page) == MOST_LINES):
            return page, True
        page.append(message)
    return page, False


def _by_parts(rows: Any) -> Iterator[Message]:
    yield from (first := list(rows[:AT_FIRST]))
    if len(first) == AT_FIRST:
        yield from rows[AT_FIRST : MOST_LINES + 1]


def _conversation(  # noqa: PLR0913 (what a page is made of)
    about: Subject, viewer: Viewer, page: Sequence[Message], events: Sequence[Any], span: _Span, *,
    known: int = 0, is_past: bool = False, seen: int | None = None,
) -> Conversation:  # fmt: skip
    reading = reading_of(about.thread, viewer)
    new = _since(events, seen, viewer) if seen else {one.pk for one in unread_among(page, reading.upto, viewer)}
    files = attaching.of_many({MESSAGE: [one.pk for one in page], about.trail.record_type: [about.record]})
    lines = [*_event_lines(about, events, span, seen, viewer), *_message_lines(about, page, viewer, new, files)]
    return Conversation(
        _first_new_marked(sorted(lines, key=lambda line: line.at)),
        last_message=page[-1].pk if page else 0, last_event=events[-1].id if events else known,
        earlier=span.first.pk if span.first else 0, is_past=is_past, read=reading.upto,
        readers=_readers(about, viewer, page, reading, is_later=bool(known)),
        files=files[about.trail.record_type, about.record],
    )  # fmt: skip


def _readers(about: Subject, viewer: Viewer, page: Sequence[Message], reading: Any, *, is_later: bool) -> list[Any]:
    """Of the last answer, which may be older than a page that tells only what came later."""
    answers = [message.pk for message in page if message.side == PROVIDER and not message.is_internal]
    if page and is_later and not answers:
        older = _messages(about, viewer).filter(side=PROVIDER, is_internal=False).order_by("-pk")
        answers = list(older.values_list("pk", flat=True)[:1])
    return customers_who_read(reading, answers[-1]) if answers else []


def _since(events: Sequence[Any], seen: int, viewer: Viewer) -> set[int]:
    """Keys of the messages that others' events after `seen` tell of."""
    others = (event for event in events if event.id > seen and event.actor_membership_id != viewer.membership_id)
    return {event.particulars.get("message", 0) for event in others}


def _first_new_marked(lines: list[Line]) -> list[Line]:
    place = next((place for place, line in enumerate(lines) if line.is_new), None)
    if place is not None:
        lines[place] = replace(lines[place], is_first_new=True)
    return lines


def _message_lines(
    about: Subject, page: Sequence[Message], viewer: Viewer, new: Collection[int], files: Mapping[Any, Sequence[File]]
) -> Iterator[Line]:  # fmt: skip
    for message in page:
        said, quoted = printable(message.text, message.html)
        yield Line(
            message.at, _side(message, viewer), message.author.name, f"m{message.pk}", _side_label(message, about),
            said, quoted, files[MESSAGE, message.pk], is_new=message.pk in new,
        )  # fmt: skip


def _side(message: Message, viewer: Viewer) -> str:
    if message.is_internal:
        return "internal"
    return "ours" if message.side == viewer.side else "theirs"


def _side_label(message: Message, about: Subject) -> str:
    if message.is_internal:
        return _("Internal note")
    if message.side == ADVISER:
        return message.author.party.name if message.author.party else ""
    return about.customer if message.side == CUSTOMER else about.provider


def _event_lines(
    about: Subject, events: Sequence[Any], span: _Span, seen: int | None, viewer: Viewer
) -> Iterator[Line]:
    for event in events:
        if event.verb in about.turns and span.holds(event):
            name = event.particulars.get("actor_name") or _("Someone")
            new = seen is not None and event.id > seen and event.actor_membership_id != viewer.membership_id
            yield Line(
                event.at, "system", anchor=f"e{event.id}", said=about.turns[event.verb] % {"name": name}, is_new=new
            )  # fmt: skip
