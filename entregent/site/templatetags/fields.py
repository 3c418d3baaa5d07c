"""How form fields are laid out and dressed; the widgets themselves stay Django's own."""

from collections.abc import Iterable

from django import forms
from django.forms.boundfield import BoundField, BoundWidget
from django.utils.safestring import SafeString

from entregent.core.writing import Editor
from entregent.door.proof import ProofInput
from entregent.files.field import FilesField, FilesInput, Received

KINDS: dict[type[forms.Widget], str] = {
    ProofInput: "proof",
    forms.CheckboxInput: "check",
    forms.CheckboxSelectMultiple: "choices",
    forms.RadioSelect: "choices",
    forms.PasswordInput: "secret",
    Editor: "rich",
    FilesInput: "files",
    forms.Textarea: "text",
}
TICKED = (forms.CheckboxInput, forms.RadioSelect, forms.CheckboxSelectMultiple)


def field_kind(field: BoundField) -> str:
    """How shell/field.html lays a field out: check, proof, choices, secret, rich, text or line."""
    widget = field.field.widget
    return next((kind for known, kind in KINDS.items() if isinstance(widget, known)), "line")


def dressed(field: BoundField) -> SafeString:
    """The widget with the shell's class and what describes it (help, error)."""
    widget = field.field.widget
    attributes: dict[str, str | bool] = {"class": f"{_dress(widget)} {widget.attrs.get('class', '')}".strip()}
    if isinstance(widget, forms.Textarea):
        attributes["data-autosize"] = True
    if described := described_by(field):
        attributes["aria-describedby"] = described
    return field.as_widget(attrs=attributes)


def shape(field: BoundField) -> str:
    """The cleaned markup that an editor begins with; "" when the words alone are known."""
    return Editor.shape(field.value())


def received(field: BoundField) -> Received:
    """The files that the server has already, of a field that takes some."""
    assert isinstance(field.field, FilesField)
    return field.field.received(field.value())


def options(field: BoundField) -> list[BoundWidget]:
    """The radio buttons or tick boxes of a field, one by one."""
    every = list(field)
    for option in every:
        option.data["attrs"]["class"] = "form-check-input"
    return every


def described_by(field: BoundField) -> str:
    """Ids of the field's help and error, for aria-describedby."""
    parts = {"_helptext": field.help_text, "_error": field.errors}
    return " ".join(f"{field.auto_id}{end}" for end, said in parts.items() if said)


def field_anchor(field: BoundField) -> str:
    """Id of the first control, which a group of radio buttons does not give by itself."""
    return f"{field.auto_id}_0" if field_kind(field) == "choices" else str(field.id_for_label)


def faulty(form: forms.BaseForm, further: Iterable[BoundField] = ()) -> list[BoundField]:
    """Fields to correct, in the order of the page. further: bound fields shown beside the form's own."""
    return [field for field in (*form.visible_fields(), *further) if field.errors]


def _dress(widget: forms.Widget) -> str:
    if isinstance(widget, TICKED):
        return "form-check-input"
    return "form-select" if isinstance(widget, forms.Select) else "form-control"
