"""Sixty letters and more over a year: for information, and with questions in every state of their answer."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import TYPE_CHECKING

from django.utils import timezone

from entregent.core import clock
from entregent.core.clock import now
from entregent.dossiers.models import Dossier
from entregent.people.viewer import Viewer
from entregent.questions.models import Form
from entregent.questions.question import CHOICE, DATE, LONG, NUMBER, Question
from entregent.questions.stored_answers import answers_given
from entregent.spaces.extranet.models import Answer, Campaign, Letter, LetterType

if TYPE_CHECKING:
    from entregent.spaces.extranet.demo.story import World

REASON = "telling the demonstration"
YES_NO = "Oui\nNon"
QUESTIONS = (
    Question("premises", CHOICE, "Le local professionnel appartient-il à l’adhérent ?", choices=YES_NO,
             is_required=True),
    Question("receipts", NUMBER, "Recettes encaissées sur l’exercice", unit="€", is_required=True),
    Question("gap", NUMBER, "Écart de TVA constaté", unit="€"),
    Question("ended", DATE, "Date de cessation, s’il y a lieu"),
    Question("facts", LONG, "Faits significatifs de l’exercice"),
)  # fmt: skip
INFORMATION = (
    ("Attestation d’adhésion", "Attestation d’adhésion", 320, "Nous attestons que cette entreprise est adhérente."),
    ("Compte rendu de mission", "Compte rendu de mission", 200, "L’examen n’a relevé aucune anomalie."),
    ("Dossier de gestion", "Dossier de gestion", 90, "Voici l’analyse des chiffres de l’exercice, poste par poste."),
    ("Information générale", "Calendrier des formations", 6, "Le programme du prochain trimestre est paru."),
)  # fmt: skip
REQUEST = "Merci de répondre aux questions ci-dessous ; votre réponse complète l’examen de la déclaration."
OPENED = 12  # days after which everything of the body has been opened


def write_letters(world: World) -> None:
    kinds = letter_types(world)
    for kind, title, days_ago, text in INFORMATION:
        with clock.at(now() - timedelta(days=days_ago)):
            letters = send(world, kinds[kind], title, text, dossiers(world))
        if days_ago > OPENED:
            open_all(world, letters, days_ago - 2)
    for title, days_ago in (("Examen de cohérence", 150), ("Examen de cohérence : compléments", 14)):
        with clock.at(now() - timedelta(days=days_ago)):
            asked = send(world, kinds["Demande de renseignements"], title, REQUEST, dossiers(world))
        answer_all(world, asked, days_ago)
    with clock.at(now() - timedelta(days=4)):
        own = Dossier.objects.unscoped(REASON).filter(party=world.cabinets[1].party)
        send(world, kinds["Information générale"], "Votre correspondant à l’organisme", "Il a changé.", own)


def letter_types(world: World) -> dict[str, LetterType]:
    form = Form.set_up(world.house, "extranet", "Demande de renseignements", QUESTIONS)
    names = {*(kind for kind, *_rest in INFORMATION), "Demande de renseignements"}
    found = {}
    for name in sorted(names):
        found[name] = LetterType(house=world.house, name=name, form=form if name.startswith("Demande") else None)
        found[name].save(force_insert=True)
    return found


def send(world: World, kind: LetterType, title: str, text: str, to: Iterable[Dossier]) -> list[Letter]:
    return Campaign(letter_type=kind, title=title, text=text).send(to, by=world.body)


def dossiers(world: World) -> list[Dossier]:
    return [member.dossier for member in world.members.values() if member.cabinet == world.cabinets[1]]


def open_all(world: World, letters: list[Letter], days_ago: float) -> None:
    for rank, letter in enumerate(letters):
        with clock.at(now() - timedelta(days=days_ago - rank / 50)):
            letter.open(by=world.supervisor)


def answer_all(world: World, letters: list[Letter], days_ago: int) -> None:
    """The old campaign is answered but for one letter, which is late; of the recent one each state is there."""
    clerk = Viewer.wearing(world.collaborators["COL14"])
    for rank, letter in enumerate(letters):
        recent, mine = days_ago < OPENED * 2, rank < 3
        if (recent and rank > 5) or (not recent and rank == 11):
            continue
        by = clerk if mine else world.supervisor
        with clock.at(now() - timedelta(days=days_ago - 3 - rank / 24)):
            letter.open(by=by)
            if recent and rank == 5:
                continue
            answer = Answer.submit(letter, invented_answers(letter, rank), by=by)
        with clock.at(now() - timedelta(days=days_ago - 5 - rank / 24)):
            settle_answer(world, answer, rank if recent else 0)


def settle_answer(world: World, answer: Answer, rank: int) -> None:
    """Of a collaborator: accepted, rejected, or left to wait."""
    if answer.decision:
        return
    if rank == 0:
        answer.accept(by=world.supervisor)
    elif rank == 1:
        answer.reject("Joindre le détail de l’écart de TVA avant l’envoi.", by=world.supervisor)


def invented_answers(letter: Letter, rank: int) -> list[dict[str, object]]:
    assert letter.version is not None
    said = {"premises": "Oui" if rank % 2 else "Non", "receipts": str(41_200 + 1_375 * rank),
            "facts": f"Rien à signaler sur l’exercice {timezone.localdate(now()).year - 1}."}  # fmt: skip
    return answers_given(letter.version, said)
