"""An administrator who lost their password or their second step, helped from the machine itself.

Whoever has a command line there has the database too: this only spares them a hand-made row, and leaves events and
mails that the person reads.
"""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from entregent import audit
from entregent.door import alerts, devices, factors, resets
from entregent.people import accounts, memberships
from entregent.people.errors import Refused
from entregent.people.models import Membership, User
from entregent.people.rights import MANAGE_PEOPLE


def rescue(email: str, *, second_step: bool = False) -> str:
    """The path of a link by which they choose a password, once, within 60 minutes; their sessions end.

    second_step: their second steps are removed too. Raises Refused for whoever manages no account: those who do help
    them on screen.
    """
    with transaction.atomic():
        user, manager = _manager(email)
        devices.end_all(user.pk)
        if second_step and factors.has_any(user.pk):
            factors.take_all(manager, by=audit.SYSTEM)
        audit.record("people.password.rescued", user, by=audit.SYSTEM, house_id=manager.house_id)
        alerts.send_alert(user, "people.password.rescued")
        return resets.path_for(user)


def _manager(email: str) -> tuple[User, Membership]:
    """The account, and the membership by which they manage others."""
    user = accounts.by_email(email)
    if user is None or not user.is_active:
        raise Refused(_("No account bears this address."))
    for member in memberships.open_memberships(user.pk):
        if MANAGE_PEOPLE in member.rights:
            return user, member
    raise Refused(_("This person manages no account: whoever manages theirs can help them on screen."))
