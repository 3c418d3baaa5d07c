"""Which rows are on this page. Pages are numbered as far as rows are counted, and follow one another beyond."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from entregent.core.counting import CAP
from entregent.lists.state import State


@dataclass(frozen=True)
class Slice:
    """keys: of the rows, in order. first: the place of the first one, from 1."""

    keys: list[Any]
    first: int
    page: int
    has_next: bool
    total: int  # CAP + 1 when there are more than CAP

    @property
    def is_capped(self) -> bool:
        return self.total > CAP


def slice_of(rows: Any, order: tuple[str, str], state: State, total: int) -> Slice:
    """rows: the narrowed ones. order: a column and the key, both up or both down. total: as it is counted, capped."""
    page = state.page if total > CAP else min(state.page, max(1, -(-total // state.size)))
    beyond = _beyond(rows, order, state) if total > CAP else None
    keys, more = beyond or _numbered_page(rows, order, (page - 1) * state.size, state.size)
    if not keys and page > 1:  # a page further than the last row
        page, (keys, more) = 1, _numbered_page(rows, order, 0, state.size)
    return Slice(keys, (page - 1) * state.size + 1, page, more, total)


def _numbered_page(rows: Any, order: tuple[str, str], start: int, size: int) -> tuple[list[Any], bool]:
    """One row more than the page holds tells whether there is another page."""
    keys = list(rows.order_by(*order).values_list("pk", flat=True)[start : start + size + 1])
    return keys[:size], len(keys) > size


def _beyond(rows: Any, order: tuple[str, str], state: State) -> tuple[list[Any], bool] | None:
    """The page after, or before, a row that is known by its key: as quick at the millionth row as at the first."""
    mark = state.after or state.before
    if not (mark.isascii() and mark.isdigit() and len(mark) < 19):
        return None
    path = order[0].removeprefix("-")
    value = rows.filter(pk=int(mark)).values_list(path, flat=True).first()
    if value is None:
        return None
    backwards = not state.after
    down = order[0].startswith("-") != backwards
    turned = tuple(f"{'-' if down else ''}{part.removeprefix('-')}" for part in order)
    keys = list(
        following(rows, path, value, int(mark), down=down)
        .order_by(*turned)
        .values_list("pk", flat=True)[: state.size + 1]
    )
    more, keys = len(keys) > state.size, keys[: state.size]
    return (keys[::-1], True) if backwards else (keys, more)


def following(rows: Any, path: str, value: Any, pk: int, *, down: bool) -> Any:
    """Rows after this one. Both databases walk the index for this form, and scan for `a > x OR (a = x AND …)`."""
    side, key_side = ("lte", "gte") if down else ("gte", "lte")
    return rows.filter(**{f"{path}__{side}": value}).exclude(**{path: value, f"pk__{key_side}": pk})
