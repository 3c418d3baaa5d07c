"""Application: what a stranger asks; Decision: who answered, when and how."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from entregent import audit
from entregent.applicants import states
from entregent.applicants.phone import digits_of
from entregent.core.clock import now
from entregent.core.folding import fold
from entregent.people import invitations
from entregent.people.errors import Refused
from entregent.people.models import House, Invitation, Membership, Party, Role
from entregent.people.models.membership import LONGEST_KEY as LONGEST_NAME_KEY
from entregent.people.models.party import LONGEST_KEY as LONGEST_PLACE_KEY
from entregent.people.rights import MANAGE_PEOPLE
from entregent.people.sight import OfHouse

if TYPE_CHECKING:
    from entregent.people.viewer import Viewer

NEW, UPDATE = "new", "update"
KINDS = [
    (NEW, gettext_lazy("I have no account yet")),
    (UPDATE, gettext_lazy("I have an account: my information has changed")),
]
ASKED = {NEW: gettext_lazy("New account"), UPDATE: gettext_lazy("Update of an account")}
COMPARED = ("last_name", "first_name", "phone")  # what an update may bring into a membership


class Application(OfHouse):
    """« Demande ou mise à jour de compte ». What it says is anybody's word, until the staff has checked it."""

    house = models.ForeignKey(House, models.CASCADE, related_name="+")
    space = models.CharField(max_length=20)
    kind = models.CharField(gettext_lazy("Your request"), max_length=6, choices=KINDS, default=NEW)
    last_name = models.CharField(gettext_lazy("Last name"), max_length=80)
    first_name = models.CharField(gettext_lazy("First name"), max_length=80)
    phone = models.CharField(gettext_lazy("Phone"), max_length=30)
    email = models.EmailField(gettext_lazy("E-mail"))
    establishment = models.CharField(gettext_lazy("Legal name of your establishment"), max_length=120)
    name = models.CharField(max_length=161, editable=False)
    name_key = models.CharField(max_length=LONGEST_NAME_KEY, editable=False)
    establishment_key = models.CharField(max_length=LONGEST_PLACE_KEY, editable=False)
    phone_key = models.CharField(max_length=30, editable=False)
    language = models.CharField(max_length=2, default="fr", editable=False)
    form_key = models.UUIDField(unique=True, editable=False)  # of the form that was sent: it counts once
    state = models.CharField(max_length=8, choices=states.CHOICES, default=states.WAITING, editable=False)
    created_at = models.DateTimeField(default=now, editable=False)

    class Meta:
        indexes = [
            models.Index(fields=["house", "state", "-id"], name="application_queue"),
            models.Index(fields=["house", "email"], name="application_of_mailbox"),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.email = self.email.strip().lower()
        self.name = f"{self.first_name} {self.last_name}".strip()
        self.name_key = fold(self.last_name, self.first_name)[:LONGEST_NAME_KEY]
        self.establishment_key = fold(self.establishment)[:LONGEST_PLACE_KEY]
        self.phone_key = digits_of(self.phone)
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("applicants:application", args=[self.pk])

    @property
    def look(self) -> states.State:
        return states.STATES[self.state]

    @property
    def asked(self) -> str:
        return str(ASKED[self.kind])

    @property
    def decided_words(self) -> str:
        """What is told to the second of two who decide."""
        return _("%(name)s has decided on this request already.") % {"name": self.decision.by_name}

    # Who may do what

    def abilities(self, viewer: Viewer) -> dict[str, bool]:
        permitted, fitting = self.permits(viewer), self.fitting(viewer)
        return {act: permitted[act] and fitting[act] for act in permitted}

    def permits(self, viewer: Viewer) -> dict[str, bool]:
        mine = viewer.is_provider and viewer.house_id == self.house_id and viewer.can(MANAGE_PEOPLE)
        return {"accept": mine, "update": mine, "refuse": mine}

    def fitting(self, viewer: Viewer) -> dict[str, bool]:
        waits = self.state == states.WAITING
        return {"accept": waits, "update": waits, "refuse": waits}

    # Its verbs

    def file(self, *, by: Viewer) -> None:
        """The stranger sends it: their receipt and the staff's notice follow from the event."""
        with transaction.atomic():
            self.save(force_insert=True)
            self._tell("filed", by)

    def accept(self, role: Role, party: Party, *, by: Viewer, last_name: str, first_name: str) -> Invitation:
        """Invite the mailbox: whoever reads it chooses a password. Raises as `invitations.invite`, and Refused."""
        with self._deciding("accept", by):
            invitation = invitations.invite(
                by=by, email=self.email, last_name=last_name, first_name=first_name, role=role, party=party
            )
            self._decide(states.ACCEPTED, by, party=party)
            self._tell("accepted", by, invitation=invitation.pk)
        return invitation

    def update(self, member: Membership, fields: list[str], *, by: Viewer) -> None:
        """Bring these of the fields into a membership. Raises PermissionDenied for one that is not theirs to change."""
        with self._deciding("update", by):
            _read_again(member, by)
            if not set(fields) <= member.edit_fields(by) & set(COMPARED):
                raise PermissionDenied
            changes = {name: [getattr(member, name), getattr(self, name)] for name in fields}
            for name, (_before, after) in changes.items():
                setattr(member, name, after)
            member.save(update_fields=[*fields, "name", "name_key"])
            audit.record("people.membership.changed", member, by=by, house_id=self.house_id, changes=changes)
            self._decide(states.ACCEPTED, by, party=member.party, member=member)
            self._tell("updated", by, membership=member.pk)

    def refuse(self, reason: str, *, by: Viewer) -> None:
        """Say no; the reason is mailed as it stands."""
        with self._deciding("refuse", by):
            self._decide(states.REFUSED, by, reason=reason)
            self._tell("refused", by)

    # Privates

    @contextmanager
    def _deciding(self, act: str, by: Viewer) -> Iterator[None]:
        """Lock the row and read it again: of two who decide at the same moment, the second is told who was first."""
        with transaction.atomic():
            self.refresh_from_db(from_queryset=Application.objects.visible_to(by).select_for_update())
            if not self.permits(by)[act]:
                raise PermissionDenied
            if not self.fitting(by)[act]:
                raise Refused(self.decided_words)
            yield

    def _decide(self, state: str, by: Viewer, **told: Any) -> None:
        self.state = state
        self.save(update_fields=["state"])
        Decision(application=self, by_id=by.acting, by_name=by.name, **told).save(force_insert=True)

    def _tell(self, act: str, by: Viewer, **told: Any) -> None:
        audit.record(f"applicants.application.{act}", self, by=by, house_id=self.house_id, **told)


def _read_again(member: Membership, by: Viewer) -> None:
    """Lock the row: what others changed of it meanwhile stays. Raises PermissionDenied when it is out of sight."""
    rows = Membership.objects.visible_to(by).select_for_update(of=("self",))
    try:
        member.refresh_from_db(from_queryset=rows)
    except Membership.DoesNotExist:
        raise PermissionDenied from None


class Decision(OfHouse):
    """by_name: as the person was called then."""

    house_field = "application__house"

    application = models.OneToOneField(Application, models.CASCADE, related_name="decision")
    by = models.ForeignKey(Membership, models.SET_NULL, null=True, related_name="+")
    by_name = models.CharField(max_length=161)
    party = models.ForeignKey(Party, models.SET_NULL, null=True, related_name="+")
    member = models.ForeignKey(Membership, models.SET_NULL, null=True, related_name="+")
    reason = models.TextField(gettext_lazy("Reason"), blank=True)
    at = models.DateTimeField(default=now, db_index=True)

    def __str__(self) -> str:
        return self.by_name
