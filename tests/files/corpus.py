"""Small files of every kind, made by code: good ones, disguised ones, and some made to harm."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib

import pikepdf
from PIL import Image

HTML = b"<!DOCTYPE html><html><body><script>alert(1)</script></body></html>"
SVG = b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
EXE = b"MZ" + bytes(58) + struct.pack("<I", 128) + bytes(64) + b"PE\0\0" + struct.pack("<H", 0x8664) + bytes(400)
MAIL = "From: a@demo.example\r\nTo: b@demo.example\r\nSubject: Été\r\n\r\nBonjour\r\n".encode()
ENTITIES = '<!DOCTYPE Types [<!ENTITY a "aaaa">]>'
OOXML = "application/vnd.openxmlformats-officedocument."
ODF = "application/vnd.oasis.opendocument."


def pdf(*, password: str = "", pages: int = 1) -> bytes:
    made, out = pikepdf.new(), io.BytesIO()
    for _ in range(pages):
        made.add_blank_page()
    made.save(out, encryption=pikepdf.Encryption(owner=password, user=password) if password else False)
    return out.getvalue()


def image(kind: str = "PNG", size: tuple[int, int] = (40, 30)) -> bytes:
    out = io.BytesIO()
    Image.effect_noise(size, 60).save(out, kind)
    return out.getvalue()


def heic() -> bytes:
    import pillow_heif

    out = io.BytesIO()
    pillow_heif.from_pillow(Image.effect_noise((64, 64), 60).convert("RGB")).save(out)
    return out.getvalue()


def huge_png() -> bytes:
    """A head that promises 40,000 × 40,000 dots, and little else."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = struct.pack(">IIBBBBB", 40_000, 40_000, 8, 6, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(bytes(1000))) + chunk(b"IEND", b"")
    )


