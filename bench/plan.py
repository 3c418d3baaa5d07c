"""What is asked, by whom, and what it is compared with."""

from __future__ import annotations

from dataclasses import dataclass

BARE = "bare framework"


@dataclass(frozen=True)
class Page:
    """addresses: asked in turn. session: the cookie of who asks. raw: the hand-written page beside it."""

    name: str
    addresses: list[str]
    session: str
    raw: str = ""
    queries: int = 0
    size: int = 0


@dataclass(frozen=True)
class Creation:
    """A form, asked for and sent back with its own key each time."""

    name: str
    form: str
    address: str
    session: str
    contract: int
    queries: int = 0


@dataclass(frozen=True)
class Plan:
    pages: list[Page]
    creation: Creation
    database: str  # its name and version
    requests: int  # how many there are


def read(told: dict[str, object]) -> Plan:
    """The plan as another process told it, in JSON."""
    pages, creation = told["pages"], told["creation"]
    assert isinstance(pages, list)
    assert isinstance(creation, dict)
    return Plan(
        [Page(**page) for page in pages], Creation(**creation), str(told["database"]), int(str(told["requests"]))
    )
