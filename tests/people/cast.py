"""A small house with its desk, a customer and their people."""

from dataclasses import dataclass

from entregent.dossiers.models import Dossier, Seat
from entregent.people.models import House, Membership, Party, Role, User
from entregent.people.rights import MANAGE_PEOPLE
from entregent.people.sides import CUSTOMER, PROVIDER

PASSWORD = "tilleul-rame-bruine-47"


@dataclass(frozen=True)
class Place:
    house: House
    party: Party
    agent: Role
    administrator: Role
    handler: Role
    manager: Role


def found(name: str, slug: str) -> Place:
    house = House(name=name, slug=slug, spaces=["support"])
    house.save()
    party = Party(house=house, name=f"Établissement de {name}")
    party.save()
    dossier = Dossier(house=house, party=party, space="support")
    dossier.save()
    Seat(dossier=dossier, side=PROVIDER, house=house).save()
    Seat(dossier=dossier, side=CUSTOMER, party=party).save()
    return Place(
        house, party,
        role(house, "agent", CUSTOMER, ["support.request"]),
        role(house, "administrator", CUSTOMER, ["support.request", MANAGE_PEOPLE]),
        role(house, "handler", PROVIDER, ["support.handle"]),
        role(house, "manager", PROVIDER, ["support.handle", MANAGE_PEOPLE]),
    )  # fmt: skip


def role(house: House, key: str, side: str, rights: list[str]) -> Role:
    made = Role(house=house, space="support", key=key, name=key, side=side, rights=rights)
    made.save()
    return made


def join(place: Place, email: str, as_role: Role, **more) -> Membership:
    """A member of the place, whose account is made when it does not exist."""
    user = User.objects.by_login(email) or User(email=email, identifier=more.pop("identifier", None))
    if user.pk is None:
        user.set_password(PASSWORD)
        user.save()
    names = {"first_name": "Camille", "last_name": "Roux", **more}
    party = place.party if as_role.side == CUSTOMER else None
    return Membership.admit(as_role, party=party, user=user, **names)


def memberships_of(user: User):
    return Membership.objects.unscoped("test").filter(user=user).order_by("pk")
