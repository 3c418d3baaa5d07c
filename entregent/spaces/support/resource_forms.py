"""What the desk types about resources: what they are, for whom, and each version with its file."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from entregent.core.forms import DayInput, HouseForm, ViewerForm, scope_choices
from entregent.files import attaching
from entregent.library.models import PURPOSE, Category, Release, Resource
from entregent.people.audiences import Groups
from entregent.people.viewer import Viewer
from entregent.spaces.support.contract_audiences import PRODUCT, SERVICE
from entregent.spaces.support.models import Product, Service
from entregent.threads.attachments import FilesField, WithFiles

DIGEST = re.compile(r"[0-9a-f]{64}")


class ResourceForm(HouseForm):
    class Meta:
        model = Resource
        fields = ["category", "name", "name_en", "notes"]
        widgets = {"notes": forms.Textarea(attrs={"rows": 3})}


class CategoryForm(HouseForm):
    class Meta:
        model = Category
        fields = ["name", "name_en", "position"]


class AudienceForm(forms.Form):
    """For whom: the holders of an active contract for one of the products, or of one of the desks."""

    products = forms.ModelMultipleChoiceField(
        label=_("For the contracts of these products"), queryset=Product.objects.none(), required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    services = forms.ModelMultipleChoiceField(
        label=_("For all the contracts of these services"), queryset=Service.objects.none(), required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        if isinstance(self, ViewerForm):
            kwargs["viewer"] = viewer
        super().__init__(*args, **kwargs)
        for name in ("products", "services"):
            scope_choices(self.fields[name], viewer)  # type: ignore[arg-type]

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or self.cleaned_data
        if not said.get("products") and not said.get("services"):
            self.add_error("products", _("Choose at least one product or one service: nobody else gets it."))
        return said

    @property
    def groups(self) -> Groups:
        return {
            label: {record.pk for record in self.cleaned_data[name]}
            for label, name in ((PRODUCT, "products"), (SERVICE, "services"))
        }


class NewResourceForm(AudienceForm, ResourceForm):
    class Meta(ResourceForm.Meta):
        pass


class ReleaseForm(ViewerForm):
    """The words of a version; its file never changes."""

    class Meta:
        model = Release
        fields = ["label", "released_on", "notes"]
        widgets = {"released_on": DayInput()}

    def clean_label(self) -> str:
        label: str = self.cleaned_data["label"]
        rows = Release.objects.visible_to(self.viewer).filter(resource=self.instance.resource_id, label=label)
        if rows.exclude(pk=self.instance.pk).exists():
            raise ValidationError(_("This version exists already."))
        return label


class NewReleaseForm(WithFiles, ReleaseForm):
    fichiers = FilesField(sent_for=PURPOSE, label=_("File"), required=True)
    expected = forms.CharField(
        label=_("Expected SHA-256"), required=False, max_length=80,
        help_text=_("Optional: as given by whoever made the file. The file received is compared with it."),
    )  # fmt: skip

    class Meta(ReleaseForm.Meta):
        pass

    def clean_expected(self) -> str:
        digest = "".join(self.cleaned_data["expected"].split()).lower()
        if digest and not DIGEST.fullmatch(digest):
            raise ValidationError(_("A SHA-256 is 64 signs, figures and letters from a to f."))
        return digest

    def clean(self) -> dict[str, Any]:
        said = super().clean()
        files, expected = said.get("fichiers"), said.get("expected")
        if files and expected:
            (file,) = attaching.waiting(self.fields["fichiers"].viewer, files)  # type: ignore[attr-defined]
            if file.digest != expected:
                words = _("The file received is another one: its SHA-256 is %(digest)s.")
                self.add_error("expected", words % {"digest": file.digest})
        return said


class WithdrawalForm(forms.ModelForm[Release]):
    class Meta:
        model = Release
        fields = ["reason"]
        help_texts = {"reason": _("Optional. Your colleagues will read it.")}
