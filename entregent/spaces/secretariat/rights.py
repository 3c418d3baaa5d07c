"""Who may do what in this space, before it is changed on screen."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from entregent.agenda.rights import AGENDA_RIGHTS, BOOK, OVERBOOK, SET_HOURS
from entregent.people.rights import MANAGE_HOUSE, MANAGE_NEWS, MANAGE_PEOPLE, MANAGE_ROLES, READ_AUDIT
from entregent.people.sides import CUSTOMER, PROVIDER
from entregent.people.space import RoleKind

READ: Final = "secretariat.read"
TAKE: Final = "secretariat.take"
SUPERVISE: Final = "secretariat.supervise"
KEEP_CONTACTS: Final = "secretariat.contacts"

RIGHTS = (
    (READ, _("Read, archive and export one’s own messages")),
    (TAKE, _("Take messages for the subscribers who are entrusted to them")),
    (SUPERVISE, _("Manage subscribers, their instructions and the operators")),
    (KEEP_CONTACTS, _("Keep contacts up to date")),
    *AGENDA_RIGHTS,
)
SIDE_OF = {READ: CUSTOMER, TAKE: PROVIDER, SUPERVISE: PROVIDER}
OWN = (READ, KEEP_CONTACTS, BOOK, OVERBOOK, SET_HOURS)
ROLES = (
    RoleKind("subscriber", "Abonné", CUSTOMER, (*OWN, MANAGE_PEOPLE)),
    RoleKind(
        "health", "Abonné, données de santé", CUSTOMER, (*OWN, MANAGE_PEOPLE),
        needs_second_factor=True, sees_health_data=True,
    ),
    RoleKind("operator", "Opératrice", PROVIDER, (TAKE, KEEP_CONTACTS, BOOK), oversees=False),
    RoleKind(
        "manager", "Responsable du secrétariat", PROVIDER,
        (TAKE, SUPERVISE, KEEP_CONTACTS, BOOK, SET_HOURS, MANAGE_PEOPLE, MANAGE_HOUSE, MANAGE_ROLES, MANAGE_NEWS,
         READ_AUDIT),
    ),
)  # fmt: skip
