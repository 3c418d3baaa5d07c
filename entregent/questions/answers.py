"""Answers to a form: the same definition draws the fields and checks what comes back."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from entregent.core.looking import Looking
from entregent.questions.models import CHOICE, Form, Question

Answers = list[dict[str, str]]


class AnswersForm(forms.Form):
    """The questions of one form as fields; what is posted beside them is ignored."""

    def __init__(self, *args: Any, questions: list[Question], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.questions = questions
        for question in questions:
            self.fields[name_of(question)] = field_of(question)

    def answers(self) -> Answers:
        """What was answered, with the words of the question as they were."""
        given = ((question, self.cleaned_data[name_of(question)]) for question in self.questions)
        return [
            {"key": name_of(question), "label": question.words, "value": value} for question, value in given if value
        ]


def questions_of(form: Form | None, viewer: Looking) -> list[Question]:
    return list(Question.objects.visible_to(viewer).filter(form=form)) if form else []


def initial(answers: Answers) -> dict[str, str]:
    return {answer["key"]: answer["value"] for answer in answers}


def name_of(question: Question) -> str:
    return f"question-{question.pk}"


def field_of(question: Question) -> forms.Field:
    if question.kind == CHOICE:
        choices = [("", _("Choose…")), *((option, option) for option in question.options)]
        return forms.ChoiceField(label=question.words, choices=choices, required=question.is_required)
    return forms.CharField(label=question.words, max_length=300, required=question.is_required)
