"""Which pages a person can reach: the menu, the tabs, the first record of each list, the acts on a record."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import Page

MOST = 80  # pages a person
MENUS = "nav.side a[href], .menu-sheet a[href], .foot a[href], .tabs a[href]"
ACTS = "main .head-actions a[href], main .panel a.btn[href], main a.btn-primary[href], main .mails a[href]"
FIRST_ROWS = "main table.ledger tbody tr:first-child a[href]"
FILES = (".css", ".js", ".png", ".svg", ".pdf", ".csv")


@dataclass
class Walk:
    """Addresses by the name of their picture: of the records of one kind and state, only the first is visited."""

    site: str
    found: dict[str, str] = field(default_factory=dict)
    waiting: deque[str] = field(default_factory=deque)

    def note(self, address: str, state: str = "") -> None:
        """state: the tab of the list where a record was found."""
        name = "-".join(part for part in (name_of(address), state) if part)
        if name not in self.found and len(self.found) < MOST and self.is_page(address):
            self.found[name] = address
            self.waiting.append(address)

    def is_page(self, address: str) -> bool:
        """A page of this site; of the states of a list, only its tabs."""
        parts = urlsplit(address)
        here = address.startswith(f"{self.site}/") and not parts.path.endswith(FILES)
        return here and set(parse_qs(parts.query)) <= {"vue"}

    def through(self, page: Page) -> dict[str, str]:
        """Visit everything, by GET alone, which changes nothing."""
        while self.waiting:
            address = self.waiting.popleft()
            page.goto(address)
            for other in (*links(page, MENUS), *links(page, ACTS)):
                self.note(other)
            for other in links(page, FIRST_ROWS):
                self.note(other, tab_of(address))
        return self.found


def links(page: Page, selector: str) -> Iterator[str]:
    for link in page.eval_on_selector_all(selector, "links => links.map(link => link.href)"):
        yield str(link).partition("#")[0]


def tab_of(address: str) -> str:
    return parse_qs(urlsplit(address).query).get("vue", [""])[0]


def name_of(address: str) -> str:
    """What its picture is called: its path, where the number of a record is « n », and its tab."""
    path = urlsplit(address).path.strip("/").split("/")
    parts = [re.sub(r"^\d+$", "n", part) for part in path if part]
    return "-".join([*(parts or ["accueil"]), *filter(None, [tab_of(address)])])
