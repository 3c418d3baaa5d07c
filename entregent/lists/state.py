"""What a list's address says: search, sort, page, page size, tab, switches, filters. Never an error."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from urllib.parse import urlencode

from django.http import QueryDict

SIZES = (25, 50, 100)
FURTHEST = 100_000
LONGEST_QUERY = 100
MOST_VALUES = 20
WHOLE = "tout=1"  # an address that says nothing would find the list as it was left
OWN = ("q", "tri", "vue", "taille", "page", "apres", "avant", "format", "tout", "reglage")


@dataclass(frozen=True)
class State:
    """after and before: the key of a row, beyond the pages that are numbered."""

    query: str = ""
    sort: str = ""
    page: int = 1
    size: int = 50
    tab: str = ""
    after: str = ""
    before: str = ""
    panel: str = ""
    switches: frozenset[str] = field(default_factory=frozenset)
    filters: tuple[tuple[str, tuple[str, ...]], ...] = ()
    unknown: tuple[str, ...] = ()

    @classmethod
    def read(cls, parameters: Mapping[str, str] | QueryDict, switches: Iterable[str], filters: Iterable[str]) -> State:
        """Unknown or forged values count as absent: an old address always opens."""
        given, switches, filters = _lists(parameters), tuple(switches), tuple(filters)
        said = {name: _clean(values[0]) for name, values in given.items() if values}
        size, known = _number(said.get("taille", ""), 50), {*OWN, *switches, *filters}
        return cls(
            query=said.get("q", ""), sort=said.get("tri", ""), tab=said.get("vue", ""),
            page=min(max(_number(said.get("page", ""), 1), 1), FURTHEST), size=size if size in SIZES else 50,
            after=said.get("apres", ""), before=said.get("avant", ""), panel=said.get("reglage", ""),
            switches=frozenset(name for name in switches if said.get(name) == "oui"),
            filters=tuple(
                (name, tuple(map(_clean, given[name][:MOST_VALUES]))) for name in filters if any(given.get(name, ()))
            ),
            unknown=tuple(name[:40] for name in given if name not in known and any(given[name]))[:5],
        )  # fmt: skip

    @property
    def given(self) -> dict[str, tuple[str, ...]]:
        return dict(self.filters)

    def address(self, **changes: object) -> str:
        """The address of this list with something changed; any change but the page goes back to page 1."""
        state = replace(self, **({"page": 1, "after": "", "before": "", "panel": ""} | changes))  # type: ignore[arg-type]
        return f"?{urlencode(state.pairs()) or WHOLE}"

    def pairs(self) -> list[tuple[str, str]]:
        switched = [(name, "oui") for name in sorted(self.switches)]
        filtered = [(name, value) for name, values in self.filters for value in values]
        named = [("q", self.query), ("tri", self.sort), ("vue", self.tab), *switched, *filtered]
        sized = [("taille", str(self.size))] if self.size != 50 else []
        paged = [("page", str(self.page))] if self.page > 1 else []
        named += [*sized, *paged, ("apres", self.after), ("avant", self.before), ("reglage", self.panel)]
        return [pair for pair in named if pair[1]]

    def lasting(self) -> str:
        """What is worth finding again tomorrow: all but the search and the page; nothing for the whole list."""
        said = self.address(query="").removeprefix("?")
        return "" if said == WHOLE else said

    def without(self, names: Iterable[str]) -> tuple[tuple[str, tuple[str, ...]], ...]:
        left = set(names)
        return tuple(pair for pair in self.filters if pair[0] not in left)

    def toggled(self, switch: str) -> frozenset[str]:
        return self.switches ^ {switch}


def _lists(parameters: Mapping[str, str] | QueryDict) -> dict[str, list[str]]:
    if isinstance(parameters, QueryDict):
        return {name: parameters.getlist(name) for name in parameters}
    return {name: [value] for name, value in parameters.items()}


def _clean(text: str) -> str:
    return text.replace("\x00", "").strip()[:LONGEST_QUERY]


def _number(text: str, default: int) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else default
