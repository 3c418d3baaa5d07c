"""A workbook of LibreOffice (ODS, ISO 26300): typed cells, no formula ever."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import IO

from entregent.exports.export import Export, Value
from entregent.exports.packed import marked_up, write_package
from entregent.exports.reader import Reader

MEDIA = "application/vnd.oasis.opendocument.spreadsheet"
XML = '<?xml version="1.0" encoding="UTF-8"?>\n'
SPACE = "urn:oasis:names:tc:opendocument:xmlns:"
NAMES = " ".join(f'xmlns:{name}="{SPACE}{name}:1.0"' for name in ("office", "table", "text"))
MANIFEST = (
    f'{XML}<manifest:manifest xmlns:manifest="{SPACE}manifest:1.0" manifest:version="1.3">'
    f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{MEDIA}"/>'
    '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>'
)


def write_open_sheet(export: Export, reader: Reader, file: IO[bytes]) -> None:
    parts = {"META-INF/manifest.xml": MANIFEST}
    write_package(file, parts, ("content.xml", _body(export, reader)), first=("mimetype", MEDIA))


def _body(export: Export, reader: Reader) -> Iterator[str]:
    yield f'{XML}<office:document-content {NAMES} office:version="1.3"><office:body><office:spreadsheet>'
    yield f'<table:table table:name="{marked_up(export.title[:31])}"><table:table-header-rows><table:table-row>'
    yield "".join(_text(str(heading)) for heading in export.headings)
    yield "</table:table-row></table:table-header-rows>"
    for row in export.rows:
        yield f"<table:table-row>{''.join(_cell(value, reader) for value in row)}</table:table-row>"
    yield "</table:table></office:spreadsheet></office:body></office:document-content>"


def _cell(value: Value, reader: Reader) -> str:
    match value:
        case None:
            return "<table:table-cell/>"
        case bool() | timedelta():
            return _text(reader.words(value))
        case int() | float() | Decimal():
            return _typed_cell("float", f'office:value="{value}"', reader.words(value))
        case datetime():
            stamp = reader.local(value).replace(tzinfo=None).isoformat(timespec="seconds")
            return _typed_cell("date", f'office:date-value="{stamp}"', reader.words(value))
        case date():
            return _typed_cell("date", f'office:date-value="{value.isoformat()}"', reader.words(value))
        case _:
            return _text(str(value))


def _typed_cell(kind: str, said: str, words: str) -> str:
    return f'<table:table-cell office:value-type="{kind}" {said}><text:p>{marked_up(words)}</text:p></table:table-cell>'


def _text(text: str) -> str:
    lines = "".join(f"<text:p>{marked_up(line)}</text:p>" for line in text.replace("\r\n", "\n").split("\n"))
    return f'<table:table-cell office:value-type="string">{lines}</table:table-cell>'
