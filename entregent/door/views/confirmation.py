"""« C’est bien vous ? »: the page that asks for a proof before what is delicate, and goes on to it."""

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from entregent.door import codes, confirmation, factors, passkeys, signin
from entregent.door.factor_forms import CredentialForm, ProofForm, with_unsigned_error
from entregent.door.forms import too_many
from entregent.door.requirement import open_before_review
from entregent.door.second_step import has_passkey
from entregent.door.views.profile import person
from entregent.people.paths import local


@open_before_review
@never_cache
@sensitive_post_parameters("password", "code")
@require_http_methods(["GET", "POST"])
def confirm(request: HttpRequest) -> HttpResponse:
    form = ProofForm(request.POST or None, has_factor=factors.has_any(person(request).pk))
    if not form.is_valid():
        return page(request, form)
    wait = seconds_to_wait(request, form)
    return page(request, form, wait) if form.errors else go_on(request)


@open_before_review
@never_cache
@require_POST
def by_passkey(request: HttpRequest) -> HttpResponse:
    answer = CredentialForm(request.POST)
    if answer.is_valid() and passkeys.signer_of(answer.cleaned_data["credential"], person(request)):
        return go_on(request)
    return page(request, with_unsigned_error(ProofForm({}, has_factor=True)))


def seconds_to_wait(request: HttpRequest, form: ProofForm) -> int:
    """Adds the error of what is wrong; gives the seconds to wait."""
    if form.cleaned_data["password"]:
        outcome = signin.confirm(request, person(request), form.cleaned_data["password"])
        if outcome.user is None:
            wrong = _("This is not your password.")
            form.add_error("password", too_many(outcome.wait) if outcome.wait else wrong)
        return outcome.wait
    verdict = codes.judge(request, person(request), form.cleaned_data["code"])
    if not verdict.is_right:
        form.add_error("code", verdict.words)
    return verdict.wait


def go_on(request: HttpRequest) -> HttpResponse:
    """To what was asked, under a new session id."""
    confirmation.give(request.session)
    request.session.cycle_key()
    return HttpResponseRedirect(local(request.POST.get("next", ""), "/"))


def page(request: HttpRequest, form: ProofForm, wait: int = 0) -> HttpResponse:
    refused = HTTPStatus.TOO_MANY_REQUESTS if wait else HTTPStatus.UNPROCESSABLE_ENTITY
    back = local((request.POST if request.method == "POST" else request.GET).get("next", ""), "/")
    has_key = passkeys.are_possible(request) and has_passkey(person(request))
    security = reverse("security")
    cancel = security if back.startswith(security) else "/"
    context = {"form": form, "next": back, "cancel": cancel, "has_passkey": has_key}
    status = refused if request.method == "POST" else HTTPStatus.OK
    response = render(request, "door/confirmation.html", context, status=status)
    if wait:
        response.headers["Retry-After"] = str(wait)
    return response
