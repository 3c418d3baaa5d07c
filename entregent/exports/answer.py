"""The answer to whoever asked for an export."""

from __future__ import annotations

import tempfile
from http import HTTPStatus

from django.http import FileResponse, Http404, HttpRequest, StreamingHttpResponse
from django.http.response import HttpResponseBase

from entregent.core.disposition import disposition
from entregent.exports.document import write_document
from entregent.exports.export import Export
from entregent.exports.naming import file_name
from entregent.exports.open_sheet import write_open_sheet
from entregent.exports.printed import print_page
from entregent.exports.reader import Reader
from entregent.exports.separated import csv_pieces
from entregent.exports.workbook import write_workbook

CSV, XLSX, DOCX, ODS, PRINT = "csv", "xlsx", "docx", "ods", "print"
TYPES = {
    CSV: "text/csv; charset=utf-8; header=present",
    XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ODS: "application/vnd.oasis.opendocument.spreadsheet",
}
WRITERS = {XLSX: write_workbook, DOCX: write_document, ODS: write_open_sheet}
IN_MEMORY = 1024 * 1024


def export_response(export: Export, kind: str, request: HttpRequest) -> HttpResponseBase:
    """The rows as CSV, XLSX, DOCX, ODS or PRINT, for the language and the zone of now.

    Raises Http404 for another kind, Refused for more rows than a sheet holds.
    """
    if kind == PRINT:
        return print_page(request, export)
    if kind not in TYPES:
        raise Http404
    return with_file_headers(export, kind, _stream(export) if kind == CSV else _whole_file(export, kind))


def with_file_headers(export: Export, kind: str, response: HttpResponseBase) -> HttpResponseBase:
    response.headers["Content-Type"] = TYPES[kind]
    response.headers["Content-Disposition"] = disposition(file_name(export.title, kind))
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "no-store"
    return response


def _stream(export: Export) -> HttpResponseBase:
    reader = Reader.at_hand()
    return StreamingHttpResponse(reader.pieces(csv_pieces(export, reader)), status=HTTPStatus.OK)


def _whole_file(export: Export, kind: str) -> HttpResponseBase:
    """Written whole before it is sent: a refusal can still be told."""
    file = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 the answer closes it
    WRITERS[kind](export, Reader.at_hand(), file)
    file.seek(0)
    return FileResponse(file)
