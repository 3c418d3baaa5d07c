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
from collections.abc import Callable, Mapping
from email.parser import BytesHeaderParser
from importlib import import_module
from pathlib import Path
from posixpath import normpath
from typing import Any, BinaryIO
from urllib.parse import unquote
from xml.parsers import expat

NEW_USER, NEW_NETWORK = 0x10000000, 0x40000000  # of Linux: <sched.h>
MEMORY = 1024**3  # bytes of addresses, libraries included
CPU = 10  # seconds
MOST_PIXELS = 120_000_000
MOST_DECODED = 160_000_000  # bytes of a picture once it is decoded: three children at once have a machine of 1 GB
EIGHTH = 8 * 8
MOST_ENTRIES = 20_000
MOST_LISTED = 3 * 1024**2  # bytes of their list: so much is read in half a second
LISTED = 5  # where the end of an archive says how many bytes that list has
MOST_UNPACKED = 1024**3  # bytes that an archive says it holds, unless it has
MOST_TIMES = 100  # less than so many times its own
PIECE = 1024**2
MAGIC = ("libmagic.so.1", "libmagic*.dylib")  # as the package that brings it calls it
MOST_TOLD = 8 * 1024**2  # bytes of a part that tells of others: ten thousand slides need two
# By what [Content_Types].xml calls the main part, in lower case, without its « .main+xml ».
OFFICE_MAIN = re.compile(
    r"(application/vnd\.openxmlformats-officedocument\."
    r"(?:wordprocessingml\.(?:document|template)|spreadsheetml\.(?:sheet|template)"
    r"|presentationml\.(?:presentation|slideshow|template)))\.main\+xml"
)
BINARY_WORKBOOK = "application/vnd.ms-excel.sheet.binary"
OPEN_DOCUMENT = "application/vnd.oasis.opendocument."
MAIL_FIELDS = ("From", "To", "Date", "Subject", "Received", "Message-ID", "Return-Path")
# What zipfile raises: RuntimeError for a way of packing it does not know, ValueError for a name in no known letters.
NO_ARCHIVE = (zipfile.BadZipFile, OSError, ValueError, RuntimeError, EOFError)
# Consoles write the bell, backspaces and escapes; DOS ends a text, or a part of one, with 0x1A.
NO_TEXT = re.compile(rb"[\x00-\x06\x0e-\x19\x1c-\x1f]")
BEGINNING = 4096  # bytes
HEIF_BRANDS = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1")
ZIP = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
# What may stand before the first element of a page; each piece once taken is not given back, so that it stays fast.
PROLOG = re.compile(r"(?>\s+|<\?.*?(?:\?>|\Z)|<!--.*?(?:-->|\Z)|<![^>]*(?:>|\Z))*+", re.DOTALL)
ELEMENT = re.compile(r"<(?:[\w-]+:)?([a-z][a-z0-9]*)(?=[\s/>])")
# The elements by whose name, at the very beginning, a browser takes text for a page: mimesniff.spec.whatwg.org, 7.1.
PAGE = frozenset(("html", "head", "script", "iframe", "h1", "div", "font", "table", "a", "style", "title", "b", "body",
                  "br", "p"))  # fmt: skip


seen = {"unpacked": 0}  # what the one file of this process holds, beside its kind


class Unreadable(Exception):
    """It does not open: "other" when it does not even begin as its kind does, or "damaged", "bomb", "macros"."""


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

    if b"%PDF-" not in beginning(file):
        raise Unreadable("other")
    try:
        with pikepdf.open(file) as document:
            if not len(document.pages):
                raise Unreadable("damaged")
    except pikepdf.PasswordError:
        pass  # a PDF that asks for a password is one
    except pikepdf.PdfError:
        raise Unreadable("damaged") from None
    return "application/pdf"


