from collections.abc import Collection, Iterable, Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from entregent.lists.fields import Field, Link, Moment
from entregent.lists.page import ListPage
from entregent.notify.families import Shown
from entregent.notify.kinds import Kind
from entregent.notify.recipients import ActRecipients, Notice, reachable
from entregent.people.models import House, Membership
from entregent.people.posts import bearing
from entregent.people.sides import CUSTOMER, PROVIDER
from entregent.people.space import Creation, Entry, RoleKind, Space
from entregent.people.viewer import Viewer
from entregent.records.page import Panel, RecordPage
from entregent.spaces.trial.models import WORK, Note

NEW = Creation("trial", _("Write a note"), "note", "trial:new", lambda viewer: viewer.can(WORK))


class NoteList(ListPage):
    model, caption, route = Note, _("Notes"), "trial:note"
    fields = [Link("text", _("Text"), sort="text_key"), Field("dossier__party__name", _("Customer"), sort="-"),
              Moment("done_at", _("Done on"), sort="-")]  # fmt: skip
    search, default_sort, first = ["text_key"], "text_key", NEW
    empty_title, empty_text = _("No note yet"), _("What is to be done for a customer stands here.")


class NotePage(RecordPage):
    kind, space, model, label, searched = "notes", "trial", Note, _("Notes"), ("text_key",)
    panels = [Panel(_("Note"), [Field("text", _("Text"))])]

    @property
    def url(self) -> str:
        return str(self.record.get_absolute_url())

    @classmethod
    def list_url(cls, viewer: Viewer) -> str:
        return reverse("trial:notes")


class NoteRecipients(ActRecipients):
    prefix = "trial.note."
    kinds = (Kind("trial-ticked", _("Note done"), "trial", PROVIDER, (WORK,)),)

    def members(self, event: Any, record: Note) -> Iterable[Membership]:
        act, rows = self.declared(event.verb), Membership.objects.unscoped("telling those who work on notes")
        people = rows.filter(bearing(WORK, record.dossier.house_id), house=record.dossier.house_id, party=None)
        return reachable(people) if act.title else []

    def kind(self, event: Any, record: Note) -> str:
        return self.declared(event.verb).kind

    def notice(self, event: Any, record: Note, member: Membership) -> Notice:
        act = self.declared(event.verb)
        return Notice(str(act.title), str(act.title), [str(act.awaits)], str(_("Open")), record.get_absolute_url())

    def rows(self, viewer: Viewer) -> Any:
        return Note.objects.visible_to(viewer)

    def shown(self, viewer: Viewer, ids: Collection[str]) -> dict[str, Shown]:
        rows = self.rows(viewer).filter(pk__in=ids)
        return {str(note.pk): Shown(str(note), note.get_absolute_url()) for note in rows}


def menu(viewer: Viewer) -> Iterator[Entry]:
    yield Entry(_("Notes"), "list-details", reverse("trial:notes"))


def open_work(house: House) -> Iterator[str]:
    count = Note.objects.unscoped("what is not done").filter(dossier__house=house, done_at=None).count()
    yield from [f"{count} notes"] if count else ()


SPACE = Space(
    key="trial", label=_("Trial"), party=_("Customer"), home="trial:notes", help="trial:help",
    roles=(RoleKind("worker", "Rédacteur", PROVIDER, (WORK,)), RoleKind("client", "Client", CUSTOMER, ())),
    rights=((WORK, _("Write notes")),), menu=menu, open_work=open_work, pages=(NotePage,), creations=(NEW,),
    recipients=(NoteRecipients,), demonstration="entregent.spaces.trial.demo",
)  # fmt: skip
