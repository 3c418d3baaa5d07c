"""A management body, two cabinets, fourteen members and one year of letters."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta

from entregent.core import clock
from entregent.core.clock import now
from entregent.people.demonstration import ADDRESS
from entregent.people.models import House, Membership, Party, Role
from entregent.people.teller import Teller
from entregent.people.viewer import Viewer
from entregent.spaces.extranet.demo.exchanges import write_exchanges
from entregent.spaces.extranet.demo.letters import write_letters
from entregent.spaces.extranet.demo.people import CAST, COLLABORATORS, MEMBERS, OTHERS, Business, siret_of
from entregent.spaces.extranet.models import Cabinet, ChangeRequest, Member

__all__ = ["CAST", "tell"]

REASON = "telling the demonstration"


@dataclass
class World:
    """Everyone by name; members by number."""

    house: House
    roles: dict[str, Role]
    body: Viewer = field(default_factory=Viewer)
    supervisor: Viewer = field(default_factory=Viewer)
    collaborators: dict[str, Membership] = field(default_factory=dict)
    members: dict[int, Member] = field(default_factory=dict)
    cabinets: dict[int, Cabinet] = field(default_factory=dict)


def tell(teller: Teller) -> None:
    house = teller.found(
        "Association de gestion des Trois Vallées", "trois-vallees", kind_label="Organisme de gestion",
        city="Aubrelle", accent="#2f5d50", spaces=["extranet"], phone="01 99 00 43 00",
        address="12, cours des Tilleuls", postal_code="99210", email=f"contact-trois-vallees{ADDRESS}",
    )  # fmt: skip
    world = World(house, {role.key: role for role in Role.objects.unscoped(REASON).filter(house=house)})
    names = {"title": "mme", "first_name": "Hortense", "last_name": "Vautrelle"}
    world.body = Viewer.wearing(teller.join(world.roles["staff"], f"organisme{ADDRESS}", **names))
    with clock.at(now() - timedelta(days=350)):
        settle(world, teller)
    write_letters(world)
    ask_changes(world)
    write_exchanges(world)


def settle(world: World, teller: Teller) -> None:
    first = welcome(world, 1, "COMBRET Marcel", "ARCHITECTE", 0)
    second = welcome(world, 2, "FIDUCIAIRE DU PONT", "EXPERT-COMPTABLE", 1)
    world.supervisor = join(world, teller, "supervisor", "superviseur", first, ("m", "Marcel", "Combret"))
    join(world, teller, "supervisor", "autre-cabinet", second, ("mme", "Irène", "Dupontel"))
    for one in COLLABORATORS:
        role, more = world.roles["collaborator"], {"party": first.party, "number": one.code}
        names = {"title": one.title, "first_name": one.first_name, "last_name": one.last_name}
        world.collaborators[one.code] = teller.join(role, f"{one.mailbox}{ADDRESS}", **more, **names)
    for rank, business in enumerate((*MEMBERS, *OTHERS), start=2):
        add_member(world, business, first if business in MEMBERS else second, rank)
    first.switch_supervision(on=True, by=world.supervisor)


def join(
    world: World, teller: Teller, role: str, mailbox: str, cabinet: Cabinet, names: tuple[str, str, str]
) -> Viewer:
    told = dict(zip(("title", "first_name", "last_name"), names, strict=True))
    return Viewer.wearing(teller.join(world.roles[role], f"{mailbox}{ADDRESS}", party=cabinet.party, **told))


def new_party(world: World, name: str, city: str, rank: int) -> Party:
    party = Party(
        house=world.house, name=name, siret=siret_of(rank), city=city, postal_code="99200", fax="01 99 00 44 99",
        address=f"{3 + rank}, rue des Écoles", phone=f"01 99 00 44 {rank:02d}", email=f"adherent-{rank}{ADDRESS}",
    )  # fmt: skip
    party.save(force_insert=True)
    return party


def welcome(world: World, number: int, name: str, profession: str, rank: int) -> Cabinet:
    party = new_party(world, name, "AUBRELLE", rank)
    cabinet = Cabinet.welcome(party, number, by=world.body, profession=profession, legal_form="Individuel")
    world.cabinets[number] = cabinet
    return cabinet


def add_member(world: World, business: Business, cabinet: Cabinet, rank: int) -> None:
    begun = date(1995 + rank, 1, 1)
    member = Member.welcome(
        new_party(world, business.name, business.city, rank), business.number, cabinet, by=world.body,
        professions=business.professions, legal_form="Individuel", reference=str(100 + rank), started_on=begun,
        joined_on=begun,
    )  # fmt: skip
    world.members[business.number] = member
    if business.assigned:
        member.assign(world.collaborators[business.assigned], by=world.supervisor)


def ask_changes(world: World) -> None:
    dossier = world.members[4].dossier
    with clock.at(now() - timedelta(days=2)):
        ChangeRequest.ask(dossier, "phone", "01 99 00 45 61", by=world.supervisor)
