"""Which mails a person wants, one question for each kind."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _

from entregent.notify.choices import own_choices, own_offers
from entregent.notify.kinds import CHOICES, Kind, kinds_for
from entregent.people.viewer import Viewer


class MailChoicesForm(forms.Form):
    """Each question offers only what the house allows."""

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        mine = kinds_for(viewer)
        offered = own_offers(viewer, [kind.key for kind in mine])
        chosen = own_choices(viewer, offered)
        for kind in mine:
            self.fields[kind.key] = choice_field(kind, offered[kind.key].choices, chosen[kind.key])

    def changes(self) -> dict[str, str]:
        """What was changed, by kind."""
        return {key: self.cleaned_data[key] for key in self.changed_data}


def choice_field(kind: Kind, offered: list[str], chosen: str) -> forms.ChoiceField:
    field = forms.ChoiceField(
        label=str(kind.label),
        choices=[(key, label) for key, label in CHOICES if key in offered],
        widget=forms.RadioSelect,
        initial=chosen,
    )
    field.error_messages["invalid_choice"] = _("Your organisation does not offer this choice.")
    return field
