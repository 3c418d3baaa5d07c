"""After how long requests are recalled, closed and archived."""

from __future__ import annotations

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from entregent import audit
from entregent.core.forms import HouseForm
from entregent.people import kept_forms
from entregent.people.submissions import once
from entregent.people.viewer import Viewer
from entregent.spaces.support.models import Rules
from entregent.spaces.support.views.establishments import manager


class RulesForm(HouseForm):
    class Meta:
        model = Rules
        fields = ["reminds_after", "closes_after", "archives_after"]


@require_http_methods(["GET", "POST"])
@once
def rules(request: HttpRequest) -> HttpResponse:
    viewer = manager(request)
    mine = Rules.objects.visible_to(viewer).first() or Rules(house_id=viewer.house_id or 0)
    form = RulesForm(request.POST or kept_forms.take_kept(request), instance=mine, viewer=viewer)
    if request.method != "POST" or not form.is_valid():
        return render(request, "support/rules.html", {"form": form}, status=422 if request.method == "POST" else 200)
    keep_rules(form, viewer)
    messages.success(request, _("The deadlines are saved. They hold for requests that wait already."))
    return redirect("support:rules")


def keep_rules(form: RulesForm, viewer: Viewer) -> None:
    with transaction.atomic():
        saved = form.save()
        changes = {name: [form.initial.get(name), getattr(saved, name)] for name in form.changed_data}
        audit.record("support.rules.changed", saved, by=viewer, house_id=viewer.house_id, changes=changes)
