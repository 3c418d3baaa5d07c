"""Model forms that offer only what the viewer may see."""

from typing import Any

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS
from django.db import models
from django.utils.translation import gettext as _

from entregent.core.onlooker import Onlooker
from entregent.core.scoping import Scoped


class ViewerForm(forms.ModelForm[Any]):
    """A model form whose choices are the viewer's own rows, in the page and when it comes back."""

    def __init__(self, *args: Any, viewer: Onlooker, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.viewer = viewer
        for field in self.fields.values():
            if isinstance(field, forms.ModelChoiceField):
                scope_choices(field, viewer)


class HouseForm(ViewerForm):
    """A record of the viewer's house: it belongs to the house, and to the space they are in where it is of one, before
    its uniqueness there is checked.
    """

    def __init__(self, *args: Any, viewer: Onlooker, **kwargs: Any) -> None:
        super().__init__(*args, viewer=viewer, **kwargs)
        self.instance.house_id = self.instance.house_id or viewer.house_id
        if getattr(self.instance, "space", None) == "":
            self.instance.space = viewer.space

    def _get_validation_exclusions(self) -> set[str]:
        return super()._get_validation_exclusions() - {"house", "space"}  # type: ignore[misc, no-any-return]

    def _post_clean(self) -> None:
        """What stands once in a house is told beside its field: the house is nobody's to choose."""
        super()._post_clean()  # type: ignore[misc]
        for error in self.non_field_errors().as_data():
            name = (error.params or {}).get("unique_check", ("",))[-1]
            if error.code == "unique_together" and name in self.fields:
                self.non_field_errors().data.remove(error)
                self.add_error(name, _("“%(value)s” exists already.") % {"value": self.cleaned_data[name]})
        if not self.non_field_errors():
            self.errors.pop(NON_FIELD_ERRORS, None)


def scope_choices(field: forms.ModelChoiceField[Any], viewer: Onlooker) -> None:
    """Narrow a field's choices to the rows that the viewer sees."""
    model: type[models.Model] = field.queryset.model  # type: ignore[union-attr]
    if issubclass(model, Scoped):
        field.queryset = model.objects.visible_to(viewer)


class DayInput(forms.DateInput):
    """A day, in the calendar of the browser."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")
