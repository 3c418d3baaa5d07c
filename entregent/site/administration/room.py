"""« Place pour les fichiers »: how much a house keeps, and how much the platform lets it keep."""

from __future__ import annotations

from decimal import Decimal

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from entregent.door.confirmation import proof_required_when
from entregent.files.purposes import MEGABYTE
from entregent.files.room import resize, share, use_of
from entregent.people import kept_forms
from entregent.people.guard import demand_right
from entregent.people.models import House
from entregent.people.rights import MANAGE_HOUSES
from entregent.people.submissions import once
from entregent.people.viewer import who_looks

GIGABYTE = 1024 * MEGABYTE


class RoomForm(forms.Form):
    most = forms.DecimalField(
        label=gettext_lazy("Room for files, in GB"), min_value=Decimal("0.1"), max_value=Decimal(1_000_000),
        decimal_places=1, localize=True,
        help_text=gettext_lazy("Below what is used, nothing is deleted: new files are refused until there is room."),
    )  # fmt: skip

    @property
    def most_bytes(self) -> int:
        return int(self.cleaned_data["most"] * GIGABYTE)


def asks_change(request: HttpRequest, pk: int) -> bool:
    demand_right(who_looks(request), MANAGE_HOUSES)
    return True


@never_cache
@proof_required_when(asks_change)
@require_http_methods(["GET", "POST"])
@once
def room(request: HttpRequest, pk: int) -> HttpResponse:
    viewer = who_looks(request)
    demand_right(viewer, MANAGE_HOUSES)
    house = get_object_or_404(House.objects.visible_to(viewer), pk=pk)
    now = round(Decimal(share(house)) / GIGABYTE, 1)
    form = RoomForm(request.POST or kept_forms.take_kept(request), initial={"most": now})
    if request.method == "POST" and form.is_valid():
        resize(house, form.most_bytes, by=viewer)
        messages.success(request, _("The room for files of %(house)s is changed.") % {"house": house.name})
        return redirect("administration:house-edit", pk)
    context = {"form": form, "edited": house, "room": use_of(house)}
    return render(request, "administration/room.html", context, status=422 if request.method == "POST" else 200)
