"""Roles of the house's own: made, copied, renamed, retired, put back in service."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from entregent.door.confirmation import proof_required_when
from entregent.people import kept_forms
from entregent.people.errors import Refused
from entregent.people.guard import demand_right
from entregent.people.models import Role
from entregent.people.rights import MANAGE_ROLES
from entregent.people.roles import create, fit_in_place_of, rename, restore, retire, wearers_of
from entregent.people.sides import CUSTOMER, PLATFORM, PROVIDER
from entregent.people.space import SPACES
from entregent.people.submissions import once
from entregent.people.viewer import Viewer, who_looks

MOST_NAMES = 20
SIDE_WORDS = {
    PROVIDER: gettext_lazy("%(space)s · people of the organisation"),
    CUSTOMER: gettext_lazy("%(space)s · customers"),
}


class NameForm(forms.Form):
    name = forms.CharField(label=gettext_lazy("Name"), max_length=80)

    def __init__(self, *args: Any, among: Any, **kwargs: Any) -> None:
        """among: the roles of the house, of which none may bear the same name in the same place."""
        super().__init__(*args, **kwargs)
        self.among = among

    def place(self) -> dict[str, Any]:
        """Where the name must not be taken: of a role that is there, its own."""
        return {}

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        place, name = self.place(), said.get("name", "")
        if name and place is not None and self.among.filter(name__iexact=name, **place).exists():
            self.add_error("name", _("“%(value)s” exists already.") % {"value": name})
        return said


class NewRoleForm(NameForm):
    """like: whose rights it begins with. place: for a role that begins with none, its space and side."""

    like = forms.ModelChoiceField(
        label=gettext_lazy("With the rights of"), queryset=Role.objects.none(), required=False,
        empty_label=gettext_lazy("None: I tick them afterwards"),
    )  # fmt: skip
    at = forms.ChoiceField(
        label=gettext_lazy("For"),
        required=False,
        help_text=gettext_lazy("When it takes the rights of another role, it is for the same people."),
    )
    oversees = forms.BooleanField(
        label=gettext_lazy("Sees every dossier"), required=False, initial=True,
        help_text=gettext_lazy("Otherwise only the dossiers assigned to them."),
    )  # fmt: skip

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.viewer = viewer
        self.fields["like"].queryset = self.among  # type: ignore[attr-defined]
        self.fields["like"].label_from_instance = with_place  # type: ignore[attr-defined]
        self.fields["at"].choices = places(viewer)  # type: ignore[attr-defined]

    def place(self) -> dict[str, Any]:
        like = self.cleaned_data.get("like")
        side, _colon, space = self.cleaned_data.get("at", "").partition(":")
        return {"space": like.space, "side": like.side} if like else {"space": space, "side": side}

    @property
    def role(self) -> Role:
        said = self.cleaned_data
        return Role(house_id=self.viewer.house_id or 0, name=said["name"], oversees=said["oversees"], **self.place())


def asks_new(request: HttpRequest) -> bool:
    manager(request)
    return True


@proof_required_when(asks_new)
@require_http_methods(["GET", "POST"])
@once
def new(request: HttpRequest) -> HttpResponse:
    viewer = manager(request)
    like = request.GET.get("comme", "")
    typed = request.POST or kept_forms.take_kept(request)
    form = NewRoleForm(
        typed, viewer=viewer, among=in_service(viewer), initial={"like": like if like.isdecimal() else ""}
    )
    if request.method != "POST" or not form.is_valid():
        return page(request, form, _("New role"), _("Add the role"))
    made = create(form.role, form.cleaned_data["like"], by=viewer)
    messages.success(request, _("The role “%(name)s” is added: tick its rights.") % {"name": made.name})
    return redirect("administration:roles")


@require_http_methods(["GET", "POST"])
@once
def naming(request: HttpRequest, pk: int) -> HttpResponse:
    viewer = manager(request)
    role = find_own_role(viewer, pk)
    others = in_service(viewer).filter(space=role.space, side=role.side).exclude(pk=pk)
    form = NameForm(request.POST or kept_forms.take_kept(request), among=others, initial={"name": role.name})
    if request.method != "POST" or not form.is_valid():
        return page(request, form, _("Rename “%(name)s”") % {"name": role.name}, _("Save the name"))
    rename(role, form.cleaned_data["name"], by=viewer)
    messages.success(request, _("The role is renamed."))
    return redirect("administration:roles")


class RetirementForm(forms.Form):
    to = forms.ModelChoiceField(
        label=gettext_lazy("Those who have it go to"),
        queryset=Role.objects.none(),
        empty_label=gettext_lazy("Choose a role"),
    )

    def __init__(self, *args: Any, role: Role, worn: bool, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].queryset = fit_in_place_of(role, viewer)  # type: ignore[attr-defined]
        if not worn:
            del self.fields["to"]


def asks_retirement(request: HttpRequest, pk: int) -> bool:
    find_own_role(manager(request), pk)
    return True


@proof_required_when(asks_retirement)
@require_http_methods(["GET", "POST"])
@once
def retirement(request: HttpRequest, pk: int) -> HttpResponse:
    """Who has it is told, and goes to another role in the same act."""
    viewer = manager(request)
    role = find_own_role(viewer, pk)
    if hasattr(role, "retirement"):
        raise Refused(_("This role has been retired already."))
    wearers = wearers_of(role)
    form = RetirementForm(request.POST or None, role=role, worn=bool(wearers), viewer=viewer)
    if request.method != "POST" or not form.is_valid():
        names = wearers.names
        more = {"role": role, "names": names[:MOST_NAMES], "others": max(0, len(names) - MOST_NAMES)}
        return page(request, form, _("Retire “%(name)s”") % {"name": role.name}, _("Retire the role"), **more)
    retire(role, form.cleaned_data.get("to"), by=viewer)
    messages.success(request, _("“%(name)s” is retired: it is given to nobody any more.") % {"name": role.name})
    return redirect("administration:roles")


@require_POST
@once
def restoring(request: HttpRequest, pk: int) -> HttpResponse:
    viewer = manager(request)
    role = find_own_role(viewer, pk)
    restore(role, by=viewer)
    messages.success(request, _("“%(name)s” is in service again.") % {"name": role.name})
    return redirect("administration:roles")


# What the views above share


def manager(request: HttpRequest) -> Viewer:
    viewer = who_looks(request)
    demand_right(viewer, MANAGE_ROLES)
    return viewer


def own(viewer: Viewer) -> Any:
    """Those of the viewer's house; that of the platform is no house's to change."""
    return Role.objects.visible_to(viewer).filter(house=viewer.house_id).exclude(side=PLATFORM)


def in_service(viewer: Viewer) -> Any:
    return own(viewer).filter(retirement=None)


def find_own_role(viewer: Viewer, pk: int) -> Role:
    found: Role = get_object_or_404(own(viewer).select_related("retirement"), pk=pk)
    return found


def places(viewer: Viewer) -> list[tuple[str, str]]:
    """Sides of the spaces that the house uses, and the house itself, whose people are its own alone."""
    used = [key for key in (viewer.house.spaces if viewer.house else ()) if key in SPACES]
    sides = [
        (f"{side}:{key}", str(words) % {"space": SPACES[key].label})
        for key in used for side, words in SIDE_WORDS.items()
    ]  # fmt: skip
    return [*sides, (f"{PROVIDER}:", _("The organisation itself: accounts, roles, news and rules"))]


def with_place(role: Role) -> str:
    return f"{role.name} · {place_of(role)}"


def place_of(role: Role) -> str:
    return str(SPACES[role.space].label) if role.space in SPACES else _("The organisation itself")


def page(request: HttpRequest, form: forms.Form, title: str, submit: str, **more: Any) -> HttpResponse:
    back = reverse("administration:roles")
    context = {
        "form": form,
        "title": title,
        "submit": submit,
        "back": back,
        "crumbs": [(_("Roles"), back), (title, "")],
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "administration/role.html", context | more, status=status)
