"""What a form about a record was filled in from, so that what others saved meanwhile is noticed."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Self

from django.db import models

from entregent.records.values import even, form_value

FIELD = "base"  # a hidden field of the form


@dataclass(frozen=True)
class Basis:
    """One field: its value when the form was made, when it was first opened, and what waits for a choice."""

    was: str
    origin: str
    mine: str | None = None


class Version(dict[str, Basis]):
    """Field → Basis. It comes back from the browser: forged, it only harms what its sender types."""

    @classmethod
    def of(cls, record: models.Model, names: Iterable[str]) -> Self:
        return cls({name: Basis(form_value(record, name), form_value(record, name)) for name in names})

    @classmethod
    def read(cls, text: str) -> Self:
        """Nothing for what cannot be read: such a form is taken as filled in from what is there now.

        RecursionError: brackets by the thousand.
        """
        try:
            given = json.loads(text or "{}")
            return cls({str(name): Basis(*_parts(basis)) for name, basis in given.items()})
        except (ValueError, TypeError, AttributeError, RecursionError):
            return cls()

    def text(self) -> str:
        return json.dumps({name: [basis.was, basis.origin, basis.mine] for name, basis in self.items()})


def _parts(basis: Any) -> tuple[str, str, str | None]:
    was, origin, mine = basis
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
        basis = version.get(name, Basis(current, current))
        if basis.mine is not None and name not in sent:  # the choice between three values was not made
            typed[name], clashes[name] = basis.mine, Basis(current, basis.origin, basis.mine)
        elif (given := even(sent.get(name, ""))) == basis.was:
            typed[name] = current
        elif current not in (basis.was, given):
            clashes[name] = Basis(current, basis.origin, given)
    return Comparison(typed, clashes)
