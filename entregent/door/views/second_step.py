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

from entregent.door import codes, passkeys, throttle
from entregent.door.arrival import Arrival
from entregent.door.factor_forms import UNSIGNED, CodeForm, CredentialForm, with_unsigned_error
from entregent.door.forms import too_many
from entregent.door.network import prefix_of
from entregent.door.second_step import SecondStep, awaited_user, has_passkey
from entregent.door.throttle import PASSWORDS, Counter
from entregent.people import farewell, memberships
from entregent.people.paths import local

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
    verdict = codes.judge(request, awaited_user(request), form.cleaned_data["code"])
    if not verdict.is_right:
        form.add_error("code", verdict.words)
        return page(request, form, verdict.wait)
    return let_in(request)


@behind_the_password
@require_POST
def second_step_passkey(request: HttpRequest) -> HttpResponse:
    """A passkey's signature."""
    answer = CredentialForm(request.POST)
    if answer.is_valid() and passkeys.signer_of(answer.cleaned_data["credential"], awaited_user(request)):
        return let_in(request)
    return page(request, with_unsigned_error(CodeForm({})))


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
def passkey_question(request: HttpRequest) -> JsonResponse:
    """What a passkey is asked to sign: by the person awaited at the second step, or by whoever has one.

    The sign-in page asks whoever is there, even where somebody was awaited already.
    """
    if "seule" in request.GET:
        return JsonResponse(passkeys.passkey_question())
    stage = SecondStep.entered(request)
    user = request.user if request.user.is_authenticated else stage.login.user if stage else None
    return JsonResponse(passkeys.passkey_question(user))


@login_not_required
@never_cache
@require_POST
def passkey(request: HttpRequest) -> HttpResponse:
    """Sign in by a passkey alone: what it is kept in has asked for a finger, a face or a number."""
    counter = Counter(PASSWORDS, "passkey.place", (prefix_of(request),))
    form, wait = CredentialForm(request.POST), throttle.count_try(counter)
    if wait:
        return refused_passkey_page(request, too_many(wait), HTTPStatus.TOO_MANY_REQUESTS)
    user = passkeys.signer_of(form.cleaned_data["credential"]) if form.is_valid() else None
    if user is None:
        return refused_passkey_page(request, str(UNSIGNED))
    throttle.give_back(counter)
    if not memberships.open_memberships(user.pk).exists():
        return refused_passkey_page(request, farewell.closed_words())
    Arrival(remember=bool(request.POST.get("remember"))).keep(request.session)
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
    context = {"form": form, "has_passkey": passkeys.are_possible(request) and has_passkey(awaited_user(request))}
    response = render(request, "door/second_step.html", context, status=status)
    if wait:
        response.headers["Retry-After"] = str(wait)
    return response


def refused_passkey_page(
    request: HttpRequest, words: str, status: HTTPStatus = HTTPStatus.UNPROCESSABLE_ENTITY
) -> HttpResponse:
    return render(request, "door/passkey_refused.html", {"words": words}, status=status)
