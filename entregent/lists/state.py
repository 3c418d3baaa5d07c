"""What a list's address says: search, sort, page, page size, tab, switches. Never an error."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from urllib.parse import urlencode

SIZES = (25, 50, 100)
FURTHEST = 100_000
LONGEST_QUERY = 100


@dataclass(frozen=True)
class State:
    query: str = ""
    sort: str = ""
    page: int = 1
    size: int = 50
    tab: str = ""
    switches: frozenset[str] = field(default_factory=frozenset)
    filters: tuple[tuple[str, str], ...] = ()

    @classmethod
    def read(cls, parameters: Mapping[str, str], switches: list[str], filters: list[str]) -> State:
        """Unknown or forged values count as absent: an old address always opens."""
        size = _number(parameters.get("taille", ""), 50)
        return cls(
            query=parameters.get("q", "").replace("\x00", "").strip()[:LONGEST_QUERY],
            sort=parameters.get("tri", ""),
            page=min(max(_number(parameters.get("page", ""), 1), 1), FURTHEST),
            size=size if size in SIZES else 50,
            tab=parameters.get("vue", ""),
            switches=frozenset(name for name in switches if parameters.get(name) == "oui"),
            filters=tuple((name, parameters[name][:LONGEST_QUERY]) for name in filters if parameters.get(name)),
        )

    def address(self, **changes: object) -> str:
        """The address of this list with something changed; any change but the page goes back to page 1."""
        state = replace(self, **({"page": 1} | changes))  # type: ignore[arg-type]
        return f"?{urlencode(state.pairs())}"

    def pairs(self) -> list[tuple[str, str]]:
        switched = [(name, "oui") for name in sorted(self.switches)]
        named = [("q", self.query), ("tri", self.sort), ("vue", self.tab), *switched, *self.filters]
        sized = [("taille", str(self.size))] if self.size != 50 else []
        paged = [("page", str(self.page))] if self.page > 1 else []
        return [pair for pair in named if pair[1]] + sized + paged

    def without(self, name: str) -> tuple[tuple[str, str], ...]:
        return tuple(pair for pair in self.filters if pair[0] != name)

    def toggled(self, switch: str) -> frozenset[str]:
        return self.switches ^ {switch}


def _number(text: str, default: int) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else default
