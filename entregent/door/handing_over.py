"""The form that asks, kind by kind, to whom goes what a member holds."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from entregent.people.holdings import Held, Takers
from entregent.people.models import Membership
from entregent.people.viewer import Viewer


class HandingOver(forms.Form):
    """One list for each kind: those who may hold it, or what becomes of it when nobody takes it over."""

    def __init__(self, *args: Any, member: Membership, held: Sequence[Held], viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.held = held
        for one in held:
            among = {str(taker.pk): taker for taker in one.holding.takers(member, viewer)}
            choices = [("", one.holding.left), *((pk, taker.name) for pk, taker in among.items())]
            label: Any = _("%(what)s go to") % {"what": one.words}
            self.fields[f"to_{one.holding.key}"] = forms.TypedChoiceField(
                label=label, choices=choices, coerce=among.get, required=False, empty_value=None
            )

    @property
    def takers(self) -> Takers:
        """What the verb asks of a valid form."""
        return {one.holding.key: self.cleaned_data[f"to_{one.holding.key}"] for one in self.held}


class EndForm(HandingOver):
    """The same, with the reason of whoever ends an access."""

    reason = forms.CharField(
        label=_("Reason"), max_length=200, required=False,
        help_text=_("Optional. Whoever manages the accounts reads it, and nobody else."),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order_fields([*(name for name in self.fields if name != "reason"), "reason"])
