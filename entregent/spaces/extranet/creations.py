"""What may be created from anywhere in this space."""

from django.utils.translation import gettext_lazy as _

from entregent.people.sides import ADVISER
from entregent.people.space import Creation
from entregent.people.viewer import Viewer
from entregent.spaces.extranet.rights import ANSWER, HANDLE


def handles(viewer: Viewer) -> bool:
    return viewer.is_provider and viewer.can(HANDLE)


def writes(viewer: Viewer) -> bool:
    return viewer.side == ADVISER and viewer.can(ANSWER)


MESSAGE = Creation("extranet", _("New message"), "mail", "extranet:correspondence-new", writes)
TRAINING = Creation("extranet", _("New training"), "calendar", "extranet:training-new", handles)
DOCUMENT = Creation("extranet", _("Publish a document"), "file-text", "extranet:document-new", handles)
CAMPAIGN = Creation("extranet", _("Send a letter"), "mail", "extranet:campaign-new", handles)
