"""What a version asks, as whoever answers sees it; tried out, it keeps nothing."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from entregent.people.viewer import Viewer
from entregent.questions.answers import AnswersForm
from entregent.questions.differences import differences
from entregent.questions.models import Form, FormVersion
from entregent.questions.stored_answers import answers_in_words
from entregent.questions.views.editing import version_of
from entregent.questions.views.forms import crumbs, find_form


@require_http_methods(["GET", "POST"])
def preview(request: HttpRequest, pk: int) -> HttpResponse:
    """The draft, or what is asked when there is none."""
    viewer, found = find_form(request, pk)
    version = version_of(viewer, found)
    if version is None:
        raise Http404
    return _version_page(request, viewer, found, version)


@require_GET
def version(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    viewer, found = find_form(request, pk)
    rows = FormVersion.objects.visible_to(viewer).filter(form=found)
    one = get_object_or_404(rows, number=number)
    before = rows.filter(number=number - 1).first()
    return _version_page(request, viewer, found, one, changes=differences(before, one) if before else [])


def _version_page(
    request: HttpRequest, viewer: Viewer, found: Form, version: FormVersion, changes: list[str] | None = None
) -> HttpResponse:
    """Files cannot be tried out: nothing would own them."""
    data = request.POST if request.method == "POST" else None
    form = AnswersForm(data, version=version, viewer=viewer, is_trial=True)
    is_right = data is not None and form.is_valid()
    context = {
        "found": found, "version": version, "further": form, "changes": changes or [],
        "is_right": is_right, "may_try": changes is None,
        "answers": answers_in_words(version, form.answers()) if is_right else [],
        "crumbs": crumbs(viewer, found, (_("Preview"), "")),
    }  # fmt: skip
    status = 422 if data is not None and not is_right else 200
    return render(request, "questions/preview.html", context, status=status)
