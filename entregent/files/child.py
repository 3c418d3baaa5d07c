"""Looks into one file that a stranger wrote, in a process of its own that may do little.

Run as a script, without the portal's code, settings and secrets in its memory: the file is its standard input, the
name of a reader its only argument. It answers one line of JSON: what libmagic says, and what the reader found.

A parser that is taken over is held by `confine`: no file grows by it, it starts no other process, has its share of
memory and time and, where Linux lets a user have it so, no network. Nothing holds it from what the portal's user may
do besides: read files, empty, delete or map them, end processes, speak to a local socket that has a path.
"""

from __future__ import annotations

import codecs
import ctypes
import ctypes.util
import json
import re
import resource
import sys
import zipfile
from collections.abc import Callable
from email.parser import BytesHeaderParser
from importlib import import_module
from pathlib import Path
from typing import Any, BinaryIO

NEW_USER, NEW_NETWORK = 0x10000000, 0x40000000  # of Linux: <sched.h>
MEMORY = 1024**3  # bytes of addresses, libraries included
CPU = 10  # seconds
MOST_PIXELS = 120_000_000
MOST_ENTRIES = 20_000
MOST_LISTED = 3 * 1024**2  # bytes of their list: so much is read in half a second
LISTED = 5  # where the end of an archive says how many bytes that list has
MOST_UNPACKED = 1024**3  # bytes that an archive says it holds, unless it has
MOST_TIMES = 100  # less than so many times its own
PIECE = 1024**2
MAGIC = ("libmagic.so.1", "libmagic*.dylib")  # as the package that brings it calls it
OFFICE = "application/vnd.openxmlformats-officedocument."
OFFICE_PARTS = {
    "word/document.xml": f"{OFFICE}wordprocessingml.document",
    "xl/workbook.xml": f"{OFFICE}spreadsheetml.sheet",
    "ppt/presentation.xml": f"{OFFICE}presentationml.presentation",
}
OPEN_DOCUMENT = "application/vnd.oasis.opendocument."
MAIL_FIELDS = ("From", "To", "Date", "Subject", "Received", "Message-ID", "Return-Path")
# What zipfile raises: RuntimeError for a way of packing it does not know, ValueError for a name in no known letters.
NO_ARCHIVE = (zipfile.BadZipFile, OSError, ValueError, RuntimeError, EOFError)
NO_TEXT = re.compile(r"[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f]")


seen = {"unpacked": 0}  # what the one file of this process holds, beside its kind


class Unreadable(Exception):
    """It does not open: "damaged", "bomb" or "macros"."""


def confine() -> None:
    """Takes away what no reader needs. What stays possible is said at the head of this file."""
    leave_network()
    for kind, soft, hard in (
        (resource.RLIMIT_AS, MEMORY, MEMORY), (resource.RLIMIT_FSIZE, 0, 0), (resource.RLIMIT_CORE, 0, 0),
        (resource.RLIMIT_NPROC, 0, 0),
        (resource.RLIMIT_CPU, CPU, CPU + 1),  # the first of the two ends it with a signal of its own, which says why
    ):  # fmt: skip
        given = resource.getrlimit(kind)[1]
        most = hard if given == resource.RLIM_INFINITY else min(hard, given)
        resource.setrlimit(kind, (min(soft, most), most))


def leave_network() -> None:
    """Into a network of its own, where there is nothing. Containers and some systems refuse: then it goes without."""
    try:
        ctypes.CDLL(None).unshare(NEW_USER | NEW_NETWORK)
    except (OSError, AttributeError):
        return  # not Linux


def media_type(file: BinaryIO) -> str:
    """What libmagic makes of it. It reads the beginning, whatever the size."""
    folder = Path(import_module("pylibmagic").__file__ or "").parent
    names = (path.name for name in MAGIC for path in folder.glob(name))
    named = next(names, "libmagic.so.1")
    # Left to look for it, ctypes asks ldconfig or a compiler: whoever is not root may start none of them here.
    ctypes.util.find_library = lambda name: named
    magic = import_module("magic")
    found = str(magic.from_descriptor(file.fileno(), mime=True))
    file.seek(0)
    return found


def pdf(file: BinaryIO) -> str:
    import pikepdf  # noqa: PLC0415 (each reader loads its own parser alone)

    try:
        with pikepdf.open(file) as document:
            if not len(document.pages):
                raise Unreadable("damaged")
    except pikepdf.PasswordError:
        pass  # a PDF that asks for a password is one
    except pikepdf.PdfError:
        raise Unreadable("damaged") from None
    return "application/pdf"


