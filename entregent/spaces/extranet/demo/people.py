"""Who works in the invented body and its cabinets, and whom they look after."""

from __future__ import annotations

from typing import Final, NamedTuple

from entregent.people.demonstration import Known

CAST: Final = (
    Known("superviseur@demo.example", "Supervise le cabinet CNS 1 : valide les réponses, affecte les dossiers"),
    Known("collaborateur@demo.example", "Collaboratrice COL14 du cabinet CNS 1 : répond pour les dossiers affectés"),
    Known("autre-cabinet@demo.example", "Supervise un autre cabinet : ne voit que ses clients"),
    Known("organisme@demo.example", "Envoie les courriers de l’organisme, lit les réponses, traite les demandes"),
)


class Collaborator(NamedTuple):
    code: str
    mailbox: str
    title: str
    first_name: str
    last_name: str


class Business(NamedTuple):
    """assigned: the code of the collaborator."""

    number: int
    name: str
    professions: str
    city: str
    assigned: str = ""


COLLABORATORS: Final = (
    Collaborator("COL14", "collaborateur", "mme", "Clarisse", "Maradène"),
    Collaborator("COL3", "anthime.marsault", "m", "Anthime", "Marsault"),
    Collaborator("COL5", "solveig.renaudel", "mme", "Solveig", "Renaudel"),
    Collaborator("COL7", "annick.lacreu", "mme", "Annick", "Lacreu"),
)
MEMBERS: Final = (
    Business(1, "CHAZEL Christian", "AGENT COMMERCIAL", "VALMONT", "COL14"),
    Business(4, "C4B CONSEIL", "CONSEIL D’ENTREPRISE", "L’ORMEAU", "COL14"),
    Business(5, "ARTISTE PRO n° 5 => ADH n° 5", "AGENT D’ASSURANCES, AGENT COMMERCIAL", "TOURNEVAL", "COL14"),
    Business(8, "ESSARD Paule", "AGENT COMMERCIAL EN IMMOBILIER", "TOURNEVAL", "COL3"),
    Business(11, "LISTÉRAC Paul", "AGENT COMMERCIAL EN IMMOBILIER", "TOURNEVAL", "COL3"),
    Business(30, "BARRÉ Michelle", "AGENT COMMERCIAL", "PORT-AUBRAY", "COL5"),
    Business(657, "GARRIC Bernadette", "ARCHITECTE D’INTÉRIEUR", "PLAISANCE-SUR-LÈDE", "COL7"),
    Business(940, "NOMBREL Prosper", "AGENT COMMERCIAL", "CAMARSAC-LE-HAUT"),
    Business(3306, "DESPÉRIER Christelle", "MAÇONNERIE", "NANTOIS"),
    Business(945794, "ATELIER BASSE-LÈDE", "DÉCORATEUR", "AUBRELLE"),
    Business(945797, "ASSURANCES DES ORMES", "AGENT D’ASSURANCES, AGENT COMMERCIAL", "AUBRELLE"),
    Business(945798, "COMPTOIR LORRIN", "AGENT COMMERCIAL", "MONTROC-SUR-LÈDE"),
)
OTHERS: Final = (
    Business(21, "MENUISERIE VASSELIN", "MENUISERIE", "LÈDE"),
    Business(22, "CABINET INFIRMIER DU PRÉ", "INFIRMIER", "LÈDE"),
)


def siret_of(rank: int) -> str:
    """A number of the right shape, whose two check digits are right, of no establishment."""
    siren = with_check_digit(f"{99_100_000 + rank * 137:08d}")
    return with_check_digit(f"{siren}0001")


def with_check_digit(digits: str) -> str:
    total = 0
    for place, digit in enumerate(reversed(digits)):
        doubled = int(digit) * 2 if place % 2 == 0 else int(digit)
        total += doubled - 9 if doubled > 9 else doubled
    return digits + str(-total % 10)
