"""What is exported: three types of call, those that wait or those of a period, the fields in the order chosen."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cached_property
from typing import Any
from zoneinfo import ZoneInfo

from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from entregent.exports.export import Export, Value
from entregent.lists.layout import Layout, keep_layout
from entregent.people.models import Preferences
from entregent.people.viewer import Viewer
from entregent.spaces.secretariat import kinds
from entregent.spaces.secretariat.agenda_page import day_in
from entregent.spaces.secretariat.models import CallMessage
from entregent.spaces.secretariat.where import Where

PLACE = "secretariat.export"
BATCH = 500


@dataclass(frozen=True)
class ExportField:
    """value: of a message. names: whether it tells who called, which health data does not leave with by itself."""

    key: str
    label: Promise
    value: Callable[[CallMessage], Value]
    names: bool = False


FIELDS = (
    ExportField("numero", gettext_lazy("No."), lambda one: one.number),
    ExportField("type", gettext_lazy("Type"), lambda one: str(one.plain_look.label)),
    ExportField("urgent", pgettext_lazy("message", "Urgent"), lambda one: one.is_urgent),
    ExportField("recu", gettext_lazy("Received"), lambda one: one.received_at),
    ExportField("appelant", gettext_lazy("Caller"), lambda one: one.who, names=True),
    ExportField("telephone", gettext_lazy("Telephone"), lambda one: one.phone_words, names=True),
    ExportField("adresse", gettext_lazy("Address"), lambda one: one.address, names=True),
    ExportField("message", gettext_lazy("Message"), lambda one: one.text, names=True),
    ExportField(
        "rendez-vous", gettext_lazy("Appointment on"), lambda one: one.engagement.starts_at if one.engagement else None
    ),
    ExportField(
        "motif", gettext_lazy("Reason"), lambda one: one.engagement.reason if one.engagement else "", names=True
    ),
    ExportField("pris-par", gettext_lazy("Taken by"), lambda one: one.taken_by),
    ExportField("archive", pgettext_lazy("message", "Archived"), lambda one: one.archived_at),
)
BY_KEY = {field.key: field for field in FIELDS}
MESSAGES, APPOINTMENTS, VISITS = "messages", "rendez-vous", "visites"
TYPES = (
    (MESSAGES, gettext_lazy("Messages"), (kinds.INFORMATION, kinds.FAX)),
    (APPOINTMENTS, gettext_lazy("Appointments"), (kinds.APPOINTMENT,)),
    (VISITS, gettext_lazy("Visits"), (kinds.VISIT,)),
)


class ExportChoice:
    """As the address says it; fields and their order are found again by the next export of the same person."""

    def __init__(self, where: Where, given: QueryDict) -> None:
        self.where, self.viewer, self.given = where, where.viewer, given
        self.is_asked = "quoi" in given
        if self.is_asked and self.fields:
            keep_fields(self.viewer, [field.key for field in self.fields])

    @cached_property
    def types(self) -> list[str]:
        return self.given.getlist("quoi") if self.is_asked else [key for key, _label, _kinds in TYPES]

    @property
    def is_of_period(self) -> bool:
        return self.given.get("quand") == "periode"

    @property
    def first(self) -> date | None:
        return day_in(self.given.get("du", ""))

    @property
    def last(self) -> date | None:
        return day_in(self.given.get("au", ""))

    @cached_property
    def fields(self) -> list[ExportField]:
        """Ticked ones, in the order of their ranks; as they were left, or as the line allows by itself."""
        if self.is_asked:
            ticked = [BY_KEY[key] for key in self.given.getlist("champ") if key in BY_KEY]
            return sorted(dict.fromkeys(ticked), key=lambda field: self.rank(field.key))
        return kept_fields(self.viewer) or [field for field in FIELDS if not (field.names and self.hides_names)]

    @property
    def hides_names(self) -> bool:
        return bool(self.where.line.has_health_data)

    def rank(self, key: str) -> tuple[int, int]:
        said, own = self.given.get(f"rang-{key}", ""), list(BY_KEY).index(key)
        return (int(said) if said.isascii() and said.isdigit() and len(said) < 4 else own + 1, own)

    def offered(self) -> list[tuple[ExportField, bool, int]]:
        """Every field, the chosen ones first: whether it is ticked, its rank."""
        rest = [field for field in FIELDS if field not in self.fields]
        return [(field, field in self.fields, place) for place, field in enumerate([*self.fields, *rest], start=1)]

    def offered_types(self) -> list[tuple[str, Promise, bool]]:
        return [(key, label, key in self.types) for key, label, _kinds in TYPES]

    def rows(self) -> Any:
        wanted = [kind for key, _label, some in TYPES if key in self.types for kind in some]
        rows = CallMessage.objects.visible_to(self.viewer).filter(dossier=self.where.dossier_id, kind__in=wanted)
        if not self.is_of_period:
            return rows.filter(archived_at=None)
        zone = ZoneInfo(self.where.line.dossier.house.time_zone)
        if self.first:
            rows = rows.filter(received_at__gte=datetime.combine(self.first, time(), zone))
        return (
            rows.filter(received_at__lt=datetime.combine(self.last + timedelta(days=1), time(), zone))
            if self.last
            else rows
        )

    @cached_property
    def count(self) -> int:
        return int(self.rows().count())

    def preview(self, most: int) -> list[list[Value]]:
        return [self.values(row) for row in self.chosen_rows()[:most]]

    def values(self, row: CallMessage) -> list[Value]:
        return [field.value(row) for field in self.fields]

    def chosen_rows(self) -> Any:
        return self.rows().select_related("contact", "engagement").order_by("-pk")

    def export(self) -> Export:
        said = _("%(count)s calls") % {"count": self.count}
        title = _("Messages of %(name)s") % {"name": self.where.name}
        return Export(title, [str(field.label) for field in self.fields], self._pages(), said)

    @property
    def address(self) -> str:
        return self.given.urlencode()

    def _pages(self) -> Iterator[Sequence[Value]]:
        """A few hundred rows at a time, by their keys: memory does not grow with the rows."""
        last: int | None = None
        while True:
            rows = self.chosen_rows().filter(pk__lt=last) if last else self.chosen_rows()
            batch = list(rows[:BATCH])
            yield from (self.values(row) for row in batch)
            if len(batch) < BATCH:
                return
            last = batch[-1].pk


def kept_fields(viewer: Viewer) -> list[ExportField]:
    found = Preferences.objects.visible_to(viewer).values_list("lists", flat=True).first() or {}
    columns = found.get(f"{viewer.membership_id}.{PLACE}", {}).get("columns", ())
    return [BY_KEY[key] for key in columns if key in BY_KEY]


def keep_fields(viewer: Viewer, keys: list[str]) -> None:
    if [field.key for field in kept_fields(viewer)] != keys:
        keep_layout(viewer, PLACE, Layout(columns=tuple(keys)))
