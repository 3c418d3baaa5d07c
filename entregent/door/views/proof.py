"""The check behind « Je ne suis pas un robot »: the work to do, and the link by mail in its place."""

from http import HTTPStatus

from django import forms
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from entregent.core.logins import AddressField
from entregent.door import proof, proof_mail
from entregent.door.forms import login_field
from entregent.door.proof import PURPOSES, Purpose


class LinkForm(forms.Form):
    """Looks nobody up: a job will."""

    page = forms.CharField(widget=forms.HiddenInput, required=False, max_length=2000)

    def __init__(self, *args: object, purpose: Purpose, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        mailbox = AddressField(label=_("E-mail"), widget=forms.EmailInput(attrs={"autocomplete": "email"}))
        self.fields["login"] = login_field() if purpose.for_accounts else mailbox


@login_not_required
@never_cache
@require_GET
def challenge(request: HttpRequest, key: str) -> HttpResponse:
    made = proof.new_challenge(find_purpose(key), request)
    return JsonResponse({"token": made.token, "nonce": made.nonce, "bits": made.bits, "parts": made.parts})


@login_not_required
@require_http_methods(["GET", "POST"])
def mail(request: HttpRequest, key: str) -> HttpResponse:
    purpose = find_purpose(key)
    data = request.POST if request.method == "POST" else None
    form = LinkForm(data, purpose=purpose, initial={"page": request.GET.get("page", "")})
    if form.is_valid():
        proof_mail.ask_proof_mail(request, purpose, form.cleaned_data["login"], form.cleaned_data["page"])
        return redirect("proof-mail-sent", key)
    back = proof_mail.form_page(purpose, form["page"].value() or "")
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
    return render(request, "door/proof_mail.html", {"form": form, "back_url": back}, status=status)


@login_not_required
@require_GET
def mail_sent(request: HttpRequest, key: str) -> HttpResponse:
    return render(request, "door/proof_mail_sent.html", {"purpose": find_purpose(key)})


def find_purpose(key: str) -> Purpose:
    if key not in PURPOSES:
        raise Http404
    return PURPOSES[key]
