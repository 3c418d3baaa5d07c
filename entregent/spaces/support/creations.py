"""What may be created from anywhere in this space."""

from django.utils.translation import gettext_lazy as _

from entregent.people.rights import MANAGE_PEOPLE
from entregent.people.space import Creation
from entregent.people.viewer import Viewer
from entregent.spaces.support.models.contract import manages
from entregent.spaces.support.rights import REQUEST

SPACE = "support"


def files(viewer: Viewer) -> bool:
    return viewer.can(REQUEST)


def invites(viewer: Viewer) -> bool:
    return viewer.is_customer and viewer.can(MANAGE_PEOPLE)


REQUESTS = Creation(SPACE, _("File a request"), "lifebuoy", "support:request-new", files)
AGENTS = Creation(SPACE, _("Invite an agent"), "user-plus", "support:invitation", invites)
ESTABLISHMENTS = Creation(SPACE, _("Add an establishment"), "building-community", "support:establishment-new", manages)
STANDARD = Creation(SPACE, _("Add a standard message"), "template", "support:standard-new", manages)
PRODUCTS = Creation(SPACE, _("Add a product"), "packages", "support:product-new", manages)
