"""A secretariat and a rival one: a doctor entrusted to the operator, a lawyer who is not, and strangers."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from django.test import Client

from entregent.agenda.models import Agenda, AgendaException, Engagement, Window
from entregent.agenda.slots import at_wall
from entregent.contacts.models import PHONE, Contact
from entregent.core.clock import now
from entregent.dossiers.models import Seat
from entregent.people import accounts
from entregent.people.models import House, Membership, Party, Role
from entregent.people.sides import PROVIDER
from entregent.people.viewer import Viewer
from entregent.site import installation
from entregent.spaces.secretariat.models import Archiving, CallMessage, DeliveryRule, Instruction, Line

PASSWORD = "tilleul-rame-bruine-47"
PEOPLE = {
    # name: (house, party, role)
    "operatrice": ("clairvoix", None, "operator"),
    "responsable": ("clairvoix", None, "manager"),
    "medecin": ("clairvoix", "medecin", "subscriber"),
    "avocat": ("clairvoix", "avocat", "subscriber"),
    "etrangere": ("rivale", None, "manager"),
}
EVERYONE = ("public", *PEOPLE)


@dataclass
class Cast:
    houses: dict[str, House] = field(default_factory=dict)
    roles: dict[tuple[str, str], Role] = field(default_factory=dict)
    parties: dict[str, Party] = field(default_factory=dict)
    lines: dict[str, Line] = field(default_factory=dict)
    members: dict[str, Membership] = field(default_factory=dict)
    agendas: dict[str, Agenda] = field(default_factory=dict)
    contacts: dict[str, Contact] = field(default_factory=dict)
    messages: dict[str, CallMessage] = field(default_factory=dict)
    engagements: dict[str, Engagement] = field(default_factory=dict)
    instructions: dict[str, Instruction] = field(default_factory=dict)
    rules: dict[str, DeliveryRule] = field(default_factory=dict)
    exceptions: dict[str, AgendaException] = field(default_factory=dict)
    windows: dict[str, Window] = field(default_factory=dict)

    def viewer(self, name: str) -> Viewer:
        if name == "public":
            return Viewer.public()
        members = Membership.objects.unscoped("test").select_related("house", "party", "user")
        return Viewer.wearing(members.get(pk=self.members[name].pk)).in_space("secretariat")

    def email(self, name: str) -> str:
        return f"{name}@secretariat.demo.example"

    def client(self, name: str) -> Client:
        client, user = Client(), accounts.by_email(self.email(name))
        if user:
            client.force_login(user)
        return client

    def message(self, name: str) -> CallMessage:
        """As it is in the database now."""
        return CallMessage.objects.unscoped("test").get(pk=self.messages[name].pk)


def gather() -> Cast:
    """The people, their lines and agendas; `fill` adds what happens there."""
    cast = Cast()
    for slug, name in (("clairvoix", "Permanence Clairvoix"), ("rivale", "Accueil Rival")):
        house = House(name=name, slug=slug, spaces=["secretariat"])
        house.save()
        installation.open_spaces(house)
        cast.houses[slug] = house
    names = {house.pk: slug for slug, house in cast.houses.items()}
    rows = Role.objects.unscoped("test").filter(house__in=list(names))
    cast.roles = {(names[role.house_id], role.key): role for role in rows}
    for name, words in (("medecin", "Cabinet Aubertin"), ("avocat", "Maître Collin")):
        party = Party(house=cast.houses["clairvoix"], name=words, reference=f"S-{name}")
        party.save()
        cast.parties[name] = party
    for name, (house, party, role) in PEOPLE.items():
        user = accounts.create(cast.email(name), PASSWORD, identifier=f"SEC-{name}")
        cast.members[name] = Membership.admit(
            cast.roles[house, role], user=user, party=cast.parties[party] if party else None, last_name=name.title()
        )
    open_lines(cast)
    return cast


def open_lines(cast: Cast) -> None:
    by = cast.viewer("responsable")
    numbers = {"medecin": "01 99 00 45 01", "avocat": "01 99 00 45 02"}
    for name, party in cast.parties.items():
        cast.lines[name] = Line.open(party, by=by, called=numbers[name], greeting=f"Bonjour de {name}")
        agenda = Agenda(dossier=cast.lines[name].dossier, name=f"Agenda {name}", slot_minutes=15)
        agenda.save()
        cast.agendas[name] = agenda
        for weekday in range(7):
            cast.windows[name] = work(agenda, weekday, time(8), time(20), by=by)
    seat = Seat.objects.unscoped("test").get(dossier=cast.lines["medecin"].dossier_id, side=PROVIDER)
    seat.assign(cast.members["operatrice"], by=by)


def fill(cast: Cast) -> None:
    """A contact, messages of several kinds, an appointment, an instruction and a rule of each subscriber."""
    for name in cast.parties:
        by = cast.viewer("responsable")
        cast.contacts[name] = write_contact(cast, name, "Dupont", "Hélène", phone="06 12 34 56 78", by=by)
        cast.messages[name] = take(cast, name, by=by, contact=cast.contacts[name], address="12 rue de l’Été & fils")
        cast.messages[f"urgent-{name}"] = take(cast, name, by=by, is_urgent=True, text="Vite")
        cast.messages[f"archive-{name}"] = take(cast, name, by=by, text="Ancien")
        archive(cast, name, f"archive-{name}")
        cast.engagements[name] = book(cast, name, hours=26, contact=cast.contacts[name], text="Rendez-vous Dupont")
        cast.engagements[f"annule-{name}"] = book(cast, name, hours=28)
        cast.engagements[f"annule-{name}"].cancel(by=by)
        cast.instructions[name] = Instruction(dossier=cast.lines[name].dossier, text=f"Consigne {name}")
        cast.instructions[name].keep(by=by)
        cast.rules[name] = DeliveryRule(dossier=cast.lines[name].dossier, address=f"{name}@demo.example")
        cast.rules[name].keep(by=by)
        start, length = slot_ahead(cast.agendas[name], 50)
        cast.exceptions[name] = AgendaException.between(cast.agendas[name], start, start + length, is_of_slot=True)
        cast.exceptions[name].keep(by=by)


def work(agenda: Agenda, weekday: int, start: time, end: time, *, by: Viewer, **more: Any) -> Window:
    window = Window(agenda=agenda, weekday=weekday, starts=start, ends=end, **{"slot_minutes": 15, **more})
    window.keep(by=by)
    return window


def write_contact(
    cast: Cast,
    name: str,
    last: str,
    first: str = "",
    *,
    phone: str = "",
    born: date | None = None,
    by: Viewer | None = None,
) -> Contact:
    made = Contact(dossier=cast.lines[name].dossier, last_name=last, first_name=first, birth_date=born)
    made.write([(PHONE, "mobile", phone)] if phone else [], by=by or cast.viewer("responsable"))
    return made


def take(cast: Cast, name: str, *, by: Viewer | None = None, **said: Any) -> CallMessage:
    fields = {"caller": "Dupont Hélène", "phone": "06.12.34.56.78", "text": "Rappeler avant midi"}
    message = CallMessage(dossier=cast.lines[name].dossier, **{**fields, **said})
    message.write(by=by or cast.viewer("responsable"))
    return message


def archive(cast: Cast, name: str, *messages: str) -> Archiving:
    keys = [cast.messages[one].pk for one in messages]
    viewer = cast.viewer(name)
    made = Archiving.of(CallMessage.objects.visible_to(viewer).filter(pk__in=keys), by=viewer)
    assert made is not None
    return made


def slot_ahead(agenda: Agenda, hours: int) -> tuple[datetime, timedelta]:
    """A slot of the agenda that many hours from now, on its day at nine plus the rest: worked, and to come."""
    day = (now() + timedelta(days=1 + hours // 24)).astimezone(agenda.clock).date()
    return at_wall(agenda, day, time(9 + hours % 10, 0)), timedelta(minutes=15)


def book(
    cast: Cast, name: str, *, hours: int = 26, minutes: int = 15, by: str = "responsable", **said: Any
) -> Engagement:
    start, _length = slot_ahead(cast.agendas[name], hours)
    return Engagement.book(cast.agendas[name], start, timedelta(minutes=minutes), by=cast.viewer(by), **said)
