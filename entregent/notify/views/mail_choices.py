"""« Choisir les messages que vous recevez »."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from entregent.notify.choices import choose
from entregent.notify.forms import MailChoicesForm
from entregent.people import kept_forms
from entregent.people.models import Membership
from entregent.people.submissions import once
from entregent.people.viewer import who_looks


@require_http_methods(["GET", "POST"])
@once
def mail_choices(request: HttpRequest) -> HttpResponse:
    """No password is asked, unlike for the profile: which mails one wants is no part of who one is."""
    viewer = who_looks(request)
    rows = Membership.objects.visible_to(viewer).select_related("house")
    member = get_object_or_404(rows, pk=viewer.acting)
    form = MailChoicesForm(request.POST or kept_forms.take_kept(request), viewer=viewer)
    if request.method != "POST" or not form.is_valid():
        status = 422 if request.method == "POST" else 200
        crumbs = [(_("My profile"), reverse("profile")), (_("Mails received"), "")]
        return render(request, "notify/mail_choices.html", {"form": form, "crumbs": crumbs}, status=status)
    choose(member, form.changes(), by=viewer)
    messages.success(request, _("Your choices are saved. They hold from now on."))
    return redirect("mail-choices")
