"""Where each side begins, the help, and the rule of the archives."""

from __future__ import annotations

from django.contrib import messages as notices
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from entregent import audit
from entregent.people import kept_forms
from entregent.people.guard import demand_right
from entregent.people.submissions import once
from entregent.people.viewer import Viewer, who_looks
from entregent.spaces.secretariat.forms import KeepingRuleForm
from entregent.spaces.secretariat.models import KeepingRule
from entregent.spaces.secretariat.rights import READ, SUPERVISE


@require_GET
def home(request: HttpRequest) -> HttpResponse:
    viewer = who_looks(request)
    if viewer.is_provider:
        return redirect("secretariat:desk")
    return redirect("secretariat:messages" if viewer.can(READ) else "secretariat:agenda")


@require_GET
def help_page(request: HttpRequest) -> HttpResponse:
    side = "desk" if who_looks(request).is_provider else "subscriber"
    return render(request, "secretariat/help.html", {"page": f"secretariat/help_{side}.html"})


@require_http_methods(["GET", "POST"])
@once
def keeping(request: HttpRequest) -> HttpResponse:
    """After how many days archived messages are erased."""
    viewer = provider(request)
    demand_right(viewer, SUPERVISE)
    assert viewer.house is not None
    found = KeepingRule.of(viewer.house)
    form = KeepingRuleForm(request.POST or kept_forms.take_kept(request), instance=found, viewer=viewer)
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            saved = form.save()
            audit.record("secretariat.keepingrule.changed", saved, by=viewer, house_id=viewer.house_id)
        notices.success(request, _("The rule is saved."))
        return redirect("secretariat:keeping")
    return render(request, "secretariat/keeping.html", {"form": form}, status=422 if request.method == "POST" else 200)


def provider(request: HttpRequest) -> Viewer:
    """Pages of the secretariat do not exist for its subscribers."""
    viewer = who_looks(request)
    if not viewer.is_provider:
        raise Http404
    return viewer
