"""What may be done to several requests at once."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from entregent.lists.actions import Action
from entregent.people.errors import Refused
from entregent.people.models import Membership
from entregent.people.viewer import Viewer
from entregent.spaces.support.models import Intervention
from entregent.spaces.support.owners import desk_people, people_who_file
from entregent.spaces.support.rights import HANDLE, REASSIGN


class ToForm(forms.Form):
    to = forms.ModelChoiceField(
        label=_("To whom"), queryset=Membership.objects.none(), empty_label=_("Choose a person")
    )

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].queryset = people  # type: ignore[attr-defined]


class HandOver(Action):
    """An administrator of the establishment names another owner."""

    slug, label, icon, ability = "reaffecter", _("Hand over"), "user-share", "hand_over"

    @classmethod
    def is_offered(cls, viewer: Viewer) -> bool:
        return viewer.is_customer and viewer.can(REASSIGN)

    def form(self, viewer: Viewer, data: Any = None) -> forms.Form:
        return ToForm(data, people=people_who_file(viewer, viewer.party_id))

    def apply(self, record: Intervention, said: dict[str, str], *, by: Viewer) -> Any:
        before = record.owner_id
        record.hand_over(person(said["to"], by), by=by)
        return {"owner": before, "now": record.owner_id}

    def undo(self, record: Intervention, before: Any, *, by: Viewer) -> None:
        if record.owner_id != before["now"]:
            raise Refused(_("Somebody else was named since."))
        if before["owner"] is None:
            record.orphan(by=by)
        else:
            record.hand_over(person(before["owner"], by), by=by)


class Assign(Action):
    """The desk shares out its queue."""

    slug, label, icon, ability = "attribuer", _("Assign"), "user-check", "assign"

    @classmethod
    def is_offered(cls, viewer: Viewer) -> bool:
        return viewer.is_provider and viewer.can(HANDLE)

    def form(self, viewer: Viewer, data: Any = None) -> forms.Form:
        return ToForm(data, people=desk_people(viewer))

    def apply(self, record: Intervention, said: dict[str, str], *, by: Viewer) -> Any:
        before = record.handler_id
        record.assign(person(said["to"], by), by=by)
        return {"handler": before, "now": record.handler_id}

    def undo(self, record: Intervention, before: Any, *, by: Viewer) -> None:
        if record.handler_id != before["now"]:
            raise Refused(_("Somebody else was named since."))
        record.assign(person(before["handler"], by) if before["handler"] else None, by=by)


def person(pk: Any, viewer: Viewer) -> Membership:
    """Raises Refused for whoever has left since."""
    found: Membership | None = Membership.objects.visible_to(viewer).select_related("role").filter(pk=pk).first()
    if found is None:
        raise Refused(_("This person is no longer there."))
    return found
