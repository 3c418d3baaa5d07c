"""A browser window for each person of a manual, kept from step to step."""

from __future__ import annotations

from typing import Any

from django.test import Client
from playwright.sync_api import Browser, ConsoleMessage, Page

from entregent.people import accounts
from shots.camera import PATIENCE, SIZES
from tests.cast import Cast

STRANGER = "visiteur"


class Windows:
    """arrivals: those who sign in by the door, as the manual tells, and find nobody signed in before."""

    def __init__(self, browser: Browser, url: str, cast: Cast, faults: list[str], arrivals: tuple[str, ...]) -> None:
        self.browser, self.url, self.cast, self.faults = browser, url, cast, faults
        self.outside = (STRANGER, *arrivals)
        self.open: dict[str, Page] = {}

    def of(self, person: str) -> Page:
        if person not in self.open:
            self.open[person] = self.opened(person)
        return self.open[person]

    def opened(self, person: str) -> Page:
        context = self.browser.new_context(
            base_url=self.url, locale="fr-FR", timezone_id="Europe/Paris", viewport=SIZES["desktop"],
            color_scheme="light", reduced_motion="reduce",
        )  # fmt: skip
        context.set_default_timeout(PATIENCE)
        if person not in self.outside:
            context.add_cookies([{"name": "session", "value": self.session(person), "url": self.url}])
        page = context.new_page()
        page.on("console", self.listen)
        page.on("pageerror", lambda error: self.faults.append(str(error)))
        return page

    def session(self, person: str) -> Any:
        client = Client()
        client.force_login(accounts.by_email(self.cast.email(person)))
        return client.cookies["session"].value

    def listen(self, message: ConsoleMessage) -> None:
        # An answer that says what is missing is no fault of the page.
        if message.type == "error" and not message.text.startswith("Failed to load resource"):
            self.faults.append(message.text)

    def close(self) -> None:
        for page in self.open.values():
            page.context.close()
