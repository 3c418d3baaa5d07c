"""The page after the password, for whoever has a second factor; and passkeys in place of the password."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any, TypeVar

from allauth.account.internal.decorators import login_stage_required
from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.internal.stagekit import clear_login
from allauth.account.models import Login
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from entregent.people import codes, farewell, memberships, passkeys, throttle
from entregent.people.entry import Entry
from entregent.people.factor_forms import UNSIGNED, CodeForm, CredentialForm, unsigned
from entregent.people.forms import too_many
from entregent.people.network import prefix_of
from entregent.people.paths import local
from entregent.people.second_step import SecondStep, awaited, has_passkey
from entregent.people.throttle import PASSWORDS, Counter

View = TypeVar("View", bound=Callable[..., HttpResponse])
behind_the_password: Callable[[View], View] = login_stage_required(
    stage=SecondStep.key, redirect_urlname="account_login"
)


@behind_the_password
@require_http_methods(["GET", "POST"])
def second_step(request: HttpRequest) -> HttpResponse:
    """A code, typed. Right, it opens the session that the password asked for."""
    form = CodeForm(request.POST or None)
    if not form.is_valid():
        return page(request, form)
    verdict = codes.judge(request, awaited(request), form.cleaned_data["code"])
    if not verdict.is_right:
        form.add_error("code", verdict.words)
        return page(request, form, verdict.wait)
    return let_in(request)


@behind_the_password
@require_POST
def second_step_passkey(request: HttpRequest) -> HttpResponse:
    """A passkey's signature."""
    answer = CredentialForm(request.POST)
    if answer.is_valid() and passkeys.signed(answer.cleaned_data["credential"], awaited(request)):
        return let_in(request)
    return page(request, unsigned(CodeForm({})))


@login_not_required
@never_cache
@require_POST
def giving_up(request: HttpRequest) -> HttpResponse:
    """Back to the sign-in page, as nobody."""
    clear_login(request)
    return redirect("account_login")


@login_not_required
@never_cache
@require_POST
def question(request: HttpRequest) -> JsonResponse:
    """What a passkey is asked to sign: by the person awaited at the second step, or by whoever has one.

    The sign-in page asks whoever is there, even where somebody was awaited already.
    """
    if "seule" in request.GET:
        return JsonResponse(passkeys.question())
    stage = SecondStep.entered(request)
    user = request.user if request.user.is_authenticated else stage.login.user if stage else None
    return JsonResponse(passkeys.question(user))


@login_not_required
@never_cache
@require_POST
def passkey(request: HttpRequest) -> HttpResponse:
    """Sign in by a passkey alone: what it is kept in has asked for a finger, a face or a number."""
    counter = Counter(PASSWORDS, "passkey.place", (prefix_of(request),))
    form, wait = CredentialForm(request.POST), throttle.take(counter)
    if wait:
        return refused(request, too_many(wait), HTTPStatus.TOO_MANY_REQUESTS)
    user = passkeys.signed(form.cleaned_data["credential"]) if form.is_valid() else None
    if user is None:
        return refused(request, str(UNSIGNED))
    throttle.give_back(counter)
    if not memberships.open_memberships(user.pk).exists():
        return refused(request, farewell.closed_words())
    Entry(remember=bool(request.POST.get("remember"))).keep(request.session)
    record_authentication(request, user, "mfa", type="webauthn", passwordless=True)
    answer: HttpResponse = perform_login(
        request, Login(user=user, redirect_url=local(request.POST.get("next", ""), "/"))
    )
    return answer


def let_in(request: HttpRequest) -> HttpResponse:
    stage: Any = request._login_stage  # type: ignore[attr-defined]  # noqa: SLF001 (how the library hands it over)
    record_authentication(request, stage.login.user, "mfa")
    answer: HttpResponse = stage.exit()
    return answer


def page(request: HttpRequest, form: CodeForm, wait: int = 0) -> HttpResponse:
    refused = HTTPStatus.TOO_MANY_REQUESTS if wait else HTTPStatus.UNPROCESSABLE_ENTITY
    status = refused if request.method == "POST" else HTTPStatus.OK
    context = {"form": form, "has_passkey": passkeys.are_possible(request) and has_passkey(awaited(request))}
    response = render(request, "people/second_step.html", context, status=status)
    if wait:
        response.headers["Retry-After"] = str(wait)
    return response


def refused(request: HttpRequest, words: str, status: HTTPStatus = HTTPStatus.UNPROCESSABLE_ENTITY) -> HttpResponse:
    return render(request, "people/passkey_refused.html", {"words": words}, status=status)
