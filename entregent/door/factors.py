"""Second factors of a person: an authenticator program, passkeys, and codes on paper for when both are lost."""

from collections.abc import Iterable

from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.sessions.backends.base import SessionBase
from django.db import transaction
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from entregent import audit
from entregent.door import alerts, codes, devices, recovery_codes, sealing
from entregent.people import memberships
from entregent.people.errors import Refused
from entregent.people.models import Membership, User
from entregent.people.models.house import OF_ALL, OF_STAFF
from entregent.people.models.membership import WITH_PARTY
from entregent.people.viewer import Viewer

GIVEN = "second_factor"  # in a session: its owner has given a second factor
FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


def factors_of(user_id: int) -> list[Authenticator]:
    """Oldest first; the list of codes on paper is none."""
    return list(Authenticator.objects.filter(user_id=user_id, type__in=FACTORS).order_by("pk"))


def has_any(user_id: int) -> bool:
    return bool(Authenticator.objects.filter(user_id=user_id, type__in=FACTORS).exists())


def has_totp(user_id: int) -> bool:
    return bool(Authenticator.objects.filter(user_id=user_id, type=Authenticator.Type.TOTP).exists())


def are_required(rows: Iterable[Membership]) -> bool:
    """Whether one of these memberships asks for a second factor. Never in the demonstration: its people share one."""
    return settings.MODE != "demo" and any(_requires(row) for row in rows)


def were_given(request: HttpRequest, user: User) -> bool:
    """Whether one has been given on the way in, at the second step or in place of the password."""
    return any(record["method"] == "mfa" for record in get_authentication_records(request, user))


def note_given(session: SessionBase, *, given: bool) -> None:
    session[GIVEN] = given


def add_totp(request: HttpRequest, user: User, secret: str, step: int, *, by: Viewer) -> None:
    """Keep the program's secret. Raises Refused when there is one already."""
    with transaction.atomic():
        User.objects.select_for_update().get(pk=user.pk)  # of two that come at once, one finds the other's
        if has_totp(user.pk):
            raise Refused(_("An authenticator program is set up already: remove it first."))
        codes.keep_program(user.pk, secret, step)
        _note_added(request, user, by, "totp")


def add_passkey(request: HttpRequest, user: User, *, by: Viewer) -> None:
    """To be called in the transaction that kept the key."""
    _note_added(request, user, by, "passkey")


def rename(factor: Authenticator, name: str, user: User, *, by: Viewer) -> None:
    """Another name for a passkey; nothing when it was removed meanwhile."""
    with transaction.atomic():
        row = Authenticator.objects.select_for_update().filter(pk=factor.pk).first()
        if row is None or row.data["name"] == name:
            return
        before, row.data["name"] = row.data["name"], name
        row.save(update_fields=["data"])
        audit.record("people.factor.renamed", user, by=by, house_id=by.house_id, changes={"name": [before, name]})


def remove(request: HttpRequest, factor: Authenticator, user: User, *, by: Viewer) -> None:
    """Take one away; codes on paper go with the last one. Other sessions end."""
    with transaction.atomic():
        factor.delete()
        if not has_any(user.pk):
            Authenticator.objects.filter(user_id=user.pk).delete()
            note_given(request.session, given=False)
        audit.record("people.factor.removed", user, by=by, house_id=by.house_id, kind=kind_of(factor))
        devices.end_others(user.pk, request.session)
        alerts.send_alert(user, "people.factor.removed")


def renew_codes(user: User, *, by: Viewer) -> None:
    with transaction.atomic():
        recovery_codes.make(user)
        audit.record("people.codes.renewed", user, by=by, house_id=by.house_id)
        alerts.send_alert(user, "people.codes.renewed")


def demand_resettable(member: Membership, *, by: Viewer) -> None:
    """Raises Refused when they have none, or also work where the one who asks has no say."""
    memberships.demand_whole(member, by=by)
    if not has_any(member.user_id):
        raise Refused(_("This person has no second step to reset."))


def reset(member: Membership, *, by: Viewer) -> None:
    """Take all of somebody's away, so that they sign in with their password alone; their sessions end.

    Raises as `demand_resettable`.
    """
    with transaction.atomic():
        demand_resettable(member, by=by)
        take_all(member, by=by)


def take_all(member: Membership, *, by: audit.Actor) -> None:
    """The same, for a caller who has asked whether it may be done, in their transaction."""
    Authenticator.objects.filter(user_id=member.user_id).delete()
    audit.record("people.factor.reset", member, by=by, house_id=member.house_id)
    devices.end_all(member.user_id)
    alerts.send_alert(member.user, "people.factor.reset")


def kind_of(factor: Authenticator) -> str:
    return "totp" if factor.type == Authenticator.Type.TOTP else "passkey"


def renew_seals() -> int:
    """Seal with the present key what was sealed with a former one; how many there were."""
    found = 0
    for row in Authenticator.objects.exclude(type=Authenticator.Type.WEBAUTHN).iterator():
        found += _renew_seal(row.pk)
    return found


def _renew_seal(pk: int) -> bool:
    with transaction.atomic():
        row = Authenticator.objects.select_for_update().filter(pk=pk).first()
        name = "secret" if row and row.type == Authenticator.Type.TOTP else "seed"
        if row is None or sealing.is_present(row.data[name]):
            return False
        try:
            row.data[name] = sealing.renew_seal(row.data[name])
        except sealing.Unreadable:
            return False  # its key is gone for good: an administrator resets it
        row.save(update_fields=["data"])
        return True


def _note_added(request: HttpRequest, user: User, by: Viewer, kind: str) -> None:
    recovery_codes.make_first(user)
    note_given(request.session, given=True)
    audit.record("people.factor.added", user, by=by, house_id=by.house_id, kind=kind)
    devices.end_others(user.pk, request.session)
    alerts.send_alert(user, "people.factor.added")


def _requires(row: Membership) -> bool:
    of_house = row.house.second_factor
    asked = any(role.needs_second_factor for role in row.roles)
    return asked or of_house == OF_ALL or (of_house == OF_STAFF and row.side not in WITH_PARTY)
