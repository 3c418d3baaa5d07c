"""The firm of the story, its clients and who follows them."""

from __future__ import annotations

from dataclasses import dataclass, field

from entregent.dossiers.models import Dossier
from entregent.people.demonstration import ADDRESS
from entregent.people.models import House, Membership, Party, Role
from entregent.people.teller import Teller
from entregent.people.viewer import Viewer
from entregent.spaces.depot.demo.people import CLIENTS, STAFF, Client
from entregent.spaces.depot.models import Category, ClientGroup, Destination, Grouping, Handler

REASON = "telling the demonstration"


@dataclass
class World:
    """Everyone and everything by name. viewers, members: of the firm, by mailbox. people: of each client."""

    house: House
    roles: dict[str, Role]
    viewers: dict[str, Viewer] = field(default_factory=dict)
    members: dict[str, Membership] = field(default_factory=dict)
    clients: dict[str, Client] = field(default_factory=dict)
    parties: dict[str, Party] = field(default_factory=dict)
    dossiers: dict[str, Dossier] = field(default_factory=dict)
    people: dict[str, list[Viewer]] = field(default_factory=dict)
    destinations: dict[str, Destination] = field(default_factory=dict)
    categories: dict[str, Category] = field(default_factory=dict)
    group: ClientGroup | None = None

    @property
    def partner(self) -> Viewer:
        return self.viewers["responsable-documents"]


def settle(teller: Teller) -> World:
    house = teller.found(
        "Cabinet des Trois Rivières", "trois-rivieres", kind_label="Expertise comptable", city="Aubrelle",
        accent="#3d5a80", spaces=["depot"], phone="01 99 00 42 00", address="8, quai des Tanneurs",
        postal_code="99210", email=f"contact-trois-rivieres{ADDRESS}", website="https://trois-rivieres.demo.example/",
    )  # fmt: skip
    world = World(house, {role.key: role for role in Role.objects.unscoped(REASON).filter(house=house)})
    for one in STAFF:
        names = {"title": one.title, "first_name": one.first_name, "last_name": one.last_name}
        world.members[one.mailbox] = teller.join(world.roles[one.role], f"{one.mailbox}{ADDRESS}", **names)
        world.viewers[one.mailbox] = Viewer.wearing(world.members[one.mailbox])
    world.destinations = {row.name: row for row in Destination.objects.unscoped(REASON).filter(house=house)}
    world.categories = {row.name: row for row in Category.objects.unscoped(REASON).filter(house=house)}
    for client in CLIENTS:
        welcome(world, teller, client)
    gather(world)
    return world


def welcome(world: World, teller: Teller, client: Client) -> None:
    party = Party(house=world.house, name=client.name, siret=client.siret, reference=client.reference,
                  address=client.address, city=client.city, postal_code="99210")  # fmt: skip
    party.save(force_insert=True)
    world.clients[client.key], world.parties[client.key] = client, party
    world.dossiers[client.key] = Dossier.open(party, "depot", by=world.partner)
    for mailbox, title, first, last in client.people:
        names = {"title": title, "first_name": first, "last_name": last}
        member = teller.join(world.roles["client"], f"{mailbox}{ADDRESS}", party=party, **names)
        world.people.setdefault(client.key, []).append(Viewer.wearing(member))
    for destination, mailbox in client.handlers.items():
        Handler.entrust(
            world.dossiers[client.key], world.destinations[destination], world.members[mailbox], by=world.partner
        )


def gather(world: World) -> None:
    world.group = ClientGroup(house=world.house, name="Commerces de bouche et artisans")
    world.group.save(force_insert=True)
    for key in ("bakery", "joinery"):
        Grouping(group=world.group, party=world.parties[key]).save(force_insert=True)
