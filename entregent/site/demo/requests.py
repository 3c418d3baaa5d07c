"""The products of the invented vendor, what each asks, and a year of requests about them."""

from dataclasses import dataclass
from typing import NamedTuple

from entregent.site.demo.requests_allowances import ALLOWANCES
from entregent.site.demo.requests_finance import FINANCE
from entregent.site.demo.requests_legal import LEGAL
from entregent.site.demo.requests_payroll import PAYROLL
from entregent.site.demo.scenario import Scenario, Turn

__all__ = ["PRODUCTS", "SCENARIOS", "ProductData", "Question", "Scenario", "Turn"]


class Question(NamedTuple):
    """A further question. Without choices its answer is free text."""

    label: str
    label_en: str
    choices: tuple[str, ...] = ()
    required: bool = True


@dataclass(frozen=True)
class ProductData:
    key: str
    name: str
    service: str
    questions: tuple[Question, ...] = ()


VERSION = Question("Version", "Version", required=False)
PLATFORM = Question("Plate-forme", "Platform", ("Hébergée", "Installée sur site"))

PRODUCTS = (
    ProductData(
        "payroll",
        "Orpaie",
        "Logiciel",
        (
            Question("Module", "Module", ("Bulletins", "Déclarations", "Éléments variables", "Paramétrage")),
            VERSION,
            PLATFORM,
        ),
    ),
    ProductData(
        "allowances",
        "Indemnis",
        "Logiciel",
        (Question("Module", "Module", ("Dossiers", "Calculs", "Échéancier", "Éditions")), VERSION, PLATFORM),
    ),
    ProductData(
        "finance",
        "Comptalis",
        "Logiciel",
        (Question("Module", "Module", ("Engagements", "Mandats", "Budget", "Éditions")), VERSION, PLATFORM),
    ),
    ProductData("legal", "Conseil statutaire", "Juridique"),
)

SCENARIOS = (*PAYROLL, *ALLOWANCES, *FINANCE, *LEGAL)
