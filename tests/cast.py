"""The same named people in every test: two establishments of one publisher, and a stranger to both.

A column of access.csv is the name of one of them.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.utils import timezone

from entregent.dossiers.models import Dossier
from entregent.people import accounts
from entregent.people.models import House, Membership, Party, Role
from entregent.people.viewer import Viewer
from entregent.questions.models import Form, FormVersion, current
from entregent.questions.question import CHOICE, TEXT, Question
from entregent.questions.stored_answers import answers_given
from entregent.site import installation
from entregent.spaces.support.models import Contract, Evaluation, Intervention, Product, Service
from entregent.spaces.support.questionnaire import CRITERIA, USE

PASSWORD = "tilleul-rame-bruine-47"
PEOPLE = {
    # name: (house, party, role, first name, last name)
    "admin": ("platform", None, "administrator", "Ambre", "Delcourt"),
    "technicien": ("vendor", None, "handler", "Théo", "Marchand"),
    "responsable": ("vendor", None, "manager", "Inès", "Valade"),
    "agent": ("vendor", "hospital", "agent", "Nadia", "Ferrand"),
    "collegue": ("vendor", "hospital", "agent", "Luc", "Amiel"),
    "administrateur": ("vendor", "hospital", "administrator", "Claire", "Évrard"),
    "referent": ("vendor", "hospital", "referent", "Hugo", "Sorel"),
    "autre": ("vendor", "school", "agent", "Paul", "Vasseur"),
    "etranger": ("rival", None, "manager", "Zoé", "Lambin"),
}
QUESTIONS = (
    Question("module", CHOICE, "Module", "Module", choices="Bulletins\nDéclarations", is_required=True),
    Question("version", TEXT, "Version"),
)
SIRETS = {"hospital": "73282932000074", "school": "44306184100047"}


@dataclass
class Cast:
    """Everyone and everything by name."""

    houses: dict[str, House] = field(default_factory=dict)
    roles: dict[tuple[str, str], Role] = field(default_factory=dict)
    parties: dict[str, Party] = field(default_factory=dict)
    dossiers: dict[str, Dossier] = field(default_factory=dict)
    products: dict[str, Product] = field(default_factory=dict)
    contracts: dict[str, Contract] = field(default_factory=dict)
    members: dict[str, Membership] = field(default_factory=dict)
    requests: dict[str, Intervention] = field(default_factory=dict)

    def viewer(self, name: str) -> Viewer:
        return Viewer.public() if name == "public" else Viewer.wearing(self.members[name])

    def email(self, name: str) -> str:
        return f"{name}@demo.example"

    def request(self, name: str) -> Intervention:
        """As it is in the database now."""
        return Intervention.objects.unscoped("test").get(pk=self.requests[name].pk)


def gather() -> Cast:
    """The houses and the people; `file_requests` adds what they ask."""
    cast = Cast()
    found_houses(cast)
    for name in ("hospital", "school"):
        settle(cast, name)
    for name, placed in PEOPLE.items():
        join(cast, name, *placed)
    sign_contracts(cast)
    return cast


def found_houses(cast: Cast) -> None:
    cast.houses["platform"] = installation.platform("Entregent")
    for name, words in (("vendor", "Sylvaro Logiciels"), ("rival", "Nef Conseil")):
        house = House(name=words, slug=name, spaces=["support"], website=f"https://{name}.demo.example/")
        house.save()
        installation.open_spaces(house)
        cast.houses[name] = house
    names = {house.pk: name for name, house in cast.houses.items()}
    cast.roles = {(names[role.house_id], role.key): role for role in Role.objects.unscoped("test")}


def settle(cast: Cast, name: str) -> None:
    words = {"hospital": "Centre hospitalier de Valmorel", "school": "École supérieure de Brécy"}[name]
    party = Party(house=cast.houses["vendor"], name=words, siret=SIRETS[name], city="Valmorel", reference=f"C-{name}")
    party.save()
    cast.parties[name] = party
    cast.dossiers[name] = Dossier.open(party, "support", by=Viewer())


def join(cast: Cast, name: str, *placed: str | None) -> Membership:
    """placed: as in PEOPLE."""
    house, party, role, first, last = placed
    user = accounts.create(cast.email(name), PASSWORD, identifier=f"ID-{name}")
    member = Membership.admit(
        cast.roles[house, role], user=user, party=cast.parties[party] if party else None,
        first_name=first, last_name=last, number=f"N-{name}",
    )  # fmt: skip
    cast.members[name] = member
    return member


def sign_contracts(cast: Cast) -> None:
    vendor, today = cast.houses["vendor"], timezone.localdate()
    services = {service.name: service for service in Service.objects.unscoped("test").filter(house=vendor)}
    form = Form.set_up(vendor, "support", "Questions de paie", QUESTIONS)
    for key, service, asked in (("payroll", "Logiciel", form), ("legal", "Juridique", None)):
        product = Product(
            house=vendor, name={"payroll": "Orpaie", "legal": "Conseil"}[key], service=services[service], form=asked
        )
        product.save()
        cast.products[key] = product
    spans = {
        "payroll": ("hospital", "payroll", -400, 200), "legal": ("hospital", "legal", -400, None),
        "expired": ("hospital", "payroll", -800, -1), "future": ("hospital", "payroll", 10, 400),
        "school": ("school", "payroll", -100, 0),
    }  # fmt: skip
    for name, (party, product, start, end) in spans.items():
        contract = Contract(
            dossier=cast.dossiers[party], product=cast.products[product], number=f"K-{name}",
            signed_on=today + timedelta(days=start), ends_on=None if end is None else today + timedelta(days=end),
        )  # fmt: skip
        contract.save()
        cast.contracts[name] = contract


def file_requests(cast: Cast) -> None:
    """One request in each status, one without an owner, one of the other establishment."""
    for name, contract, by in (
        ("to_handle", "payroll", "agent"), ("in_progress", "payroll", "agent"), ("to_confirm", "legal", "agent"),
        ("closed", "payroll", "agent"), ("cancelled", "payroll", "agent"), ("orphan", "payroll", "collegue"),
        ("school", "school", "autre"),
    ):  # fmt: skip
        cast.requests[name] = file(cast, contract, by, f"Sujet {name}")
    advance(cast)


def file(
    cast: Cast, contract: str, by: str, subject: str, text: str = "Bonjour, merci de nous dépanner."
) -> Intervention:
    under = cast.contracts[contract]
    version = current(cast.viewer(by), form=under.product.form_id) if under.product.form_id else None
    details = answers_given(version, {"module": "Bulletins"}) if version else []
    return Intervention.open(under, subject, text, details, by=cast.viewer(by), version=version)


def advance(cast: Cast) -> None:
    desk, owner = cast.viewer("technicien"), cast.viewer("agent")
    for name in ("in_progress", "to_confirm", "closed"):
        cast.requests[name].answer("Nous regardons.", by=desk)
    for name in ("to_confirm", "closed"):
        cast.requests[name].propose_closure("Corrigé.", by=desk)
    cast.requests["closed"].confirm_closure(marks(), by=owner)
    cast.requests["cancelled"].cancel("Résolu", by=owner)
    cast.requests["orphan"].orphan(by=desk)


def marks(**changed: Any) -> Evaluation:
    """The closing questionnaire of the publisher, filled in. changed: answers by key."""
    version = FormVersion.objects.unscoped("test").filter(form__use=USE, form__house__slug="vendor").latest("number")
    levels = dict.fromkeys((key for key, *_words in CRITERIA), "3")
    return Evaluation.filled(version, answers_given(version, {"score": "9", "comment": "Merci", **levels, **changed}))
