"""The page that an invitation opens."""

from http import HTTPStatus

from allauth.account.internal.flows.login import perform_login
from allauth.account.models import Login
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from entregent.door import invitations, signin
from entregent.door.arrival import Arrival
from entregent.door.forms import too_many
from entregent.door.invitation_forms import NewcomerForm, ReturningForm
from entregent.door.invitations import Guest
from entregent.door.views.sign_in import private
from entregent.people.models import Invitation, User


@login_not_required
@never_cache
@sensitive_post_parameters("password", "password1", "password2")
@require_http_methods(["GET", "POST"])
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Looking at the page uses nothing up: mail programs open links by themselves."""
    found = invitations.find_invitation(token)
    if found is None:
        return used_invitation_page(request)
    account = User.objects.by_login(found.email)
    form = ReturningForm(request.POST or None) if account else NewcomerForm(request.POST or None, invitation=found)
    if not form.is_valid():
        return page(request, found, form)
    wait, guest = (0, newcomer(found, form)) if isinstance(form, NewcomerForm) else returning(request, found, form)
    if guest is None:
        return page(request, found, form, wait)
    return enter(request, found, guest)


def newcomer(invited: Invitation, form: NewcomerForm) -> Guest:
    account = User(email=invited.email)
    account.set_password(form.cleaned_data["password1"])
    return Guest(form.cleaned_data["first_name"], form.cleaned_data["last_name"], account)


def returning(request: HttpRequest, invited: Invitation, form: ReturningForm) -> tuple[int, Guest | None]:
    """The seconds to wait, and the guest when the password is theirs."""
    outcome = signin.attempt(request, invited.email, form.cleaned_data["password"])
    if outcome.user is None:
        wrong = _("This is not the password of your account.")
        form.add_error("password", too_many(outcome.wait) if outcome.wait else wrong)
        return outcome.wait, None
    return 0, Guest(invited.first_name, invited.last_name, outcome.user)


def enter(request: HttpRequest, invited: Invitation, guest: Guest) -> HttpResponse:
    """Through the second step, for whoever has one: nothing is accepted before."""
    if guest.account.pk:
        Arrival(invitation=invited.pk).keep(request.session)
    elif membership := invitations.accept(invited.pk, guest):
        Arrival(membership=membership.pk).keep(request.session)
    else:
        return used_invitation_page(request)
    answer: HttpResponse = perform_login(request, Login(user=guest.account, redirect_url="/"))
    return answer


def page(request: HttpRequest, invited: Invitation, form: NewcomerForm | ReturningForm, wait: int = 0) -> HttpResponse:
    refused = HTTPStatus.TOO_MANY_REQUESTS if wait else HTTPStatus.UNPROCESSABLE_ENTITY
    posts = invitations.roles_in_words(invited)
    context = {"form": form, "invitation": invited, "posts": posts, "returning": isinstance(form, ReturningForm)}
    status = refused if form.is_bound else HTTPStatus.OK
    response = render(request, "door/invitation.html", context, status=status)
    if wait:
        response.headers["Retry-After"] = str(wait)
    return private(response)


def used_invitation_page(request: HttpRequest) -> HttpResponse:
    words = _("If you have come in already, sign in. Otherwise ask whoever invited you for a new invitation.")
    context = {"what_to_do": words}
    return private(render(request, "door/link_used.html", context, status=HTTPStatus.GONE))