def picture(file: BinaryIO) -> str:
    """One of several kinds, by its content: telephones and programs that convert often keep another's ending."""
    head = beginning(file)
    if head[4:8] == b"ftyp" and head[8:12] in HEIF_BRANDS:
        return heic(file)
    if head.startswith((b"\x89PNG", b"\xff\xd8\xff", b"GIF8")) or (head[:4], head[8:12]) == (b"RIFF", b"WEBP"):
        return image(file)
    raise Unreadable("other")


def image(file: BinaryIO) -> str:
    from PIL import Image  # noqa: PLC0415

    Image.MAX_IMAGE_PIXELS = MOST_PIXELS
    try:
        with Image.open(file, formats=["PNG", "JPEG", "GIF", "WEBP", "TIFF"]) as opened:
            if opened.width * opened.height > MOST_PIXELS:
                raise Unreadable("bomb")
            media = str(opened.get_format_mimetype())
            size = decoded_bytes(opened)
            opened.draft("RGB", (256, 256))  # of a JPEG an eighth is decoded: enough to know that it is whole
            if size <= MOST_DECODED:
                opened.load()
            elif opened.format == "PNG":
                opened.verify()  # by its sums, without decoding
            else:
                raise Unreadable("bomb")
    except Image.DecompressionBombError:
        raise Unreadable("bomb") from None
    except (OSError, SyntaxError, ValueError):
        raise Unreadable("damaged") from None
    # A JPEG followed by more of them (depth, a larger view), as telephones write: every program shows the first.
    return "image/jpeg" if media == "image/mpo" else media


def decoded_bytes(opened: Any) -> int:
    """What reading it takes, asked before `draft`. A JPEG that sharpens as it comes is kept whole in the meantime."""
    whole = int(opened.width) * int(opened.height) * len(opened.getbands())
    is_drafted = opened.format in ("JPEG", "MPO") and not opened.info.get("progressive")
    return whole // EIGHTH if is_drafted else whole


def heic(file: BinaryIO) -> str:
    import pillow_heif  # noqa: PLC0415

    try:
        width, height = pillow_heif.open_heif(file).size
    except (OSError, ValueError, RuntimeError, EOFError, SyntaxError):
        raise Unreadable("damaged") from None
    if width * height > MOST_PIXELS:
        raise Unreadable("bomb")
    return "image/heic"


def beginning(file: BinaryIO) -> bytes:
    file.seek(0)
    head = file.read(BEGINNING)
    file.seek(0)
    return head


def entries(file: BinaryIO) -> zipfile.ZipFile:
    """The list of what an archive holds. Nothing is unpacked but the few parts that tell of the others."""
    if not beginning(file).startswith(ZIP):
        raise Unreadable("other")
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
    """By what its package says of itself: programs do not agree on how its parts are called.

    ISO/IEC 29500-2: the relationships of the package name its main part, the content types say what that is; names
    are blind to case. Some programs write backslashes between folders, as Windows does.
    """
    found = entries(file)
    parts = {part_name(entry.filename): entry for entry in found.infolist()}
    if "/[content_types].xml" not in parts:
        return "application/zip"
    types, main = content_types(found, parts), main_part(found, parts)
    told = types.get(main) or types.get(main.rpartition(".")[2], "")
    if told.startswith(BINARY_WORKBOOK):
        return BINARY_WORKBOOK
    if any("macroenabled" in one or "vbaproject" in one for one in (*types.values(), *parts)):
        raise Unreadable("macros")
    known = OFFICE_MAIN.fullmatch(told)
    if known is None:
        raise Unreadable("damaged")
    return known[1]


def part_name(name: str) -> str:
    return normpath("/" + unquote(name).replace("\\", "/").lstrip("/")).lower()


def main_part(found: zipfile.ZipFile, parts: Mapping[str, zipfile.ZipInfo]) -> str:
    """Raises Unreadable when there is none."""
    for tag, said in elements(found, parts, "/_rels/.rels"):
        if tag == "Relationship" and said.get("Type", "").endswith("/officeDocument"):
            name = part_name(said.get("Target", ""))
            if name in parts:
                return name
    raise Unreadable("damaged")


