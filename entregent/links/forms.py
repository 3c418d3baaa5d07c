"""What is said to link two records: how, and with which."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from entregent.core.numbers import MOST_KEY
from entregent.links import linking, links_panel
from entregent.links.kinds import CHOICES
from entregent.records.finding import number_in
from entregent.records.page import RecordPage


class LinkForm(forms.Form):
    """The other record is ticked among those found, or named by its number alone."""

    kind = forms.ChoiceField(label=_("This one is"), choices=CHOICES)
    q = forms.CharField(
        label=_("Number, or words of its subject"), required=False, max_length=100,
        widget=forms.TextInput({"autocomplete": "off", "type": "search"}),
    )  # fmt: skip
    to = forms.IntegerField(required=False, max_value=MOST_KEY)

    def __init__(self, *args: Any, page: RecordPage, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.page = page

    @cached_property
    def candidates(self) -> list[RecordPage]:
        return links_panel.candidates(self.page, str(self["q"].value() or ""))

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if not self.errors:
            said["other"] = self._other(said["to"], number_in(said["q"]))
        return said

    def _other(self, ticked: int | None, number: int | None) -> Any:
        key, value = ("pk", ticked) if ticked else (self.page.number, number)
        if value is None:
            raise ValidationError(_("Tick one of those found below, or type its number."))
        found = self.page.rows_of(self.page.viewer).filter(**{key: value}).first()
        if found is None:
            raise ValidationError(_("There is none of this number."))
        return self._fitting(found)

    def _fitting(self, found: Any) -> Any:
        record = self.page.record
        if found.pk == record.pk:
            raise ValidationError(_("This is the very one that you are linking."))
        if found.dossier_id != record.dossier_id:
            raise ValidationError(_("This one is of another customer: only those of one customer are linked."))
        if linking.link_between(record, found, self.page.viewer).exists():
            raise ValidationError(_("These two are linked already."))
        return found
