"""What may be created from anywhere in this space."""

from django.utils.translation import gettext_lazy as _

from entregent.people.space import Creation
from entregent.people.viewer import Viewer
from entregent.spaces.crm.rights import FOLLOW


def follows(viewer: Viewer) -> bool:
    return viewer.is_provider and viewer.can(FOLLOW)


CLIENT = Creation("crm", _("New client"), "user", "crm:client-new", follows)
PARTNER = Creation("crm", _("New partner"), "building", "crm:partner-new", follows)
CONTACT = Creation("crm", _("New contact"), "users", "crm:contact-new", follows)
CALL = Creation("crm", _("Plan a call"), "phone", "crm:call-new", follows)
MEETING = Creation("crm", _("Plan a meeting"), "calendar", "crm:meeting-new", follows)
TASK = Creation("crm", _("Create a task"), "checklist", "crm:task-new", follows)