def content_types(found: zipfile.ZipFile, parts: Mapping[str, zipfile.ZipInfo]) -> dict[str, str]:
    """What the package calls its parts, in lower case: by their names, or by their endings."""
    types = {}
    for tag, said in elements(found, parts, "/[content_types].xml"):
        if tag in ("Override", "Default"):
            key = part_name(said.get("PartName", "")) if tag == "Override" else said.get("Extension", "").lower()
            types[key] = said.get("ContentType", "").strip().lower()
    return types


def elements(
    found: zipfile.ZipFile, parts: Mapping[str, zipfile.ZipInfo], name: str
) -> list[tuple[str, dict[str, str]]]:
    """The elements of a part that tells of others, without their namespaces. It may hold no entities: no DOCTYPE."""
    told: list[tuple[str, dict[str, str]]] = []
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler = lambda tag, said: told.append((tag.rpartition(" ")[2], said))
    parser.StartDoctypeDeclHandler = refuse_doctype
    try:
        with found.open(parts[name]) as part:
            parser.Parse(part.read(MOST_TOLD), True)
    except (KeyError, expat.ExpatError, *NO_ARCHIVE):
        raise Unreadable("damaged") from None
    return told


def refuse_doctype(*_declared: Any) -> None:
    raise Unreadable("damaged")


def open_document(file: BinaryIO) -> str:
    found = entries(file)
    names = set(found.namelist())
    if "mimetype" not in names:
        return "application/zip"
    if not {"content.xml", "META-INF/manifest.xml"} <= names or found.getinfo("mimetype").file_size > 100:
        raise Unreadable("damaged")
    try:
        with found.open("mimetype") as part:
            media = part.read(100).decode("ascii").strip()
    except NO_ARCHIVE:
        raise Unreadable("damaged") from None
    return media


def text(file: BinaryIO) -> str:
    """Words in Unicode, or in any alphabet of one byte a sign: old Windows, its console, old Mac."""
    head = beginning(file)
    encoding = utf16_of(head)
    if not (is_utf16(file, encoding) if encoding else is_of_bytes(file)):
        raise Unreadable("other")
    return page_of(head.decode(encoding or "utf-8-sig", "replace")) or "text/plain"


def utf16_of(head: bytes) -> str:
    """It says so, or every other of its bytes is nought."""
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    even, odd = head[::2].count(0), head[1::2].count(0)
    most = len(head) // 2 * 0.7
    if min(even, odd) or max(even, odd) <= most:
        return ""
    return "utf-16-le" if odd else "utf-16-be"


def is_utf16(file: BinaryIO, encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    pieces = iter(lambda: file.read(PIECE), b"")
    try:
        return not any(NO_TEXT.search(decoder.decode(piece).encode("utf-8")) for piece in pieces)
    except UnicodeError:
        return False


def is_of_bytes(file: BinaryIO) -> bool:
    """From 0x80 on, each byte is a letter of one alphabet or another; below 0x20, few belong in a text."""
    return not any(NO_TEXT.search(piece) for piece in iter(lambda: file.read(PIECE), b""))


def page_of(words: str) -> str:
    """What a browser would take it for in spite of its name: by how it begins, not by what it quotes."""
    lowered = words.lower().lstrip("\ufeff")
    prolog = PROLOG.match(lowered)
    before = prolog[0] if prolog else ""
    root = ELEMENT.match(lowered, len(before))
    if root and root[1] == "svg":
        return "image/svg+xml"
    if root and root[1] in PAGE:
        return "text/html"
    return "text/html" if before.lstrip().startswith(("<!doctype html", "<!--")) else ""


def mail(file: BinaryIO) -> str:
    head = file.read(256 * 1024)
    fields = BytesHeaderParser().parsebytes(head)
    if b"\0" in head or sum(name in fields for name in MAIL_FIELDS) < 2:
        raise Unreadable("other")
    return "message/rfc822"


READERS: dict[str, Callable[[BinaryIO], str]] = {
    reader.__name__: reader for reader in (pdf, picture, archive, office, open_document, text, mail)
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
