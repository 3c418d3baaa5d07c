"""What somebody has on its way, so that any of their pages can offer to go on; and the viewer, for all spaces."""

from __future__ import annotations

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from entregent.core.clock import now
from entregent.files import owners, pages, staging, tus
from entregent.files.giving.door import file_for, note_reading
from entregent.files.models import OPEN, File, Upload
from entregent.people.viewer import who_is_here, who_looks


@require_GET
def unfinished_uploads(request: HttpRequest) -> JsonResponse:
    """Newest first, of the form whose draft is kept at `place` when one is given.

    Nobody is told to let go: an upload that another page is sending goes on.
    """
    rows = Upload.objects.visible_to(who_looks(request)).filter(state=OPEN, expires_at__gt=now())
    if place := request.GET.get("place", ""):
        rows = rows.filter(place=place.replace("\x00", ""))
    return JsonResponse({"uploads": [upload_json(upload) for upload in rows.order_by("-pk")]})


@require_GET
def viewer_page(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """All pages of one file; whoever opens it has read it."""
    file = find_file(request, uuid)
    facts = pages.facts_of(file)
    if facts.pages:
        note_reading(who_looks(request), file)
    way = owners.crumbs_of(who_is_here(request), file.owner_label, file.owner_pk)
    context = {"file": file, "facts": facts, "pages": range(1, facts.pages + 1), "crumbs": [*way, (file.name, "")]}
    return render(request, "files/viewer.html", context)


@require_GET
def picture(request: HttpRequest, uuid: UUID, page: int, size: str) -> HttpResponseBase:
    """One page, as we drew it. No browser keeps it: a machine may be several people's."""
    file = find_file(request, uuid)
    kept = pages.picture_of(file, page, size) if size in pages.WIDTHS and page else None
    if kept is None:
        raise Http404
    return FileResponse(kept.open("rb"), content_type="image/jpeg", headers={"Cache-Control": "private, no-store"})


def find_file(request: HttpRequest, uuid: UUID) -> File:
    """Raises Http404 for what they do not see, PermissionDenied for what its verdict keeps from them."""
    file = file_for(who_is_here(request), uuid)
    if file is None:
        raise Http404
    if not file.may_open(who_is_here(request)):
        raise PermissionDenied
    return file


def upload_json(upload: Upload) -> dict[str, object]:
    """address: where tus goes on. Sizes in bytes, moments in ISO 8601."""
    return {
        "uuid": str(upload.uuid), "address": f"{tus.PREFIX}{upload.uuid}", "name": upload.name, "size": upload.size,
        "offset": staging.size(upload.uuid) or 0, "purpose": upload.purpose, "modified": upload.modified,
        "at": upload.at.isoformat(), "expires_at": upload.expires_at.isoformat(),
    }  # fmt: skip
