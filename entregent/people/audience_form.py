"""The part of a form that says who is to know: all the customers, some groups of them, or the house alone."""

from __future__ import annotations

from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from entregent.core.forms import ViewerForm
from entregent.people import audiences
from entregent.people.audiences import Belonging, Groups

EVERYBODY: Final = "all"
SOME: Final = "some"
STAFF: Final = "house"
CHOICES = (
    (EVERYBODY, _("All the customers")),
    (SOME, _("Some customers")),
    (STAFF, _("The team alone")),
)


class AudienceForm(ViewerForm):
    """Of a row `ForAudience`, of the viewer's house; whoever saves it addresses it to `groups` after."""

    audience = forms.ChoiceField(
        label=_("Who sees it"), choices=CHOICES, widget=forms.RadioSelect, initial=EVERYBODY,
        help_text=_("The team of the organisation sees it in every case."),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kinds = {field_name(one): one for one in audiences.groups_on_offer()}
        for name, one in self.kinds.items():
            self.offer(name, one)
        if self.instance.pk:
            self.recall()

    def offer(self, name: str, one: Belonging) -> None:
        """A kind of group of which this house has none is not asked about."""
        rows = one.rows(self.viewer) if one.rows else None
        if rows:
            self.fields[name] = forms.ModelMultipleChoiceField(
                label=one.name, queryset=rows, required=False, widget=forms.CheckboxSelectMultiple
            )

    def recall(self) -> None:
        """To whom the row is addressed now."""
        groups = audiences.groups_of([self.instance])[self.instance.pk]
        self.initial["audience"] = (SOME if groups else EVERYBODY) if self.instance.for_customers else STAFF
        self.initial.update({name: groups[one.label] for name, one in self.kinds.items() if one.label in groups})

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or self.cleaned_data
        if said.get("audience") == SOME and not any(said.get(name) for name in self.kinds):
            self.add_error("audience", _("Choose at least one group below, or all the customers."))
        self.instance.for_customers = said.get("audience") != STAFF
        return said

    @property
    def groups(self) -> Groups:
        """Of a valid form. Groups ticked under another choice are left aside."""
        if self.cleaned_data["audience"] != SOME:
            return {}
        chosen = {one.label: self.cleaned_data.get(name) or () for name, one in self.kinds.items()}
        return {label: {record.pk for record in records} for label, records in chosen.items() if records}


def field_name(one: Belonging) -> str:
    """« people.role » → « to_people_role »: front/css/news.css knows how it begins."""
    return f"to_{one.label.replace('.', '_')}"
