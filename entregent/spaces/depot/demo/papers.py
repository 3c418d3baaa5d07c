"""The papers of the story: set as PDFs by the writer of the house, or photographed; they look like real ones."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from random import Random

from django.utils.formats import date_format
from PIL import Image, ImageDraw, ImageFilter

from entregent.exports.paper import Facts, Heading, Part, Sheet, Table, pdf_of

TICKET = (720, 1180)  # dots


@dataclass(frozen=True)
class Paper:
    """name: with its ending. content: its bytes."""

    name: str
    content: bytes


def euros(cents: int) -> str:
    whole, rest = divmod(cents, 100)
    return f"{whole:,}".replace(",", "\u202f") + f",{rest:02d}\u00a0€"


def invoice(supplier: str, client: str, lines: Sequence[tuple[str, int]], day: date, number: str) -> bytes:
    net = sum(cents for _what, cents in lines)
    tax = round(net * 0.2)
    rows = [[what, euros(cents)] for what, cents in lines]
    totals = [["Total HT", euros(net)], ["TVA 20 %", euros(tax)], ["Total TTC", euros(net + tax)]]
    told = date_format(day, "j F Y")
    head = [("Facture", number), ("Date", told), ("Client", client), ("Échéance", "30 jours")]
    what = Table(["Désignation", "Montant HT"], rows, (4, 1), (1,))
    sums = Table(["", "Montant"], totals, (4, 1), (1,))
    parts: list[Part] = [Facts(head), what, sums, "Facture à régler par virement. Aucun escompte."]
    return paper(f"Facture {number}", supplier, parts)


def statement(bank: str, client: str, month: str, chance: Random) -> bytes:
    words = ("Carte bancaire", "Virement reçu", "Prélèvement fournisseur", "Remise de chèques", "Frais de tenue")
    rows, balance = [], chance.randint(400_000, 1_900_000)
    for day in sorted(chance.sample(range(1, 28), 14)):
        moved = chance.randint(-180_000, 160_000)
        balance += moved
        rows.append([f"{day:02d}", chance.choice(words), euros(moved) if moved > 0 else f"– {euros(-moved)}"])
    parts: list[Part] = [Facts([("Titulaire", client), ("Période", month), ("Solde final", euros(balance))]),
             Table(["Jour", "Opération", "Montant"], rows, (1, 5, 2), (2,))]  # fmt: skip
    return paper(f"Relevé de compte, {month}", bank, parts)


def ticket(shop: str, lines: Sequence[tuple[str, int]], day: date) -> bytes:
    """A photograph of a till receipt, a little soft, on a table."""
    image, made = Image.new("RGB", TICKET, "#8a7f73"), BytesIO()
    pen = ImageDraw.Draw(image)
    pen.rectangle((90, 40, TICKET[0] - 90, TICKET[1] - 60), fill="#f7f6f2")
    pen.text((150, 90), shop.upper(), fill="#222", font_size=34)
    pen.text((150, 150), f"{day:%d/%m/%Y} 09:41", fill="#333", font_size=26)
    for place, (what, cents) in enumerate(lines):
        pen.text((150, 230 + 56 * place), what, fill="#222", font_size=28)
        pen.text((470, 230 + 56 * place), f"{cents / 100:.2f}".replace(".", ","), fill="#222", font_size=28)
    total = sum(cents for _what, cents in lines)
    pen.text((150, 280 + 56 * len(lines)), f"TOTAL  {total / 100:.2f} EUR".replace(".", ","), fill="#111", font_size=36)
    image.filter(ImageFilter.GaussianBlur(0.6)).save(made, "JPEG", quality=80)
    return made.getvalue()


def letter(house: str, client: str, subject: str, paragraphs: Sequence[str], day: date) -> bytes:
    head = Facts([("À", client), ("Date", date_format(day, "j F Y")), ("Objet", subject)])
    return paper(subject, house, [head, *paragraphs, "Nous restons à votre disposition."])


def accounts(house: str, client: str, year: int, chance: Random) -> bytes:
    sales = chance.randint(14_000_000, 46_000_000)
    bought, wages, rest = round(sales * 0.38), round(sales * 0.31), round(sales * 0.19)
    result = sales - bought - wages - rest
    rows = [["Chiffre d’affaires", euros(sales)], ["Achats consommés", f"– {euros(bought)}"],
            ["Salaires et charges", f"– {euros(wages)}"], ["Autres charges", f"– {euros(rest)}"],
            ["Résultat de l’exercice", euros(result)]]  # fmt: skip
    own = chance.randint(4_000_000, 9_000_000)
    assets = [["Immobilisations", euros(own)], ["Stocks", euros(own // 6)], ["Trésorerie", euros(own // 4)]]
    head = Facts([("Entreprise", client), ("Exercice", f"clos le 31 décembre {year}")])
    parts: list[Part] = [head, Heading("Compte de résultat"),
             Table(["Poste", "Montant"], rows, (4, 1), (1,)), Heading("Bilan simplifié"),
             Table(["Actif", "Montant"], assets, (4, 1), (1,))]  # fmt: skip
    return paper(f"Comptes annuels {year}", house, parts)


def payslip(house: str, client: str, name: str, month: str, chance: Random) -> bytes:
    gross = chance.randint(190_000, 310_000)
    dues = round(gross * 0.22)
    rows = [["Salaire de base, 151,67 heures", euros(gross), ""], ["Santé et retraite", "", euros(dues)],
            ["Net à payer avant impôt", euros(gross - dues), ""], ["Impôt prélevé à la source", "", euros(dues // 8)],
            ["Net payé", euros(gross - dues - dues // 8), ""]]  # fmt: skip
    parts: list[Part] = [Facts([("Employeur", client), ("Salarié", name), ("Période", month)]),
             Table(["Rubrique", "À payer", "À déduire"], rows, (4, 1, 1), (1, 2)),
             "Dans votre intérêt, conservez ce bulletin sans limitation de durée."]  # fmt: skip
    return paper(f"Bulletin de paie, {month}", house, parts)


def paper(title: str, house: str, parts: Sequence[Part]) -> bytes:
    return pdf_of(Sheet(title=title, house=house, parts=parts, accent="#3b4a57"))
