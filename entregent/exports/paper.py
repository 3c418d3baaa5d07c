"""PDFs on paper of the house: a title, facts, tables, words. Tagged for readers that speak (PDF/UA-1); no address is
fetched, and what is written in it is data for the type-setter, never its language.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

import typst

from entregent.core.clock import now

TEMPLATE = Path(__file__).with_name("paper.typ")


@dataclass(frozen=True)
class Facts:
    """Labels with their values."""

    rows: Sequence[tuple[str, str]]

    def told(self) -> dict[str, Any]:
        return {"kind": "facts", "rows": [list(map(str, row)) for row in self.rows]}


@dataclass(frozen=True)
class Table:
    """widths: shares of the line, one for each head; the columns named in `right` hold figures."""

    heads: Sequence[str]
    rows: Sequence[Sequence[str]]
    widths: Sequence[int] = ()
    right: Sequence[int] = ()

    def told(self) -> dict[str, Any]:
        return {
            "kind": "table", "heads": list(map(str, self.heads)), "rows": [list(map(str, row)) for row in self.rows],
            "widths": list(self.widths or [1] * len(self.heads)), "right": list(self.right),
        }  # fmt: skip


@dataclass(frozen=True)
class Heading:
    text: str

    def told(self) -> dict[str, Any]:
        return {"kind": "heading", "text": str(self.text)}


Part = Facts | Table | Heading | str


@dataclass(frozen=True)
class Sheet:
    """parts: facts, tables, headings, or paragraphs as they stand. language: "fr" or "en".

    Sheet(title="Accusé n° 12", house="Cabinet", language="fr", parts=[Facts([("Client", "Martin")]), "Merci."])
    """

    title: str
    house: str
    language: str = "fr"
    accent: str = "#0e5a6b"
    parts: Sequence[Part] = field(default_factory=list)
    foot: str = ""

    def told(self) -> dict[str, Any]:
        parts = [one.told() if not isinstance(one, str) else {"kind": "text", "text": one} for one in self.parts]
        head = {"title": self.title, "house": self.house, "language": self.language[:2], "accent": self.accent}
        return {**head, "foot": self.foot, "parts": parts}


def pdf_of(sheet: Sheet) -> bytes:
    """Its bytes. Raises typst.TypstError."""
    told = json.dumps(sheet.told(), ensure_ascii=False)
    made = typst.compile(
        template(), format="pdf", sys_inputs={"told": told}, pdf_standards=["ua-1"], ignore_system_fonts=True,
        timestamp=int(now().timestamp()),
    )  # fmt: skip
    assert isinstance(made, bytes)
    return made


@lru_cache(1)
def template() -> bytes:
    return TEMPLATE.read_bytes()
