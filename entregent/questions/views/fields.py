"""The questions that follow from the answers so far, while a form is being filled in."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_POST

from entregent.people.viewer import who_looks
from entregent.questions.answers import AnswersForm
from entregent.questions.models import FormVersion


@require_POST
def following(request: HttpRequest, pk: int) -> HttpResponse:
    """A part of the page: nothing is checked and nothing kept."""
    viewer = who_looks(request)
    version = get_object_or_404(FormVersion.objects.visible_to(viewer).select_related("form"), pk=pk)
    further = AnswersForm(typed=request.POST, version=version, viewer=viewer.in_space(version.form.space))
    return render(request, "questions/fields.html", {"further": further})
