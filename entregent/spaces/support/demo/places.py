"""The customers of the demonstration: establishments, their agents, products and contracts."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta

from entregent.core import clock
from entregent.core.clock import now
from entregent.dossiers.models import Dossier
from entregent.people.demonstration import ADDRESS
from entregent.people.models import House, Party, Role
from entregent.people.teller import Teller
from entregent.people.viewer import Viewer
from entregent.questions.models import Form
from entregent.spaces.support.demo.establishments import ESTABLISHMENTS, Agent, Establishment
from entregent.spaces.support.demo.requests import PRODUCTS, ProductData
from entregent.spaces.support.demo.staff import DESKS
from entregent.spaces.support.models import Contract, DeskMember, Product, Service, Training

REASON = "telling the demonstration"
ASKED_FOR = 400  # days since which the first questions are asked: the story is shorter


@dataclass
class Desk:
    """The provider's side: its house, its roles by key, its people by mailbox."""

    house: House
    roles: dict[str, Role]
    staff: dict[str, Viewer]

    @property
    def manager(self) -> Viewer:
        return self.staff["responsable-support"]


@dataclass
class Place:
    """One customer: who asks, and under which contracts, by product key."""

    agents: list[Viewer]
    contracts: dict[str, Contract] = field(default_factory=dict)


@dataclass
class World:
    desk: Desk
    places: list[Place]


def settle(desk: Desk, teller: Teller) -> World:
    products = {data.key: offer(desk, data) for data in PRODUCTS}
    return World(desk, [settle_one(desk, data, products, teller) for data in ESTABLISHMENTS])


def seat(desk: Desk) -> None:
    members = {key: viewer.acting for key, viewer in desk.staff.items()}
    for service in Service.objects.visible_to(desk.manager):
        rows = (DeskMember(service=service, member_id=members[mailbox]) for mailbox in DESKS[service.name])
        DeskMember.objects.bulk_create(rows)


def offer(desk: Desk, data: ProductData) -> Product:
    """Its form asks since the first day of the story, and something more since the last spring."""
    service = Service.objects.unscoped(REASON).get(house=desk.house, name=data.service)
    form = None
    if data.questions:
        with clock.at(now() - timedelta(days=ASKED_FOR)):
            form = Form.set_up(desk.house, "support", f"Demandes sur {data.name}", data.questions)
    if form and data.since:
        with clock.at(now() - timedelta(days=ASKED_FOR // 2)):
            for question in data.since:
                form.ask(question, by=desk.manager)
            form.publish(by=desk.manager)
    product = Product(house=desk.house, name=data.name, service=service, form=form)
    product.save(force_insert=True)
    return product


def settle_one(desk: Desk, data: Establishment, products: dict[str, Product], teller: Teller) -> Place:
    party = Party(
        house=desk.house, name=data.name, full_name=data.full_name, siret=data.siret, reference=data.reference,
        city=data.city, address=data.address, postal_code=data.postal_code, email=data.email, phone=data.phone,
        fax=data.fax,
    )  # fmt: skip
    party.save(force_insert=True)
    dossier = Dossier.open(party, "support", by=desk.manager)
    place = Place([join(desk, party, agent, teller) for agent in data.agents])
    for held in data.contracts:
        contract = Contract(
            dossier=dossier, product=products[held.product], number=held.number, licence=held.licence,
            reference=data.reference, signed_on=(now() - timedelta(days=held.days_ago)).date(),
            ends_on=None if held.ends_in_days is None else (now() + timedelta(days=held.ends_in_days)).date(),
        )  # fmt: skip
        contract.save(force_insert=True)
        if contract.is_active:
            place.contracts[held.product] = contract
    for rank, agent in enumerate(agent for agent in data.agents if agent.profile == "agent"):
        train(dossier, agent, products["payroll"], rank, by=desk.manager)
    return place


def train(dossier: Dossier, agent: Agent, product: Product, rank: int, *, by: Viewer) -> None:
    """What opened their account, long ago."""
    Training(
        dossier=dossier, first_name=agent.first_name, last_name=agent.last_name,
        email=agent.email or f"{agent.number.lower()}{ADDRESS}", course=f"{product.name}, prise en main",
        followed_on=(now() - timedelta(days=340 + 41 * rank)).date(),
    ).note(by=by)  # fmt: skip


def join(desk: Desk, party: Party, agent: Agent, teller: Teller) -> Viewer:
    email = agent.email or f"{agent.number.lower()}{ADDRESS}"
    member = teller.join(
        desk.roles[agent.profile], email, party=party,
        number=agent.number, title=agent.title, first_name=agent.first_name, last_name=agent.last_name,
    )  # fmt: skip
    return Viewer.wearing(member)
