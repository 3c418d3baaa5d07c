"""Figures of the dashboard, counted from the same rows as the lists they lead to."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from entregent.core.counting import capped_count, capped_each, counted_between
from entregent.dashboards.chart import Chart, Figure, Heads, bar_chart, following, last_months
from entregent.dashboards.tile import Tile
from entregent.lists.filters import Choose
from entregent.lists.opened import count_words
from entregent.people.viewer import Viewer
from entregent.spaces.support import desks
from entregent.spaces.support.lists import ARCHIVES, OWNERLESS, live
from entregent.spaces.support.models import Intervention
from entregent.spaces.support.models.contract import today
from entregent.spaces.support.rights import REASSIGN
from entregent.spaces.support.statuses import STATUSES, TO_HANDLE

MOST_WAITING = 999  # the menu has no room for more


def tiles(viewer: Viewer) -> list[Tile]:
    """One per status; its number is that of the rows of the list behind it, and stops where that one stops."""
    counts = by_status(viewer)
    url = f"{reverse('support:requests')}?vue="
    return [
        Tile(status.label, counts[key], f"{url}{status.slug}", status.icon, status.tone, key)
        for key, status in STATUSES.items()
    ]


def queue_tiles(viewer: Viewer) -> list[Tile]:
    """One's own queue, then what each desk has to take charge of; nothing where all requests are of one service."""
    kept = queues(viewer)
    counts, url = by_queue(viewer, kept), f"{reverse('support:requests')}?"
    return [
        Tile(words, counts[f"queue-{slug}"], url + queue_address(slug), "inbox", "attention", f"queue-{slug}")
        for slug, _condition, words in (kept.options if kept else ())
    ]


def queues(viewer: Viewer) -> Choose | None:
    kept = desks.queues(viewer) if viewer.is_provider else None
    return kept if kept and len(kept.options) > 1 else None


def queue_address(slug: str) -> str:
    status = "" if slug == desks.MINE else f"vue={STATUSES[TO_HANDLE].slug}&"
    return f"{status}{desks.QUEUE}={slug}"


def by_queue(viewer: Viewer, kept: Choose | None) -> dict[str, str]:
    """All that is open in one's own, what is to be taken charge of in those of desks."""
    rows = live(Intervention.objects.visible_to(viewer))
    taken = {True: rows.filter(ended_at=None), False: rows.filter(status=TO_HANDLE)}
    options = kept.options if kept else ()
    found = capped_each({f"queue-{slug}": taken[slug == desks.MINE].filter(of) for slug, of, _words in options})
    return {key: count_words(count) for key, count in found.items()}


def reassign_tiles(viewer: Viewer) -> list[Tile]:
    """« Demande à réaffecter », for whoever may do it."""
    if not (viewer.is_customer and viewer.can(REASSIGN)):
        return []
    url = f"{reverse('support:requests')}?{OWNERLESS.key}=oui"
    return [Tile(_("To be reassigned"), ownerless(viewer), url, "user-off", "urgent", "ownerless")]


def ownerless(viewer: Viewer) -> str:
    return count_words(capped_count(Intervention.objects.visible_to(viewer).filter(owner=None, ended_at=None)))


def by_status(viewer: Viewer) -> dict[str, str]:
    rows = live(Intervention.objects.visible_to(viewer))
    found = capped_each({key: rows.filter(status=key) for key in STATUSES})
    return {key: count_words(count) for key, count in found.items()}


def fresh(viewer: Viewer, argument: str) -> dict[str, str] | None:
    """For the live door: the figure of each tile, and the sentence above them."""
    if not viewer.works_in("support"):
        return None
    viewer = viewer.in_space("support")
    more = {"waiting": waiting_words(viewer), **by_queue(viewer, queues(viewer))}
    return {**by_status(viewer), **more, **{tile.key: tile.count for tile in reassign_tiles(viewer)}}


def opened_a_month(viewer: Viewer) -> Chart:
    """« Nombre de DI ouvertes/mois » over twelve months, empty months included."""
    months = last_months(today())
    starts = [_start(month) for month in (*months, following(months[-1]))]
    rows = Intervention.objects.visible_to(viewer)
    figures = list(map(_figure, months, counted_between(rows, "opened_at", starts)))
    return bar_chart(_("Requests opened each month"), Heads(_("Month"), _("Requests opened")), figures)


def _figure(month: date, count: int) -> Figure:
    last = following(month) - timedelta(days=1)
    url = f"{reverse('support:requests')}?vue={ARCHIVES}&date-du={month}&date-au={last}"
    return Figure(date_format(month, "N"), date_format(month, "F Y"), count, url)


def waiting_words(viewer: Viewer) -> str:
    count = waiting(viewer)
    if not count:
        return _("Nothing awaits you.")
    desk = ngettext("%(count)s request to take charge of", "%(count)s requests to take charge of", count)
    own = ngettext(
        "%(count)s of your requests awaits your answer", "%(count)s of your requests await your answer", count
    )
    return (desk if viewer.is_provider else own) % {"count": count}


def waiting(viewer: Viewer) -> int:
    """Requests that wait for this very person: their answer, or the first one of a desk of theirs."""
    rows = Intervention.objects.visible_to(viewer)
    if viewer.is_provider:
        return capped_count(rows.filter(desks.for_my_desks(viewer), status=TO_HANDLE), MOST_WAITING)
    return capped_count(rows.filter(owner=viewer.membership_id, awaits_owner=True), MOST_WAITING)


def _start(month: date) -> datetime:
    """Midnight of the first day where the viewer lives, clock changes included."""
    return timezone.make_aware(datetime.combine(month, time()))
