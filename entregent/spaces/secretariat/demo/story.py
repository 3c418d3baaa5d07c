"""A secretariat, its operators and its subscribers, and three weeks around today."""

from __future__ import annotations

from datetime import time, timedelta
from random import Random

from entregent.agenda.models import Agenda, Window
from entregent.contacts.models import ADDRESS as POSTAL
from entregent.contacts.models import PHONE, Contact
from entregent.core import clock
from entregent.dossiers.models import Seat
from entregent.people.demonstration import ADDRESS, Known
from entregent.people.models import House, Membership, Party, Role
from entregent.people.sides import PROVIDER
from entregent.people.teller import Teller
from entregent.people.viewer import Viewer
from entregent.spaces.secretariat.demo import people
from entregent.spaces.secretariat.demo.days import fill_agenda
from entregent.spaces.secretariat.demo.messages import Talk, tell_messages
from entregent.spaces.secretariat.models import DeliveryRule, Instruction, Line

REASON = "telling the demonstration"
CAST = (
    Known("operatrice@demo.example", "Prend les appels et les rendez-vous de ses abonnés"),
    Known("responsable-secretariat@demo.example", "Gère les abonnés, les consignes et les opératrices"),
    Known("abonnee@demo.example", "Médecin : lit ses messages, tient ses deux agendas"),
    Known("autre-abonne@demo.example", "Avocat : ne voit que les siens"),
)
WEEKDAYS = range(5)
MORNING, AFTERNOON = (time(9), time(12)), (time(14), time(18))


def tell(teller: Teller) -> None:
    house = found_house(teller)
    roles = {role.key: role for role in Role.objects.unscoped(REASON).filter(house=house)}
    manager = join(teller, roles["manager"], "responsable-secretariat", "Solène", "Marquet")
    operators = [join(teller, roles["operator"], "operatrice", "Fanny", "Delorme"),
                 join(teller, roles["operator"], "operatrice-2", "Gaëlle", "Pinson")]  # fmt: skip
    doctor = open_doctor(teller, house, roles, manager)
    lawyer = open_lawyer(teller, house, roles, manager)
    plumber = open_plumber(house, manager)
    for line in (doctor, lawyer, plumber):
        entrust(line, operators, manager)
    chance = Random(47)  # noqa: S311 (a story, not a secret)
    operator = Viewer.wearing(operators[0])
    tell_doctor(doctor, operator, chance)
    contacts = write_contacts(lawyer, people.CLIENTS, operator)
    tell_messages(lawyer, Talk(people.SAID_TO_LAWYER, 12, 4), contacts, operator, chance)
    contacts = write_contacts(plumber, people.NEIGHBOURS, operator)
    tell_messages(plumber, Talk(people.SAID_TO_PLUMBER, 6, 0), contacts, operator, chance)


def found_house(teller: Teller) -> House:
    return teller.found(
        "Permanence Clairvoix", "clairvoix", kind_label="Télésecrétariat", city="Bellorme", accent="#2f5d8a",
        spaces=["secretariat"], phone="01 99 00 45 00", address="3, rue des Carillons", postal_code="99140",
        email=f"contact-clairvoix{ADDRESS}", website="https://clairvoix.demo.example/",
    )  # fmt: skip


def join(teller: Teller, role: Role, mailbox: str, first: str, last: str, party: Party | None = None) -> Membership:
    return teller.join(role, f"{mailbox}{ADDRESS}", party=party, first_name=first, last_name=last)


def entrust(line: Line, operators: list[Membership], manager: Membership) -> None:
    seat = Seat.objects.unscoped(REASON).get(dossier=line.dossier_id, side=PROVIDER)
    for member in operators:
        seat.assign(member, by=Viewer.wearing(manager))


def party_of(house: House, name: str, reference: str) -> Party:
    party = Party(house=house, name=name, reference=reference, city="Bellorme", postal_code="99140")
    party.save(force_insert=True)
    return party


