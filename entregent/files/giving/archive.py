"""A ZIP archive whose length is known before its first byte: files as they are, nothing packed (APPNOTE 6.3.10).

The sum of an entry follows its bytes, so that each file is read once, as it goes out.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

LARGE = 0xFFFFFFFF  # from here on a size or a place is written in eight bytes
LATE_SUM, UTF8 = 1 << 3, 1 << 11
ENTRY, SUM, LISTED, END = 0x04034B50, 0x08074B50, 0x02014B50, 0x06054B50
END64, WAY64 = 0x06064B50, 0x07064B50
MANY = 0xFFFF


@dataclass
class Entry:
    """One file of the archive. crc: known once its bytes went out."""

    name: bytes
    size: int
    at: datetime
    place: int = 0
    crc: int = 0

    @property
    def is_large(self) -> bool:
        return self.size >= LARGE

    @property
    def version(self) -> int:
        return 45 if self.is_large or self.place >= LARGE else 20

    @property
    def moment(self) -> tuple[int, int]:
        """Time and day as DOS wrote them, which know no year before 1980."""
        at = self.at
        day = (max(at.year, 1980) - 1980) << 9 | at.month << 5 | at.day
        return at.hour << 11 | at.minute << 5 | at.second // 2, day

    def head(self) -> bytes:
        sizes = (LARGE, LARGE) if self.is_large else (self.size, self.size)
        extra = struct.pack("<HHQQ", 1, 16, self.size, self.size) if self.is_large else b""
        head = (ENTRY, self.version, LATE_SUM | UTF8, 0, *self.moment, 0, *sizes, len(self.name), len(extra))
        return struct.pack("<IHHHHHIIIHH", *head) + self.name + extra

    def tail(self) -> bytes:
        return struct.pack("<IIQQ" if self.is_large else "<IIII", SUM, self.crc, self.size, self.size)

    def line(self) -> bytes:
        """Of the list at the end of the archive."""
        wide = [self.size, self.size] if self.is_large else []
        wide += [self.place] if self.place >= LARGE else []
        extra = struct.pack(f"<HH{len(wide)}Q", 1, 8 * len(wide), *wide) if wide else b""
        size, place = (LARGE if self.is_large else self.size), min(self.place, LARGE)
        head = (LISTED, 3 << 8 | self.version, self.version, LATE_SUM | UTF8, 0, *self.moment, self.crc, size, size)
        rest = (len(self.name), len(extra), 0, 0, 0, 0o100600 << 16, place)
        return struct.pack("<IHHHHHHIIIHHHHHII", *head, *rest) + self.name + extra

    @property
    def length(self) -> int:
        return len(self.head()) + self.size + len(self.tail())


@dataclass
class Archive:
    """entries: laid out one after the other."""

    entries: list[Entry] = field(default_factory=list)

    @classmethod
    def of(cls, files: Iterable[tuple[str, int, datetime]]) -> Archive:
        """Names that are there already are numbered: « facture (2).pdf »."""
        archive, taken, place = cls(), set[str](), 0
        for name, size, at in files:
            entry = Entry(_free_name(name, taken).encode(), size, at, place)
            archive.entries.append(entry)
            place += entry.length
        return archive

    @property
    def place_of_list(self) -> int:
        return sum(entry.length for entry in self.entries)

    @property
    def length(self) -> int:
        return self.place_of_list + len(self.end())

    def end(self) -> bytes:
        """The list of what it holds, and where the list is."""
        lines, count = b"".join(entry.line() for entry in self.entries), len(self.entries)
        place, size = self.place_of_list, len(lines)
        far = count >= MANY or place >= LARGE or size >= LARGE
        wide = b""
        if far:
            wide = struct.pack("<IQHHIIQQQQ", END64, 44, 45, 45, 0, 0, count, count, size, place)
            wide += struct.pack("<IIQI", WAY64, 0, place + size, 1)
        few = min(count, MANY)
        last = struct.pack("<IHHHHIIH", END, 0, 0, few, few, min(size, LARGE), min(place, LARGE), 0)
        return lines + wide + last


def _free_name(name: str, taken: set[str]) -> str:
    """Names without regard to case, since the disks of many readers have none."""
    stem, dot, ending = name.rpartition(".")
    number, free = 1, name
    while free.casefold() in taken:
        number += 1
        free = f"{stem} ({number}).{ending}" if dot else f"{name} ({number})"
    taken.add(free.casefold())
    return free
