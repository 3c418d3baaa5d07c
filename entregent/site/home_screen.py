"""What a phone asks for to put the portal on its home screen: a name, a colour, a drawing. The same for all."""

from __future__ import annotations

from functools import lru_cache
from io import BytesIO

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_GET
from PIL import Image, ImageDraw

GROUND, INK = "#0e5a6b", "#ffffff"
SIZES = (180, 192, 512)  # dots: of iOS, of Android, of its splash
UNITS, FINER = 32, 4  # of the drawing (shell/emblem.html), and how much finer it is drawn first
A_DAY = 86_400  # seconds


@login_not_required
@require_GET
@cache_control(max_age=A_DAY, public=True)
def manifest(request: HttpRequest) -> JsonResponse:
    icons = [
        {"src": reverse("app-icon", args=[size]), "sizes": f"{size}x{size}", "type": "image/png", "purpose": purpose}
        for size in SIZES
        for purpose in ("any", "maskable")
    ]
    told = {
        "name": "Entregent", "short_name": "Entregent", "lang": "fr", "start_url": "/", "scope": "/",
        "display": "standalone", "background_color": "#ffffff", "theme_color": GROUND, "icons": icons,
    }  # fmt: skip
    return JsonResponse(told, content_type="application/manifest+json")


@login_not_required
@require_GET
@cache_control(max_age=A_DAY, public=True)
def icon(request: HttpRequest, size: int) -> HttpResponse:
    if size not in SIZES:
        raise Http404
    return HttpResponse(drawn_icon(size), content_type="image/png")


@lru_cache(len(SIZES))
def drawn_icon(size: int) -> bytes:
    """The emblem, on a ground that reaches the edges: each phone cuts its own shape out of it."""
    unit, made = size * FINER / UNITS, BytesIO()
    image = Image.new("RGB", (size * FINER, size * FINER), GROUND)
    pen = ImageDraw.Draw(image)
    box = [unit * 8.5 - unit * 1.5, unit * 8.5 - unit * 1.5, unit * 23.5 + unit * 1.5, unit * 23.5 + unit * 1.5]
    pen.arc(box, 53, 360, fill=INK, width=round(unit * 3))
    pen.line([(unit * 8.5, unit * 16), (unit * 23.5, unit * 16)], fill=INK, width=round(unit * 3))
    image.resize((size, size), Image.Resampling.LANCZOS).save(made, "PNG")
    return made.getvalue()
