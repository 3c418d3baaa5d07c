from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_GET

from entregent.dashboards.report import answer_report
from entregent.spaces.support.statistics import report
from entregent.spaces.support.views.establishments import manager


@require_GET
def statistics(request: HttpRequest) -> HttpResponseBase:
    return answer_report(request, report(manager(request), request.GET.dict()), "support/statistics.html")
