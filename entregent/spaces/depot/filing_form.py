"""What the firm types about papers: where they are filed, why they are refused."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from entregent.core.clock import now
from entregent.people.viewer import Viewer
from entregent.spaces.depot.models import Category

OLDEST = 1990


class FilingForm(forms.Form):
    """Where papers are filed in the safe."""

    year = forms.IntegerField(label=_("Year"), min_value=OLDEST)
    category = forms.ModelChoiceField(
        label=_("Nature"), queryset=Category.objects.none(), empty_label=_("Choose a nature")
    )
    summary = forms.CharField(
        label=_("Summary"), max_length=300, required=False, help_text=_("Optional. The client reads it too.")
    )

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        this_year = timezone.localdate(now()).year
        self.fields["year"].initial = this_year
        self.fields["year"].validators.append(no_later_than(this_year + 1))
        self.fields["category"].queryset = Category.objects.visible_to(viewer).filter(closed_at=None)  # type: ignore[attr-defined]


def no_later_than(year: int) -> Any:
    def check(value: int) -> None:
        if value > year:
            raise forms.ValidationError(_("This year has not come yet."))

    return check


class RefusalForm(forms.Form):
    reason = forms.CharField(
        label=_("Reason"), max_length=300, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The client reads it: say what is wrong and what to send instead."),
    )  # fmt: skip


class RemovalForm(forms.Form):
    reason = forms.CharField(
        label=_("Why it should go"), max_length=300, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Your firm reads it, and answers."),
    )  # fmt: skip


class DeclineForm(forms.Form):
    reason = forms.CharField(
        label=_("Why it is kept"), max_length=300, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The client reads it."),
    )  # fmt: skip


class ReleaseForm(forms.Form):
    reason = forms.CharField(
        label=_("Why it may be opened"), max_length=300,
        help_text=_("For example: the client told you its password by telephone, and you know where it comes from."),
    )  # fmt: skip
