"""A Word document (DOCX, ECMA-376): a title, and the rows as a table whose headings come back on each page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import IO

from entregent.exports.export import Export
from entregent.exports.packed import marked_up, write_package
from entregent.exports.reader import Reader

XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
SPACE = "http://schemas.openxmlformats.org/"
MAIN = f"{SPACE}wordprocessingml/2006/main"
TYPES = (
    f'{XML}<Types xmlns="{SPACE}package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument'
    '.wordprocessingml.document.main+xml"/></Types>'
)
RELATIONS = (
    f'{XML}<Relationships xmlns="{SPACE}package/2006/relationships"><Relationship Id="rId1" '
    f'Type="{SPACE}officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>'
)
BORDERS = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="BFBFBF"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)
WIDE = 14_400  # twentieths of a point across a page on its side


def write_document(export: Export, reader: Reader, file: IO[bytes]) -> None:
    write_package(
        file, {"[Content_Types].xml": TYPES, "_rels/.rels": RELATIONS}, ("word/document.xml", _body(export, reader))
    )


def _body(export: Export, reader: Reader) -> Iterator[str]:
    columns = max(len(export.headings), 1)
    yield f'{XML}<w:document xmlns:w="{MAIN}"><w:body>{_paragraph(export.title, size=32, bold=True)}'
    yield _paragraph(export.sentence) if export.sentence else ""
    yield f'<w:tbl><w:tblPr><w:tblW w:w="5000" w:type="pct"/><w:tblBorders>{BORDERS}</w:tblBorders></w:tblPr>'
    yield "<w:tblGrid>"
    yield f'<w:gridCol w:w="{WIDE // columns}"/>' * columns + "</w:tblGrid>"
    yield _row([str(heading) for heading in export.headings], is_head=True)
    for row in export.rows:
        yield _row([reader.words(value) for value in row])
    yield '</w:tbl><w:sectPr><w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/>'
    yield '<w:pgMar w:top="850" w:right="850" w:bottom="850" w:left="850" w:header="400" w:footer="400" w:gutter="0"/>'
    yield "</w:sectPr></w:body></w:document>"


def _row(texts: Sequence[str], *, is_head: bool = False) -> str:
    head = "<w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>" if is_head else "<w:trPr><w:cantSplit/></w:trPr>"
    cells = "".join(f"<w:tc>{_paragraph(text, bold=is_head, size=18)}</w:tc>" for text in texts)
    return f"<w:tr>{head}{cells}</w:tr>"


def _paragraph(text: str, *, size: int = 20, bold: bool = False) -> str:
    """size: in halves of a point."""
    look = f'<w:rPr>{"<w:b/>" if bold else ""}<w:sz w:val="{size}"/></w:rPr>'
    lines = marked_up(text).replace("\r\n", "\n").split("\n")
    runs = "<w:br/>".join(f'<w:t xml:space="preserve">{line}</w:t>' for line in lines)
    return f"<w:p><w:r>{look}{runs}</w:r></w:p>"
