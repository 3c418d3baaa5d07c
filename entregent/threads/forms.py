"""What people type into a conversation."""

from django import forms
from django.utils.translation import gettext_lazy as _

from entregent.core.writing import RichText
from entregent.threads.attachments import NOTE_FILES, FilesField, WithFiles


class AnswerForm(WithFiles, forms.Form):
    FIELD = "text"

    text = RichText(label=_("Your answer"))
    fichiers = FilesField()


class NoteForm(WithFiles, forms.Form):
    """Its fields have names of their own: what is meant for the desk never comes back in the box of answers."""

    FIELD, FILES = "note", NOTE_FILES

    note = RichText(label=_("Your internal note"), rows=4)
    fichiers_note = FilesField()
