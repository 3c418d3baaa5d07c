"""Whether a file is what its name says: libmagic and a real parser, in a process that may do almost nothing."""

from __future__ import annotations

import json
import logging
import os
import selectors
import signal
import subprocess
import sys
import time
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation import gettext as _

from entregent.files import kinds
from entregent.people.errors import Refused

CHILD = Path(__file__).with_name("child.py")
PATIENCE = 20  # seconds of clock; the child has fewer of processor
BOMB, BROKEN, DAMAGED = "bomb", "broken", "damaged"
HEARD = 4096  # bytes of what the child says, and of what it complains of: the end of each
log = logging.getLogger(__name__)


class Unfit(Refused):
    """This file is not accepted; the message says why, and what it is."""


@dataclass(frozen=True, slots=True)
class Report:
    """magic: what libmagic says. media: what the reader opened. fault: why it did not."""

    magic: str
    media: str
    fault: str
    unpacked: int = 0  # bytes that an archive says it holds


@dataclass(frozen=True, slots=True)
class Content:
    """What a file is: media type, and for an archive how many bytes it says it holds."""

    media: str
    unpacked: int = 0


def demand_name(name: str, accepted: Collection[str]) -> kinds.Kind:
    """The kind that the name promises. Raises Unfit for one that is not accepted, before any byte is sent."""
    kind = kinds.kind_by_name(name)
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


def inspect(path: Path, name: str, accepted: Collection[str]) -> Content:
    """The content, which is what the name promises. Raises Unfit with words that name it."""
    kind = demand_name(name, accepted)
    found = look(path, kind.reader)
    if found.fault == "macros":
        raise Unfit(_("This document holds macros: save it without them."))
    if found.fault == BOMB:
        raise Unfit(_("This file unfolds to something far too large to be opened."))
    if found.fault == BROKEN:
        raise Unfit(_("This file could not be opened. Save it anew, or as PDF, then send it again."))
    if found.fault == DAMAGED or (found.fault and kind.reader == "text" and found.magic.startswith("text/")):
        raise unopenable(kind)
    if found.fault:
        raise unlike(kind, name, found.magic)
    media = kind.media if (kind.reader, found.media) == ("text", "text/plain") else found.media
    # Programs that save pictures often give them another picture's ending: content decides.
    if media != kind.media and kind.reader != "picture":
        raise unlike(kind, name, media)
    if media not in accepted:
        raise unlike(kind, name, media)
    return Content(media, found.unpacked)


def unlike(kind: kinds.Kind, name: str, media: str) -> Unfit:
    if media == kind.media:
        return unopenable(kind)
    told = {"extension": kinds.extension_of(name), "kind": kinds.media_label(media)}
    return Unfit(_("This file is named .%(extension)s, but holds something else: %(kind)s.") % told)


def unopenable(kind: kinds.Kind) -> Unfit:
    return Unfit(_("This file is damaged: it does not open as %(kind)s.") % {"kind": kind.label})


def look(path: Path, reader: str) -> Report:
    """What a child process finds. One that has to be stopped for its time has met something made to harm."""
    with path.open("rb") as file:
        child = subprocess.Popen(
            [sys.executable, "-I", "-B", str(CHILD), reader],
            stdin=file, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd="/", env={"LANG": "C.UTF-8"},
        )  # fmt: skip
    with child:
        try:
            said, complained = output_of(child)
            code = child.wait(PATIENCE)
        except (TimeoutError, subprocess.TimeoutExpired):
            return Report("", "", BOMB)
        finally:
            child.kill()
    return report_of(reader, code, said, complained)


def output_of(child: subprocess.Popen[bytes]) -> tuple[bytes, bytes]:
    """The end of what it says and of what it complains of, once it is silent; the rest is kept nowhere.

    Raises TimeoutError after PATIENCE.
    """
    assert child.stdout is not None
    assert child.stderr is not None
    told, end = {child.stdout: b"", child.stderr: b""}, time.monotonic() + PATIENCE
    with selectors.DefaultSelector() as speaking:
        for pipe in told:
            speaking.register(pipe, selectors.EVENT_READ, pipe)
        while speaking.get_map():
            if (left := end - time.monotonic()) <= 0:
                raise TimeoutError
            for key, _events in speaking.select(left):
                piece = os.read(key.fd, HEARD)
                told[key.data] = (told[key.data] + piece)[-HEARD:]
                if not piece:
                    speaking.unregister(key.fileobj)
    return told[child.stdout], told[child.stderr]


def report_of(reader: str, code: int, said: bytes, complained: bytes) -> Report:
    """A child that breaks proves nothing about the file: it may as well lack a library, which the log then says."""
    if code == -signal.SIGXCPU:  # its time of processor is over (child.py)
        return Report("", "", BOMB)
    try:
        if code == 0:
            return Report(**json.loads(said))
    except (ValueError, TypeError):
        pass
    log.error("The reader %s broke (%d): %s", reader, code, complained.decode(errors="replace"))
    return Report("", "", BROKEN)
