"""A tile: one count, and the list it counts."""

from dataclasses import dataclass

from django.utils.functional import Promise


@dataclass(frozen=True)
class Tile:
    label: str | Promise
    count: str
    url: str
    icon: str
    tone: str
    key: str = ""  # by which its count is refreshed
