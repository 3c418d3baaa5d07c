"""What the firm types about what it publishes: folders, documents, for whom they are."""

from __future__ import annotations

from datetime import datetime, time
from typing import Any, Final

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from entregent.core.clock import now
from entregent.core.forms import DayInput, HouseForm
from entregent.documents.models import PUBLISHING, Document, Folder
from entregent.files.field import FilesField
from entregent.people import audiences
from entregent.people.audiences import PARTY, Groups
from entregent.people.models import Party
from entregent.people.viewer import Viewer
from entregent.spaces.depot.client_audiences import GROUP
from entregent.spaces.depot.models import ClientGroup, groupings_met
from entregent.spaces.depot.records import own_dossiers
from entregent.threads.attachments import FILES

ALL, SOME, FIRM = "all", "some", "firm"
CHOICES: Final = (
    (ALL, _("All the clients")),
    (SOME, _("Some clients, or groups of clients")),
    (FIRM, _("The firm alone")),
)


class ForClients(HouseForm):
    """Says for whom a row is, and between which days."""

    audience = forms.ChoiceField(label=_("For whom"), choices=CHOICES, widget=forms.RadioSelect, initial=SOME)
    parties = forms.ModelMultipleChoiceField(
        label=_("Clients"), queryset=Party.objects.none(), required=False, widget=forms.CheckboxSelectMultiple
    )
    groups_meant = forms.ModelMultipleChoiceField(
        label=_("Groups of clients"), queryset=ClientGroup.objects.none(), required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    first = forms.DateField(
        label=_("From"), required=False, widget=DayInput(), help_text=_("At once when it is empty.")
    )
    last = forms.DateField(
        label=_("Until"), required=False, widget=DayInput(), help_text=_("For good when it is empty.")
    )

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, viewer=viewer, **kwargs)
        rows = Party.objects.visible_to(viewer).filter(pk__in=own_dossiers(viewer).values("party")).order_by("name_key")
        self.fields["parties"].queryset = rows  # type: ignore[attr-defined]
        self.fields["groups_meant"].queryset = ClientGroup.objects.visible_to(viewer)  # type: ignore[attr-defined]
        if not self.fields["groups_meant"].queryset.exists():  # type: ignore[attr-defined]
            del self.fields["groups_meant"]
        if self.instance.pk:
            self.recall()

    def recall(self) -> None:
        groups = audiences.groups_of([self.instance])[self.instance.pk]
        self.initial["audience"] = (SOME if groups else ALL) if self.instance.for_customers else FIRM
        self.initial.update({"parties": groups.get(PARTY, ()), "groups_meant": groups.get(GROUP, ())})
        ends = self.instance.ends_at
        self.initial["first"] = timezone.localdate(self.instance.starts_at)
        self.initial["last"] = timezone.localdate(ends) if ends else None

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or self.cleaned_data
        if said.get("audience") == SOME and not (said.get("parties") or said.get("groups_meant")):
            self.add_error("parties", _("Choose at least one client."))
        first, last = said.get("first"), said.get("last")
        if first and last and last < first:
            self.add_error("last", _("The last day comes before the first."))
        self.instance.for_customers = said.get("audience") != FIRM
        if first is None or self.initial.get("first") != first:
            self.instance.starts_at = at_midnight(first) if first and first != timezone.localdate(now()) else now()
        self.instance.ends_at = at_midnight(last, time(23, 59, 59)) if last else None
        return said

    @property
    def groups(self) -> Groups:
        """Of a valid form. Clients ticked whom this person does not see stay as they were."""
        if self.cleaned_data["audience"] != SOME:
            return {}
        chosen = {PARTY: self.cleaned_data["parties"], GROUP: self.cleaned_data.get("groups_meant") or ()}
        return {label: {row.pk for row in rows} for label, rows in chosen.items() if rows}


class FolderForm(ForClients):
    class Meta:
        model = Folder
        fields = ["name", "name_en", "parent", "position"]

    field_order = ["name", "name_en", "parent", "position", "audience"]

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, viewer=viewer, **kwargs)
        self.fields["parent"].required = False
        self.fields["parent"].empty_label = _("At the top")  # type: ignore[attr-defined]
        if not self.instance.pk:
            self.fields["audience"].initial = ALL
        parent: Any = self.fields["parent"]
        parent.queryset = parent.queryset.filter(space="depot").exclude(pk=self.instance.pk or 0)


class DocumentForm(ForClients):
    link = forms.URLField(
        label=_("Address of a page"), required=False, max_length=500, assume_scheme="https",
        help_text=_("Instead of a file: the address of a page, which opens beside."),
    )  # fmt: skip

    class Meta:
        model = Document
        fields = ["folder", "title", "summary", "link"]
        help_texts = {"summary": _("One sentence, shown below the title.")}

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, viewer=viewer, **kwargs)
        folder: Any = self.fields["folder"]
        folder.queryset = folder.queryset.filter(space="depot")
        folder.empty_label = _("Choose a folder")


class PublicationForm(DocumentForm):
    fichiers = FilesField(PUBLISHING, label=_("File"), required=False)

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, viewer=viewer, **kwargs)
        self.fields[FILES].viewer = viewer  # type: ignore[attr-defined]
        self.order_fields(["fichiers", "title", "folder", "summary", "link", "audience"])

    def clean(self) -> dict[str, Any]:
        said = super().clean()
        if not said.get(FILES) and not said.get("link") and not self.has_error(FILES):
            self.add_error(FILES, _("Add a file, or the address of a page."))
        return said


class VersionForm(forms.Form):
    fichiers = FilesField(PUBLISHING, label=_("File"), required=True)

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields[FILES].viewer = viewer  # type: ignore[attr-defined]


class GroupForm(HouseForm):
    """A group of clients, and who is in it."""

    parties = forms.ModelMultipleChoiceField(
        label=_("Clients"), queryset=Party.objects.none(), required=False, widget=forms.CheckboxSelectMultiple
    )

    class Meta:
        model = ClientGroup
        fields = ["name"]

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, viewer=viewer, **kwargs)
        rows = Party.objects.visible_to(viewer).filter(pk__in=own_dossiers(viewer).values("party")).order_by("name_key")
        self.fields["parties"].queryset = rows  # type: ignore[attr-defined]
        if self.instance.pk:
            self.initial["parties"] = groupings_met(viewer).filter(group=self.instance).values_list("party", flat=True)


def at_midnight(day: Any, moment: time = time()) -> datetime:
    return timezone.make_aware(datetime.combine(day, moment))
