"""Who may do what in this space, before it is changed on screen."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from entregent.people.rights import MANAGE_HOUSE, MANAGE_NEWS, MANAGE_PEOPLE, MANAGE_ROLES, READ_AUDIT
from entregent.people.sides import PROVIDER
from entregent.people.space import RoleKind

FOLLOW: Final = "crm.follow"
PARTICULARS: Final = "crm.particulars"
MANAGE: Final = "crm.manage"

RIGHTS = (
    (FOLLOW, _("Keep clients, partners and contacts, plan activities")),
    (PARTICULARS, _("Read how to reach people, and when they were born")),
    (MANAGE, _("Say who follows which record")),
)
SIDE_OF = {FOLLOW: PROVIDER, PARTICULARS: PROVIDER, MANAGE: PROVIDER}
ROLES = (
    RoleKind(
        "manager", "Responsable", PROVIDER,
        (FOLLOW, PARTICULARS, MANAGE, MANAGE_PEOPLE, MANAGE_HOUSE, MANAGE_ROLES, MANAGE_NEWS, READ_AUDIT),
    ),
    RoleKind("counsellor", "Conseiller", PROVIDER, (FOLLOW, PARTICULARS)),
    RoleKind("volunteer", "Bénévole", PROVIDER, (), oversees=False),
)  # fmt: skip
