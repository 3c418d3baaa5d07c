"""An organisation that helps people find their way to work: its team, two hundred records, a year of activities."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from random import Random
from typing import Any, Final

from django.utils import timezone

from entregent.agenda.models import Activity
from entregent.agenda.models.activity import CALL, HIGH, INBOUND, LOW, MEDIUM, MEETING, OUTBOUND, TASK
from entregent.contacts.models import MAIL, PHONE, Contact
from entregent.core import clock
from entregent.core.clock import now
from entregent.people.demonstration import ADDRESS, Known
from entregent.people.models import House, Membership, Role
from entregent.people.teller import Teller
from entregent.people.viewer import Viewer
from entregent.spaces.crm.models import Client, Note, Partner
from entregent.spaces.crm.models.client import NEWCOMER, RESIDENT, SEEKER

__all__ = ["CAST", "tell"]

REASON: Final = "telling the demonstration"
CAST: Final = (
    Known("conseillere@demo.example", "Suit ses clients : appels, réunions, tâches, notes"),
    Known("responsable-crm@demo.example", "Voit toute l’équipe et dit qui suit quelle fiche"),
    Known("benevole@demo.example", "Voit les seules fiches confiées, sans téléphone ni adresse"),
)
TEAM: Final = (
    ("counsellor", "conseillere", "mme", "Maëlle", "Tréhoret"),
    ("manager", "responsable-crm", "m", "Ansel", "Virodais"),
    ("volunteer", "benevole", "mme", "Odile", "Carnavez"), ("counsellor", "timeo.balsanne", "m", "Timéo", "Balsanne"),
)  # fmt: skip
FIRST: Final = ("Amina", "Bao", "Carlos", "Daria", "Éloïse", "Farid", "Gisèle", "Hanh", "Ines", "Jamal", "Katia",
                "Luis", "Mariam", "Nguyên", "Olga", "Paulo", "Rania", "Samuel", "Tarek", "Yasmine")  # fmt: skip
LAST: Final = ("Abergal", "Benslamar", "Corréado", "Dialovi", "Estevane", "Fofanil", "Gharbane", "Hoangty", "Jodoival",
               "Kaderoux")  # fmt: skip
CITIES: Final = ("Aubrelle", "Valmont", "Tourneval", "Nantois")
TRADES: Final = ("soudeuse", "comptable", "aide-soignant", "cuisinière", "développeur", "électricien", "enseignante")
COUNTRIES: Final = ("Algérie", "Brésil", "Cameroun", "Haïti", "Liban", "Ukraine", "Viêt Nam")
COMPANIES: Final = ("Ateliers Montreval", "Boulangerie du Port", "Clinique des Saules", "Transports Orvane",
                    "Cabinet Lestrade & fils", "École du Parc", "Menuiserie Brévant", "Hôtel des Quais")  # fmt: skip
SUBJECTS: Final = {
    CALL: ("Prendre des nouvelles", "Confirmer le rendez-vous", "Rappeler l’employeur"),
    MEETING: ("Entretien d’accueil", "Point sur le projet", "Préparer l’entretien d’embauche"),
    TASK: ("Relire le CV", "Chercher une formation de français", "Envoyer l’attestation"),
}


@dataclass
class World:
    house: House
    chance: Random = field(default_factory=lambda: Random(20261201))  # noqa: S311 (an invented year)
    team: dict[str, Membership] = field(default_factory=dict)

    def viewer(self, mailbox: str) -> Viewer:
        return Viewer.wearing(self.team[mailbox]).in_space("crm")


def tell(teller: Teller) -> None:
    house = teller.found(
        "Passerelle Emploi", "passerelle-emploi", kind_label="Aide à l’emploi", city="Aubrelle", accent="#5b3f7a",
        spaces=["crm"], phone="01 99 00 46 00", address="4, place du Marché", postal_code="99210",
        email=f"contact-passerelle{ADDRESS}",
    )  # fmt: skip
    world = World(house)
    roles = {role.key: role for role in Role.objects.unscoped(REASON).filter(house=house)}
    for role, mailbox, title, first, last in TEAM:
        names = {"title": title, "first_name": first, "last_name": last}
        world.team[mailbox] = teller.join(roles[role], f"{mailbox}{ADDRESS}", **names)
    partners = [add_partner(world, name, rank) for rank, name in enumerate(COMPANIES)]
    clients = [add_client(world, first, last, rank) for rank, (first, last) in enumerate(people(world))]
    for one in clients[:6]:
        one.hand_to(world.team["benevole"], by=world.viewer("responsable-crm"))
    for record in (*clients, *partners):
        plan_around_today(world, record)


def people(world: World) -> list[tuple[str, str]]:
    pairs = [(first, last) for last in LAST for first in FIRST]
    world.chance.shuffle(pairs)
    return pairs[:190]


def follower(world: World) -> Viewer:
    return world.viewer(world.chance.choice(("conseillere", "conseillere", "timeo.balsanne")))


def add_client(world: World, first: str, last: str, rank: int) -> Client:
    chance = world.chance
    record = Client(
        first_name=first, last_name=last, kind=chance.choice((NEWCOMER, NEWCOMER, RESIDENT, SEEKER)),
        birth_date=timezone.localdate(now()) - timedelta(days=chance.randint(7000, 21000)),
        phone=f"06 99 01 {rank // 100:02d} {rank % 100:02d}", email=f"client-{rank}{ADDRESS}",
        city=chance.choice(CITIES), postal_code="99200", address=f"{rank + 1}, rue des Tilleuls",
        country=chance.choice(COUNTRIES), occupation=chance.choice(TRADES),
        languages=chance.choice(("français, arabe", "anglais", "portugais, français")),
    )  # fmt: skip
    with clock.at(now() - timedelta(days=chance.randint(1, 350))):
        return Client.welcome(record, by=follower(world))


def add_partner(world: World, name: str, rank: int) -> Partner:
    record = Partner(
        name=name, phone=f"01 99 02 00 {rank:02d}", city=CITIES[rank % 4], activity="recrute toute l’année"
    )
    with clock.at(now() - timedelta(days=360)):
        made = Partner.welcome(record, by=world.viewer("responsable-crm"))
        contact = Contact(dossier=made.dossier, last_name=f"Recruvel {rank + 1}", first_name=FIRST[rank])
        said = [(PHONE, "bureau", f"01 99 02 01 {rank:02d}"), (MAIL, "", f"recrutement-{rank}{ADDRESS}")]
        contact.write(said, by=world.viewer("responsable-crm"))
    return made


def plan_around_today(world: World, record: Any) -> None:
    """Some over, some to come, as many as a counsellor has."""
    chance, morning = world.chance, timezone.localtime(now()).replace(hour=9, minute=0, second=0, microsecond=0)
    by = follower(world)
    for days in (-chance.randint(20, 200), -chance.randint(1, 15), chance.randint(0, 20))[: chance.randint(1, 3)]:
        kind = chance.choice((CALL, MEETING, TASK))
        planned = Activity(
            dossier=record.dossier, kind=kind, subject=chance.choice(SUBJECTS[kind]), assigned_to_id=by.acting,
            starts_at=morning + timedelta(days=days, minutes=30 * chance.randint(0, 16)),
            direction=chance.choice((INBOUND, OUTBOUND)) if kind == CALL else "",
            priority=chance.choice((HIGH, MEDIUM, LOW)),
        )  # fmt: skip
        with clock.at(min(planned.starts_at, now()) - timedelta(days=5)):
            planned.plan(by=by)
        if days < 0:
            with clock.at(planned.starts_at + timedelta(hours=1)):
                planned.finish(by=by)
    if chance.random() < 0.2:
        Note.leave(record.dossier, "Préfère être joint le matin ; cherche à moins de vingt kilomètres.", by=by)
