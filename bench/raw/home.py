"""The dashboard: five counts, and twelve months."""

from __future__ import annotations

from html import escape

from django.http import HttpRequest, HttpResponse

from bench.raw.frame import fetch, filled
from bench.raw.words import icon
from entregent.dashboards.chart import last_months
from entregent.people.viewer import Viewer, who_looks
from entregent.spaces.support.models.contract import today
from entregent.spaces.support.statuses import STATUSES, Status
from entregent.spaces.support.views.dashboard import dashboard

COUNTS = """
SELECT status, COUNT(*) FROM support_intervention WHERE {mine} GROUP BY status
UNION ALL
SELECT SUBSTR(CAST(opened_at AS TEXT), 1, 7), COUNT(*) FROM support_intervention
WHERE {mine} AND opened_at >= %s GROUP BY SUBSTR(CAST(opened_at AS TEXT), 1, 7)
"""
OF_HOUSE = COUNTS.format(mine="house_id = %s")
OF_PARTY = COUNTS.format(mine="dossier_id IN (SELECT dossier_id FROM dossiers_seat WHERE party_id = %s)")


def page(request: HttpRequest) -> HttpResponse:
    counts = counted(who_looks(request))
    tiles = "".join(tile(status, counts.get(key, 0)) for key, status in STATUSES.items())
    months = [f"{month:%Y-%m}" for month in last_months(today())]
    top = max(1, *(counts.get(month, 0) for month in months))
    bars = "".join(bar(month, place, counts.get(month, 0), top) for place, month in enumerate(months))
    lines = "".join(line(month, counts.get(month, 0)) for month in months)
    holes = {
        ('<ul class="tiles"', "</ul>"): f">{tiles}",
        ("</text>\n\n<a", "</svg>"): bars,
        ("<tbody>", "</tbody>"): lines,
    }
    return filled(request, lambda: dashboard(request), holes)


def counted(viewer: Viewer) -> dict[str, int]:
    mine = viewer.house_id if viewer.is_provider else viewer.party_id
    return dict(fetch(OF_HOUSE if viewer.is_provider else OF_PARTY, mine, mine, last_months(today())[0].isoformat()))


def tile(status: Status, count: int) -> str:
    return (
        f'<li><a class="tile tone-{status.tone}" href="/support/demandes/?vue={status.slug}">{icon(status.icon)}'
        f'<span class="tile-word">{escape(str(status.label))}</span><span class="tile-count">{count}</span></a></li>'
    )


def bar(month: str, place: int, count: int, top: int) -> str:
    x, y = place * 8.33 + 1.83, 88 - 78 * count / top
    return (
        f' class="graph-bar" href="/support/demandes/?cloturees=oui&amp;mois={month}">'
        f'<rect x="{x:.2f}%" y="{y:.2f}%" width="4.67%" height="{88 - y:.2f}%" rx="3"/>'
        f'<text class="graph-label" x="{x + 2.34:.2f}%" y="100%" dy="-2">{month}</text> '
        f'<text class="graph-value" x="{x + 2.34:.2f}%" y="{y:.2f}%" dy="-6">{count}</text></a>\n<a'
    )


def line(month: str, count: int) -> str:
    return f'<tr><th scope="row">{month}</th><td class="is-number">{count}</td></tr>'
