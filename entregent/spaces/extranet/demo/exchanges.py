"""What is said and agreed beside the letters: messages, trainings, baskets; and the pages of some letters."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from django.utils import timezone

from entregent.core import clock
from entregent.core.clock import now
from entregent.documents.models import Document, Folder
from entregent.dossiers.models import Dossier
from entregent.people.viewer import Viewer
from entregent.spaces.extranet.models import ContactAddress, Correspondence, ListUpdate, Training
from entregent.spaces.extranet.models.list_update import ADDED, PROCESSED, REMOVED, send_updates

if TYPE_CHECKING:
    from entregent.spaces.extranet.demo.story import World

REASON: Final = "telling the demonstration"
ADDRESSES: Final = ("Service adhérents", "Service déclarations", "Formations")
TRAININGS: Final = (
    ("Loi de finances : ce qui change", -40, "Maison des associations, Aubrelle", 30),
    ("Prévenir les difficultés de l’entreprise", 9, "Visioconférence", 25),
    ("Tenir sa comptabilité en ligne", 23, "Maison des associations, Aubrelle", 2),
    ("Préparer la clôture de l’exercice", 48, "Visioconférence", 40),
)

FOLDERS: Final = (
    ("Adhésion", (("Adhérer, changer de cabinet", "Les pièces à joindre, les délais.", "https://example.org/adhesion"),)),
    ("Formulaires", (
        ("Déclaration 2035", "Notice et formulaire, à imprimer.", "https://example.org/2035"),
        ("Déclaration 2031", "Notice et formulaire, à imprimer.", "https://example.org/2031"),
    )),
    ("Actualité fiscale", (("Calendrier fiscal", "Les dates du trimestre.", "https://example.org/calendrier"),)),
)  # fmt: skip


def write_exchanges(world: World) -> None:
    addresses = [ContactAddress(house=world.house, name=name) for name in ADDRESSES]
    for one in addresses:
        one.save(force_insert=True)
    write_messages(world, addresses)
    hold_trainings(world)
    fill_baskets(world)
    publish_links(world)


def write_messages(world: World, addresses: list[ContactAddress]) -> None:
    clerk = Viewer.wearing(world.collaborators["COL14"])
    with clock.at(now() - timedelta(days=12)):
        asked = Correspondence.write(
            world.members[4].dossier, addresses[1], "Délai pour l’examen de cohérence",
            "Bonjour, le client nous remet ses pièces vendredi : pouvez-vous nous laisser une semaine ?", by=clerk,
        )  # fmt: skip
    with clock.at(now() - timedelta(days=11)):
        asked.answer("Bonjour, c’est noté : le délai court jusqu’au 17.", by=world.body)
    with clock.at(now() - timedelta(days=1)):
        Correspondence.write(
            own_dossier(world), addresses[0], "Attestation perdue",
            "Bonjour, pouvez-vous nous renvoyer l’attestation d’adhésion de l’an dernier ?", by=world.supervisor,
        )  # fmt: skip


def hold_trainings(world: World) -> None:
    morning = timezone.localtime(now()).replace(hour=9, minute=30, second=0, microsecond=0)
    for title, days, place, seats in TRAININGS:
        start = morning + timedelta(days=days)
        made = Training(title=title, place=place, seats=seats, starts_at=start, ends_at=start + timedelta(hours=3))
        with clock.at(start - timedelta(days=60)):
            Training.publish(made, by=world.body)
            made.register(own_dossier(world), "Clarisse Maradène", by=world.supervisor)
            made.register(world.members[1].dossier, "Christian Chazel", by=world.supervisor)
            if seats == 2:
                made.register(world.members[8].dossier, "Paule Essard", by=world.supervisor)


def fill_baskets(world: World) -> None:
    today = timezone.localdate(now())
    more = {"dossier": own_dossier(world), "on": today}
    with clock.at(now() - timedelta(days=20)):
        gone = ListUpdate(kind=ADDED, name="LAVERGNE Odile", professions="TRADUCTRICE", **more)
        gone.put_in(by=world.supervisor)
        send_updates(own_dossier(world), by=world.supervisor)
    with clock.at(now() - timedelta(days=15)):
        gone.refresh_from_db(from_queryset=ListUpdate.objects.unscoped(REASON))
        gone.decide(PROCESSED, by=world.body)
    ListUpdate(kind=ADDED, name="BRASSERIE DU QUAI", professions="RESTAURATION", **more).put_in(by=world.supervisor)
    member = world.members[30]
    ListUpdate(kind=REMOVED, name=str(member), member=member, reason="Cessation d’activité", **more).put_in(
        by=world.supervisor
    )


def publish_links(world: World) -> None:
    """Folders of the manual, with the public pages that everybody in the trade looks for."""
    for position, (name, links) in enumerate(FOLDERS):
        folder = Folder(house=world.house, space="extranet", name=name, position=position)
        folder.keep({}, by=world.body)
        for title, summary, link in links:
            made = Document(house=world.house, space="extranet", folder=folder, title=title, summary=summary, link=link)
            with clock.at(now() - timedelta(days=30 * (position + 1))):
                made.starts_at = now()
                made.publish({}, by=world.body)


def own_dossier(world: World) -> Dossier:
    found: Dossier = Dossier.objects.unscoped(REASON).get(party=world.cabinets[1].party, space="extranet")
    return found
