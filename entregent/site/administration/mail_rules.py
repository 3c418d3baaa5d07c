"""What the house sets for the mails that its people choose among."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from entregent.notify.choices import Offer, own_offers, quote_in_mails, rule
from entregent.notify.kinds import CHOICES, NEVER, Kind, kinds_of
from entregent.people import kept_forms
from entregent.people.guard import demand_right
from entregent.people.models import House
from entregent.people.rights import MANAGE_HOUSE
from entregent.people.sides import CUSTOMER
from entregent.people.submissions import once
from entregent.people.viewer import Viewer, who_looks

SIDES = ((True, gettext_lazy("For your customers")), (False, gettext_lazy("For your team")))


class MailRulesForm(forms.Form):
    """Two questions for each kind: when its mails leave at first, and whether people may do without them."""

    def __init__(self, *args: Any, house: House, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kinds = kinds_of(house)
        self.offers = own_offers(viewer, [kind.key for kind in self.kinds])
        self.fields["quote"] = forms.BooleanField(
            label=House._meta.get_field("mails_quote").verbose_name, initial=house.quotes_in_mails, required=False,
            help_text=House._meta.get_field("mails_quote").help_text,
        )  # fmt: skip
        for kind in self.kinds:
            offer, label = self.offers[kind.key], str(kind.label)
            self.fields[kind.key] = forms.ChoiceField(label=label, choices=CHOICES, initial=offer.default)
            self.fields[off(kind)] = forms.BooleanField(
                label=_("May be switched off"), initial=offer.may_be_off, required=False
            )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for kind in self.kinds:
            if cleaned.get(kind.key) == NEVER and not cleaned[off(kind)]:
                self.add_error(kind.key, _("Mails that never leave at first must be ones that may be switched off."))
        return cleaned

    def parts(self) -> Iterator[dict[str, Any]]:
        """The questions side by side, for customers and for the team."""
        for of_customers, title in SIDES:
            mine = [kind for kind in self.kinds if (kind.side == CUSTOMER) == of_customers]
            if mine:
                lines = [{"when": self[kind.key], "off": self[off(kind)]} for kind in mine]
                yield {"title": title, "lines": lines}

    def changes(self) -> dict[str, Offer]:
        wanted = {kind.key: Offer(self.cleaned_data[kind.key], self.cleaned_data[off(kind)]) for kind in self.kinds}
        return {key: offer for key, offer in wanted.items() if offer != self.offers[key]}


def off(kind: Kind) -> str:
    return f"{kind.key}-off"


@require_http_methods(["GET", "POST"])
@once
def mail_rules(request: HttpRequest) -> HttpResponse:
    viewer = who_looks(request)
    demand_right(viewer, MANAGE_HOUSE)
    house = get_object_or_404(House.objects.visible_to(viewer), pk=viewer.house_id)
    form = MailRulesForm(request.POST or kept_forms.take_kept(request), house=house, viewer=viewer)
    if request.method != "POST" or not form.is_valid():
        status = 422 if request.method == "POST" else 200
        return render(request, "administration/mail_rules.html", {"form": form}, status=status)
    rule(house, form.changes(), by=viewer)
    quote_in_mails(house, form.cleaned_data["quote"], by=viewer)
    messages.success(request, _("The rules are saved. They hold for everyone who has not chosen otherwise."))
    return redirect("administration:notifications")
