"""Cells against engagements: what is booked to come holds its cells, and nothing else does."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from entregent.agenda.models import Cell, Engagement
from entregent.core.clock import now
from entregent.core.verify import Finding, check


@check("agenda", _("Agendas: what is booked holds its time, and nothing else does"))
def check_cells() -> Iterator[Finding]:
    moment = now()
    rows = Engagement.objects.unscoped("verify").filter(ends_at__gt=moment).select_related("agenda").order_by("pk")
    for one in rows.iterator(chunk_size=2000):
        wanted = {cell for cell in one.agenda.cells(one.starts_at, one.ends_at) if not one.is_cancelled}
        held = set(Cell.objects.unscoped("verify").filter(engagement=one).values_list("cell", flat=True))
        past = one.agenda.cells(one.starts_at, moment) if one.starts_at < moment else range(0)
        if held - wanted or wanted - held - set(past):
            yield Finding("agenda", f"engagement {one.pk} holds {len(held)} cells, and should hold {len(wanted)}")
