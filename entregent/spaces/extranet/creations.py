"""What may be created from anywhere in this space."""

from django.utils.translation import gettext_lazy as _

from entregent.people.space import Creation
from entregent.people.viewer import Viewer
from entregent.spaces.extranet.rights import HANDLE


def handles(viewer: Viewer) -> bool:
    return viewer.is_provider and viewer.can(HANDLE)


CAMPAIGN = Creation("extranet", _("Send a letter"), "mail", "extranet:campaign-new", handles)
