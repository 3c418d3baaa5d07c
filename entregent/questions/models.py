"""Form: a list of questions. FormVersion: what it asked from one day on, or is to ask once it is published."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import cached_property
from typing import Any, ClassVar, Self

from django.db import models, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from entregent import audit
from entregent.core.clock import now
from entregent.core.onlooker import Onlooker
from entregent.people.errors import Refused
from entregent.people.models import House, Membership
from entregent.people.sight import OfHouse
from entregent.people.viewer import Viewer
from entregent.questions.differences import differences
from entregent.questions.question import Question, read_all

MOST_QUESTIONS = 60
GONE = gettext_lazy("This question is no longer in the list.")


class Form(OfHouse):
    """A list of questions, asked wherever it is attached. Its draft is the staff's; what is published stays."""

    space_field = "space"
    known_to_customers = True
    keepers: ClassVar[set[str]] = set()  # rights whose bearers define questions; each space adds its own

    house = models.ForeignKey(House, models.CASCADE, related_name="+")
    space = models.CharField(max_length=20, default="", db_default="", editable=False)
    name = models.CharField(gettext_lazy("Name"), max_length=80)
    use = models.CharField(max_length=40, blank=True, editable=False)  # what a house has one of

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["house", "use"], condition=~Q(use=""), name="form_of_one_use_once")
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("questions:form", args=[self.pk])

    @classmethod
    def set_up(cls, house: House, space: str, name: str, questions: Iterable[Question], *, use: str = "") -> Self:
        """A form that asks from its first day, made with its house."""
        form = cls(house=house, space=space, name=name, use=use)
        form.save(force_insert=True)
        stored = [question.stored() for question in questions]
        FormVersion(form=form, number=1, questions=stored, published_at=now()).save(force_insert=True)
        return form

    def permits(self, viewer: Viewer) -> dict[str, bool]:
        keeps = viewer.is_provider and viewer.house_id == self.house_id and not self.keepers.isdisjoint(viewer.rights)
        return {"edit": keeps, "publish": keeps}

    def fitting(self, viewer: Viewer) -> dict[str, bool]:
        """Whether there is something to publish, `publish` itself asks."""
        return {"edit": True, "publish": True}

    def current(self, viewer: Onlooker) -> FormVersion | None:
        """What it asks today."""
        return current(viewer, form=self.pk)

    def draft(self, viewer: Viewer) -> FormVersion | None:
        found: FormVersion | None = FormVersion.objects.visible_to(viewer).filter(form=self, published_at=None).first()
        return found

    def history(self, viewer: Viewer) -> list[FormVersion]:
        """What it asked and asks, latest first."""
        rows = FormVersion.objects.visible_to(viewer).filter(form=self, published_at__isnull=False)
        return list(rows.select_related("by").order_by("-number"))

    # Verbs: what they change is the draft, which nobody is asked until it is published

    def ask(self, question: Question, *, by: Viewer) -> None:
        """One question more, at the end."""
        with self._drafting(by) as asked:
            if len(asked) >= MOST_QUESTIONS:
                raise Refused(_("At most %(most)d questions in one list.") % {"most": MOST_QUESTIONS})
            asked.append(question)
            self._tell("questions.form.asked", question, by)

    def reword(self, question: Question, *, by: Viewer, seen: Question | None = None) -> None:
        """The same question (by its key), said otherwise. seen: as its author read it; raises Refused if it changed."""
        with self._drafting(by) as asked:
            place = _place(asked, question.key)
            if seen is not None and asked[place] != seen:
                raise Refused(_("Somebody changed this question meanwhile: read it, then save again."))
            if asked[place] != question:
                asked[place] = replace(question, kind=asked[place].kind, is_fixed=asked[place].is_fixed)
                self._tell("questions.form.reworded", question, by)

    def withdraw(self, key: str, *, by: Viewer) -> None:
        """Raises Refused for a question that the form cannot do without, or that decides on another one."""
        with self._drafting(by) as asked:
            question = asked[_place(asked, key)]
            if question.is_fixed:
                raise Refused(_("This question stays: what is counted depends on it."))
            if other := next((one for one in asked if one.asked_if == key), None):
                raise Refused(_("“%(label)s” depends on this question: change it first.") % {"label": other.label})
            asked.remove(question)
            self._tell("questions.form.withdrawn", question, by)

    def move(self, key: str, step: int, *, by: Viewer) -> None:
        """step: -1 for up, 1 for down. At either end it stays where it is."""
        with self._drafting(by) as asked:
            place = _place(asked, key)
            question, to = asked[place], place + step
            if 0 <= to < len(asked):
                upper, lower = sorted((question, asked[to]), key=asked.index)
                if lower.asked_if == upper.key:
                    words = _("“%(label)s” is asked after “%(other)s”, which decides on it.")
                    raise Refused(words % {"label": lower.label, "other": upper.label})
                asked[place], asked[to] = asked[to], question
                self._tell("questions.form.moved", question, by)

    def publish(self, *, by: Viewer) -> FormVersion:
        """From now on the draft is asked. Raises Refused when there is none, or it asks the same."""
        with self._held(by):
            draft, last = self.draft(by), self.current(by)
            if draft is None or not differences(last, draft):
                raise Refused(_("There is nothing new to publish."))
            draft.number, draft.published_at, draft.by_id = (last.number or 0) + 1 if last else 1, now(), by.acting
            draft.save(update_fields=["number", "published_at", "by"])
            self._record("questions.form.published", by, version=draft.number)
        return draft

    def abandon(self, *, by: Viewer) -> None:
        """The draft goes; what is asked stays. Raises Refused when there is none."""
        with self._held(by):
            draft = self.draft(by)
            if draft is None:
                raise Refused(_("There is no draft of this list."))
            draft.delete()
            self._record("questions.form.abandoned", by)

    def rename(self, name: str, *, by: Viewer) -> None:
        with self._held(by):
            before, self.name = self.name, name
            if before != name:
                self.save(update_fields=["name"])
                self._record("questions.form.renamed", by, changes={"name": [before, name]})

    @contextmanager
    def _held(self, by: Viewer) -> Iterator[None]:
        """Of two people at once, the second finds what the first did."""
        with transaction.atomic():
            Form.objects.visible_to(by).select_for_update(of=("self",)).get(pk=self.pk)
            yield

    @contextmanager
    def _drafting(self, by: Viewer) -> Iterator[list[Question]]:
        """The questions of the draft, which begins as what is asked now, to be changed in place."""
        with self._held(by):
            draft = self.draft(by)
            if draft is None:
                last = self.current(by)
                draft = FormVersion(form=self, questions=last.questions if last else [])
            asked = draft.asked
            yield asked
            draft.questions = [question.stored() for question in asked]
            draft.save()

    def _tell(self, verb: str, question: Question, by: Viewer) -> None:
        self._record(verb, by, question=question.label)

    def _record(self, verb: str, by: Viewer, **particulars: Any) -> None:
        audit.record(verb, self, by=by, house_id=self.house_id, **particulars)


