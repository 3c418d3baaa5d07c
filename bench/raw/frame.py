"""What surrounds a hand-written page: the real page's own mark-up, taken once, with holes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from django.db import connection
from django.http import HttpRequest, HttpResponse

from entregent.people.viewer import who_looks

Hole = tuple[str, str]  # where it begins and ends; both stay
_frames: dict[tuple[int, str], list[str]] = {}


def filled(request: HttpRequest, real: Callable[[], HttpResponse], holes: dict[Hole, str]) -> HttpResponse:
    """The real page of this person with other words in its holes, which stand in the order of the page."""
    key = (who_looks(request).acting, request.path_info.split("/")[2])
    if key not in _frames:
        _frames[key] = list(pieces(real().content.decode(), list(holes)))
    frame = _frames[key]
    return HttpResponse("".join(part for pair in zip(frame, [*holes.values(), ""], strict=True) for part in pair))


def pieces(page: str, holes: Sequence[Hole]) -> Iterator[str]:
    """What stands before, between and after the holes. Raises ValueError when the page has no such hole."""
    for start, end in holes:
        before, found, rest = page.partition(start)
        _, closed, page = rest.partition(end)
        if not found or not closed:
            raise ValueError(f"The page has no {start} … {end}")
        yield before + start
        page = end + page
    yield page


def fetch(statement: str, *values: Any) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return list(cursor.fetchall())
