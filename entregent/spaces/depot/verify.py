"""Rows of this space against their events: every paper says what its history says."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from entregent.audit.search import last_statuses
from entregent.core.verify import Finding, check
from entregent.spaces.depot.models.paper import every_paper

PREFIX = "depot.paper."


@check("depot", _("Documents handed in: each stands as its events say"))
def check_papers() -> Iterator[Finding]:
    """Each paper has the status of its last event."""
    told = last_statuses(PREFIX)
    rows = every_paper().order_by("pk").values_list("pk", "status")
    for pk, status in rows.iterator(chunk_size=2000):
        if told.get(str(pk)) != status:
            yield Finding("depot", f"paper {pk} is {status}, its events say {told.get(str(pk))}")
