"""The bare framework: a constant, behind the middleware of every page."""

from django.http import HttpRequest, HttpResponse


def page(request: HttpRequest) -> HttpResponse:
    return HttpResponse("Bonjour")
