"""What may be done to several requests at once."""

from __future__ import annotations

from abc import abstractmethod
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from entregent.lists.actions import Action
from entregent.people.errors import Refused
from entregent.people.models import Membership
from entregent.people.viewer import Viewer
from entregent.records.values import raw
from entregent.spaces.support.forms import HandOverForm
from entregent.spaces.support.models import Intervention
from entregent.spaces.support.owners import desk_people, people_who_file
from entregent.spaces.support.rights import HANDLE, REASSIGN


class Naming(Action):
    """Names somebody in one field of each row; undone as long as nobody else was named since."""

    field: ClassVar[str]

    @abstractmethod
    def people(self, viewer: Viewer) -> Any:
        """Who may be named."""

    @abstractmethod
    def name(self, record: Intervention, to: Membership | None, by: Viewer) -> None:
        """The row's own verb."""

    def form(self, viewer: Viewer, data: Any = None) -> forms.Form:
        form = HandOverForm(data, among=self.people(viewer))
        form.fields["to"].label = _("To whom")
        return form

    def apply(self, record: Intervention, said: dict[str, str], *, by: Viewer) -> Any:
        before = raw(record, self.field)
        self.name(record, person(said["to"], by), by)
        return {self.field: before, "now": raw(record, self.field)}

    def undo(self, record: Intervention, before: Any, *, by: Viewer) -> None:
        with record.locked_for(self.ability, by):
            if raw(record, self.field) != before["now"]:
                raise Refused(_("Somebody else was named since."))
            self.name(record, person(before[self.field], by) if before[self.field] else None, by)


class HandOver(Naming):
    """An administrator of the establishment names another owner."""

    slug, label, icon, ability, field = "reaffecter", _("Hand over"), "user-share", "hand_over", "owner"

    @classmethod
    def is_offered(cls, viewer: Viewer) -> bool:
        return viewer.is_customer and viewer.can(REASSIGN)

    def people(self, viewer: Viewer) -> Any:
        return people_who_file(viewer, viewer.party_id)

    def name(self, record: Intervention, to: Membership | None, by: Viewer) -> None:
        record.hand_over(to, by=by) if to else record.orphan(by=by)


class Assign(Naming):
    """The desk shares out its queue."""

    slug, label, icon, ability, field = "attribuer", _("Assign"), "user-check", "assign", "handler"

    @classmethod
    def is_offered(cls, viewer: Viewer) -> bool:
        return viewer.is_provider and viewer.can(HANDLE)

    def people(self, viewer: Viewer) -> Any:
        return desk_people(viewer)

    def name(self, record: Intervention, to: Membership | None, by: Viewer) -> None:
        record.assign(to, by=by)


def person(pk: Any, viewer: Viewer) -> Membership:
    """Raises Refused for whoever has left since."""
    found: Membership | None = Membership.objects.visible_to(viewer).filter(pk=pk).first()
    if found is None:
        raise Refused(_("This person is no longer there."))
    return found
