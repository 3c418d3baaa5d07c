"""The house that runs this installation: its name and legal pages are shown to strangers."""

from __future__ import annotations

from entregent.people.models import House


def platform_house() -> House | None:
    """None before the first administrator is made."""
    house: House | None = House.objects.unscoped("the public face of the installation").filter(is_platform=True).first()
    return house
