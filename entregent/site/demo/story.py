"""Tells the demonstration: the platform, then the life of each space, written by the product's own verbs."""

from __future__ import annotations

from importlib import import_module

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils.translation import override

from entregent.people import accounts
from entregent.people.demonstration import ADDRESS, PASSWORD
from entregent.people.models import Page
from entregent.people.space import SPACES
from entregent.people.teller import Teller
from entregent.site import installation
from entregent.site.demo import pages
from entregent.site.demo.bells import hear_bells


def is_told() -> bool:
    return accounts.any_ending_with(ADDRESS)


@transaction.atomic
def tell_story() -> None:
    """Everything or nothing: a first run that is cut short begins again."""
    teller = Teller(make_password(PASSWORD), installation.open_spaces)
    with override("fr"):
        found_platform(teller)
        for space in SPACES.values():
            if space.demonstration:
                import_module(space.demonstration).tell(teller)
        hear_bells()


def found_platform(teller: Teller) -> None:
    house = installation.platform("Entregent")
    admin = accounts.create_hashed(f"admin{ADDRESS}", teller.encoded)
    installation.add_administrator(house, admin.pk, "Ambre", "Delcourt")
    Page.objects.bulk_create(Page(house=house, **page._asdict()) for page in pages.LEGAL)
