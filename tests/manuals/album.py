"""Pictures of the steps, and their table: var/manuals/NAME/NN-noun.png, steps.json.

ENTREGENT_MANUAL_PICTURES=all asks for the dark theme and the phone besides the light desk.
"""

from __future__ import annotations

import json
import os
from itertools import product
from pathlib import Path

from playwright.sync_api import Page

from shots.camera import SIZES, THEMES, Theme, snap
from tests.manuals.manual import Manual
from tools.steps import ROOT

EVERYTHING = "all"
PLAIN: tuple[Theme, str] = ("light", "desktop")


class Album:
    def __init__(self, manual: Manual) -> None:
        self.folder = ROOT / "var" / "manuals" / manual.key
        self.folder.mkdir(parents=True, exist_ok=True)
        for old in self.folder.glob("*.png"):
            old.unlink()
        everything = os.environ.get("ENTREGENT_MANUAL_PICTURES") == EVERYTHING
        self.looks = list(product(THEMES, SIZES)) if everything else [PLAIN]
        table = json.dumps(manual.table(), ensure_ascii=False, indent=1)
        (self.folder / "steps.json").write_text(table, encoding="utf-8")

    def take(self, page: Page, name: str) -> None:
        """The page as it stands, in each look asked for; then as it was."""
        for theme, size in self.looks:
            self.dress(page, theme, size)
            page.evaluate("scrollTo(0, 0)")  # what sticks to the top would stand in the middle
            snap(page, self.path(name, theme, size))
        if self.looks != [PLAIN]:
            self.dress(page, *PLAIN)

    def path(self, name: str, theme: str, size: str) -> Path:
        more = "" if (theme, size) == PLAIN else f"-{theme}-{size}"
        return self.folder / f"{name}{more}.png"

    def dress(self, page: Page, theme: Theme, size: str) -> None:
        if self.looks != [PLAIN]:
            page.emulate_media(color_scheme=theme)
            page.set_viewport_size(SIZES[size])
