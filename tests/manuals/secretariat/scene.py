"""Who and what the manual of the secretariat is walked with: sixty-five messages wait, twenty-three are archived."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time

from entregent.spaces.secretariat.models import Archiving, CallMessage
from tests.spaces.secretariat.cast import Cast, book, slot_ahead, take, work, write_contact

WAITING, ARCHIVED = 65, 23


@dataclass
class Scene:
    """slot: the key of the slot that one step leaves for the next ones."""

    cast: Cast
    slot: str = ""

    @property
    def day(self) -> date:
        """The day after tomorrow, where the appointments of the scene are."""
        agenda = self.cast.agendas["medecin"]
        return slot_ahead(agenda, 26)[0].astimezone(agenda.clock).date()

    @property
    def agenda(self) -> str:
        return f"/secretariat/agenda/?jour={self.day}"


def stage(cast: Cast) -> Scene:
    scene, by = Scene(cast), cast.viewer("operatrice")
    contact = write_contact(cast, "medecin", "Dupont", "Hélène", phone="06 12 34 56 78", born=date(1975, 3, 12))
    for _one in range(ARCHIVED):
        take(cast, "medecin", by=by, text="Ancien message")
    viewer = cast.viewer("medecin")
    Archiving.of(CallMessage.objects.visible_to(viewer), by=viewer)
    kinds = ("information", "visit", "fax")
    for number in range(WAITING - 2):
        take(cast, "medecin", by=by, kind=kinds[number % 3], text=f"Message pris à l’appel {number}")
    made = book(cast, "medecin", contact=contact, text=contact.name)
    about = {"contact": contact, "engagement": made, "kind": "appointment"}
    take(cast, "medecin", by=by, text="Rendez-vous pris", address="12 rue de l’Été, 99140 Bellorme", **about)
    take(cast, "medecin", by=by, is_urgent=True, text="Attend votre rappel au plus vite")
    weekday = scene.day.weekday()
    work(cast.agendas["medecin"], weekday, time(20), time(21), by=cast.viewer("responsable"), kind="visit")
    return scene
