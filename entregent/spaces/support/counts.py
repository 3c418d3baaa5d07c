"""Figures of the dashboard, counted from the same rows as the lists they lead to."""

from __future__ import annotations

from datetime import date, datetime, time
from itertools import pairwise

from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from entregent.dashboards.chart import Chart, Figure, Heads, bar_chart, following, last_months
from entregent.dashboards.tile import Tile
from entregent.people.viewer import Viewer
from entregent.spaces.support.models import Intervention
from entregent.spaces.support.models.contract import today
from entregent.spaces.support.statuses import STATUSES


def tiles(viewer: Viewer) -> list[Tile]:
    """One per status; its number is that of the rows of the list behind it."""
    counts = by_status(viewer)
    return [
        Tile(
            status.label,
            counts.get(key, 0),
            f"{reverse('support:requests')}?vue={status.slug}",
            status.icon,
            status.tone,
            key,
        )
        for key, status in STATUSES.items()
    ]


def by_status(viewer: Viewer) -> dict[str, int]:
    rows = Intervention.objects.visible_to(viewer).order_by().values_list("status").annotate(count=Count("pk"))
    return dict(rows)


def fresh(viewer: Viewer, argument: str) -> dict[str, int] | None:
    """For the live door: the figure of each tile."""
    if viewer.space != "support":
        return None
    counts = by_status(viewer)
    return {key: counts.get(key, 0) for key in STATUSES}


def opened_a_month(viewer: Viewer) -> Chart:
    """« Nombre de DI ouvertes/mois » over twelve months, empty months included."""
    months = last_months(today())
    starts = [_start(month) for month in (*months, following(months[-1]))]
    spans = {f"month_{place}": _within(*span) for place, span in enumerate(pairwise(starts))}
    counts = Intervention.objects.visible_to(viewer).filter(opened_at__gte=starts[0]).aggregate(**spans)
    figures = [_figure(month, counts[name]) for month, name in zip(months, spans, strict=True)]
    return bar_chart(_("Requests opened each month"), Heads(_("Month"), _("Requests opened")), figures)


def _figure(month: date, count: int) -> Figure:
    url = f"{reverse('support:requests')}?cloturees=oui&mois={month:%Y-%m}"
    return Figure(date_format(month, "N"), date_format(month, "F Y"), count, url)


def waiting(viewer: Viewer) -> int:
    """Requests that wait for this very person: their answer, or the desk's first one."""
    rows = Intervention.objects.visible_to(viewer)
    if viewer.is_provider:
        return int(rows.filter(status="to_handle").count())
    return int(rows.filter(owner=viewer.membership_id, awaits_owner=True).count())


def _start(month: date) -> datetime:
    """Midnight of the first day where the viewer lives, clock changes included."""
    return timezone.make_aware(datetime.combine(month, time()))


def _within(start: datetime, end: datetime) -> Count:
    # Truncating each date costs SQLite a call into Python a row; comparing does not.
    return Count("pk", filter=Q(opened_at__gte=start, opened_at__lt=end))
