"""Pages of notifications, thirty lines each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from entregent.core.clock import now
from entregent.notify.bell import Line, lines
from entregent.people.viewer import Viewer

SIZE = 30


@dataclass(frozen=True)
class Day:
    label: str
    lines: list[Line]


@dataclass(frozen=True)
class OpenedPage:
    """What shell/list/pager.html asks of a list, and the lines by day."""

    days: list[Day]
    total_text: str
    pages: list[dict[str, Any]]
    previous_url: str
    next_url: str
    sizes: tuple[()] = ()


def opened(rows: Any, viewer: Viewer, asked: Mapping[str, str]) -> OpenedPage:
    paginator = Paginator(rows, SIZE)
    page: Page[Any] = paginator.get_page(asked.get("page"))
    found = lines(page.object_list, viewer)

    def url(number: int) -> str:
        kept = {name: asked[name] for name in ("vue",) if name in asked}
        return f"?{urlencode(kept | {'page': number})}"

    return OpenedPage(
        days=by_day(found),
        total_text=ngettext("%(count)s notification", "%(count)s notifications", paginator.count)
        % {"count": paginator.count},
        pages=[
            {"label": number, "url": url(number) if isinstance(number, int) else "", "current": number == page.number,
             "gap": not isinstance(number, int)}
            for number in paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1)
        ],
        previous_url=url(page.number - 1) if page.has_previous() else "",
        next_url=url(page.number + 1) if page.has_next() else "",
    )  # fmt: skip


def by_day(found: list[Line]) -> list[Day]:
    days = groupby(found, key=lambda line: timezone.localdate(line.at))
    return [Day(day_words(day), list(of_it)) for day, of_it in days]


def day_words(day: date) -> str:
    today = timezone.localdate(now())
    if day >= today:
        return _("Today")
    if day == today - timedelta(days=1):
        return _("Yesterday")
    return str(capfirst(date_format(day, "l j F Y")))
