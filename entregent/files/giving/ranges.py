"""What part of a file is wanted (RFC 9110, sections 13 and 14)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

SINGLE = re.compile(r"bytes=\s*(\d{0,18})-(\d{0,18})\s*", re.ASCII)


@dataclass(frozen=True, slots=True)
class Part:
    """Of a file of `size` bytes, those from `start` up to `end`, which is left out. status: 200, 206, 304 or 416."""

    status: int
    size: int
    start: int = 0
    end: int = 0

    @property
    def length(self) -> int:
        return self.end - self.start

    @property
    def headers(self) -> dict[str, str]:
        if self.status == 206:
            return {"Content-Range": f"bytes {self.start}-{self.end - 1}/{self.size}"}
        return {"Content-Range": f"bytes */{self.size}"} if self.status == 416 else {}


def requested_part(headers: Mapping[str, str], size: int, tag: str) -> Part:
    """headers: names in small letters. tag: the ETag, quoted.

    Several ranges at once, and what cannot be read, give the whole file, as the standard allows.
    """
    if is_known(headers.get("if-none-match", ""), tag):
        return Part(304, size)
    asked = SINGLE.fullmatch(headers.get("range", ""))
    if asked is None or asked.groups() == ("", "") or headers.get("if-range", tag) != tag:
        return Part(200, size, 0, size)
    start, end = bounds(asked[1], asked[2], size)
    if end <= start:
        # A range written backwards is no range at all; one that begins behind the end cannot be satisfied.
        backwards = asked[1] and asked[2] and int(asked[2]) < int(asked[1])
        return Part(200, size, 0, size) if backwards else Part(416, size)
    return Part(206, size, start, end)


def bounds(first: str, last: str, size: int) -> tuple[int, int]:
    if not first:
        return max(0, size - int(last)), size
    return int(first), min(int(last) + 1, size) if last else size


def is_known(said: str, tag: str) -> bool:
    """Whether the reader has this very content. A weak tag of the same content is good enough here."""
    return said.strip() == "*" or tag in (one.strip().removeprefix("W/") for one in said.split(","))
