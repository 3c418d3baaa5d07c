"""Who may do what in this space, before it is changed on screen."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from entregent.people.rights import MANAGE_HOUSE, MANAGE_NEWS, MANAGE_PEOPLE, MANAGE_ROLES, READ_AUDIT
from entregent.people.sides import ADVISER, CUSTOMER, PROVIDER
from entregent.people.space import RoleKind

ANSWER: Final = "extranet.answer"
SUPERVISE: Final = "extranet.supervise"
READ: Final = "extranet.read"
HANDLE: Final = "extranet.handle"

RIGHTS = (
    (ANSWER, _("Read the letters of clients and answer them")),
    (SUPERVISE, _("Approve answers, assign client files to collaborators")),
    (READ, _("Read one’s own letters")),
    (HANDLE, _("Send letters, read answers, decide on changes")),
)
SIDE_OF = {ANSWER: ADVISER, SUPERVISE: ADVISER, READ: CUSTOMER, HANDLE: PROVIDER}
ROLES = (
    RoleKind("supervisor", "Superviseur", ADVISER, (ANSWER, SUPERVISE, MANAGE_PEOPLE)),
    RoleKind("collaborator", "Collaborateur", ADVISER, (ANSWER,), oversees=False),
    RoleKind("member", "Adhérent", CUSTOMER, (READ,)),
    RoleKind(
        "staff", "Organisme", PROVIDER,
        (HANDLE, MANAGE_PEOPLE, MANAGE_HOUSE, MANAGE_ROLES, MANAGE_NEWS, READ_AUDIT),
    ),
)  # fmt: skip
