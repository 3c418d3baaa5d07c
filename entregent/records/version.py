"""What a form about a record was filled in from, so that what others saved meanwhile is noticed."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Self

from django.db import models

from entregent.records.values import even, written

FIELD = "base"  # a hidden field of the form


@dataclass(frozen=True)
class Held:
    """One field: its value when the form was made, when it was first opened, and what waits for a choice."""

    was: str
    origin: str
    mine: str | None = None


class Version(dict[str, Held]):
    """Field → Held. It comes back from the browser: forged, it only harms what its sender types."""

    @classmethod
    def of(cls, record: models.Model, names: Iterable[str]) -> Self:
        return cls({name: Held(written(record, name), written(record, name)) for name in names})

    @classmethod
    def read(cls, text: str) -> Self:
        """Nothing for what cannot be read: such a form is taken as filled in from what is there now.

        RecursionError: brackets by the thousand.
        """
        try:
            given = json.loads(text or "{}")
            return cls({str(name): Held(*_parts(held)) for name, held in given.items()})
        except (ValueError, TypeError, AttributeError, RecursionError):
            return cls()

    def text(self) -> str:
        return json.dumps({name: [held.was, held.origin, held.mine] for name, held in self.items()})


def _parts(held: Any) -> tuple[str, str, str | None]:
    was, origin, mine = held
    if not isinstance(was, str) or not isinstance(origin, str) or not isinstance(mine, str | None):
        raise TypeError
    f"{was}{origin}{mine}".encode()  # half a surrogate pair raises ValueError here, not where it is shown or saved
    return was, origin, mine


@dataclass(frozen=True)
class Comparison:
    """typed: what is to be checked and saved. clashes: what both the sender and somebody else changed."""

    typed: dict[str, Any]
    clashes: Version


def compare(sent: Mapping[str, Any], version: Version, there: Mapping[str, str]) -> Comparison:
    """there: field → value now. A field that the sender left alone keeps what others saved in it."""
    typed: dict[str, Any] = {name: sent[name] for name in sent}
    clashes = Version()
    for name, current in there.items():
        held = version.get(name, Held(current, current))
        if held.mine is not None and name not in sent:  # the choice between three values was not made
            typed[name], clashes[name] = held.mine, Held(current, held.origin, held.mine)
        elif (given := even(sent.get(name, ""))) == held.was:
            typed[name] = current
        elif current not in (held.was, given):
            clashes[name] = Held(current, held.origin, given)
    return Comparison(typed, clashes)
