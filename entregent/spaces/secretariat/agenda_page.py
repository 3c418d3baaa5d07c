"""The agenda as its address says: which day, a day or a week, which of the subscriber's agendas."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from entregent.agenda.calendar import days_of
from entregent.agenda.models import Agenda, AgendaException, Engagement
from entregent.agenda.slots import Day
from entregent.agenda.table import Table
from entregent.people.viewer import Viewer
from entregent.spaces.secretariat.where import Where

DAY, WEEK = "jour", "semaine"
FIRST_YEAR, LAST_YEAR = 2000, 2199


@dataclass(frozen=True)
class Done:
    """What was just done on the page, and how to undo it. what: booked, freed, closed or opened."""

    what: str
    engagement: Engagement | None = None
    exception: AgendaException | None = None


class AgendaPage:
    def __init__(self, where: Where, given: Mapping[str, str]) -> None:
        self.where, self.viewer, self.given = where, where.viewer, given
        self.every: list[Agenda] = agendas_of(where.dossier_id, where.viewer)

    @cached_property
    def mode(self) -> str:
        return WEEK if self.given.get("mode") == WEEK else DAY

    @cached_property
    def day(self) -> date:
        """The one asked for; today where the agenda is."""
        found = day_in(self.given.get("jour", ""))
        return found or (self.every[0].today() if self.every else date(FIRST_YEAR, 1, 1))

    @cached_property
    def chosen(self) -> list[Agenda]:
        """One by its key; else all of them side by side for a day, the first for a week."""
        asked = [one for one in self.every if str(one.pk) == self.given.get("agenda")]
        return asked or (self.every if self.mode == DAY else self.every[:1])

    @cached_property
    def dates(self) -> list[date]:
        if self.mode == DAY:
            return [self.day]
        monday = self.day - timedelta(days=self.day.weekday())
        return [monday + timedelta(days=step) for step in range(7)]

    @cached_property
    def days(self) -> Sequence[Day]:
        return days_of(self.chosen, self.dates, self.viewer)

    @cached_property
    def table(self) -> Table:
        books = {one.pk for one in self.chosen if one.abilities(self.viewer)["book"]}
        return Table(self.days, books, whole=self.given.get("heures") == "toutes")

    @property
    def live(self) -> str:
        return ",".join(str(one.pk) for one in self.chosen)

    @property
    def today_url(self) -> str:
        return self.address(jour="")

    @property
    def before_url(self) -> str:
        return self.address(jour=str(self.dates[0] - timedelta(days=len(self.dates))))

    @property
    def after_url(self) -> str:
        return self.address(jour=str(self.dates[0] + timedelta(days=len(self.dates))))

    @property
    def day_url(self) -> str:
        return self.address(mode="")

    @property
    def week_url(self) -> str:
        return self.address(mode=WEEK)

    @property
    def hours_url(self) -> str:
        return self.address(heures="" if self.table.whole else "toutes")

    @property
    def week_before_url(self) -> str:
        return self.address(jour=str(self.day - timedelta(days=7)))

    @property
    def week_after_url(self) -> str:
        return self.address(jour=str(self.day + timedelta(days=7)))

    @property
    def here(self) -> str:
        return self.address()

    def ways(self) -> list[tuple[str, str, bool]]:
        """The agendas to choose from: name, address, whether it is shown alone."""
        alone = len(self.chosen) == 1
        every = [("", self.address(agenda=""), not alone)] if self.mode == DAY and len(self.every) > 1 else []
        return [
            *every,
            *((one.name, self.address(agenda=str(one.pk)), alone and one in self.chosen) for one in self.every),
        ]

    def address(self, **changes: str) -> str:
        kept = {
            "mode": self.mode if self.mode == WEEK else "",
            "jour": str(self.day),
            "agenda": self.given.get("agenda", ""),
        }
        kept |= {"heures": "toutes" if self.given.get("heures") == "toutes" else ""}
        said = {name: value for name, value in (kept | changes).items() if value}
        return f"{self.where.agenda}?{urlencode(said)}" if said else self.where.agenda

    @cached_property
    def done(self) -> Done | None:
        """« pris-4 », « libere-4 », « ferme-4 » in the address, of what this viewer sees."""
        what, _dash, key = self.given.get("fait", "").partition("-")
        pk = int(key) if key.isascii() and key.isdigit() and len(key) < 18 else 0
        if what in ("pris", "libere"):
            found: Any = Engagement.objects.visible_to(self.viewer).select_related("agenda").filter(pk=pk).first()
            return Done(what, engagement=found) if found and found.is_cancelled == (what == "libere") else None
        shut = AgendaException.objects.visible_to(self.viewer).filter(pk=pk).first() if what == "ferme" else None
        return Done(what, exception=shut) if shut else None


def agendas_of(dossier: int, viewer: Viewer) -> list[Agenda]:
    rows = Agenda.objects.visible_to(viewer).filter(dossier=dossier)
    if viewer.is_provider:
        rows = rows.filter(is_booked_by_provider=True)
    return list(rows.select_related("dossier__house"))


def day_in(text: str) -> date | None:
    try:
        found = date.fromisoformat(text)
    except ValueError:
        return None
    return found if FIRST_YEAR <= found.year <= LAST_YEAR else None
