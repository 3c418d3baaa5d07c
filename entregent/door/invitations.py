"""Who may bring whom in, and the link that opens the door: 72 hours, once."""

import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from entregent import audit
from entregent.core.clock import now
from entregent.core.logins import clean_login
from entregent.door import departures, throttle
from entregent.door.throttle import INVITATIONS, INVITATIONS_OF_ONE_HOUSE, INVITATIONS_TO_ONE_MAILBOX, Counter
from entregent.people import mails
from entregent.people.errors import Refused
from entregent.people.models import Invitation, Membership, Party, Role, User
from entregent.people.models.invitation import end_of_life
from entregent.people.models.membership import WITH_PARTY
from entregent.people.rights import MANAGE_HOUSES, MANAGE_PEOPLE, MANAGE_ROLES
from entregent.people.sides import PLATFORM
from entregent.people.sight import OF_THE_HOUSE
from entregent.people.viewer import Viewer


@dataclass(frozen=True)
class Guest:
    """Who comes in through an invitation: under which names, and with which account."""

    first_name: str
    last_name: str
    account: User


def invite(
    *, by: Viewer, email: str, last_name: str, roles: Sequence[Role], first_name: str = "", party: Party | None = None
) -> Invitation:
    """Invite an address into the house of the roles, with a post for each; an invitation still open to it is replaced.

    Raises PermissionDenied for roles that are not the viewer's to give, Refused for an address
    that is already in, or after too many invitations.
    """
    email, house = clean_login(email), roles[0].house_id
    check_may_give(by, roles, party)
    with transaction.atomic():
        _refuse_member(email, house, party)
        _refuse_flood(by, email)
        invitation = _waiting(email, house, party) or Invitation(house_id=house, party=party, email=email)
        invitation.first_name, invitation.last_name = first_name.strip(), last_name.strip()
        return _send(invitation, roles, by, "people.invitation.sent")


def renew(invitation: Invitation, *, by: Viewer) -> Invitation:
    """Send a new link for 72 hours; the older dies. Raises as `invite`."""
    check_may_give(by, invitation.roles, invitation.party)
    with transaction.atomic():
        invitation = _rows().select_for_update(of=("self",)).get(pk=invitation.pk)
        if invitation.accepted_at:
            raise Refused(_("This invitation has been accepted already."))
        _refuse_flood(by, invitation.email)
        return _send(invitation, invitation.roles, by, "people.invitation.renewed")


def check_may_give(by: Viewer, roles: Sequence[Role], party: Party | None) -> None:
    """Raises PermissionDenied unless the viewer may bring somebody in, with these posts, at this place.

    Of one house and side, one a space, each of a space that the house uses.
    """
    one_each = len({role.space for role in roles}) == len(roles)
    together = len({(role.house_id, role.side) for role in roles}) == 1
    if not (_manages(by) and one_each and together and all(_may_give(by, role, party) for role in roles)):
        raise PermissionDenied
    known = Role.objects.visible_to(by).filter(pk__in=[role.pk for role in roles])
    if known.filter(retirement__isnull=False).exists():
        raise Refused(_("This role is retired: choose another one."))


def _may_give(by: Viewer, role: Role, party: Party | None) -> bool:
    here = by.is_platform or role.house_id == by.house_id
    fits = (role.side in WITH_PARTY) == (party is not None) and (party is None or party.house_id == role.house_id)
    own_side = by.side in OF_THE_HOUSE or (party is not None and party.pk == by.party_id and role.side == by.side)
    platform = by.is_platform or role.side != PLATFORM
    used = not role.space or role.space in role.house.spaces
    return here and fits and own_side and platform and used and is_theirs_to_give(by, role)


def is_theirs_to_give(by: Viewer, role: Role) -> bool:
    """Nobody gives more than they have, on their own side. Staff give customers what customers need."""
    if by.is_platform or by.can(MANAGE_ROLES):
        return True
    if role.side in WITH_PARTY and by.side in OF_THE_HOUSE:
        return by.works_in(role.space)
    return set(role.rights) <= by.rights and (role.space in by.overseen or not role.oversees)


def find_invitation(token: str) -> Invitation | None:
    """The invitation of a link that still holds; None for any other."""
    found: Invitation | None = _rows().filter(token_hash=_hash(token)).first()
    return found if found and found.is_open else None


