"""Who took which version of a resource, and when: from the events that the door of files writes."""

from __future__ import annotations

from typing import Any

from django.db.models import Case, CharField, OuterRef, Subquery, Value, When

from entregent.audit.search import events_seen_by
from entregent.library.models import Release
from entregent.library.shelf import copies_of
from entregent.people.models import Membership
from entregent.people.viewer import Viewer

FETCHED = "files.file.fetched"


def downloads_of(viewer: Viewer, resource: int) -> Any:
    """Events, latest first, each with its `version` and the `party` of who took it; none for customers."""
    copies = copies_of(Release.objects.visible_to(viewer).filter(resource=resource))
    labels = {str(copy.file.pk): copy.release.label for copy in copies}
    whens = (When(record_id=key, then=Value(label)) for key, label in labels.items())
    people = Membership.objects.visible_to(viewer).filter(pk=OuterRef("actor_membership_id"))
    taken = events_seen_by(viewer).filter(record_type="files.file", verb=FETCHED, record_id__in=labels)
    return taken.annotate(
        version=Case(*whens, default=Value(""), output_field=CharField()),
        party=Subquery(people.values("party__name")[:1]),
    )
