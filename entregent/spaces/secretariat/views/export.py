"""« Exporter »: which calls, of when, which fields; the list, then a file."""

from __future__ import annotations

from django.db import transaction
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from entregent import audit
from entregent.core.counting import capped_count
from entregent.exports.answer import CSV, DOCX, ODS, XLSX, export_response
from entregent.people.guard import demand_right
from entregent.spaces.secretariat.exporting import ExportChoice
from entregent.spaces.secretariat.rights import READ, TAKE
from entregent.spaces.secretariat.where import where_of

FORMATS = {"excel": XLSX, "word": DOCX, "csv": CSV, "ods": ODS}
PREVIEWED = 20


@require_GET
def export(request: HttpRequest, pk: int | None = None) -> HttpResponseBase:
    where = where_of(request, pk)
    demand_right(where.viewer, READ if where.viewer.is_customer else TAKE)
    choice = ExportChoice(where, request.GET)
    if kind := FORMATS.get(request.GET.get("format", "")):
        with transaction.atomic():
            around = {"house_id": where.line.dossier.house_id, "dossier_id": where.dossier_id}
            audit.record(
                "secretariat.line.exported", where.line, by=where.viewer, **around, rows=choice.count, kind=kind
            )  # fmt: skip
        return export_response(choice.export(), kind, request)
    shown = choice.preview(PREVIEWED) if choice.is_asked else ()
    count = capped_count(choice.rows()) if choice.is_asked else 0
    context = {
        "where": where, "choice": choice, "shown": shown, "count": count,
        "formats": (("excel", _("Excel")), ("word", _("Word")), ("csv", "CSV"), ("ods", "ODS")),
        "crumbs": [*where.crumbs, (_("Messages"), where.messages), (_("Export"), "")],
    }  # fmt: skip
    return render(request, "secretariat/export.html", context)
