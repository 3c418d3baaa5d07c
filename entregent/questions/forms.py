"""What staff type to define questions."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from entregent.core.forms import DayInput, ViewerForm
from entregent.core.numbers import read_decimal
from entregent.files.kinds import BY_EXTENSION
from entregent.people.viewer import Viewer
from entregent.questions import numbering, tree
from entregent.questions.choices import answers_to, lines
from entregent.questions.kinds import KINDS, LEVELS
from entregent.questions.models import Form, FormVersion
from entregent.questions.papers import endings_of
from entregent.questions.question import CHOICE, CONDITIONS, DATE, FILE, LEVEL, NUMBER, PATH, VERSION, Question

COMMON = ("label", "label_en", "help", "help_en", "is_required")
LAST = ("asked", "heading", "heading_en")
BETWEEN = "="  # a condition in a form: key of the question, and its answer


class FormForm(ViewerForm):
    class Meta:
        model = Form
        fields = ["name"]

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, viewer=viewer, **kwargs)
        self.instance.house_id = viewer.house_id
        self.instance.space = self.instance.space or viewer.space


class QuestionForm(forms.Form):
    """One question of a kind that is already chosen: only what this kind needs is asked."""

    label = forms.CharField(label=gettext_lazy("Question"), max_length=200)
    label_en = forms.CharField(label=gettext_lazy("Question in English"), max_length=200, required=False)
    help = forms.CharField(label=gettext_lazy("Help, below the field"), max_length=300, required=False)
    help_en = forms.CharField(label=gettext_lazy("Help in English"), max_length=300, required=False)
    is_required = forms.BooleanField(label=gettext_lazy("An answer is required"), required=False)
    choices = forms.CharField(
        label=gettext_lazy("Choices, one a line"), required=False, strip=False, max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 7, "spellcheck": "false"}),
    )  # fmt: skip
    choices_en = forms.CharField(
        label=gettext_lazy("The same lines in English"), required=False, strip=False, max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 5, "spellcheck": "false"}),
    )  # fmt: skip
    least = forms.CharField(label=gettext_lazy("At least"), max_length=40, required=False)
    most = forms.CharField(label=gettext_lazy("At most"), max_length=40, required=False)
    unit = forms.CharField(label=gettext_lazy("Unit"), max_length=20, required=False)
    endings = forms.CharField(
        label=gettext_lazy("Types of file"), max_length=120, required=False,
        help_text=gettext_lazy("For example .pdf, .png. Nothing: all the types that requests take."),
    )  # fmt: skip
    megabytes = forms.IntegerField(label=gettext_lazy("Largest size, in MB"), min_value=1, max_value=25, required=False)
    asked = forms.ChoiceField(label=gettext_lazy("Ask it"), required=False)
    heading = forms.CharField(label=gettext_lazy("Heading above it"), max_length=200, required=False)
    heading_en = forms.CharField(label=gettext_lazy("Heading in English"), max_length=200, required=False)

    def __init__(self, data: Any = None, *, question: Question, version: FormVersion | None) -> None:
        super().__init__(data, initial=question_initial(question))
        self.question, self.version = question, version
        wanted = (*COMMON, *KINDS[question.kind].settings, *LAST)
        self.fields = {name: self.fields[name] for name in wanted}
        self._suit(question)

    def _suit(self, question: Question) -> None:
        conditions = self._conditions()
        if len(conditions) > 1:
            self.fields["asked"].choices = conditions  # type: ignore[attr-defined]
        else:
            del self.fields["asked"]
        if question.is_fixed:
            self.fields.pop("asked", None)
            del self.fields["is_required"]
        if question.kind == DATE:
            self.fields["least"].widget = self.fields["most"].widget = DayInput()
        if question.kind == PATH:
            self.fields["choices"].label = _("Choices: what is indented comes under the line above")
        if question.kind == VERSION:
            self.fields["choices"].label = _("Versions to propose, one a line")
        if "choices_en" in self.fields:
            self.fields["choices_en"].help_text = _("In the same order; as many lines.")
        self.fields["heading"].help_text = _("Optional. Questions that follow under the same heading stand together.")

    def _conditions(self) -> list[tuple[str, Any]]:
        """Answers to the questions before this one, on which it may depend."""
        found: list[tuple[str, Any]] = [("", _("Always"))]
        for other in self.version.asked if self.version else ():
            if other.key == self.question.key:
                break
            if other.kind in CONDITIONS and (answers := answers_to(other)):
                words = [(f"{other.key}{BETWEEN}{one}", self._condition_words(other, one)) for one in answers]
                found.append((other.label, words))
        return found

    @staticmethod
    def _condition_words(other: Question, answer: str) -> str:
        told = str(LEVELS[answer]) if other.kind == LEVEL else answer
        return _("Only if “%(question)s” is “%(answer)s”") % {"question": other.label, "answer": told}

    def clean(self) -> dict[str, Any]:
        typed = self.cleaned_data
        if self.errors:  # what each kind needs is asked of what could be read
            return typed
        check = {
            PATH: self._check_tree,
            CHOICE: self._check_choices,
            VERSION: self._check_versions,
            FILE: self._check_types,
        }
        if self.question.kind in check:
            check[self.question.kind](typed)
        if self.question.kind in (NUMBER, DATE, VERSION):
            self._check_limits(typed)
        self._check_those_that_depend(typed)
        return typed

    def asked_question(self) -> Question:
        """The question as it was typed, under its key."""
        typed = {name: value for name, value in self.cleaned_data.items() if name != "asked"}
        typed["megabytes"] = typed.get("megabytes") or 0
        typed |= {name: even(text) for name, text in typed.items() if name.startswith("choices")}
        if "asked" in self.fields:
            typed["asked_if"], _between, typed["asked_value"] = self.cleaned_data["asked"].partition(BETWEEN)
        return replace(self.question, **typed)

    # What each kind needs

    def _check_choices(self, typed: dict[str, Any]) -> None:
        choices = lines(typed["choices"])
        if len(choices) < 2:
            self.add_error("choices", _("A question by choice needs at least two choices."))
        if len(set(choices)) < len(choices):
            self.add_error("choices", _("The same choice stands there twice."))
        self._check_english(len(choices), len(lines(typed["choices_en"])))

    def _check_tree(self, typed: dict[str, Any]) -> None:
        depths: list[list[int]] = []
        for name in ("choices", "choices_en"):
            try:
                depths.append([len(path) for path in tree.paths(tree.parse(typed[name]))])
            except tree.Tangled as tangled:
                self.add_error(name, str(tangled.message))
                return
        if len(depths[0]) < 2:
            self.add_error("choices", _("A question by choice needs at least two choices."))
        if depths[1] and depths[0] != depths[1]:
            self.add_error("choices_en", _("These lines do not stand as the French ones do."))

    def _check_english(self, french: int, english: int) -> None:
        if english not in (0, french):
            words = _("There are %(french)d choices in French, and %(english)d in English.")
            self.add_error("choices_en", words % {"french": french, "english": english})

    def _check_versions(self, typed: dict[str, Any]) -> None:
        for line in lines(typed["choices"]):
            if _parse_limit(VERSION, line) is None:
                self.add_error("choices", _("“%(line)s” is no version.") % {"line": line})

    def _check_types(self, typed: dict[str, Any]) -> None:
        named = [one.strip().lstrip(".").casefold() for one in typed["endings"].replace(";", ",").split(",")]
        if unknown := [one for one in named if one and one not in BY_EXTENSION]:
            self.add_error("endings", _("Files of this type are not taken: %(types)s.") % {"types": ", ".join(unknown)})
            return
        known = endings_of(replace(self.question, endings=typed["endings"]))
        typed["endings"] = ", ".join(f".{ending}" for ending in known)

    def _check_limits(self, typed: dict[str, Any]) -> None:
        ends: dict[str, Any] = {}
        for name in ("least", "most"):
            if text := typed[name].strip():
                ends[name] = _parse_limit(self.question.kind, text)
                if ends[name] is None:
                    self.add_error(name, _("This is no value of such a question."))
                else:
                    typed[name] = _limit_to_store(self.question.kind, text)
        if None not in ends.values() and len(ends) == 2 and ends["least"] > ends["most"]:
            self.add_error("most", _("The largest comes before the smallest."))

    def _check_those_that_depend(self, typed: dict[str, Any]) -> None:
        """An answer on which another question depends does not go away unnoticed."""
        if self.errors or self.question.kind not in (CHOICE, PATH):
            return
        answers = answers_to(replace(self.question, choices=typed["choices"]))
        for other in self.version.asked if self.version else ():
            if other.asked_if == self.question.key and other.asked_value not in answers:
                words = _("“%(label)s” is asked if the answer is “%(answer)s”: keep it, or change that question first.")
                self.add_error("choices", words % {"label": other.label, "answer": other.asked_value})


def even(text: str) -> str:
    """Lines as they are compared, whatever the browser did to their ends."""
    return "\n".join(line.rstrip() for line in text.splitlines() if line.strip())


def question_initial(question: Question) -> dict[str, Any]:
    shown = {name: getattr(question, name) for name in QuestionForm.base_fields if name != "asked"}
    condition = f"{question.asked_if}{BETWEEN}{question.asked_value}" if question.asked_if else ""
    return {**shown, "megabytes": question.megabytes or None, "asked": condition}


def _parse_limit(kind: str, text: str) -> Any:
    """A limit, to be compared; None when it is none."""
    try:
        return {NUMBER: read_decimal, DATE: date.fromisoformat, VERSION: numbering.order}[kind](text)
    except ValueError:
        return None


def _limit_to_store(kind: str, text: str) -> str:
    return f"{read_decimal(text):f}" if kind == NUMBER else numbering.plain(text) if kind == VERSION else text
