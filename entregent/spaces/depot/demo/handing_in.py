"""Forty deposits over a year: what each client hands in, and what becomes of it, by the verbs that the screen calls."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from random import Random
from uuid import UUID

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from django.utils.formats import date_format

from entregent.core import clock
from entregent.core.clock import now
from entregent.files import receiving
from entregent.people.viewer import Viewer
from entregent.spaces.depot.demo.papers import Paper, invoice, statement, ticket
from entregent.spaces.depot.demo.world import World
from entregent.spaces.depot.models import Category, Deposit
from entregent.spaces.depot.models import Paper as Handed
from entregent.spaces.depot.models.deposit import PURPOSE
from entregent.spaces.depot.models.paper import every_paper

DEPOSITS, YEAR, WAITING = 40, 350, 7  # the last ones wait to be taken in charge
SUPPLIERS = {
    "bakery": (("Minoterie du Val Clair", (("Farine T65, 25 sacs", 41_250), ("Farine de seigle, 4 sacs", 8_360))),
               ("Énergie Brumaire", (("Électricité, consommation", 61_320), ("Abonnement", 2_890)))),
    "garage": (("Pièces Auto Lède", (("Plaquettes de frein", 18_740), ("Filtres", 6_210))),
               ("Télécom Aubier", (("Forfait professionnel", 4_900), ("Location de la box", 500)))),
    "joinery": (("Scierie des Ormes", (("Chêne, 2,4 m³", 213_600), ("Livraison", 9_000))),
                ("Quincaillerie Brune", (("Visserie", 7_320), ("Paumelles", 11_480)))),
}  # fmt: skip
BANK = "Banque de la Lède"


def hand_in(world: World) -> None:
    """Oldest first, so that numbers follow dates; always the same year for the same day."""
    chance = Random(20)  # noqa: S311 (a story, not a secret)
    days = sorted((chance.uniform(4, YEAR) for _one in range(DEPOSITS - WAITING)), reverse=True)
    days += sorted((chance.uniform(0.05, 3.6) for _one in range(WAITING)), reverse=True)
    for rank, days_ago in enumerate(days):
        key = "bakery" if rank in (30, 34, 36, 39) else chance.choice(("bakery", "bakery", "garage", "joinery"))
        begin(world, key, rank, office_hours(now() - timedelta(days=days_ago)), Random(rank))  # noqa: S311


def begin(world: World, key: str, rank: int, at: datetime, chance: Random) -> None:
    to = "Conseil" if rank % 7 == 3 and "Conseil" in world.clients[key].handlers else "Comptable"
    with clock.at(at):
        deposit = make_deposit(world, key, rank, to, chance)
    if rank < DEPOSITS - WAITING:
        settle(world, key, deposit, rank, at, chance)


def make_deposit(world: World, key: str, rank: int, to: str, chance: Random) -> Deposit:
    client, day = world.people[key][rank % len(world.people[key])], timezone.localdate(now())
    files = [send(client, paper, PURPOSE) for paper in papers_of(world.clients[key].name, key, rank, day, chance)]
    alerted = [world.members["responsable-documents"]] if rank % 11 == 5 else []
    return Deposit.hand_in(world.dossiers[key], world.destinations[to], files, alerted, by=client)


def papers_of(name: str, key: str, rank: int, day: date, chance: Random) -> Iterator[Paper]:
    supplier, lines = SUPPLIERS[key][rank % 2]
    moved = [(what, round(cents * chance.uniform(0.7, 1.4))) for what, cents in lines]
    number = f"F{day:%y%m}-{100 + rank}"
    yield Paper(f"facture_{day:%m%Y}_{rank}.pdf", invoice(supplier, name, moved, day, number))
    if rank % 3 == 0:
        month = date_format(day.replace(day=1) - timedelta(days=1), "F Y")
        yield Paper(f"releve {month}.pdf", statement(BANK, name, month, chance))
    if rank % 10 == 9:
        yield Paper(
            f"IMG_{4000 + rank}.jpg", ticket("Station du Pont", (("Gazole 41,2 L", 7_004), ("Lavage", 900)), day)
        )


def settle(world: World, key: str, deposit: Deposit, rank: int, at: datetime, chance: Random) -> None:
    """Read, then taken in charge and filed; a few are refused, deleted, asked for, kept."""
    destination = deposit.destination.name
    handler = world.viewers[world.clients[key].handlers[destination]]
    later = min(office_hours(at + timedelta(days=chance.uniform(0.1, 2))), now() - timedelta(hours=1))
    for paper in every_paper().filter(deposit=deposit).order_by("pk"):
        paper.refresh_from_db()
        with clock.at(later):
            become(world, paper, handler, world.people[key][0], rank)


def become(world: World, paper: Handed, handler: Viewer, client: Viewer, rank: int) -> None:
    if rank == 12:
        paper.remove(by=client)
    elif rank in (18, 34):
        paper.refuse("La page est coupée à droite : renvoyez le document entier, en 300 dpi.", by=handler)
    else:
        note_read(paper, handler)
        paper.take(category_for(world, paper), timezone.localdate(now()).year, by=handler)
        if rank in (25, 30):
            paper.ask_removal("Cette facture n’est pas la nôtre : elle concerne notre ancien local.", by=client)
        if rank == 25:
            paper.decline_removal("Elle est comptabilisée : nous devons la garder dix ans.", by=handler)


def note_read(paper: Handed, handler: Viewer) -> None:
    paper.first_read_at, paper.first_reader_id = now(), handler.acting
    paper.save(update_fields=["first_read_at", "first_reader"])
    paper.tell("read", by=handler, way="viewed")


def category_for(world: World, paper: Handed) -> Category:
    name = "Banque" if paper.name.startswith("releve") else "Factures d’achat"
    return world.categories[name]


def send(by: Viewer, paper: Paper, purpose: str) -> UUID:
    """As the screen would have sent it: looked into, and kept."""
    return receiving.take_plain_file(by, SimpleUploadedFile(paper.name, paper.content), purpose).uuid


def office_hours(moment: datetime) -> datetime:
    """The same day or the working one before, between 8 and 18."""
    local = timezone.localtime(moment)
    while local.weekday() > 4:
        local -= timedelta(days=1)
    return min(local.replace(hour=8 + local.hour * 10 // 24), now())
