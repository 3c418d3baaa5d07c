"""Who and what the manual of support is walked with."""

from __future__ import annotations

from dataclasses import dataclass

from tests.scenery import Scenery


@dataclass
class Scene:
    """The people, what they filed, and what a step leaves for the next ones."""

    scenery: Scenery
    filed: str = ""  # the address of the request filed on the way

    def address(self, request: str) -> str:
        return f"/support/demandes/{self.scenery.cast.requests[request].number}/"
