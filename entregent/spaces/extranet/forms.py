"""What people type in this space."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from entregent.core.forms import DayInput, HouseForm, ViewerForm
from entregent.core.logins import AddressField
from entregent.core.person_names import PersonName
from entregent.core.writing import RichText
from entregent.documents.models import PUBLISHING, Document, Folder
from entregent.dossiers.models import Dossier
from entregent.files.field import FilesField
from entregent.people.models import Membership, Role
from entregent.people.models.membership import OPEN
from entregent.people.models.party import Party
from entregent.people.sides import ADVISER
from entregent.people.viewer import Viewer
from entregent.spaces.extranet.letter_files import Match, match_files
from entregent.spaces.extranet.models import Campaign, ContactAddress, Correspondence, ListUpdate, Member, Training
from entregent.spaces.extranet.models.change import FIELDS
from entregent.spaces.extranet.models.letter import PURPOSE
from entregent.threads.attachments import FilesField as MessageFiles
from entregent.threads.attachments import WithFiles


class CampaignForm(ViewerForm):
    """To whom: those ticked. fichiers: one for all, or one each, known by the number of the member in its name."""

    fichiers = FilesField(PURPOSE, label=_("PDF of the letter"), required=False)
    is_batch = forms.BooleanField(
        label=_("One file for each member"), required=False,
        help_text=_("Each file bears the number of its member in its name, such as “attestation-1024.pdf”."),
    )  # fmt: skip
    is_checked = forms.BooleanField(required=False, widget=forms.HiddenInput)

    due_on = forms.DateField(label=_("Answer before"), required=False, widget=DayInput(),
                             help_text=_("Empty: as the type of letter says."))  # fmt: skip
    dossiers = forms.ModelMultipleChoiceField(
        label=_("Addressees"), queryset=Dossier.objects.none(), widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one addressee.")},
    )  # fmt: skip

    class Meta:
        model = Campaign
        fields = ["letter_type", "title", "text"]
        widgets = {"text": forms.Textarea({"rows": 6})}

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, viewer=viewer, **kwargs)
        self.looker = viewer
        self.fields["fichiers"].viewer = viewer  # type: ignore[attr-defined]
        self.fields["letter_type"].empty_label = _("Choose a type")  # type: ignore[attr-defined]
        rows = Dossier.objects.visible_to(viewer).filter(space="extranet")
        self.fields["dossiers"].queryset = rows.select_related("party").order_by("party__name_key")  # type: ignore[attr-defined]

    def match(self) -> Match | None:
        """For a batch, whose file is whose."""
        if not self.cleaned_data["is_batch"]:
            return None
        rows = Member.objects.visible_to(self.looker).filter(dossier__in=self.cleaned_data["dossiers"])
        return match_files(self.looker, self.cleaned_data["fichiers"], dict(rows.values_list("number", "dossier")))


class CorrespondenceForm(WithFiles, ViewerForm):
    """« Nouveau message électronique »: De, A, Objet, Message, pièces jointes."""

    FIELD = "text"

    dossier = forms.ModelChoiceField(label=_("About"), queryset=Dossier.objects.none(), empty_label=_("Choose a file"))
    text = RichText(label=_("Message"))
    fichiers = MessageFiles()

    class Meta:
        model = Correspondence
        fields = ["address", "dossier", "subject"]

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, viewer=viewer, **kwargs)
        self.fields["address"].queryset = ContactAddress.objects.visible_to(viewer).filter(is_open=True)  # type: ignore[attr-defined]
        self.fields["address"].empty_label = _("Choose an addressee")  # type: ignore[attr-defined]
        self.fields["dossier"].queryset = own_files(viewer)  # type: ignore[attr-defined]


def moment_input() -> forms.DateTimeInput:
    """A day and an hour, in the calendar of the browser."""
    return forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")


class TrainingForm(HouseForm):
    class Meta:
        model = Training
        fields = ["title", "summary", "starts_at", "ends_at", "place", "seats"]
        widgets = {"starts_at": moment_input(), "ends_at": moment_input(), "summary": forms.Textarea({"rows": 4})}

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        if said.get("starts_at") and said.get("ends_at") and said["ends_at"] <= said["starts_at"]:
            self.add_error("ends_at", _("It ends after it begins."))
        return said


class RegistrationForm(forms.Form):
    dossier = forms.ModelChoiceField(label=_("For"), queryset=Dossier.objects.none(), empty_label=_("Choose a file"))
    name = forms.CharField(label=_("Participant"), max_length=120)

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["dossier"].queryset = own_files(viewer)  # type: ignore[attr-defined]


class FolderForm(HouseForm):
    """« Rubrique »: for every cabinet."""

    class Meta:
        model = Folder
        fields = ["name", "parent", "position"]

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, viewer=viewer, **kwargs)
        parent: Any = self.fields["parent"]
        parent.required, parent.empty_label = False, _("At the top")
        parent.queryset = parent.queryset.filter(space="extranet")


class DocumentForm(HouseForm):
    """A file, or the address of a page, for every cabinet."""

    fichiers = FilesField(PUBLISHING, label=_("File"), required=False)
    link = forms.URLField(label=_("Address of a page"), required=False, max_length=500, assume_scheme="https")

    class Meta:
        model = Document
        fields = ["folder", "title", "summary", "link"]

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, viewer=viewer, **kwargs)
        self.fields["fichiers"].viewer = viewer  # type: ignore[attr-defined]
        folder: Any = self.fields["folder"]
        folder.queryset, folder.empty_label = folder.queryset.filter(space="extranet"), _("Choose a folder")
        self.order_fields(["title", "folder", "summary", "fichiers", "link"])

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        if not said.get("fichiers") and not said.get("link") and not self.has_error("fichiers"):
            self.add_error("fichiers", _("Add a file, or the address of a page."))
        return said


class ArrivalForm(ViewerForm):
    """« Ajouter un client »."""

    class Meta:
        model = ListUpdate
        fields = ["name", "siret", "professions", "on"]
        widgets = {"on": DayInput()}


class LeavingForm(ViewerForm):
    """« Enlever un client »: who, why, since when."""

    class Meta:
        model = ListUpdate
        fields = ["member", "reason", "on"]
        widgets = {"on": DayInput()}

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, viewer=viewer, **kwargs)
        self.fields["member"].required = self.fields["reason"].required = True
        mine: Any = self.fields["member"]
        mine.empty_label = _("Choose a client")
        mine.queryset = mine.queryset.select_related("dossier__party").order_by("number")


class CollaboratorForm(forms.Form):
    email = AddressField(label=_("E-mail"))
    first_name = PersonName(label=_("First name"), required=False)
    last_name = PersonName(label=_("Last name"))
    role = forms.ModelChoiceField(label=_("Function"), queryset=Role.objects.none(), empty_label=_("Choose a function"))

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        roles = Role.objects.visible_to(viewer).filter(side=ADVISER, space="extranet", retirement=None)
        self.fields["role"].queryset = roles  # type: ignore[attr-defined]

    @property
    def guest(self) -> dict[str, Any]:
        """What `invitations.invite` asks of a valid form."""
        names = ("email", "first_name", "last_name")
        return {name: self.cleaned_data[name] for name in names} | {"roles": [self.cleaned_data["role"]]}


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=_("Reason"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Say why: whoever asked reads it.")},
    )  # fmt: skip


class ChangeForm(forms.Form):
    """One field of a party, checked as the party itself checks it."""

    def __init__(self, *args: Any, field: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        column: Any = Party._meta.get_field(field)
        asked = column.formfield(validators=column.validators)
        asked.required = field == "siret"
        self.fields["value"] = asked


class AssignForm(forms.Form):
    """Whom the ticked files are given to; nobody: they are withdrawn."""

    collaborator = forms.ModelChoiceField(
        label=_("Collaborator"), queryset=Membership.objects.none(), required=False, empty_label=_("Nobody: withdraw")
    )
    dossiers = forms.ModelMultipleChoiceField(
        label=_("Client files"), queryset=Dossier.objects.none(), widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Tick at least one file.")},
    )  # fmt: skip

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = Dossier.objects.visible_to(viewer).filter(space="extranet", member__isnull=False)
        self.fields["dossiers"].queryset = rows.select_related("party").order_by("party__name_key")  # type: ignore[attr-defined]
        self.fields["collaborator"].queryset = colleagues(viewer)  # type: ignore[attr-defined]


def own_files(viewer: Viewer) -> Any:
    """The files of the viewer's cabinet: about itself, and of each client that is theirs."""
    rows = Dossier.objects.visible_to(viewer).filter(space="extranet")
    return rows.select_related("party").order_by("party__name_key")


def colleagues(viewer: Viewer) -> Any:
    """The people of the viewer's own cabinet."""
    people = Membership.objects.visible_to(viewer).filter(party=viewer.party_id, side=ADVISER, **OPEN)
    return people.order_by("name_key")


def is_field(name: str) -> bool:
    return name in FIELDS
