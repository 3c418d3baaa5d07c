"""First records: the platform's own house, and what a house gets when a space is switched on."""

from __future__ import annotations

from django.utils.translation import gettext as _

from entregent.people.models import House, Membership, Role
from entregent.people.rights import HOUSE_RIGHTS, MANAGE_PEOPLE, PLATFORM_RIGHTS
from entregent.people.sides import PLATFORM
from entregent.people.space import SPACES, RoleKind


def open_spaces(house: House) -> None:
    """Roles and first records of the spaces that the house has and had not opened yet."""
    known = set(Role.objects.unscoped("opening a space").filter(house=house).values_list("space", flat=True))
    for key in house.spaces:
        if key not in known:
            for kind in SPACES[key].roles:
                add_role(house, key, kind)
            SPACES[key].open_in(house)


def add_role(house: House, space: str, kind: RoleKind) -> Role:
    role = Role(
        house=house,
        space=space,
        key=kind.key,
        name=kind.name,
        side=kind.side,
        oversees=kind.oversees,
        rights=list(kind.rights),
        needs_second_factor=kind.needs_second_factor,
        sees_health_data=kind.sees_health_data,
    )
    role.save(force_insert=True)
    return role


def platform(name: str) -> House:
    """The house that runs the installation, made with its one role on first call."""
    houses = House.objects.unscoped("installation")
    house: House
    house, made = houses.get_or_create(is_platform=True, defaults={"name": name, "slug": "plateforme"})
    if made:
        rights = (*(code for code, _label in (*PLATFORM_RIGHTS, *HOUSE_RIGHTS)), MANAGE_PEOPLE)
        add_role(house, "", RoleKind("administrator", _("Platform administrator"), PLATFORM, rights))
    return house


def add_administrator(house: House, user_id: int, first_name: str, last_name: str) -> Membership:
    """Makes the person an administrator of the platform."""
    role = Role.objects.unscoped("installation").get(house=house, key="administrator")
    return Membership.admit(role, user_id=user_id, first_name=first_name, last_name=last_name)
