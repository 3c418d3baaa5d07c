"""What may be created from anywhere in this space."""

from django.utils.translation import gettext_lazy as _

from entregent.people.space import Creation
from entregent.people.viewer import Viewer
from entregent.spaces.depot.rights import DEPOSIT, MANAGE, PUBLISH

SPACE = "depot"


def hands_in(viewer: Viewer) -> bool:
    return viewer.is_customer and viewer.can(DEPOSIT)


def publishes(viewer: Viewer) -> bool:
    return viewer.is_provider and viewer.can(PUBLISH)


def manages(viewer: Viewer) -> bool:
    return viewer.is_provider and viewer.can(MANAGE)


TRANSFER = Creation(SPACE, _("Transfer documents"), "upload", "depot:transfer", hands_in)
PUBLICATION = Creation(SPACE, _("Publish a document"), "file-text", "depot:publication-new", publishes)
CLIENTS = Creation(SPACE, _("Add a client"), "building", "depot:client-new", manages)
