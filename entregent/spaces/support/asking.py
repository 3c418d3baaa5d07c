"""The further questions of a request: those of its contract's product, as they are asked today."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from entregent.people import kept_forms
from entregent.people.viewer import Viewer, who_looks
from entregent.questions.answers import AnswersForm
from entregent.questions.models import FormVersion, current
from entregent.questions.posting import posted_answers
from entregent.spaces.support.forms import active_contracts
from entregent.spaces.support.models import Contract
from entregent.threads.reply import number_in


def version_under(viewer: Viewer, contract: Any) -> FormVersion | None:
    """contract: as it was chosen, or not. None when it asks nothing, or is no active one of the viewer's own."""
    chosen = active_contracts(viewer).filter(pk=number_in(contract), product__form__isnull=False)
    form = chosen.values_list("product__form", flat=True).first()
    return current(viewer, form=form) if form else None


def version_of(viewer: Viewer, contract: Contract | None) -> FormVersion | None:
    """contract: an active one of the viewer's own, with its product; None when it asks nothing."""
    return current(viewer, form=contract.product.form_id) if contract and contract.product.form_id else None


def answering(request: HttpRequest, version: FormVersion | None, **more: Any) -> AnswersForm:
    """What came back, or the form to be filled in. more: as for AnswersForm."""
    viewer = who_looks(request)
    if request.method == "POST":
        return posted_answers(request.POST, request.FILES, version=version, viewer=viewer, **more)
    return AnswersForm(version=version, viewer=viewer, **{"typed": kept_forms.take_kept(request), **more})
