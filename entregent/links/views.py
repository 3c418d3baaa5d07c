"""Linking one record with another, and undoing it: find among what the viewer sees, ask the ability, call the verb."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from entregent.links import linking, links_panel
from entregent.links.forms import LinkForm
from entregent.links.models import Link
from entregent.people.guard import demand
from entregent.people.submissions import once
from entregent.people.viewer import who_looks
from entregent.records import page as pages
from entregent.records.page import RecordPage
from entregent.records.views.pages import wants_part


@require_http_methods(["GET", "POST"])
@once
def new(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    page = find_linked_page(request, kind, pk)
    sent = request.POST if request.method == "POST" else None
    form = LinkForm(sent, initial={"q": request.GET.get("q", "")}, page=page)
    if sent is not None and form.is_valid():
        said = form.cleaned_data
        linking.link(page.record, said["other"], said["kind"], by=page.viewer)
        messages.success(request, _("The two are linked."))
        return redirect(page.url)
    if wants_part(request):
        return render(request, "links/candidates.html", {"form": form})
    crumbs = [(str(page.label), page.list_url(page.viewer)), (page.found_title, page.url), (_("Link"), "")]
    return render(
        request, "links/new.html", {"form": form, "page": page, "crumbs": crumbs}, status=422 if sent else 200
    )


@require_POST
@once
def removal(request: HttpRequest, pk: int, record: int) -> HttpResponse:
    """record: the one of the two from whose page it is removed."""
    made: Link = get_object_or_404(Link.objects.visible_to(who_looks(request)), pk=pk)
    if record not in (made.of_pk, made.to_pk):
        raise Http404
    page = find_linked_page(request, made.record_label, record)
    linking.unlink(made, page.record, by=page.viewer)
    messages.success(request, _("The link is removed."))
    return redirect(page.url)


# What the views above share


def find_linked_page(request: HttpRequest, kind: str, pk: int) -> RecordPage:
    """kind: as in addresses, or the label of the model. Raises Http404 for what is not seen, or is never linked."""
    viewer, known = who_looks(request), links_panel.page_for(kind)
    page: Any = known.find(viewer, pk) if known else pages.find_page(viewer, kind, pk)
    if links_panel.page_for(page.record_type) is None:
        raise Http404
    demand(page.record, "link", viewer)
    return page  # type: ignore[no-any-return]
