"""What a step demands of the page: the manual's words and controls, where the reader looks for them."""

from __future__ import annotations

import re
from typing import Literal

from playwright.sync_api import Locator, Page, expect

Role = Literal["link", "button", "heading", "checkbox", "radio", "columnheader", "tab", "group"]


def there(page: Page | Locator, role: Role, *names: str) -> None:
    """Each of these controls, or headings, can be seen."""
    for name in names:
        expect(page.get_by_role(role, name=name).first, f"{role} « {name} »").to_be_visible()


def labelled(page: Page | Locator, *names: str) -> None:
    """Each of these fields can be seen, under its label."""
    for name in names:
        expect(page.get_by_label(name).first, f"field « {name} »").to_be_visible()


def said(page: Page | Locator, *words: str) -> None:
    for one in words:
        expect(page.get_by_text(one).first, f"« {one} »").to_be_visible()


def absent(page: Page, role: Role, *names: str) -> None:
    for name in names:
        expect(page.get_by_role(role, name=name), f"no {role} « {name} »").to_have_count(0)


def titled(page: Page, words: str) -> None:
    expect(page.get_by_role("heading", level=1)).to_contain_text(words)


def press(page: Page | Locator, name: str, role: Role = "button") -> None:
    page.get_by_role(role, name=name).first.click()


def menu(page: Page) -> Locator:
    return page.get_by_role("navigation", name="Menu principal")


def choose(page: Page, entry: str, group: str = "") -> None:
    """An entry of the side menu, whose group is unfolded first when it is shut."""
    link = menu(page).get_by_role("link", name=re.compile(rf"^{re.escape(entry)}"))
    if group and not link.first.is_visible():
        menu(page).locator("summary", has_text=group).click()
    link.first.click()


def rows(page: Page) -> Locator:
    return page.locator("table.ledger tbody tr")
