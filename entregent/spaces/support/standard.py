"""Standard messages against one request: which fit it, and what their names stand for there."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db.models import Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from entregent.core.clock import now
from entregent.core.richtext import printable
from entregent.notify.recipients import language_of
from entregent.people.viewer import Viewer
from entregent.spaces.support.models import Intervention, StandardMessage

# What may stand in braces, in the words of whoever writes it.
NAMES = {
    "numero": _("Number of the request"),
    "sujet": _("Subject of the request"),
    "contrat": _("Product of the contract"),
    "service": _("Service"),
    "etablissement": _("Name of the establishment"),
    "proprietaire": _("Name of the owner of the request"),
    "collaborateur": _("Your name"),
    "date": _("Today’s date"),
    "lien": _("Address of the request"),
}


def fitting(request: Intervention, viewer: Viewer) -> Any:
    """Those of all requests, of its service and of its product; the most used first."""
    product = request.contract.product
    rows = StandardMessage.objects.visible_to(viewer)
    rows = rows.filter(Q(service=None) | Q(service=request.service_id), Q(product=None) | Q(product=product.pk))
    return rows.order_by("-uses", "name_key")


def filled_message(request: Intervention, message: StandardMessage, viewer: Viewer) -> str:
    """Markup for the writing box, in the language of the owner, who will read it."""
    language = language_of(request.owner) if request.owner else ""
    return message.filled(values_of(request, viewer), language)


def preview(message: StandardMessage, request: Intervention, viewer: Viewer) -> SafeString:
    """As its reader would see it."""
    return printable("", filled_message(request, message, viewer))[0]


def values_of(request: Intervention, viewer: Viewer) -> dict[str, str]:
    product = request.contract.product
    return {
        "numero": str(request.number),
        "sujet": request.subject,
        "contrat": product.name,
        "service": request.service.name,
        "etablissement": request.dossier.party.name,
        "proprietaire": request.owner.name if request.owner else "",
        "collaborateur": viewer.name,
        "date": date_format(timezone.localdate(now()), "DATE_FORMAT"),
        "lien": f"{settings.ENTREGENT_URL}{request.get_absolute_url()}",
    }
