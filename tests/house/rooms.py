"""The plan of the rooms as pyproject.toml tells it, and where things stand in it."""

import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from django.db.models import Model

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "entregent"
REFUSED = {"utils", "helpers", "common", "misc", "services", "managers", "base"}
# Django looks for a database engine in a module of this very name.
ALLOWED = {"entregent/core/sqlite/base.py"}


def layers() -> list[set[str]]:
    """The rooms, lowest first; siblings together."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    plan = next(contract["layers"] for contract in contracts if contract["type"] == "layers")
    return [{name.strip(" ()") for name in layer.split("|")} for layer in reversed(plan)]


def rank(room: str) -> int:
    return next(place for place, rooms in enumerate(layers()) if room in rooms)


def room_of(module: str) -> str:
    """The room of a module of the product ("spaces" for every space), "" for any other."""
    parts = module.split(".")
    return parts[1] if parts[0] == "entregent" and len(parts) > 1 else ""


def space_of(module: str) -> str:
    parts = module.split(".")
    return parts[2] if parts[:2] == ["entregent", "spaces"] and len(parts) > 2 else ""


def rising_relations(models: Iterable[type[Model]]) -> Iterator[str]:
    """Relations that point to a higher room, to a sibling, or to another space, however they are declared."""
    for model in models:
        for field in model._meta.get_fields():
            target: Any = field.related_model
            if field.concrete and isinstance(target, type) and not may_know(model.__module__, target.__module__):
                yield f"{model.__module__}.{model.__name__}.{field.name} -> {target.__module__}.{target.__name__}"


def may_know(module: str, other: str) -> bool:
    here, there = room_of(module), room_of(other)
    if not here or not there:
        return True
    if here == there:
        return space_of(module) == space_of(other)
    return rank(there) < rank(here)


def refused_names(source: Path) -> list[str]:
    paths = (path.relative_to(source.parent) for path in source.rglob("*") if "__pycache__" not in path.parts)
    return sorted(str(path) for path in paths if path.stem in REFUSED and path.as_posix() not in ALLOWED)
