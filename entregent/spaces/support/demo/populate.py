"""A house of invented establishments and their requests, to measure with."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from django.contrib.auth.hashers import make_password
from django.db import transaction
from stdnum import luhn

from entregent.core.clock import now
from entregent.core.invented import WORDS
from entregent.dossiers.models import Dossier
from entregent.people import accounts
from entregent.people.demonstration import BENCH_ADDRESS
from entregent.people.models import House, Membership, Party, Role
from entregent.people.viewer import Viewer
from entregent.spaces.support.demo.population import Past, Place
from entregent.spaces.support.models import Contract, Product, Service

SIZES = (100_000, 400, 30)  # requests, establishments, people at the desk, at scale 1
PROFILES = ("agent", "administrator", "referent", "agent", "agent")  # of each establishment
PRODUCTS = ("Orpaie", "Indemnis", "Comptalis", "Conseil statutaire")
CONTRACTS = 3
SEED = 47


def populate(scale: float, open_spaces: Callable[[House], None]) -> str:
    """What was made, in words."""
    requests, places, handlers = (max(2, round(size * scale)) for size in SIZES)
    house, roles = found_house(open_spaces)
    desk, products = staff(house, roles, handlers), offer(house)
    settled = [settle(house, roles, products, number) for number in range(places)]
    Past(house, settled, desk, SEED).write(requests)
    return f"{requests} requests of {places} establishments, {handlers} people at the desk."


@transaction.atomic
def found_house(open_spaces: Callable[[House], None]) -> tuple[House, dict[str, Role]]:
    house = House(name="Banc d’essai", slug="bench", city="Bellorme", spaces=["support"])
    house.save(force_insert=True)
    open_spaces(house)
    return house, {role.key: role for role in Role.objects.visible_to(seer(house))}


def seer(house: House) -> Viewer:
    """Whoever sees the whole of this house."""
    return Viewer.of_house(house.pk, "support")


@transaction.atomic
def staff(house: House, roles: dict[str, Role], count: int) -> list[Membership]:
    """Its manager first, then those who handle requests."""
    return [join(house, roles["handler" if place else "manager"], f"desk-{place}") for place in range(count)]


@transaction.atomic
def offer(house: House) -> list[Product]:
    services = list(Service.objects.visible_to(seer(house)))
    return Product.objects.bulk_create(
        Product(house=house, name=name, service=services[name.startswith("Orpaie")]) for name in PRODUCTS
    )


@transaction.atomic
def settle(house: House, roles: dict[str, Role], products: list[Product], number: int) -> Place:
    """One establishment, its dossier, its people and its contracts, of which the last one has ended."""
    party = Party(house=house, name=name_of(number), siret=siret(number), reference=f"C-{number:04}", city="Bellorme")
    party.save(force_insert=True)
    dossier = Dossier.open(party, "support", by=Viewer())
    agents = [join(house, roles[profile], f"agent-{number}-{place}", party) for place, profile in enumerate(PROFILES)]
    contracts = [Contract(dossier=dossier, product=products[(number + place) % 4]) for place in range(CONTRACTS)]
    for place, contract in enumerate(contracts):
        contract.number, contract.signed_on = f"K-{number:04}-{place}", today() - timedelta(days=1200)
        contract.ends_on = today() - timedelta(days=30) if place == CONTRACTS - 1 else None
    return Place(agents, Contract.objects.bulk_create(contracts))


def join(house: House, role: Role, mailbox: str, party: Party | None = None) -> Membership:
    """The first of the desk and the first agent are those with whom a bench signs in."""
    known = {"desk-0": "bench-desk", "agent-0-0": "bench-agent"}.get(mailbox, mailbox)
    user = accounts.create_hashed(f"{known}{BENCH_ADDRESS}", make_password(None))
    words = [WORDS[(user.pk * step) % len(WORDS)].capitalize() for step in (7, 13)]
    return Membership.admit(role, user=user, party=party, first_name=words[0], last_name=words[1])


def name_of(number: int) -> str:
    return f"Centre {WORDS[(number * 31) % len(WORDS)]} {number + 1}"


def siret(number: int) -> str:
    """Its own number for each, with both check digits right."""
    siren = f"{40_000_000 + number}"
    head = f"{siren}{luhn.calc_check_digit(siren)}0001"
    return f"{head}{luhn.calc_check_digit(head)}"


def today() -> date:
    return now().date()
