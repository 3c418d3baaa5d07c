"""Editing a record, or one field of it: what two people change is kept, or the second one chooses."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from django import forms
from django.db import IntegrityError, transaction
from django.shortcuts import get_object_or_404

from entregent import audit
from entregent.records.clash import UNCHOSEN, ask_to_choose
from entregent.records.page import RecordPage
from entregent.records.values import form_value, raw
from entregent.records.version import FIELD, Basis, Version, compare


@dataclass(frozen=True)
class Outcome:
    """saved: names of what was changed, perhaps none; without it, the form to answer with its status."""

    saved: tuple[str, ...] | None = None
    page: RecordPage | None = None  # of the record as it was left
    form: Any = None
    status: HTTPStatus = HTTPStatus.OK


class Edition:
    """One form about the record of a page: of the fields named, or of all those that may be changed.

    Raises Http404, PermissionDenied or Refused for a field that cannot be edited (see RecordPage.demand_edit).
    """

    def __init__(self, page: RecordPage, names: Sequence[str]) -> None:
        self.page, self.viewer, self.names = page, page.viewer, tuple(names)
        self.demand(page.record)

    def demand(self, record: Any) -> None:
        for name in self.names:
            self.page.demand_edit(record, name)

    def form(self, typed: Mapping[str, Any] | None = None) -> forms.ModelForm[Any]:
        """The form as it opens. typed: what comes back after a session has ended, with its version."""
        return self.narrow(self.page.record, initial={FIELD: self.version_of(self.page.record), **(typed or {})})

    def version_of(self, record: Any) -> str:
        return Version.of(record, self.names).text()

    def save(self, sent: Mapping[str, Any]) -> Outcome:
        """Locks the record, compares, checks, writes with its event; or answers why not, and nothing is written.

        Sent twice, the second time changes nothing: no key is needed against double clicks.
        """
        try:
            return self.attempt(sent)
        except IntegrityError:  # at the same moment somebody took what may stand once: by now the form can tell
            return self.attempt(sent)

    @transaction.atomic
    def attempt(self, sent: Mapping[str, Any]) -> Outcome:
        record = self.locked()
        self.demand(record)
        there = {name: form_value(record, name) for name in self.names}
        found = compare(sent, Version.read(sent.get(FIELD, "")), there)
        form = self.narrow(copy(record), found.typed)
        if not form.is_valid() or found.clashes:
            status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.CONFLICT
            return Outcome(form=self.asking(form, record, found.clashes), status=status)
        return Outcome(self.write(record, form), type(self.page)(self.viewer, record))

    def locked(self) -> Any:
        """Raises Http404 for what has gone since the page was found."""
        return get_object_or_404(self.page.rows_of(self.viewer).select_for_update(of=("self",)), pk=self.page.record.pk)

    def narrow(self, record: Any, data: Mapping[str, Any] | None = None, **more: Any) -> forms.ModelForm[Any]:
        """The page's form with the fields of this edition only."""
        kind = type("Narrow", (Narrow, self.page.form_class()), {})
        prefix = "edit_%s" if len(self.names) == 1 else "id_%s"
        form: forms.ModelForm[Any] = kind(data, instance=record, viewer=self.viewer, auto_id=prefix, **more)
        for other in set(form.fields) - set(self.names):
            del form.fields[other]
        form.fields[FIELD] = forms.CharField(required=False, widget=forms.HiddenInput)
        return form

    def asking(self, form: forms.ModelForm[Any], record: Any, clashes: Version) -> forms.ModelForm[Any]:
        """The form again, each disputed field as a choice between three values, none of them chosen.

        One whose typed value is refused stays a box, as disputed as it was: first it is mended, then chosen.
        """
        asked = Version({name: basis for name, basis in clashes.items() if name not in form.errors})
        mended = Version(
            {name: Basis(basis.origin, basis.origin) for name, basis in clashes.items() if name not in asked}
        )
        version = Version({**Version.of(record, self.names), **mended, **asked})
        for name, basis in asked.items():
            ask_to_choose(form, name, basis, self.page)
        form.data = {**form.data, **dict.fromkeys(asked, UNCHOSEN), FIELD: version.text()}
        return form

    def write(self, record: Any, form: Any) -> tuple[str, ...]:
        pairs = {name: [raw(record, name), raw(form.instance, name)] for name in self.names}
        changes = {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}
        if hasattr(record, "change"):
            for name in changes:
                record.change(name, form.cleaned_data[name], by=self.viewer)
        elif changes:
            self.save_plainly(record, form, changes)
        return tuple(changes)

    def save_plainly(self, record: Any, form: Any, changes: dict[str, list[Any]]) -> None:
        for name in changes:
            setattr(record, name, form.cleaned_data[name])
        record.save()  # the whole row, read under the lock: columns made from others follow
        audit.record(
            f"{self.page.record_type}.changed", record, by=self.viewer, changes=changes,
            house_id=getattr(record, "house_id", self.viewer.house_id), dossier_id=getattr(record, "dossier_id", None),
        )  # fmt: skip


class Narrow:
    """What the model says of a field that is not in the form is said of the form."""

    fields: dict[str, Any]

    def add_error(self, field: str | None, error: Any) -> None:
        told: Any = super()
        if field is not None or not hasattr(error, "error_dict"):
            told.add_error(field, error)
            return
        for name, said in error.error_dict.items():
            told.add_error(name if name in self.fields else None, said)
