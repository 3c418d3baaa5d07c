"""Who and what the manual of the documents is walked with."""

from __future__ import annotations

from dataclasses import dataclass

from tests.spaces.depot.firm import Firm


@dataclass
class Scene:
    """The people of the firm, and what a step leaves for the next ones."""

    firm: Firm
    receipt: str = ""  # the address of the receipt of the deposit on the way
