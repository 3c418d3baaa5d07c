"""Pages with one planted fault each, for people who are signed in: a scanner that misses them proves nothing."""

import sqlite3
from pathlib import Path
from typing import Any

from csp.decorators import csp_exempt
from django.http import HttpRequest, HttpResponse

LINKS = ("echo/?q=mot", "nombre/?id=1", "ailleurs/?vers=/", "fichier/?nom=LICENSE")


def index(request: HttpRequest) -> HttpResponse:
    return HttpResponse("".join(f"<p><a href='/fautes/{link}'>{link}</a></p>" for link in LINKS))


@csp_exempt()
def echo(request: HttpRequest) -> HttpResponse:
    """What is asked comes back as markup."""
    return HttpResponse(f"<html><body><p>{request.GET.get('q', '')}</p></body></html>")


def number(request: HttpRequest) -> HttpResponse:
    """What is asked becomes part of a query."""
    rows: list[Any] = []
    with sqlite3.connect(":memory:") as database:
        database.execute("CREATE TABLE things (id INTEGER)")
        database.execute("INSERT INTO things VALUES (1)")
        try:
            rows = database.execute(f"SELECT id FROM things WHERE id = {request.GET.get('id', '1')}").fetchall()  # noqa: S608
        except sqlite3.Error as error:
            return HttpResponse(f"sqlite3.OperationalError: {error}", status=500)
    return HttpResponse(f"{rows}")


def elsewhere(request: HttpRequest) -> HttpResponse:
    """What is asked is where one is sent."""
    return HttpResponse(status=302, headers={"Location": request.GET.get("vers", "/")})


def file(request: HttpRequest) -> HttpResponse:
    """What is asked is the name of the file that is read."""
    try:
        return HttpResponse(
            Path(request.GET.get("nom", "LICENSE")).read_text(encoding="utf-8"), content_type="text/plain"
        )
    except (OSError, ValueError):
        return HttpResponse(status=404)
