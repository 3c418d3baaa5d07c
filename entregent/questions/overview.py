"""The lists of questions of a house, for the page that leads to them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from entregent.people.viewer import Viewer
from entregent.questions.models import Form, FormVersion


@dataclass(frozen=True)
class Line:
    """number: of the version that is asked; 0 while none is."""

    form: Form
    number: int
    has_draft: bool


def overview(viewer: Viewer) -> Iterator[Line]:
    """Those that a house has one of come last."""
    numbers: dict[int, list[int | None]] = {}
    for form, number in FormVersion.objects.visible_to(viewer).values_list("form", "number"):
        numbers.setdefault(form, []).append(number)
    for form in Form.objects.visible_to(viewer).order_by("use", "name"):
        found = numbers.get(form.pk, [])
        yield Line(form, max((number or 0 for number in found), default=0), None in found)
