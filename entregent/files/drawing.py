"""Draws one page of a file that a stranger wrote, or reads the words of it, confined as `child.py` is.

Run as a script: the file is its standard input. It answers one line of JSON, then the picture or the text:

    drawing.py draw application/pdf 3 1000     page 3, 1000 dots wide, as JPEG
    drawing.py scan image/tiff 1 2000          the same in grey and cut to what is written, as PNG, to be recognised
    drawing.py words application/pdf 0 0       its words, in UTF-8
"""

from __future__ import annotations

import io
import json
import sys
import zipfile
from collections.abc import Callable, Iterator
from email import policy
from email.parser import BytesParser
from importlib.machinery import SourceFileLoader
from pathlib import Path
from typing import Any, BinaryIO
from xml.etree import ElementTree as ET

PDF, TIFF, HEIC = "application/pdf", "image/tiff", "image/heic"
TALLEST = 6000  # dots
MOST_WORDS = 200_000  # signs of text that are read
MOST_PAGES = 300  # of which words are read
PART_BYTES = 64 * 1024 * 1024  # of one part of an archive, unpacked
PAPER = 200  # of 255: what is lighter is no ink
LINE_ENDS = ("p", "tr", "row", "br", "h")  # elements after which a new line of words begins
OFFICE = {
    "wordprocessingml.document": ("word/document.xml",), "spreadsheetml.sheet": ("xl/sharedStrings.xml",),
    "presentationml.presentation": ("ppt/slides/",), "opendocument": ("content.xml",),
}  # fmt: skip


class Undrawn(Exception):
    """No page of it can be shown: "locked", "damaged" or "other"."""


def pages_of_pdf(file: BinaryIO) -> Any:
    import pypdfium2  # type: ignore[import-untyped]  # noqa: PLC0415 (each act loads its own parser alone)

    try:
        return pypdfium2.PdfDocument(file)
    except pypdfium2.PdfiumError as error:
        raise Undrawn("locked" if "assword" in str(error) else "damaged") from None


def pdf_page(file: BinaryIO, page: int, width: int) -> tuple[Any, int]:
    document = pages_of_pdf(file)
    count = len(document)
    if not 1 <= page <= count:
        raise Undrawn("other")
    drawn = document[page - 1]
    across, down = drawn.get_size()
    scale = min(width / max(across, 1), TALLEST / max(down, 1))
    return drawn.render(scale=scale).to_pil().convert("RGB"), count


def image_page(file: BinaryIO, page: int, width: int) -> tuple[Any, int]:
    from PIL import Image, ImageOps  # noqa: PLC0415

    picture, count = open_picture(file, Image)
    if not 1 <= page <= count:
        raise Undrawn("other")
    picture.seek(page - 1)
    if picture.format == "JPEG":
        picture.draft("RGB", (width, TALLEST))
    across, down = square(picture)
    upright: Any = ImageOps.exif_transpose(picture)
    if upright.size != picture.size and upright.size == picture.size[::-1]:
        across, down = down, across
    scale = min(width / across, TALLEST / down, 4)
    size = (max(1, round(across * scale)), max(1, round(down * scale)))
    return on_white(upright, Image).resize(size, Image.Resampling.LANCZOS), count


def open_picture(file: BinaryIO, images: Any) -> tuple[Any, int]:
    images.MAX_IMAGE_PIXELS = child.MOST_PIXELS
    try:
        picture = images.open(file, formats=["PNG", "JPEG", "GIF", "WEBP", "TIFF"])
        if picture.width * picture.height > child.MOST_PIXELS:
            raise Undrawn("damaged")
        if child.decoded_bytes(picture) > child.MOST_DECODED:
            raise Undrawn("other")
    except images.DecompressionBombError:
        raise Undrawn("damaged") from None
    return picture, picture.n_frames if picture.format == "TIFF" else 1


def square(picture: Any) -> tuple[float, float]:
    """Its size in square dots: a fax has twice as many across as down."""
    across, down = picture.info.get("dpi") or (1, 1)
    ratio = float(across) / float(down) if across and down else 1
    return (picture.width, picture.height * ratio) if ratio > 1 else (picture.width / ratio, picture.height)


def on_white(picture: Any, images: Any) -> Any:
    """What is transparent is paper."""
    if picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info:
        whole = picture.convert("RGBA")
        ground = images.new("RGB", whole.size, "white")
        ground.paste(whole, mask=whole.getchannel("A"))
        return ground
    if picture.mode.startswith("I;16"):
        return picture.point(lambda value: value / 256).convert("L")
    return picture.convert("L" if picture.mode in ("1", "L") else "RGB")


