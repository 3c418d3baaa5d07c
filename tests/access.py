"""The access tables: one row an address and a method, one column a person, the status in the cell.

An address is the name of a page's, or the prefix of a raw door: « /en-direct/flux/ ».
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver, reverse

from entregent.core.bridge import doors
from entregent.files import tus
from entregent.people.submissions import new_key
from entregent.threads.models import PURPOSE
from tests.cast import Cast
from tests.files.sender import TUS, metadata

# What a program says at a raw door: enough for whoever may enter to be let in.
SAID = {
    tus.PREFIX: TUS | {"Upload-Length": "9", "Upload-Metadata": metadata(filename="a.txt", purpose=PURPOSE)},
}
ROOT = Path(__file__).parents[1] / "entregent"
PEOPLE = (
    "public",
    "agent",
    "collegue",
    "administrateur",
    "referent",
    "autre",
    "technicien",
    "responsable",
    "etranger",
    "admin",
)


def tables() -> list[dict[str, str]]:
    """Every row of every room's access.csv, but of spaces that have a cast of their own (tests/spaces)."""
    return [row for row in every_row() if PEOPLE[1] in row]


def every_row() -> list[dict[str, str]]:
    return [row for path in sorted(ROOT.glob("**/access.csv")) for row in csv.DictReader(path.open(encoding="utf-8"))]


def of_people(rows: list[dict[str, str]], people: Iterable[str]) -> list[dict[str, str]]:
    """Rows whose table has a column for each of these people: every space has a cast of its own."""
    return [row for row in rows if set(people) <= row.keys()]


def batches(rows: list[dict[str, str]], size: int = 18) -> list[list[dict[str, str]]]:
    """A scene is dear to build: it serves several rows."""
    return [rows[start : start + size] for start in range(0, len(rows), size)]


def everything() -> set[str]:
    """Every address and every raw door that the portal answers at."""
    return {*names(), *doors.prefixes()}


def names(patterns: Any = None, prefix: str = "") -> Iterator[str]:
    """Full names of every address that the portal answers to; an unnamed one shows as its pattern."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(pattern, URLResolver):
            yield from names(pattern.url_patterns, f"{prefix}{pattern.namespace}:" if pattern.namespace else prefix)
        elif isinstance(pattern, URLPattern):
            yield f"{prefix}{pattern.name or pattern.pattern}"


def is_door(row: dict[str, str]) -> bool:
    return row["url"].startswith("/")


def address(row: dict[str, str], arguments: Callable[[str], list[Any]]) -> str:
    given = arguments(row["object"]) if row["object"] else []
    return row["url"] + "/".join(map(str, given)) if is_door(row) else reverse(row["url"], args=given)


def posted(cast: Cast, person: str) -> dict[str, str]:
    """What every form carries: an empty form with a valid key says whether the door is open, and no more."""
    return {"submission": new_key(cast.viewer(person))} if person != "public" else {}
