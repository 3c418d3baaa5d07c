"""Act: how one verb of a record is worded and told. The room that writes the event declares it, once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from entregent.core.words import Words


@dataclass(frozen=True)
class Act:
    """What pages, bells, mails and conversations say of an event; nothing else words it.

    Act(
        "support.intervention.taken", _("took charge of a request"), to="owner", kind="support-taken",
        title=_("taken in charge"), awaits=_("The desk is now working on your request."),
        turn=_("%(name)s took charge of the request"), is_minor=True,
    )

    history: after the name of whoever did it, in the history of the record and in the audit trail.
    to, kind: who is told (a name that the recipients of the family resolve; nothing: it depends on the event) and by
        which kind of mail. Without a `title` nobody is.
    title: in the bell and the subject of the mail; with %(count)s where several join. awaits: a line of the mail.
    turn: between the messages of a conversation, with %(name)s of whoever did it.
    is_told: whether the record's own page tells it in its history.
    is_private: the provider's side alone knows of it. is_minor: it stops no other side's writing.
    is_silent: it is no news of the record, which keeps its place in lists by date.
    """

    verb: str
    history: Words
    to: str = ""
    kind: str = ""
    title: Words | None = None
    awaits: Words = ""
    turn: Words | None = None
    is_told: bool = True
    is_private: bool = False
    is_minor: bool = False
    is_silent: bool = False

    @property
    def name(self) -> str:
        """« support.intervention.taken » → « taken »."""
        return self.verb.rpartition(".")[2]


_acts: dict[str, Act] = {}
_records: dict[str, Words] = {}


def declare(*acts: Act) -> tuple[Act, ...]:
    """Raises ValueError for a verb that is declared already: two would word it."""
    for act in acts:
        if _acts.setdefault(act.verb, act) is not act:
            raise ValueError(f"The act {act.verb!r} is declared twice.")
    return acts


def name_records(words: Mapping[str, Words]) -> None:
    """How kinds of record are called, by label: {"people.party": _("customer")}.

    Raises ValueError for one that is named twice.
    """
    for label, name in words.items():
        if _records.setdefault(label, name) is not name:
            raise ValueError(f"The record {label!r} is named twice.")


def act_of(verb: str) -> Act | None:
    """None for a verb that the product does not know, or no longer."""
    return _acts.get(verb)


def acts_on(record_type: str) -> dict[str, Act]:
    """Declared of one kind of record, by verb."""
    return {verb: act for verb, act in _acts.items() if verb.rpartition(".")[0] == record_type}


def every_act() -> Mapping[str, Act]:
    return _acts


def record_name(record_type: str) -> Words | None:
    return _records.get(record_type)


def every_record() -> Mapping[str, Words]:
    return _records
