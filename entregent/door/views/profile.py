"""« Mon profil », and the link that confirms a new e-mail address."""

from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.decorators import login_not_required
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from entregent.door import address_change, resets, signin
from entregent.door.forms import too_many
from entregent.door.profile import describe, panels
from entregent.door.profile_form import ProfileForm
from entregent.door.views.sign_in import private
from entregent.people import kept_forms
from entregent.people.errors import Refused
from entregent.people.models import Membership, User
from entregent.people.space import SPACES
from entregent.people.viewer import who_looks


@sensitive_post_parameters("current_password", "password1", "password2")
@require_http_methods(["GET", "POST"])
def profile(request: HttpRequest) -> HttpResponse:
    membership = worn_membership(request)
    data = request.POST if request.method == "POST" else None
    form = ProfileForm(data, user=person(request), membership=membership, typed=kept_forms.take_kept(request) or {})
    if request.method != "POST" or not form.is_valid():
        return page(request, form, membership)
    outcome = signin.confirm(request, person(request), form.cleaned_data["current_password"])
    if outcome.user is None:
        wrong = _("This is not your current password.")
        form.add_error("current_password", too_many(outcome.wait) if outcome.wait else wrong)
        return page(request, form, membership, outcome.wait)
    try:
        save(request, form)
    except Refused as error:
        form.add_error("email", str(error.message))
        return page(request, form, membership)
    return redirect("profile")


def page(request: HttpRequest, form: ProfileForm, membership: Membership, wait: int = 0) -> HttpResponse:
    refused = HTTPStatus.TOO_MANY_REQUESTS if wait else HTTPStatus.UNPROCESSABLE_ENTITY
    status = refused if request.method == "POST" else HTTPStatus.OK
    context = {"form": form, "facts": facts(membership), "panels": panels(request)}
    response = render(request, "door/profile.html", context, status=status)
    if wait:
        response.headers["Retry-After"] = str(wait)
    return response


def save(request: HttpRequest, form: ProfileForm) -> None:
    """Each part is kept or none is; this session goes on after a new password, the others end."""
    user, viewer, values = person(request), who_looks(request), form.cleaned_data
    with transaction.atomic():
        describe(viewer, values)
        if values["email"] != user.email:
            address_change.ask_address_change(user, values["email"], by=viewer)
        if values["password1"]:
            resets.change(user, values["password1"], by=viewer)
            update_session_auth_hash(request, user)
    messages.success(request, _("Your information is saved."))
    if values["email"] != user.email:
        words = _("A link was sent to %(address)s: open it within 60 minutes to make it your address.")
        messages.info(request, words % {"address": values["email"]})
    if values["password1"]:
        messages.info(request, _("Your password is changed; your other sessions are closed."))


def worn_membership(request: HttpRequest) -> Membership:
    """The membership under which the person works now; the middleware fetched it."""
    rows: list[Membership] = request.memberships  # type: ignore[attr-defined]
    return next(row for row in rows if row.pk == who_looks(request).membership_id)


def person(request: HttpRequest) -> User:
    assert isinstance(request.user, User)
    return request.user


def party_label(membership: Membership) -> str | Promise:
    """As the space calls whom it looks after; « Client » for whoever works in several."""
    space = SPACES.get(membership.space)
    return space.party if space else _("Customer")


def facts(membership: Membership) -> list[dict[str, Any]]:
    """What the house says of the person, and they cannot change."""
    return [
        {"label": _("Profile"), "value": membership.profiles},
        {"label": _("Organisation"), "value": membership.house.name},
        *([{"label": party_label(membership), "value": membership.party.name}] if membership.party else []),
        *([{"label": _("Number"), "value": membership.number}] if membership.number else []),
    ]


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def email_confirm(request: HttpRequest, token: str) -> HttpResponse:
    """Looking at the page changes nothing; its button does, for the owner of the account alone.

    Whoever reads a mailbox that was mistyped would else make it the account's, and then ask for a new password.
    """
    held_by = address_change.holder(token)
    if held_by and not request.user.is_authenticated:
        return redirect(kept_forms.sign_in_address(request.get_full_path()))
    if held_by and held_by[0] != request.user:
        words = _("This link is for another account: sign out, and sign in as the person who asked for it.")
        return private(render(request, "door/link_used.html", {"what_to_do": words}, status=HTTPStatus.FORBIDDEN))
    if held_by and request.method == "GET":
        return private(render(request, "door/email_confirm.html", {"address": held_by[1]}))
    if held_by and address_change.use(token):
        return render(request, "door/email_confirmed.html", {"address": held_by[1]})
    words = _("Ask for the change again in your profile: the link works once, within 60 minutes.")
    return private(render(request, "door/link_used.html", {"what_to_do": words}, status=HTTPStatus.GONE))
