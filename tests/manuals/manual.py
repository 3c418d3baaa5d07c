"""A manual as a table of steps: what is done, by whom, and what the reader sees when it is done.

A step is a function with its French title. The suite walks them in order and takes a picture after each; whatever
writes the illustrated guide reads the same table (`Manual.table`, and steps.json beside the pictures).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Page

Act = Callable[[Page, Any], None]


@dataclass(frozen=True)
class Step:
    """chapter: as the manual numbers it. noun: names the picture. by: a person of the cast, or a stranger."""

    chapter: str
    noun: str
    title: str
    shows: str
    by: str
    act: Act


@dataclass
class Chapter:
    """The steps of one file, in the order in which they are written there."""

    steps: list[Step] = field(default_factory=list)

    def step(self, chapter: str, noun: str, title: str, *, shows: str, by: str) -> Callable[[Act], Act]:
        """Adds the function below after those that came before."""

        def add(act: Act) -> Act:
            self.steps.append(Step(chapter, noun, title, shows, by, act))
            return act

        return add


@dataclass(frozen=True)
class Manual:
    key: str
    title: str
    chapters: tuple[Chapter, ...]

    def numbered(self) -> list[tuple[str, Step]]:
        """With the name of its picture: « 07-tableau-de-bord »."""
        every = [step for chapter in self.chapters for step in chapter.steps]
        return [(f"{number:02}-{step.noun}", step) for number, step in enumerate(every, start=1)]

    def table(self) -> list[dict[str, str]]:
        return [
            {
                "chapter": step.chapter, "title": step.title, "shows": step.shows, "by": step.by,
                "picture": f"{name}.png",
            }
            for name, step in self.numbered()
        ]  # fmt: skip