def archive(*names: str, **contents: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name in names:
            made.writestr(name, contents.get(name, b"<x/>"))
    return out.getvalue()


OFFICE_MAIN = {
    "word": "wordprocessingml.document", "xl": "spreadsheetml.sheet", "ppt": "presentationml.presentation",
}  # fmt: skip


def office(
    part: str = "word/document.xml",
    *more: str,
    media: str = "",
    by_ending: bool = False,
    between: str = "/",
    before: str = "",
) -> bytes:
    """A package that says itself which part is its main one, and what that is."""
    media = media or f"application/vnd.openxmlformats-officedocument.{OFFICE_MAIN[part.partition('/')[0]]}.main+xml"
    said = f'<Default Extension="xml" ContentType="{media}"/>' if by_ending else ""
    said += "" if by_ending else f'<Override PartName="/{part}" ContentType="{media}"/>'
    of = "http://schemas.openxmlformats.org"
    types = f'{before}<Types xmlns="{of}/package/2006/content-types">{said}</Types>'
    related = f'Type="{of}/officeDocument/2006/relationships/officeDocument" Target="{part}"'
    relations = (
        f'<Relationships xmlns="{of}/package/2006/relationships"><Relationship Id="a" {related}/></Relationships>'
    )
    contents = {"[Content_Types].xml": types.encode(), "_rels/.rels": relations.encode()}
    names = ["[Content_Types].xml", "_rels/.rels", part, *more]
    told = {name.replace("/", between): contents[name] for name in contents}
    return archive(*(name.replace("/", between) for name in names), **told)


def mpo() -> bytes:
    """What telephones write: a JPEG, then another one with its depth or a larger view."""
    out = io.BytesIO()
    first, second = (Image.effect_noise((64, 48), sigma).convert("RGB") for sigma in (40, 60))
    first.save(out, "MPO", save_all=True, append_images=[second])
    return out.getvalue()


LOG = b"2026-11-30 10:00 GET / 200\r\n<html><body>quoted</body></html>\r\n"


def open_document(media: str = "text") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        made.writestr("mimetype", f"{ODF}{media}")
        made.writestr("content.xml", "<x/>")
        made.writestr("META-INF/manifest.xml", "<x/>")
    return out.getvalue()


def swollen_archive() -> bytes:
    """It says of one entry that it unfolds to 4 GB less one byte, and of another too."""
    content = bytearray(archive("a.txt", "b.txt"))
    start = 0
    while (start := content.find(b"PK\x01\x02", start)) >= 0:
        content[start + 24 : start + 28] = struct.pack("<I", 0xFFFFFFFE)
        start += 4
    return bytes(content)


GOOD = {
    "lettre.pdf": (pdf, "application/pdf"),
    "secret.pdf": (lambda: pdf(password="abc"), "application/pdf"),
    "photo.png": (image, "image/png"),
    "photo.JPG": (lambda: image("JPEG"), "image/jpeg"),
    "photo.jpeg": (image, "image/png"),  # an image under another image's ending
    "anime.gif": (lambda: image("GIF"), "image/gif"),
    "photo.webp": (lambda: image("WEBP"), "image/webp"),
    "IMG_0001.HEIC": (heic, "image/heic"),
    "lettre.docx": (office, f"{OOXML}wordprocessingml.document"),
    "compte.xlsx": (
        lambda: office("xl/workbook.xml"),
        f"{OOXML}spreadsheetml.sheet",
    ),
    "autre partie.docx": (lambda: office("word/document2.xml"), f"{OOXML}wordprocessingml.document"),
    "par son ending.docx": (lambda: office(by_ending=True), f"{OOXML}wordprocessingml.document"),
    "ailleurs.docx": (
        lambda: office("contenu/texte.xml", media=f"{OOXML}wordprocessingml.document.main+xml"),
        f"{OOXML}wordprocessingml.document",
    ),
    "barres.xlsx": (lambda: office("xl/workbook.xml", between="\\"), f"{OOXML}spreadsheetml.sheet"),
    "exposé.pptx": (lambda: office("ppt/presentation.xml"), f"{OOXML}presentationml.presentation"),
    "telephone.jpg": (mpo, "image/jpeg"),
    "IMG_0002.jpg": (heic, "image/heic"),
    "IMG_0003.heic": (lambda: image("JPEG"), "image/jpeg"),
    "IMG_0004.heic": (mpo, "image/jpeg"),
    "mac.txt": (lambda: "Réglé à l’été, très êtré".encode("mac_roman"), "text/plain"),
    "console.txt": (lambda: "Réglé à l'ÉTÉ, ü".encode("cp850"), "text/plain"),
    "dos.txt": (lambda: b"Bonjour\r\n\x1a", "text/plain"),
    "deux.txt": (lambda: b"Bonjour\r\n\x1aBonsoir\r\n", "text/plain"),
    "bloc.csv": (lambda: b"a;b\r\n" + b"\x1a" * 100, "text/csv"),
    "journal.log": (lambda: LOG, "text/plain"),
    "comparaison.txt": (lambda: b"a <b and c> d <!-- not a page -->", "text/plain"),
    "couleurs.log": (lambda: b"\x1b[31mFailed\x1b[0m\x07 50 %\x08\x08\x08\x0860 %\r\n", "text/plain"),
    "sans marque.txt": (lambda: "Été à Noël, puis".encode("utf-16-le"), "text/plain"),
    "données.txt": (lambda: b'<?xml version="1.0"?><commande><svg/></commande>', "text/plain"),
    "lettre.odt": (open_document, f"{ODF}text"),
    "mot.txt": ("Été à Noël".encode, "text/plain"),
    "ancien.txt": (lambda: "Été à Noël".encode("cp1252"), "text/plain"),
    "large.txt": (lambda: "Été".encode("utf-16"), "text/plain"),
    "table.csv": ("a;b\r\n1;2\r\n".encode, "text/csv"),
    "message.eml": (lambda: MAIL, "message/rfc822"),
    "tout.zip": (lambda: archive("../../a.txt"), "application/zip"),
    "pdf_et_zip.pdf": (lambda: pdf() + archive("a.txt"), "application/pdf"),  # both at once: what it is named
    "bourre.pdf": (lambda: b"junk\n" + pdf(), "application/pdf"),
}

# name: (content, words of the refusal)
BAD = {
    "page 2.txt": (lambda: b"\xef\xbb\xbf \r\n<!-- a --> <!DOCTYPE html>\n<title>", "web page (HTML)"),
    "page 3.log": (lambda: "<html lang=fr>".encode("utf-16"), "web page (HTML)"),
    "page 4.csv": (lambda: b"<?xml version='1.0'?><!DOCTYPE html><html>", "web page (HTML)"),
    "page 5.txt": (lambda: b"<script>alert(1)</script>", "web page (HTML)"),
    "page 6.txt": (lambda: b"<!-- " + b"x" * 5000 + b" --><script>", "web page (HTML)"),
    "octets.txt": (lambda: b"\x05\x06\x0e\x0f" * 50, "unknown kind"),
    "modele.docx": (lambda: office(media=f"{OOXML}wordprocessingml.template.main+xml"), "Word template"),
    "binaire.xlsx": (
        lambda: office("xl/workbook.bin", media="application/vnd.ms-excel.sheet.binary.macroEnabled.main"),
        "binary",
    ),
    "sans relation.docx": (lambda: archive("[Content_Types].xml", "word/document.xml"), "damaged"),
    "entités.docx": (lambda: office(before=ENTITIES), "damaged"),
    "image.docx": (image, "PNG image"),
    "image.zip": (image, "PNG image"),
    "coupe.docx": (lambda: office()[:-30], "damaged"),
    "coupe.heic": (lambda: heic()[:200], "damaged"),
    "macro2.docx": (lambda: office(media="application/vnd.ms-word.document.macroEnabled.main+xml"), "macros"),
    "macro3.docx": (lambda: office("word/document.xml", "word\\VBAPROJECT.BIN"), "macros"),
    "film.jpg": (lambda: b"\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00mp42isom" + bytes(200), "film"),
    "facture.pdf": (lambda: EXE, "Windows program"),
    "page.pdf": (lambda: HTML, "web page (HTML)"),
    "dessin.png": (lambda: SVG, "SVG drawing"),
    "page.txt": (lambda: HTML, "web page (HTML)"),
    "dessin.csv": (lambda: SVG, "SVG drawing"),
    "programme.txt": (lambda: EXE, "Windows program"),
    "autre.docx": (lambda: office("xl/workbook.xml"), "Excel workbook"),
    "archive.docx": (lambda: archive("a.txt"), "ZIP archive"),
    "image.pdf": (image, "PNG image"),
    "coupe.pdf": (lambda: b"%PDF-1.7\n" + b"x" * 300, "damaged"),
    "coupe.jpg": (lambda: image("JPEG", (400, 400))[:9000], "damaged"),
    "coupe.zip": (lambda: archive("a.txt", "b.txt")[:-30], "damaged"),
    "macro.docx": (lambda: office("word/document.xml", "word/vbaProject.bin"), "macros"),
    "bombe.png": (huge_png, "too large"),
    "bombe.zip": (swollen_archive, "too large"),
    "note.eml": (lambda: b"Bonjour", "text"),
}
REFUSED_NAMES = {
    "virus.exe": ".exe",
    "dessin.svg": ".svg",
    "page.html": ".html",
    "lettre.doc": ".docx",
    "sans_ending": ".pdf",
    "double.pdf.js": ".js",
}
