"""Whether a part of a page is wanted, or the whole of it."""

from django.http import HttpRequest


def wants_part(request: HttpRequest) -> bool:
    return request.headers.get("HX-Request") == "true"
