"""News of the house."""

from __future__ import annotations

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from entregent import audit
from entregent.lists.answer import answer_list
from entregent.notify.models import News
from entregent.people import audiences, kept_forms
from entregent.people.guard import demand_right
from entregent.people.rights import MANAGE_NEWS
from entregent.people.submissions import once
from entregent.people.viewer import who_looks
from entregent.site.administration.forms import NewsForm
from entregent.site.administration.lists import NewsList


@require_GET
def news(request: HttpRequest) -> HttpResponseBase:
    viewer = who_looks(request)
    demand_right(viewer, MANAGE_NEWS)
    return answer_list(request, NewsList(viewer, request.GET), "administration/news.html")


@require_http_methods(["GET", "POST"])
@once
def item(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    viewer = who_looks(request)
    demand_right(viewer, MANAGE_NEWS)
    found = get_object_or_404(News.objects.visible_to(viewer), pk=pk) if pk else None
    form = NewsForm(request.POST or kept_forms.take_kept(request), instance=found, viewer=viewer)
    if request.method != "POST" or not form.is_valid():
        status = 422 if request.method == "POST" else 200
        return render(request, "administration/news_item.html", {"form": form, "found": found}, status=status)
    with transaction.atomic():
        saved = form.save()
        audiences.address(saved, form.groups)
        verb = "notify.news.changed" if found else "notify.news.published"
        told = {label: sorted(keys) for label, keys in form.groups.items()}
        audit.record(verb, saved, by=viewer, house_id=viewer.house_id, fields=form.changed_data, groups=told)
    messages.success(request, _("The news item is saved."))
    return redirect("administration:news")
