"""« Gestion collaborateur »: who works in the cabinet, their invitation, what they hold, their departure."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from entregent.door.invitations import invite
from entregent.door.views import ending
from entregent.dossiers.models import Assignment
from entregent.people import kept_forms
from entregent.people.errors import Refused
from entregent.people.guard import demand_right
from entregent.people.models import Membership
from entregent.people.rights import MANAGE_PEOPLE
from entregent.people.sides import ADVISER
from entregent.people.submissions import once
from entregent.people.viewer import Viewer
from entregent.spaces.extranet.forms import CollaboratorForm
from entregent.spaces.extranet.views.account import cabinet_of
from entregent.spaces.extranet.views.sides import supervisor


@require_http_methods(["GET", "POST"])
@once
def invitation(request: HttpRequest) -> HttpResponse:
    """« Créer un collaborateur »: they choose their password themselves, by the link of a mail."""
    viewer = supervisor(request)
    demand_right(viewer, MANAGE_PEOPLE)
    form = CollaboratorForm(request.POST or kept_forms.take_kept(request), viewer=viewer)
    if request.method == "POST" and form.is_valid():
        try:
            invite(by=viewer, party=cabinet_of(viewer).party, **form.guest)
        except Refused as error:
            form.add_error("email", str(error.message))
        else:
            messages.success(request, _("The invitation is sent to %(email)s.") % {"email": form.cleaned_data["email"]})
            return redirect("extranet:collaborators")
    context = {"form": form, "title": _("Invite a collaborator"), "submit": _("Send the invitation")}
    return render(request, "extranet/form.html", context, status=422 if request.method == "POST" else 200)


@require_GET
def collaborator(request: HttpRequest, pk: int) -> HttpResponse:
    viewer = supervisor(request)
    found = find_collaborator(viewer, pk)
    held = Assignment.objects.visible_to(viewer).filter(membership=found, seat__dossier__space="extranet")
    context = {
        "found": found, "held": held.select_related("seat__dossier__party").order_by("seat__dossier__party__name_key"),
        "may_end": found.abilities(viewer)["end"],
    }  # fmt: skip
    return render(request, "extranet/collaborator.html", context)


@require_http_methods(["GET", "POST"])
@once
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """A departure leads through what is theirs: their files go to somebody in the same act."""
    found = find_collaborator(supervisor(request), pk)
    return ending.end(request, found, reverse("extranet:collaborators"))


def find_collaborator(viewer: Viewer, pk: int) -> Membership:
    """Of the viewer's own cabinet."""
    rows = Membership.objects.visible_to(viewer).filter(party=viewer.party_id, side=ADVISER)
    found: Membership = get_object_or_404(rows.select_related("departure", "block", "party", "house"), pk=pk)
    return found
