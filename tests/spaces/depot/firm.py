"""A firm with two clients, and another firm: the same named people in every test of this space."""

from __future__ import annotations

from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any
from uuid import uuid4

from django.test import Client

from entregent.dossiers.models import Dossier
from entregent.files.models import File
from entregent.files.storage import store
from entregent.jobs.models import Mail
from entregent.people import accounts, memberships
from entregent.people.models import House, Membership, Party, Role
from entregent.people.viewer import Viewer
from entregent.site import installation
from entregent.spaces.depot.models import Category, Deposit, Destination, Handler, Paper
from entregent.spaces.depot.models.deposit import PURPOSE

PASSWORD = "tilleul-rame-bruine-47"
PEOPLE = {
    # name: (house, party, role, first name, last name)
    "associee": ("firm", None, "partner", "Odile", "Marchenoir"),
    "comptable": ("firm", None, "accountant", "Jeanny", "Jorquera"),
    "conseiller": ("firm", None, "adviser", "Marc", "Aurelle"),
    "remplacante": ("firm", None, "accountant", "Lise", "Vauquelin"),
    "client": ("firm", "bakery", "client", "Paul", "Fournier"),
    "conjoint": ("firm", "bakery", "client", "Anne", "Fournier"),
    "autre": ("firm", "garage", "client", "Hugo", "Testard"),
    "etranger": ("rival", None, "partner", "Zoé", "Lambin"),
}
COLUMNS = ("public", *PEOPLE)
NAMES = {"bakery": "Boulangerie Fournier", "garage": "Garage Testard"}


@dataclass
class Firm:
    """Everyone and everything by name."""

    houses: dict[str, House] = field(default_factory=dict)
    roles: dict[tuple[str, str], Role] = field(default_factory=dict)
    parties: dict[str, Party] = field(default_factory=dict)
    dossiers: dict[str, Dossier] = field(default_factory=dict)
    members: dict[str, Membership] = field(default_factory=dict)
    destinations: dict[str, Destination] = field(default_factory=dict)
    category: Any = None

    def viewer(self, name: str) -> Viewer:
        """With what they are now."""
        return memberships.viewer_as(self.members[name].pk) if name != "public" else Viewer.public()

    def email(self, name: str) -> str:
        return f"{name}@demo.example"

    def client(self, name: str) -> Client:
        """A browser, signed in as this person."""
        client = Client()
        if name in self.members:
            client.force_login(self.members[name].user)
        return client

    def sent(self, name: str, title: str = "facture.pdf", content: bytes = b"", **more: Any) -> File:
        """A file of this person that has arrived and waits to be handed in; bytes are kept as they would be."""
        member, content = self.members[name], content or title.encode()
        digest = sha256(content).hexdigest()
        path = store().path(digest)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        values = {"kind": "text/plain", "purpose": PURPOSE, **more}
        file = File(uuid=uuid4(), house=member.house, membership=member, name=title, size=len(content), digest=digest,
                    **values)  # fmt: skip
        file.save(force_insert=True)
        return file

    def hand_in(self, name: str = "client", *titles: str, to: str = "Comptable", alert: tuple[str, ...] = (),
                **more: Any) -> Deposit:  # fmt: skip
        files = [self.sent(name, title, **more).uuid for title in titles or ("facture.pdf",)]
        dossier = self.dossiers["garage" if name == "autre" else "bakery"]
        people = [self.members[one] for one in alert]
        return Deposit.hand_in(dossier, self.destinations[to], files, people, by=self.viewer(name))

    def paper(self, name: str = "client", title: str = "facture.pdf", **more: Any) -> Paper:
        found: Paper = Paper.objects.unscoped("test").get(deposit=self.hand_in(name, title, **more))
        return found


def gather() -> Firm:
    firm = Firm()
    firm.houses["platform"] = installation.platform("Entregent")
    for name, words in (("firm", "Cabinet des Trois Rivières"), ("rival", "Cabinet Nef")):
        house = House(name=words, slug=name, spaces=["depot"])
        house.save()
        installation.open_spaces(house)
        firm.houses[name] = house
    slugs = {house.pk: name for name, house in firm.houses.items()}
    firm.roles = {(slugs[role.house_id], role.key): role for role in Role.objects.unscoped("test")}
    for name, words in NAMES.items():
        firm.parties[name] = Party.objects.create(house=firm.houses["firm"], name=words, city="Valmorel")
        firm.dossiers[name] = Dossier.open(firm.parties[name], "depot", by=Viewer())
    for name, (house, party, role, first, last) in PEOPLE.items():
        user = accounts.create(f"{name}@demo.example", PASSWORD)
        firm.members[name] = Membership.admit(
            firm.roles[house, role], user=user, party=firm.parties[party] if party else None, first_name=first,
            last_name=last,
        )  # fmt: skip
    entrust(firm)
    return firm


def entrust(firm: Firm) -> None:
    """The accountant and the adviser follow the bakery; nobody but the partner follows the garage."""
    rows = Destination.objects.unscoped("test").filter(house=firm.houses["firm"])
    firm.destinations = {row.name: row for row in rows}
    firm.category = Category.objects.unscoped("test").filter(house=firm.houses["firm"]).first()
    for destination, name in (("Comptable", "comptable"), ("Conseil", "conseiller")):
        Handler.entrust(
            firm.dossiers["bakery"], firm.destinations[destination], firm.members[name], by=firm.viewer("associee")
        )


def every_mail() -> Any:
    """Newest first."""
    return Mail.objects.order_by("-pk")
