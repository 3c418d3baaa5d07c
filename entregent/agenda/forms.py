"""What a manager types about the hours of their house."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, time
from typing import Any

from django import forms
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from entregent.agenda import holidays
from entregent.agenda.hours import MIDNIGHT
from entregent.agenda.models import ExceptionalDay, Timetable
from entregent.agenda.week import Week
from entregent.core.forms import DayInput, HouseForm

PARTS = (gettext_lazy("morning"), gettext_lazy("afternoon"))
LABEL = gettext_lazy("%(day)s, %(part)s: %(end)s")


class TimetableForm(HouseForm):
    """Two openings a day, the region's holidays, and those of them that are worked."""

    worked = forms.MultipleChoiceField(
        label=gettext_lazy("Open all the same on"), widget=forms.CheckboxSelectMultiple, required=False
    )

    class Meta:
        model = Timetable
        fields = ["region"]

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.region = self.data.get("region", self.instance.region) if self.is_bound else self.instance.region
        self.fields["worked"].choices = [(name, name) for name in self.known_holidays()]  # type: ignore[attr-defined]
        self.initial["worked"] = self.instance.worked
        for name, label, initial in self._times():
            field = forms.TimeField(label=label, required=False, initial=initial, widget=TimeInput())
            self.fields[name] = field

    def known_holidays(self) -> list[str]:
        """Of the region chosen before too: a tick that means nothing any more is no error."""
        known = dict(holidays.REGIONS)
        regions = [one for one in (self.region, self.instance.region) if one in known]
        return list(dict.fromkeys(name for one in regions for name in holidays.names(one, self.today.year)))

    def days(self) -> Iterator[dict[str, Any]]:
        """The week as the page shows it."""
        for weekday, name in WEEKDAYS.items():
            cells = [self[cell(weekday, part, end)] for part in range(len(PARTS)) for end in ENDS]
            yield {"name": name, "cells": cells}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for weekday in WEEKDAYS:
            self._check(weekday, cleaned)
        if not self.errors and not any(self.week()):
            self.add_error(cell(0, 0, ENDS[0]), _("Give at least one opening: delays are counted in these hours."))
        return cleaned

    def save(self, commit: bool = True) -> Any:
        self.instance.week = self.week()
        theirs = holidays.names(self.instance.region, self.today.year)
        self.instance.worked = [name for name in self.cleaned_data["worked"] if name in theirs]
        return super().save(commit)

    def week(self) -> Week:
        return [[[f"{end:%H:%M}" for end in slot] for slot in self._slots(weekday)] for weekday in WEEKDAYS]

    def _slots(self, weekday: int) -> list[tuple[time, time]]:
        pairs = (tuple(self.cleaned_data.get(cell(weekday, part, end)) for end in ENDS) for part in range(len(PARTS)))
        return [(start, until) for start, until in pairs if start is not None and until is not None]

    def _times(self) -> Iterator[tuple[str, str, time | None]]:
        for weekday, day in WEEKDAYS.items():
            slots = self.instance.slots(weekday)
            for part, word in enumerate(PARTS):
                found = slots[part] if part < len(slots) else (None, None)
                for end, words, value in zip(ENDS, (_("from"), _("until")), found, strict=True):
                    yield cell(weekday, part, end), LABEL % {"day": day, "part": word, "end": words}, value

    def _check(self, weekday: int, cleaned: dict[str, Any]) -> None:
        """Each opening has both its ends, in order, and the second begins after the first."""
        for part in range(len(PARTS)):
            start, until = (cleaned.get(cell(weekday, part, end)) for end in ENDS)
            if (start is None) != (until is None):
                self.add_error(cell(weekday, part, ENDS[start is not None]), _("Give both hours, or neither."))
            elif start is not None and until != MIDNIGHT and until <= start:
                self.add_error(cell(weekday, part, ENDS[1]), _("It closes before it opens."))
        slots = self._slots(weekday)
        if len(slots) > 1 and not self.errors and (slots[0][1] == MIDNIGHT or slots[1][0] < slots[0][1]):
            self.add_error(cell(weekday, 1, ENDS[0]), _("The afternoon begins before the morning ends."))


ENDS = ("from", "until")


def cell(weekday: int, part: int, end: str) -> str:
    return f"day-{weekday}-{part}-{end}"


class TimeInput(forms.TimeInput):
    """An hour, as the browser asks it."""

    input_type = "time"

    def __init__(self) -> None:
        super().__init__(format="%H:%M")


class ExceptionalDayForm(HouseForm):
    class Meta:
        model = ExceptionalDay
        fields = ["label", "first", "last", "opens", "closes"]
        widgets = {"first": DayInput(), "last": DayInput(), "opens": TimeInput(), "closes": TimeInput()}

    def clean(self) -> dict[str, Any]:
        """Of two exceptions for one day, which holds? There is never the question."""
        cleaned = super().clean() or {}
        first, last = cleaned.get("first"), cleaned.get("last")
        if first and last:
            rows = ExceptionalDay.objects.visible_to(self.viewer).exclude(pk=self.instance.pk)
            other = rows.filter(first__lte=last, last__gte=first).first()
            if other:
                self.add_error("first", _("These days are already in “%(other)s”.") % {"other": other.label})
        return cleaned
