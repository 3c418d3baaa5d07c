"""What people type in this space."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from entregent.agenda.models import Activity
from entregent.agenda.models.activity import CALL, DIRECTIONS, MEETING, TASK
from entregent.core.forms import DayInput, ViewerForm
from entregent.dossiers.models import Dossier
from entregent.people.models import Membership, Post
from entregent.people.models.membership import OPEN
from entregent.people.viewer import Viewer
from entregent.spaces.crm.models import Client, Note, Partner

ASKED = {
    CALL: ["subject", "dossier", "direction", "starts_at", "minutes", "assigned_to", "description"],
    MEETING: ["subject", "dossier", "starts_at", "minutes", "place", "assigned_to", "description"],
    TASK: ["subject", "dossier", "starts_at", "priority", "assigned_to", "description"],
}


class ClientForm(ViewerForm):
    class Meta:
        model = Client
        fields = [
            "first_name", "last_name", "kind", "status", "birth_date", "phone", "email", "address", "postal_code",
            "city", "country", "arrived_on", "languages", "occupation",
        ]  # fmt: skip
        widgets = {"birth_date": DayInput(), "arrived_on": DayInput()}


class PartnerForm(ViewerForm):
    website = forms.URLField(label=_("Web site"), required=False, assume_scheme="https")

    class Meta:
        model = Partner
        fields = ["name", "kind", "activity", "phone", "email", "address", "postal_code", "city", "website"]


class ActivityForm(ViewerForm):
    """Of one kind: what is asked for another is not. dossier: given, from the record where one clicks « + »."""

    class Meta:
        model = Activity
        fields = ["subject", "dossier", "direction", "starts_at", "minutes", "place", "priority", "assigned_to",
                  "description"]  # fmt: skip
        widgets = {
            "starts_at": forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
            "description": forms.Textarea({"rows": 4}),
        }  # fmt: skip

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, viewer=viewer, **kwargs)
        for name in set(self.fields) - set(ASKED[self.instance.kind]):
            del self.fields[name]
        self.order_fields(ASKED[self.instance.kind])
        dossier: Any = self.fields["dossier"]
        rows = Dossier.objects.visible_to(viewer).filter(space="crm").select_related("party")
        dossier.queryset, dossier.empty_label = rows.order_by("party__name_key"), _("Choose a record")
        person: Any = self.fields["assigned_to"]
        person.queryset, person.empty_label = colleagues(viewer), None
        if "direction" in self.fields:
            direction: Any = self.fields["direction"]
            direction.required, direction.choices = True, [("", _("Choose a direction")), *DIRECTIONS]


class PostponementForm(forms.Form):
    to = forms.DateTimeField(
        label=_("New moment"),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )  # fmt: skip
    reason = forms.CharField(label=_("Reason"), max_length=255)


class NoteForm(forms.ModelForm[Note]):
    class Meta:
        model = Note
        fields = ["text"]
        widgets = {"text": forms.Textarea({"rows": 3})}


class FollowerForm(forms.Form):
    member = forms.ModelChoiceField(
        label=_("Followed by"), queryset=Membership.objects.none(), required=False, empty_label=_("Nobody for now")
    )

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["member"].queryset = colleagues(viewer)  # type: ignore[attr-defined]


def colleagues(viewer: Viewer) -> Any:
    """The people of the organisation who work in this space."""
    posts = Post.objects.visible_to(viewer).filter(space="crm", ended_at=None)
    rows = Membership.objects.visible_to(viewer).filter(party=None, house=viewer.house_id, **OPEN)
    return rows.filter(pk__in=posts.values("membership")).order_by("name_key")
