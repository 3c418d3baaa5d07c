"""What staff type to define questions."""

from typing import Any

from django import forms

from entregent.core.forms import ViewerForm
from entregent.people.viewer import Viewer
from entregent.questions.models import Form, Question


class FormForm(ViewerForm):
    class Meta:
        model = Form
        fields = ["name"]

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, viewer=viewer, **kwargs)
        self.instance.house_id = viewer.house_id


class QuestionForm(ViewerForm):
    class Meta:
        model = Question
        fields = ["label", "label_en", "kind", "choices", "is_required", "position"]
        widgets = {"choices": forms.Textarea(attrs={"rows": 5})}
