"""Whether a file is what its name says: libmagic and a real parser, in a process that may do almost nothing."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation import gettext as _

from entregent.files import kinds
from entregent.people.errors import Refused

CHILD = Path(__file__).with_name("child.py")
PATIENCE = 20  # seconds of clock; the child has fewer of processor
# Read as text without complaint, and yet no text that people write to one another.
ACTIVE = frozenset(("text/html", "application/xhtml+xml", "image/svg+xml"))
BOMB = "bomb"


class Unfit(Refused):
    """This file is not accepted; the message says why, and what it is."""


@dataclass(frozen=True, slots=True)
class Report:
    """magic: what libmagic says. media: what the reader opened. fault: why it did not."""

    magic: str
    media: str
    fault: str


def demand_name(name: str, accepted: Collection[str]) -> kinds.Kind:
    """The kind that the name promises. Raises Unfit for one that is not accepted, before any byte is sent."""
    kind = kinds.expected(name)
    if kind is not None and kind.media in accepted:
        return kind
    extension = kinds.extension_of(name)
    if extension in kinds.OLD:
        raise Unfit(
            _("This file is in an old Office format: save it as .%(newer)s or as PDF.") % {"newer": f"{extension}x"}
        )
    if extension:
        raise Unfit(_("Files named .%(extension)s are not accepted here.") % {"extension": extension[:20]})
    raise Unfit(_("The name of this file does not say of what kind it is: add its ending, such as .pdf."))


def inspect(path: Path, name: str, accepted: Collection[str]) -> str:
    """The media type of the content, which is what the name promises. Raises Unfit with words that name the content."""
    kind = demand_name(name, accepted)
    found = look(path, kind.reader)
    if found.fault == "macros":
        raise Unfit(_("This document holds macros: save it without them."))
    if found.fault == BOMB:
        raise Unfit(_("This file unfolds to something far too large to be opened."))
    if found.fault or (kind.reader == "text" and found.magic in ACTIVE):
        raise unlike(kind, name, found.magic)
    media = kind.media if kind.reader == "text" else found.media
    # Programs that save pictures often give them another picture's ending: content decides.
    if media != kind.media and kind.reader != "image":
        raise unlike(kind, name, media)
    if media not in accepted:
        raise unlike(kind, name, media)
    return media


def unlike(kind: kinds.Kind, name: str, media: str) -> Unfit:
    if media == kind.media:
        return Unfit(_("This file is damaged: it does not open as %(kind)s.") % {"kind": kind.label})
    told = {"extension": kinds.extension_of(name), "kind": kinds.told(media)}
    return Unfit(_("This file is named .%(extension)s, but holds something else: %(kind)s.") % told)


def look(path: Path, reader: str) -> Report:
    """What a child process finds. One that has to be stopped, or that breaks, has met something made to harm."""
    with path.open("rb") as file:
        try:
            done = subprocess.run(
                [sys.executable, "-I", "-B", str(CHILD), reader],
                stdin=file, capture_output=True, timeout=PATIENCE, check=False,
                cwd="/", env={"LANG": "C.UTF-8"},
            )  # fmt: skip
        except subprocess.TimeoutExpired:
            return Report("", "", BOMB)
    try:
        return Report(**json.loads(done.stdout)) if done.returncode == 0 else Report("", "", BOMB)
    except (ValueError, TypeError):
        return Report("", "", BOMB)
