"""What is typed in the two tabs of a slot: « Rendez-vous » and « Paramètres »."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from entregent.agenda.calendar import is_worked
from entregent.agenda.models import Agenda, Engagement
from entregent.agenda.models.engagement import EDITED
from entregent.contacts.models import PHONE, Contact, Said, twins_of
from entregent.contacts.telephones import telephone_key
from entregent.core.forms import ViewerForm
from entregent.people.viewer import Viewer

MOST_MINUTES = 24 * 60
NEW = ("new_last_name", "new_first_name", "new_phone")


class EngagementForm(ViewerForm):
    """One engagement of an agenda, new or written already. asked: what must be confirmed before it is saved."""

    minutes = forms.IntegerField(label=gettext_lazy("Length, in minutes"), min_value=1, max_value=MOST_MINUTES)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    beside = forms.BooleanField(label=gettext_lazy("Book beside what is there, on purpose"), required=False)
    outside = forms.BooleanField(label=gettext_lazy("Book outside the working hours all the same"), required=False)
    new_last_name = forms.CharField(label=gettext_lazy("Last name"), max_length=80, required=False)
    new_first_name = forms.CharField(label=gettext_lazy("First name"), max_length=80, required=False)
    new_phone = forms.CharField(
        label=gettext_lazy("Telephone"), max_length=30, required=False, widget=forms.TextInput({"type": "tel"})
    )
    anyway = forms.BooleanField(label=gettext_lazy("Create them all the same"), required=False)

    class Meta:
        model = Engagement
        fields = list(EDITED)
        widgets = {"contact": forms.HiddenInput(), "note": forms.Textarea({"rows": 3})}

    def __init__(self, *args: Any, agenda: Agenda, start: datetime, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, viewer=viewer, **kwargs)
        self.agenda, self.start, self.twins = agenda, start, list[Contact]()
        self.fields["contact"].queryset = Contact.objects.visible_to(viewer).filter(dossier=agenda.dossier_id)  # type: ignore[attr-defined]
        self.fields["minutes"].widget.attrs |= {"step": agenda.quantum}
        self.asks_beside = agenda.abilities(viewer)["overbook"] and self.instance.pk is None
        if not self.asks_beside:
            del self.fields["beside"]

    @property
    def length(self) -> timedelta:
        return timedelta(minutes=self.cleaned_data["minutes"])

    @property
    def lane(self) -> int:
        return 1 if self.cleaned_data.get("beside") else self.instance.lane

    @property
    def chosen(self) -> Contact | None:
        key = str(self["contact"].value() or "")
        rows: Any = self.fields["contact"].queryset  # type: ignore[attr-defined]
        found: Contact | None = (
            rows.filter(pk=int(key)).first() if key.isascii() and key.isdigit() and len(key) < 18 else None
        )
        return found

    @property
    def asks_outside(self) -> bool:
        """Shown once the time asked for is not all worked."""
        return self.has_error("outside")

    def said(self) -> dict[str, Any]:
        """The words of the engagement, with the contact that was chosen or just made."""
        return {name: self.cleaned_data[name] for name in EDITED}

    def clean_minutes(self) -> int:
        minutes: int = self.cleaned_data["minutes"]
        if minutes % self.agenda.quantum:
            raise forms.ValidationError(_("Give a multiple of %(quantum)s minutes.") % {"quantum": self.agenda.quantum})
        return minutes

    def clean_new_phone(self) -> str:
        phone: str = self.cleaned_data["new_phone"]
        if phone and not telephone_key(phone):
            raise forms.ValidationError(_("This is no telephone number."))
        return phone

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or self.cleaned_data
        self._demand_worked(said)
        self._demand_new(said)
        if not said.get("text") and (name := self._name(said)):
            said["text"] = name
        return said

    def make_contact(self) -> None:
        """The new patient, in the transaction of the appointment."""
        said = self.cleaned_data
        if said.get("contact") is None and said.get("new_last_name"):
            made = self._new_contact(said)
            made.write(self._reached(said), by=self.viewer)  # type: ignore[arg-type]
            said["contact"] = made

    def _demand_worked(self, said: dict[str, Any]) -> None:
        if (
            "minutes" not in said
            or said.get("outside")
            or (self.instance.pk and said["minutes"] == self.instance.minutes)
        ):
            return
        end = self.start + timedelta(minutes=said["minutes"])
        if not is_worked(self.agenda, self.start, end, self.viewer):  # type: ignore[arg-type]
            self.add_error("outside", _("Part of this time is not worked: tick this box to book it all the same."))

    def _demand_new(self, said: dict[str, Any]) -> None:
        """Somebody like this may be known already."""
        if said.get("contact") or not said.get("new_last_name") or said.get("anyway"):
            return
        self.twins = twins_of(self._new_contact(said), self._reached(said), self.viewer)  # type: ignore[arg-type]
        if self.twins:
            self.add_error("anyway", _("Somebody like this exists already: use their sheet, or create all the same."))

    def _new_contact(self, said: dict[str, Any]) -> Contact:
        names = {"last_name": said["new_last_name"], "first_name": said.get("new_first_name", "")}
        return Contact(dossier=self.agenda.dossier, **names)

    def _reached(self, said: dict[str, Any]) -> list[Said]:
        return [(PHONE, "", said["new_phone"])] if said.get("new_phone") else []

    def _name(self, said: dict[str, Any]) -> str:
        """What is read on the agenda when nothing was typed."""
        if contact := said.get("contact"):
            return str(contact)
        return f"{said.get('new_last_name', '')} {said.get('new_first_name', '')}".strip()


class MoveForm(forms.Form):
    """To which day and hour: the wall of the agenda. of two hours that autumn shows, the first."""

    day = forms.DateField(label=gettext_lazy("Day"), widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"))
    hour = forms.TimeField(label=gettext_lazy("Hour"), widget=forms.TimeInput({"type": "time"}, format="%H:%M"))
