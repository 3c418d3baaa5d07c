"""Adding, naming and removing one's passkeys."""

from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from entregent.door import factors, passkeys
from entregent.door.confirmation import proof_required
from entregent.door.factor_forms import UNSIGNED, NameForm, PasskeyForm
from entregent.door.requirement import open_before_review, open_without_factor
from entregent.door.views.profile import person
from entregent.door.views.question import question_page
from entregent.people.submissions import once
from entregent.people.viewer import who_looks


@open_without_factor
@never_cache
@proof_required
@require_http_methods(["GET", "POST"])
def passkey_new(request: HttpRequest) -> HttpResponse:
    form = PasskeyForm(request.POST or None)
    if form.is_valid() and keep_passkey(request, form):
        messages.success(request, _("Your passkey is added; your other sessions are closed."))
        return redirect("recovery-codes")
    status = 422 if form.is_bound else 200
    return render(request, "door/passkey.html", {"form": form}, status=status)


@open_without_factor
@never_cache
@proof_required
@require_POST
def passkey_question(request: HttpRequest) -> JsonResponse:
    return JsonResponse(passkeys.question_to_add(person(request)))


@never_cache
@proof_required
@require_http_methods(["GET", "POST"])
@once
def passkey(request: HttpRequest, pk: int) -> HttpResponse:
    """Another name for it."""
    found = find_passkey(request, pk)
    form = NameForm(request.POST or None, initial={"name": found.wrap().name})
    if not form.is_valid():
        context = {"form": form, "name": found.wrap().name}
        return render(request, "door/passkey_name.html", context, status=422 if form.is_bound else 200)
    factors.rename(found, form.cleaned_data["name"], person(request), by=who_looks(request))
    return redirect("security")


@open_before_review
@never_cache
@proof_required
@require_http_methods(["GET", "POST"])
@once
def passkey_removal(request: HttpRequest, pk: int) -> HttpResponse:
    found = find_passkey(request, pk)
    name = found.wrap().name
    if request.method == "GET":
        title = _("Remove the passkey “%(name)s”?") % {"name": name}
        return question_page(request, title, _("Remove this passkey"))
    factors.remove(request, found, person(request), by=who_looks(request))
    messages.success(request, _("The passkey “%(name)s” is removed; your other sessions are closed.") % {"name": name})
    return redirect("security")


def keep_passkey(request: HttpRequest, form: PasskeyForm) -> bool:
    with transaction.atomic():
        if passkeys.add_passkey(person(request), form.cleaned_data["name"], form.cleaned_data["credential"]):
            factors.add_passkey(request, person(request), by=who_looks(request))
        else:
            form.add_error(None, UNSIGNED)
    return not form.errors


def find_passkey(request: HttpRequest, pk: int) -> Authenticator:
    """One of one's own; 404 for any other."""
    rows = factors.factors_of(person(request).pk)
    found = next((row for row in rows if row.pk == pk and factors.kind_of(row) == "passkey"), None)
    if found is None:
        raise Http404
    return found
