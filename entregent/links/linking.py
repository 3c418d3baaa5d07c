"""The two verbs, told in the history of both records."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from entregent import audit
from entregent.links.models import Link
from entregent.people.errors import Refused
from entregent.people.viewer import Viewer


def link(record: Any, to: Any, kind: str, *, by: Viewer) -> Link:
    """Raises Refused when they are linked already, or when it may not be done. They stand in one dossier."""
    with transaction.atomic():
        held = hold(record, to.pk, by)
        if not held[record.pk].abilities(by)["link"] or link_between(record, to, by).exists():
            raise Refused(_("These two are linked already, or can no longer be."))
        return join(record, to, kind, by=by)


def join(record: Any, to: Any, kind: str, *, by: Viewer) -> Link:
    """The same, for a verb of the record that asked for itself who may. Raises ValueError across dossiers."""
    if record.dossier_id != to.dossier_id or type(record) is not type(to):
        raise ValueError("Only records of one dossier and of one kind are linked.")
    with transaction.atomic():
        made = Link(
            house_id=record.house_id, dossier_id=record.dossier_id, record_label=label_of(record),
            of_pk=record.pk, to_pk=to.pk, kind=kind, by_id=by.acting,
        )  # fmt: skip
        made.save(force_insert=True)
        _tell("linked", made, {record.pk: record, to.pk: to}, by)
    return made


def unlink(made: Link, record: Any, *, by: Viewer) -> None:
    """record: the one of the two from whose page it is done. Raises Refused when somebody was quicker."""
    with transaction.atomic():
        held = hold(record, made.to_pk if made.of_pk == record.pk else made.of_pk, by)
        gone, _each = Link.objects.visible_to(by).filter(pk=made.pk).delete()
        if not gone or not held[record.pk].abilities(by)["link"]:
            raise Refused(_("This link is no longer there, or can no longer be removed."))
        _tell("unlinked", made, held, by)


def links_of(record: Any, viewer: Viewer) -> Any:
    """The links of a record that was found among what the viewer sees."""
    rows = Link.objects.visible_to(viewer).filter(record_label=label_of(record))
    return rows.filter(Q(of_pk=record.pk) | Q(to_pk=record.pk))


def knowing(rows: Any, viewer: Viewer) -> Any:
    """Rows that know whether they have links (`has_links`): most have none, and their pages ask no more."""
    label = rows.model._meta.label_lower
    links = Link.objects.visible_to(viewer).filter(record_label=label)
    return rows.annotate(has_links=Exists(links.filter(Q(of_pk=OuterRef("pk")) | Q(to_pk=OuterRef("pk")))))


def link_between(record: Any, to: Any, viewer: Viewer) -> Any:
    """The link between two records, if there is one."""
    return links_of(record, viewer).filter(Q(of_pk=to.pk) | Q(to_pk=to.pk))


def hold(record: Any, other: int, by: Viewer) -> dict[int, Any]:
    """Both rows, always in the same order: of two people who link the same two, the second waits."""
    rows = type(record).objects.visible_to(by).select_for_update(of=("self",)).order_by("pk")
    return {row.pk: row for row in rows.filter(pk__in=[record.pk, other])}


def label_of(record: Any) -> str:
    return str(record._meta.label_lower)


def _tell(verb: str, made: Link, both: dict[int, Any], by: Viewer) -> None:
    place = {"house_id": made.house_id, "dossier_id": made.dossier_id}
    said: dict[str, Any] = {"kind": made.kind, "of": made.of_pk, "to": made.to_pk}
    for one in both.values():
        audit.record(f"{made.record_label}.{verb}", one, by=by, **place, **said)
