"""What the spaces that the settings name bring into the settings: apps, limits of the server, catalogues, addresses."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

from entregent.core.bridge.limits import Limits


def apps_of(keys: Iterable[str]) -> list[str]:
    return [f"entregent.spaces.{key}" for key in keys]


def limits_of(keys: Iterable[str]) -> dict[str, Limits]:
    """By the beginning of the whole address. Raises ValueError when two spaces lie at the same place."""
    found: dict[str, str] = {}
    for key, place in _places(keys):
        if other := found.get(place.PATH):
            raise ValueError(f"The spaces {other!r} and {key!r} both lie at /{place.PATH}.")
        found[place.PATH] = key
    return {f"/{place.PATH}{path}": limits for _key, place in _places(keys) for path, limits in place.LIMITS.items()}


def catalogues_of(keys: Iterable[str]) -> list[Path]:
    return [Path(place.__file__).parent / "locale" for _key, place in _places(keys)]


def addresses_of(keys: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Where each space lies, and the module of its addresses."""
    return ((place.PATH, f"entregent.spaces.{key}.urls") for key, place in _places(keys))


def _places(keys: Iterable[str]) -> list[tuple[str, Any]]:
    return [(key, import_module(f"entregent.spaces.{key}.address")) for key in keys]
