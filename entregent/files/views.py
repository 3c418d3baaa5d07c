"""What somebody has on its way, so that any of their pages can offer to go on."""

from __future__ import annotations

from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_GET

from entregent.core.clock import now
from entregent.files import staging, tus
from entregent.files.models import OPEN, Upload
from entregent.people.viewer import who_looks


@require_GET
def unfinished_uploads(request: HttpRequest) -> JsonResponse:
    """Newest first, of the form whose draft is kept at `place` when one is given.

    Nobody is told to let go: an upload that another page is sending goes on.
    """
    rows = Upload.objects.visible_to(who_looks(request)).filter(state=OPEN, expires_at__gt=now())
    if place := request.GET.get("place", ""):
        rows = rows.filter(place=place.replace("\x00", ""))
    return JsonResponse({"uploads": [upload_json(upload) for upload in rows.order_by("-pk")]})


def upload_json(upload: Upload) -> dict[str, object]:
    """address: where tus goes on. Sizes in bytes, moments in ISO 8601."""
    return {
        "uuid": str(upload.uuid), "address": f"{tus.PREFIX}{upload.uuid}", "name": upload.name, "size": upload.size,
        "offset": staging.size(upload.uuid) or 0, "purpose": upload.purpose, "modified": upload.modified,
        "at": upload.at.isoformat(), "expires_at": upload.expires_at.isoformat(),
    }  # fmt: skip