class FormVersion(OfHouse):
    """Published, it never changes: what was filed with it is read and edited with it."""

    house_field = "form__house"
    space_field = "form__space"
    known_to_customers = True
    ready_field = "published_at"

    form = models.ForeignKey(Form, models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField(null=True)
    questions = models.JSONField(default=list)
    published_at = models.DateTimeField(null=True)
    by = models.ForeignKey(Membership, models.PROTECT, null=True, related_name="+")  # nobody: made with its house

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["form", "number"], name="form_version_once"),
            models.UniqueConstraint(fields=["form"], condition=Q(published_at=None), name="form_draft_once"),
            models.CheckConstraint(
                condition=Q(number=None) ^ Q(published_at__isnull=False), name="published_has_number"
            ),
        ]

    def __str__(self) -> str:
        return _("version %(number)d") % {"number": self.number} if self.number else _("draft")

    @cached_property
    def asked(self) -> list[Question]:
        return read_all(self.questions)

    def question(self, key: str) -> Question | None:
        return next((question for question in self.asked if question.key == key), None)

    def leads(self, question: Question) -> bool:
        """Whether an answer to it decides what is asked next: a level of a cascade, or another question."""
        return question.kind == "path" or any(one.asked_if == question.key for one in self.asked)


def current(viewer: Onlooker, **found: Any) -> FormVersion | None:
    """The version that is asked today. found: which form (form=…, form__use=…)."""
    rows = FormVersion.objects.visible_to(viewer).filter(published_at__isnull=False, **found)
    latest: FormVersion | None = rows.order_by("-number").first()
    return latest


def _place(asked: list[Question], key: str) -> int:
    """Raises Refused for a question that somebody has removed meanwhile."""
    for place, question in enumerate(asked):
        if question.key == key:
            return place
    raise Refused(GONE)
