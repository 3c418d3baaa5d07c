"""Personal links: creating, revoking, and the page that one opens."""

from allauth.account.internal.flows.login import perform_login
from allauth.account.models import Login
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from entregent.core.links import absolute
from entregent.door import personal_links
from entregent.door.arrival import Arrival
from entregent.door.confirmation import proof_required
from entregent.door.factor_forms import LinkForm
from entregent.door.personal_links import Opened
from entregent.door.views.profile import person
from entregent.door.views.question import question_page
from entregent.door.views.security import mine
from entregent.door.views.sign_in import private
from entregent.people import kept_forms
from entregent.people.models import PersonalLink
from entregent.people.submissions import once
from entregent.people.viewer import who_looks


@never_cache
@proof_required
@require_http_methods(["GET", "POST"])
@once
def link_new(request: HttpRequest) -> HttpResponse:
    if not personal_links.may_have(mine(request)):
        raise Http404
    form = LinkForm(request.POST or kept_forms.take_kept(request))
    if request.method != "POST" or not form.is_valid():
        return render(request, "door/link_new.html", {"form": form}, status=422 if request.method == "POST" else 200)
    token = personal_links.create(person(request), form.cleaned_data["name"], by=who_looks(request))
    address = absolute(reverse("personal-link", args=[token]))
    return private(render(request, "door/link_created.html", {"address": address, "name": form.cleaned_data["name"]}))


@never_cache
@proof_required
@require_http_methods(["GET", "POST"])
@once
def link_revocation(request: HttpRequest, pk: int) -> HttpResponse:
    link: PersonalLink | None = next(
        (row for row in personal_links.links_of_user(person(request).pk) if row.pk == pk), None
    )
    if link is None:
        raise Http404
    if request.method == "GET":
        text = _("It opens nothing any more, and the sessions that it opened end.")
        return question_page(
            request, _("Revoke the link “%(name)s”?") % {"name": link.name}, _("Revoke this link"), text
        )
    personal_links.revoke(link, person(request), by=who_looks(request))
    messages.success(request, _("The link “%(name)s” is revoked.") % {"name": link.name})
    return redirect("security")


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def personal_link(request: HttpRequest, token: str) -> HttpResponse:
    """Looking at the page uses nothing up; its button does."""
    wait = personal_links.wait(request)
    if wait:
        return later(request, wait)
    if request.method == "GET":
        return open_link_page(request) if personal_links.find_personal_link(token) else lost_link_page(request)
    opened, link = personal_links.use(request, token)
    if opened is Opened.NOT or link is None:
        return lost_link_page(request)
    return come_in(request, link) if opened is Opened.HERE else private(elsewhere(request))


def open_link_page(request: HttpRequest) -> HttpResponse:
    personal_links.forgive(request)
    return private(render(request, "door/link_open.html"))


def come_in(request: HttpRequest, link: PersonalLink) -> HttpResponse:
    """Through the second step, for whoever has one."""
    personal_links.forgive(request)
    Arrival(link=link.pk).keep(request.session)
    response: HttpResponse = perform_login(request, Login(user=link.user, redirect_url="/"))
    personal_links.mark(request, response)
    return private(response)


def elsewhere(request: HttpRequest) -> HttpResponse:
    words = _("This link belongs to another device: it opens nothing here. Sign in with your password.")
    messages.info(request, words)
    return redirect("account_login")


def later(request: HttpRequest, wait: int) -> HttpResponse:
    response = private(render(request, "door/link_wait.html", status=429))
    response.headers["Retry-After"] = str(wait)
    return response


def lost_link_page(request: HttpRequest) -> HttpResponse:
    words = _("It was revoked, or copied in part. Sign in with your password; a new link is made in your profile.")
    return private(render(request, "door/link_used.html", {"what_to_do": words}, status=410))
