"""Pages to be drawn and read: made by code, as scanners and programs make them."""

from __future__ import annotations

import io
import zipfile

import pypdfium2
from PIL import Image, ImageDraw

from entregent.exports.paper import Sheet, pdf_of

WORDS = "Facture du moulin de Kerguelen"
A4_AT_150 = (1240, 1754)
FAX = (204.0, 98.0)  # dots to the inch, across and down


def written_pdf(pages: int = 1, words: str = WORDS) -> bytes:
    parts = [words] if pages == 1 else [f"{words} {number} " + "ligne " * 900 for number in range(pages)]
    return pdf_of(Sheet(title="Pièce", house="Moulin", parts=parts))


def picture_of_words(words: str = WORDS, size: tuple[int, int] = A4_AT_150) -> Image.Image:
    image = Image.new("L", size, 255)
    ImageDraw.Draw(image).text((120, 200), words, fill=0, font_size=48)
    return image


def scan(words: str = WORDS) -> bytes:
    """A page without any text in it: a printed one, as a scanner sees it."""
    made = io.BytesIO()
    document = pypdfium2.PdfDocument(written_pdf(words=words))
    document[0].render(scale=200 / 72).to_pil().convert("L").save(made, "PDF", resolution=200)
    document.close()
    return made.getvalue()


def fax(pages: int = 3) -> bytes:
    made = io.BytesIO()
    sheets = [picture_of_words(f"Page {number}", (1728, 1078)).convert("1") for number in range(1, pages + 1)]
    sheets[0].save(made, "TIFF", save_all=True, append_images=sheets[1:], compression="group4", dpi=FAX)
    return made.getvalue()


def document(words: str = WORDS) -> bytes:
    made = io.BytesIO()
    body = f'<w:document xmlns:w="w"><w:p><w:t>{words}</w:t></w:p></w:document>'
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("[Content_Types].xml", "<x/>")
        archive.writestr("word/document.xml", body)
    return made.getvalue()


def bomb_of_entities() -> bytes:
    lines = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 20}">' for n in range(1, 9))
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("[Content_Types].xml", "<x/>")
        archive.writestr("word/document.xml", f'<!DOCTYPE d [<!ENTITY a0 "boum">{lines}]><d>&a8;</d>')
    return made.getvalue()
