"""What exists in the demonstration only: one-click sign-in and the browsable outbox."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.views.decorators.http import require_GET, require_POST

from entregent.door.signin import sign_in
from entregent.jobs.listing import mail_for_demo
from entregent.people.accounts import by_email
from entregent.people.demonstration import ADDRESS

MAIL_POLICY = "default-src 'none'; style-src 'unsafe-inline'; sandbox allow-top-navigation; base-uri 'none'"


@login_not_required
@require_POST
def enter(request: HttpRequest) -> HttpResponse:
    """Sign in as one of the demonstration's people, without a password."""
    only_in_demo()
    email = request.POST.get("email", "")
    user = by_email(email) if email.endswith(ADDRESS) else None
    if user is None:
        raise Http404
    sign_in(request, user)
    return redirect("home")


@login_not_required
@require_GET
def mails(request: HttpRequest) -> HttpResponse:
    only_in_demo()
    return render(request, "site/demo_mails.html", {"mails": mail_for_demo()[:200]})


@login_not_required
@require_GET
def mail(request: HttpRequest, pk: int) -> HttpResponse:
    only_in_demo()
    found = mail_for_demo().filter(pk=pk).first()
    if found is None:
        raise Http404
    return render(request, "site/demo_mail.html", {"mail": found})


@login_not_required
@require_GET
def mail_as_html(request: HttpRequest, pk: int) -> HttpResponse:
    """As a mail program shows it: its styles stand in it, and nothing else of it may run."""
    only_in_demo()
    found = mail_for_demo().filter(pk=pk).first()
    if found is None:
        raise Http404
    response = HttpResponse(found.html)
    response.headers["Content-Security-Policy"] = MAIL_POLICY
    return response


def only_in_demo() -> None:
    """The addresses are not even mounted elsewhere; this is the second lock."""
    if settings.MODE != "demo":
        raise Http404


urlpatterns = [
    path("demo/entree/", enter, name="demo-enter"),
    path("demo/courrier/", mails, name="demo-mails"),
    path("demo/courrier/<int:pk>/", mail, name="demo-mail"),
    path("demo/courrier/<int:pk>/html/", mail_as_html, name="demo-mail-html"),
]
