"""What administrators type."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from entregent.core.forms import ViewerForm
from entregent.core.logins import AddressField
from entregent.core.person_names import PersonName
from entregent.notify.models import News
from entregent.people.audience_form import AudienceForm
from entregent.people.models import House, Page, Role
from entregent.people.models.membership import WITH_PARTY
from entregent.people.space import SPACES
from entregent.people.viewer import Viewer


class HouseForm(ViewerForm):
    """A house as its own manager changes it."""

    website = forms.URLField(label=_("Web site"), required=False, assume_scheme="https")

    class Meta:
        model = House
        fields = [
            "name", "kind_label", "address", "postal_code", "city", "phone", "email", "website",
            "accent", "time_zone", "default_language", "second_factor", "lock_after_months",
        ]  # fmt: skip


class HouseOfPlatformForm(HouseForm):
    """As the platform's administrator does: with its short name, and the spaces switched on."""

    spaces = forms.MultipleChoiceField(label=_("Spaces"), widget=forms.CheckboxSelectMultiple, required=False)

    class Meta(HouseForm.Meta):
        fields = ["name", "slug", *HouseForm.Meta.fields[1:], "spaces"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["spaces"].choices = [(space.key, space.label) for space in SPACES.values()]  # type: ignore[attr-defined]
        self.initial.setdefault("spaces", self.instance.spaces)

    def clean_spaces(self) -> list[str]:
        """A space with open work is not switched off: it would be left where nobody goes."""
        chosen: list[str] = self.cleaned_data["spaces"]
        for space in (SPACES[key] for key in self.instance.spaces if key in SPACES and key not in chosen):
            if open_work := ", ".join(space.open_work(self.instance)):
                words = _("%(space)s cannot be switched off yet; still open there: %(work)s.")
                raise forms.ValidationError(words % {"space": space.label, "work": open_work})
        return [key for key in SPACES if key in chosen]


class StaffInvitationForm(forms.Form):
    """Someone of the house itself, with a post in one of its spaces or in several.

    People of its customers are invited from the customer's page. The platform gives the first post, in any house.
    """

    house = forms.ModelChoiceField(label=_("Organisation"), queryset=House.objects.none(), empty_label=None)
    role = forms.ModelChoiceField(label=_("Role"), queryset=Role.objects.none(), empty_label=_("Choose a role"))
    email = AddressField(label=_("E-mail"))
    first_name = PersonName(label=_("First name"), required=False)
    last_name = PersonName(label=_("Last name"))

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        roles = Role.objects.visible_to(viewer).filter(retirement=None).exclude(side__in=WITH_PARTY)
        roles = roles.select_related("house")
        if viewer.is_platform:
            self._ask_in_any_house(roles, viewer)
        else:
            del self.fields["house"]
            self._ask_in_each_space(roles.filter(house=viewer.house_id))

    @property
    def guest(self) -> dict[str, Any]:
        """What `invitations.invite` asks of a valid form."""
        names = ("email", "first_name", "last_name")
        return {name: self.cleaned_data[name] for name in names} | {"roles": self.chosen}

    @property
    def chosen(self) -> list[Role]:
        """The roles of the posts, one a space."""
        return [role for name in self.posts if (role := self.cleaned_data.get(name))]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        house = cleaned.get("house")
        if house and any(role.house_id != house.pk for role in self.chosen):
            self.add_error("role", _("This role belongs to another organisation."))
        if not self.chosen and not self.errors.keys() & set(self.posts):
            self.add_error(self.posts[0], _("Choose a role in one space at least."))
        return cleaned

    def _ask_in_any_house(self, roles: Any, viewer: Viewer) -> None:
        self.posts = ["role"]
        self.fields["house"].queryset = House.objects.visible_to(viewer).order_by("name")  # type: ignore[attr-defined]
        self.fields["role"].queryset = roles  # type: ignore[attr-defined]
        self.fields["role"].label_from_instance = lambda role: f"{role.house.name} · {role.name}"  # type: ignore[attr-defined]

    def _ask_in_each_space(self, roles: Any) -> None:
        """One list, or one for each space where the house has roles to give."""
        known = {str(role.pk): role for role in roles.order_by("space", "pk")}
        spaces = list(dict.fromkeys(role.space for role in known.values()))
        self.posts = [f"role_{key or 'house'}" for key in spaces] if len(spaces) > 1 else ["role"]
        self.fields["role"].queryset = roles  # type: ignore[attr-defined]
        if len(spaces) > 1:
            del self.fields["role"]
            for name, key in zip(self.posts, spaces, strict=True):
                self.fields[name] = post_field(key, {pk: one for pk, one in known.items() if one.space == key})
            self.order_fields([*self.posts, "email"])


def post_field(space: str, roles: dict[str, Role]) -> forms.TypedChoiceField:
    """Which of these roles somebody has in a space, or none."""
    label: Any = SPACES[space].label if space else _("The organisation itself")
    choices = [("", _("No post there")), *((pk, role.name) for pk, role in roles.items())]
    return forms.TypedChoiceField(label=label, choices=choices, coerce=roles.get, required=False, empty_value=None)


class NewsForm(AudienceForm):
    field_order = ("title", "title_en", "body", "body_en", "is_urgent", "starts_at", "ends_at", "audience")

    class Meta:
        model = News
        fields = ["title", "title_en", "body", "body_en", "is_urgent", "starts_at", "ends_at"]
        labels = {"starts_at": _("Shown from"), "ends_at": _("Shown until")}
        widgets = {
            "starts_at": forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
            "ends_at": forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        }

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, viewer=viewer, **kwargs)
        self.instance.house_id = viewer.house_id


class PageForm(forms.ModelForm[Page]):
    class Meta:
        model = Page
        fields = ["body"]
        widgets = {"body": forms.Textarea(attrs={"rows": 18})}
