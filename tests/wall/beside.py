"""A second space in the vendor's house, with its own customer and people; every row of it bears one word.

The space has no pages: what is tried is whether those of support meet its rows, and the other way round.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from entregent.applicants.models import Application
from entregent.door.invitations import invite
from entregent.dossiers.models import Assignment, Dossier, Seat
from entregent.library.models import Category, Resource
from entregent.people import accounts, memberships
from entregent.people.models import Membership, Party, Role
from entregent.people.rights import MANAGE_HOUSE, MANAGE_NEWS, MANAGE_PEOPLE, MANAGE_ROLES, READ_AUDIT
from entregent.people.sides import ADVISER, CUSTOMER, PROVIDER
from entregent.people.space import SPACES, Entry, Space
from entregent.people.viewer import Viewer
from entregent.questions.models import Form
from entregent.questions.question import TEXT, Question
from entregent.threads.models import Thread
from tests.cast import PASSWORD, Cast

WORD = "Zanzibarvoisin"
KEY = "beside"
HOUSE_RIGHTS = (MANAGE_PEOPLE, MANAGE_HOUSE, MANAGE_ROLES, MANAGE_NEWS, READ_AUDIT)
ROLES = {
    # key: (side, oversees, rights)
    "counsellor": (PROVIDER, True, ("beside.work",)),
    "chief": (PROVIDER, True, ("beside.work", *HOUSE_RIGHTS)),
    "assistant": (PROVIDER, False, ("beside.work",)),
    "partner": (ADVISER, True, ("beside.advise",)),
    "junior": (ADVISER, False, ("beside.advise",)),
    "client": (CUSTOMER, True, ("beside.ask", MANAGE_PEOPLE)),
}
SPACE = Space(
    key=KEY, label="Voisin", party="Client", home="profile", roles=(), rights=(),
    menu=lambda viewer: [Entry("Registre", "list-details", f"/voisin/{viewer.side}/", count=len(viewer.rights))],
)  # fmt: skip


@dataclass
class Beside:
    """What stands in the second space, by name."""

    cast: Cast
    roles: dict[str, Role] = field(default_factory=dict)
    parties: dict[str, Party] = field(default_factory=dict)
    dossiers: dict[str, Dossier] = field(default_factory=dict)
    threads: dict[str, Thread] = field(default_factory=dict)
    members: dict[str, Membership] = field(default_factory=dict)

    def viewer(self, name: str) -> Viewer:
        """With every post, as a request finds them."""
        found = memberships.viewer_as(self.members[name].pk)
        assert found.is_signed_in
        return found


def build(cast: Cast) -> Beside:
    beside, house = Beside(cast), cast.houses["vendor"]
    house.spaces = ["support", KEY]
    house.save()
    for key, (side, oversees, rights) in ROLES.items():
        role = Role(house=house, space=KEY, key=key, name=f"{WORD} {key}", side=side, oversees=oversees)
        role.rights = list(rights)
        role.save()
        beside.roles[key] = role
    for name in ("client", "second", "cabinet"):
        beside.parties[name] = Party.objects.create(
            house=house, name=f"{WORD} {name}", city=WORD, reference=f"V-{name}"
        )
    join(beside, "counsellor", "counsellor")
    join(beside, "chief", "chief")
    join(beside, "assistant", "assistant")
    join(beside, "client", "client", "client")
    join(beside, "partner", "partner", "cabinet")
    join(beside, "junior", "junior", "cabinet")
    for name in ("client", "second"):
        open_dossier(beside, name)
    fill(beside)
    return beside


def join(beside: Beside, name: str, role: str, party: str = "") -> None:
    user = accounts.create(f"{name}.{KEY}@demo.example", PASSWORD)
    of = beside.parties[party] if party else None
    beside.members[name] = Membership.admit(beside.roles[role], user=user, party=of, first_name=WORD, last_name=name)


def open_dossier(beside: Beside, name: str) -> None:
    """With the cabinet beside the first customer; both sides write, and the staff leaves itself a note."""
    by = beside.viewer("counsellor")
    dossier = Dossier.open(beside.parties[name], KEY, by=by)
    if name == "client":
        dossier.welcome(beside.parties["cabinet"], ADVISER, by=by)
    thread = Thread.objects.create(dossier=dossier)
    beside.dossiers[name], beside.threads[name] = dossier, thread
    thread.say(f"{WORD} du conseiller", by=by)
    thread.say(f"{WORD} note", by=by, internal=True)
    if name == "client":
        thread.say(f"{WORD} du client", by=beside.viewer("client"))
        thread.say(f"{WORD} du cabinet", by=beside.viewer("partner"))


def fill(beside: Beside) -> None:
    """Rows of the general rooms that belong to this space."""
    house, chief = beside.cast.houses["vendor"], beside.viewer("chief")
    invite(by=chief, email="invite.beside@demo.example", last_name=WORD, roles=[beside.roles["client"]],
           party=beside.parties["client"])  # fmt: skip
    Form.set_up(house, KEY, WORD, [Question("a", TEXT, WORD)])
    category = Category.objects.create(house=house, space=KEY, name=WORD)
    Resource.objects.create(house=house, space=KEY, category=category, name=WORD)
    Application.objects.create(
        house=house, space=KEY, last_name=WORD, first_name=WORD, email="voisin@demo.example", party_name=WORD,
        phone="0199004100", form_key="5b0f5a35-5b0a-4c0f-8a55-000000000001",
    )  # fmt: skip


def assign(beside: Beside, name: str, dossier: str) -> Assignment:
    member = beside.members[name]
    seat = Seat.objects.unscoped("test").get(dossier=beside.dossiers[dossier], side=member.side)
    return seat.assign(member, by=beside.viewer("counsellor"))


def register(monkeypatch: Any) -> None:
    monkeypatch.setitem(SPACES, KEY, SPACE)
