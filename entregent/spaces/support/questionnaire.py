"""The closing questionnaire of a house: a form like the others, whose mark stays."""

from __future__ import annotations

from typing import Final

from entregent.people.models import House
from entregent.people.viewer import Viewer
from entregent.questions.models import Form, FormVersion, current
from entregent.questions.question import LEVEL, LONG, MARK, Question

USE: Final = "support.closing"
SCORE: Final = "score"  # the key of the mark, which every version asks
ABOUT = ("Quel est votre niveau de satisfaction concernant :", "How satisfied are you with:")
AT = (
    "Quel est votre niveau de satisfaction sur la réponse apportée, au niveau :",
    "How satisfied are you with the answer given, at each level:",
)
CRITERIA = (
    ("delay", "Le délai de traitement", "Time to handle", ABOUT),
    ("follow_up", "Le suivi", "Follow-up", ABOUT),
    ("solution", "La solution apportée", "Solution given", ABOUT),
    ("regulatory", "Réglementaire", "Regulatory level", AT),
    ("technical", "Technique", "Technical level", AT),
    ("human", "Humain", "Human level", AT),
)
# In French, as the other words of a house: it changes them, and their English, on screen.
FIRST = (
    Question(
        SCORE, MARK,
        "Quelle note de satisfaction, comprise entre 0 et 10, donneriez-vous à la prestation réalisée pour le "
        "traitement de votre demande d’intervention ?",
        "What satisfaction mark, between 0 and 10, would you give to the handling of your request?",
        is_required=True, is_fixed=True,
    ),
    *(
        Question(key, LEVEL, label, english, heading=heading, heading_en=heading_en, is_required=True)
        for key, label, english, (heading, heading_en) in CRITERIA
    ),
    Question("comment", LONG, "Commentaire", "Comment"),
)  # fmt: skip


def set_up(house: House) -> Form:
    return Form.set_up(house, "support", "Questionnaire de clôture", FIRST, use=USE)


def asked_today(viewer: Viewer) -> FormVersion | None:
    return current(viewer, form__use=USE)
