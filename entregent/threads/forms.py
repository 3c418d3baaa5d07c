"""What people type into a conversation."""

from django import forms
from django.utils.translation import gettext_lazy as _

from entregent.core.writing import RichText


class AnswerForm(forms.Form):
    FIELD = "text"

    text = RichText(label=_("Your answer"))


class NoteForm(forms.Form):
    """Its field has a name of its own: what is meant for the desk never comes back in the box of answers."""

    FIELD = "note"

    note = RichText(label=_("Your internal note"), rows=4)
