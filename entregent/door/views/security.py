"""« Sécurité de mon compte »: second step, devices, personal links; and the page of those who must begin with it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from entregent.door import devices, factor_review, factors, passkeys, personal_links, recovery_codes
from entregent.door.confirmation import proof_required
from entregent.door.requirement import open_before_review, open_without_factor
from entregent.door.views.profile import person
from entregent.door.views.question import question_page
from entregent.people import lives
from entregent.people.models import Membership
from entregent.people.submissions import once
from entregent.people.viewer import who_looks


@never_cache
@require_GET
def security(request: HttpRequest) -> HttpResponse:
    user, rows = person(request), mine(request)
    context = own_factors(user.pk) | {
        "codes_left": recovery_codes.unused_count(user.pk), "are_required": factors.are_required(rows),
        "passkeys_possible": passkeys.are_possible(request), "is_strict": lives.are_strict(rows),
        "devices": devices.signed_in_devices(rows, request.session), "may_have_links": personal_links.may_have(rows),
        "links": [(link, devices.words(link.browser, link.system)) for link in personal_links.links_of_user(user.pk)],
    }  # fmt: skip
    return render(request, "door/security.html", context)


@open_without_factor
@never_cache
@require_GET
def factor_needed(request: HttpRequest) -> HttpResponse:
    """Where somebody begins whose role asks for a second step; the others have no need of this page."""
    if request.session.get(factors.GIVEN) or not factors.are_required(mine(request)):
        return redirect("security")
    return render(request, "door/factor_needed.html", {"passkeys_possible": passkeys.are_possible(request)})


@open_before_review
@never_cache
@require_http_methods(["GET", "POST"])
def review(request: HttpRequest) -> HttpResponse:
    """After a password was chosen by a link: each second step stands here to be removed, or they are kept."""
    if not factor_review.is_awaited(request.session):
        return redirect("security")
    if request.method == "POST":
        factor_review.end(request.session, person(request), by=who_looks(request))
        return redirect("home")
    return render(request, "door/factor_review.html", own_factors(person(request).pk))


@never_cache
@proof_required
@require_http_methods(["GET", "POST"])
@once
def device_closure(request: HttpRequest, device: UUID) -> HttpResponse:
    found = devices.find_device(mine(request), device, request.session)
    if found is None or found.is_this_one:
        raise Http404
    if request.method == "GET":
        title = _("Sign out %(device)s?") % {"device": found.name}
        text = _("What is being typed there is kept for its next sign-in.")
        return question_page(request, title, _("Sign out this device"), text)
    devices.end(person(request), device, by=who_looks(request))
    messages.success(request, _("%(device)s is signed out.") % {"device": found.name})
    return redirect("security")


@never_cache
@proof_required
@require_http_methods(["GET", "POST"])
@once
def others_closure(request: HttpRequest) -> HttpResponse:
    if request.method == "GET":
        title, text = _("Sign out all your other devices?"), _("You stay signed in here.")
        return question_page(request, title, _("Sign out the others"), text)
    count = devices.end_all_others(person(request), request.session, by=who_looks(request))
    words = ngettext("%(count)s other device is signed out.", "%(count)s other devices are signed out.", count)
    messages.success(request, words % {"count": count})
    return redirect("security")


def own_factors(user_id: int) -> dict[str, Any]:
    """The code program, and each passkey with its name."""
    found = factors.factors_of(user_id)
    return {
        "totp": next((factor for factor in found if factors.kind_of(factor) == "totp"), None),
        "passkeys": [(factor, factor.wrap().name) for factor in found if factors.kind_of(factor) == "passkey"],
    }


def mine(request: HttpRequest) -> list[Membership]:
    rows: list[Membership] = request.memberships  # type: ignore[attr-defined]
    return rows
