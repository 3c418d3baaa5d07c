"""An organisation, its people and a few records, and another organisation: the same in every test."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.test import Client as Browser

from entregent.agenda.models import Activity
from entregent.contacts.models import PHONE, Contact
from entregent.core.clock import now
from entregent.people import accounts, memberships
from entregent.people.models import House, Membership, Role
from entregent.people.viewer import Viewer
from entregent.site import installation
from entregent.spaces.crm.models import Client, Partner

PEOPLE = {
    # name: (house, role, first name, last name)
    "conseillere": ("help", "counsellor", "Maëlle", "Tréhoret"),
    "responsable": ("help", "manager", "Ansel", "Virodais"),
    "benevole": ("help", "volunteer", "Odile", "Carnavez"),
    "etranger": ("rival", "manager", "Zoé", "Lambin"),
}
COLUMNS = ("public", *PEOPLE)


@dataclass
class Team:
    """Everyone and everything by name."""

    houses: dict[str, House] = field(default_factory=dict)
    members: dict[str, Membership] = field(default_factory=dict)
    clients: dict[str, Client] = field(default_factory=dict)
    partners: dict[str, Partner] = field(default_factory=dict)
    contacts: dict[str, Contact] = field(default_factory=dict)

    def viewer(self, name: str) -> Viewer:
        if name == "public":
            return Viewer.public()
        return memberships.viewer_as(self.members[name].pk).in_space("crm")

    def client(self, name: str) -> Browser:
        """A browser, signed in as this person."""
        browser = Browser()
        if name in self.members:
            browser.force_login(self.members[name].user)
        return browser

    def plan(self, kind: str = "call", on: Any = None, by: str = "conseillere", **more: Any) -> Activity:
        record = on or self.clients["amina"]
        made = Activity(
            dossier=record.dossier, kind=kind, subject="Prendre des nouvelles", starts_at=now() + timedelta(days=1),
            assigned_to=self.members[by], **more,
        )  # fmt: skip
        made.plan(by=self.viewer(by))
        return made


def gather() -> Team:
    team = Team()
    installation.platform("Entregent")
    for name, words in (("help", "Passerelle Emploi"), ("rival", "Escale")):
        team.houses[name] = House(name=words, slug=name, spaces=["crm"])
        team.houses[name].save()
        installation.open_spaces(team.houses[name])
    roles = {(role.house_id, role.key): role for role in Role.objects.unscoped("test")}
    for name, (house, role, first, last) in PEOPLE.items():
        user = accounts.create(f"{name}@demo.example", "tilleul-rame-bruine-47")
        bears = roles[team.houses[house].pk, role]
        team.members[name] = Membership.admit(bears, user=user, first_name=first, last_name=last)
    by = team.viewer("conseillere")
    for name in ("amina", "bao"):
        record = Client(first_name=name.title(), last_name="Benslamar", phone="06 99 01 00 07", email="a@demo.example")
        team.clients[name] = Client.welcome(record, by=by)
    team.partners["ateliers"] = Partner.welcome(Partner(name="Ateliers Montreval", city="Aubrelle"), by=by)
    mate = Contact(dossier=team.partners["ateliers"].dossier, last_name="Recruvel")
    mate.write([(PHONE, "bureau", "01 99 02 01 03")], by=by)
    team.contacts["recruvel"] = mate
    return team
