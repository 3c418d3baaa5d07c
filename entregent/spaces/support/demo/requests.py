"""The products of the invented vendor, what each asks, and a year of requests about them."""

from dataclasses import dataclass

from entregent.questions import question
from entregent.questions.question import CHOICE, PATH, TEXT, Question
from entregent.spaces.support.demo.requests_allowances import ALLOWANCES
from entregent.spaces.support.demo.requests_finance import FINANCE
from entregent.spaces.support.demo.requests_legal import LEGAL
from entregent.spaces.support.demo.requests_payroll import PAYROLL
from entregent.spaces.support.demo.scenario import Scenario, Turn

__all__ = ["PRODUCTS", "SCENARIOS", "ProductData", "Scenario", "Turn"]


@dataclass(frozen=True)
class ProductData:
    """questions: those of the first version of its form, in the order of the details of scenarios.

    since: what the next version asks besides.
    """

    key: str
    name: str
    service: str
    questions: tuple[Question, ...] = ()
    since: tuple[Question, ...] = ()


def modules(*names: str) -> Question:
    return Question("module", CHOICE, "Module", "Module", choices="\n".join(names), is_required=True)


VERSION = Question(
    "version", question.VERSION, "Version", "Version", help="Elle est écrite en bas de l’écran d’accueil.",
    help_en="It is written at the bottom of the home screen.", choices="7.19.2\n7.19.1\n7.18.4",
)  # fmt: skip
PLATFORM = Question(
    "platform", CHOICE, "Plate-forme", "Platform", choices="Hébergée\nInstallée sur site",
    choices_en="Hosted\nInstalled on site", is_required=True,
)  # fmt: skip
SERVER = Question(
    "server", TEXT, "Nom du serveur", "Name of the server", asked_if="platform", asked_value="Installée sur site"
)
SCREEN = Question(
    "screen", PATH, "Écran concerné", "Screen", choices=(
        "Accueil\n  Actualités\n  Tableau de bord\n"
        "Paie\n  Bulletins\n    Calcul du mois\n    Rappels\n    Édition\n  Éléments variables\n    Saisie\n"
        "    Import\n"
        "Déclarations\n  Mensuelle\n    Préparation\n    Dépôt\n  Événements\n"
        "Paramétrage\n  Rubriques\n  Profils\n  Utilisateurs"
    ),
)  # fmt: skip

PRODUCTS = (
    ProductData(
        "payroll",
        "Orpaie",
        "Logiciel",
        (modules("Bulletins", "Déclarations", "Éléments variables", "Paramétrage"), VERSION, PLATFORM),
        (SCREEN, SERVER),
    ),
    ProductData(
        "allowances",
        "Indemnis",
        "Logiciel",
        (modules("Dossiers", "Calculs", "Échéancier", "Éditions"), VERSION, PLATFORM),
    ),
    ProductData(
        "finance",
        "Comptalis",
        "Logiciel",
        (modules("Engagements", "Mandats", "Budget", "Éditions"), VERSION, PLATFORM),
    ),
    ProductData("legal", "Conseil statutaire", "Juridique"),
)

SCENARIOS = (*PAYROLL, *ALLOWANCES, *FINANCE, *LEGAL)
