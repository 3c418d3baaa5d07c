"""Model forms that offer only what the viewer may see."""

from typing import Any

from django import forms
from django.db import models

from entregent.core.looking import Looking
from entregent.core.scoping import Scoped


class ViewerForm(forms.ModelForm[Any]):
    """A model form whose choices are the viewer's own rows, in the page and when it comes back."""

    def __init__(self, *args: Any, viewer: Looking, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.viewer = viewer
        for field in self.fields.values():
            if isinstance(field, forms.ModelChoiceField):
                scope_choices(field, viewer)


def scope_choices(field: forms.ModelChoiceField[Any], viewer: Looking) -> None:
    """Narrow a field's choices to the rows that the viewer sees."""
    model: type[models.Model] = field.queryset.model  # type: ignore[union-attr]
    if issubclass(model, Scoped):
        field.queryset = model.objects.visible_to(viewer)
