"""What is typed about a contact: names, then a few rows of telephones, mails and addresses."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from django import forms
from django.core.validators import validate_email
from django.forms.boundfield import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from entregent.contacts.models import ADDRESS, MAIL, NAMED, PHONE, Contact, Said, twins_of
from entregent.contacts.telephones import telephone_key
from entregent.core.forms import DayInput, ViewerForm
from entregent.people.viewer import Viewer

ROWS = ((PHONE, 3), (MAIL, 2), (ADDRESS, 2))
WORDS = {PHONE: gettext_lazy("Telephone"), MAIL: gettext_lazy("E-mail"), ADDRESS: gettext_lazy("Postal address")}
LABEL = pgettext_lazy("of a telephone or an address", "Label")


class Part(NamedTuple):
    value: BoundField
    label: BoundField


class ContactForm(ViewerForm):
    """twins: who may be the same person; saved all the same once that is confirmed."""

    anyway = forms.BooleanField(label=gettext_lazy("Create them all the same"), required=False)
    is_simple = False  # the box of an appointment asks one telephone only

    class Meta:
        model = Contact
        fields = list(NAMED)
        widgets = {"birth_date": DayInput(), "notes": forms.Textarea({"rows": 3})}

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, viewer=viewer, **kwargs)
        self.twins: list[Contact] = []
        known = self._known()
        for kind, count in ROWS:
            for place in range(max(count, len(known[kind]) + 1)):
                label, value = known[kind][place] if place < len(known[kind]) else ("", "")
                self.fields[f"{kind}-{place}"] = _value_field(kind, place, value)
                self.fields[f"{kind}-{place}-label"] = _label_field(kind, place, label)
        self.order_fields([*(name for name in self.fields if name not in ("notes", "anyway")), "notes", "anyway"])

    def plain_fields(self) -> list[BoundField]:
        return [self[name] for name in ("title", "last_name", "first_name", "birth_date")]

    def parts(self) -> Iterator[tuple[Any, list[Part]]]:
        """The rows as the page shows them, by kind."""
        for kind, _count in ROWS:
            names = [name for name in self.fields if name.startswith(f"{kind}-") and not name.endswith("-label")]
            yield WORDS[kind], [Part(self[name], self[f"{name}-label"]) for name in names]

    def particulars(self) -> list[Said]:
        said = self.cleaned_data
        names = [name for name in self.fields if "-" in name and not name.endswith("-label")]
        rows = ((name.partition("-")[0], said.get(f"{name}-label", ""), said.get(name, "")) for name in names)
        return [row for row in rows if row[2]]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        for name in [name for name in cleaned if name.startswith(f"{PHONE}-") and not name.endswith("-label")]:
            if cleaned[name] and not telephone_key(cleaned[name]):
                self.add_error(name, _("This is no telephone number."))
        return cleaned

    def _post_clean(self) -> None:
        """Asked once the names stand on the record."""
        super()._post_clean()  # type: ignore[misc]
        if self.errors or self.cleaned_data.get("anyway"):
            return
        self.twins = twins_of(self.instance, self.particulars(), self.viewer)  # type: ignore[arg-type]
        if self.twins and not self.instance.pk:
            self.add_error(None, _("Somebody like this exists already: use their sheet, or create all the same."))

    def _known(self) -> dict[str, list[tuple[str, str]]]:
        known: dict[str, list[tuple[str, str]]] = {kind: [] for kind, _count in ROWS}
        if self.instance.pk:
            for row in self.instance.particulars.visible_to(self.viewer):
                known[row.kind].append((row.label, str(row)))
        return known


def _value_field(kind: str, place: int, value: str) -> forms.Field:
    checks = [validate_email] if kind == MAIL else []
    widget = forms.TextInput({"type": {PHONE: "tel", MAIL: "email"}.get(kind, "text")})
    label = WORDS[kind] if not place else _("%(what)s %(number)s") % {"what": WORDS[kind], "number": place + 1}
    return forms.CharField(
        label=label, required=False, max_length=300, initial=value, validators=checks, widget=widget
    )  # fmt: skip


def _label_field(kind: str, place: int, label: str) -> forms.Field:
    words = _("Label of “%(what)s %(number)s”") % {"what": WORDS[kind], "number": place + 1}
    return forms.CharField(label=words, required=False, max_length=40, initial=label)
