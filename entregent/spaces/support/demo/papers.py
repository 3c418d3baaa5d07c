"""Invented files that go with a few requests, drawn when the story is told."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from typing import NamedTuple
from uuid import UUID

import pikepdf
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw

from entregent.files import receiving
from entregent.people.viewer import Viewer
from entregent.threads.models import PURPOSE

A4 = (595, 842)  # points
SCREEN = (960, 540)  # pixels


class Paper(NamedTuple):
    """name: with the ending that chooses how it is drawn. lines: what can be read on it."""

    name: str
    lines: tuple[str, ...]


# By the end of the request and who sends them; the first request of each end has some.
PAPERS: dict[tuple[str, str], tuple[Paper, ...]] = {
    ("in_progress", "owner"): (
        Paper("Écran au moment de l’erreur.png", ("Orpaie 7.20", "Contrôle avant dépôt", "1 anomalie bloquante")),
        Paper("Relevé des anomalies.csv", ("agent;rubrique;écart", "0412;S21;12,40", "0977;S21;0,00")),
    ),
    ("in_progress", "desk"): (
        Paper("Marche à suivre.pdf", ("Marche à suivre", "1. Ouvrez la fiche de l'agent", "2. Relancez le calcul")),
    ),
    ("to_handle", "owner"): (
        Paper("Courrier de la trésorerie.pdf", ("Trésorerie de Bellorme", "Objet : pièce à compléter")),
    ),
}


def send_papers(viewer: Viewer, end: str, who: str) -> list[UUID]:
    """The keys of the papers that this person sends now, as the screen would have sent them."""
    papers = PAPERS.get((end, who), ())
    return [
        receiving.take_plain_file(viewer, SimpleUploadedFile(one.name, paper_bytes(one)), PURPOSE).uuid
        for one in papers
    ]


def paper_bytes(paper: Paper) -> bytes:
    return DRAWN[paper.name.rpartition(".")[2]](paper.lines)


def picture(lines: tuple[str, ...]) -> bytes:
    """A window with a bar, and words in it."""
    image, made = Image.new("RGB", SCREEN, "#f3f4f6"), BytesIO()
    pen = ImageDraw.Draw(image)
    pen.rectangle((0, 0, SCREEN[0], 48), fill="#0e5a6b")
    pen.rectangle((40, 100, SCREEN[0] - 40, SCREEN[1] - 60), fill="white", outline="#c9ccd1")
    for place, line in enumerate(lines):
        at, ink = ((70, 100 + 50 * place), "#1b1f23") if place else ((24, 14), "white")
        pen.text(at, line, fill=ink, font_size=20)
    image.save(made, "PNG")
    return made.getvalue()


def page(lines: tuple[str, ...]) -> bytes:
    """One page in a typeface that every reader has."""
    made, document = BytesIO(), pikepdf.new()
    name = pikepdf.Name
    font = pikepdf.Dictionary(
        Type=name.Font, Subtype=name.Type1, BaseFont=name.Helvetica, Encoding=name.WinAnsiEncoding
    )
    words = b"".join(b"(" + line.encode("cp1252", "replace") + b") Tj 0 -28 Td " for line in lines)
    document.add_blank_page(page_size=A4)
    document.pages[0].Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
    document.pages[0].Contents = document.make_stream(b"BT /F1 16 Tf 72 740 Td " + words + b"ET")
    document.save(made, deterministic_id=True)
    return made.getvalue()


def table(lines: tuple[str, ...]) -> bytes:
    return "\r\n".join(lines).encode()


DRAWN: dict[str, Callable[[tuple[str, ...]], bytes]] = {"png": picture, "pdf": page, "csv": table}
