"""The search over everything: its page, and the suggestions of Ctrl+K."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET

from entregent.people.viewer import who_looks
from entregent.records.finding import Group, clean, search_everything

ON_PAGE = 5


@require_GET
def search(request: HttpRequest) -> HttpResponse:
    """`/recherche/?q=`: the same results without a script, a few of each kind."""
    query = clean(request.GET.get("q", ""))
    groups = search_everything(who_looks(request), query, ON_PAGE)
    return render(
        request, "records/search.html", {"query": query, "groups": groups, "count": result_count_words(groups)}
    )


@require_GET
def suggestions(request: HttpRequest) -> HttpResponse:
    query = clean(request.GET.get("q", ""))
    groups = search_everything(who_looks(request), query)
    return render(
        request, "records/suggestions.html", {"query": query, "groups": groups, "count": result_count_words(groups)}
    )


def result_count_words(groups: list[Group]) -> str:
    count = sum(len(group.hits) for group in groups)
    return ngettext("%(count)s result", "%(count)s results", count) % {"count": count}
