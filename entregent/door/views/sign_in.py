"""Sign-in, sign-out, forgotten password."""

from http import HTTPStatus
from typing import Any

from allauth.account.views import LoginView, PasswordResetDoneView, PasswordResetView
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from entregent.door import favourites, passkeys, resets, signin
from entregent.door.forms import NewPasswordForm
from entregent.people import farewell
from entregent.people.viewer import who_looks


class SignIn(LoginView):  # type: ignore[misc]
    template_name = "door/sign_in.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        farewell.show_farewell(request)
        response: HttpResponse = favourites.without_password(request) or super().get(request, *args, **kwargs)
        return response

    def get_initial(self) -> dict[str, Any]:
        """A favourite may name the account; it never signs in by itself."""
        return {**super().get_initial(), "login": favourites.asked_login(self.request)}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """A browser where only staff sign in is not offered to be remembered: it would not be."""
        offers, possible = signin.may_be_remembered(self.request), passkeys.are_possible(self.request)
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {"offers_to_remember": offers, "passkeys_possible": possible}

    def form_invalid(self, form: Any) -> HttpResponse:
        status = HTTPStatus.TOO_MANY_REQUESTS if form.wait else HTTPStatus.UNPROCESSABLE_ENTITY
        response = self.render_to_response(self.get_context_data(form=form), status=status)
        if form.wait:
            response.headers["Retry-After"] = str(form.wait)
        return response  # type: ignore[no-any-return]


class ForgottenPassword(PasswordResetView):  # type: ignore[misc]
    template_name = "door/forgotten.html"

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "request": self.request}

    def form_invalid(self, form: Any) -> HttpResponse:
        context = self.get_context_data(form=form)
        return self.render_to_response(context, status=HTTPStatus.UNPROCESSABLE_ENTITY)  # type: ignore[no-any-return]


sign_in = login_not_required(SignIn.as_view())
forgotten = login_not_required(ForgottenPassword.as_view())
forgotten_done = login_not_required(PasswordResetDoneView.as_view(template_name="door/forgotten_done.html"))


@login_not_required
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    signin.sign_out(request, who_looks(request))
    response = HttpResponseRedirect(settings.LOGIN_URL)
    response.headers["Clear-Site-Data"] = '"cache", "storage"'
    return response


@login_not_required
@never_cache
@sensitive_post_parameters("password1", "password2")
@require_http_methods(["GET", "POST"])
def new_password(request: HttpRequest, uidb36: str, key: str) -> HttpResponse:
    """Looking at the page uses nothing up; only choosing the password does."""
    user = resets.holder(uidb36, key)
    if user is None:
        return used_reset_page(request)
    form = NewPasswordForm(request.POST or None, user=user)
    if form.is_valid():
        done = resets.use(uidb36, key, form.cleaned_data["password1"])
        return redirect("account_reset_password_from_key_done") if done else used_reset_page(request)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
    return private(render(request, "door/new_password.html", {"form": form}, status=status))


@login_not_required
def new_password_done(request: HttpRequest) -> HttpResponse:
    return render(request, "door/new_password_done.html")


def used_reset_page(request: HttpRequest) -> HttpResponse:
    return private(render(request, "door/link_used.html", status=HTTPStatus.GONE))


def private(response: HttpResponse) -> HttpResponse:
    """The address of this page is a secret: tell it to no other page, not even to our own.

    With « no-referrer » browsers send the form of the page from « null », which the check against forgery refuses.
    """
    response.headers["Referrer-Policy"] = "strict-origin"
    return response
