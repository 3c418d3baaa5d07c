"""The fields of answers, one class for each kind of question: what it takes, what it keeps, what it tells."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from entregent.core.forms import DayInput
from entregent.core.numbers import read_decimal
from entregent.questions import numbering, tree
from entregent.questions.choices import Option, labels_of, options_of, proposed_versions
from entregent.questions.kinds import LEVELS, MARKS
from entregent.questions.question import Question
from entregent.questions.wording import answer_words

FIELD_TEMPLATE, SCALE, LEVEL_ROW, STEPS = (
    "shell/field.html", "shell/scale.html", "shell/levels.html", "questions/path.html",
)  # fmt: skip
REQUIRED = gettext_lazy("Choose an answer.")


class Answered(forms.Field):
    """A field made from a question. Its cleaned value is what is kept: text, a list of texts, or nothing."""

    template: ClassVar[str] = FIELD_TEMPLATE
    question: Question

    @classmethod
    def of(cls, question: Question) -> Answered:
        words = {"label": question.words, "help_text": question.help_words, "required": question.is_required}
        field = cls(**{**words, **cls.made_of(question)})
        field.question = question
        return field

    @classmethod
    def made_of(cls, question: Question) -> dict[str, Any]:
        return {}

    def said(self, value: Any) -> str:
        """What a condition compares: nothing for what is no answer."""
        return ""

    def told(self, kept: Any) -> str:
        """What was cleaned, in words."""
        return answer_words(self.question, kept)


class TextField(Answered, forms.CharField):
    @classmethod
    def made_of(cls, question: Question) -> dict[str, Any]:
        return {"max_length": 300}


class LongField(Answered, forms.CharField):
    @classmethod
    def made_of(cls, question: Question) -> dict[str, Any]:
        return {"max_length": 4000, "widget": forms.Textarea(attrs={"rows": 4})}


class ChoiceField(Answered, forms.ChoiceField):
    @classmethod
    def made_of(cls, question: Question) -> dict[str, Any]:
        choices = [("", _("Choose…")), *((one.value, one.words) for one in options_of(question))]
        return {"choices": choices, "error_messages": {"required": REQUIRED}}

    def said(self, value: Any) -> str:
        return str(value or "") if self.valid_value(value) else ""


class LevelField(ChoiceField):
    """No level is chosen beforehand: a prefilled one would be ours, not theirs."""

    template = LEVEL_ROW

    @classmethod
    def made_of(cls, question: Question) -> dict[str, Any]:
        more = {"widget": forms.RadioSelect(), "error_messages": {"required": REQUIRED}}
        return {"choices": list(LEVELS.items()), **more}


class MarkField(LevelField):
    template = SCALE

    @classmethod
    def made_of(cls, question: Question) -> dict[str, Any]:
        return {**super().made_of(question), "choices": [(mark, mark) for mark in MARKS]}


@dataclass(frozen=True)
class Step:
    """One level of a cascade on the page."""

    name: str
    id: str
    label: str
    options: list[Option]


class PathInput(forms.Widget):
    """One select a level: question-x-0, question-x-1…"""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[str]:
        path: list[str] = []
        while len(path) < tree.MOST_LEVELS and (step := data.get(f"{name}-{len(path)}")):
            path.append(str(step))
        return path

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return f"{name}-0" not in data

    def id_for_label(self, id_: str) -> str:
        return f"{id_}-0"


class PathBound(forms.BoundField):
    @property
    def steps(self) -> list[Step]:
        assert isinstance(self.field, PathField)
        return self.field.steps(self)


class PathField(Answered):
    """A path down to a leaf. What is not in the tree is no step: the path stops before it."""

    template, widget, bound_field_class = STEPS, PathInput, PathBound

    @classmethod
    def of(cls, question: Question) -> Answered:
        field = super().of(question)
        assert isinstance(field, PathField)
        field.nodes = tree.parse(question.choices)
        return field

    nodes: list[tree.Node]

    def steps(self, bound: forms.BoundField) -> list[Step]:
        gone, levels = tree.follow(self.nodes, bound.value() or [])
        labels, steps = labels_of(self.question), []
        for depth, level in enumerate(levels):
            here, chosen = gone[:depth], gone[depth] if depth < len(gone) else ""
            options = [Option(one, labels.get((*here, one), one), one == chosen) for one in level]
            label = _("%(question)s, level %(level)d") % {"question": self.label, "level": depth + 1}
            steps.append(Step(f"{bound.html_name}-{depth}", f"{bound.auto_id}-{depth}", label, options))
        return steps

    def clean(self, value: Any) -> list[str]:
        gone, levels = tree.follow(self.nodes, value or [])
        if self.required and not gone:
            raise ValidationError(REQUIRED, code="required")
        if (gone or value) and len(levels) > len(gone):
            raise ValidationError(_("Choose what follows, down to the last level."), code="incomplete")
        return list(gone)

    def said(self, value: Any) -> str:
        return tree.path_words(tree.follow(self.nodes, value or [])[0])


class NumberField(Answered, forms.CharField):
    """Typed as people write numbers, « 1 284,5 »; kept as a decimal point number."""

    default_error_messages = {"invalid": gettext_lazy("Write a number: 12 or 12.5.")}

    @classmethod
    def made_of(cls, question: Question) -> dict[str, Any]:
        return {"max_length": 40, "widget": forms.TextInput(attrs={"inputmode": "decimal"})}

    def clean(self, value: Any) -> str:
        typed = str(super().clean(value)).strip()
        if not typed:
            return ""
        number = self._read(typed)
        within(self.question, number, read_decimal, self.told)
        return f"{number:f}"

    def _read(self, typed: str) -> Decimal:
        try:
            return read_decimal(typed)
        except ValueError:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from None


class DateField(Answered, forms.DateField):
    @classmethod
    def made_of(cls, question: Question) -> dict[str, Any]:
        widget = DayInput()
        widget.attrs |= {key: day for key, day in (("min", question.least), ("max", question.most)) if day}
        return {"widget": widget}

    def clean(self, value: Any) -> str:
        day = super().clean(value)
        if day is None:
            return ""
        within(self.question, day, date.fromisoformat, self.told)
        return str(day.isoformat())


class VersionInput(forms.TextInput):
    """Proposes the versions that staff know of, newest first."""

    template_name = "questions/version_input.html"

    def __init__(self, proposed: list[str]) -> None:
        super().__init__(attrs={"autocomplete": "off", "spellcheck": "false"})
        self.proposed = proposed

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        if self.proposed:
            context["widget"]["attrs"]["list"] = f"{attrs.get('id', name)}_proposed"
        return {**context, "proposed": self.proposed}


class VersionField(Answered, forms.CharField):
    default_error_messages = {"invalid": gettext_lazy("Write a version: figures and full stops, such as 7.19.2.4.")}

    @classmethod
    def made_of(cls, question: Question) -> dict[str, Any]:
        return {"max_length": 40, "widget": VersionInput(proposed_versions(question))}

    def clean(self, value: Any) -> str:
        typed = super().clean(value)
        if not typed:
            return ""
        try:
            version = numbering.plain(typed)
        except ValueError:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from None
        within(self.question, numbering.order(version), numbering.order, self.told)
        return version


def within(question: Question, value: Any, read: Callable[[str], Any], told: Callable[[str], str]) -> None:
    """Raises ValidationError for what lies outside the limits of the question, both of which are allowed.

    A limit kept before numbers had bounds, and out of them, limits nothing.
    """
    least, most = _limit(question.least, read), _limit(question.most, read)
    if least is not None and value < least:
        raise ValidationError(_("At least %(least)s.") % {"least": told(question.least)}, code="least")
    if most is not None and value > most:
        raise ValidationError(_("At most %(most)s.") % {"most": told(question.most)}, code="most")


def _limit(text: str, read: Callable[[str], Any]) -> Any:
    try:
        return read(text) if text else None
    except ValueError:
        return None
