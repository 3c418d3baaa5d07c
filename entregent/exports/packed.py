"""Files that are packages of XML parts: written part after part, so that memory does not grow with the rows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import IO
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from entregent.exports.text import legible

STAMP = (1980, 1, 1, 0, 0, 0)  # the same rows make the same file


def write_package(
    file: IO[bytes], plain: Mapping[str, str], body: tuple[str, Iterable[str]], *, first: tuple[str, str] | None = None
) -> None:  # fmt: skip
    """plain: small parts by name. body: the name of the large part and its pieces. first: a part that is not packed."""
    with ZipFile(file, "w", ZIP_DEFLATED) as package:
        if first:
            info = ZipInfo(first[0], STAMP)
            info.compress_type = ZIP_STORED
            package.writestr(info, first[1])
        for name, content in plain.items():
            package.writestr(_info(name), content)
        with package.open(_info(body[0]), "w", force_zip64=True) as part:
            for piece in body[1]:
                part.write(piece.encode())


def marked_up(text: str) -> str:
    """Text as XML holds it."""
    return escape(legible(text), {'"': "&quot;"})


def _info(name: str) -> ZipInfo:
    info = ZipInfo(name, STAMP)
    info.compress_type = ZIP_DEFLATED
    return info