def accept(key: int, guest: Guest) -> Membership | None:
    """Let the guest in, creating the account when it is new; None when the invitation is over by now.

    key: of an invitation whose link somebody holds, found by `find_invitation`.
    """
    with transaction.atomic():
        invitation = _rows().select_for_update(of=("self",)).filter(pk=key).first()
        if invitation is None or not invitation.is_open:
            return None
        guest.account.save()
        membership = _membership(invitation, guest)
        invitation.accepted_at = now()
        invitation.save(update_fields=["accepted_at"])
        viewer = Viewer.wearing(membership)
        audit.record(
            "people.invitation.accepted", invitation, by=viewer, house_id=invitation.house_id, membership=membership.pk
        )
        return membership


def accept_waiting(key: int | None, user: User) -> int | None:
    """What somebody who has just signed in was invited to; the key of the membership that they then wear."""
    invited = _rows().filter(pk=key, email=user.email).first() if key else None
    membership = accept(invited.pk, Guest(invited.first_name, invited.last_name, user)) if invited else None
    return membership.pk if membership else None


def _manages(by: Viewer) -> bool:
    return by.can(MANAGE_PEOPLE) or (by.is_platform and by.can(MANAGE_HOUSES))


def _refuse_member(email: str, house: int, party: Party | None) -> None:
    rows = Membership.objects.unscoped("whether an address is already in this place")
    if rows.filter(house=house, party=party, user__email=email, departure=None).exists():
        raise Refused(_("This address already has an access here: change that access instead."))


def _refuse_flood(by: Viewer, email: str) -> None:
    """Of one person, of one house, and to one mailbox from wherever."""
    wait = throttle.count_try(
        Counter(INVITATIONS, "invitations", (str(by.membership_id),)),
        Counter(INVITATIONS_OF_ONE_HOUSE, "invitations.house", (str(by.house_id),)),
        Counter(INVITATIONS_TO_ONE_MAILBOX, "invitations.mailbox", (email,)),
    )
    if wait:
        words = throttle.wait_in_words(wait)
        raise Refused(_("Many invitations were sent in a short time. Wait %(wait)s, then carry on.") % {"wait": words})


def _waiting(email: str, house: int, party: Party | None) -> Invitation | None:
    rows = _rows().filter(house=house, party=party, email=email, accepted_at=None)
    waiting: Invitation | None = rows.select_for_update(of=("self",)).first()
    return waiting


def _rows() -> Any:
    rows = Invitation.objects.unscoped("an invitation is found by its secret, or by whom it is for")
    return rows.select_related("house", "party")


def _send(invitation: Invitation, roles: Sequence[Role], by: Viewer, verb: str) -> Invitation:
    token = secrets.token_urlsafe(32)
    invitation.token_hash, invitation.expires_at = _hash(token), end_of_life()
    invitation.invited_by_id = by.membership_id
    invitation.save()
    invitation.offer(roles)
    event = audit.record(verb, invitation, by=by, house_id=invitation.house_id, email=invitation.email)
    language = invitation.house.default_language
    with translation.override(language):
        letter = _letter(invitation, by, token)
    name = f"{invitation.first_name} {invitation.last_name}".strip()
    mails.send_letter(
        letter, to_address=invitation.email, to_name=name, language=language, kind=verb,
        house_id=invitation.house_id, event_id=event.pk,
    )  # fmt: skip
    return invitation


def _letter(invitation: Invitation, by: Viewer, token: str) -> mails.Letter:
    words = {"name": by.name, "house": invitation.house.name, "role": roles_in_words(invitation)}
    return mails.Letter(
        subject=_("%(house)s invites you") % words,
        lines=[
            _("%(name)s opens an access for you as “%(role)s”.") % words,
            _("The button below works once, within 72 hours: it lets you choose your password and come in."),
        ],
        action_label=_("Accept the invitation"),
        path=reverse("invitation", args=[token]),
        holds_key=True,
    )


def _membership(invitation: Invitation, guest: Guest) -> Membership:
    """The same person may have come in by another invitation meanwhile."""
    place = {"house": invitation.house, "party": invitation.party, "user": guest.account}
    rows = Membership.objects.unscoped("whether a guest is in already").select_related("house", "party")
    found: Membership | None = rows.filter(**place).first()
    if found is None:
        names = {"first_name": guest.first_name, "last_name": guest.last_name}
        return Membership.admit(*invitation.roles, **names, **place)
    if found.has_left:
        departures.come_back(found, invitation.roles, guest.first_name, guest.last_name)
    return found


def roles_in_words(invitation: Invitation) -> str:
    """« Gestionnaire », or « Gestionnaire, Conseillère »."""
    return ", ".join(role.name for role in invitation.roles)


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
