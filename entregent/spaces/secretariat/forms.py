"""What people type in this space."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from entregent.agenda.forms import TimeInput
from entregent.agenda.hours import MIDNIGHT
from entregent.agenda.models import Agenda, Window
from entregent.agenda.models.working import EXCEPTIONS
from entregent.agenda.slots import at_wall
from entregent.contacts.models import Contact
from entregent.core.forms import DayInput, ViewerForm
from entregent.files.field import FilesField
from entregent.people.viewer import Viewer
from entregent.spaces.secretariat.kinds import FAX, INFORMATION
from entregent.spaces.secretariat.models import CallMessage, DeliveryRule, Instruction, KeepingRule, Line
from entregent.spaces.secretariat.models.line import TOLD
from entregent.spaces.secretariat.models.message import PURPOSE

LONGEST_EXCEPTION, ONE_DAY = 366, timedelta(days=1)
HOURS = {"opens": TimeInput(), "closes": TimeInput()}


class AnswerForm(forms.Form):
    text = forms.CharField(label=gettext_lazy("Answer"), max_length=2000, widget=forms.Textarea({"rows": 3}))


class FollowForm(forms.Form):
    """« À rappeler », on a day or some day."""

    on = forms.DateField(label=gettext_lazy("To call back on"), required=False, widget=DayInput())


class LineForm(ViewerForm):
    class Meta:
        model = Line
        fields = ["trade", *TOLD]
        widgets = {"told_to_callers": forms.Textarea({"rows": 3})}


class InstructionForm(ViewerForm):
    class Meta:
        model = Instruction
        fields = ["call_kind", "text", "first", "last", "opens", "closes"]
        widgets = {"first": DayInput(), "last": DayInput(), "text": forms.Textarea({"rows": 4}), **HOURS}


class DeliveryRuleForm(ViewerForm):
    class Meta:
        model = DeliveryRule
        fields = ["channel", "address", "is_for_urgent", "days", "opens", "closes"]
        widgets = HOURS


class KeepingRuleForm(ViewerForm):
    class Meta:
        model = KeepingRule
        fields = ["archive_days"]


def ticked_keys(data: Any) -> list[int]:
    """Of the boxes of this page, and of those that a script remembers from others."""
    said = [*data.getlist("cle"), *data.get("cles", "").split(",")]
    return [int(one) for one in said if one.isascii() and one.isdigit() and len(one) < 18]


class MessageForm(ViewerForm):
    """What the operator writes while the caller speaks; a fax may come with it."""

    fichiers = FilesField(PURPOSE, label=gettext_lazy("Fax received"), required=False)

    class Meta:
        model = CallMessage
        fields = ["caller", "phone", "kind", "is_urgent", "text", "address", "contact"]
        widgets = {
            "contact": forms.HiddenInput(), "kind": forms.RadioSelect(), "text": forms.Textarea({"rows": 4}),
            "phone": forms.TextInput({"type": "tel"}),
        }  # fmt: skip

    def __init__(self, *args: Any, dossier: int, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, viewer=viewer, **kwargs)
        self.fields["fichiers"].viewer = viewer  # type: ignore[attr-defined]
        self.fields["contact"].queryset = Contact.objects.visible_to(viewer).filter(dossier=dossier)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or self.cleaned_data
        if not (said.get("text") or said.get("fichiers") or self.errors):
            self.add_error("text", _("Write what the caller said, or add the fax."))
        if said.get("fichiers") and said.get("kind") == INFORMATION:
            said["kind"] = FAX
        return said


class WindowForm(ViewerForm):
    class Meta:
        model = Window
        fields = ["weekday", "starts", "ends", "kind", "slot_minutes", "parity", "valid_from", "valid_to"]
        widgets = {"starts": TimeInput(), "ends": TimeInput(), "valid_from": DayInput(), "valid_to": DayInput()}


class ExceptionForm(forms.Form):
    """Days, or hours of a day, on which an agenda closes or opens against its habit. No hours: whole days."""

    first = forms.DateField(label=gettext_lazy("From"), widget=DayInput())
    last = forms.DateField(label=gettext_lazy("To (included)"), widget=DayInput())
    opens = forms.TimeField(label=gettext_lazy("From (hour)"), required=False, widget=TimeInput())
    closes = forms.TimeField(label=gettext_lazy("To (hour)"), required=False, widget=TimeInput())
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=EXCEPTIONS)
    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=80, required=False)

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        first, last = said.get("first"), said.get("last")
        if first and last and (last < first or (last - first).days > LONGEST_EXCEPTION):
            self.add_error("last", _("The last day comes before the first, or more than a year after it."))
        if (said.get("opens") is None) != (said.get("closes") is None):
            self.add_error("closes", _("Give both hours, or neither."))
        elif said.get("opens") and said["closes"] != MIDNIGHT and said["closes"] <= said["opens"]:
            self.add_error("closes", _("It closes before it opens."))
        return said

    def spans(self, agenda: Agenda) -> list[tuple[datetime, datetime]]:
        """Its moments: one span of whole days, or the same hours of each day."""
        said = self.cleaned_data
        if said["opens"] is None:
            return [(at_wall(agenda, said["first"], MIDNIGHT), at_wall(agenda, said["last"] + ONE_DAY, MIDNIGHT))]
        days = [said["first"] + step * ONE_DAY for step in range((said["last"] - said["first"]).days + 1)]
        over = ONE_DAY if said["closes"] == MIDNIGHT else timedelta()
        return [(at_wall(agenda, day, said["opens"]), at_wall(agenda, day + over, said["closes"])) for day in days]
