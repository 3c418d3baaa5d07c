"""A management body with two cabinets and three members, and another body: the same people in every test."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta

from django.test import Client

from entregent.core.clock import now
from entregent.documents.models import Document, Folder
from entregent.dossiers.models import Dossier
from entregent.people import accounts, memberships
from entregent.people.models import House, Membership, Party, Role
from entregent.people.viewer import Viewer
from entregent.questions.models import Form
from entregent.questions.question import LONG, TEXT, Question
from entregent.questions.stored_answers import answers_given
from entregent.site import installation
from entregent.spaces.extranet.models import (
    Answer,
    Cabinet,
    Campaign,
    ContactAddress,
    Letter,
    LetterType,
    Member,
    Training,
)

PEOPLE = {
    # name: (house, party, role, first name, last name)
    "organisme": ("body", None, "staff", "Hortense", "Vautrelle"),
    "superviseur": ("body", "combret", "supervisor", "Marcel", "Combret"),
    "collaborateur": ("body", "combret", "collaborator", "Clarisse", "Maradène"),
    "collegue": ("body", "combret", "collaborator", "Anthime", "Marsault"),
    "autre": ("body", "dupont", "supervisor", "Irène", "Dupontel"),
    "adherent": ("body", "chazel", "member", "Christian", "Chazel"),
    "etranger": ("rival", None, "staff", "Zoé", "Lambin"),
}
COLUMNS = ("public", *PEOPLE)
QUESTIONS = (Question("receipts", TEXT, "Recettes", is_required=True), Question("facts", LONG, "Faits"))


@dataclass
class Body:
    """Everyone and everything by name."""

    houses: dict[str, House] = field(default_factory=dict)
    roles: dict[tuple[str, str], Role] = field(default_factory=dict)
    parties: dict[str, Party] = field(default_factory=dict)
    cabinets: dict[str, Cabinet] = field(default_factory=dict)
    clients: dict[str, Member] = field(default_factory=dict)
    members: dict[str, Membership] = field(default_factory=dict)
    kinds: dict[str, LetterType] = field(default_factory=dict)

    def viewer(self, name: str) -> Viewer:
        """With what they are now."""
        return memberships.viewer_as(self.members[name].pk) if name != "public" else Viewer.public()

    def client(self, name: str) -> Client:
        """A browser, signed in as this person."""
        client = Client()
        if name in self.members:
            client.force_login(self.members[name].user)
        return client

    def send(self, to: str = "chazel", *, asks: bool = False, title: str = "Courrier") -> Letter:
        """to: a member, or a cabinet about itself."""
        dossier = Dossier.objects.unscoped("test").get(party=self.parties[to])
        kind = self.kinds["asking" if asks else "telling"]
        (letter,) = Campaign(letter_type=kind, title=title, text="Secret").send([dossier], by=self.viewer("organisme"))
        found: Letter = Letter.objects.unscoped("test").get(pk=letter.pk)
        return found

    def reply(self, letter: Letter, by: str = "collaborateur") -> Answer:
        said = answers_given(letter.version, {"receipts": "41 200"})
        return Answer.submit(letter, said, by=self.viewer(by))

    def own_dossier(self, cabinet: str) -> Dossier:
        found: Dossier = Dossier.objects.unscoped("test").get(party=self.parties[cabinet])
        return found

    def address(self) -> ContactAddress:
        rows = ContactAddress.objects.unscoped("test")
        found: ContactAddress = rows.get_or_create(house=self.houses["body"], name="Adhérents")[0]
        return found

    def training(self, seats: int = 2, days: int = 10) -> Training:
        start = now() + timedelta(days=days)
        made = Training(title="Formation", place="Aubrelle", seats=seats, starts_at=start,
                        ends_at=start + timedelta(hours=2))  # fmt: skip
        return Training.publish(made, by=self.viewer("organisme"))

    def publish(self, title: str = "Calendrier fiscal") -> Document:
        by, house = self.viewer("organisme"), self.houses["body"]
        folder = Folder(house=house, space="extranet", name="Actualité")
        folder.keep({}, by=by)
        made = Document(house=house, space="extranet", folder=folder, title=title, link="https://example.org/a")
        made.publish({}, by=by)
        return made

    def supervise(self, *, on: bool = True) -> None:
        self.cabinets["combret"].switch_supervision(on=on, by=self.viewer("superviseur"))


def gather() -> Body:
    body = Body()
    body.houses["platform"] = installation.platform("Entregent")
    for name, words in (("body", "Association des Trois Vallées"), ("rival", "Association Nef")):
        body.houses[name] = House(name=words, slug=name, spaces=["extranet"])
        body.houses[name].save()
        installation.open_spaces(body.houses[name])
    slugs = {house.pk: name for name, house in body.houses.items()}
    body.roles = {(slugs[role.house_id], role.key): role for role in Role.objects.unscoped("test")}
    for number, name in enumerate(("combret", "dupont"), start=1):
        body.parties[name] = Party.objects.create(house=body.houses["body"], name=f"Cabinet {name}", city="Aubrelle")
        body.cabinets[name] = Cabinet.welcome(body.parties[name], number, by=Viewer())
    for number, (name, cabinet) in enumerate((("chazel", "combret"), ("garric", "combret"), ("vasselin", "dupont")), 1):
        party = Party.objects.create(house=body.houses["body"], name=f"Adhérent {name}", city="Valmont", phone="01")
        body.parties[name] = party
        body.clients[name] = Member.welcome(party, number, body.cabinets[cabinet], by=Viewer())
    for name, (house, party, role, first, last) in PEOPLE.items():
        user = accounts.create(f"{name}@demo.example", "tilleul-rame-bruine-47")
        body.members[name] = Membership.admit(
            body.roles[house, role], user=user, party=body.parties[party] if party else None, first_name=first,
            last_name=last,
        )  # fmt: skip
    body.clients["chazel"].assign(body.members["collaborateur"], by=body.viewer("superviseur"))
    form = Form.set_up(body.houses["body"], "extranet", "Demande", QUESTIONS)
    for name, asked in (("telling", None), ("asking", form)):
        body.kinds[name] = LetterType.objects.create(house=body.houses["body"], name=name, form=asked)
    return body
