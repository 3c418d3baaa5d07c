"""Two people changed the same field: the three values, side by side, and who saved the one that is there."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from entregent.audit.search import history_of
from entregent.records.page import RecordPage
from entregent.records.values import Speller
from entregent.records.version import Basis

UNCHOSEN = "\0"  # nothing, or an empty text, would choose an empty value


def ask_to_choose(form: forms.ModelForm[Any], name: str, basis: Basis, page: RecordPage) -> None:
    """Turns the field into a choice: what I typed, what is there, what there was when I began."""
    field, speller = form.fields[name], Speller(page.model, page.viewer)
    options = {basis.mine or "": _("Your value"), basis.was: saved_by(page, name), basis.origin: _("Original value")}
    choices = [(value, option(words, speller.words(name, value))) for value, words in options.items()]
    field.widget, field.required = forms.RadioSelect(choices=choices), True
    form[name].help_text = _("Somebody else changed this while you were writing. Nothing is saved until you choose.")


def option(words: str, value: str) -> SafeString:
    return format_html("<strong>{}</strong> <small>{}</small>", value, words)


def saved_by(page: RecordPage, name: str) -> str:
    """« Valeur actuelle (enregistrée par Claire Évrard à 10:42) »."""
    events = history_of(page.record_type, page.record.pk).filter(particulars__changes__has_key=name)
    last = events.order_by("-id").values_list("at", "particulars__actor_name").first()
    if last is None:
        return _("Current value")
    at = date_format(timezone.localtime(last[0]), "SHORT_DATETIME_FORMAT")
    return _("Current value, saved by %(name)s on %(at)s") % {"name": last[1] or _("Someone"), "at": at}
