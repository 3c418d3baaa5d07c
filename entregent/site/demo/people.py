"""The people whom the sign-in page of the demonstration offers: those of each space, then of the platform."""

from __future__ import annotations

from importlib import import_module
from typing import Final

from entregent.people.demonstration import Known
from entregent.people.space import SPACES

PLATFORM: Final = (
    Known("polyvalente@demo.example", "Travaille dans deux organisations : passe de l’une à l’autre"),
    Known("admin@demo.example", "Administre l’installation ; ne voit aucun dossier"),
)


def cast_of_demonstration() -> dict[str, tuple[Known, ...]]:
    """By the heading under which they stand."""
    told = {str(space.label): import_module(space.demonstration) for space in SPACES.values() if space.demonstration}
    return {label: life.CAST for label, life in told.items()} | {"Plate-forme": PLATFORM}