def open_doctor(teller: Teller, house: House, roles: dict[str, Role], manager: Membership) -> Line:
    party, by = party_of(house, "Cabinet du Dr Maud Aubertin", "AB-001"), Viewer.wearing(manager)
    line = Line.open(
        party, by=by, trade="Médecin généraliste", called="01 99 00 45 01", colour="blue", has_health_data=True,
        greeting="Cabinet du docteur Aubertin, bonjour.", pronunciation="o-bèr-tin",
        told_to_callers="Le docteur consulte du lundi au vendredi ; les visites se font le mardi et le jeudi midi.",
    )  # fmt: skip
    join(teller, roles["health"], "abonnee", "Maud", "Aubertin", party)
    consulting = open_agenda(line, "Consultations", 15, 0)
    for weekday in WEEKDAYS:
        for start, end in (MORNING, AFTERNOON):
            work(consulting, weekday, start, end, by)
    for weekday in (1, 3):
        work(consulting, weekday, time(12), time(14), by, kind="visit", slot_minutes=30)
    scans = open_agenda(line, "Échographies", 30, 1)
    work(scans, 2, time(9), time(12), by)
    work(scans, 4, time(14), time(17), by, parity="even")
    rules = (("mail", False, "week"), ("sms", True, "all"))
    for channel, urgent, days in rules:
        address = f"abonnee{ADDRESS}" if channel == "mail" else "06 39 98 45 01"
        DeliveryRule(dossier=line.dossier, channel=channel, address=address, is_for_urgent=urgent, days=days).keep(
            by=by
        )
    instruct(line, by)
    return line


def instruct(line: Line, by: Viewer) -> None:
    Instruction(
        dossier=line.dossier, call_kind="Urgence", text="Douleur dans la poitrine, malaise, saignement : dire de faire "
        "le 15, puis noter un message urgent.",
    ).keep(by=by)  # fmt: skip
    Instruction(
        dossier=line.dossier, call_kind="Nouveau patient",
        text="Demander le nom, la date de naissance et le téléphone. Proposer un créneau de 30 minutes.",
    ).keep(by=by)  # fmt: skip
    today = clock.now().date()
    Instruction(
        dossier=line.dossier, text="Cette semaine, pas de visite le jeudi : proposer le mardi suivant.",
        first=today - timedelta(days=2), last=today + timedelta(days=5),
    ).keep(by=by)  # fmt: skip


def open_lawyer(teller: Teller, house: House, roles: dict[str, Role], manager: Membership) -> Line:
    party, by = party_of(house, "Maître Adrien Collin", "AB-002"), Viewer.wearing(manager)
    line = Line.open(
        party, by=by, trade="Avocat", called="01 99 00 45 02", colour="amber",
        greeting="Cabinet de maître Collin, bonjour.", pronunciation="co-lin",
    )  # fmt: skip
    join(teller, roles["subscriber"], "autre-abonne", "Adrien", "Collin", party)
    agenda = open_agenda(line, "Entretiens", 30, 0)
    for weekday in WEEKDAYS:
        work(agenda, weekday, time(10), time(12), by)
        work(agenda, weekday, time(15), time(18), by)
    DeliveryRule(dossier=line.dossier, channel="mail", address=f"autre-abonne{ADDRESS}").keep(by=by)
    return line


def open_plumber(house: House, manager: Membership) -> Line:
    party, by = party_of(house, "Plomberie Gallard", "AB-003"), Viewer.wearing(manager)
    line = Line.open(
        party, by=by, trade="Plombier", called="01 99 00 45 03", colour="green", greeting="Plomberie Gallard, bonjour."
    )  # fmt: skip
    agenda = open_agenda(line, "Interventions", 60, 0)
    for weekday in WEEKDAYS:
        work(agenda, weekday, time(8), time(18), by, kind="visit")
    return line


def open_agenda(line: Line, name: str, minutes: int, position: int) -> Agenda:
    agenda = Agenda(dossier=line.dossier, name=name, slot_minutes=minutes, position=position)
    agenda.save(force_insert=True)
    return agenda


def work(agenda: Agenda, weekday: int, start: time, end: time, by: Viewer, **more: object) -> None:
    said = {"slot_minutes": agenda.slot_minutes, **more}
    Window(agenda=agenda, weekday=weekday, starts=start, ends=end, **said).keep(by=by)


def write_contacts(line: Line, known: tuple[people.Person, ...], by: Viewer) -> list[Contact]:
    made = []
    for person in known:
        contact = Contact(
            dossier=line.dossier, last_name=person.last_name, first_name=person.first_name, birth_date=person.born
        )  # fmt: skip
        reached = [(PHONE, "domicile" if person.phone.startswith("01") else "mobile", person.phone)]
        contact.write([*reached, (POSTAL, "", person.address)], by=by)
        made.append(contact)
    return made


def tell_doctor(line: Line, operator: Viewer, chance: Random) -> None:
    contacts = write_contacts(line, people.PATIENTS, operator)
    engaged = fill_agenda(line, contacts, operator, chance)
    talk = Talk(people.SAID_TO_DOCTOR, 65, 23, people.URGENT_SAID)
    tell_messages(line, talk, contacts, operator, chance, engaged)
