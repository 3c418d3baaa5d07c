"""Pictures of pages, light and dark, on a desk and on a phone."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import Literal

from playwright.sync_api import Browser, Page, StorageState, ViewportSize

Theme = Literal["light", "dark"]
THEMES: tuple[Theme, ...] = ("light", "dark")
SIZES: dict[str, ViewportSize] = {
    "desktop": {"width": 1440, "height": 900},
    "phone": {"width": 390, "height": 844},
}
TALLEST = 6000  # pixels: a longer page is cut there
PATIENCE = 30_000  # milliseconds


@dataclass(frozen=True)
class Camera:
    browser: Browser
    site: str

    def take(self, pages: dict[str, str], session: StorageState, folder: Path) -> list[Path]:
        """One picture of each of these pages for each theme and size; their files."""
        folder.mkdir(parents=True, exist_ok=True)
        taken = []
        for theme, size in product(THEMES, SIZES):
            with self.page(session, theme, size) as page:
                for name, path in pages.items():
                    taken.append(folder / f"{name}-{theme}-{size}.png")
                    page.goto(path)
                    snap(page, taken[-1])
        return taken

    @contextmanager
    def page(
        self, session: StorageState | None = None, theme: Theme = "light", size: str = "desktop"
    ) -> Iterator[Page]:
        """A window of its own, in French, that calls nothing but the site."""
        context = self.browser.new_context(
            base_url=self.site, storage_state=session, color_scheme=theme, viewport=SIZES[size], locale="fr-FR",
            timezone_id="Europe/Paris", reduced_motion="reduce",
        )  # fmt: skip
        context.set_default_timeout(PATIENCE)
        try:
            yield context.new_page()
        finally:
            context.close()


def snap(page: Page, path: Path) -> None:
    """The whole page, down to TALLEST."""
    page.wait_for_load_state("load")
    tall = page.evaluate("document.documentElement.scrollHeight")
    width = page.viewport_size["width"] if page.viewport_size else 1440
    clip = {"x": 0.0, "y": 0.0, "width": float(width), "height": float(min(tall, TALLEST))}
    page.screenshot(path=path, full_page=True, clip=clip, animations="disabled")  # type: ignore[arg-type]