def image(file: BinaryIO) -> str:
    from PIL import Image  # noqa: PLC0415

    Image.MAX_IMAGE_PIXELS = MOST_PIXELS
    try:
        with Image.open(file, formats=["PNG", "JPEG", "GIF", "WEBP", "TIFF"]) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                raise Unreadable("bomb")
            media = str(picture.get_format_mimetype())
            picture.draft("RGB", (256, 256))  # of a JPEG an eighth is decoded: enough to know that it is whole
            picture.load()
    except Image.DecompressionBombError:
        raise Unreadable("bomb") from None
    except (OSError, SyntaxError, ValueError):
        raise Unreadable("damaged") from None
    return media


def heic(file: BinaryIO) -> str:
    import pillow_heif  # noqa: PLC0415

    try:
        width, height = pillow_heif.open_heif(file).size
    except (OSError, ValueError, RuntimeError, EOFError, SyntaxError):
        raise Unreadable("damaged") from None
    if width * height > MOST_PIXELS:
        raise Unreadable("bomb")
    return "image/heic"


def entries(file: BinaryIO) -> zipfile.ZipFile:
    """The list of what an archive holds. Nothing is unpacked, here or elsewhere."""
    try:
        end = zipfile._EndRecData(file)  # type: ignore[attr-defined]  # noqa: SLF001 (what ZipFile will go by)
        if end and end[LISTED] > MOST_LISTED:
            raise Unreadable("bomb")  # half a million names, one for each few bytes, keep a processor for seconds
        found = zipfile.ZipFile(file)
    except NO_ARCHIVE:
        raise Unreadable("damaged") from None
    inside = found.infolist()
    unpacked, size = sum(entry.file_size for entry in inside), file.seek(0, 2)
    if len(inside) > MOST_ENTRIES or unpacked > max(MOST_UNPACKED, MOST_TIMES * size):
        raise Unreadable("bomb")
    seen["unpacked"] = unpacked
    return found


def archive(file: BinaryIO) -> str:
    entries(file)
    return "application/zip"


def office(file: BinaryIO) -> str:
    names = set(entries(file).namelist())
    media = next((media for part, media in OFFICE_PARTS.items() if part in names), None)
    if media is None or "[Content_Types].xml" not in names:
        raise Unreadable("damaged")
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise Unreadable("macros")
    return media


def open_document(file: BinaryIO) -> str:
    found = entries(file)
    names = set(found.namelist())
    if not {"mimetype", "content.xml", "META-INF/manifest.xml"} <= names or found.getinfo("mimetype").file_size > 100:
        raise Unreadable("damaged")
    try:
        with found.open("mimetype") as part:
            media = part.read(100).decode("ascii").strip()
    except NO_ARCHIVE:
        raise Unreadable("damaged") from None
    return media


def text(file: BinaryIO) -> str:
    """Words in UTF-8, in UTF-16 that says so, or in the signs of old Windows."""
    beginning = file.read(4)
    file.seek(0)
    utf16 = beginning.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    if not any(decodes(file, encoding) for encoding in (("utf-16",) if utf16 else ("utf-8-sig", "cp1252"))):
        raise Unreadable("damaged")
    return "text/plain"


def decodes(file: BinaryIO, encoding: str) -> bool:
    file.seek(0)
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        while piece := file.read(PIECE):
            if NO_TEXT.search(decoder.decode(piece)):
                return False
        decoder.decode(b"", final=True)
    except UnicodeError:
        return False
    return True


def mail(file: BinaryIO) -> str:
    head = file.read(256 * 1024)
    fields = BytesHeaderParser().parsebytes(head)
    if b"\0" in head or sum(name in fields for name in MAIL_FIELDS) < 2:
        raise Unreadable("damaged")
    return "message/rfc822"


READERS: dict[str, Callable[[BinaryIO], str]] = {
    reader.__name__: reader for reader in (pdf, image, heic, archive, office, open_document, text, mail)
}


def report(file: BinaryIO, reader: str) -> dict[str, Any]:
    try:
        magic = media_type(file)
        return {"magic": magic, "media": READERS[reader](file), "fault": "", **seen}
    except Unreadable as fault:
        return {"magic": magic, "media": "", "fault": str(fault)}
    except (MemoryError, RecursionError):
        return {"magic": "", "media": "", "fault": "bomb"}


if __name__ == "__main__":
    confine()
    print(json.dumps(report(sys.stdin.buffer, sys.argv[1])))
