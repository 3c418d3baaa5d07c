"""Trainings followed by the people of an establishment: one that qualifies opens an account."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from entregent.dossiers.models import Dossier
from entregent.lists.answer import answer_list
from entregent.people import kept_forms
from entregent.people.guard import demand_right
from entregent.people.rights import MANAGE_PEOPLE
from entregent.people.submissions import once
from entregent.spaces.support.forms import TrainingForm
from entregent.spaces.support.lists import TrainingList
from entregent.spaces.support.models import Training
from entregent.spaces.support.views.establishments import SPACE, around_tab, find_establishment, form_page, provider


@require_GET
def trainings(request: HttpRequest, pk: int) -> HttpResponseBase:
    viewer, party = provider(request), find_establishment(request, pk)
    followed = TrainingList(viewer, request.GET, dossier__party=party.pk)
    return answer_list(request, followed, "support/establishment_trainings.html", around_tab(request, party))


@require_http_methods(["GET", "POST"])
@once
def training_new(request: HttpRequest, pk: int) -> HttpResponse:
    viewer, party = provider(request), find_establishment(request, pk)
    demand_right(viewer, MANAGE_PEOPLE)
    dossier = get_object_or_404(Dossier.objects.visible_to(viewer), party=party, space=SPACE)
    training = Training(dossier=dossier)
    form = TrainingForm(request.POST or kept_forms.take_kept(request), instance=training, viewer=viewer)
    if request.method != "POST" or not form.is_valid():
        crumbs = [(party.name, reverse("support:trainings-of", args=[party.pk])), (_("Record a training"), "")]
        return form_page(request, form, _("Record a training"), crumbs=crumbs)
    invited = training.note(by=viewer)
    done = _("The training is recorded, and %(email)s receives an invitation as an agent.") % {"email": training.email}
    messages.success(request, done if invited else _("The training is recorded."))
    return redirect("support:trainings-of", party.pk)
