"""Requests for an account in the demonstration: some wait, one was accepted, one brought an update, one was refused."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from uuid import uuid4

from entregent.applicants.models import NEW, UPDATE, Application
from entregent.core import clock
from entregent.people.demonstration import ADDRESS
from entregent.people.models import Membership, Party
from entregent.people.viewer import Viewer
from entregent.spaces.support.demo.places import Desk


@dataclass(frozen=True)
class Asked:
    """hours_ago: when it was sent. end: "waiting", "accepted", "updated" or "refused"."""

    kind: str
    first_name: str
    last_name: str
    phone: str
    mailbox: str
    establishment: str
    hours_ago: float
    end: str = "waiting"


ASKED = (
    Asked(NEW, "Odile", "Jarnac-Petit", "03 53 01 61 90", "odile.jarnac", "Mairie de Brescourt sur Lurance", 700,
          "refused"),
    Asked(NEW, "Ferdinand", "Lestrigou", "02 61 91 07 71", "ferdinand.lestrigou", "Mairie de Chassevigne", 430,
          "accepted"),
    Asked(UPDATE, "Yasmine", "Belourdi-Caron", "03 53 01 34 58", "yasmine.belourdi",
          "Communauté de communes des Deux-Lurances", 260, "updated"),
    Asked(NEW, "Anselme", "Tournefier", "04 65 71 20 41", "anselme.tournefier", "CH Montcervel", 29),
    Asked(UPDATE, "Nadège", "Kerbastian-Hamon", "04 65 71 20 52", "nadege.kerbastian",
          "Centre hospitalier de Montcervel", 6),
    Asked(NEW, "Thibaud", "Carvenec", "02 61 91 07 68", "t.carvenec.mairie", "Mairie de Chassevigne", 1.5),
)  # fmt: skip
REFUSAL = """Votre commune nous a indiqué que vous n’y travaillez plus.
Si c’est une erreur, demandez à la mairie de nous écrire."""


def apply(desk: Desk) -> None:
    moment = clock.now()
    for asked in ASKED:
        with clock.at(moment - timedelta(hours=asked.hours_ago)):
            filed = file(desk, asked)
        with clock.at(moment - timedelta(hours=asked.hours_ago * 0.9)):
            decide(desk, asked, filed)


def file(desk: Desk, asked: Asked) -> Application:
    filed = Application(
        house=desk.house, space="support", form_key=uuid4(), kind=asked.kind, first_name=asked.first_name,
        last_name=asked.last_name, phone=asked.phone, email=f"{asked.mailbox}{ADDRESS}",
        party_name=asked.establishment,
    )  # fmt: skip
    filed.file(by=Viewer.public())
    return filed


def decide(desk: Desk, asked: Asked, filed: Application) -> None:
    names = {"last_name": asked.last_name, "first_name": asked.first_name}
    if asked.end == "refused":
        filed.refuse(REFUSAL, by=desk.manager)
    elif asked.end == "accepted":
        party = Party.objects.visible_to(desk.manager).get(name=asked.establishment)
        filed.accept(desk.roles["agent"], party, by=desk.manager, **names)
    elif asked.end == "updated":
        rows = Membership.objects.visible_to(desk.manager).select_related("party", "user")
        filed.update(rows.get(user__email=filed.email), ["last_name", "phone"], by=desk.manager)