def heic_page(file: BinaryIO, page: int, width: int) -> tuple[Any, int]:
    import pillow_heif  # noqa: PLC0415

    pillow_heif.register_heif_opener()
    from PIL import Image  # noqa: PLC0415

    picture = Image.open(file, formats=["HEIF"])
    picture.thumbnail((width, TALLEST))
    return picture.convert("RGB"), 1


def page_drawn(file: BinaryIO, kind: str, page: int, width: int) -> tuple[Any, int]:
    if kind == PDF:
        return pdf_page(file, page, width)
    if kind == HEIC:
        return heic_page(file, page, width)
    if kind.startswith("image/"):
        return image_page(file, page, width)
    raise Undrawn("other")


def draw(file: BinaryIO, kind: str, page: int, width: int) -> tuple[dict[str, Any], bytes]:
    picture, count = page_drawn(file, kind, page, width)
    made = io.BytesIO()
    picture.save(made, "JPEG", quality=84, optimize=False)
    return {"pages": count, "width": picture.width, "height": picture.height}, made.getvalue()


def scan(file: BinaryIO, kind: str, page: int, width: int) -> tuple[dict[str, Any], bytes]:
    """Cut to its ink: recognising an empty table around a page costs more than the page."""
    picture, count = page_drawn(file, kind, page, width)
    grey = picture.convert("L")
    ink = grey.point(lambda value: 255 if value < PAPER else 0).getbbox()
    made = io.BytesIO()
    (grey.crop(ink) if ink else grey).save(made, "PNG", compress_level=1)
    return {"pages": count}, made.getvalue()


def words(file: BinaryIO, kind: str, _page: int, _width: int) -> tuple[dict[str, Any], bytes]:
    """Its words, and how many pages have none."""
    if kind == PDF:
        return pdf_words(file)
    text = "".join(pieces_cut(plain_words(file, kind)))
    return {"pages": 1, "bare": []}, text.encode(errors="replace")


def pdf_words(file: BinaryIO) -> tuple[dict[str, Any], bytes]:
    document = pages_of_pdf(file)
    found, bare = [], []
    for number in range(min(len(document), MOST_PAGES)):
        text = document[number].get_textpage().get_text_range()
        found.append(text)
        if len(text.split()) < 3:
            bare.append(number + 1)
    return {"pages": len(document), "bare": bare}, "".join(pieces_cut(found)).encode(errors="replace")


def plain_words(file: BinaryIO, kind: str) -> Iterator[str]:
    if kind.startswith("text/"):
        yield text_decoded(file.read(MOST_WORDS))
    elif kind == "message/rfc822":
        mail = BytesParser(policy=policy.default).parse(file)
        body = mail.get_body(("plain",))
        yield f"{mail['Subject'] or ''}\n{body.get_content() if body else ''}"
    else:
        yield from office_words(file, kind)


def office_words(file: BinaryIO, kind: str) -> Iterator[str]:
    wanted = next((parts for name, parts in OFFICE.items() if name in kind), ())
    if not wanted:
        return
    with zipfile.ZipFile(file) as archive:
        for info in archive.infolist():
            if info.filename.startswith(wanted) and info.filename.endswith(".xml") and info.file_size < PART_BYTES:
                with archive.open(info) as part:
                    yield from xml_words(part)


def xml_words(part: Any) -> Iterator[str]:
    for _event, element in ET.iterparse(part):  # noqa: S314 (what a bomb of entities costs, the limits of this process bound)
        if element.text:
            yield element.text
        if element.tag.rpartition("}")[2] in LINE_ENDS:
            yield "\n"
        element.clear()


def text_decoded(raw: bytes) -> str:
    for encoding in ("utf-16",) if raw.startswith((b"\xff\xfe", b"\xfe\xff")) else ("utf-8-sig", "cp1252"):
        try:
            return raw.decode(encoding)
        except UnicodeError:
            continue
    return raw.decode("latin-1")


def pieces_cut(pieces: Any) -> Iterator[str]:
    left = MOST_WORDS
    for piece in pieces:
        yield piece[:left] + " "
        left -= len(piece)
        if left <= 0:
            return


ACTS: dict[str, Callable[..., tuple[dict[str, Any], bytes]]] = {"draw": draw, "scan": scan, "words": words}


def answer(act: str, kind: str, page: int, width: int) -> tuple[dict[str, Any], bytes]:
    try:
        told, made = ACTS[act](sys.stdin.buffer, kind, page, width)
    except Undrawn as why:
        return {"fault": str(why)}, b""
    except Exception:  # noqa: BLE001 (whatever a parser makes of a broken file, its page says that it is)
        return {"fault": "damaged"}, b""
    return {"fault": "", **told}, made


if __name__ == "__main__":
    child: Any = SourceFileLoader("child", str(Path(__file__).with_name("child.py"))).load_module()
    child.confine()
    head, body = answer(sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4]))
    sys.stdout.buffer.write(json.dumps(head).encode() + b"\n" + body)
