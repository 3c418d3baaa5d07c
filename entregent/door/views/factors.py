"""A code program and recovery codes: setting up, removing, keeping on paper."""

from http import HTTPStatus
from typing import Any
from urllib.parse import quote, urlencode

import qrcode
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods
from qrcode.image.svg import SvgPathImage

from entregent.door import codes, factors, recovery_codes, throttle
from entregent.door.confirmation import proof_required
from entregent.door.factor_forms import FirstCodeForm
from entregent.door.requirement import open_before_review, open_without_factor
from entregent.door.sealing import Unreadable, seal, unseal
from entregent.door.throttle import CODES, Counter
from entregent.door.views.profile import person, worn_membership
from entregent.door.views.question import question_page
from entregent.people.errors import Refused
from entregent.people.submissions import once
from entregent.people.viewer import who_looks

PENDING = "totp_secret"  # in the session, sealed: the secret of a program that has not shown a code yet


@open_without_factor
@never_cache
@proof_required
@require_http_methods(["GET", "POST"])
def totp_new(request: HttpRequest) -> HttpResponse:
    """The program is kept once it has shown a right code."""
    if factors.has_totp(person(request).pk):
        return redirect("security")
    form, secret = FirstCodeForm(request.POST or None), pending(request)
    if not form.is_valid():
        return totp_page(request, form, secret)
    step, wait = first_step(request, form, secret)
    if step is None:
        return totp_page(request, form, secret, wait)
    try:
        factors.add_totp(request, person(request), secret, step, by=who_looks(request))
    except Refused:  # its twin came first
        return redirect("recovery-codes")
    del request.session[PENDING]
    messages.success(request, _("Your code program is set up; your other sessions are closed."))
    return redirect("recovery-codes")


@open_without_factor
@never_cache
@proof_required
@require_GET
def totp_image(request: HttpRequest) -> HttpResponse:
    """What the telephone's camera reads: the same secret as the text of the page."""
    if PENDING not in request.session:
        raise Http404
    image = qrcode.make(otpauth(request, pending(request)), image_factory=SvgPathImage, border=2)
    return HttpResponse(image.to_string(), content_type="image/svg+xml")


@open_before_review
@never_cache
@proof_required
@require_http_methods(["GET", "POST"])
@once
def totp_removal(request: HttpRequest) -> HttpResponse:
    found = next(
        (factor for factor in factors.factors_of(person(request).pk) if factors.kind_of(factor) == "totp"), None
    )
    if found is None:
        raise Http404
    if request.method == "GET":
        return question_page(request, _("Remove the code program?"), _("Remove the code program"))
    factors.remove(request, found, person(request), by=who_looks(request))
    messages.success(request, _("The code program is removed; your other sessions are closed."))
    return redirect("security")


@open_without_factor
@never_cache
@proof_required
@require_http_methods(["GET", "POST"])
def recovery_codes_page(request: HttpRequest) -> HttpResponse:
    """Shown until their owner says that they are kept, for half an hour at most."""
    if request.method == "POST":
        recovery_codes.hide(person(request).pk)
        return redirect("security")
    codes = recovery_codes.visible_codes(person(request).pk)
    return render(request, "door/recovery_codes.html", {"codes": codes}) if codes else redirect("security")


@open_without_factor
@never_cache
@proof_required
@require_GET
def recovery_file(request: HttpRequest) -> HttpResponse:
    codes = recovery_codes.visible_codes(person(request).pk)
    if not codes:
        raise Http404
    response = render(request, "door/recovery_codes.txt", {"codes": codes}, content_type="text/plain; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="codes-de-secours.txt"'
    return response


@never_cache
@proof_required
@require_http_methods(["GET", "POST"])
@once
def recovery_renewal(request: HttpRequest) -> HttpResponse:
    if not factors.has_any(person(request).pk):
        raise Http404
    if request.method == "GET":
        return question_page(request, _("Replace your recovery codes?"), _("Make ten new codes"))
    factors.renew_codes(person(request), by=who_looks(request))
    return redirect("recovery-codes")


def pending(request: HttpRequest) -> str:
    """The secret being set up; a new one when there is none."""
    try:
        return unseal(request.session[PENDING])
    except (KeyError, Unreadable):
        secret = codes.new_secret()
        request.session[PENDING] = seal(secret)
        return secret


def totp_page(request: HttpRequest, form: FirstCodeForm, secret: str, wait: int = 0) -> HttpResponse:
    refused = HTTPStatus.TOO_MANY_REQUESTS if wait else HTTPStatus.UNPROCESSABLE_ENTITY
    status = refused if form.is_bound else HTTPStatus.OK
    response = render(request, "door/totp.html", {"form": form, "secret": in_fours(secret)}, status=status)
    if wait:
        response.headers["Retry-After"] = str(wait)
    return response


def first_step(request: HttpRequest, form: FirstCodeForm, secret: str) -> tuple[int | None, int]:
    """The step of the code that was typed, and the seconds to wait; adds the error of what is wrong."""
    wait = throttle.count_try(Counter(CODES, "code.first", (str(person(request).pk),)))
    step = None if wait else codes.step_of(secret, "".join(filter(str.isdecimal, form.cleaned_data["code"])))
    if step is None:
        wrong = _("This code is not right. Check it, and that your telephone tells the right time.")
        later = _("Too many wrong codes. Wait %(wait)s, then try again.") % {"wait": throttle.wait_in_words(wait)}
        form.add_error("code", later if wait else wrong)
    else:
        throttle.reset(Counter(CODES, "code.first", (str(person(request).pk),)))
    return step, wait


def otpauth(request: HttpRequest, secret: str) -> str:
    issuer = worn_membership(request).house.name
    words: dict[str, Any] = {"secret": secret, "issuer": issuer}
    return f"otpauth://totp/{quote(issuer)}:{quote(person(request).email)}?{urlencode(words, quote_via=quote)}"


def in_fours(secret: str) -> str:
    return " ".join(secret[at : at + 4] for at in range(0, len(secret), 4))
